"""When it happened: the day of the newest development that the opening of a text tells.

The days that a text names are sorted out by the words around them: days on which somebody said or wrote something, deadlines and
days to come, and days since which somebody has been held are not what the alert is about, unless there is no other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plugins.alerts.dates import PartialDate
from plugins.importers.normalising.dating import FoundDate, find_days, weekday_pattern

YearHint = Callable[[int], int | None]
"""Month → year."""
REACH_BACK = 160
"""Characters before a day that may say what sort of day it is."""
LONGEST = 20_000
"""Characters of a story that are looked at; the site's own guide asks for 750 words."""
OPENING = 3
"""Paragraphs in which the event is told."""

_REPORTED = re.compile(
    r"(?:\b(?:said|told|learned|learnt|reported|announced|wrote|stated|informed|published|dated|"
    r"complaint|letter|statement|press release|report|interview|article|"
    r"dit|déclaré|annoncé|appris|écrit|indiqué|informé|publié|daté|datée|communiqué|lettre|plainte|"
    r"dijo|informó|denunció|anunció|supo|escribió|comunicado|carta|fechad[oa])\b(?:(?!\b(?:that|who|which|qui|que|quien)\b)[^.;:]){0,45}?)(?:\b(?:on|le|el|du|del|of|on the)\s+)?$",
    re.IGNORECASE,
)
# "In a 3 July 1999 statement": the day of words, too.
_OF_WORDS = re.compile(
    r"\s+(?:statement|letter|press release|report|interview|article|issue|edition|story)\b", re.IGNORECASE
)
_TO_COME = re.compile(
    r"\b(?:will|shall|would|(?:was|were) to|serai(?:en)?t|devai(?:en)?t|sería|debía|due|scheduled|set for|latest|expected|expires?|(?:adjourned|postponed|put off) (?:to|until)|"
    r"sera|seront|doit|doivent|devra|devront|aura lieu|prochaine?|suite|(?:reportée?|renvoyée?) (?:au|à|pour)|"
    r"será|serán|debe|deberá|próxim[oa]|tendrá)\b[^.;,»”\"]{0,60}$"
    r"|\b(?:by|before|until|till|avant|jusqu['’]au|hasta|antes de)(?:\s+(?:the|le|el|la)(?:\s+\w+\s+(?:of|du|del|de))?)?\s*$|\bantes del\s*$",
    re.IGNORECASE,
)
_HELD_SINCE = re.compile(
    r"\b(?:held|detained|jailed|imprisoned|in (?:prison|jail|custody|detention)|behind bars|emprisonnée?|détenue?|incarcérée?|en (?:prison|détention)|"
    r"encarcelad[oa]|detenid[oa]|pres[oa]|en (?:la )?(?:cárcel|prisión))\b[^.;,]{0,25}\b(?:since|depuis|desde)\b[^.;,]{0,15}$",
    re.IGNORECASE,
)
_PAST_OF_PAST = re.compile(r"\b(?:had|avait|avaient|había|habían)\b[^.;]{0,60}$", re.IGNORECASE)
# "Arrested after the 1 November riots": what went before.
_AFTERMATH = re.compile(
    r"\b(?:after|following|in the wake of|après|à la suite d[eu]|suite (?:à|au)|tras|después de|a raíz de)(?:\s+(?:the|a|an|la|le|les|el|los|las|l['’]))?\s*$",
    re.IGNORECASE,
)
_BORN = re.compile(r"\b(?:born|née?|nacid[oa]|nació|founded|fondée?|fundad[oa])\b[^.;,]{0,25}$", re.IGNORECASE)
# A point before a blank and a capital ends a sentence, unless it follows a single letter or a common abbreviation.
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\b(?:Mr|Dr|M\.|St|No)\.)[”\"»’)]*\s+(?=[“\"«(]?[A-ZÀ-ÝÉ«“])")
_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "a one un une uno",
            "two deux dos",
            "three trois tres",
            "four quatre cuatro",
            "five cinq cinco",
            "six seis",
            "seven sept siete",
            "eight huit ocho",
            "nine neuf nueve",
            "ten dix diez",
        ),
        start=1,
    )
    for word in words.split()
}
_ANNIVERSARY = re.compile(
    rf"(?:A |À )?(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})\s+(?:years?|ans?|años?)\s+(?:after|since|après|depuis|después|de\b|tras)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")


@dataclass(frozen=True, slots=True)
class Event:
    """A day, and how it was come by."""

    date: PartialDate
    year_is_hinted: bool
    """The text names the day without its year, and no other year that could be meant."""
    latest: PartialDate
    """The latest past day that the opening names, reports included: the alert cannot be older."""
    is_anniversary: bool = False
    """The text looks back ("Two years after …"): the day named is not its event, and ``latest`` is so many years after it."""


def find_event(
    paragraphs: Sequence[str], language: str, *, issued: PartialDate | None = None, year_hint: YearHint | None = None
) -> Event | None:
    """Return the event of a text, or ``None`` if its opening names no day.

    ``issued`` bounds it and gives the year of a day that has none; ``year_hint`` gives the year of a day of a month where nothing in
    the text helps.
    """
    opening = [paragraph[:LONGEST] for paragraph in paragraphs[:OPENING]]
    whole = "\n".join(paragraphs)[:LONGEST]
    chosen: tuple[PartialDate, bool] | None = None
    fallback: tuple[PartialDate, bool] | None = None
    past: list[PartialDate] = []
    offset = 0
    for paragraph in opening:
        for sentence, start in _sentences(paragraph):
            candidates: list[tuple[PartialDate, bool]] = []
            for found in find_days(sentence, language):
                before = _without_weekday(sentence[max(0, found.start - REACH_BACK) : found.start], language)
                if _TO_COME.search(before) or _BORN.search(before):
                    continue
                dated = _with_year(found, whole, offset + start + found.start, issued, year_hint)
                if dated is None or (issued and dated[0].first > issued.last):
                    continue
                past.append(dated[0])
                after = sentence[found.end :]
                if any(one.search(before) for one in (_REPORTED, _HELD_SINCE, _AFTERMATH)) or _OF_WORDS.match(after):
                    fallback = fallback or dated
                    continue
                candidates.append(dated)
            if candidates and chosen is None:
                chosen = max(candidates, key=lambda one: one[0].first)
        offset += len(paragraph) + 1
    result = chosen or fallback
    if result is None:
        return None
    latest = max(past, key=lambda date: date.first)
    years = _years_after(opening[0])
    if years and issued is None and all(date.year == latest.year for date in past):
        return Event(result[0], result[1], PartialDate(latest.year + years, latest.month), is_anniversary=True)
    return Event(result[0], result[1], latest)


def _years_after(paragraph: str) -> int:
    """Return how many years a text that opens with "Two years after …" looks back; 0 for others."""
    match = _ANNIVERSARY.match(paragraph)
    if match is None:
        return 0
    word = match["number"].lower()
    return int(word) if word.isdigit() else _NUMBERS[word]


def _sentences(paragraph: str) -> list[tuple[str, int]]:
    result = []
    start = 0
    for match in _SENTENCE.finditer(paragraph):
        result.append((paragraph[start : match.start()], start))
        start = match.end()
    result.append((paragraph[start:], start))
    return result


def _without_weekday(before: str, language: str) -> str:
    return re.sub(
        rf"(?:\b(?:on|le|el|ce|du|del|the)\s+)?{weekday_pattern(language)}\s*$", "", before, flags=re.IGNORECASE
    )


def _with_year(
    found: FoundDate, text: str, position: int, issued: PartialDate | None, year_hint: YearHint | None
) -> tuple[PartialDate, bool] | None:
    """Return the day with its year, and whether that came from the hint alone.

    The year is its own; else the one before the publication; else the nearest that the text names before it, or after it.
    """
    if found.year is not None:
        date = found.on(found.year)
        return (date, False) if date else None
    if issued is not None and issued.month is not None:
        later = (found.month, found.day) > (issued.month, issued.day or 31)
        date = found.on(issued.year - 1 if later else issued.year)
        return (date, False) if date else None
    # Years of markers and of this very alert's dates serve alike: an alert is about days, not decades.
    years = [(match.start(), int(match[1])) for match in _YEAR.finditer(text)]
    before = [year for start, year in years if start < position]
    after = [year for start, year in years if start > position]
    year = before[-1] if before else after[0] if after else issued.year if issued else None
    hinted = year is None and year_hint is not None
    if year is None and year_hint is not None:
        year = year_hint(found.month)
    date = found.on(year) if year else None
    return (date, hinted) if date else None
