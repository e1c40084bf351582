"""What stands beside us: programs that turn the same documents into a site, and what each of them does less.

A new peer is one more entry of the table.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks import hugo, pagefind

HERE = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent


PAGES, INDEX = "pages only, from nothing", "search index only, from nothing"
LISTED = "pages, lists and feeds, from nothing"
"""What is built."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A program that builds a site, or the search of one."""

    key: str
    """Its folder."""
    name: str
    command: Callable[[Path, Path], list[str]]
    """Given what was prepared and the folder for the site, the command to run."""
    less: str
    """What it was given, and what it does less than we do."""
    largest: int
    """Documents beyond which it is run once only: it takes too long."""
    prepare: Callable[[Path, Path], Path] = lambda archive, _work: archive
    """Given the archive and the folder of all peers, returns what this program reads, written if need be: not measured."""
    what: str = PAGES


def _pelican(archive: Path, output: Path) -> list[str]:
    return [f"{BIN}/pelican", str(archive), "-o", str(output), "-s", str(HERE / "stock_pelican.py"), "--quiet"]


PEERS = (
    Peer(
        key="pelican",
        name=f"stock Pelican {version('pelican')}",
        command=_pelican,
        less=(
            "theme `simple`, Python-Markdown, no feeds. One page a record and an index of tens; no navigation by country, violation, "
            "source, year; no page in the reader's language where a translation is missing; no update chains; no search; no manifest; "
            "everything again every time"
        ),
        largest=4_000,
    ),
    Peer(
        key="hugo",
        name=f"Hugo {version('hugo')}",
        command=lambda site, output: hugo.command(site, output, BIN / "hugo"),
        prepare=lambda archive, work: hugo.prepare(archive, work / "hugo-content"),
        less=(
            "in Go, on all processors; a template of one line (title and text), JSON headers, no lists, feeds or sitemap. One page a "
            "record, and nothing else; everything again every time"
        ),
        largest=16_000,
    ),
    Peer(
        key="hugo-lists",
        name=f"Hugo {version('hugo')}",
        command=lambda site, output: hugo.command(site, output, BIN / "hugo"),
        prepare=lambda archive, work: hugo.prepare(archive, work / "hugo-lists-content", lists=True),
        less=(
            "the same pages, and nothing of what Hugo makes of its own accord switched off: lists by country, kind, organisation, name, "
            "violation and year, each with a feed, by a template of one line (date and title); a sitemap. Each language lists its own "
            "records only: no page in the reader's language where a translation is missing, no counts, charts, cases, related alerts, "
            "digests or data; everything again every time"
        ),
        largest=4_000,
        what=LISTED,
    ),
    # Reads what Hugo made, so it stands after it.
    Peer(
        key=pagefind.KEY,
        name=pagefind.NAME,
        command=pagefind.command,
        prepare=lambda _archive, work: work / "hugo",
        less=pagefind.LESS,
        largest=16_000,
        what=INDEX,
    ),
)

COMPARED = tuple(
    next(peer for peer in PEERS if peer.key == key) for key in ("pelican", "hugo", "hugo-lists", pagefind.KEY)
)
"""Those that the summary and the charts set beside us."""
