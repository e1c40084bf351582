"""The traits of every record of an archive, a year at a time; only files that changed are read.

They are kept outside of the archive, a file a year, can be thrown away, and are made again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from plugins.alerts import frontmatter
from plugins.alerts.errors import FrontMatterError, PartialDateError
from plugins.forking import Spread
from plugins.importers.keeping.scratch import Scratch
from plugins.importers.keeping.shelf import Shelf, Stamp, replacing
from plugins.importers.matching.observed import Observed
from plugins.importers.matching.traits import Traits, lean, observe, read_line

VERSION = "2"
"""Goes up when a record's traits are others than before, or mean something else."""
_PARALLEL_FROM = 1500
"""Records; starting processes for fewer costs more than it saves."""
_RANGE = 100
"""Records that a process takes at a time."""


class Register:
    """Where traits are looked up."""

    def __init__(
        self, archive: Path, shelf: Shelf, folder: Path, observed: Observed, *, is_rehearsal: bool = False
    ) -> None:
        """Look which files there are; ``folder`` is for the traits, ``observed`` has those of files that were just written."""
        self._archive = archive
        self._shelf = shelf
        self._folder = folder
        self._observed = observed
        self._is_rehearsal = is_rehearsal
        self._files = Scratch(
            "CREATE TABLE files (path PRIMARY KEY, year, id, changed, size) WITHOUT ROWID",
            "CREATE INDEX years ON files (year)",
            "CREATE INDEX ids ON files (id)",
        )
        for path, stamp in shelf.stamps():
            self._enter(path, stamp)

    def years(self) -> list[str]:
        """Return the folders of years that have records, the earliest first."""
        return [year for (year,) in self._files.rows("SELECT DISTINCT year FROM files ORDER BY year")]

    def state(self, *others: bytes) -> str:
        """Return a fingerprint of all files, and of what else is given; empty in a rehearsal, which has none."""
        if self._is_rehearsal:
            return ""
        made = hashlib.blake2b(VERSION.encode(), digest_size=16)
        for path, *stamp in self._files.rows("SELECT path, changed, size FROM files ORDER BY year, path"):
            made.update(f"{path} {stamp}\n".encode())
        for other in others:
            made.update(b"\0" + other)
        return made.hexdigest()

    def of(self, year: str) -> list[Traits]:
        """Return the traits of the records in a year's folders, in a fixed order; records that cannot be read have none.

        Raises:
            OSError: if a file cannot be read or written.
        """
        rows = self._files.rows("SELECT path, changed, size FROM files WHERE year = ?", (year,))
        stamps: dict[str, Stamp] = {path: (changed, size) for path, changed, size in rows}
        known, is_whole = self._read(year)
        kept = {path: traits for path, traits in known.items() if stamps.get(path) == traits.stamp}
        is_whole = is_whole and len(kept) == len(known)
        del known
        stale = sorted(path for path in stamps if path not in kept)
        if stale:
            kept.update((traits.path, lean(traits)) for traits in self._observe(stale, stamps))
        found = [kept[path] for path in sorted(kept)]
        if stale or not is_whole:
            path = self._folder / f"{year}.jsonl"
            path.parent.mkdir(parents=True, exist_ok=True)
            with replacing(path) as stream:
                stream.write(f"{VERSION}\n")
                stream.writelines(f"{traits.line()}\n" for traits in found)
        return found

    def changed(self, old: str | None, new: str | None) -> None:
        """Take note that a record was written, moved (``old`` to ``new``) or taken away."""
        if old is not None:
            self._files.put("DELETE FROM files WHERE path = ?", (old,))
        if new is not None:
            self._enter(new, self._shelf.stamp(new))

    def versions(self, record_id: str) -> dict[str, str]:
        """Return the records with an id: language → path."""
        # Should a record stand in two folders, that of the earliest year is the one that is meant.
        rows = self._files.rows("SELECT path FROM files WHERE id = ? ORDER BY path DESC", (record_id,))
        return {_parts(path)[0]: path for (path,) in rows}

    def _enter(self, path: str, stamp: Stamp) -> None:
        _, year, record_id = _parts(path)
        self._files.put("REPLACE INTO files VALUES (?, ?, ?, ?, ?)", (path, year, record_id, *stamp))

    def _read(self, year: str) -> tuple[dict[str, Traits], bool]:
        path = self._folder / f"{year}.jsonl"
        if not path.is_file():
            return {}, False
        found: dict[str, Traits] = {}
        with path.open(encoding="utf-8") as lines:
            if next(lines, "").strip() != VERSION:
                return {}, False
            for line in lines:
                try:
                    traits = read_line(line)
                except (ValueError, KeyError, TypeError, AttributeError, PartialDateError):
                    return found, False
                found[traits.path] = traits
        return found, True

    def _observe(self, paths: list[str], stamps: dict[str, Stamp]) -> Iterator[Traits]:
        jobs = []
        for path in paths:
            if (traits := self._observed.get(path, stamps[path])) is not None:
                yield traits
            else:
                jobs.append((path, stamps[path]))
        processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
        if len(jobs) < _PARALLEL_FROM or processors < 2 or self._is_rehearsal:
            yield from _all(self._one(*job) for job in jobs)
            return
        # Forked: the archive's tables are loaded once, and the shelf needs no copy.
        ranges = [jobs[start : start + _RANGE] for start in range(0, len(jobs), _RANGE)]
        with Spread(self._range, ranges, processors) as spread:
            yield from _all(chain.from_iterable(spread.in_order()))

    def _range(self, jobs: list[tuple[str, Stamp]]) -> list[Traits | None]:
        return [self._one(*job) for job in jobs]

    def _one(self, path: str, stamp: Stamp) -> Traits | None:
        try:
            return _traits(self._shelf.read(self._archive / path), path, stamp)
        except FileNotFoundError:
            return None


def _parts(path: str) -> tuple[str, str, str]:
    """Return language, year's folder and id."""
    language, year, name = path.split("/")
    return language, year, name.removesuffix(".md")


def _traits(data: bytes, path: str, stamp: Stamp) -> Traits | None:
    try:
        return observe(frontmatter.parse(data.decode("utf-8")), path, stamp)
    except (FrontMatterError, UnicodeDecodeError):
        return None


def _all(found: Iterable[Traits | None]) -> Iterator[Traits]:
    return (traits for traits in found if traits is not None)
