"""The items of a page of many alerts, where they are unmistakable. What is in doubt is not divided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from plugins.alerts import countries
from plugins.alerts.dates import PartialDate
from plugins.importers.formats.text.listings import DIGEST, DIGEST_LINE, LINK_TO, Listing
from plugins.importers.formats.text.page import LONGEST_HEADLINE
from plugins.importers.formats.text.teaser import is_cut
from plugins.importers.normalising.dating import find_days

_CREDITED = re.compile(r"(?P<plus>\+\s*)?(?P<title>\S.*?)\s*\((?P<source>[^()]{2,40})\)\s*")
_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*$|\]$|\)$")
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")
_LOST_HEADING = 2
"""Blank lines in a row that stand where the heading of a country was lost."""
_PERIOD = re.compile(r"(?P<day>\d{1,2})(?P<between>[^|\d]{0,30})[-–—](?P<rest>.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One alert of a page of many; empty where the page does not say."""

    title: str
    text: str = ""
    source: str = ""
    country: str = ""
    """A name."""
    is_follow_up: bool = False
    """It goes on with the story of the item before."""
    is_cut: bool = False
    """Not all of its text is there."""


def split(lines: list[str], listing: Listing) -> tuple[Item, ...]:
    """Return the items, or nothing if the page cannot be divided without doubt."""
    if listing.kind == "digest":
        return tuple(_digest_items(lines))
    if listing.kind != "listing":
        return ()
    if any(LINK_TO.match(line.strip()) for line in lines):
        return _announced(lines)
    return _paired(lines)


def digest_period(lines: list[str], language: str) -> PartialDate | None:
    """Return the month of a digest's own date line, ``IFEX Digest | 11 - 17 April 2011``; its year if it covers two months."""
    line = next((line for line in lines[:60] if DIGEST.fullmatch(line.strip())), "")
    days = [day for day in find_days(line, language) if day.year]
    if not days:
        return None
    last = days[-1]
    # "28 March - 3 April 2011" names two months; "11 - 17 April 2011" and a first day that is higher than the last do not agree.
    months = {day.month for day in find_days(line, language)}
    first = _PERIOD.search(line.partition("|")[2])
    crosses = len(months) > 1 or (first is not None and int(first["day"]) > last.day)
    return PartialDate(last.year or 0) if crosses else PartialDate(last.year or 0, last.month)


def _announced(lines: list[str]) -> tuple[Item, ...]:
    """Divide a listing whose headlines stand twice, first as ``Link to: headline``."""
    starts = [number for number, line in enumerate(lines) if LINK_TO.match(line.strip())]
    items: list[Item] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        title = lines[start].split(":", 1)[1].strip()
        rest = lines[start + 1 : end]
        first = next((number for number, line in enumerate(rest) if line.strip()), None)
        if first is not None and _same(rest[first], title):
            rest = rest[first + 1 :]
        items.append(_item(title, "\n".join(rest).strip(), is_last=end == len(lines)))
    return tuple(items)


def _paired(lines: list[str]) -> tuple[Item, ...]:
    """Divide a listing of blocks, each a headline and its opening; every block after the page's furniture must be one."""
    blocks = [
        [line.strip() for line in group]
        for is_full, group in groupby(lines, key=lambda line: bool(line.strip()))
        if is_full
    ]
    while blocks and len(blocks[0]) == 1:
        blocks.pop(0)
    if len(blocks) < 2 or not all(_is_pair(block) for block in blocks):
        return ()
    return tuple(_item(block[0], "\n".join(block[1:]), is_last=block is blocks[-1]) for block in blocks)


def _is_pair(block: list[str]) -> bool:
    title = block[0]
    return len(block) > 1 and len(title) <= LONGEST_HEADLINE and not _SENTENCE.search(title) and not is_cut(title)


def _item(title: str, text: str, *, is_last: bool) -> Item:
    # An opening that fits is whole; the last of a page that ends in the middle of a sentence was cut by the crawl.
    return Item(title=title, text=text, is_cut=is_cut(text) or (is_last and not _ENDED.search(text)))


def _digest_items(lines: list[str]) -> Iterator[Item]:
    """Yield the lines of a digest: headline and organisation, under the heading of a country, follow-ups with a ``+``."""
    country = ""
    blank = 0
    for line in lines:
        text = line.strip()
        if not text:
            blank += 1
            continue
        if blank >= _LOST_HEADING:
            country = ""
        blank = 0
        if match := _CREDITED.fullmatch(text) if DIGEST_LINE.fullmatch(text) else None:
            yield Item(
                title=match["title"],
                text=text.removeprefix("+").strip(),
                source=match["source"].strip(),
                country=country,
                is_follow_up=match["plus"] is not None,
                is_cut=True,
            )
        else:
            country = text if countries.find(text) or countries.candidates(text) else ""


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
