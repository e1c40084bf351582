"""Stemmers that answer as those in the reader's browser do, word for word.

English is lunr.js 2.3.9's Porter stemmer; French and Spanish are those of lunr-languages 1.14.0. Compared over whole
dictionaries (432,000 French and Spanish words, 102,485 English ones) without a difference; newer Snowball stemmers, or
PyStemmer, differ on thousands of words, each of which a reader would look for in vain.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import ClassVar

from lunr.stemmer import PorterStemmer
from snowballstemmer.among import Among
from snowballstemmer.basestemmer import BaseStemmer
from snowballstemmer.french_stemmer import FrenchStemmer
from snowballstemmer.spanish_stemmer import SpanishStemmer


class EnglishStemmer(PorterStemmer):  # type: ignore[misc]
    """Porter's stemmer with lunr.js's step 1c: ``y`` becomes ``i`` after a consonant that is not the first letter.

    lunr.py's turns it after any vowel in the stem: ``turkey``, ``norway`` and ``survey`` would have no hits.
    """

    b: str
    """The word."""
    k: int
    """The position of its last letter."""

    def step1c(self) -> None:
        """Turn a final ``y`` into ``i`` where lunr.js does (its regular expression is ``^(.+?[^aeiou])y$``)."""
        if self.ends("y") and self.k >= 2 and self.b[self.k - 1] not in "aeiou":
            self.b = self.b[: self.k] + "i" + self.b[self.k + 1 :]


class _Quick(BaseStemmer):  # type: ignore[misc]
    """What Snowball's stemmers do letter by letter, by looking up and by regular expressions: a third of the time.

    Same stems on 170,000 words of French and Spanish texts, real and made up.
    """

    current: str
    """The word, as far as it is stemmed."""
    cursor: int
    limit: int
    limit_backward: int

    regions: ClassVar[tuple[re.Pattern[str], re.Pattern[str]]]
    """What ends where RV begins; what ends where R1 does, and once more, R2."""
    _endings: ClassVar[dict[int, tuple[tuple[int, ...], dict[str, int]]]] = {}

    def find_among_b(self, v: list[Among], v_size: int) -> int:
        """Return what the longest of some endings stands for, and step before it; 0 if there is none."""
        del v_size
        known = self._endings.get(id(v))
        if known is None:
            # The lists are the classes' own, and stay.
            table = {among.s: among.result for among in v}
            known = self._endings[id(v)] = (tuple(sorted({len(ending) for ending in table}, reverse=True)), table)
        widths, table = known
        end = self.cursor
        for width in widths:
            start = end - width
            if start >= self.limit_backward and (found := table.get(self.current[start:end])) is not None:
                self.cursor = start
                return found
        return 0

    def r_mark_regions(self) -> bool:
        """Find out where the regions begin in which endings are taken away."""
        whole, part = self.regions
        rv = whole.match(self.current)
        r1 = part.match(self.current)
        r2 = r1 and part.match(self.current, r1.end())
        self.I_pV, self.I_p1, self.I_p2 = (found.end() if found else self.limit for found in (rv, r1, r2))
        return True


_FRENCH = "aeiouyâàëéêèïîôûù"
_SPANISH = "aeiouáéíóúü"
_MARKED_VOWELS = re.compile(f"[{_FRENCH}][ui][{_FRENCH}]|[{_FRENCH}]y|y[{_FRENCH}]|qu").search
_ACCENTED = re.compile("[áéíóú]").search


def _first_consonant(vowels: str) -> re.Pattern[str]:
    """Return what ends after the first consonant that follows a vowel."""
    return re.compile(f"[^{vowels}]*[{vowels}]+[^{vowels}]")


class QuickFrenchStemmer(_Quick, FrenchStemmer):  # type: ignore[misc]
    """The French stemmer, without the first and the last of its steps where they have nothing to do.

    They write ``u``, ``i`` and ``y`` as capitals where those are consonants, letter by letter, and back again.
    """

    regions = (
        re.compile(f"[{_FRENCH}][{_FRENCH}].|par|col|tap|.[^{_FRENCH}]*[{_FRENCH}]", re.DOTALL),
        _first_consonant(_FRENCH),
    )

    def r_prelude(self) -> bool:
        """Mark vowels that are consonants."""
        return _MARKED_VOWELS(self.current) is None or bool(super().r_prelude())

    def r_postlude(self) -> bool:
        """Take the marks away."""
        word = self.current
        return not ("I" in word or "U" in word or "Y" in word) or bool(super().r_postlude())


class QuickSpanishStemmer(_Quick, SpanishStemmer):  # type: ignore[misc]
    """The Spanish stemmer, which takes accents away at the end only where there are any."""

    regions = (
        re.compile(
            f"[{_SPANISH}][^{_SPANISH}]+[{_SPANISH}]|[{_SPANISH}][{_SPANISH}]+[^{_SPANISH}]|[^{_SPANISH}][^{_SPANISH}]+[{_SPANISH}]|[^{_SPANISH}][{_SPANISH}].",
            re.DOTALL,
        ),
        _first_consonant(_SPANISH),
    )

    def r_postlude(self) -> bool:
        """Take accents away."""
        return _ACCENTED(self.current) is None or bool(super().r_postlude())


def _english() -> Callable[[str], str]:
    stemmer = EnglishStemmer()

    def stem(word: str) -> str:
        return str(stemmer.stem(word))

    return stem


def _snowball(stemmer: BaseStemmer) -> Callable[[str], str]:
    # Not `stemWord`, whose own memory of 10,000 words is emptied over and over: analysers remember all.
    def stem(word: str) -> str:
        stemmer.set_current(word)
        stemmer._stem()  # noqa: SLF001
        return str(stemmer.get_current())

    return stem


# Language → maker of its stemmer. A language that has none here is searched by the words as they are written.
STEMMERS: dict[str, Callable[[], Callable[[str], str]]] = {
    "en": _english,
    "fr": lambda: _snowball(QuickFrenchStemmer()),
    "es": lambda: _snowball(QuickSpanishStemmer()),
}
