"""Words that look like a language and mean nothing, as many as a text of any length needs, in the shares of real text.

The shares have the two regimes of large corpora (R. Ferrer i Cancho and R. V. Solé, "Two regimes in the frequency of words",
Journal of Quantitative Linguistics 8, 2001): the weight of the word of rank r falls as 1/r among the common words and
faster, as r^-S, among the rare ones, of which there is no last one. The number of different words in a text of n words then
grows as n^(1/S), which is Heaps' law.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import accumulate

# Chosen to lie near 16,000 real documents in English, French and Spanish, whose vocabulary grows as n^0.5 to n^0.6 and has
# 23,000 to 37,000 words after 640,000. Texts from these lexicons have 27,000, and 108,000 after 8 million.
_COMMON = 4000
_S = 1.8
# The commonest content words of real text are less common than 1/r would have them (Mandelbrot's shift).
_SHIFT = 6.0


class Lexicon:
    """The content words of one language: a few real ones first, then words made from syllables by their rank."""

    def __init__(self, *, real: Sequence[str], onsets: str, vowels: str, endings: str, seed: int) -> None:
        """Make the common words.

        ``onsets`` and ``vowels`` are what syllables begin and end with, ``endings`` the forms in which one stem occurs, divided by
        blanks (``-`` is the bare stem). ``seed`` settles which syllables stand for which rank.
        """
        chance = random.Random(f"lexicon {seed} {onsets}")  # noqa: S311 (made up, not secret)
        self._endings = ["" if ending == "-" else ending for ending in endings.split()]
        syllables = [onset + vowel for onset in onsets.split() for vowel in vowels.split()]
        # Each place of a word has an order of its own, or words of neighbouring ranks would all begin alike.
        self._places = [chance.sample(syllables, len(syllables)) for _ in range(3)]
        self._real = tuple(real)
        self._common = [self.word(rank) for rank in range(_COMMON)]
        weights = [1 / (rank + _SHIFT) for rank in range(_COMMON)]
        # The last entry stands for all rarer words together: the integral of the second regime, which joins the first.
        self._picked: list[str | None] = [*self._common, None]
        self._cumulative = list(accumulate([*weights, _COMMON / (_COMMON + _SHIFT) / (_S - 1)]))

    def word(self, rank: int) -> str:
        """Return the word of a rank, 0 being the commonest; words of commoner ranks are shorter."""
        if rank < len(self._real):
            return self._real[rank]
        stem, form = divmod(rank - len(self._real), 3)
        # Stems of one syllable would be taken for function words.
        number, text = stem + len(self._places[0]), ""
        place = 0
        while number >= 0:
            syllables = self._places[place % 3]
            number, digit = divmod(number, len(syllables))
            text += syllables[digit]
            place += 1
            number -= 1
        return text + self._endings[(stem + form * 5) % len(self._endings)]

    def pick(self, chance: random.Random, count: int) -> list[str]:
        """Return that many words by their shares."""
        exponent = -1 / (_S - 1)
        return [
            word or self.word(int(min(_COMMON * (1 - chance.random()) ** exponent, 1e12)))
            for word in chance.choices(self._picked, cum_weights=self._cumulative, k=count)
        ]
