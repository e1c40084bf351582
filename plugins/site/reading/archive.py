"""Reading the archive from disk: every record once, and again only when its file, or what is redacted in it, has changed.

Records stand in ``<archive>/<language>/<year>/<id>.md``. A record that cannot be read is a finding with its path; the others go on.
Redactions are applied here, before anything else sees a record.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from plugins.alerts.markup import to_html
from plugins.alerts.redaction import FILE, RedactionError, Redactions
from plugins.forking import Spread
from plugins.site.code import reading_version
from plugins.site.reading.changes import relabelled
from plugins.site.reading.holdings import STORE, ArchiveReading
from plugins.site.reading.record import read_ahead, read_body_of, read_one
from plugins.site.reading.records import Known, Records, Stamp
from plugins.site.reading.rendered import Place, Rendered
from plugins.site.reading.shown import ShownLabels
from plugins.site.reading.withdrawn import withdrawn

# Below this, starting processes costs more than it saves (measured: 0.2 ms a record, 60 ms to fork and collect).
_PARALLEL_FROM = 2000

_Result = TypeVar("_Result")


def read_archive(
    archive: Path, cache: Path, *, workers: int, today: dt.date, found: Mapping[str, Stamp] | None = None
) -> ArchiveReading:
    """Read every record below ``archive``.

    ``cache`` is a folder for what can be made again. ``today`` is for judging dates. ``found`` is
    what :func:`scan` has found there, if that is known.

    Raises:
        RedactionError: if the list of redactions cannot be understood.
    """
    before = Records.load(cache / STORE, reading_version())
    redactions = read_redactions(archive)
    shown = ShownLabels()
    now = before.following(
        tuple(name.written for name in redactions.names),
        tuple((one.id, str(one.since or ""), one.reason) for one in redactions.withdrawn.values()),
        shown.table,
    )
    now.put(relabelled(before, shown))
    found = dict(scan(archive)) if found is None else found
    # A record's first two fields are its stamp.
    stale = {path for path, stamp in found.items() if before.known.get(path, ())[:2] != stamp}
    if (now.names, now.withdrawn) != (before.names, before.withdrawn):
        stale |= _concerned(archive, redactions, before, found, workers=workers)
    now.drop(before.known.keys() - found.keys())
    rendered = Rendered(cache) if len(stale) >= _PARALLEL_FROM else None
    now.put(
        _read_all(
            archive,
            {path: found[path] for path in stale},
            redactions,
            shown,
            workers=workers,
            today=today,
            rendered=rendered,
        )
    )

    def read_body(path: str) -> str:
        return read_body_of(archive, path, redactions, now.known[path].lang)

    def read_page(path: str) -> str:
        page = rendered.page(path) if rendered else None
        return to_html(read_body(path)) if page is None else page

    return ArchiveReading(
        now,
        before,
        read_body=read_body,
        read_page=read_page,
        read=len(stale),
        withheld=withdrawn(redactions, now.known.values()),
    )


def read_redactions(archive: Path) -> Redactions:
    """Read the archive's list of redactions; none where it has no such file.

    Raises:
        RedactionError: if the list cannot be understood.
    """
    file = archive / FILE
    try:
        # With or without the byte order mark that Windows' editor writes.
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Redactions()
    except UnicodeDecodeError as error:
        raise RedactionError(
            f"is not UTF-8 at byte {error.start}", where=str(file), do="Save it as UTF-8; nothing is built until then."
        ) from error
    return Redactions.parse(text, where=str(file))


def scan(archive: Path) -> Iterator[tuple[str, Stamp]]:
    """Yield the path and the stamp of every Markdown file in the archive's folders.

    What is hidden, or stands beside those folders, is not a record.
    """
    base = len(str(archive)) + 1
    stack = [folder.path for folder in os.scandir(archive) if folder.is_dir() and not folder.name.startswith(".")]
    while stack:
        with os.scandir(stack.pop()) as items:
            for item in items:
                if item.name.startswith("."):
                    # What editors, desktops and a killed import leave beside a record.
                    continue
                if item.is_dir(follow_symlinks=False):
                    stack.append(item.path)
                elif item.name.endswith(".md"):
                    try:
                        status = item.stat()
                    except FileNotFoundError:
                        # A link that leads nowhere: who reads it says so.
                        status = item.stat(follow_symlinks=False)
                    yield item.path[base:].replace(os.sep, "/"), (status.st_mtime_ns, status.st_size)


def _concerned(
    archive: Path, redactions: Redactions, before: Records, found: Iterable[str], *, workers: int
) -> set[str]:
    """Return the paths of records in which something else is redacted than before.

    They are those in which something was, those with a new name, and those that follow a record that is withdrawn now.
    """
    written = {name.written: name for name in redactions.names}
    fresh = Redactions(names=tuple(name for one, name in written.items() if one not in before.names))
    gone = [one.encode() for one in redactions.withdrawn]
    concerned = {
        path
        for path in found
        if (one := before.known.get(path)) and (one.is_redacted or any(follow in one.row for follow in gone))
    }
    return concerned | (set(mentioning(archive, fresh, list(found), workers=workers)) if fresh.names else set())


def mentioning(archive: Path, redactions: Redactions, paths: list[str], *, workers: int) -> list[str]:
    """Return those of some records' paths whose files have a name that is to be redacted."""

    def look(some: list[str]) -> list[str]:
        hits = []
        for path in some:
            with open(f"{archive}/{path}", encoding="utf-8", errors="replace") as source:  # noqa: PTH123
                if redactions.are_in(source.read()):
                    hits.append(path)
        return hits

    return [path for part in _in_ranges(look, paths, workers) for path in part]


def _read_all(
    archive: Path,
    stamps: dict[str, Stamp],
    redactions: Redactions,
    shown: ShownLabels,
    *,
    workers: int,
    today: dt.date,
    rendered: Rendered | None,
) -> Iterator[tuple[str, Known]]:
    """Yield every path with what its file has; keep the texts as HTML where there are many, and both search and pages want them."""

    def read(paths: list[str]) -> tuple[list[tuple[str, Known]], list[Place]]:
        found = []
        if rendered:
            read_ahead(archive, paths)
        for path in paths:
            known, body = read_one(archive, path, stamps[path], redactions, shown, today=today)
            if rendered and known.row:
                rendered.add(path, to_html(body))
            found.append((path, known))
        return found, rendered.added() if rendered else []

    for found, places in _in_ranges(read, list(stamps), workers):
        if rendered:
            rendered.take(places)
        yield from found


def _in_ranges(function: Callable[[list[str]], _Result], paths: list[str], workers: int) -> Iterator[_Result]:
    """Yield the results of a function over ranges of paths, in other processes where there are many."""
    if len(paths) < _PARALLEL_FROM or workers == 1:
        yield function(paths)
        return
    step = max(1, min(1000, len(paths) // (workers * 4)))
    ranges = [paths[start : start + step] for start in range(0, len(paths), step)]
    with Spread(function, ranges, workers) as spread:
        yield from spread.in_order()
