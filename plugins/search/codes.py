"""How numbers and words are written in shards: text that compresses well, and that a person can still read.

``theme/static/js/search/codes.js`` reads what this writes.

Numbers
    An (s,c)-dense code (Brisaboa et al., 2003) with s = 62 and c = 27: letters and digits end a number, punctuation
    continues it, so no separators are needed. 0–61 take one character, up to 1,735 two, up to 46,933 three.
Words
    Front-coded: how many characters a word shares with the one before it, as one digit in base 36, then the rest.
Names
    Two 32-bit FNV-1a hashes of the word's UTF-16 units, of which the file name takes ten hexadecimal digits: the client
    computes the name of the file it needs, and the manifest need not list names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

ENDING = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
# Without the space (it separates lists), what JSON escapes, and < > & (nothing must look like markup).
CONTINUING = "!#$%()*+,-./:;=?@[]^_`{|}~'"
# The last six bits of a number by themselves, where each of many numbers has them.
LOW = ENDING + "-_"
LOW_BITS = 6
_S = len(ENDING)
_C = len(CONTINUING)
_BASE_36 = "0123456789abcdefghijklmnopqrstuvwxyz"
_VALUE = {char: value for value, char in enumerate(ENDING)} | {char: value for value, char in enumerate(CONTINUING)}
_IS_ENDING = frozenset(ENDING)


def encode_number(number: int) -> str:
    """Write one number that is not negative."""
    text = ENDING[number % _S]
    rest = number // _S
    while rest:
        rest -= 1
        text = CONTINUING[rest % _C] + text
        rest //= _C
    return text


# All numbers but the first of a list and some dates are below this; looking them up is ten times as fast.
_TABLE_SIZE = 1 << 14
_TABLE = tuple(encode_number(number) for number in range(_TABLE_SIZE))


def encode(numbers: Iterable[int]) -> str:
    """Write numbers, none negative, one after the other.

    >>> encode([0, 61, 62, 1734])
    "0z!0'y"
    """
    return "".join([_TABLE[number] if number < _TABLE_SIZE else encode_number(number) for number in numbers])


def decode(text: str) -> Iterator[int]:
    """Read what :func:`encode` wrote.

    >>> list(decode("0z!0"))
    [0, 61, 62]
    """
    value = 0
    for char in text:
        if char in _IS_ENDING:
            yield value * _S + _VALUE[char]
            value = 0
        else:
            value = value * _C + _VALUE[char] + 1


_cut = re.compile(f"[{re.escape(CONTINUING)}]*[{ENDING}]").findall


def tokens(text: str) -> list[str]:
    """Cut what :func:`encode` wrote into its numbers, each as it is written: seven times as fast as :func:`decode`.

    >>> tokens("0z!0'y")
    ['0', 'z', '!0', "'y"]
    """
    return _cut(text)


class _Values(dict[str, int]):
    def __missing__(self, token: str) -> int:
        value = self[token] = next(decode(token))
        return value


_VALUES = _Values((text, number) for number, text in enumerate(_TABLE))
token_value = _VALUES.__getitem__
"""The number that one token stands for."""


def deltas(ascending: Sequence[int]) -> list[int]:
    """Return the first number and the steps from each to the next, less one (they are never zero)."""
    return [*ascending[:1], *[b - a - 1 for a, b in pairwise(ascending)]]


def front_code(words: Iterable[str]) -> str:
    """Write words, none empty or with a space in it.

    >>> front_code(["press", "prison", "pristine"])
    '0press 2ison 4tine'
    """
    coded: list[str] = []
    previous = ""
    for word in words:
        shared = 0
        for a, b in zip(word, previous[: len(_BASE_36) - 1], strict=False):
            # Beyond the first plane JavaScript counts a character twice: such words share up to there.
            if a != b or a > "\uffff":
                break
            shared += 1
        coded.append(_BASE_36[shared] + word[shared:])
        previous = word
    return " ".join(coded)


def front_decode(text: str) -> list[str]:
    """Read what :func:`front_code` wrote."""
    words: list[str] = []
    previous = ""
    for coded in text.split(" ") if text else ():
        previous = previous[: int(coded[0], 36)] + coded[1:]
        words.append(previous)
    return words


def units(word: str) -> bytes:
    """Return the word as JavaScript sees and sorts it: UTF-16 units, the higher byte first."""
    return word.encode("utf-16-be", "surrogatepass")


def file_name(word: str) -> str:
    """Return the name, without its ending, of the shard that begins with a word."""
    first, second = 0x811C9DC5, 0x01000193
    coded = units(word)
    for index in range(0, len(coded), 2):
        unit = coded[index] << 8 | coded[index + 1]
        first = ((first ^ unit) * 0x01000193) & 0xFFFFFFFF
        second = ((second ^ unit) * 0x85EBCA6B) & 0xFFFFFFFF
    return f"{first:08x}{second >> 24:02x}"
