"""What is kept of a language's index between builds: enough to change it where it stands, little enough to be read at once."""

from __future__ import annotations

import hashlib
import marshal
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Self

from plugins.search.analysis import Analyser
from plugins.search.codes import file_name
from plugins.search.documents import SearchDocument
from plugins.search.manifest import manifest
from plugins.search.numbering import YearSpace
from plugins.search.output import script, write

FOLDER = "search"
"""Where the index is, below the site's root."""

Texts = tuple[str, str, str]
"""What a document's block does not hold of its texts: ``place``, ``source``, ``target``."""


def texts(document: SearchDocument) -> Texts:
    """Return those of a document's texts that its block does not hold."""
    return document.place, document.source, document.target


@dataclass(slots=True, kw_only=True)
class State:
    """One language's index as it was written. Sequences of documents are in the order of their numbers."""

    language: str
    fixities: Sequence[str]
    numbers: Sequence[int]
    texts: Sequence[Texts]
    sampled: str
    """What changes when the sample does from which the list of words is made."""
    words: tuple[str, ...]
    """The list of words that texts are written with."""
    lengths: list[list[int]]
    """For each field: the number of terms in it, document by document."""
    spaces: Sequence[YearSpace]
    terms: list[str]
    """All terms, sorted as JavaScript sorts."""
    frequencies: dict[str, int]
    """Term → document frequency."""
    sizes: dict[str, int]
    """Term that has positions → how many, in the order of terms."""
    shards: list[str]
    """First terms of the shards of postings."""
    positions: list[str]
    """First terms of the shards of positions, of those that have any."""
    vocabulary: list[str]
    """First terms of the shards of vocabulary."""
    files: dict[str, str]
    """Path → SHA-256 of all files."""

    def path(self, key: str) -> str:
        """Return where a file of the index is, below the site's root."""
        return f"{FOLDER}/{self.language}/{key}.js"

    def check_names(self) -> None:
        """See that no two shards have one name.

        Raises:
            ValueError: if they have (one archive in 200,000).
        """
        for starts in (self.shards, self.positions, self.vocabulary):
            if len({file_name(term) for term in starts}) < len(starts):
                msg = f"two shards of {self.language} would have one file name: take more digits in codes.file_name"
                raise ValueError(msg)

    def write_manifest(self, root: Path) -> None:
        """Write the manifest, once all other files are known."""
        key = f"{self.language}/manifest"
        path = self.path("manifest")
        self.files.pop(path, None)
        digest = hashlib.sha256("".join(chain(*((path, self.files[path]) for path in sorted(self.files)))).encode())
        content = manifest(
            language=self.language,
            count=len(self.numbers),
            totals=[sum(own) for own in self.lengths],
            spaces=self.spaces,
            shards=self.shards,
            positions=self.positions,
            vocabulary=self.vocabulary,
            terms=len(self.terms),
            words=bool(self.words),
            stop_words=Analyser(self.language).stop_words,
            digest=digest.hexdigest()[:12],
        )
        self.files[path] = write(root, path, script(key, content))

    def dump(self) -> bytes:
        """Return the state, but for its files, as bytes."""
        return marshal.dumps(
            (
                self.language,
                list(self.fixities),
                array("I", self.numbers).tobytes(),
                list(self.texts),
                self.sampled,
                self.words,
                [array("I", own).tobytes() for own in self.lengths],
                [(space.year, space.base, space.size) for space in self.spaces],
                # No term has a space in it; one string is read ten times as fast as a hundred thousand.
                " ".join(self.terms),
                array("I", map(self.frequencies.__getitem__, self.terms)).tobytes(),
                " ".join(self.sizes),
                array("I", self.sizes.values()).tobytes(),
                self.shards,
                self.positions,
                self.vocabulary,
            )
        )

    @classmethod
    def load(cls, data: bytes | memoryview, files: dict[str, str]) -> Self:
        """Return the state that :meth:`dump` wrote."""
        kept = marshal.loads(data)  # noqa: S302 (our own file, checked by its hash)
        language, fixities, numbers, own, sampled, words, lengths, spaces, joined, counts, placed, sizes, *cuts = kept
        terms = joined.split(" ") if joined else []
        shards, positions, vocabulary = cuts
        return cls(
            language=language,
            fixities=fixities,
            numbers=array("I", numbers),
            texts=own,
            sampled=sampled,
            words=words,
            lengths=[array("I", field).tolist() for field in lengths],
            spaces=[YearSpace(year=year, base=base, size=size) for year, base, size in spaces],
            terms=terms,
            frequencies=dict(zip(terms, array("I", counts), strict=True)),
            sizes=dict(zip(placed.split(" ") if placed else (), array("I", sizes), strict=True)),
            shards=shards,
            positions=positions,
            vocabulary=vocabulary,
            files=files,
        )
