"""Which format a source is in: by its content first, by its name where the content leaves it open."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from collections.abc import Callable
from pathlib import PurePosixPath

from plugins.importers.decoding.charset import decode, encoding_of
from plugins.importers.formats.mail.fields import read as read_fields
from plugins.importers.formats.mail.mbox import is_separator

_SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".eml": "eml",
    ".mbox": "mbox",
    ".html": "html",
    ".htm": "html",
    ".warc": "warc",
    ".arc": "warc",
    ".xhtml": "html",
    ".shtml": "html",
    ".xml": "feed",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".rss": "feed",
    ".atom": "feed",
}
_BINARY = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc\xaf",
    b"{\\rtf",
)
_LONGEST_COLUMN_NAME = 40
_FRONT_MATTER = re.compile(
    r"(?:---|\+\+\+)[ \t]*\r?\n(?:#.*\n|[ \t]*\r?\n)*(?:[\w.-]+|\"[^\"\n]+\"|'[^'\n]+')[ \t]*[:=]|\+\+\+[ \t]*\r?\n\["
)
# But blanks, breaks, and the escape of ISO 2022.
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x0b\x1a\x1b")
ROWS = 6
"""Rows below the header that must have as many cells as it has."""


def detect(head: bytes, name: str) -> str | None:
    """Return the name of a format, which may be one that has no reader yet, or ``None`` for what is not text.

    ``head`` is the first 64 kB or less; ``name`` that of the source.
    """
    if head.startswith(_BINARY):
        return None
    if head.startswith((b"WARC/", b"filedesc://")):
        # Pictures among the first records are no reason to take it for something else.
        return "warc"
    # Stray NULs and other controls occur in old texts; a file full of them is not one.
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls * 20 > len(head) and not encoding_of(head).startswith(("utf-16", "utf-32")):
        return None
    text = decode(head).text.lstrip()
    for found, matches in _BY_CONTENT:
        if matches(text):
            return found
    return _SUFFIXES.get(_suffix(name), "text")


def _suffix(name: str) -> str:
    path = PurePosixPath(name.lower())
    return PurePosixPath(path.stem).suffix if path.suffix == ".gz" else path.suffix


def _is_jsonl(text: str) -> bool:
    line = text.partition("\n")[0]
    if not line.startswith("{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        # Broken, or longer than the sample: a first key settles it.
        return re.match(r'\{\s*"[^"\n]{1,100}"\s*:', line) is not None


def _columns(line: str, delimiter: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split(delimiter)]


def _is_header(text: str, delimiter: str) -> bool:
    """Say whether the first line is a row of column names: short, different, without the marks of a sentence."""
    line, _, rest = text.partition("\n")
    cells = _columns(line.rstrip("\r"), delimiter)
    if len(cells) < 3 or len(set(cells)) != len(cells) or not rest.strip():
        return False
    if any(not cell or len(cell) > _LONGEST_COLUMN_NAME or not re.fullmatch(r"[\w .:/#()-]+", cell) for cell in cells):
        return False
    try:
        rows = [row for row in itertools.islice(csv.reader(io.StringIO(rest), delimiter=delimiter), ROWS) if row]
    except csv.Error:
        return False
    # The last row of a sample may be cut; prose hardly ever has the same number of commas in line after line.
    return bool(rows) and all(len(row) == len(cells) for row in rows[: max(1, len(rows) - 1)])


def _is_mbox(text: str) -> bool:
    first, _, rest = text.partition("\n")
    return is_separator(first.encode("utf-8", "replace")) and re.match(r"[!-9;-~]+[ \t]*:|>From ", rest) is not None


def _is_mail(text: str) -> bool:
    return re.match(r"[A-Za-z][\w-]*[ \t]*:", text) is not None and read_fields(text.encode("utf-8", "replace")).is_mail


_BY_CONTENT: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("text", lambda text: re.match(r"URL:\s*https?://", text) is not None),
    ("jsonl", _is_jsonl),
    (
        "html",
        lambda text: (
            re.match(
                r"(?is)(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body|title|meta|h1)\b", text
            )
            is not None
        ),
    ),
    ("wxr", lambda text: text.startswith("<") and "wordpress.org/export/" in text[:5000]),
    (
        "feed",
        lambda text: re.match(r"(?is)(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:rss|feed|rdf:RDF)\b", text) is not None,
    ),
    ("markdown", lambda text: _FRONT_MATTER.match(text) is not None),
    ("mbox", _is_mbox),
    ("eml", _is_mail),
    ("tsv", lambda text: _is_header(text, "\t")),
    ("csv", lambda text: _is_header(text, ",") or _is_header(text, ";")),
)
