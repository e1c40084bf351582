"""Words of a text for looking names up in tables: folded and as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

from plugins.alerts.countries import fold

_WORD = re.compile(r"[^\W\d_]+(?:[-’'‘][^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_AROUND = ".,;:!?…\"'“”‘’«»()[]<>*–—-/"
"""Signs that stand around words. A pattern is tried only where something else is in what blanks divide: it takes five times as long."""
_ELISION = re.compile(r"^(?:[ldnsjmtc]|qu)['’]", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?<=[^\W\d_]{2})['’]s$")
LONGEST_NAME = 7
"""Words."""

_fold = lru_cache(maxsize=1 << 13)(fold)
"""Texts say the same words again and again."""


class Words:
    """The words of a text, in its order."""

    def __init__(self, raw: list[str], folded: list[str]) -> None:
        """Take the words as they stand, and folded."""
        self.raw = raw
        self.folded = folded

    def __len__(self) -> int:
        """Return how many they are."""
        return len(self.raw)

    def __add__(self, other: Words) -> Words:
        """Return the words of both texts, one after the other."""
        return Words(self.raw + other.raw, self.folded + other.folded)

    @cached_property
    def capitals(self) -> list[int]:
        """Positions of words that begin with a capital."""
        return [position for position, word in enumerate(self.raw) if word[:1].isupper()]

    @cached_property
    def openings(self) -> frozenset[str]:
        """Those words, folded: a name begins with one of them."""
        return frozenset([self.folded[position] for position in self.capitals])

    @cached_property
    def all(self) -> frozenset[str]:
        """All words, folded."""
        return frozenset(self.folded)

    def phrase(self, start: int, size: int) -> str:
        """Return so many words from a position on, folded, with blanks between them."""
        return " ".join(self.folded[start : start + size])


@lru_cache(maxsize=8)
def words(text: str) -> Words:
    """Return the words; French elisions and English possessives are taken off unless they are part of a name (Côte d’Ivoire).

    The latest are remembered: a text is looked through for one table after the other.
    """
    found: list[str] = []
    for run in text.split():
        if run.isalpha() or (run := run.strip(_AROUND)).isalpha():
            found.append(run)
        elif run:
            found += [one if one.isalpha() else _alone(one) for one in _WORD.findall(run)]
    return Words(found, list(map(_fold, found)))


def runs_of_letters(text: str) -> list[str]:
    """Return what stands between signs and blanks, apostrophes and hyphens too."""
    found: list[str] = []
    for run in text.split():
        if run.isalpha() or (run := run.strip(_AROUND)).isalpha():
            found.append(run)
        elif run:
            found += _LETTERS.findall(run)
    return found


def _alone(raw: str) -> str:
    """Return a word without its possessive or elision."""
    raw = _POSSESSIVE.sub("", raw)
    return _ELISION.sub("", raw) if _ELISION.match(raw) and _fold(raw) not in ("d'ivoire", "n'djamena") else raw


def phrase(text: str) -> str:
    """Return a name as :func:`look_up` compares it."""
    return " ".join(words(text).folded)


_firsts: dict[int, tuple[Mapping[str, object], frozenset[str]]] = {}


def first_words(table: Mapping[str, object]) -> frozenset[str]:
    """Return the words with which the names of a table begin. Tables are few, and never change."""
    # The table is kept beside them: as long as it is, its id is no other's.
    if (known := _firsts.get(id(table))) is None:
        known = _firsts[id(table)] = (table, frozenset(name.partition(" ")[0] for name in table))
    return known[1]


def look_up(found: Words, table: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield (position, number of words, value) for every name of ``table`` that begins with a capital, longest first."""
    firsts = first_words(table)
    if firsts.isdisjoint(found.openings):
        return
    end = 0
    for position in found.capitals:
        if position < end or found.folded[position] not in firsts:
            continue
        for size in range(min(LONGEST_NAME, len(found) - position), 0, -1):
            if value := table.get(found.phrase(position, size)):
                yield position, size, value
                end = position + size
                break
