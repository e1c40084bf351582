"""An import as a person at a terminal sees it: how far it is, and a summary; plain lines where there is no terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from plugins.alerts.findings import CODES
from plugins.importers.accounting.page import plain
from plugins.importers.accounting.report import Outcome, Report, Result
from plugins.importers.opening import sources as source_files

_PLAIN_EVERY = 10.0
"""Seconds between two lines."""
_SHOWN_EVERY = 0.1
"""Seconds between two changes of the bar."""
_MOST_REASONS = 20


class Watch:
    """Shows how far an import is."""

    def __init__(self, total: int, stream: TextIO) -> None:
        """``total`` is the bytes of all sources."""
        self._total = max(total, 1)
        self._stream = stream
        self._read = self._settled = self._rejected = 0
        self._began = self._shown = time.monotonic()
        self._bar: Progress | None = None
        if stream.isatty():
            self._bar = Progress(
                TextColumn("Importing"),
                BarColumn(),
                TaskProgressColumn(),
                TextColumn("{task.fields[told]}"),
                TimeRemainingColumn(),
                console=Console(file=stream),
                # Refreshed from here: a thread of its own would be copied into every process that is forked.
                auto_refresh=False,
                transient=True,
            )
            self._task = self._bar.add_task("", total=self._total, told="")
            self._bar.start()

    def bytes_done(self, done: int) -> None:
        """Note that an item was read, and the bytes of the sources that are done with it."""
        self._read += 1
        if self._is_time():
            self._show("read", self._read, min(done / self._total, 1))

    def outcome(self, outcome: Outcome) -> None:
        """Note that an item was settled; all were read before."""
        if not self._settled:
            self._began = time.monotonic()
        self._settled += 1
        self._rejected += outcome.result is Result.REJECTED
        if self._is_time():
            told = f"settled, {self._rejected:,} rejected"
            self._show(told, self._settled, self._settled / max(self._read, self._settled))

    def _is_time(self) -> bool:
        now = time.monotonic()
        if now - self._shown < (_SHOWN_EVERY if self._bar else _PLAIN_EVERY):
            return False
        self._shown = now
        return True

    def _show(self, what: str, count: int, share: float) -> None:
        """Show how many items are read, or settled, and which share of the work that is."""
        passed = self._shown - self._began
        rate = count / max(passed, 1e-3)
        told = f"{count:,} items {what}, {rate:,.{0 if rate >= 10 else 1}f}/s"
        if self._bar:
            self._bar.update(self._task, completed=share * self._total, told=told)
            self._bar.refresh()
            return
        left = passed * (1 - share) / share if share else 0
        print(f"{share:4.0%} {told}, about {left:,.0f} s left", file=self._stream, flush=True)

    def close(self) -> None:
        """Show nothing any more."""
        if self._bar:
            self._bar.stop()


@contextmanager
def watching(sources: Iterable[Path], stream: TextIO = sys.stderr) -> Iterator[Watch]:
    """Show how far the import of these sources is, on the stream."""
    watch = Watch(sum(file.size for path in sources for file in source_files.find(path)), stream)
    try:
        yield watch
    finally:
        watch.close()


def show_summary(report: Report, stream: TextIO, *, is_rehearsal: bool = False) -> None:
    """Print the summary: a table on a terminal, else lines of a label and a text."""
    if not stream.isatty():
        if is_rehearsal:
            print("rehearsal                nothing was written to the archive", file=stream)
        for label, text in report.summary():
            print(f"{label:<24} {plain(text)}", file=stream)
        return
    console = Console(file=stream)
    counts = Table(title="A rehearsal: nothing was written to the archive" if is_rehearsal else None, show_header=False)
    counts.add_column()
    counts.add_column(justify="right")
    for label, count in report.counts().items():
        counts.add_row(label, f"{count:,}", end_section=label == "items")
    counts.add_section()
    counts.add_row("files written", f"{report.written:,}")
    console.print(counts)
    if report.to_review:
        console.print(Text(f"To review: {report.to_review}", style="yellow"))
    if report.codes:
        findings = Table("finding", "weight", "items")
        findings.columns[2].justify = "right"
        for code, count in report.codes.most_common():
            findings.add_row(code, str(CODES[code]), f"{count:,}")
        console.print(findings)
    for outcome in report.failures[:_MOST_REASONS]:
        place = f"{outcome.source}{f', {outcome.item}' if outcome.item else ''}"
        # Text, not markup: a source's name in brackets is no colour.
        console.print(Text("rejected ", style="red"), Text(f"{plain(place)}: {plain(outcome.reason)}"))
    if (more := report.results[Result.REJECTED] - report.left_out - min(len(report.failures), _MOST_REASONS)) > 0:
        console.print(f"and {more:,} more rejected: --report FILE.json names all, and FILE.html shows them by reason")
    if not report.balances:
        console.print("The counts do not add up: please report this with the source", style="bold red")
