"""The figures, printed and written down in ``benchmarks/README.md`` between its marks."""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table as RichTable

from benchmarks.tables import Table

README = Path(__file__).resolve().parent / "README.md"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
_LIBRARIES = ("pelican", "jinja2", "pyromark", "markdown", "lunr", "py-rust-stemmers")


class MarksMissingError(Exception):
    """The README has no place for the figures."""


def show(tables: Sequence[Table]) -> None:
    """Print the tables."""
    console = Console(width=None if os.isatty(1) else 180)
    for table in tables:
        shown = RichTable(title=table.title, title_justify="left")
        for position, column in enumerate(table.columns):
            shown.add_column(column, justify="left" if position < table.texts else "right")
        for row in table.rows:
            shown.add_row(*row)
        console.print(shown)
        for note in table.notes:
            console.print(note, style="dim")
        console.print()


def surroundings(today: dt.date, load: tuple[float, float], browser: str) -> str:
    """Say when, on what and with what the figures were taken; ``load`` is the machine's before and after."""
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        f"Taken on {today} on a machine with {os.cpu_count()} processors ({platform.machine()}) and {_memory()} GB of memory, "
        f"{platform.system()}, Python {platform.python_version()}, {libraries}, {browser}. "
        f"The machine's load was {load[0]:.1f} at the beginning and {load[1]:.1f} at the end: "
        "where it is more than the number of processors, other work took part of the time, and CPU seconds tell more than seconds."
    )


def browser_version(executable: str) -> str:
    """Return a browser's name and version."""
    said = subprocess.run([executable, "--version"], capture_output=True, text=True, check=True).stdout
    return " ".join(said.split()[:2])


def markdown(tables: Sequence[Table]) -> str:
    """Return the tables as Markdown."""
    parts = []
    for table in tables:
        rule = ["---" if position < table.texts else "---:" for position in range(len(table.columns))]
        lines = [f"| {' | '.join(row)} |" for row in (table.columns, rule, *table.rows)]
        parts.append("\n".join([f"### {table.title}", "", *lines, *(f"\n{note}" for note in table.notes)]))
    return "\n\n".join(parts)


def put(text: str, figures: str, marks: tuple[str, str] = (BEGIN, END)) -> str:
    """Return a README with its figures replaced.

    Raises:
        MarksMissingError: if it lacks the marks.
    """
    before, begin, rest = text.partition(marks[0])
    _, end, after = rest.partition(marks[1])
    if not begin or not end:
        raise MarksMissingError(
            f"{README.name}: the marks are missing. Put {marks[0]} and {marks[1]} where the figures are to stand."
        )
    return f"{before}{begin}\n\n{figures}\n\n{end}{after}"


def write(figures: str, marks: tuple[str, str] = (BEGIN, END)) -> None:
    """Write the figures into the README, between marks."""
    README.write_text(put(README.read_text(encoding="utf-8"), figures, marks), encoding="utf-8")


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
