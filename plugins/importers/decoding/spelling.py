"""Which word it was whose capitals have lost half of themselves: told by the words that there are, and how often each is written.

``Ã`` stands where one of ``À`` to ``Þ`` was: the first byte of its UTF-8, of which the second was lost. ``DÃMOCRATIE`` can have been but one
word. Of ``GRÃCE`` nobody knows whether it was Greece: it stays as it is, and is marked by who finds it.

The frequencies are those of wordfreq (Speer, 2022), down to one in a hundred million words.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from wordfreq import get_frequency_dict

LOST = "Ã"
_RATIO = 30
"""How many times as often as any other a word must be written to be the one that was meant: ``MÈRE`` beside ``MÛRE``, not ``TRÊVE`` beside ``TRÈVE``."""
_LETTERS = "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ"
_SKELETON = str.maketrans(dict.fromkeys(_LETTERS, LOST.lower()))


def restored(word: str, language: str) -> str:
    """Return a word with the letters that it has lost; as it is where it may have been several words, or none that is known.

    ``word`` consists of letters, ``Ã`` for each that was lost; ``language`` is one that words are known of: ``fr`` or ``es``.
    """
    lower = word.lower()
    if len(word) < 2 or LOST not in word or len(lower) != len(word):
        return word
    found = [
        known
        for known in _known(language).get(lower.translate(_SKELETON), ())
        if all(own in (there, LOST.lower()) for own, there in zip(lower, known[1], strict=True))
    ]
    if not found or (len(found) > 1 and found[0][0] < _RATIO * found[1][0]):
        return word
    return "".join(there.upper() if own == LOST else own for own, there in zip(word, found[0][1], strict=True))


@cache
def _known(language: str) -> Mapping[str, list[tuple[float, str]]]:
    """Return words without their accented letters → how often each is written, and how, the most frequent first."""
    known: dict[str, list[tuple[float, str]]] = {}
    for word, frequency in get_frequency_dict(language, "large").items():
        skeleton = word.translate(_SKELETON)
        if skeleton != word or LOST.lower() in word:
            known.setdefault(skeleton, []).append((frequency, word))
    for words in known.values():
        words.sort(reverse=True)
    return known
