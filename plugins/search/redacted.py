"""Whether the index still has a name that was redacted: in every language's vocabulary, stemmed, and in texts written by codes of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from plugins.alerts import names as alert_names
from plugins.alerts.names import Name
from plugins.search import cards, output
from plugins.search.analysis import Analyser, fold
from plugins.search.codes import front_decode
from plugins.search.state import FOLDER
from plugins.search.wording import Wording

_SOURCES = 7
"""Their place in a row of ``docs`` (:mod:`plugins.search.cards`)."""


def words_left(root: Path, names: Sequence[str]) -> Iterator[str]:
    """Yield the terms of an index below ``root`` by which a name of one word is found, and the texts that have a name, one line each.

    Words of longer names may stand in other texts, and so may other words with the same stem: those are no leak. Texts that are not
    written by codes of words are left to who reads all files of a site.
    """
    for folder in sorted((root / FOLDER).glob("*")):
        language = folder.name
        if not (folder / "vocabulary").is_dir():
            continue
        wording = _wording(root, folder)
        if wording.words:
            yield from _in_texts(root, folder, wording, [Name(name) for name in names])
        analyser = Analyser(language)
        wanted = {term: name for name in names if len(name.split()) == 1 for term in analyser.terms(name)}
        if not wanted:
            continue
        found = wanted.keys() & set(_vocabulary(root, folder))
        for term in sorted(found - _explained(root, folder, wording, found)):
            yield f"{FOLDER}/{language}: the index has {term!r}, a word of {wanted[term]!r}, which is redacted."


def _wording(root: Path, folder: Path) -> Wording:
    file = folder / "words.js"
    return Wording(_read(root, file).split(" ") if file.is_file() else ())


def _read(root: Path, file: Path) -> str:
    text: str = output.read(root, file.relative_to(root).as_posix())
    return text


def _vocabulary(root: Path, folder: Path) -> Iterator[str]:
    for file in sorted((folder / "vocabulary").glob("*.js")):
        yield from front_decode(output.read(root, file.relative_to(root).as_posix())[0])


def _texts(root: Path, folder: Path, wording: Wording) -> Iterator[tuple[str, str]]:
    """Yield sources, titles and texts as a reader's browser shows them, each file's together, after its path."""
    for file in sorted((folder / "docs").rglob("*.js")):
        path = file.relative_to(root).as_posix()
        rows = output.read(root, path)
        yield path, "\n".join(part for row in rows for part in (*row[_SOURCES], *cards.shown(row, wording)))


def _in_texts(root: Path, folder: Path, wording: Wording, names: Sequence[Name]) -> Iterator[str]:
    for path, text in _texts(root, folder, wording) if names else ():
        quick = alert_names.fold(text)
        for name in names:
            if name.stands_in(quick):
                yield f"{path}: has {name.written!r}, which is redacted. Build the site again."


def _explained(root: Path, folder: Path, wording: Wording, terms: set[str]) -> set[str]:
    """Return those of some stems with which words of the indexed texts begin, other words than the redacted ones then."""
    left = set(terms)
    for _, text in _texts(root, folder, wording) if terms else ():
        quick = fold(text.lower())
        left -= {term for term in left if fold(term)[:-1] in quick}
        if not left:
            break
    return terms - left
