"""All sources of an import as one row of pieces, in an order that is always the same, from any place in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from plugins.importers.formats.readers import FORMATS
from plugins.importers.opening import packed
from plugins.importers.opening import sources as source_files
from plugins.importers.opening.detect import detect
from plugins.importers.opening.furniture import furniture
from plugins.importers.opening.sources import Source
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert, Provenance, rejected
from plugins.importers.pieces import Piece
from plugins.importers.processes.reading import BROKEN


class Cursor(NamedTuple):
    """A place among all pieces."""

    file: int = 0
    source: int = 0
    """In the file: a member, if it is an archive."""
    piece: int = 0
    """In the source."""


START = Cursor()


class Step(Enum):
    """What a cutter has just done."""

    FILE = "file"
    """Come to a file."""
    SOURCE = "source"
    """Come to a source in it."""
    PIECE = "piece"
    END = "end"
    """Come to the end of a source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One step of cutting."""

    step: Step
    cursor: Cursor
    name: str = ""
    """Of the file or the source."""
    done: int = 0
    """Bytes of the files that are cut so far."""
    format: str = ""
    found: Piece | ParsedAlert | None = None


class _Position:
    """How far cutting has come, in bytes of files."""

    def __init__(self, on_read: Callable[[], None]) -> None:
        self._on_read = on_read
        self._before = self._size = self._read = 0

    def begin(self, size: int) -> None:
        self._before += self._size
        self._size, self._read = size, 0

    def read(self, count: int) -> None:
        self._read += count
        self._on_read()

    @property
    def done(self) -> int:
        # Heads are read twice, and so are some archives.
        return self._before + min(self._read, self._size)


def cut_all(
    given: Iterable[Path],
    named: str | None,
    options: ReadOptions,
    *,
    start: Cursor = START,
    on_read: Callable[[], None] = lambda: None,
) -> Iterator[Cut]:
    """Yield the pieces of all sources from ``start`` on, and where each file and source begins and ends.

    ``named`` is the format of all of them, if it was said. ``on_read`` is called whenever bytes of a file were read.
    """
    position = _Position(on_read)
    number = -1
    for path in given:
        if not _is_there(path):
            number += 1
            if number >= start.file:
                told = failed(str(path), "source-missing", "there is no such file or folder. Check the path")
                yield Cut(step=Step.PIECE, cursor=Cursor(number), done=position.done, found=told)
            continue
        is_empty = True
        for file in source_files.find(path, position.read):
            is_empty = False
            number += 1
            position.begin(file.size)
            on_read()
            if number >= start.file:
                here = start if number == start.file else Cursor(number)
                yield from _file(file, here, position, lambda source: _pieces(source, named, options))
        if is_empty:
            number += 1
            if number >= start.file:
                told = failed(str(path), "source-empty", "the folder has no files. Check the path")
                yield Cut(step=Step.PIECE, cursor=Cursor(number), done=position.done, found=told)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        # A name longer than any file has, or no right to look: opening it tells which.
        return True


def _file(
    file: Source,
    start: Cursor,
    position: _Position,
    pieces: Callable[[Source], Iterator[tuple[str, Piece | ParsedAlert]]],
) -> Iterator[Cut]:
    yield Cut(step=Step.FILE, cursor=start, name=file.name, done=position.done)
    for inside, source in enumerate(packed.unpack(file)):
        if inside < start.source:
            position.read(0)
            continue
        cursor = Cursor(start.file, inside, start.piece if inside == start.source else 0)
        yield Cut(step=Step.SOURCE, cursor=cursor, name=source.name, done=position.done)
        for place, (format_, found) in enumerate(pieces(source)):
            if place >= cursor.piece:
                at = cursor._replace(piece=place)
                yield Cut(step=Step.PIECE, cursor=at, done=position.done, format=format_, found=found)
        yield Cut(step=Step.END, cursor=Cursor(start.file, inside + 1), name=file.name, done=position.done)


def _pieces(source: Source, named: str | None, options: ReadOptions) -> Iterator[tuple[str, Piece | ParsedAlert]]:
    if source.aside is not None:
        yield "", failed(source.name, *source.aside)
        return
    count = 0
    found: str | None = ""
    try:
        head = source.head()
        if not head.strip():
            yield "", failed(source.name, "source-empty", "the file is empty")
            return
        if named in (None, "html") and (told := furniture(head, source.name)) is not None:
            yield (
                "",
                failed(source.name, "item-left-out", f"{told}: what pages show, load or run has no text of its own"),
            )
            return
        found = named or source.format or detect(head, source.name)
        if found not in FORMATS:
            yield (
                "",
                failed(
                    source.name,
                    "format-unknown",
                    f"{f'{found} is not read by this version' if found else 'this is not text'}. "
                    f"Name one of {', '.join(FORMATS)} with --format if it is one, else leave the file out",
                ),
            )
            return
        with source.open() as stream:
            for piece in FORMATS[found].cut(stream, source.name, replace(options, head=head)):
                count += 1
                yield found, piece
    except packed.OverBudgetError as error:
        yield "", failed(source.name, "over-budget", f"{error}. {count} items were read")
        return
    except MemoryError:
        told = f"it takes more memory than there is for it, after {count} items. Divide it"
        yield "", failed(source.name, "over-budget", told)
        return
    except BROKEN as error:
        yield (
            "",
            failed(
                source.name,
                "source-unreadable",
                f"reading broke off after {count} items ({type(error).__name__}: {error}). Get a whole copy",
            ),
        )
        return
    except Exception as error:  # noqa: BLE001 - one bad source never stops the batch, not even by a fault of ours
        told = f"the reader failed after {count} items ({type(error).__name__}: {error}). Report it, with the source"
        yield "", failed(source.name, "reader-failed", told)
        return
    if not count:
        yield "", failed(source.name, "source-empty", "there is no item in it")


def failed(name: str, code: str, message: str) -> ParsedAlert:
    """Return the item that stands for a source that cannot be read, or not on."""
    return rejected(Provenance(source=name), code, message)
