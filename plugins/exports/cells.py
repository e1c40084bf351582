"""The cells of a CSV file: values that no spreadsheet takes for a formula, lists in one cell, and the way back.

Spreadsheets run a cell that begins with ``=``, ``+``, ``-`` or ``@`` (or their full-width forms, or a tab or carriage return before
them) as a formula; an apostrophe before it makes it text
(OWASP, "CSV Injection", https://owasp.org/www-community/attacks/CSV_Injection). A cell that already began with apostrophes and
such a sign gets one more, so that exactly one is to be taken away: :func:`guard` and :func:`unguard` are inverses, as are
:func:`join` and :func:`split`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from plugins.exports.columns import Column, Row

SEPARATOR = "|"
"""Between the items of a list; an item's own is written ``\\|``, and its backslash ``\\\\``."""

_SIGNS = "=+\\-@\t\r＝＋－＠"
_DANGEROUS = re.compile(f"'*[{_SIGNS}]")
_GUARDED = re.compile(f"'+[{_SIGNS}]")
_ITEM = re.compile(r"(?:[^\\|]|\\.)*", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def guard(cell: str) -> str:
    """Return a cell that no spreadsheet runs."""
    return f"'{cell}" if _DANGEROUS.match(cell) else cell


def unguard(cell: str) -> str:
    """Return what was guarded."""
    return cell[1:] if _GUARDED.match(cell) else cell


def join(items: Iterable[str]) -> str:
    """Return a list as one text; items are not empty."""
    return SEPARATOR.join(item.replace("\\", "\\\\").replace(SEPARATOR, f"\\{SEPARATOR}") for item in items)


def split(text: str) -> list[str]:
    """Return the items of a joined list."""
    if not text:
        return []
    items, position = [], 0
    while position <= len(text):
        match = _ITEM.match(text, position)
        written = match[0] if match else text[position:]
        items.append(_ESCAPED.sub(r"\1", written))
        position += len(written) + 1
    return items


def cell(value: str | Sequence[str] | Mapping[str, Any]) -> str:
    """Return a value of a row as a cell."""
    if isinstance(value, str):
        return guard(value)
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else ""
    return guard(join(value))


def line(values: Iterable[str | Sequence[str] | Mapping[str, Any]]) -> str:
    """Return cells as a line of CSV (RFC 4180), without the end of the line."""
    written = io.StringIO()
    # The characters of the end of the line are what Python 3.11 quotes, so it has to be there, and is taken off again.
    csv.writer(written, lineterminator="\r\n").writerow([cell(value) for value in values])
    return written.getvalue()[:-2]


def read_row(cells: Mapping[str, str], columns: Iterable[Column]) -> Row:
    """Return the row that a line of CSV was written from."""
    row: Row = {}
    for column in columns:
        text = unguard(cells[column.name])
        if column.type == "list":
            row[column.name] = split(text)
        elif column.type == "object":
            row[column.name] = json.loads(text) if text else {}
        else:
            row[column.name] = text
    return row
