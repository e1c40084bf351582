"""Under which words a name is filed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from plugins.alerts import countries

# Letters that have no accent to lose.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})
_NO_LETTER = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w[^\s()\[\]\"“”«»/,]*")


class Filing(NamedTuple):
    """A place where a name is looked for."""

    key: str
    """What it is filed by: letters and digits without case and accents; a ``0`` before those that begin with a digit, which stand together."""
    order: str
    """What it is sorted by."""
    heading: str
    rest: str
    """The words before the heading, where it is not the first: ``Anna`` of ``Politkovskaya, Anna``."""


@lru_cache(maxsize=131072)
def filings(name: str) -> tuple[Filing, ...]:
    """Return the places where a name is looked for, the first word's first; none for a name without a letter or a digit."""
    words = [(found.start(), found[0]) for found in _WORD.finditer(name)]
    if not words:
        return ()
    # What is written small is no surname, but a part of one: of Van der Laan, the last.
    later = [start for start, word in words[1:] if not word[0].islower()]
    return (_filing(name, ""), *(_filing(name[start:], name[:start].strip()) for start in later[-2:]))


def _filing(heading: str, rest: str) -> Filing:
    order = heading.lower() if heading.isascii() else countries.fold(heading).translate(_PLAIN)
    # Letters of the rest too, or all who are called García could not be divided.
    key = order + (rest.lower() if rest.isascii() else countries.fold(rest).translate(_PLAIN))
    key = _NO_LETTER.sub("", key)
    return Filing(f"0{key}" if key[:1].isdigit() else key, f"{order}, {rest}", heading.rstrip(" ,"), rest)
