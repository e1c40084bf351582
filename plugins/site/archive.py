"""Reading the archive from disk: every record once, and again only when its file, or what is redacted in it, has changed.

Records stand in ``<archive>/<language>/<year>/<id>.md``. A record that cannot be read is a finding with its path; the others go on.
Redactions are applied here, before anything else sees a record.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import marshal
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from plugins.alerts import frontmatter
from plugins.alerts.collection import Collection, Entry
from plugins.alerts.errors import FrontMatterError
from plugins.alerts.findings import Finding, has_errors
from plugins.alerts.languages import CODES
from plugins.alerts.model import AlertId, Record
from plugins.alerts.redaction import FILE, Redactions
from plugins.alerts.validation import validate
from plugins.site.code import reading_version
from plugins.site.records import Changes, FoundHere, Known, Records, Stamp
from plugins.site.rows import to_row
from plugins.site.withdrawn import Withdrawn, withdrawn

# Below this, starting processes costs more than it saves (measured: 0.2 ms a record, 60 ms to fork and collect).
_PARALLEL_FROM = 2000
# Above this share of changed records, laying out the site anew is less work than finding out what they concern.
_SHARE = 0.02
_FEW = 20

Located = tuple[str, Finding]
"""Path of a record, relative to the archive, and what is wrong with it."""

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveReading:
    """The archive as it was found."""

    collection: Collection
    findings: tuple[Located, ...]
    read: int
    """Files that were parsed now; the others were known."""
    withdrawn: tuple[Withdrawn, ...]
    """Records that are withheld."""
    fingerprint: bytes
    """Of everything that is published of the archive."""
    fingerprint_before: bytes
    """The same of the records that were kept, which ``changes`` is about."""
    changes: Changes | None
    """What is different from the records that were kept; nothing where that is too much, or too tangled, to be told."""
    save: Callable[[], None]
    """Keep the records for the next reading."""


def read_archive(
    archive: Path, cache: Path, *, workers: int, today: dt.date, found: Mapping[str, Stamp] | None = None
) -> ArchiveReading:
    """Read every record below ``archive``.

    ``cache`` is a folder for what can be made again. ``today`` is for judging dates. ``found`` is
    what :func:`scan` has found there, if that is known.

    Raises:
        RedactionError: if the list of redactions cannot be understood.
    """
    store = cache / "records.marshal"
    version = reading_version()
    before = Records.load(store, version)
    redactions = read_redactions(archive)
    now = Records(
        dict(before.known),
        tuple(name.written for name in redactions.names),
        tuple((one.id, str(one.since or ""), one.reason) for one in redactions.withdrawn.values()),
    )
    found = dict(scan(archive)) if found is None else found
    stale = {path for path, stamp in found.items() if path not in before.known or before.known[path].stamp != stamp}
    if (now.names, now.withdrawn) != (before.names, before.withdrawn):
        stale |= _concerned(archive, redactions, before, found, workers=workers)
    for path in before.known.keys() - found.keys():
        del now.known[path]
    now.known.update(_read_all(archive, {path: found[path] for path in stale}, redactions, workers, today))
    if (
        not stale
        and len(now.known) == len(before.known)
        and (now.names, now.withdrawn) == (before.names, before.withdrawn)
    ):
        now.kept = before.kept
    else:
        now.kept = now.fingerprint(), now.has_doubles()
    entries, findings = _entries(now)
    return ArchiveReading(
        collection=Collection(entries, read_body=lambda path: _body(archive, path, redactions, now.known[path].lang)),
        findings=tuple(findings),
        read=len(stale),
        withdrawn=withdrawn(redactions, now.known.values()),
        fingerprint=now.fingerprint(),
        fingerprint_before=before.fingerprint(),
        changes=_changes(before, now),
        save=lambda: now.save(store, version),
    )


def read_redactions(archive: Path) -> Redactions:
    """Read the archive's list of redactions; none where it has no such file.

    Raises:
        RedactionError: if the list cannot be understood.
    """
    file = archive / FILE
    try:
        return Redactions.parse(file.read_text(encoding="utf-8"), where=str(file))
    except FileNotFoundError:
        return Redactions()


def scan(archive: Path) -> Iterator[tuple[str, Stamp]]:
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


def _entries(records: Records) -> tuple[list[Entry], list[Located]]:
    """Return the entries of what is published, and every finding."""
    withheld = {one[0] for one in records.withdrawn}
    entries = []
    findings: list[Located] = []
    paths: dict[tuple[str, str], str] = {}
    for path, one in sorted(records.known.items()):
        if one.findings:
            findings.extend((path, Finding(*finding)) for finding in one.findings)
        if not one.row or one.id in withheld:
            continue
        first = paths.setdefault((one.lang, one.id), path)
        if first != path:
            message = f"{first} has the same id {one.id!r} and language; give one of the two an id of its own"
            findings.append((path, Finding("id-duplicate", "id", message)))
            continue
        entries.append(one.entry(path))
    return entries, findings


def _changes(before: Records, now: Records) -> Changes | None:
    if not before.known:
        return None
    if before.has_doubles() or now.has_doubles():
        # Which of two records with one id is published may change with either.
        return None
    withdrawn_now = {one[0]: one for one in now.withdrawn}
    withdrawn_before = {one[0]: one for one in before.withdrawn}
    ids = {one for one in {*withdrawn_now, *withdrawn_before} if withdrawn_now.get(one) != withdrawn_before.get(one)}
    paths = {path for path, one in now.known.items() if before.known.get(path) is not one}
    paths |= before.known.keys() - now.known.keys()
    paths = {path for path in paths if not _is_same(before.known.get(path), now.known.get(path))}
    if ids:
        paths |= {path for all_ in (before, now) for path, one in all_.known.items() if one.id in ids}
    if len(paths) > max(_FEW, _SHARE * len(now.known)):
        return None
    return Changes(
        before=tuple(before.known[path].entry(path) for path in sorted(paths) if before.published(path)),
        after=tuple(now.known[path].entry(path) for path in sorted(paths) if now.published(path)),
        withdrawn=frozenset(map(AlertId, ids)),
    )


def _is_same(one: Known | None, other: Known | None) -> bool:
    return one is not None and other is not None and (one.digest, one.row) == (other.digest, other.row)


def _body(archive: Path, path: str, redactions: Redactions, language: str) -> str:
    # Read as bytes: a reader of text takes twice the time of the file (and this is called 100,000 times).
    with open(f"{archive}/{path}", "rb", buffering=0) as source:  # noqa: PTH123
        body = frontmatter.body_of(source.read().decode())
    return redactions.redact(body, language) if redactions.names else body


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
    archive: Path, stamps: dict[str, Stamp], redactions: Redactions, workers: int, today: dt.date
) -> dict[str, Known]:
    def read(paths: list[str]) -> list[tuple[str, Known]]:
        return [(path, _read_one(archive, path, stamps[path], redactions, today)) for path in paths]

    return dict(one for part in _in_ranges(read, list(stamps), workers) for one in part)


# What the forked processes find: set before the fork, never after.
_running: list[Callable[[list[str]], Any]] = []


def _in_ranges(function: Callable[[list[str]], _Result], paths: list[str], workers: int) -> Iterator[_Result]:
    """Yield the results of a function over ranges of paths, in other processes where there are many."""
    if len(paths) < _PARALLEL_FROM or workers == 1:
        yield function(paths)
        return
    step = max(1, min(1000, len(paths) // (workers * 4)))
    ranges = [paths[start : start + step] for start in range(0, len(paths), step)]
    _running.append(function)
    try:
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            yield from pool.imap(_run, ranges)
    finally:
        _running.pop()


def _run(paths: list[str]) -> Any:
    return _running[-1](paths)


def _read_one(archive: Path, path: str, stamp: Stamp, redactions: Redactions, today: dt.date) -> Known:
    try:
        with open(f"{archive}/{path}", "rb") as source:  # noqa: PTH123 (a Path a file costs a tenth of the reading)
            data = source.read()
        digest = hashlib.sha256(data).hexdigest()
    except OSError as error:
        return _damaged(stamp, "", "item-unreadable", f"cannot be opened ({error.strerror}); look at its permissions")
    try:
        record = frontmatter.parse(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _damaged(stamp, digest, "item-unreadable", f"is not UTF-8 at byte {error.start}; save it as UTF-8")
    except FrontMatterError as error:
        code = "header-missing" if error.what == "has no header" else "header-broken"
        return _damaged(stamp, digest, code, redactions.redact(str(error), CODES[0]))
    published = None if redactions.are_in(path) else redactions.redact_record(record)
    if published is None:
        message = f"has in its id, or in its file's name, a name that {FILE} redacts; give it another, or withdraw it"
        return _damaged(stamp, digest, "id-redacted", message, is_redacted=True)
    if published is not record:
        # Not of the file: whoever guesses a name could prove the guess by it.
        digest = hashlib.sha256(frontmatter.serialise(published).encode()).hexdigest()
    findings = [*validate(published, today=today), *_place(path, published)]
    alert = published.alert
    return Known(
        *stamp,
        digest=digest,
        is_redacted=published is not record,
        id=str(alert.id),
        lang=alert.lang,
        findings=tuple((finding.code, finding.field, finding.message) for finding in findings),
        row=b"" if has_errors(findings) else marshal.dumps(to_row(alert)),
    )


def _damaged(stamp: Stamp, digest: str, code: str, message: str, *, is_redacted: bool = False) -> Known:
    found: FoundHere = ((code, "", message),)
    return Known(*stamp, digest=digest, is_redacted=is_redacted, id="", lang="", findings=found, row=b"")


def _place(path: str, record: Record) -> Iterable[Finding]:
    alert = record.alert
    expected = f"{alert.lang}/{alert.issued.year}/{alert.id}.md"
    if path != expected and path.split("/", maxsplit=1)[0] in CODES:
        yield Finding("path-mismatch", "", f"by its header it belongs at {expected}; move it there or mend the header")
