"""Words of a text for looking names up in tables: folded and as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from plugins.alerts.countries import fold

_WORD = re.compile(r"[^\W\d_]+(?:[-’'‘][^\W\d_]+)*|[A-Z](?:\.[A-Z])+\.?")
_ELISION = re.compile(r"^(?:[ldnsjmtc]|qu)['’]", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?<=[^\W\d_]{2})['’]s$")
LONGEST_NAME = 7
"""Words."""

Word = tuple[str, str]
"""Folded, raw."""


_fold = lru_cache(maxsize=1 << 15)(fold)
"""Texts say the same words again and again."""


@lru_cache(maxsize=8)
def words(text: str) -> tuple[Word, ...]:
    """Return the words; French elisions and English possessives are taken off unless they are part of a name (Côte d’Ivoire).

    The latest are remembered: a text is looked through for one table after the other.
    """
    found: list[str] = _WORD.findall(text)
    return tuple([(_fold(raw), raw) for one in found for raw in (one if one.isalpha() else _alone(one),)])


def _alone(raw: str) -> str:
    """Return a word without its possessive or elision."""
    raw = _POSSESSIVE.sub("", raw)
    return _ELISION.sub("", raw) if _ELISION.match(raw) and _fold(raw) not in ("d'ivoire", "n'djamena") else raw


def phrase(text: str) -> str:
    """Return a name as :func:`look_up` compares it."""
    return " ".join(word for word, _ in words(text))


_firsts: dict[int, tuple[Mapping[str, object], frozenset[str]]] = {}


def first_words(table: Mapping[str, object]) -> frozenset[str]:
    """Return the words with which the names of a table begin. Tables are few, and never change."""
    # The table is kept beside them: as long as it is, its id is no other's.
    if (known := _firsts.get(id(table))) is None:
        known = _firsts[id(table)] = (table, frozenset(name.partition(" ")[0] for name in table))
    return known[1]


def look_up(found: Sequence[Word], table: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield (position, number of words, value) for every name of ``table`` that begins with a capital, longest first."""
    position = 0
    firsts = first_words(table)
    while position < len(found):
        taken = 1
        if found[position][0] in firsts and found[position][1][:1].isupper():
            for size in range(min(LONGEST_NAME, len(found) - position), 0, -1):
                if value := table.get(" ".join([word for word, _ in found[position : position + size]])):
                    yield position, size, value
                    taken = size
                    break
        position += taken
