"""The figures as tables: columns and rows of text, for the terminal and for the README alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.building import OURS, Built
from benchmarks.documents import Documents
from benchmarks.indexing import INDEXERS, Indexed
from benchmarks.peers import PEERS
from benchmarks.searching import IndexSize, Load, Searched


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table, with what must be known to read it."""

    title: str
    columns: tuple[str, ...]
    """The first one is text, the others are figures."""
    texts: int
    """How many columns from the left are text."""
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


def documents_table(documents: Sequence[Documents]) -> Table:
    """What was measured with."""
    return Table(
        title="Documents",
        columns=("documents", "what they are"),
        texts=2,
        rows=tuple((one.label, one.account) for one in documents),
    )


def build_table(lines: Sequence[Built]) -> Table:
    """Building the site."""
    return Table(
        title="Building the site",
        columns=(
            "documents",
            "who",
            "what",
            "runs",
            "s",
            "CPU s",
            "peak MB",
            "pages",
            "files",
            "MB",
            "files written",
            "ms a page",
        ),
        texts=3,
        rows=tuple(
            (
                line.documents,
                line.who,
                line.what,
                str(line.rounds),
                f"{line.cost.seconds:.2f}",
                f"{line.cost.cpu:.2f}",
                f"{line.cost.memory:.0f}",
                f"{line.pages:,}",
                f"{line.files:,}",
                f"{line.megabytes:.0f}",
                f"{line.written:,}",
                f"{line.cost.seconds * 1000 / line.pages:.2f}" if line.what == "from nothing" else "",
            )
            for line in lines
        ),
        notes=(
            f"{OURS}: pages in three languages with listings, and the search index; ms a page is of the whole run, the index included.",
            *(f"{peer.name}: {peer.less}." for peer in PEERS),
        ),
    )


def index_table(lines: Sequence[Indexed]) -> Table:
    """The index alone."""
    return Table(
        title="Indexing alone",
        columns=("documents", "who", "runs", "s", "ms a document", "CPU s", "peak MB", "files", "MB", "MB gzipped"),
        texts=2,
        rows=tuple(
            (
                line.documents,
                line.who,
                str(line.rounds),
                f"{line.cost.seconds:.2f}",
                f"{line.cost.seconds * 1000 / line.count:.2f}",
                f"{line.cost.cpu:.2f}",
                f"{line.cost.memory:.0f}",
                f"{line.files:,}",
                f"{line.megabytes:.1f}",
                f"{line.gzipped:.1f}",
            )
            for line in lines
        ),
        notes=(
            (
                "Seconds are of reading the texts, indexing and writing; processor time and memory are of the whole process, which has read"
                " the headers of all records before."
            ),
            *(f"{indexer.name}: {indexer.less}." for indexer in INDEXERS if indexer.less),
        ),
    )


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
            *("documents", "language", "query", "queries", "found"),
            *("page: requests", "kB", "first query: requests", "kB", "ms", "second query: requests", "kB", "ms"),
        ),
        texts=3,
        rows=tuple(
            (
                *(line.documents, line.language, line.kind, str(line.queries), f"{line.found:.0f}"),
                *_load(line.page)[:2],
                *_load(line.first),
                *_load(line.second),
            )
            for line in lines
        ),
        notes=(
            (
                "Medians. Bytes of every file that was asked for, as gzip -6 leaves it. Milliseconds from the call to the first ten results"
                " with excerpts and facets, from a server on the same machine: no network is in them."
            ),
            "Rare words are in 2 to 30 records of the language; the headline is that of a record, as it stands.",
        ),
    )


def _load(load: Load) -> tuple[str, str, str]:
    return f"{load.requests:.0f}", f"{load.kilobytes:.1f}", f"{load.milliseconds:.0f}"
