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

It is 0 where something contradicts: see :func:`contradiction`. Two records are *linked* if the confidence is at least :data:`LINKED`,
with at least :data:`FEWEST` different marks in common, and no other record of either language comes within :data:`MARGIN` of it; they
are *proposed* from :data:`PROPOSED`. Thresholds were chosen for not one false link on the material of ``docs/importing.md``.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plugins.alerts.dates import PartialDate
from plugins.importers.matching.names import fold, towns
from plugins.importers.matching.spellings import is_spelling_of
from plugins.importers.matching.traits import Key, Traits
from plugins.importers.wording import words_of

APART = 3
LEAST_LENGTH = 0.6
ALONGSIDE = 80
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
    """The doubt is a :func:`contradiction`."""


class _Weighed:
    """A record in its neighbourhood."""

    __slots__ = ("_places", "counts", "total", "traits", "weights")

    def __init__(self, traits: Traits, frequency: Counter[str], size: int) -> None:
        self.traits = traits
        self.counts = Counter(traits.marks)
        self.weights = {mark: math.log(1 + size / frequency[mark]) for mark in self.counts}
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


def contradiction(one: Traits, other: Traits) -> str:
    """Return what keeps two records from being translations of each other, empty if nothing does."""
    if (one.kind == "record") != (other.kind == "record"):
        return "one is a summary of facts"
    if one.sources and other.sources and not set(one.sources) & set(other.sources):
        return "other organisations"
    if one.occurred and other.occurred and not _overlap(one.occurred, other.occurred):
        return "other days of the event"
    for field in ("updates", "background"):
        mine, theirs = getattr(one, field), getattr(other, field)
        if mine and theirs and not set(mine) & set(theirs):
            return "other earlier alerts are cited"
    if one.violations and other.violations and not set(one.violations) & set(other.violations):
        return "other violations"
    if one.targets and other.targets and _others(one, other) and _others(other, one):
        return "other people or outlets"
    if _strangers(one, other) and _strangers(other, one):
        return "other names in the headline"
    if namesakes(one, other):
        return "other names beside the same"
    if exchanged(one, other):
        return "other names or numbers in the same place"
    numbers = [{mark for mark in traits.marks[: traits.lead] if mark.isdigit()} for traits in (one, other)]
    if all(numbers) and not numbers[0] & numbers[1]:
        return "other numbers in the headline"
    return ""


def _strangers(one: Traits, other: Traits) -> bool:
    """Say whether the headline of one names what the other does not, in its headline or text."""
    names = set(other.marks)
    known = other.names()
    return any(
        not _is_among(mark, names) for mark in one.marks[: one.lead] if not mark.isdigit() and mark not in towns()
    ) or any(
        not any(is_spelling_of(first, given) and is_spelling_of(second, surname) for given, surname in known)
        for first, second in one.names(one.lead) - known
    )


def namesakes(one: Traits, other: Traits) -> bool:
    """Say whether a name stands beside another one in each of two texts, and the other does not know it: Elena and Daniel Valdes."""
    mine, theirs = one.names(), other.names()
    words, others = set(one.marks), set(other.marks)
    for side in (0, 1):
        beside: dict[str, set[str]] = defaultdict(set)
        for names in theirs - mine:
            beside[names[1 - side]].add(names[side])
        for names in mine - theirs:
            strange = [name for name in beside.get(names[1 - side], ()) if not _is_among(name, words)]
            if strange and not _is_among(names[side], others):
                return True
    return False


def exchanged(one: Traits, other: Traits) -> bool:
    """Say whether two texts have another number, or another whole name, in the same place."""
    return any(
        abs(place - there) <= ALONGSIDE
        for mine, theirs in zip(_own(one, other), _own(other, one), strict=True)
        for place in mine
        for there in theirs
    )


def _own(one: Traits, other: Traits) -> tuple[list[int], list[int]]:
    """Return the places of the numbers, and of the names of two words, that the other does not have whole."""
    words = set(other.marks)
    numbers, names = [], []
    for number in range(one.lead, len(one.marks)):
        mark = one.marks[number]
        if mark.isdigit() and mark not in words:
            numbers.append(one.places[number])
        elif one.joined[number] == "+" and not (_is_among(mark, words) and _is_among(one.marks[number - 1], words)):
            names.append(one.places[number])
    return numbers, names


def _is_among(mark: str, names: set[str]) -> bool:
    return mark in names or any(is_spelling_of(mark, name) for name in names)


def _others(one: Traits, other: Traits) -> bool:
    """Say whether one names a victim none of whose names is among those of the other's victims."""
    names = {word for target in other.targets for word in words_of(fold(target))}
    return any(
        not any(word in names or any(is_spelling_of(word, name) for name in names) for word in words_of(fold(target)))
        for target in one.targets
    )


def _overlap(one: object, other: object) -> bool:
    return one.first <= other.last and other.first <= one.last  # type: ignore[attr-defined,no-any-return]


def days_apart(one: PartialDate, other: PartialDate) -> int:
    """Return how many days lie between two dates at the least; 0 if they overlap."""
    if one.overlaps(other):
        return 0
    return max((other.first - one.last).days, (one.first - other.last).days)


def circumstances(one: Traits, other: Traits) -> float:
    """Return the part of the confidence that has nothing to do with the words; 0 for records that are not compared at all."""
    apart = days_apart(one.issued, other.issued)
    is_known = one.issued.day is not None and other.issued.day is not None
    if apart > (APART if is_known else 0) or (
        one.countries and other.countries and not set(one.countries) & set(other.countries)
    ):
        return 0.0
    value = NEAR_DATE if apart else (1.0 if is_known else VAGUE_DATE)
    value *= 1.0 if one.countries and other.countries else UNSAID
    return value * (1.0 if one.sources and other.sources else UNSAID)


def _confidence(one: _Weighed, other: _Weighed) -> tuple[float, list[str]]:
    common = one.counts & other.counts
    if len(common) < 2:
        return 0.0, []
    value = circumstances(one.traits, other.traits)
    if not value:
        return 0.0, []
    shared = sum((one.weights[mark] + other.weights[mark]) / 2 * count for mark, count in common.items())
    value *= 2 * shared / (one.total + other.total)
    if value < PROPOSED:
        return value, []
    longer = max(one.traits.words, other.traits.words) or 1
    value *= min(1.0, min(one.traits.words, other.traits.words) / longer / LEAST_LENGTH)
    value *= _alignment(one, other, common)
    weighty = sorted(common, key=lambda mark: (-one.weights[mark] - other.weights[mark], mark))
    return value, weighty


def _alignment(one: _Weighed, other: _Weighed, common: Counter[str]) -> float:
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
    weighed = [_Weighed(traits, frequency[traits.lang], sizes[traits.lang]) for traits in records]
    having: dict[str, list[int]] = defaultdict(list)
    scores: list[tuple[float, int, int, list[str]]] = []
    best: dict[tuple[int, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for number, one in enumerate(weighed):
        met: Counter[int] = Counter()
        for mark in one.counts:
            if frequency[one.traits.lang][mark] <= COMMON:
                met.update(having[mark])
                having[mark].append(number)
        for before, count in met.items():
            other = weighed[before]
            if count < 2 or other.traits.lang == one.traits.lang or other.traits.id == one.traits.id:
                continue
            if is_mixed and bool(one.traits.countries) is bool(other.traits.countries):
                continue
            value, common = _confidence(other, one)
            if value >= PROPOSED / 2:
                scores.append((value, before, number, common))
                for mine, theirs in ((number, other.traits.lang), (before, one.traits.lang)):
                    two = best[mine, theirs]
                    two[:] = sorted((*two, value), reverse=True)[:2]
    for value, before, number, common in scores:
        if value < PROPOSED:
            continue
        first, second = weighed[before].traits, weighed[number].traits
        rivals = (best[before, second.lang], best[number, first.lang])
        contradicted = contradiction(first, second)
        doubt = contradicted or _doubt(value, len(common), rivals)
        yield Likeness(first.key, second.key, round(value, 3), tuple(common[:SHOWN]), doubt, bool(contradicted))


def _doubt(value: float, common: int, rivals: Iterable[list[float]]) -> str:
    """Return why two records are not linked; ``rivals`` are the two best values that each of them has in the other's language."""
    firsts, seconds = zip(*rivals, strict=True)
    if value < max(firsts):
        return "another one is nearer"
    if max(seconds) > value - MARGIN:
        return "another one is nearly as near"
    if common < FEWEST:
        return "too few names in common"
    return "too little in common" if value < LINKED else ""
