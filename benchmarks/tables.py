"""The figures as tables: columns and rows of text, for the terminal and for the README alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.building import CHANGED, OURS, WHOLE, Built
from benchmarks.documents import Documents
from benchmarks.indexing import INDEXERS, Indexed
from benchmarks.measuring import Cost
from benchmarks.peers import COMPARED, PAGES, PEERS


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
                f"{line.cost.seconds * 1000 / line.pages:.2f}" if line.what in {WHOLE, PAGES} else "",
            )
            for line in lines
        ),
        notes=(
            (
                f"{OURS}: pages in three languages with listings, by as many processes as there are processors; “from nothing” has the "
                "search index as well, and its ms a page are of the whole run."
            ),
            *(f"{peer.name}, {peer.what}: {peer.less}." for peer in PEERS),
        ),
    )


def glance_table(built: Sequence[Built], indexed: Sequence[Indexed]) -> Table:
    """Ours beside pairs of peers that together do most of what we do, in one line for each archive."""
    builds = {(line.documents, line.who, line.what): line.cost for line in built}
    indexes = {(line.documents, line.who): line.cost for line in indexed}
    pelican, hugo, listing, pagefind = COMPARED
    rows = []
    for documents in dict.fromkeys(line.documents for line in built):
        ours = builds[documents, OURS, WHOLE]
        fast = (builds[documents, hugo.name, hugo.what], builds[documents, pagefind.name, pagefind.what])
        listed = (builds[documents, listing.name, listing.what], fast[1])
        lunr = indexes.get((documents, INDEXERS[-1].name))
        stock = (builds[documents, pelican.name, pelican.what], lunr) if lunr else ()
        changed = builds[documents, OURS, CHANGED]
        rows.append(
            (
                documents,
                *(f"{ours.seconds:.1f}", f"{ours.cpu:.1f}", f"{ours.memory:,.0f}"),
                *_together(fast),
                f"{sum(cost.seconds for cost in listed):.1f}",
                *_together(stock),
                *(f"{ours.seconds / sum(cost.seconds for cost in pair):.2f}" for pair in (fast, listed)),
                f"{changed.seconds:.1f}",
            )
        )
    return Table(
        title="At a glance",
        columns=(
            *("documents", f"{OURS}: s", "CPU s", "peak MB"),
            *("Hugo and Pagefind: s", "CPU s", "peak MB"),
            "Hugo with lists, and Pagefind: s",
            *("stock Pelican and lunr.py: s", "CPU s", "peak MB"),
            *("ours / Hugo and Pagefind", "ours / Hugo with lists, and Pagefind", f"{OURS}, {CHANGED}: s"),
        ),
        texts=1,
        rows=tuple(rows),
        notes=(
            (
                "Everything from nothing: ours is the site in three languages, search, feeds and data; theirs are bare pages of the records, or "
                "these with bare lists and feeds, and a search, which do it all again for one changed text. Peak MB of a pair is that of the larger of the two."
            ),
        ),
    )


def _together(costs: Sequence[Cost]) -> tuple[str, str, str]:
    """Return seconds and processor seconds of programs that run one after the other, and the memory of the larger one."""
    if not costs:
        return "", "", ""
    return (
        f"{sum(cost.seconds for cost in costs):.1f}",
        f"{sum(cost.cpu for cost in costs):.1f}",
        f"{max(cost.memory for cost in costs):,.0f}",
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
