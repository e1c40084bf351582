"""Which records are translations of each other, where nothing declares it.

Two records of different languages are compared if their dates of publication are at most :data:`APART` days (or dates that overlap) apart and they have a
country in common (or one of them has none). The confidence is a product, each part between 0 and 1:

==============  ==================================================================================================================
part            is
==============  ==================================================================================================================
agreement       2·S / (A + B): the weight of the marks (:mod:`~plugins.importers.matching.names`) that both have, each as often as
                both have it, against the weight of all marks of one and of the other. A mark weighs ln(1 + n/f), where n records of
                its language in the neighbourhood (the same year and country) have it f times among them: a name that every
                alert of a country's year has says little
alignment       how near the common marks stand to the same places of the two texts (:func:`_alignment`)
length          1 where the shorter has at least :data:`LEAST_LENGTH` of the words of the longer, else in proportion
circumstances   date: 1 for the same day, :data:`VAGUE_DATE` for dates that overlap, :data:`NEAR_DATE` for days that are near;
                times :data:`UNSAID` for a country that one of them does not say, and the same for the organisation
==============  ==================================================================================================================

Where something contradicts (:mod:`~plugins.importers.matching.contradictions`) they are not linked. Two records are *linked* if the confidence is at least :data:`LINKED`,
with at least :data:`FEWEST` different marks in common, and no other record of either language comes within :data:`MARGIN` of it; they
are *proposed* from :data:`PROPOSED`. Thresholds were chosen for not one false link on the material of ``docs/importing.md``.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from plugins.importers.matching.contradictions import Told, contradiction
from plugins.importers.matching.traits import Key, Traits

APART = 3
LEAST_LENGTH = 0.6
CLOSE = 30
FAR = 230
VAGUE_DATE = 0.9
NEAR_DATE = 0.85
UNSAID = 0.95
LINKED = 0.7
MARGIN = 0.15
FEWEST = 4
PROPOSED = 0.4
SHOWN = 12
"""Marks in common that a person is shown."""
COMMON = 60
"""Records of a language in a neighbourhood that may have a mark for it to bring two records together."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for two records being translations of each other."""

    one: Key
    other: Key
    confidence: float
    common: tuple[str, ...]
    """Marks that both have, the weightiest first, :data:`SHOWN` at the most."""
    doubt: str
    """Why they are not linked; empty if they may be."""
    is_contradicted: bool
    """The doubt is a contradiction."""


class _Weighed(Told):
    """A record in its neighbourhood."""

    def __init__(self, traits: Traits, weights: Mapping[str, float]) -> None:
        super().__init__(traits)
        self.first, self.last = traits.issued.first.toordinal(), traits.issued.last.toordinal()
        # Each word once in memory, however many records have it.
        self.counts = Counter(map(sys.intern, traits.marks))
        self.weights = weights
        """Of all marks of its language in the neighbourhood."""
        self.total = sum(self.weights[mark] * count for mark, count in self.counts.items())
        self._places: dict[str, list[int]] | None = None

    def places(self, mark: str) -> list[int]:
        """Return where a mark stands in the text, the headline left out."""
        if self._places is None:
            self._places = defaultdict(list)
            traits = self.traits
            for one, place in zip(traits.marks[traits.lead :], traits.places[traits.lead :], strict=True):
                self._places[one].append(place)
        return self._places.get(mark, [])


def _circumstances(one: _Weighed, other: _Weighed) -> float:
    """Return the part of the confidence that has nothing to do with the words; 0 for records that are not compared at all."""
    apart = max(other.first - one.last, one.first - other.last, 0)
    is_known = one.first == one.last and other.first == other.last
    if apart > (APART if is_known else 0):
        return 0.0
    mine, theirs = one.traits, other.traits
    if mine.countries and theirs.countries and not set(mine.countries) & set(theirs.countries):
        return 0.0
    value = NEAR_DATE if apart else (1.0 if is_known else VAGUE_DATE)
    value *= 1.0 if mine.countries and theirs.countries else UNSAID
    return value * (1.0 if mine.sources and theirs.sources else UNSAID)


def _confidence(one: _Weighed, other: _Weighed) -> tuple[float, int]:
    """Return the confidence, and how many marks are in both."""
    common = [mark for mark in one.counts if mark in other.counts]
    if len(common) < 2:
        return 0.0, 0
    value = _circumstances(one, other)
    if not value:
        return 0.0, 0
    mine, theirs = one.weights, other.weights
    shared = sum((mine[mark] + theirs[mark]) / 2 * min(one.counts[mark], other.counts[mark]) for mark in common)
    value *= 2 * shared / (one.total + other.total)
    if value < PROPOSED:
        return value, 0
    longer = max(one.traits.words, other.traits.words) or 1
    value *= min(1.0, min(one.traits.words, other.traits.words) / longer / LEAST_LENGTH)
    value *= _alignment(one, other, common)
    return value, len(common)


def _weighty(one: _Weighed, other: _Weighed) -> tuple[str, ...]:
    """Return marks that both have, the weightiest first, :data:`SHOWN` at the most."""
    common = one.counts.keys() & other.counts.keys()
    return tuple(sorted(common, key=lambda mark: (-one.weights[mark] - other.weights[mark], mark))[:SHOWN])


def _alignment(one: _Weighed, other: _Weighed, common: list[str]) -> float:
    """Return how well the common marks of two texts stand in the same places, between 0 and 1.

    Compared are those that both have equally often, the first with the first. In translations they lie 1 % of the text apart
    (median; 4 % in one pair of twenty); in two texts about the same thing, anywhere.
    """
    apart = [
        abs(mine - theirs)
        for mark in common
        if len(places := one.places(mark)) == len(others := other.places(mark))
        for mine, theirs in zip(places, others, strict=True)
    ]
    if not apart:
        return 0.5
    return max(0.0, 1 - max(0.0, sum(apart) / len(apart) - CLOSE) / (FAR - CLOSE))


def compare(neighbourhood: Iterable[Traits], *, is_mixed: bool = False) -> Iterator[Likeness]:
    """Yield every pair of a neighbourhood that is at least to be proposed, in a fixed order.

    A neighbourhood is the records of one country and year, or those of a year that say no country. Its order makes no difference.
    In a mixed one, of a whole year, those that say their country are compared with those that do not, and with no other.
    """
    records = sorted(neighbourhood, key=lambda traits: traits.key)
    frequency: dict[str, Counter[str]] = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    for traits in records:
        sizes[traits.lang] += 1
        frequency[traits.lang].update(set(traits.marks))
    weights = {
        language: {mark: math.log(1 + sizes[language] / count) for mark, count in counts.items()}
        for language, counts in frequency.items()
    }
    weighed = [_Weighed(traits, weights[traits.lang]) for traits in records]
    having: dict[str, dict[str, list[int]]] = {language: defaultdict(list) for language in sizes}
    scores: list[tuple[float, int, int, int]] = []
    best: dict[tuple[int, str], tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    for number, one in enumerate(weighed):
        own, common_here = having[one.traits.lang], frequency[one.traits.lang]
        others = [there for language, there in having.items() if language != one.traits.lang]
        met: Counter[int] = Counter()
        for mark in one.counts:
            if common_here[mark] <= COMMON:
                for there in others:
                    if mark in there:
                        met.update(there[mark])
                own[mark].append(number)
        for before, count in met.items():
            other = weighed[before]
            if count < 2 or _is_declared(one.traits, other.traits):
                continue
            if is_mixed and bool(one.traits.countries) is bool(other.traits.countries):
                continue
            value, common = _confidence(other, one)
            # Less is no rival to what is proposed.
            if value > PROPOSED - MARGIN:
                scores.append((value, before, number, common))
                for mine, theirs in ((number, other.traits.lang), (before, one.traits.lang)):
                    first, second = best[mine, theirs]
                    best[mine, theirs] = (max(first, value), max(second, min(first, value)))
    for value, before, number, common in scores:
        if value < PROPOSED:
            continue
        other, one = weighed[before], weighed[number]
        rivals = (best[before, one.traits.lang], best[number, other.traits.lang])
        # Of two that were linked nothing did when they were, and it has to do with no other record.
        contradicted = "" if other.traits.id == one.traits.id else contradiction(other, one)
        doubt = contradicted or _doubt(value, common, rivals)
        shown = _weighty(other, one)
        yield Likeness(other.traits.key, one.traits.key, round(value, 3), shown, doubt, bool(contradicted))


def _is_declared(one: Traits, other: Traits) -> bool:
    """Say whether two records share an id for another reason than their likeness, which may be other since more records came."""
    return one.id == other.id and "id" not in (*one.inferred, *other.inferred)


def _doubt(value: float, common: int, rivals: Iterable[tuple[float, float]]) -> str:
    """Return why two records are not linked; ``rivals`` are the two best values that each of them has in the other's language."""
    firsts, seconds = zip(*rivals, strict=True)
    if value < max(firsts):
        return "another one is nearer"
    if max(seconds) > value - MARGIN:
        return "another one is nearly as near"
    if common < FEWEST:
        return "too few names in common"
    return "too little in common" if value < LINKED else ""
