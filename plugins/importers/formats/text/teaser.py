"""The teaser of the 2017 site: the first 55 words of a page stand above it once more."""

from __future__ import annotations

import re

_BLANKS = re.compile(r"[ \t\r\n]+")
_CUT = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.)\s*$")
_CUT_IN_BRACKETS = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]\s*$")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"'})
SHORTEST = 6
"""Words: a shorter repeated line is a headline, not a teaser."""


def is_cut(line: str) -> bool:
    """Say whether a line ends in the mark of a cut, ``[…]``."""
    return line.rstrip().endswith("]") and _CUT_IN_BRACKETS.search(line) is not None


def split_teaser(lines: list[str]) -> tuple[str, list[str], bool]:
    """Return the teaser (empty if there is none), the other lines, and whether the text after it is all there.

    A first line is a teaser if what follows begins with the same words; if it is cut and nothing that repeats it follows, it is all
    that is left of the text, and stays.
    """
    start = next((number for number, line in enumerate(lines) if line.strip()), None)
    if start is None:
        return "", lines, True
    first = lines[start]
    rest = lines[start + 1 :]
    words = _words(_CUT.sub("", first) if is_cut(first) else first)
    following = _opening(rest, len(words) + 1)
    if len(words) >= SHORTEST and following[: len(words)] == words and (is_cut(first) or len(following) == len(words)):
        return first, rest, True
    if is_cut(first) and len(words) >= SHORTEST:
        # The last word of a teaser may itself be cut, and damage may have struck one copy only.
        same = sum(one == other for one, other in zip(words, following, strict=False))
        if same >= 0.9 * len(words):
            return first, rest, True
        if following and following == words[: len(following)]:
            # The page was cut before its text was as long as the teaser, which then says more.
            return "", [first], False
    return "", lines, not (is_cut(first) and not following)


def _words(text: str) -> list[str]:
    # Ordinary white space only, as the site counted: a no-break space does not divide.
    return [word for word in _BLANKS.split(text.translate(_QUOTES)) if word]


def _opening(lines: list[str], most: int) -> list[str]:
    """Return the first words of some lines, ``most`` of them and those behind them in the same line."""
    found: list[str] = []
    for line in lines:
        if len(found) >= most:
            break
        found += _words(line)
    return found
