"""Spellings of one name in the archive's languages: Baghdad and Bagdad, Moscow and Moscou, Yeltsin and Eltsine."""

from __future__ import annotations

from difflib import SequenceMatcher

ALIKE = 0.7
"""Of the letters of two names that sound alike, those that are in the same order in both."""
_SOUNDS = str.maketrans("kqz", "ccs", "aeiouyhwj")


def is_spelling_of(one: str, other: str) -> bool:
    """Say whether two marks (folded words) may be one name."""
    return one == other or (
        _bones(one) == _bones(other) and SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
    )


def _bones(mark: str) -> str:
    """Return a name without what spellings differ in: vowels, doubled letters, K for C."""
    letters = mark.translate(_SOUNDS)
    return "".join(letter for place, letter in enumerate(letters) if place == 0 or letter != letters[place - 1])
