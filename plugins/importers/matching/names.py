"""What stays the same when a text is translated: names of people, outlets and places, and numbers.

A *mark* is such a word: one with a digit and at least two characters, or one with a capital that stands inside a sentence, without
case, accents and possessive ``'s``. What is capitalised in one language and translated into the next is none: months, days of the
week, countries, peoples, and the names of the organisations that issue alerts.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from babel import Locale

from plugins.alerts import countries, organisations
from plugins.alerts.languages import BY_CODE, CODES

_JOINTS = frozenset({" ", "-", "\u00a0", " al-", " el-"})
MOST = 600
"""Marks of a text that are looked at: some 4,000 words of it."""

_TOKEN = re.compile(r"[^\W_]+")
# After one of these a capital says nothing: a sentence, a quotation, a line or an item begins. Not after a hyphen (al-Din) or an
# elision (d’Alger), nor after an initial (T. Tharmalingam).
_OPENING = re.compile(r"(?:^|(?:[!?:;…»«“”\"‘(\n*•]|(?<!\b[A-Z])\.)\s*|[–—-]\s+|(?:^|[\s(])['’])$")


@lru_cache(maxsize=1 << 13)
def fold(word: str) -> str:
    """Return a word without case and accents."""
    if word.isascii():
        return word.casefold()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@cache
def _translated() -> frozenset[str]:
    """Words that differ from language to language though they have a capital in one of them."""
    words: set[str] = set()

    def add(text: str) -> None:
        words.update(fold(word) for word in _TOKEN.findall(text))

    for code in CODES:
        locale = Locale.parse(BY_CODE[code].locale)
        for names in (locale.months, locale.days):
            for form in names.values():
                for width in ("wide", "abbreviated"):
                    for text in form[width].values():
                        add(text)
    for name in countries.names():
        # Saint Lucia and Santa Elena bear names of people.
        if not name.startswith(("saint ", "st ", "st. ", "san ", "santa ")):
            add(name)
    for name in organisations.by_name():
        add(name)
    words.update(files(__package__).joinpath("terms/translated.txt").read_text(encoding="utf-8").split())
    return frozenset(words)


@cache
def towns() -> frozenset[str]:
    """Return the towns of one word that are known by name: whom an alert is about has another name."""
    table = tomllib.loads(
        files("plugins.importers.formats.text").joinpath("terms/places.toml").read_text(encoding="utf-8")
    )
    return frozenset(fold(name) for names in table["towns"].values() for name in names if _TOKEN.fullmatch(name))


class Mark(NamedTuple):
    """A mark of a text."""

    text: str
    place: int
    """In thousandths of the text."""
    is_joined: bool
    """It comes directly after the mark before it: Freddy Loseke."""


def marks(text: str) -> Iterator[Mark]:
    """Yield the marks of a text in their order, each as often as it stands there.

    A word that begins a sentence counts if it has its capital inside a sentence too, or if a name comes after it.
    """
    found: list[tuple[str, int, int, bool]] = []
    inside: set[str] = set()
    translated = _translated()
    opening: tuple[str, int] | None = None
    for match in _TOKEN.finditer(text):
        word, start = match[0], match.start()
        if not word[0].isupper():
            # Most words are letters alone, which is known without looking at each.
            if len(word) > 1 and not word.isalpha() and any(char.isdigit() for char in word):
                found.append((fold(word), start, match.end(), True))
            continue
        folded = fold(word)
        if len(folded) < 2 or folded in translated or (word.isupper() and organisations.known(word)):
            continue
        if start and not _OPENING.search(text[max(0, start - 4) : start]):
            inside.add(folded)
            if opening is not None and text[opening[1] : start] in _JOINTS:
                # A name begins the sentence: a capital beside the next.
                inside.add(opening[0])
        opening = (folded, match.end())
        found.append((folded, start, match.end(), False))
    end = -1
    for folded, start, own_end, is_number in found[:MOST]:
        if is_number or folded in inside:
            yield Mark(folded, start * 1000 // len(text), end >= 0 and not is_number and text[end:start] in _JOINTS)
            end = -1 if is_number else own_end
