"""The figures as pictures: lines over the number of documents, both scales logarithmic, in ``docs/charts/``."""

from __future__ import annotations

import io
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, LogLocator, NullLocator

from benchmarks.building import CHANGED, OURS, WHOLE, Built
from benchmarks.indexing import INDEXERS, Indexed
from benchmarks.peers import COMPARED
from benchmarks.searching import KINDS, Searched

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "charts"
# Okabe and Ito's colours: told apart by people who do not see all of them.
_COLOURS = ("#0072b2", "#d55e00", "#e69f00", "#009e73", "#cc79a7")
# Text stays text, and the same figures give the same bytes.
_STYLE = {"svg.fonttype": "none", "svg.hashsalt": "charts", "font.family": "sans-serif", "font.size": 11}
Points = Sequence[tuple[float, float]]
"""Number of documents, figure."""


def draw(built: Sequence[Built], indexed: Sequence[Indexed], searched: Sequence[Searched]) -> dict[str, bytes]:
    """Return file name → SVG, of as many charts as the figures give: a line needs two sizes."""
    builds = {(line.documents, line.who, line.what): line.cost for line in built}
    # What could not be built has no figures.
    counts = {line.documents: line.count for line in indexed if (line.documents, OURS, WHOLE) in builds}
    pelican, hugo, listing, pagefind = COMPARED
    indexes = {(line.documents, line.who): line.cost for line in indexed}
    ours = {count: builds[label, OURS, WHOLE] for label, count in counts.items()}
    changed = {count: builds[label, OURS, CHANGED] for label, count in counts.items()}
    fast = {
        count: (builds[label, hugo.name, hugo.what], builds[label, pagefind.name, pagefind.what])
        for label, count in counts.items()
    }
    listed = {count: (builds[label, listing.name, listing.what], fast[count][1]) for label, count in counts.items()}
    stock = {
        count: (builds[label, pelican.name, pelican.what], indexes[label, INDEXERS[-1].name])
        for label, count in counts.items()
        if (label, INDEXERS[-1].name) in indexes
    }
    charts = {
        "building.svg": _chart(
            "Seconds from nothing",
            {
                "ours: site, search, feeds, data": [(count, cost.seconds) for count, cost in ours.items()],
                "Hugo and Pagefind": [(count, sum(one.seconds for one in pair)) for count, pair in fast.items()],
                "Hugo with lists, and Pagefind": [
                    (count, sum(one.seconds for one in pair)) for count, pair in listed.items()
                ],
                "stock Pelican and lunr.py": [
                    (count, sum(one.seconds for one in pair)) for count, pair in stock.items()
                ],
                f"ours, {CHANGED}": [(count, cost.seconds) for count, cost in changed.items()],
            },
        ),
        "memory.svg": _chart(
            "Peak memory, MB",
            {
                "ours": [(count, cost.memory) for count, cost in ours.items()],
                "Hugo and Pagefind": [(count, max(one.memory for one in pair)) for count, pair in fast.items()],
                "stock Pelican and lunr.py": [
                    (count, max(one.memory for one in pair)) for count, pair in stock.items()
                ],
            },
        ),
        "first-query.svg": _chart("kB of a first query of three rare words", _first_queries(counts, searched)),
    }
    return {name: svg for name, svg in charts.items() if svg}


def write(charts: Mapping[str, bytes]) -> None:
    """Write the charts to where the docs show them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, svg in charts.items():
        (FOLDER / name).write_bytes(svg)


def _first_queries(counts: Mapping[str, int], searched: Sequence[Searched]) -> dict[str, Points]:
    """Return, for each engine, the mean over the languages."""
    found: dict[str, dict[str, list[float]]] = {}
    for line in searched:
        if line.kind == KINDS[0] and line.documents in counts:
            found.setdefault(line.who, {}).setdefault(line.documents, []).append(line.middle("first").kilobytes)
    return {
        who: [(counts[label], statistics.fmean(values)) for label, values in own.items()] for who, own in found.items()
    }


def _chart(title: str, lines: Mapping[str, Points]) -> bytes:
    """Return a chart; empty if no line has two points."""
    if all(len(points) < 2 for points in lines.values()):
        return b""
    sizes = sorted({count for points in lines.values() for count, _ in points})
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(8, 4.6), layout="constrained")
        axes = figure.add_subplot(title=f"{title}, by number of documents", xscale="log", yscale="log")
        for (name, points), colour in zip(lines.items(), _COLOURS, strict=False):
            if points:
                axes.plot(*zip(*sorted(points), strict=True), marker="o", color=colour, label=name)
        axes.xaxis.set_major_locator(FixedLocator(sizes))
        # One, two and five of each power of ten: more would stand in each other's place.
        axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_minor_locator(NullLocator())
            axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
        axes.grid(visible=True, axis="y", color="#dddddd")
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(frameon=False)
        drawn = io.BytesIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None})
    return drawn.getvalue()
