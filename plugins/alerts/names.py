"""Finding a name in a text whatever its case, accents, emphasis, line ends or encoding in addresses; nothing else is a match.

A text is *folded* first: letters without case and accents, each with its place in the text. Soft hyphens, marks of emphasis and backslashes
are left out, entities (``&eacute;``) and escapes of addresses (``%C3%A9``) are read. Then the words of a name are looked for one after the
other, with blanks, line ends, hyphens, dots, underscores or quotation marks of replies between them, at the bounds of words.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

# Left out wherever they stand: marks of emphasis and code, backslashes, soft hyphens and other characters without width.
_IGNORED = frozenset("*~`\\\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_EMPHASIS = frozenset("*_~`")
_UNITS = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|(?:%[0-9a-fA-F]{2})+|.", re.DOTALL
)
# What may stand between two words of a name: `jane_roe`, `Jane\n> Roe`, `jane-roe`, `jane.roe@…`, `jane+roe`.
_GAP = r"[\s_+>./'\-\u2010-\u2015\u2212]"
_WORD = re.compile(r"[^\W_]+")
_JUNK = re.compile(f"[{re.escape(''.join(sorted(_IGNORED)))}]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_LONG = 8
"""Letters from which the words of a name are found run together, as in addresses (``janeroe``); short ones would be other words."""
# Scripts without blanks between words, and those that tie particles to a name: a name has no bounds there.
_UNBOUND = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR", "ARABIC", "HEBREW")


class Name:
    """A name that is looked for."""

    def __init__(self, written: str) -> None:
        """Take a name as a person writes it.

        Raises:
            ValueError: if it has no letter or digit.
        """
        self.written = written
        folded = fold(written)
        self.words: tuple[str, ...] = tuple(_WORD.findall(folded))
        if not self.words:
            raise ValueError(f"{written!r} has no letter or digit to be looked for")
        self.longest = max(self.words, key=len)
        """A word that a text with the name is sure to have; looking for it is fast."""
        joined = "".join(self.words)
        self.joined = joined if len(joined) >= _LONG else ""
        self._tied = _tied(folded)
        start = "" if _is_unbound(joined[0]) else r"(?<![^\W_])"
        end = "" if _is_unbound(joined[-1]) else r"(?![^\W_])"
        least = 0 if self.joined else 1
        gaps = [f"{_GAP}{{{0 if tied else least},8}}" for tied in self._tied]
        parts = [re.escape(self.words[0])]
        for gap, word in zip(gaps, self.words[1:], strict=True):
            parts += [gap, re.escape(word)]
        self.pattern = re.compile(f"{start}{''.join(parts)}{end}")

    def stands_in(self, quick: str) -> bool:
        """Say whether the name may stand in a text folded by :func:`fold`: false is sure, true is not quite."""
        return self.longest in quick and self.pattern.search(quick) is not None


def _tied(folded: str) -> list[bool]:
    """Say for each gap between the words of a name whether something other than a blank is there: ``O'Brien`` is also ``obrien``."""
    gaps = _WORD.split(folded)[1:-1]
    return [not any(char.isspace() for char in gap) for gap in gaps]


def _is_unbound(char: str) -> bool:
    return unicodedata.name(char, "").startswith(_UNBOUND)


def fold(text: str) -> str:
    """Return a text without case, accents, emphasis and what has no width; entities and the escapes of addresses are read."""
    if "&" in text:
        text = html.unescape(text)
    if "%" in text:
        text = unquote(text)
    text = _JUNK.sub("", text)
    if text.isascii():
        return text.lower()
    return _NOT_ASCII.sub(lambda run: "".join(map(_letters, run[0])), text).lower()


@lru_cache(maxsize=65536)
def _letters(char: str) -> str:
    """Return what a character is folded to: one letter as a rule, nothing for an accent, two for some."""
    if char.isascii():
        return "" if char in _IGNORED else char.lower()
    if char in _IGNORED:
        return ""
    if char in "’‘ʼ′´":
        return "'"
    plain = unicodedata.normalize("NFKD", char).casefold()
    plain = unicodedata.normalize("NFKD", plain)
    return "".join(one for one in plain if not unicodedata.combining(one)).translate(_STROKES)


# Letters that no accent can be taken from, as they are written where they cannot be typed.
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


def spans(text: str, name: Name) -> Iterator[tuple[int, int]]:
    """Yield where a name stands in a text: start and end, in characters of the text.

    Marks of emphasis that begin or end within a name are part of the place: none is left without its other half.
    """
    folded: list[str] = []
    places: list[tuple[int, int]] = []
    for unit in _UNITS.finditer(text):
        read = unit[0]
        if len(read) > 1:
            read = html.unescape(read) if read[0] == "&" else unquote(read)
        for char in read:
            for letter in _letters(char):
                folded.append(letter)
                places.append(unit.span())
    for match in name.pattern.finditer("".join(folded)):
        start, end = places[match.start()][0], places[match.end() - 1][1]
        if _EMPHASIS & set(text[start:end]):
            while start and text[start - 1] in _EMPHASIS:
                start -= 1
            while end < len(text) and text[end] in _EMPHASIS:
                end += 1
        yield start, end
