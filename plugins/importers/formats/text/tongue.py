"""The language of a text, by its commonest short words: certain on a paragraph, and not asked about a headline alone."""

from __future__ import annotations

from collections import Counter

from plugins.importers.formats.text.words import runs_of_letters

_WORDS = {
    "en": "the of and to in was were by on for with his her has have had that this from who it is are at an as not been after against their will".split(),
    "fr": "le la les des du de et un une dans pour par sur est sont qui que au aux son ses sa avec pas été selon plus après contre leur ce cette a ont".split(),
    "es": "el la los las del de y un una en por con su que fue al se es son para sus como más según tras contra no lo ha han".split(),
}
_LANGUAGES_OF: dict[str, list[str]] = {}
for _code, _words in _WORDS.items():
    for _word in _words:
        _LANGUAGES_OF.setdefault(_word, []).append(_code)
REACH = 8_000
"""Characters that are looked at."""
FEWEST = 4
"""Words that must speak for a language."""


def guess_language(text: str) -> str:
    """Return ``en``, ``fr`` or ``es``; empty if the words do not settle it."""
    votes: Counter[str] = Counter()
    for word, count in Counter(runs_of_letters(text[:REACH].lower())).items():
        languages = _LANGUAGES_OF.get(word, ())
        for language in languages:
            # A word that two languages share says half as much.
            votes[language] += count if len(languages) > 1 else 2 * count
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < 2 * FEWEST:
        return ""
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 1.3 * ranked[1][1] else ""
