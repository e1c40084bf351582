"""Words of a text for looking names up in tables: folded and as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from plugins.alerts.countries import fold

_WORD = re.compile(r"[^\W\d_]+(?:[-’'‘][^\W\d_]+)*|[A-Z](?:\.[A-Z])+\.?")
_ELISION = re.compile(r"^(?:[ldnsjmtc]|qu)['’]", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?<=[^\W\d_]{2})['’]s$")
LONGEST_NAME = 7
"""Words."""

Word = tuple[str, str]
"""Folded, raw."""


def words(text: str) -> list[Word]:
    """Return the words; French elisions and English possessives are taken off unless they are part of a name (Côte d’Ivoire)."""
    found = []
    for match in _WORD.finditer(text):
        raw = _POSSESSIVE.sub("", match[0])
        if _ELISION.match(raw) and fold(raw) not in ("d'ivoire", "n'djamena"):
            raw = _ELISION.sub("", raw)
        found.append((fold(raw), raw))
    return found


def phrase(text: str) -> str:
    """Return a name as :func:`look_up` compares it."""
    return " ".join(word for word, _ in words(text))


def look_up(found: list[Word], table: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield (position, number of words, value) for every name of ``table`` that begins with a capital, longest first."""
    position = 0
    while position < len(found):
        taken = 1
        if found[position][1][:1].isupper():
            for size in range(min(LONGEST_NAME, len(found) - position), 0, -1):
                if value := table.get(" ".join(word for word, _ in found[position : position + size])):
                    yield position, size, value
                    taken = size
                    break
        position += taken
