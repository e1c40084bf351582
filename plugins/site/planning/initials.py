"""The index of organisations or campaigns where it would weigh more than a page should: those with the most alerts, and a page a letter.

Its letters are those of a language's own labels. A letter with too many has further pages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from itertools import count

from plugins.alerts import countries
from plugins.site import addresses, facets

FACETS = ("source", "campaign")
"""Facets whose terms nobody can count beforehand."""
WEIGHT = 28_000
"""Bytes of lines on one page, with room for what stands around them; some 250 organisations."""
MOST = 40
"""Terms that the index itself shows where not all fit on it."""
DIGITS = "0"
OTHERS = "other"
"""Where labels stand that begin with a letter that is not Latin."""
LETTERS = (*"abcdefghijklmnopqrstuvwxyz", DIGITS, OTHERS)

Initials = Mapping[str, tuple[tuple[str, ...], ...]]
"""Letter → the codes on each of its pages, by their labels; nothing where all terms fit on the index."""

_LINE = 90


class Letters:
    """The indexes of a site by letter."""

    def __init__(self, terms: Mapping[str, Mapping[str, facets.Terms]]) -> None:
        """Take what each language lists, by facet."""
        self._terms = terms
        self._known: dict[tuple[str, str], Initials] = {}

    def of(self, language: str, facet: str) -> Initials:
        """Return the pages of a facet's index besides the index itself."""
        if facet not in FACETS:
            return {}
        found = self._known.get((language, facet))
        if found is None:
            found = self._known[language, facet] = divided(facet, self._terms[language][facet], language)
        return found

    def pages(self, language: str) -> Iterator[tuple[str, str, list[str]]]:
        """Yield the pages of a language: name, address, and all that goes into it."""
        for facet in FACETS:
            found, terms = self.of(language, facet), self._terms[language][facet]
            sizes = [f"{letter}={sum(map(len, parts))} on {len(parts)}" for letter, parts in found.items()]
            for letter, parts in found.items():
                for part, codes in enumerate(parts, 1):
                    counts = [f"{code}={len(terms[code])}" for code in codes]
                    also = self.elsewhere(facet, letter, part).values()
                    path = addresses.initial(language, facet, letter, part)
                    yield f"initials:{facet}:{letter}:{part}", path, [*sizes, *also, *counts]

    def elsewhere(self, facet: str, letter: str, part: int) -> dict[str, str]:
        """Return language → the page of a letter, or the index where there is none."""
        return {
            code: addresses.initial(code, facet, letter, part)
            if len(self.of(code, facet).get(letter, ())) >= part
            else addresses.index(code, facet)
            for code in self._terms
        }


def divided(facet: str, codes: Collection[str], language: str) -> Initials:
    """Return some terms by letter; nothing where they fit on one page."""
    labels = {code: facets.label(facet, code, language) for code in codes}
    if sum(_weight(code, label) for code, label in labels.items()) <= WEIGHT:
        return {}
    found: dict[str, list[str]] = {}
    for code in facets.by_name(codes, facet, language):
        found.setdefault(_letter(labels[code]), []).append(code)
    return {letter: tuple(_parts(found[letter], labels)) for letter in LETTERS if letter in found}


def places(language: str, facet: str) -> list[Iterator[str]]:
    """Return for every letter where its pages may stand, one after the other without end."""
    return [map(partial(addresses.initial, language, facet, letter), count(1)) for letter in LETTERS]


def parse(name: str) -> tuple[str, str, int]:
    """Return facet, letter and part of the page that is named ``initials:source:a:2``."""
    _, facet, letter, part = name.split(":")
    return facet, letter, int(part)


def _letter(label: str) -> str:
    first = next((char for char in countries.fold(label) if char.isalnum()), "")
    if first.isdigit():
        return DIGITS
    return first if first.isascii() and first else OTHERS


def _weight(code: str, label: str) -> int:
    """Return the bytes of a line, about: its markup, its address and its label."""
    return _LINE + len(addresses.slug(code)) + len(label.encode())


def _parts(codes: list[str], labels: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    part: list[str] = []
    weight = 0
    for code in codes:
        own = _weight(code, labels[code])
        if part and weight + own > WEIGHT:
            yield tuple(part)
            part, weight = [], 0
        part.append(code)
        weight += own
    yield tuple(part)
