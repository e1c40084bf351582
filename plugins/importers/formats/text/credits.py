"""Credits, ``(RSF/IFEX) – ``, and source lines, ``SOURCE: Full name (ABBR), City``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plugins.alerts import organisations
from plugins.alerts.dates import PartialDate
from plugins.alerts.errors import PartialDateError
from plugins.importers.normalising.dating import month_pattern, read_date

_NAME = r"[^()\[\]/\n]{2,60}?"
CREDIT = re.compile(
    rf"\((?P<orgs>{_NAME}(?:/{_NAME}){{0,5}})\s*/\s*IFEX\)|\(IFEX(?:[-/](?P<campaign>[A-Z]{{2,6}}))?\)(?=\s*[-–—])"
)
_SEPARATOR = re.compile(r"\s*[-–—]+\s*|\s*:\s+|\s+")
_CAMPAIGNS = {"IFEX-TMG": "tunisia-monitoring-group", "TMG": "tunisia-monitoring-group"}

SOURCE_LINE = re.compile(r"(?P<label>SOURCES?|FUENTES?|Sources?|Fuentes?)\s*:\s*(?P<names>.*)")
_ABBREVIATED = re.compile(
    r"(?P<name>[^()]{3,120}?)\s*\((?P<abbr>[A-Z][\w./ -]{1,24})\)\s*(?:,\s*(?P<city>[^,()]{2,40}?)(?=$|;|\s{2,}|,|\s+[A-ZÀ-Ý][^();]{3,100}\())?"
)
_ARTICLE = re.compile(r"(?:The|El|La|Los|Las|Le|Les|L['’])\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A credit: whom it names, the date after it (2012), where it stands and where the text goes on."""

    sources: tuple[str, ...]
    campaigns: tuple[str, ...] = ()
    date: PartialDate | None = None
    start: int = 0
    end: int = 0


def find_credit(text: str, language: str, *, within: int = 1500) -> Credit | None:
    """Return the first credit in the first ``within`` characters that begins a line or follows a marker; else any first one."""
    found = list(CREDIT.finditer(text[:within]))
    at_start = [
        match
        for match in found
        if not text[: match.start()].rsplit("\n", 1)[-1].strip(" *\t") or _after_marker(text, match.start())
    ]
    if not found:
        return None
    match = (at_start or found)[0]
    date, end = _date_after(text, match.end(), language)
    if match["orgs"]:
        joined = match["orgs"].strip()
        sources = (joined,) if organisations.known(joined) else tuple(part.strip() for part in joined.split("/"))
    else:
        sources = (f"IFEX-{match['campaign']}" if match["campaign"] else "IFEX",)
    campaigns = tuple(dict.fromkeys(_CAMPAIGNS[name] for name in sources if name in _CAMPAIGNS))
    return Credit(sources=sources, campaigns=campaigns, date=date, start=match.start(), end=end)


def _after_marker(text: str, start: int) -> bool:
    return text[:start].rstrip().endswith("**")


def _date_after(text: str, end: int, language: str) -> tuple[PartialDate | None, int]:
    gap = _SEPARATOR.match(text, end)
    position = gap.end() if gap else end
    pattern = re.compile(
        rf"((?:\d{{1,2}}(?:er)?\s+(?:de\s+)?{month_pattern(language)}|{month_pattern(language)}\s+\d{{1,2}},?)\s+(?:de(?:l)?\s+)?\d{{4}})\s*[-–—]+\s*",
        re.IGNORECASE,
    )
    if match := pattern.match(text, position):
        try:
            return read_date(match[1], language), match.end()
        except PartialDateError:
            return None, position
    return None, position


@dataclass(frozen=True, slots=True)
class SourceNames:
    """The organisations of a source line: abbreviations (else names), and the line as it stands."""

    sources: tuple[str, ...]
    line: str


def read_source_names(text: str) -> SourceNames:
    """Read what follows ``SOURCE:``: one organisation, or several on lines of their own or run together."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    names: list[str] = []
    written: list[str] = []
    for line in lines:
        found = list(_ABBREVIATED.finditer(line))
        if found:
            names += [match["abbr"].strip() for match in found]
            # A crawl may have run the lines of several organisations together.
            written += [match[0].strip(" ;,") for match in found] if len(found) > 1 else [line]
            continue
        written.append(line)
        for part in re.split(r"\s*;\s*", line):
            names.append(_known(part))
    return SourceNames(tuple(dict.fromkeys(name for name in names if name)), "; ".join(written))


def _known(part: str) -> str:
    """Return the abbreviation of a full name with or without its town; a name that is not known without its town."""
    bare = part.strip(" .")
    for candidate in (bare, bare.rsplit(",", 1)[0]):
        for name in (candidate, _ARTICLE.sub("", candidate, count=1)):
            plain = name.strip(" “”\"'‘’«»").replace("’", "'")
            if organisations.known(plain):
                return plain
            if code := organisations.named(plain):
                return code
    return bare.rsplit(",", 1)[0].strip(' “”"«»')
