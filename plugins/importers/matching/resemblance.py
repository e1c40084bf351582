"""Near-duplicates: records of one language whose texts are nearly the same. They are listed for a person, never merged here.

Texts are compared as sets of shingles. MinHash signatures bring together what may be alike: they are cut into bands, and records that
have a band in common are candidates. Bands are gone through one by one, so that the memory needed is that of one band.
A *resemblance* is the Jaccard similarity of the two sets themselves.

Compared are records whose dates of publication overlap or are days at most :data:`APART` days apart; texts that have all their words
in common are found however far apart they are dated, since then one of the dates may be wrong. Left out are pairs whose headlines name
different people or outlets, or that one source holds under different headlines; texts of fewer
than :data:`~plugins.importers.matching.duplicates.FEWEST_WORDS` words, and summaries composed from facts, which read alike on purpose.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from plugins.alerts.dates import PartialDate
from plugins.alerts.markup import to_text
from plugins.importers.bodies.wording import words_of
from plugins.importers.matching.duplicates import FEWEST_WORDS
from plugins.importers.matching.traits import HASHES, Key, Traits, shingles

BAND = 4
"""Hashes, four bytes each; 32 bands find 99 of 100 pairs of a resemblance of 0.6, and 2 of 100 of 0.25."""
APART = 31
LISTED = 0.6
"""Resemblance from which a pair is listed."""
CROWD = 30
"""Records with one band in common of which each is compared with every other; of more, with the next :data:`NEIGHBOURS`."""
NEIGHBOURS = 5
MARGIN = 0.2
"""What the estimate of a signature may be wrong by: two standard deviations."""
MOST_ASKED = 3
"""Near-duplicates of one record that are listed, the nearest: texts from one mould are many, and their pairs without number."""
SHOWN = 3
"""Places that a difference shows."""
_LONGEST = 3000
"""Words of a text in which differences are looked for."""
_CUT = 12
"""Words of one place that are shown."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What is kept of a record that resembles another."""

    key: Key
    title: str
    issued: PartialDate
    origins: tuple[str, ...]
    print: str
    signature: bytes


def glimpse(traits: Traits) -> Glimpse:
    """Return what is kept of a record."""
    return Glimpse(traits.key, traits.title, traits.issued, traits.origins, traits.print, traits.signature)


def is_compared(traits: Traits) -> bool:
    """Say whether a record takes part at all."""
    return traits.kind != "record" and traits.words >= FEWEST_WORDS and bool(traits.signature)


def candidates(records: Iterable[Traits]) -> Iterator[tuple[Traits, Traits]]:
    """Yield pairs of one language that may be nearly the same, each once, in a fixed order."""
    compared = sorted(filter(is_compared, records), key=lambda traits: (traits.issued, traits.key))
    found: set[tuple[int, int]] = set()
    size = BAND * 4
    for start in range(0, HASHES * 4, size):
        buckets: dict[tuple[str, bytes], list[int]] = defaultdict(list)
        for number, traits in enumerate(compared):
            buckets[traits.lang, traits.signature[start : start + size]].append(number)
        for bucket in buckets.values():
            reach = len(bucket) if len(bucket) <= CROWD else NEIGHBOURS
            for place, one in enumerate(bucket):
                found.update((one, other) for other in bucket[place + 1 : place + 1 + reach])
    near = [
        (-value, one, other)
        for one, other in sorted(found)
        if is_near(compared[one], compared[other]) and not are_about_others(compared[one], compared[other])
        if (value := likeness(compared[one], compared[other])) >= LISTED - MARGIN
    ]
    listed: Counter[int] = Counter()
    for _, one, other in sorted(near):
        if max(listed[one], listed[other]) < MOST_ASKED:
            listed.update((one, other))
            yield compared[one], compared[other]


def are_about_others(one: Traits, other: Traits) -> bool:
    """Say whether two records are about different things however alike they read.

    The headlines of both name what is not in the other at all: another person, another paper. Or one source holds both, under
    different headlines: the lines of a digest, the rows of a table.
    """
    if set(one.origins) & set(other.origins) and words_of(one.title) != words_of(other.title):
        return True
    mine, theirs = one.marks, other.marks
    return bool(set(mine[: one.lead]) - set(theirs) and set(theirs[: other.lead]) - set(mine))


def is_near(one: Traits | Glimpse, other: Traits | Glimpse) -> bool:
    """Say whether the dates of two records let them be the same text."""
    if one.issued.overlaps(other.issued):
        return True
    if one.issued.day is None or other.issued.day is None:
        return False
    return abs((one.issued.first - other.issued.first).days) <= APART


def likeness(one: Traits, other: Traits) -> float:
    """Return the resemblance as the signatures estimate it."""
    mine, theirs = memoryview(one.signature).cast("I"), memoryview(other.signature).cast("I")
    return sum(map(int.__eq__, mine, theirs)) / HASHES


def shingles_of(body: str) -> set[str]:
    """Return the shingles of a record's text."""
    return shingles(words_of(to_text(body)))


def resemblance(one: set[str], other: set[str]) -> float:
    """Return the Jaccard similarity of two sets of shingles."""
    return len(one & other) / (len(one | other) or 1)


def differences(one: str, other: str) -> list[str]:
    """Return the first places in which two records' texts differ, for a person: ``old words → new words``."""
    mine, theirs = words_of(to_text(one))[:_LONGEST], words_of(to_text(other))[:_LONGEST]
    places = [
        f"{_cut(mine[i1:i2])} → {_cut(theirs[j1:j2])}"
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    more = len(places) - SHOWN
    return [*places[:SHOWN], *([f"and {more} more"] if more > 0 else [])]


def _cut(words: list[str]) -> str:
    if not words:
        return "(nothing)"
    return " ".join(words if len(words) <= _CUT else [*words[: _CUT - 1], "…"])


def why_apart(one: Glimpse, other: Glimpse) -> list[str]:
    """Return why two records were not taken for the same when they were imported."""
    reasons = []
    if words_of(one.title) != words_of(other.title):
        reasons.append("the headlines differ")
    if one.print != other.print and words_of(one.title) == words_of(other.title):
        reasons.append("the texts differ")
    elif one.print != other.print:
        reasons.append("the texts differ too" if one.signature != other.signature else "the texts are the same")
    if not one.issued.overlaps(other.issued):
        reasons.append("the dates contradict each other")
    if set(one.origins) & set(other.origins):
        reasons.append("one source holds both and tells them apart")
    return reasons or ["they came at different times"]
