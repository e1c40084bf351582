"""Mboxes, read as a stream: ``From `` lines part them, also those of list archives (``From a at b``); none inside a text does."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from plugins.importers.parsed import Sha256

LONGEST = 30_000_000
"""Bytes of one mail, attachments included: in memory it is there three times at most."""
_LONGEST_LINE = 1_000_000
# Its date is that of asctime, with or without a zone, or that of a mail's header. A sentence may name a month, a time and a year, but
# hardly a time with seconds, or a month right after an English weekday.
_SEPARATOR = re.compile(
    rb"From (?=.{0,250}(?:\b\d{1,2}:\d{2}:\d{2}\b|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:\d{1,2} +)?[A-Z][a-z]{2}\b))"
    rb"(?=.{0,250}\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b)(?=.{0,250}\b\d{1,2}:\d{2})"
    rb"(?=.{0,250}\b(?:(?:19|20)\d{2}|\d{2} \d{1,2}:\d{2}))"
)
_HEADER = re.compile(rb"[!-9;-~]{1,80}[ \t]*:|>From ")
_ESCAPED = re.compile(rb"(?m)^>(>*From )")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail of an mbox."""

    data: bytes
    """Without its separator and without escapes; empty if it is longer than :data:`LONGEST`."""
    separator: bytes
    sha256: Sha256
    """Of its bytes as they stand in the mbox."""
    size: int
    """Bytes."""


def divide(stream: BinaryIO) -> Iterator[Mail]:
    """Yield the mails of an mbox one by one; what stands before the first separator is one too, if it is anything."""
    mail = _Growing(b"")
    waiting = b""
    at_start = True
    while line := stream.readline(_LONGEST_LINE):
        if waiting:
            # A separator is one only above a header: a sentence that begins with "From" is not.
            if _HEADER.match(line):
                yield from mail.finished()
                mail = _Growing(waiting.rstrip(b"\r\n"))
            else:
                mail.add(waiting)
            waiting = b""
        if at_start and is_separator(line):
            waiting = line
        else:
            mail.add(line)
        at_start = line.endswith(b"\n")
    if waiting:
        mail.add(waiting)
    yield from mail.finished()


def is_separator(line: bytes) -> bool:
    """Say whether a line looks like a separator."""
    return line.startswith(b"From ") and _SEPARATOR.match(line[:400].rstrip()) is not None


class _Growing:
    def __init__(self, separator: bytes) -> None:
        self._separator = separator
        self._lines: list[bytes] = []
        self._size = 0
        self._hash = hashlib.sha256()

    def add(self, line: bytes) -> None:
        self._size += len(line)
        self._hash.update(line)
        if self._size <= LONGEST:
            self._lines.append(line)
        else:
            self._lines.clear()

    def finished(self) -> Iterator[Mail]:
        data = b"".join(self._lines)
        if self._size > LONGEST or data.strip():
            yield Mail(
                data=_ESCAPED.sub(rb"\1", data) if self._size <= LONGEST else b"",
                separator=self._separator,
                sha256=Sha256(self._hash.hexdigest()),
                size=self._size,
            )
