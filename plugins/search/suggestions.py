"""What is suggested while a reader types: words of headlines, people and outlets, countries, organisations.

Everything stands under the words it is made of, without accents, so that ``yah`` leads to *Abdelhak Yahiaoui*. The list
is cut into files of a few kilobytes, by its own words, and only those of the letters typed are loaded:

``search/suggest/<language>/index.js``
    ``[keys, digest]``: the first key of every part, front-coded, and what changes when any part does.
``search/suggest/<language>/<name>.js``
    ``[keys, texts, numbers]``: keys, front-coded and sorted; what is shown, one a line, empty where it is the key
    itself, ``code<tab>label`` for countries and organisations; ``count * 4 + kind``, the kind as in :class:`Kind`.

The words are those of headlines as they are written, which is also how ``word*`` knows what words its stems stand for.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Self

from plugins.alerts import countries, organisations
from plugins.alerts.collection import Entry
from plugins.search.analysis import Analyser, chunks, fold, words
from plugins.search.codes import encode, file_name, front_code, units
from plugins.search.output import remove_others, script, write
from plugins.search.shards import Cuts, cut

FOLDER = "search/suggest"
"""Where the files are, below the site's root: beside the indexes, which delete what they do not know."""

SHORTEST = 2
"""Characters of a word under which something is to be found."""

# In bytes as gzip leaves them: about six a word, and as many as it has letters for a name that stands nowhere near.
CUTS = Cuts(least=2500, more=1500, most=6000, alone=1 << 30)


class Kind(IntEnum):
    """What a suggestion is."""

    WORD = 0
    NAME = 1
    COUNTRY = 2
    SOURCE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """As much of a document as suggestions are made of."""

    title: str
    names: tuple[str, ...] = ()
    """People and outlets."""
    countries: tuple[str, ...] = ()
    """Codes."""
    sources: tuple[str, ...] = ()
    """Abbreviations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One line of the list."""

    key: str
    kind: Kind
    text: str
    code: str = ""
    count: int
    """Alerts, or headlines where it is a word."""


def facts(entries: Iterable[Entry]) -> Iterator[Facts]:
    """Yield what suggestions are made of, of each entry."""
    for entry in entries:
        alert = entry.alert
        yield Facts(title=alert.title, names=alert.targets, countries=alert.countries, sources=alert.sources)


Dumped = tuple[dict[str, dict[str, int]], dict[str, int], dict[str, int], dict[str, int]]
"""Spellings by key, names, countries, organisations: how often each was counted."""


class Tally:
    """What suggestions are counted from; documents may come and go."""

    def __init__(self, language: str) -> None:
        """Begin with no document of a language."""
        self.language = language
        self.spellings: dict[str, Counter[str]] = {}
        """A headline's word without accents → how it is written, and in how many headlines."""
        self.names: Counter[str] = Counter()
        self.places: Counter[str] = Counter()
        self.sources: Counter[str] = Counter()
        # A headline's chunks come again in others: each is looked at once.
        self._known: dict[str, tuple[tuple[str, str], ...]] = {}

    def count(self, documents: Iterable[Facts], by: int = 1) -> None:
        """Count documents, or, by -1, count them no longer."""
        analyser = Analyser(self.language)
        known, spellings = self._known, self.spellings
        for document in documents:
            own: set[tuple[str, str]] = set()
            for chunk in chunks(document.title):
                if chunk not in known:
                    known[chunk] = tuple((fold(word), word) for word in _words(chunk, analyser))
                own.update(known[chunk])
            for key, word in own:
                if key not in spellings:
                    spellings[key] = Counter()
                spellings[key][word] += by
            for counted, values in (
                (self.names, {" ".join(name.split()) for name in document.names if name.strip()}),
                (self.places, set(document.countries)),
                (self.sources, set(document.sources)),
            ):
                for value in values:
                    counted[value] += by

    def dump(self) -> Dumped:
        """Return what was counted as plain values."""
        spellings = {key: _counted(written) for key, written in self.spellings.items()}
        return (
            {key: written for key, written in spellings.items() if written},
            _counted(self.names),
            _counted(self.places),
            _counted(self.sources),
        )

    @classmethod
    def load(cls, language: str, dumped: Dumped) -> Self:
        """Return what was dumped."""
        found = cls(language)
        spellings, *counts = dumped
        found.spellings = {key: Counter(written) for key, written in spellings.items()}
        found.names, found.places, found.sources = map(Counter, counts)
        return found


def _counted(counts: Mapping[str, int]) -> dict[str, int]:
    return {value: count for value, count in counts.items() if count}


def suggestions(language: str, documents: Iterable[Facts]) -> list[Suggestion]:
    """Return all suggestions of a language, sorted by key, then most alerts first."""
    tally = Tally(language)
    tally.count(documents)
    return suggested(tally)


def suggested(tally: Tally) -> list[Suggestion]:
    """Return the suggestions of what was counted."""
    language = tally.language
    analyser = Analyser(language)
    spellings, names, places, sources = tally.dump()
    found: list[Suggestion] = []
    for key, written in spellings.items():
        # As most headlines write it; of as many, the one with accents, which sorts last.
        text = max(written.items(), key=lambda one: (one[1], one[0]))[0]
        found.append(Suggestion(key=key, kind=Kind.WORD, text=text, count=sum(written.values())))
    for name, count in names.items():
        found += _under_words(analyser, Kind.NAME, name, count)
    for code, count in places.items():
        found += _under_words(analyser, Kind.COUNTRY, countries.label(code, language), count, code=code)
    for code, count in sources.items():
        label = organisations.label(code, language)
        found += _under_words(analyser, Kind.SOURCE, f"{code} – {label}" if label != code else code, count, code=code)
    return sorted(found, key=lambda one: (units(one.key), -one.count, one.kind, one.text, one.code))


def _words(chunk: str, analyser: Analyser) -> Iterator[str]:
    for word in words(chunk, analyser.language):
        if len(word.text) >= SHORTEST and word.text not in analyser.stop_words and not word.text.isdigit():
            yield word.text


def _under_words(analyser: Analyser, kind: Kind, text: str, count: int, *, code: str = "") -> Iterator[Suggestion]:
    keys = {fold(word) for chunk in chunks(text) for word in _words(chunk, analyser)}
    for key in sorted(keys):
        yield Suggestion(key=key, kind=kind, text=text, code=code, count=count)


def write_suggestions(language: str, documents: Iterable[Facts], root: Path) -> dict[str, str]:
    """Count documents, and write the files of their language: see :func:`write_tally`."""
    tally = Tally(language)
    tally.count(documents)
    return write_tally(tally, root)


def write_tally(tally: Tally, root: Path) -> dict[str, str]:
    """Write the files of a language below ``root``, and return path → SHA-256 of them.

    Raises:
        OSError: if a file cannot be written.
    """
    language = tally.language
    found = suggested(tally)
    groups = [(key, list(own)) for key, own in groupby(found, key=lambda one: one.key)]
    starts = tuple(cut(((key, sum(_weight(one) for one in own)) for key, own in groups), CUTS))
    written: dict[str, str] = {}
    firsts = [groups[start][0] for start in starts]
    for start, end in pairwise((*starts, len(groups))):
        part = [one for _, own in groups[start:end] for one in own]
        written |= _write(root, f"suggest/{language}/{file_name(groups[start][0])}", _part(part))
    state = hashlib.sha256("".join(f"{path}{written[path]}" for path in sorted(written)).encode()).hexdigest()
    written |= _write(root, f"suggest/{language}/index", [front_code(firsts), state[:12]])
    remove_others(root, f"{FOLDER}/{language}", written)
    return dict(sorted(written.items(), key=itemgetter(0)))


def _weight(one: Suggestion) -> int:
    return 6 if one.kind is Kind.WORD else 6 + len(one.text) // 2


def _part(part: list[Suggestion]) -> list[str]:
    texts = ("" if one.text == one.key else f"{one.code}\t{one.text}" if one.code else one.text for one in part)
    return [
        front_code(one.key for one in part),
        "\n".join(texts),
        encode(one.count * 4 + one.kind for one in part),
    ]


def _write(root: Path, key: str, content: list[str]) -> dict[str, str]:
    path = f"search/{key}.js"
    return {path: write(root, path, script(key, [*content]))}
