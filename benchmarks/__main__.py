"""Measures, prints tables, writes them down: ``python -m benchmarks``, which is `invoke bench`."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks import charts, importing, report, tables
from benchmarks.building import Built, measure_builds
from benchmarks.documents import LARGE_SIZES, SIZES, Documents, imported, made_up
from benchmarks.indexing import Indexed, measure_indexing
from benchmarks.measuring import CommandError
from benchmarks.relevance import Relevance, measure_relevance
from benchmarks.searching import IndexSize, Searched, measure_searches, measure_sizes
from benchmarks.waiting import Waited, measure_waiting
from tests import browser

_ROUNDS = 3
_MANY = 10_000
"""Documents from which everything is run once only: one run takes minutes, and the start of a process no longer counts."""


def main() -> None:
    """Measure what was asked for."""
    options = _options()
    began = os.getloadavg()[0]
    used: list[Documents] = []
    built: list[Built] = []
    indexed: list[Indexed] = []
    sizes: list[IndexSize] = []
    searched: list[Searched] = []
    waited: list[Waited] = []
    relevance: list[Relevance] = []
    for make in _sources(options):
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            work = Path(folder)
            try:
                documents = make(work / "archive")
            except FileNotFoundError as error:
                sys.exit(str(error))
            print(documents.account, file=sys.stderr)
            used.append(documents)
            rounds = options.rounds or (1 if documents.count >= _MANY else _ROUNDS)
            indexed += measure_indexing(documents, work, rounds=rounds)
            built += measure_builds(documents, work, rounds=rounds)
            sizes += measure_sizes(documents, work / "site", work / "lunr")
            searched += measure_searches(documents, work, most=options.queries)
            waited += measure_waiting(documents, work / "site", most=options.queries)
            relevance += measure_relevance(documents, work / "site", most=options.queries)
    found = (
        tables.documents_table(used),
        tables.glance_table(built, indexed),
        tables.build_table(built),
        tables.index_table(indexed),
        tables.size_table(sizes),
        tables.search_table(searched),
        tables.waiting_table(waited),
        tables.relevance_table(relevance),
    )
    imports = importing.table(list(importing.measure_imports((options.size,) if options.size else importing.SIZES)))
    report.show((*found, imports))
    taken = report.surroundings(
        dt.datetime.now(tz=dt.UTC).date(), (began, os.getloadavg()[0]), report.browser_version(browser.require())
    )
    print(taken)
    if not options.size:
        report.write(f"{taken}\n\n{report.markdown(found)}")
        report.write(f"{taken}\n\n{report.markdown([imports])}", marks=importing.MARKS)
        charts.write(charts.draw(built, indexed, searched))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--size", type=int, default=0, help="one made-up archive of so many records; nothing is written down"
    )
    parser.add_argument("--large", action="store_true", help="50,000 and 100,000 made-up records as well")
    parser.add_argument(
        "--documents", type=Path, help="JSON Lines of real documents, in place of the 16,000 made-up ones"
    )
    parser.add_argument("--rounds", type=int, default=0, help="runs of each (3, and 1 for 10,000 documents and more)")
    parser.add_argument(
        "--queries",
        type=int,
        default=1000,
        help="queries of a kind and language in the browser, at most (15, 40 and 200)",
    )
    options = parser.parse_args()
    if options.size < 0 or options.rounds < 0 or options.queries < 1:
        parser.error("--size, --rounds and --queries are numbers from 1 up")
    return options


def _sources(options: argparse.Namespace) -> Iterator[Callable[[Path], Documents]]:
    """Yield what makes each archive, given its folder."""
    wanted = [options.size] if options.size else [*SIZES, *(LARGE_SIZES if options.large else ())]
    for size in wanted:
        if options.documents and size == max(SIZES):
            yield partial(imported, source=options.documents)
        else:
            yield partial(made_up, size=size)
    if options.documents and max(SIZES) not in wanted:
        yield partial(imported, source=options.documents)


if __name__ == "__main__":
    try:
        main()
    except CommandError as error:
        sys.exit(f"A measured command failed: no figures. {error}")
