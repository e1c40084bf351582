"""Spellings of one name in the archive's languages: Baghdad and Bagdad, Moscow and Moscou, Yeltsin and Eltsine."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

ALIKE = 0.7
"""Of the letters of two names that sound alike, those that are in the same order in both."""
_SOUNDS = str.maketrans("kqz", "ccs", "aeiouyhwj")


class Spellings:
    """Marks (folded words), asked whether a name is among them in whatever spelling."""

    def __init__(self, marks: Iterable[str]) -> None:
        """Begin with the marks."""
        self.exact = frozenset(marks)

    @cached_property
    def _by_bones(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for mark in self.exact:
            found.setdefault(_bones(mark), []).append(mark)
        return found

    def __contains__(self, name: str) -> bool:
        """Say whether a name is among the marks."""
        return name in self.exact or any(_is_alike(name, mark) for mark in self._by_bones.get(_bones(name), ()))


def is_spelling_of(one: str, other: str) -> bool:
    """Say whether two marks may be one name."""
    return one == other or (_bones(one) == _bones(other) and _is_alike(one, other))


def _is_alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


@lru_cache(maxsize=1 << 13)
def _bones(mark: str) -> str:
    """Return a name without what spellings differ in: vowels, doubled letters, K for C."""
    letters = mark.translate(_SOUNDS)
    return "".join(letter for place, letter in enumerate(letters) if place == 0 or letter != letters[place - 1])
