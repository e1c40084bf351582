"""What keeps two records from being translations of each other, however alike they are."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from plugins.importers.bodies.wording import words_of
from plugins.importers.matching.names import fold, towns
from plugins.importers.matching.spellings import Spellings, is_spelling_of
from plugins.importers.matching.traits import Traits

ALONGSIDE = 80
"""Thousandths of a text within which two names stand in the same place."""


class Told:
    """What a record tells; each part is made once, however many others it is compared with."""

    def __init__(self, traits: Traits) -> None:
        """Begin with nothing but what is known."""
        self.traits = traits

    @cached_property
    def words(self) -> Spellings:
        """All its marks."""
        return Spellings(self.traits.marks)

    @cached_property
    def names(self) -> set[tuple[str, str]]:
        """Marks that stand side by side."""
        return self.traits.names()

    @cached_property
    def lead(self) -> list[str]:
        """The names of the headline that are no towns."""
        marks = self.traits.marks[: self.traits.lead]
        return [mark for mark in marks if not mark.isdigit() and mark not in towns()]

    @cached_property
    def lead_names(self) -> set[tuple[str, str]]:
        """Names of two words in the headline."""
        return self.traits.names(self.traits.lead)

    @cached_property
    def lead_numbers(self) -> set[str]:
        """Numbers of the headline."""
        return {mark for mark in self.traits.marks[: self.traits.lead] if mark.isdigit()}

    @cached_property
    def numbers(self) -> list[tuple[str, int]]:
        """Numbers of the text, and their places."""
        return [(mark, place) for mark, place, _, _ in self._text if mark.isdigit()]

    @cached_property
    def pairs(self) -> list[tuple[str, str, int]]:
        """Names of two words in the text, and the place of the second."""
        return [(before, mark, place) for mark, place, before, sign in self._text if sign == "+" and not mark.isdigit()]

    @property
    def _text(self) -> list[tuple[str, int, str, str]]:
        traits, lead = self.traits, self.traits.lead
        marks = traits.marks
        before = marks[lead - 1 : -1] if lead else (marks[-1:] + marks[:-1])
        return list(zip(marks[lead:], traits.places[lead:], before, traits.joined[lead:], strict=True))

    @cached_property
    def victims(self) -> list[list[str]]:
        """The words of each person and outlet that it names as a victim."""
        return [words_of(fold(target)) for target in self.traits.targets]

    @cached_property
    def victims_words(self) -> Spellings:
        """All of them."""
        return Spellings(word for words in self.victims for word in words)


def contradiction(one: Told, other: Told) -> str:
    """Return what keeps two records from being translations of each other, empty if nothing does."""
    mine, theirs = one.traits, other.traits
    if (mine.kind == "record") != (theirs.kind == "record"):
        return "one is a summary of facts"
    if mine.sources and theirs.sources and not set(mine.sources) & set(theirs.sources):
        return "other organisations"
    if mine.occurred and theirs.occurred and not _overlap(mine.occurred, theirs.occurred):
        return "other days of the event"
    for cited, cited_there in ((mine.updates, theirs.updates), (mine.background, theirs.background)):
        if cited and cited_there and not set(cited) & set(cited_there):
            return "other earlier alerts are cited"
    if mine.violations and theirs.violations and not set(mine.violations) & set(theirs.violations):
        return "other violations"
    if mine.targets and theirs.targets and _others(one, other) and _others(other, one):
        return "other people or outlets"
    if _strangers(one, other) and _strangers(other, one):
        return "other names in the headline"
    if _namesakes(one, other):
        return "other names beside the same"
    if _exchanged(one, other):
        return "other names or numbers in the same place"
    if one.lead_numbers and other.lead_numbers and not one.lead_numbers & other.lead_numbers:
        return "other numbers in the headline"
    return ""


def _strangers(one: Told, other: Told) -> bool:
    """Say whether the headline of one names what the other does not, in its headline or text."""
    return any(mark not in other.words for mark in one.lead) or any(
        not any(is_spelling_of(first, given) and is_spelling_of(second, surname) for given, surname in other.names)
        for first, second in one.lead_names - other.names
    )


def _namesakes(one: Told, other: Told) -> bool:
    """Say whether a name stands beside another one in each of two texts, and the other does not know it: Elena and Daniel Valdes."""
    own, others = one.names - other.names, other.names - one.names
    if not own or not others:
        return False
    for side in (0, 1):
        beside: dict[str, set[str]] = defaultdict(set)
        for names in others:
            beside[names[1 - side]].add(names[side])
        for names in own:
            strange = any(name not in one.words for name in beside.get(names[1 - side], ()))
            if strange and names[side] not in other.words:
                return True
    return False


def _exchanged(one: Told, other: Told) -> bool:
    """Say whether two texts have another number, or another whole name, in the same place."""
    return any(
        abs(place - there) <= ALONGSIDE
        for mine, theirs in zip(_own(one, other), _own(other, one), strict=True)
        for place in mine
        for there in theirs
    )


def _own(one: Told, other: Told) -> tuple[list[int], list[int]]:
    """Return the places of the numbers, and of the names of two words, that the other does not have whole."""
    words = other.words
    return (
        [place for mark, place in one.numbers if mark not in words.exact],
        [place for first, second, place in one.pairs if not (second in words and first in words)],
    )


def _others(one: Told, other: Told) -> bool:
    """Say whether one names a victim none of whose names is among those of the other's victims."""
    return any(not any(word in other.victims_words for word in words) for words in one.victims)


def _overlap(one: object, other: object) -> bool:
    return one.first <= other.last and other.first <= one.last  # type: ignore[attr-defined,no-any-return]
