"""The web form: what stands above the text on a saved page, and the headline among it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from plugins.alerts import organisations
from plugins.alerts.dates import PartialDate
from plugins.importers.formats.text.credits import CREDIT, SOURCE_LINE, SourceNames, read_source_names
from plugins.importers.formats.text.leadins import find_lead_in
from plugins.importers.formats.text.markers import find_markers
from plugins.importers.formats.text.noise import is_rule
from plugins.importers.formats.text.teaser import split_teaser
from plugins.importers.normalising.dating import whole_line

LONGEST_HEADLINE = 250
LONGEST_ALONE = 120
"""Characters of a line below which there is nothing, and which is a headline all the same."""
_SENTENCE_END = re.compile(r"(?<![A-Z]\.[A-Z])[.:…][\"'”’»)\]]*$|\]$")
# Two sentences on one line: a text, whatever its length.
_SENTENCES = re.compile(r"[a-zà-ÿ0-9)”\"»]{2}[.!?][”\"»]?\s+[“\"«(]?[A-ZÀ-Ý][a-zà-ÿ]")
REACH = 12
"""Lines above a credit that may be a page's furniture; a credit further down is inside a text."""


@dataclass(slots=True)
class Top:
    """What stands above the text."""

    headline: str = ""
    date: PartialDate | None = None
    sources: SourceNames | None = None
    teaser: str = ""
    is_whole: bool = True
    """The text is not just a cut teaser."""
    removed: list[str] = field(default_factory=list)


def read_top(lines: list[str], language: str, headline: str = "") -> tuple[Top, list[str]]:
    """Return what stands above the text of a page, and the lines of the text; ``headline`` is the page's, if it is known."""
    top = Top(headline=headline)
    if headline:
        lines = _without_headline(lines, headline)
    top.teaser, lines, top.is_whole = split_teaser(lines)
    if top.teaser:
        return top, lines
    # Below a known headline nothing is one.
    start = None if headline else _text_start(lines, language)
    lines = _read_uncredited(top, lines, language) if start is None else _read_above(top, lines, start, language)
    if not top.teaser:
        # Below a headline the teaser is the first line of what is left.
        top.teaser, lines, top.is_whole = split_teaser(lines)
    return top, lines


def _without_headline(lines: list[str], headline: str) -> list[str]:
    """Take repetitions of the headline off the top."""
    number = 0
    while number < len(lines) and (not lines[number].strip() or _folded(lines[number]) == _folded(headline)):
        number += 1
    return lines[number:]


def _folded(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _text_start(lines: list[str], language: str) -> int | None:
    """Return the line with the credit, the marker or the lead-in that begins the text, if one of them does."""
    above = 0
    for number, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        if CREDIT.match(text) or _is_marker(text, lines[number : number + 8]):
            return number
        if find_lead_in("\n".join(lines[number : number + 8]), language) is not None:
            return number
        above += 1
        if above > REACH or len(text) > LONGEST_HEADLINE:
            return None
    return None


def _is_marker(text: str, lines: list[str]) -> bool:
    found = find_markers("\n".join(lines)) if text.startswith("**") else find_markers(text)
    return any(marker.is_block and marker.start == 0 for marker in found)


def _read_above(top: Top, lines: list[str], start: int, language: str) -> list[str]:
    above = lines[:start]
    plain = [line.strip() for line in above if line.strip() and not is_rule(line)]
    if any(_SENTENCE_END.search(text) and len(text) > 60 for text in plain):
        # Sentences: a standfirst or the first paragraph, which belong to the text. Only a line above them can be a headline.
        return _read_uncredited(top, lines, language)
    block: list[str] = []
    for line in reversed(above):
        text = line.strip()
        if (date := whole_line(text, language)) is not None:
            top.date = top.date or date
            if block:
                break
        elif SOURCE_LINE.fullmatch(text):
            top.sources = read_source_names(text.split(":", 1)[1])
        elif text and not is_rule(text):
            block.insert(0, text)
        elif block:
            break
    top.headline = " ".join(block)
    if top.date is None:
        top.date = next((date for text in plain if (date := whole_line(text, language))), None)
    top.removed = [text for text in plain if text not in block]
    return lines[start:]


def _read_uncredited(top: Top, lines: list[str], language: str) -> list[str]:
    """Take off what can be told from a text without its credit: date lines, one headline, a line that is an organisation's name."""
    number = 0
    while number < len(lines):
        text = lines[number].strip()
        if not text or is_rule(text):
            number += 1
        elif (date := whole_line(text, language)) is not None:
            top.date = top.date or date
            top.removed.append(text)
            number += 1
        elif top.headline and (organisations.known(text) or organisations.named(text)):
            top.sources = read_source_names(text)
            number += 1
        elif (
            not top.headline
            and len(text) <= LONGEST_HEADLINE
            and not _SENTENCE_END.search(text)
            and not _SENTENCES.search(text)
            and (len(text) <= LONGEST_ALONE or any(line.strip() for line in lines[number + 1 :]))
            and _stands_alone(lines, number)
        ):
            top.headline = text
            number += 1
        else:
            break
    return lines[number:]


def _stands_alone(lines: list[str], number: int) -> bool:
    """Say whether a line is a block of its own, or is followed by one far longer: a headline, not a wrapped first line."""
    if number + 1 >= len(lines) or not lines[number + 1].strip():
        return True
    return len(lines[number + 1].strip()) > 2 * len(lines[number].strip()) and len(lines[number + 1].strip()) > 100
