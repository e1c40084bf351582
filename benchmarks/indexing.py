"""The index alone, ours and lunr.py's, from the same records: each in a process of its own.

``python -m benchmarks.indexing WHO ARCHIVE OUTPUT WORKERS`` reads the headers of an archive, then indexes its texts and writes the index,
and prints the seconds of the second part.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from lunr.builder import Builder
from lunr.stemmer import stemmer
from lunr.stop_word_filter import stop_word_filter
from lunr.trimmer import trimmer

from benchmarks.documents import Documents
from benchmarks.measuring import Cost, measure, median
from plugins.alerts.collection import Collection
from plugins.alerts.languages import CODES
from plugins.alerts.markup import to_text
from plugins.search.build import build
from plugins.search.entries import source
from plugins.site.reading.archive import read_archive

ROOT = Path(__file__).resolve().parents[1]


def _ours(collection: Collection, output: Path, workers: int) -> None:
    build([source(collection, language) for language in CODES], output, workers=workers)


def _lunr(collection: Collection, output: Path, workers: int) -> None:
    """Index title and body by lunr.py, a whole index a language."""
    del workers
    output.mkdir(parents=True)
    for language in CODES:
        builder = Builder()
        # What `lunr.lunr(…)` sets up.
        builder.pipeline.add(trimmer, stop_word_filter, stemmer)
        builder.search_pipeline.add(stemmer)
        builder.ref("id")
        builder.field("title")
        builder.field("body")
        for entry in collection.in_language(language):
            builder.add({"id": entry.alert.id, "title": entry.alert.title, "body": to_text(collection.body(entry))})
        text = json.dumps(builder.build().serialize(), ensure_ascii=False, separators=(",", ":"))
        (output / f"lunr-{language}.json").write_text(text, encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexer:
    """A way to index an archive."""

    key: str
    name: str
    index: Callable[[Collection, Path, int], None]
    workers: int
    less: str
    largest: int = 1_000_000
    """Documents beyond which it is left out: it takes too long, or more memory than there is."""


INDEXERS = (
    Indexer(key="ours-1", name="this project, 1 process", index=_ours, workers=1, less=""),
    Indexer(key="ours-2", name="this project, 2 processes", index=_ours, workers=2, less=""),
    Indexer(
        key="lunr",
        name=f"lunr.py {version('lunr')}",
        index=_lunr,
        workers=1,
        less=(
            "title and body only, English stemmer and stop words for all three languages (those of the others need a library that "
            "downloads word lists), no cards for results, no facets, one JSON file a language that a reader fetches whole"
        ),
        largest=20_000,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """One line of the table."""

    documents: str
    count: int
    who: str
    rounds: int
    cost: Cost
    """Its seconds are those of indexing and writing only; processor time and memory are those of the whole process."""
    files: int
    megabytes: float
    gzipped: float
    """MB, each file gzipped by itself."""


def measure_indexing(documents: Documents, work: Path, *, rounds: int) -> Iterator[Indexed]:
    """Measure the indexers in turn, several rounds; the last index of each is left in ``work/<key>``."""
    chosen = [indexer for indexer in INDEXERS if documents.count <= indexer.largest]
    costs: dict[str, list[Cost]] = {indexer.key: [] for indexer in chosen}
    for _ in range(rounds):
        for key, own in costs.items():
            shutil.rmtree(work / key, ignore_errors=True)
            cost = measure(
                [sys.executable, "-m", "benchmarks.indexing", key, str(documents.archive), str(work / key)], cwd=ROOT
            )
            own.append(replace(cost, seconds=float(cost.output.split()[-1])))
    for indexer in chosen:
        files = [path.read_bytes() for path in (work / indexer.key).rglob("*") if path.is_file()]
        yield Indexed(
            documents=documents.label,
            count=documents.count,
            who=indexer.name,
            rounds=rounds,
            cost=median(costs[indexer.key]),
            files=len(files),
            megabytes=sum(map(len, files)) / 1e6,
            gzipped=sum(len(gzip.compress(data, 6)) for data in files) / 1e6,
        )


def main(key: str, archive: str, output: str) -> None:
    """Index once, and print the seconds."""
    with tempfile.TemporaryDirectory() as cache:
        today = dt.datetime.now(tz=dt.UTC).date()
        collection = read_archive(Path(archive), Path(cache), workers=1, today=today).collection
    indexer = next(one for one in INDEXERS if one.key == key)
    started = time.perf_counter()
    indexer.index(collection, Path(output), indexer.workers)
    print(time.perf_counter() - started)


if __name__ == "__main__":
    main(*sys.argv[1:])
