"""Cells: no spreadsheet runs one, and every value comes back."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.alerts.collection import Entry
from plugins.alerts.model import Record
from plugins.exports.cells import guard, join, line, line_of_text, read_row, split, unguard
from plugins.exports.columns import BODY, COLUMNS, METADATA, from_row, to_row
from tests.alerts.strategies import records

SIGNS = "=+-@\t\r＝＋－＠"
texts = st.text(st.characters(exclude_categories=["Cs"]))
# Half of what is tried looks like a formula.
cells = st.builds(
    lambda marks, sign, rest: marks + sign + rest, st.text("'", max_size=3), st.sampled_from(["", *SIGNS]), texts
)


@pytest.mark.parametrize(
    ("written", "guarded"),
    [
        ("=1+1", "'=1+1"),
        ("+33 1", "'+33 1"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'Tis", "'Tis"),
        ("1=1", "1=1"),
        ("", ""),
    ],
)
def test_what_looks_like_a_formula_is_made_text(written: str, guarded: str) -> None:
    """An apostrophe stands before every sign that starts a formula, and nowhere else."""
    assert guarded == guard(written)


@given(cells)
def test_guarding_can_be_undone(cell: str) -> None:
    """Nothing is lost, and no guarded cell starts with a dangerous sign."""
    assert cell == unguard(guard(cell))
    assert not guard(cell).startswith(tuple(SIGNS))


@given(st.lists(st.text(st.sampled_from("a|\\,;'= "), min_size=1), max_size=5))
def test_lists_can_be_divided_again(items: list[str]) -> None:
    """Bars and backslashes in items do not confuse the reader."""
    assert items == split(join(items))


@given(st.one_of(cells, texts, st.text(st.sampled_from("a,\"\r\n;' "), max_size=6)))
def test_a_long_text_is_written_as_any_cell(cell: str) -> None:
    """What is written by replacing is what the writer of CSV writes."""
    assert line([cell]) == line_of_text(cell)


@given(records)
def test_a_row_comes_back_from_csv(record: Record) -> None:
    """Record → row → CSV → row → record: the same record, whatever is in it."""
    row = to_row(Entry(alert=record.alert, path="en/2005/a.md", digest="0" * 64), record.body, permalink="p", terms="t")
    columns = [*METADATA, *(column for column in COLUMNS if column.name == BODY)]
    written = line(row[column.name] for column in columns)
    read = next(csv.reader(io.StringIO(written, newline="")))
    names = [column.name for column in columns]

    assert row == read_row(dict(zip(names, read, strict=True)), columns)
    assert record == from_row(row)
    assert not [cell for cell in read if cell.startswith(tuple(SIGNS))]
