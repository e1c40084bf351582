"""Importing is measured with sources that can be imported."""

from __future__ import annotations

import pytest

from benchmarks import report
from benchmarks.importing import MARKS, measure_imports, table
from benchmarks.sources import MAKERS


@pytest.mark.parametrize("format_", MAKERS)
def test_every_format_is_measured(format_: str) -> None:
    """Every made-up item is accepted, whatever format it is put into."""
    [line] = measure_imports((6,), (format_,), workers=1)

    assert (6, 6, 1) == (line.items, line.accepted, line.workers)
    assert line.cost.memory > 0


def test_the_table_has_its_place() -> None:
    """It is written between marks of its own."""
    text = report.README.read_text(encoding="utf-8")

    assert "| format | items |" in report.put(text, report.markdown([table([])]), MARKS)
    assert text.partition(MARKS[0])[0] == report.put(text, "x", MARKS).partition(MARKS[0])[0]
