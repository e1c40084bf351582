"""Whether the index still finds a name that was redacted: words of one are looked up, stemmed, in every language's vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from plugins.search import output
from plugins.search.analysis import Analyser, fold
from plugins.search.codes import front_decode
from plugins.search.state import FOLDER


def words_left(root: Path, names: Sequence[str]) -> Iterator[str]:
    """Yield the terms of an index below ``root`` by which a name of one word is found, one line each.

    Words of longer names may stand in other texts, and so may other words with the same stem: those are no leak.
    """
    for folder in sorted((root / FOLDER).glob("*")):
        language = folder.name
        if not (folder / "vocabulary").is_dir():
            continue
        analyser = Analyser(language)
        wanted = {term: name for name in names if len(name.split()) == 1 for term in analyser.terms(name)}
        if not wanted:
            continue
        found = wanted.keys() & set(_vocabulary(root, folder))
        for term in sorted(found - _explained(root, folder, found)):
            yield f"{FOLDER}/{language}: the index has {term!r}, a word of {wanted[term]!r}, which is redacted."


def _vocabulary(root: Path, folder: Path) -> Iterator[str]:
    for file in sorted((folder / "vocabulary").glob("*.js")):
        yield from front_decode(output.read(root, file.relative_to(root).as_posix())[0])


def _explained(root: Path, folder: Path, terms: set[str]) -> set[str]:
    """Return those of some stems with which words of the indexed texts begin, other words than the redacted ones then."""
    left = set(terms)
    for file in sorted((folder / "docs").rglob("*.js")) if terms else ():
        text = fold(str(output.read(root, file.relative_to(root).as_posix())).lower())
        left -= {term for term in left if fold(term)[:-1] in text}
        if not left:
            break
    return terms - left
