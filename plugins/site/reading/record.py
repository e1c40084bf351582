"""Reading one file of the archive: what is in it, what is wrong with it, and what of it is published."""

from __future__ import annotations

import datetime as dt
import hashlib
import marshal
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from plugins.alerts import frontmatter
from plugins.alerts.errors import FrontMatterError
from plugins.alerts.findings import Finding, has_errors
from plugins.alerts.languages import CODES
from plugins.alerts.model import Record
from plugins.alerts.redaction import FILE, Redactions
from plugins.alerts.validation import validate
from plugins.site.reading.records import FoundHere, Known, Stamp
from plugins.site.reading.rows import header_of, tallied_of, to_row
from plugins.site.reading.shown import ShownLabels

_AT_ONCE = 1 << 15
"""Bytes: more than nearly every record has."""


def read_body_of(archive: Path, path: str, redactions: Redactions, language: str) -> str:
    """Return the text of a record that is known to be good, without what is redacted."""
    body = frontmatter.body_of(_content(f"{archive}/{path}").decode())
    return redactions.redact(body, language) if redactions.names else body


def _content(path: str) -> bytes:
    """Return the bytes of a file, with as few questions to the system as there can be: this is called 100,000 times."""
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        data = part = os.read(file, _AT_ONCE)
        while len(part) == _AT_ONCE:
            part = os.read(file, _AT_ONCE)
            data += part
        return data
    finally:
        os.close(file)


def read_ahead(archive: Path, paths: Iterable[str]) -> None:
    """Have the system fetch files that are about to be read, all at once, where it can be asked to.

    Otherwise who reads 50,000 small files that are not in memory waits for the disk 50,000 times. What cannot be opened is passed over: who
    reads it says what is wrong with it.
    """
    advise = getattr(os, "posix_fadvise", None)
    if advise is None:
        return
    for path in paths:
        with suppress(OSError):
            # Without waiting: it may be a pipe to which nobody writes.
            file = os.open(f"{archive}/{path}", os.O_RDONLY | os.O_NONBLOCK)
            try:
                advise(file, 0, 0, os.POSIX_FADV_WILLNEED)
            finally:
                os.close(file)


def read_one(
    archive: Path, path: str, stamp: Stamp, redactions: Redactions, shown: ShownLabels, *, today: dt.date
) -> tuple[Known, str]:
    """Return what a file has, and the body of its record, where it can be used."""
    try:
        data = _content(f"{archive}/{path}")
        digest = hashlib.sha256(data).hexdigest()
    except OSError as error:
        return _unusable(stamp, "", "item-unreadable", f"cannot be opened ({error.strerror}); look at its permissions")
    try:
        record = frontmatter.parse(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _unusable(stamp, digest, "item-unreadable", f"is not UTF-8 at byte {error.start}; save it as UTF-8")
    except FrontMatterError as error:
        code = "header-missing" if error.what == "has no header" else "header-broken"
        return _unusable(stamp, digest, code, redactions.redact(str(error), CODES[0]))
    published = None if redactions.are_in(path) else redactions.redact_record(record)
    if published is None:
        message = f"has in its id, or in its file's name, a name that {FILE} redacts; give it another, or withdraw it"
        return _unusable(stamp, digest, "id-redacted", message, is_redacted=True)
    if published is not record:
        # Not of the file: whoever guesses a name could prove the guess by it.
        digest = hashlib.sha256(frontmatter.serialise(published).encode()).hexdigest()
    findings = [*validate(published, today=today), *_place(path, published)]
    alert = published.alert
    row = None if has_errors(findings) else to_row(alert)
    known = Known(
        *stamp,
        digest=digest,
        is_redacted=published is not record,
        id=str(alert.id),
        lang=alert.lang,
        issued=str(alert.issued),
        findings=tuple((finding.code, finding.field, finding.message) for finding in findings),
        row=b"" if row is None else marshal.dumps(row),
        header="" if row is None else header_of(row, shown.of(alert)),
        tallied="" if row is None else tallied_of(row, shown.of(alert)),
    )
    return known, published.body


def _unusable(stamp: Stamp, digest: str, code: str, message: str, *, is_redacted: bool = False) -> tuple[Known, str]:
    found: FoundHere = ((code, "", message),)
    known = Known(
        *stamp,
        digest=digest,
        is_redacted=is_redacted,
        id="",
        lang="",
        issued="",
        findings=found,
        row=b"",
        header="",
        tallied="",
    )
    return known, ""


def _place(path: str, record: Record) -> Iterable[Finding]:
    alert = record.alert
    expected = f"{alert.lang}/{alert.issued.year}/{alert.id}.md"
    if path != expected and path.split("/", maxsplit=1)[0] in CODES:
        yield Finding("path-mismatch", "", f"by its header it belongs at {expected}; move it there or mend the header")
