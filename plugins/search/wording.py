"""Texts of cards with their commonest words as one or two characters: a quarter less for gzip to keep, and for readers to load.

A file of ten alerts is too short for gzip to learn a language in. So each language of some size has one list of words,
``words.js``, and texts are written by it. The list is a pure function of a small, fixed sample of documents
(:attr:`plugins.search.plan.Plan.sampled`), not of all: a new alert does not change it, nor do thirty of thirty-one others.
It goes by classes of frequency, not by counts: a word more or less in a text of the sample hardly ever makes another list.

A text is cut at its spaces, after line ends, commas and full stops were set apart as :data:`MARKS`. A word of the list
is its code: one of the first characters of :data:`CODES`, or one of the others and any second. Other words stand as they
are between two ``|``, several in a row with a backtick between them. A text that has one of the signs in it is left as it is.
``theme/static/js/search/wording.js`` reads what this writes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log2

# Printable ASCII without the signs below, what JSON escapes, and < > & (nothing must look like markup).
CODES = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"\\|`<>&')
SINGLES = 40
"""Words of one character; the others have two."""

_SIGN = "|"
_NEXT = "`"

MARKS = (("\n", "\n"), (", ", "\x01"), (". ", "\x02"))
"""What is set apart as a word of its own, and the character that stands for it meanwhile."""

_UNWRITABLE = (_SIGN, _NEXT, *(mark for found, mark in MARKS if found != mark))

FIXED = ("", *(mark for _, mark in MARKS))
"""Words that come before those of every list."""

MOST = SINGLES + (len(CODES) - SINGLES) * len(CODES) - len(FIXED)
"""Words that a list may have."""

_SEVERAL = 3
"""Documents of the sample that must have a word: what one alert tells is in no list."""

_LEAST_SAVED = 8.0
"""Characters in the sample that a word of the list saves at least, where there are more than :data:`MOST` others."""
_STEP = 1.25
_RARE = (16, 64, 256)
_FREQUENT = 512
"""How often a word occurs in the sample from which on four classes double the count."""

Coded = str | list[str]
"""A text as it is, or a coded one by itself in a list."""


def cut(text: str) -> list[str]:
    """Return the words of a text, marks among them: joined by spaces they are the text again, its marks set apart."""
    for found, mark in MARKS:
        text = text.replace(found, f" {mark} ")
    return text.split(" ")


def count(texts: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return each word of some texts with how often it occurs, and in how many texts."""
    every: Counter[str] = Counter()
    having: Counter[str] = Counter()
    for text in texts:
        words = cut(text)
        every.update(words)
        having.update(set(words))
    return {word: (number, having[word]) for word, number in every.items()}


def choose(counts: Iterable[dict[str, tuple[int, int]]]) -> tuple[str, ...]:
    """Return the list of words of which codes save most, the common ones first, given what parts of the sample counted."""
    every: Counter[str] = Counter()
    having: Counter[str] = Counter()
    for part in counts:
        for word, (number, texts) in part.items():
            every[word] += number
            having[word] += texts
    known = [
        word
        for word, texts in having.items()
        if texts >= _SEVERAL and word not in FIXED and _SIGN not in word and _NEXT not in word
    ]
    # A code of two characters saves the others.
    saved = {word: every[word] * max(len(word) - 2, 1) for word in known}
    least = _LEAST_SAVED
    while len(saved) > MOST:
        least *= _STEP
        saved = {word: characters for word, characters in saved.items() if characters >= least}
    return tuple(sorted(saved, key=lambda word: (-_frequency(every[word]), word)))


def _frequency(count: int) -> int:
    """Return the class of frequency of a word: the wider, the rarer it is, since few counts then lie where one ends."""
    return int(4 * log2(count)) if count >= _FREQUENT else bisect_right(_RARE, count)


class _Table(dict[str, str]):
    """Word → how it is written; it remembers every word it has seen."""

    def __missing__(self, word: str) -> str:
        written = self[word] = f"{_SIGN}{word}{_SIGN}"
        return written


@dataclass(frozen=True, slots=True)
class Wording:
    """Writes and reads texts by a list of words; without words, texts stay as they are."""

    words: Sequence[str] = ()
    _codes: _Table = field(init=False, default_factory=_Table)

    def __post_init__(self) -> None:
        """Give every word its code."""
        pairs = (first + second for first in CODES[SINGLES:] for second in CODES)
        codes = (*CODES[:SINGLES], *pairs)
        self._codes.update(zip((*FIXED, *self.words), codes, strict=False))

    def encode(self, text: str) -> Coded:
        """Write a text."""
        if not self.words or any(sign in text for sign in _UNWRITABLE):
            return text
        coded = "".join(map(self._codes.__getitem__, cut(text)))
        return [coded.replace(_SIGN + _SIGN, _NEXT)]

    def decode(self, written: Coded) -> str:
        """Read what :meth:`encode` wrote."""
        if isinstance(written, str):
            return written
        (coded,) = written
        words = (*FIXED, *self.words)
        found: list[str] = []
        place = 0
        while place < len(coded):
            char = coded[place]
            if char == _SIGN:
                end = coded.index(_SIGN, place + 1)
                found += coded[place + 1 : end].split(_NEXT)
                place = end + 1
            elif (first := CODES.index(char)) < SINGLES:
                found.append(words[first])
                place += 1
            else:
                found.append(words[SINGLES + (first - SINGLES) * len(CODES) + CODES.index(coded[place + 1])])
                place += 2
        text = " ".join(found)
        for plain, mark in reversed(MARKS):
            text = text.replace(f" {mark} ", plain)
        return text
