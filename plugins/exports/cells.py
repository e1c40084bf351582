"""The cells of a CSV file: values that no spreadsheet takes for a formula, lists in one cell, and the way back.

Spreadsheets run a cell that begins with ``=``, ``+``, ``-`` or ``@`` (or their full-width forms, or a tab or carriage return before
them) as a formula; an apostrophe before it makes it text
(OWASP, "CSV Injection", https://owasp.org/www-community/attacks/CSV_Injection). A cell that already began with apostrophes and
such a sign gets one more, so that exactly one is to be taken away: :func:`guard` and :func:`unguard` are inverses, as are
:func:`join` and :func:`split`.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from plugins.exports.columns import Column, Row

SEPARATOR = "|"
"""Between the items of a list; an item's own is written ``\\|``, and its backslash ``\\\\``."""

_SIGNS = "=+\\-@\t\r＝＋－＠"
# What a cell that needs guarding can begin with; nearly none does, and every cell is asked.
_FIRST = frozenset("'=+-@\t\r＝＋－＠")
_DANGEROUS = re.compile(f"'*[{_SIGNS}]")
_GUARDED = re.compile(f"'+[{_SIGNS}]")
_ITEM = re.compile(r"(?:[^\\|]|\\.)*", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class _Lines(list[str]):
    """A file as :mod:`csv` wants one: it writes a row at once, and one writer serves all rows."""

    write = list.append


_written = _Lines()
# The characters of the end of the line are what Python 3.11 quotes, so it has to be there; it is taken off again.
_WRITER = csv.writer(_written, lineterminator="\r\n")


def guard(cell: str) -> str:
    """Return a cell that no spreadsheet runs."""
    return f"'{cell}" if cell and cell[0] in _FIRST and _DANGEROUS.match(cell) else cell


def unguard(cell: str) -> str:
    """Return what was guarded."""
    return cell[1:] if _GUARDED.match(cell) else cell


def join(items: Iterable[str]) -> str:
    """Return a list as one text; items are not empty."""
    return SEPARATOR.join([item.replace("\\", "\\\\").replace(SEPARATOR, f"\\{SEPARATOR}") for item in items])


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
    if not value:
        return ""
    return _encode(value) if isinstance(value, Mapping) else guard(join(value))


def line(values: Iterable[str | Sequence[str] | Mapping[str, Any]]) -> str:
    """Return cells as a line of CSV (RFC 4180), without the end of the line."""
    _WRITER.writerow([cell(value) for value in values])
    return _written.pop()[:-2]


# What a cell has to be quoted for.
_SPECIAL = re.compile('[,"\r\n]')


def line_of_text(value: str) -> str:
    """Return a text as a line of CSV of its own, as :func:`line` does: a long one by replacing, not character by character."""
    if not value:
        return line([value])
    guarded = guard(value)
    if not _SPECIAL.search(guarded):
        return guarded
    return '"' + guarded.replace('"', '""') + '"'


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
