"""Importing: items a second and memory, by format, at two sizes and for one reading process and several."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import report
from benchmarks.measuring import Cost, measure
from benchmarks.sources import MAKERS, make
from benchmarks.tables import Table
from plugins.importers.run import processors

SIZES = (2_500, 10_000)
"""Items: memory that is flat is the same for both."""
MARKS = ("<!-- importing -->", "<!-- /importing -->")
_ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One import."""

    format: str
    megabytes: float
    """Of the source."""
    workers: int
    items: int
    accepted: int
    cost: Cost


def measure_imports(
    sizes: tuple[int, ...] = SIZES, formats: tuple[str, ...] = tuple(MAKERS), workers: int = 0
) -> Iterator[Imported]:
    """Measure every format at every size with ``workers`` processes (0: one a processor; mail with a single one too)."""
    for format_ in formats:
        for size in sizes:
            with tempfile.TemporaryDirectory(prefix="bench-import-") as folder:
                source = make(format_, Path(folder), size)
                both = not workers and format_ == "mbox" and size == max(sizes) and processors() > 1
                for number in (1, processors()) if both else (workers or processors(),):
                    yield _measured(format_, source, Path(folder) / f"archive-{number}", number)


def _measured(format_: str, source: Path, archive: Path, workers: int) -> Imported:
    command = [sys.executable, "-m", "benchmarks.import_once", str(source), str(archive), str(workers)]
    cost = measure(command, cwd=_ROOT)
    counts = json.loads(cost.output)
    return Imported(
        format=format_,
        megabytes=_size(source) / 1e6,
        workers=workers,
        items=counts["items"],
        accepted=counts["accepted"],
        cost=cost,
    )


def _size(source: Path) -> int:
    files = [source] if source.is_file() else [path for path in source.rglob("*") if path.is_file()]
    return sum(path.stat().st_size for path in files)


def table(lines: Sequence[Imported]) -> Table:
    """Importing, a line a measurement."""
    return Table(
        title="Importing",
        columns=(
            "format",
            "items",
            "source MB",
            "processes",
            "s",
            "CPU s",
            "items a second",
            "ms CPU an item",
            "peak MB",
        ),
        texts=1,
        rows=tuple(
            (
                line.format,
                f"{line.items:,}",
                f"{line.megabytes:.0f}",
                str(line.workers),
                f"{line.cost.seconds:.1f}",
                f"{line.cost.cpu:.1f}",
                f"{line.items / line.cost.seconds:,.0f}",
                f"{line.cost.cpu * 1000 / line.items:.1f}",
                f"{line.cost.memory:.0f}",
            )
            for line in lines
        ),
        notes=(
            (
                "The same made-up alerts as a mailbox, a folder of mails, one of pages, a WordPress export, a packed web archive and rows, into an empty"
                " archive. Processes are those that read; one more cuts the source, and the command settles the items."
            ),
        ),
    )


def main() -> None:
    """Measure importing alone, and write its table down."""
    began = os.getloadavg()[0]
    found = [table(list(measure_imports()))]
    report.show(found)
    today = dt.datetime.now(tz=dt.UTC).date()
    load = f"The machine's load was {began:.1f} at the beginning and {os.getloadavg()[0]:.1f} at the end."
    report.write(f"Taken on {today}. {load}\n\n{report.markdown(found)}", marks=MARKS)


if __name__ == "__main__":
    main()
