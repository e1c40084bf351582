"""Importing: items a second and memory, by format, at two sizes and for one reading process and several."""

from __future__ import annotations

import datetime as dt
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import Cost, measure
from benchmarks.sources import MAKERS, make
from plugins.importers.run import processors, run_import

SIZES = (2_500, 10_000)
"""Items: memory that is flat is the same for both."""
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


def measure_imports(sizes: tuple[int, ...] = SIZES, formats: tuple[str, ...] = tuple(MAKERS)) -> Iterator[Imported]:
    """Measure every format at every size, with as many reading processes as processors, the larger one with one too; then again."""
    for format_ in formats:
        for size in sizes:
            with tempfile.TemporaryDirectory(prefix="bench-import-") as folder:
                source = make(format_, Path(folder), size)
                for workers in (1, processors()) if size == max(sizes) and processors() > 1 else (processors(),):
                    yield _measured(format_, source, Path(folder) / f"archive-{workers}", workers)


def _measured(format_: str, source: Path, archive: Path, workers: int) -> Imported:
    command = [sys.executable, "-m", "benchmarks.importing", str(source), str(archive), str(workers)]
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


def main() -> None:
    """Import one source, and print the counts: the process that is measured."""
    source, archive, workers = sys.argv[1:]
    account = run_import(
        [Path(source)], archive=Path(archive), today=dt.datetime.now(tz=dt.UTC).date(), workers=int(workers)
    )
    print(json.dumps(account.counts()))


if __name__ == "__main__":
    main()
