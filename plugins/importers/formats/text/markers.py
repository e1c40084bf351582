"""Markers: ``**Updates IFEX alerts of 15 March 1999 and 19 November 1998**`` and its kin in three languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CITES = r"(?:IFEX(?:[\s ]+CH)?[\s ]+alert|alerte?s?[\s ]+(?:de[\s ]+)?(?:l[’'])?[\s ]*IFEX|alertas?[\s ]+de[\s ]+(?:la[\s ]+)?IFEX)"
_STARRED = re.compile(r"\*\*[ \t]*(?P<text>[^*]{8,1500}?)[ \t]*(?:\*\*|(?=\n[ \t]*\n)|(?=\n\()|\Z)", re.DOTALL)
_ASIDE = re.compile(
    rf"[(\[](?P<text>(?:see|ver|véase|voir|consultez|updates?)\b[^()\[\]]{{0,60}}?{_CITES}[^()\[\]]{{0,600}})[)\]]",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"^(?P<text>(?:Updates?\b|Mise à jour\b|Actuali[sz]a(?:ción)?\b)[^\n*]{{0,30}}?{_CITES}[^\n*]{{0,400}})$",
    re.IGNORECASE | re.MULTILINE,
)
_IS_MARKER = re.compile(rf"{_CITES}|new cases and updates|mise à jour|actualiza", re.IGNORECASE)

_ISSUE = re.compile(
    r"[\[(](?:Mise à jour|Updates?|Actualiza(?:ción)?)\b[^\[\]()]{0,40}?[\"“«]?\s*(?:IFEX\s+)?(?:Communiqué|Comunicado)\s*[\"”»]?\s*(?:of IFEX\s*)?#?(?P<issue>\d{1,2}[-–]\d{1,2}(?:\s*(?:,|et|and|y)\s*\d{1,2}[-–]\d{1,2})*)[^\[\]()]*[\])]",
    re.IGNORECASE,
)

# In this order: "for related cases, see" and "for background, see" are no updates; "see" alone points to background.
_CLASSES = (
    (
        "related",
        re.compile(
            r"related|similar case|cas (?:connexes?|similaires?|apparentés?|semblables?)|affaires? (?:connexes?|similaires?)|casos? (?:relacionados?|similar(?:es)?|conexos?)",
            re.IGNORECASE,
        ),
    ),
    (
        "background",
        re.compile(
            r"background|renseignements|informations? (?:supplémentaire|complémentaire)|contexte|antecedentes|(?:mayor|más|mayores) informaci[oó]n",
            re.IGNORECASE,
        ),
    ),
    ("updates", re.compile(r"updates?\b|mise à jour|met à jour|actualiza", re.IGNORECASE)),
    ("background", re.compile(r"\b(?:see|ver|véase|voir|consultez|consulter|consulte)\b", re.IGNORECASE)),
)
_CLAUSE = re.compile(r";\s*|\.\s+(?=[A-ZÀ-ÝÉ])")
_LIST = re.compile(
    r"alert(?:e|a|es|as|s|\(s\)|e\(s\)|a\(s\))?(?:[\s ]+(?:de[\s ]+)?(?:la[\s ]+)?(?:l[’'])?[\s ]*IFEX)?[\s ]+(?:(?:issued|dated|of|from|on|du|des|del|de|dels|en date|datée?s?|émises?|fechadas?|emitidas?|con fecha|los?|le|les|el)[\s ]+)*(?P<list>.*)",
    re.IGNORECASE | re.DOTALL,
)


REACH = 20_000
"""Characters in which markers are looked for; they stand near the top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """One marker: where it stands in the text and the date lists that it holds, each with its class."""

    start: int
    end: int
    is_block: bool
    """It stands between asterisks or on a line of its own, not in brackets in the prose."""
    text: str
    lists: tuple[tuple[str, str], ...]
    """(updates | background | related, the list as written)."""
    is_update: bool
    """It says that this alert updates others, whether or not with dates."""


def find_markers(text: str) -> tuple[Marker, ...]:
    """Return the markers of a text in their order."""
    found: list[Marker] = []
    text = text[:REACH]
    for pattern, is_block in ((_STARRED, True), (_BARE, True), (_ASIDE, False)):
        for match in pattern.finditer(text):
            inner = " ".join(match["text"].split())
            if not _IS_MARKER.search(inner) or any(
                one.start < match.end() and match.start() < one.end for one in found
            ):
                continue
            lists, is_update = _read(inner)
            found.append(
                Marker(
                    start=match.start(),
                    end=match.end(),
                    is_block=is_block,
                    text=inner,
                    lists=lists,
                    is_update=is_update,
                )
            )
    return tuple(sorted(found, key=lambda marker: marker.start))


def communique_issues(text: str) -> tuple[str, ...]:
    """Return the issues of the Communiqué that a text says it updates: ``10-30`` is volume 10, number 30."""
    return tuple(
        issue
        for match in _ISSUE.finditer(text)
        for issue in re.findall(r"\d{1,2}-\d{1,2}", match["issue"].replace("–", "-"))
    )


def _read(text: str) -> tuple[tuple[tuple[str, str], ...], bool]:
    lists: list[tuple[str, str]] = []
    current = ""
    is_update = False
    for clause in _CLAUSE.split(text):
        # The words after the list ("… for related case") may tell the class as well as those before it.
        current = next((name for name, pattern in _CLASSES if pattern.search(clause)), current) or "updates"
        is_update |= current == "updates"
        match = _LIST.search(clause)
        dates = match["list"] if match else clause
        if re.search(r"\d", dates) and (match or lists):
            lists.append((current, dates.strip(" *.")))
    return tuple(lists), is_update
