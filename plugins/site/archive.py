"""Reading the archive from disk: every record once, and again only when its file has changed.

Records stand in ``<archive>/<language>/<year>/<id>.md``. A record that cannot be read is a finding with its path; the others go on.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import marshal
import multiprocessing
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.alerts import frontmatter
from plugins.alerts.collection import Collection, Entry
from plugins.alerts.errors import FrontMatterError
from plugins.alerts.findings import Finding, has_errors
from plugins.alerts.languages import CODES
from plugins.alerts.model import Record
from plugins.alerts.validation import validate
from plugins.site.code import code_version
from plugins.site.rows import Row, from_row, to_row

# Below this, starting processes costs more than it saves (measured: 0.2 ms a record, 60 ms to fork and collect).
_PARALLEL_FROM = 2000

Located = tuple[str, Finding]
"""Path of a record, relative to the archive, and what is wrong with it."""

_Reading = tuple[str, Row | None, tuple[tuple[str, str, str], ...]]
"""Digest of the file; the alert, or nothing where the record cannot be used; the findings as plain tuples."""
_Stamp = tuple[int, int]
"""Time of the last change in ns, and size in bytes."""
_Known = dict[str, tuple[_Stamp, _Reading]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveReading:
    """The archive as it was found."""

    collection: Collection
    findings: tuple[Located, ...]
    read: int
    """Files that were parsed now; the others were known."""


def read_archive(archive: Path, cache: Path, *, workers: int, today: dt.date) -> ArchiveReading:
    """Read every record below ``archive``.

    ``cache`` is a folder for what can be made again. ``today`` is for judging dates.
    """
    store = cache / "records.marshal"
    version = code_version("plugins/alerts", "plugins/site/rows.py", "plugins/site/archive.py")
    known = _load(store, version)
    found = dict(_scan(archive))
    stale = [path for path, stamp in found.items() if path not in known or known[path][0] != stamp]
    fresh = _read_all(archive, stale, workers=workers, today=today)
    for path in known.keys() - found.keys():
        del known[path]
    for path in stale:
        known[path] = (found[path], fresh[path])
    if stale or len(known) != len(found) or not store.is_file():
        _save(store, version, known)
    entries = []
    findings: list[Located] = []
    paths: dict[tuple[str, str], str] = {}
    for path in sorted(known):
        digest, row, found_here = known[path][1]
        findings.extend((path, Finding(*finding)) for finding in found_here)
        if row is None:
            continue
        alert = from_row(row)
        first = paths.setdefault((alert.lang, alert.id), path)
        if first != path:
            message = f"{first} has the same id {alert.id!r} and language; give one of the two an id of its own"
            findings.append((path, Finding("id-duplicate", "id", message)))
            continue
        entries.append(Entry(alert=alert, path=path, digest=digest))

    def read_body(path: str) -> str:
        with open(f"{archive}/{path}", encoding="utf-8", newline="") as source:  # noqa: PTH123 (called 100,000 times)
            return frontmatter.body_of(source.read())

    return ArchiveReading(
        collection=Collection(entries, read_body=read_body), findings=tuple(findings), read=len(stale)
    )


def _scan(archive: Path) -> Iterator[tuple[str, _Stamp]]:
    """Yield the path and the stamp of every Markdown file in the archive's folders; what stands beside them is not a record."""
    base = len(str(archive)) + 1
    stack = [folder.path for folder in os.scandir(archive) if folder.is_dir() and not folder.name.startswith(".")]
    while stack:
        with os.scandir(stack.pop()) as items:
            for item in items:
                if item.is_dir(follow_symlinks=False):
                    stack.append(item.path)
                elif item.name.endswith(".md"):
                    status = item.stat()
                    yield item.path[base:].replace(os.sep, "/"), (status.st_mtime_ns, status.st_size)


def _read_all(archive: Path, paths: list[str], *, workers: int, today: dt.date) -> dict[str, _Reading]:
    if len(paths) < _PARALLEL_FROM or workers == 1:
        return dict(_read_some((str(archive), paths, today)))
    step = max(1, min(1000, len(paths) // (workers * 4)))
    ranges = [(str(archive), paths[start : start + step], today) for start in range(0, len(paths), step)]
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        return {path: read for part in pool.imap_unordered(_read_some, ranges) for path, read in part}


def _read_some(
    task: tuple[str, list[str], dt.date],
) -> list[tuple[str, _Reading]]:
    """Read a range of files; a plain function over a range, so that any engine can run it."""
    archive, paths, today = task
    return [(path, _read_one(archive, path, today)) for path in paths]


def _read_one(archive: str, path: str, today: dt.date) -> _Reading:
    try:
        with open(f"{archive}/{path}", "rb") as source:  # noqa: PTH123 (a Path a file costs a tenth of the reading)
            data = source.read()
        digest = hashlib.sha256(data).hexdigest()
    except OSError as error:
        return "", None, (("item-unreadable", "", f"cannot be opened ({error.strerror}); look at its permissions"),)
    try:
        record = frontmatter.parse(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 at byte {error.start}; save it as UTF-8"
        return digest, None, (("item-unreadable", "", message),)
    except FrontMatterError as error:
        code = "header-missing" if error.what == "has no header" else "header-broken"
        return digest, None, ((code, "", str(error)),)
    findings = [*validate(record, today=today), *_place(path, record)]
    row = None if has_errors(findings) else to_row(record.alert)
    return digest, row, tuple((finding.code, finding.field, finding.message) for finding in findings)


def _place(path: str, record: Record) -> Iterable[Finding]:
    alert = record.alert
    expected = f"{alert.lang}/{alert.issued.year}/{alert.id}.md"
    if path != expected and path.split("/", maxsplit=1)[0] in CODES:
        yield Finding("path-mismatch", "", f"by its header it belongs at {expected}; move it there or mend the header")


def _load(store: Path, version: str) -> _Known:
    """Return what is known from before; nothing where the code has changed since or the file is damaged."""
    try:
        kept_version, known = marshal.loads(store.read_bytes())  # noqa: S302 (written by us, beside the output)
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return known if kept_version == f"{version} {sys.version}" else {}


def _save(store: Path, version: str, known: _Known) -> None:
    store.parent.mkdir(parents=True, exist_ok=True)
    half = store.with_suffix(".new")
    half.write_bytes(marshal.dumps((f"{version} {sys.version}", known)))
    half.replace(store)
