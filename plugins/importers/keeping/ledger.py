"""What the importer last wrote, so that a person's corrections and deletions are told apart from changes in the source.

``<archive>/.ledger/<language>/<year>.jsonl``: a line a record, sorted by id, with a digest of every field and of the body. It belongs
to the archive: without it every difference between a record and its source is taken for a correction by hand.

``<archive>/.ledger/journal.jsonl`` is there while an import runs, and after one that was killed: a line a change, written before the
record is. The next import takes up what it says, but for records that were not written any more.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from plugins.importers.keeping.entry import Entry, identity_digest
from plugins.importers.keeping.places import is_name, is_place, is_record
from plugins.importers.keeping.scratch import Scratch

FOLDER = ".ledger"
JOURNAL = "journal.jsonl"


class Ledger:
    """The ledger of an archive; it is read into a scratch database, so that a large archive costs no more memory than a small one."""

    def __init__(self, archive: Path, *, is_rehearsal: bool = False) -> None:
        """Read the ledger, and what an import that was killed left of it; an archive without one has an empty one.

        Nothing is written in a rehearsal.

        Raises:
            OSError: if a file of it cannot be read.
        """
        self._archive = archive
        self._folder = archive / FOLDER
        self._is_rehearsal = is_rehearsal
        self._journal: BinaryIO | None = None
        self._scratch = Scratch(
            "CREATE TABLE entries (language, id, year, line, PRIMARY KEY (language, id)) WITHOUT ROWID",
            "CREATE INDEX years ON entries (language, year)",
            "CREATE TABLE identities (language, identity, id, PRIMARY KEY (language, identity)) WITHOUT ROWID",
            "CREATE TABLE fresh (language, id, PRIMARY KEY (language, id)) WITHOUT ROWID",
        )
        self._changed: set[tuple[str, str]] = set()
        self.linked: dict[tuple[str, str], tuple[str, float]] = {}
        """What an import that was killed had linked: language and id → the id that the record had before, and how sure it was."""
        for path in sorted(self._folder.glob("*/*.jsonl")):
            # All that is written is ASCII; what is not was damaged.
            with path.open(encoding="ascii", errors="replace") as lines:
                for line in lines:
                    self._enter(path.parent.name, path.stem, line.rstrip("\n"))
        self._take_up()

    def _enter(self, language: str, year: str, line: str) -> bool:
        try:
            entry = json.loads(line)
            record_id, identity = entry["id"], str(entry["identity"])
            is_whole = line.isascii() and is_record(language, record_id) and isinstance(entry.get("fields"), dict)
        except (ValueError, KeyError, TypeError):
            is_whole = False
        if not is_whole:
            # One record whose differences count as made by hand: safe.
            return False
        self._keep(language, year, line, record_id, identity)
        return True

    def _keep(self, language: str, year: str, line: str, record_id: str, identity: str) -> None:
        self._scratch.put("REPLACE INTO entries VALUES (?, ?, ?, ?)", (language, record_id, year, line))
        self._scratch.put("REPLACE INTO identities VALUES (?, ?, ?)", (language, identity, record_id))

    def _take_up(self) -> None:
        """Enter what the journal of a killed import says; cut off what it says of a record that was not written."""
        path = self._folder / JOURNAL
        if not path.is_file():
            return
        whole = 0
        notes: list[tuple[dict[str, Any], int]] = []
        with path.open("rb") as lines:
            for line in lines:
                note = _note(line)
                if note is None:
                    break
                notes = [*notes[-1:], (note, whole)]
                whole += len(line)
                if len(notes) > 1:
                    self._take(notes[0][0], is_last=False)
        if notes:
            last, start = notes[-1]
            if not self._take(last, is_last=True):
                whole = start
        if not self._is_rehearsal:
            with path.open("r+b") as stream:
                stream.truncate(whole)

    def _take(self, note: dict[str, Any], *, is_last: bool) -> bool:
        """Enter a note of the journal, if the record that it announces was written."""
        name = note.get("path")
        path = self._archive / name if name is not None else None
        # Of those before the last it is known that they were written, unless the power was cut.
        is_there = path is None or _is_written(path, note.get("file", "") if is_last else None)
        if not is_there and is_last:
            return False
        language, year = str(note["language"]), str(note["year"])
        record_id = str(note["entry"]["id"])
        # Also where the record went on to a third id: what it had at first is told by this note only.
        if was := str(note.get("was") or ""):
            first, _ = self.linked.pop((language, was), (was, 0.0))
            if "link" in note:
                self.linked[language, record_id] = (first, float(note["link"]))
        if not is_there:
            return False
        # A record without a new place is gone; but it may have come back since, unless that was the last that was done.
        if (left := note.get("left")) and (name is not None or is_last) and not self._is_rehearsal:
            (self._archive / left).unlink(missing_ok=True)
        if gone := record_id if note.get("is_gone") else str(note.get("was") or ""):
            self._remove(language, gone)
        if note.get("is_gone"):
            return True
        if note.get("is_fresh"):
            self._scratch.put("REPLACE INTO fresh VALUES (?, ?)", (language, record_id))
        before = self._row(language, record_id)
        if before is not None:
            self._changed.add((language, before[0]))
        self._changed.add((language, year))
        return self._enter(language, year, json.dumps(note["entry"], sort_keys=True))

    def _row(self, language: str, record_id: str) -> tuple[str, str] | None:
        found = self._scratch.first(
            "SELECT year, line FROM entries WHERE language = ? AND id = ?", (language, record_id)
        )
        return (found[0], found[1]) if found else None

    def get(self, language: str, record_id: str) -> Entry | None:
        """Return what was last written of a record, if anything was."""
        if (found := self._row(language, record_id)) is None:
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
        values = (language, identity_digest(identity))
        found = self._scratch.first("SELECT id FROM identities WHERE language = ? AND identity = ?", values)
        return str(found[0]) if found else None

    def fresh(self) -> Iterator[tuple[str, str]]:
        """Yield language and id of the records that this import, or one before it that was killed, wrote for the first time."""
        return ((language, record_id) for language, record_id in self._scratch.rows("SELECT language, id FROM fresh"))

    def put(
        self,
        entry: Entry,
        *,
        path: Path | None = None,
        text: str = "",
        left: Path | None = None,
        was: str = "",
        link: float | None = None,
    ) -> None:
        """Remember what is written of a record.

        Where its file is about to be written, ``path`` and ``text`` say what it will be, and ``left`` where it was until then;
        ``was`` is the id that it had until then, if it had another; ``link`` how sure it is that its new one is that of a translation.

        Raises:
            OSError: if the journal cannot be written; then nothing has changed.
        """
        line = entry.line()
        before = self._row(entry.language, entry.id)
        if before == (entry.year, line) and path is None:
            return
        was_fresh = was and self._scratch.first(
            "SELECT id FROM fresh WHERE language = ? AND id = ?", (entry.language, was)
        )
        is_fresh = bool(was_fresh) if was else before is None
        told = "" if link is None else str(link)
        self._note(entry, path=path, text=text, left=left, was=was, is_fresh=is_fresh, link=told)
        if was:
            self._remove(entry.language, was)
        if is_fresh:
            self._scratch.put("REPLACE INTO fresh VALUES (?, ?)", (entry.language, entry.id))
        if before is not None:
            self._changed.add((entry.language, before[0]))
        self._changed.add((entry.language, entry.year))
        self._keep(entry.language, entry.year, line, entry.id, entry.identity)

    def drop(self, entry: Entry, *, left: Path) -> None:
        """Forget a record, before its file, which is ``left``, is taken away.

        Raises:
            OSError: if the journal cannot be written; then nothing has changed.
        """
        self._note(entry, is_gone=True, left=left)
        self._remove(entry.language, entry.id)

    def _remove(self, language: str, record_id: str) -> None:
        row = self._row(language, record_id)
        if row is None:
            return
        self._changed.add((language, row[0]))
        key = (language, record_id)
        self._scratch.put("DELETE FROM entries WHERE language = ? AND id = ?", key)
        self._scratch.put("DELETE FROM fresh WHERE language = ? AND id = ?", key)
        identity = str(json.loads(row[1])["identity"])
        self._scratch.put(
            "DELETE FROM identities WHERE language = ? AND identity = ? AND id = ?", (language, identity, record_id)
        )

    def _note(
        self, entry: Entry, *, path: Path | None = None, text: str = "", left: Path | None = None, **more: Any
    ) -> None:
        if self._is_rehearsal:
            return
        note: dict[str, Any] = {"language": entry.language, "year": entry.year, "entry": entry.values()}
        if path is not None:
            note |= {"path": path.relative_to(self._archive).as_posix(), "file": _file_digest(text.encode("utf-8"))}
        note |= {key: value for key, value in more.items() if value}
        if left is not None:
            note["left"] = left.relative_to(self._archive).as_posix()
        if self._journal is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            # Without a buffer: what is written survives this process.
            self._journal = (self._folder / JOURNAL).open("ab", buffering=0)
        self._journal.write(json.dumps(note, sort_keys=True).encode("ascii") + b"\n")

    def changed(self) -> Iterator[tuple[Path, Iterator[str]]]:
        """Yield the files that must be written anew, with their lines; none for one that has no lines left."""
        for language, year in sorted(self._changed):
            # By name: sqlite would rather go through all entries of the language, which are in order already.
            query = "SELECT line FROM entries INDEXED BY years WHERE language = ? AND year = ? ORDER BY id"
            lines = self._scratch.rows(query, (language, year))
            yield self._folder / language / f"{year}.jsonl", (f"{line}\n" for (line,) in lines)

    def finish(self) -> None:
        """Let go of the journal, all of whose lines are in their files (:mod:`plugins.importers.keeping.closing`)."""
        self._changed.clear()
        self.close()

    def close(self) -> None:
        """Stop writing; a journal that was not finished stays for the next import."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None


def _is_written(path: Path, made: str | None) -> bool:
    return path.is_file() and made in (None, _file_digest(path.read_bytes()))


def _file_digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def _note(line: bytes) -> dict[str, Any] | None:
    """Return a line of the journal; ``None`` for one that breaks off or is none that an import wrote."""
    try:
        note = json.loads(line)
        is_whole = (
            line.endswith(b"\n")
            and is_record(note["language"], note["entry"]["id"])
            and isinstance(note["entry"]["identity"], str)
            and is_name(note["year"])
            and all(is_place(note[key]) for key in ("path", "left") if key in note)
        )
    except (ValueError, KeyError, TypeError):
        return None
    return note if is_whole else None
