"""Issues of the Communiqué, of newsletters and digests, each as what it is: one record with its sections as headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plugins.alerts import countries
from plugins.alerts.dates import PartialDate
from plugins.alerts.findings import Finding
from plugins.importers.bodies import commonmark
from plugins.importers.bodies.lines import paragraphs, wrap_width
from plugins.importers.formats.text import items
from plugins.importers.formats.text.listings import COMMUNIQUE, DIGEST, DIGEST_LINE, LABEL
from plugins.importers.formats.text.noise import is_rule, strip_noise
from plugins.importers.normalising.dating import find_days, whole_line

# Section names of the Communiqué in three languages, folded, with a misprint that it bears.
_SECTIONS = frozenset(
    """
    index|free expression spotlight|free-expression spotlight|regional news|updates|take action|take action!|conferences and workshops
    |reports and publications|awards and fellowships|awards and felllowships|in other news|useful websites|job notices|editor's note
    |alerts issued by the ifex clearing house in the past week|alerts issued by the ifex clearing house last week|press freedom missions
    |sommaire|note de la redaction|point de mire sur la libre expression|pleins feux sur la libre expression|manchettes|nouvelles regionales
    |mises a jour|agissez|agissez!|conferences et ateliers|rapports et publications|bourses et recompenses|sites web utiles|offres d'emploi
    |indice|nota del editor|primer plano de libre expresion|noticias regionales|actualizaciones|¡actue!|actue|misiones de libertad de prensa
    |conferencias y talleres|informes y publicaciones|premios y becas|sitios web utiles|en las noticias de ifex…|ofertas de trabajo
    |alertas emitidas por la oficina de la red ifex la semana pasada
    """.replace("\n", "")
    .replace("    |", "|")
    .strip()
    .split("|")
)
_REGIONS = frozenset(
    "africa|afrique|americas|ameriques|asia and pacific|asia & pacific|asie et pacifique|asia y pacifico|europe and central asia|europe & central asia|"
    "europe et asie centrale|europa y asia central|middle east and north africa|middle east & north africa|moyen-orient et afrique du nord|"
    "medio oriente y africa del norte|international|internacional".split("|")
)
_DECORATION = re.compile(r"^[\s|—–_=*-]+|[\s|—–_=*-]+$")
_HEADER = re.compile(
    r"(?P<title>.*?\bVOL\.?\s*(?P<volume>\d+)\s*N[Oo°º]\.?\s*(?P<number>\d+))\W*(?P<rest>.*)", re.IGNORECASE
)
_ENTRY = re.compile(r"\(?(?P<number>\d{1,2})[.)]\s+(?P<text>\S.*)")
_FIRST_YEAR = 1991
"""Volume 1 is the year after it."""
LONGEST_HEADING = 80
FEWEST_LETTERS = 3
NO_LINKS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What an issue says of itself, and its text."""

    title: str
    date: PartialDate | None
    """That of its own header, to the day."""
    weak_date: PartialDate | None
    """What its volume or the period that it covers tells."""
    number: str
    """``15-44``: volume and number; empty where it has none."""
    body: str
    """CommonMark."""
    removed: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_issue(lines: list[str], kind: str, language: str, links: Mapping[str, str] = NO_LINKS) -> Issue:
    """Read an issue of a ``communique``, ``newsletter`` or ``digest``; ``links`` are addresses by headline, where a page has them."""
    lines, furniture = strip_noise(lines)
    found, title, date, weak, number = None, "", None, None, ""
    if kind == "communique":
        # A page may have made a headline of it, without the date.
        for line in [n for n, text in enumerate(lines) if COMMUNIQUE.match(text.strip())][:2]:
            if date is None and (match := _HEADER.fullmatch(_bare(lines[line]))):
                found, title = line, match["title"]
                number = f"{int(match['volume'])}-{int(match['number'])}"
                date = whole_line(_bare(match["rest"]), language)
                weak = PartialDate(_FIRST_YEAR + int(match["volume"]))
    elif kind == "digest":
        found = _line(lines, DIGEST)
        title = " ".join(lines[found].split()) if found is not None else ""
        weak = items.digest_period(lines, language)
    else:
        found = next((n for n, line in enumerate(lines[:20]) if line.strip() and _period(line)), None)
        if found is not None:
            title = f"IFEX This Week: {' '.join(lines[found].split())}"
            weak = _period(lines[found])
    start = 0 if found is None else found + 1
    removed = (*furniture, *(line.strip() for line in lines[: max(start - 1, 0)] if line.strip()))
    rest = lines[start:]
    return Issue(
        title=title,
        date=date,
        weak_date=weak,
        number=number,
        body=commonmark.join(_blocks(rest, kind, links)),
        removed=removed,
        findings=_missing(rest) if kind == "communique" else (),
    )


def _line(lines: list[str], pattern: re.Pattern[str]) -> int | None:
    return next((number for number, line in enumerate(lines) if pattern.match(line.strip())), None)


def _bare(line: str) -> str:
    return _DECORATION.sub("", line)


def _folded(text: str) -> str:
    return countries.fold(text).strip('«»"“”: ')


def _period(line: str) -> PartialDate | None:
    """Return the last day of a line that is a period, ``13-19 January 2023``; such lines are English in every language."""
    if not re.fullmatch(r"\s*\d{1,2}\b[^|:.]{3,50}\b\d{4}\s*", line):
        return None
    days = [day for day in find_days(line, "en") if day.year]
    return days[-1].on(0) if days else None


def _missing(lines: list[str]) -> tuple[Finding, ...]:
    named: set[str] = set()
    told: set[str] = set()
    for line in lines:
        if match := _ENTRY.fullmatch(line.strip()):
            (told if _is_shouted(match["text"]) else named).add(match["number"])
    lost = len(named - told)
    if not lost:
        return ()
    return (
        Finding(
            "text-incomplete", "body", f"the index names {len(named)} items; of {lost} of them the text is not there"
        ),
    )


def _is_shouted(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) > FEWEST_LETTERS and sum(char.isupper() for char in letters) >= 0.8 * len(letters)


def _heading(line: str, kind: str) -> tuple[int, str] | None:
    """Return level and text of a line that is the heading of a section."""
    text = _bare(line) if kind == "communique" else line.strip()
    plain = _folded(text)
    if kind == "newsletter":
        return (2, text) if LABEL.fullmatch(text) else None
    if kind == "digest":
        if plain in _REGIONS:
            return 2, text
        return (3, text) if countries.find(text) or countries.candidates(text) else None
    if plain in _SECTIONS:
        return 2, text.rstrip(": ")
    is_framed = "|" in line and text != line.strip()
    return (2, text) if is_framed and len(text) <= LONGEST_HEADING and not re.search(r"https?:", text) else None


def _blocks(lines: list[str], kind: str, links: Mapping[str, str]) -> Iterator[str]:
    """Yield the blocks of an issue: headings of sections and items, prose, the lines of a digest as a list."""
    width = wrap_width("\n".join(lines))
    plain: list[str] = []
    number = 0

    def told() -> Iterator[str]:
        for paragraph in paragraphs("\n".join(plain), width=width):
            linked = links.get(" ".join(paragraph[0].split())) if len(paragraph) == 1 else None
            yield f"[{commonmark.escape(paragraph[0])}](<{linked}>)" if linked else commonmark.listed(paragraph)
        plain.clear()

    while number < len(lines):
        line = lines[number]
        number += 1
        entry = _ENTRY.fullmatch(line.strip()) if kind == "communique" else None
        if found := _heading(line, kind):
            yield from told()
            yield commonmark.heading(found[1], found[0])
        elif entry and _is_shouted(entry["text"]):
            yield from told()
            parts = [line.strip()]
            while number < len(lines) and lines[number].strip() and _is_shouted(lines[number]):
                parts.append(lines[number].strip())
                number += 1
            yield commonmark.heading(" ".join(parts), 3)
        elif kind == "digest" and DIGEST_LINE.fullmatch(line.strip()):
            yield from told()
            listed = [line.strip()]
            while number < len(lines) and DIGEST_LINE.fullmatch(lines[number].strip()):
                listed.append(lines[number].strip())
                number += 1
            yield "\n".join(_story(one, links) for one in listed)
        elif is_rule(line) or not _bare(line):
            plain.append("")
        else:
            plain.append(_bare(line) if "|" in line and kind == "communique" else line)
    yield from told()


def _story(line: str, links: Mapping[str, str]) -> str:
    """Return a line of a digest as an item of a list; what goes on with the story above is an item inside it."""
    is_follow_up = line.startswith("+")
    text = line.removeprefix("+").strip()
    headline = re.sub(r"\s*\([^()]*\)$", "", text)
    address = links.get(headline, "")
    shown = commonmark.escape(text)
    if address:
        shown = f"[{commonmark.escape(headline)}](<{address}>) {commonmark.escape(text[len(headline) :])}"
    return f"  - {shown}" if is_follow_up else f"- {shown}"
