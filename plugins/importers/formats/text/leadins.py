"""Statement lead-ins, which carry kind, organisation and date: ``The following is an 8 May 2005 press release by …``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plugins.alerts import organisations
from plugins.alerts.dates import PartialDate
from plugins.importers.normalising.dating import find_days, whole_line

_OPENERS = re.compile(
    r"\b(?:(?:the\s+)?following\s+is|what\s+follows\s+is|below\s+(?:is|are|please\s+find)|(?:is|are)\s+(?:given|reproduced|printed)?\s*below|"
    r"the\s+full\s+text\s+of|ci-dessous|voici|(?:le\s+texte\s+qui\s+suit|ce\s+qui\s+suit|suit)\b|(?:lo|el\s+texto)\s+que\s+sigue|"
    r"(?:el|la)\s+siguiente\s+(?:es|comunicado|declaraci[oó]n|carta)|a\s+continuaci[oó]n)",
    re.IGNORECASE,
)
# First come first: a "joint letter" is a letter, a "letter … and press release" too.
_KINDS = (
    ("joint-action", r"joint\s+action|action\s+(?:conjointe|commune)|acci[oó]n\s+conjunta"),
    ("press-release", r"(?:press|media|news)\s+release|communiqu[ée]\s+de\s+presse|comunicado(?:\s+de\s+prensa)?"),
    ("letter", r"letter|lettre|carta"),
    ("statement", r"statement|d[ée]claration|declaraci[oó]n|pronunciamiento"),
    ("report", r"\breport\b|\brapport\b|\binforme\b"),
)
_KIND_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)
_ABBREVIATION = re.compile(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?:-[A-Za-z]+)?\b|\bARTICLE 19\b")
_IMMEDIATE = re.compile(
    r"^(?P<date>.{6,40}?)\s*[:–-]\s*(?:diffusion immédiate|for immediate release|para (?:su )?difusi[oó]n inmediata)|^for immediate release\s*[:–-]?\s*(?P<after>.{6,40})$",
    re.IGNORECASE,
)
LONGEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadIn:
    """What a lead-in says, and where it ends."""

    kind: str
    sources: tuple[str, ...]
    date: PartialDate | None
    end: int


def find_lead_in(text: str, language: str) -> LeadIn | None:
    """Return the lead-in that a text begins with, if it does; ``text`` starts after the credit."""
    first, _, rest = text.lstrip().partition("\n")
    offset = len(text) - len(text.lstrip())
    if len(first) > LONGEST or not re.search(r"[:.]\s*$", first):
        stop = re.search(r":(?=\s|$)", first[:LONGEST]) or re.search(r"\.(?=\s|$)", first[:LONGEST])
        sentence = first[: stop.end()] if stop else _wrapped_sentence(text.lstrip())
    else:
        sentence = first
    sentence = sentence[:LONGEST]
    if not _OPENERS.search(sentence):
        return None
    kind = _kind(sentence)
    if not kind:
        return None
    days = [day for day in find_days(sentence, language) if day.year]
    date = days[0].on(0) if days else _immediate(rest, language)
    names = (match[0] for match in _ABBREVIATION.finditer(sentence))
    sources = tuple(dict.fromkeys(name for name in names if organisations.known(name)))
    return LeadIn(kind=kind, sources=sources[:1], date=date, end=offset + len(sentence))


DATELINE = r"^[ \t]*(?:[A-ZÀ-Ý][\w’'.-]+(?:[ -][A-ZÀ-Ý][\w’'.-]+){0,3}),[ \t]+(?P<date>[^\n,;:]{3,16},?[ \t]+(?:de[ \t]+)?\d{4})[ \t]*(?:[-–—]+|\.|$)"
_DATELINE = re.compile(DATELINE, re.MULTILINE)
_LINES_TO_DATELINE = 4


def find_dateline(text: str, language: str) -> tuple[PartialDate, int, int] | None:
    """Return the date of a dateline like ``New York, October 23, 2001-As of today …`` in the first lines, and where it stands."""
    reach = len("\n".join(text.split("\n")[:_LINES_TO_DATELINE]))
    for match in _DATELINE.finditer(text[:reach]):
        date = whole_line(match["date"], language) or whole_line(match["date"], "en")
        if date is not None and date.day is not None:
            return date, match.start(), match.end()
    return None


def _kind(sentence: str) -> str:
    places = [(match.start(), kind) for kind, pattern in _KIND_PATTERNS if (match := pattern.search(sentence))]
    return min(places)[1] if places else ""


def _wrapped_sentence(text: str) -> str:
    """Return the first sentence of hard-wrapped text, up to a blank line."""
    block = text.split("\n\n", 1)[0][:LONGEST]
    stop = re.search(r"[:.](?=\s|$)", block)
    return block[: stop.end()] if stop else block.split("\n", 1)[0]


def _immediate(rest: str, language: str) -> PartialDate | None:
    line = rest.lstrip().split("\n", 1)[0].strip()
    match = _IMMEDIATE.match(line)
    if match is None:
        return whole_line(line, language)
    return whole_line((match["date"] or match["after"] or "").strip(), language)
