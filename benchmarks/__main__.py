"""Measures, prints tables, writes them down: ``python -m benchmarks``, which is `invoke bench`."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as BrowserError

from benchmarks import charts, report, search_tables, tables
from benchmarks.building import Built, measure_builds
from benchmarks.documents import LARGE_SIZES, SIZES, Documents, imported, made_up
from benchmarks.growth import growth_table
from benchmarks.indexing import Indexed, measure_indexing
from benchmarks.measuring import CommandError
from benchmarks.relevance import KNOWN, Relevance, measure_relevance
from benchmarks.searching import QUERIES, Searched, measure_searches
from benchmarks.sizes import IndexSize, measure_sizes
from tests import browser

_ROUNDS = 3
_MANY = 4_000
"""Documents from which everything is run once only: one run takes minutes, and the start of a process no longer counts."""
_SHARE = 3
"""The largest archive is asked so many times as many queries as the others."""


@dataclass(slots=True)
class Figures:
    """What has been measured so far."""

    began: float
    """The machine's load then."""
    documents: list[Documents] = field(default_factory=list)
    built: list[Built] = field(default_factory=list)
    indexed: list[Indexed] = field(default_factory=list)
    sizes: list[IndexSize] = field(default_factory=list)
    searched: list[Searched] = field(default_factory=list)
    relevance: list[Relevance] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    """What could not be measured, and why."""

    def tables(self) -> list[tables.Table]:
        """Return all tables."""
        return [
            tables.documents_table(self.documents),
            tables.glance_table(self.built, self.indexed),
            search_tables.waiting_table(self.searched),
            search_tables.relevance_table(self.relevance),
            growth_table(self.documents, self.built, self.indexed, self.searched, self.relevance),
            tables.build_table(self.built),
            tables.index_table(self.indexed),
            search_tables.size_table(self.sizes),
            search_tables.search_table(self.searched),
        ]

    def account(self) -> str:
        """Say when, with what, and what is missing."""
        today = dt.datetime.now(tz=dt.UTC).date()
        load = (self.began, os.getloadavg()[0])
        said = report.surroundings(today, load, report.browser_version(browser.require()))
        return "\n\n".join([said, *(f"Not measured: {line}" for line in self.failed)])


def main() -> None:
    """Measure what was asked for."""
    options = _options()
    figures = Figures(began=os.getloadavg()[0])
    started = time.monotonic()

    def tell(what: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {what}", file=sys.stderr, flush=True)

    sources = [*_sources(options)]
    for place, make in enumerate(sources, 1):
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            work = Path(folder)
            try:
                documents = make(work / "archive")
            except FileNotFoundError as error:
                sys.exit(str(error))
            tell(documents.account)
            figures.documents.append(documents)
            rounds = options.rounds or (1 if documents.count >= _MANY else _ROUNDS)
            site = work / "site"
            # Of the smaller archives it is enough to see how figures grow.
            share = 1 if place == len(sources) else _SHARE
            queries, known = max(1, options.queries // share), max(1, options.known // share)
            steps: tuple[tuple[str, list[Any], Callable[[], Iterator[Any]]], ...] = (
                ("indexing alone", figures.indexed, partial(measure_indexing, documents, work, rounds=rounds)),
                ("building", figures.built, partial(measure_builds, documents, work, rounds=rounds)),
                ("the size of the index", figures.sizes, partial(measure_sizes, documents, site, work / "lunr")),
                ("searching", figures.searched, partial(measure_searches, documents, work, most=queries)),
                ("finding", figures.relevance, partial(measure_relevance, documents, site, most=known)),
            )
            for name, lines, measured in steps:
                # One part that fails, of a browser or of a peer, leaves the others their figures; without a site there are none.
                try:
                    lines.extend([*measured()] if lines is figures.built else measured())
                except (CommandError, BrowserError, OSError) as error:
                    figures.failed.append(f"{name}, {documents.label}: {error}")
                    tell(figures.failed[-1])
                    if lines is figures.built:
                        break
                else:
                    tell(f"{documents.label}: {name} done")
        if not options.size:
            # After each archive: a run that is broken off leaves what it has.
            report.write(f"{figures.account()}\n\n{report.markdown(figures.tables())}")
    report.show(figures.tables())
    print(figures.account())
    if not options.size:
        charts.write(charts.draw(figures.built, figures.indexed, figures.searched))
    if figures.failed:
        sys.exit("Not everything was measured.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--size", type=int, default=0, help="one made-up archive of so many records; nothing is written down"
    )
    parser.add_argument("--large", action="store_true", help="50,000 and 100,000 made-up records as well")
    parser.add_argument(
        "--documents",
        type=Path,
        help="JSON Lines of real documents, in place of made-up ones: samples, and all of them",
    )
    parser.add_argument("--rounds", type=int, default=0, help="runs of each (3, and 1 for 10,000 documents and more)")
    parser.add_argument("--queries", type=int, default=QUERIES, help="queries of a kind and language in the browser")
    parser.add_argument(
        "--known", type=int, default=KNOWN, help="known items of a kind and language that are looked for"
    )
    options = parser.parse_args()
    if options.size < 0 or options.rounds < 0 or options.queries < 1 or options.known < 1:
        parser.error("--size, --rounds, --queries and --known are numbers from 1 up")
    return options


def _sources(options: argparse.Namespace) -> Iterator[Callable[[Path], Documents]]:
    """Yield what makes each archive, given its folder."""
    wanted = [options.size] if options.size else [*SIZES, *(LARGE_SIZES if options.large else ())]
    for size in wanted:
        if not options.documents or size > max(SIZES):
            yield partial(made_up, size=size)
        else:
            yield partial(imported, source=options.documents, most=size if size < max(SIZES) else 0)


if __name__ == "__main__":
    try:
        main()
    except CommandError as error:
        sys.exit(f"A measured command failed: no figures. {error}")
