"""The search's figures as tables: how large, how much is loaded, how long one waits, what is found, and how all that grows."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from benchmarks.engines import ENGINES
from benchmarks.relevance import EVERYWHERE, Relevance
from benchmarks.searching import PACE, Load, Searched
from benchmarks.sizes import IndexSize
from benchmarks.tables import Table


def size_table(lines: Sequence[IndexSize]) -> Table:
    """How large the index is."""
    return Table(
        title="Size of the index",
        columns=(
            "documents",
            "language",
            "records",
            "shards",
            "largest shard kB",
            "files",
            "all files kB",
            "lunr.py, one file, kB",
        ),
        texts=2,
        rows=tuple(
            (
                line.documents,
                line.language,
                f"{line.count:,}",
                f"{line.shards:,}",
                f"{line.largest:.1f}",
                f"{line.files:,}",
                f"{line.kilobytes:,.0f}",
                "" if line.whole is None else f"{line.whole:,.0f}",
            )
            for line in lines
        ),
        notes=(
            (
                "Gzipped, each file by itself. All files are postings, vocabulary, columns for facets, and cards with the texts for excerpts;"
                " the one file of lunr.py has no cards, and a reader fetches it whole before the first query."
            ),
        ),
    )


def search_table(lines: Sequence[Searched]) -> Table:
    """What a reader's browser fetches."""
    return Table(
        title="Searching in the browser",
        columns=(
            *("documents", "language", "query", "who", "queries", "found"),
            *("page: requests", "kB", "first query: requests", "kB", "not packed", "ms"),
            *("afterwards: requests", "kB", "next query: requests", "kB", "not packed", "ms"),
        ),
        texts=4,
        rows=tuple(
            (
                *(line.documents, line.language, line.kind, line.who, str(len(line.visits)), f"{line.found:.0f}"),
                *_load(line.middle("page"))[:2],
                *_load(line.middle("first")),
                *_load(line.middle("after"))[:2],
                *_load(line.middle("second")),
            )
            for line in lines
        ),
        notes=(
            (
                "Medians. Bytes of every file that was asked for, as gzip -6 leaves it, and as it is where a host packs nothing. Ours is the search page, in milliseconds from Enter to"
                " results that stand on it; afterwards it counts what other languages have, and what became of cases. Of others it is the call"
                " that brings ten results with their excerpts. From a server on the same machine: no network is in them."
            ),
            (
                "Rare words are from one record, each in 2 to 30 records of the language; a title is that of a record, as it stands; a "
                "common word is the first of one. “Found” says how many alerts there are: where it is less than ten, fewer results had to be"
                " fetched."
            ),
            *(f"{engine.name}: {engine.less}." for engine in ENGINES if engine.less),
        ),
    )


def waiting_table(lines: Sequence[Searched]) -> Table:
    """How long a reader waits."""
    return Table(
        title="Waiting for results",
        columns=(
            *("documents", "query", "who", "queries"),
            *("typed, ms: median", "95 %", "by address, ms: median", "95 %"),
            *("asked at once, ms: median", "95 %", "next query, ms: median", "95 %", "longest task, ms of CPU"),
        ),
        texts=3,
        rows=tuple(_waits(lines)),
        notes=(
            (
                f"The languages together, every visit with nothing loaded. Typed: from Enter, {PACE} ms a key, the last before Enter included. By"
                " address: from the beginning of the navigation, so that the page itself is in it. Asked at once: the visits of the next table,"
                " a query put into the box and sent in the same moment. The longest task of the page's thread is that of a few more visits that were traced,"
                " from the first query until all that follows the second is done; what the wall clock says of it is more where the machine has"
                " other work."
            ),
        ),
    )


def _waits(lines: Sequence[Searched]) -> Iterator[tuple[str, ...]]:
    for documents, kind, who in dict.fromkeys((line.documents, line.kind, line.who) for line in lines):
        own = [line for line in lines if (line.documents, line.kind, line.who) == (documents, kind, who)]
        visits = [visit for line in own for visit in line.visits]
        steps = [[getattr(visit, step) for visit in visits] for step in ("typed", "arrived", "first", "second")]
        yield (
            *(documents, kind, who, str(len(visits))),
            *(cell for loads in steps for cell in _spread_cells(loads)),
            f"{max(line.longest for line in own):.0f}",
        )


def _spread_cells(loads: Sequence[Load | None]) -> tuple[str, str]:
    known = [load.milliseconds for load in loads if load]
    if not known:
        return "", ""
    middle, high = spread(known)
    return f"{middle:.0f}", f"{high:.0f}"


def spread(values: Sequence[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile: the least value that 95 % do not exceed."""
    ordered = sorted(values)
    return statistics.median(ordered), ordered[-(-len(ordered) * 95 // 100) - 1]


def relevance_table(lines: Sequence[Relevance]) -> Table:
    """Whether what is known to be there is found."""
    return Table(
        title="Finding what is known to be there",
        columns=("documents", "language", "query", "queries", "MRR@10", "SQLite FTS5", "difference"),
        texts=3,
        rows=tuple(
            (
                *(line.documents, line.language, line.kind, str(line.queries)),
                *(f"{line.ours:.3f}", f"{line.theirs:.3f}", f"{line.ours - line.theirs:+.3f}"),
            )
            for line in lines
        ),
        notes=(
            (
                "Mean reciprocal rank of the wanted document among the first ten: 1 if it is always first. FTS5: bm25, title × 8, accents"
                " folded; all words, else any of them."
            ),
            (
                "“Headline, in texts alone” stands for a human summary: headlines of seven words or more, written by somebody about the text,"
                " looked for in texts without their headlines (`body:`). No document here has a summary beside its headline."
            ),
            (
                f"“{EVERYWHERE}”: on the page of another language, whose alerts come first where scores are equal; FTS5 has all languages in"
                " one table. Queries are from other documents than those on which anything was chosen."
            ),
        ),
    )


def _load(load: Load) -> tuple[str, str, str, str]:
    return f"{load.requests:.0f}", f"{load.kilobytes:.1f}", f"{load.unpacked:.1f}", f"{load.milliseconds:.0f}"
