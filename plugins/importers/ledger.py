"""What the importer last wrote, so that a person's corrections and deletions are told apart from changes in the source.

``<archive>/.ledger/<language>/<year>.jsonl``: a line a record, sorted by id, with a digest of every field and of the body. It belongs
to the archive: without it every difference between a record and its source is taken for a correction by hand.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = ".ledger"
BODY = "body"
Value = str | tuple[str, ...]


def digest(value: Value | None) -> str:
    """Return a short digest of a field as written; empty for a field that is not there. It detects change, it proves nothing."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else "\n".join(value)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def identity_digest(identity: str) -> str:
    """Return a short digest of a source's identity of an item."""
    return hashlib.blake2b(identity.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the importer last wrote of one record."""

    id: str
    language: str
    year: str
    """Folder of the record."""
    identity: str
    fields: Mapping[str, str] = field(hash=False)
    """Key of the header, or ``body``, → digest."""

    def line(self) -> str:
        """Write it as a line of the ledger."""
        return json.dumps({"id": self.id, "identity": self.identity, "fields": self.fields}, sort_keys=True)


class Ledger:
    """The ledger of an archive. Lines are parsed when they are asked for: a large archive costs their text and no more."""

    def __init__(self, archive: Path) -> None:
        """Read the ledger; an archive without one has an empty one.

        Raises:
            OSError: if a file of it cannot be read.
        """
        self._folder = archive / FOLDER
        self._lines: dict[tuple[str, str], tuple[str, str]] = {}
        self._by_identity: dict[tuple[str, str], str] = {}
        self._changed: set[tuple[str, str]] = set()
        for path in sorted(self._folder.glob("*/*.jsonl")):
            language, year = path.parent.name, path.stem
            for line in path.read_text(encoding="utf-8").splitlines():
                try:
                    entry = json.loads(line)
                    key = (language, str(entry["id"]))
                    identity = str(entry["identity"])
                except (ValueError, KeyError, TypeError):
                    # A damaged line is one record whose differences count as made by hand: safe.
                    continue
                self._lines[key] = (year, line)
                self._by_identity[language, identity] = key[1]

    def get(self, language: str, record_id: str) -> Entry | None:
        """Return what was last written of a record, if anything was."""
        if (found := self._lines.get((language, record_id))) is None:
            return None
        year, line = found
        values = json.loads(line)
        return Entry(
            id=record_id,
            language=language,
            year=year,
            identity=str(values["identity"]),
            fields=dict(values.get("fields") or {}),
        )

    def id_of(self, language: str, identity: str) -> str | None:
        """Return the id under which an item was written before, which it keeps though its date may have been corrected."""
        return self._by_identity.get((language, identity_digest(identity)))

    def put(self, entry: Entry) -> None:
        """Remember what was written."""
        key = (entry.language, entry.id)
        line = entry.line()
        before = self._lines.get(key)
        if before == (entry.year, line):
            return
        if before is not None:
            self._changed.add((entry.language, before[0]))
        self._lines[key] = (entry.year, line)
        self._by_identity[entry.language, entry.identity] = entry.id
        self._changed.add((entry.language, entry.year))

    def changed(self) -> Iterator[tuple[Path, str]]:
        """Yield the files that must be written anew, with their text; empty text for one that has no lines left."""
        texts: dict[tuple[str, str], list[str]] = {key: [] for key in self._changed}
        for (language, _), (year, line) in sorted(self._lines.items()):
            if (language, year) in texts:
                texts[language, year].append(line)
        for (language, year), lines in sorted(texts.items()):
            yield self._folder / language / f"{year}.jsonl", "".join(f"{line}\n" for line in lines)
        self._changed.clear()
