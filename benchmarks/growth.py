"""How each figure grows with the number of documents, and what that makes of a hundred thousand."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.building import CHANGED, OURS, WHOLE, Built
from benchmarks.documents import Documents
from benchmarks.indexing import INDEXERS, Indexed
from benchmarks.relevance import Relevance
from benchmarks.search_tables import spread
from benchmarks.searching import KINDS, Searched
from benchmarks.tables import Table

FAR = 100_000
"""Documents that are estimated for."""
_GROUPS = 2
"""Sizes from which an exponent follows: the two largest, because what is the same for every size weighs less in them."""

Points = Mapping[int, float]
"""Number of documents → figure."""


def exponent(points: Points) -> float | None:
    """Return k where the figure grows as the k-th power of the number of documents, by the two largest; nothing for fewer sizes."""
    if len(points) < _GROUPS or min(points.values()) <= 0:
        return None
    (small, less), (large, more) = sorted(points.items())[-_GROUPS:]
    return math.log(more / less) / math.log(large / small)


def estimate(points: Points, far: int = FAR) -> float | None:
    """Return the figure for ``far`` documents, if it goes on growing as between the two largest sizes."""
    power = exponent(points)
    if power is None:
        return None
    large, value = max(points.items())
    return value * math.pow(far / large, power)


def growth_table(
    documents: Sequence[Documents],
    built: Iterable[Built],
    indexed: Iterable[Indexed],
    searched: Sequence[Searched],
    relevance: Sequence[Relevance],
) -> Table:
    """One line a figure, a column a size."""
    counts = {one.label: one.count for one in documents}
    found: dict[str, dict[int, list[float]]] = {}

    def add(name: str, label: str, value: float) -> None:
        found.setdefault(name, {}).setdefault(counts[label], []).append(value)

    for line in built:
        if line.who == OURS and line.what in {WHOLE, CHANGED}:
            add(f"build, {line.what}: s", line.documents, line.cost.seconds)
            if line.what == WHOLE:
                add("build, from nothing: peak MB", line.documents, line.cost.memory)
    for index in indexed:
        if index.who == INDEXERS[1].name:
            add("index: s", index.documents, index.cost.seconds)
            add("index: MB gzipped", index.documents, index.gzipped)
    for kind in KINDS:
        own = [line for line in searched if line.who == OURS and line.kind == kind]
        for label in dict.fromkeys(line.documents for line in own):
            visits = [visit for line in own if line.documents == label for visit in line.visits]
            for step, name in (("first", "first query"), ("second", "next query")):
                loads = [getattr(visit, step) for visit in visits]
                median, most = spread([load.milliseconds for load in loads])
                add(f"{kind}, {name}: kB", label, statistics.median(load.kilobytes for load in loads))
                add(f"{kind}, {name}: ms, median", label, median)
                add(f"{kind}, {name}: ms, 95 %", label, most)
    for answer in relevance:
        add(f"{answer.kind}: MRR@10", answer.documents, answer.ours)
    sizes = sorted({count for points in found.values() for count in points})
    rows = [
        _row(name, sizes, {count: statistics.fmean(own) for count, own in by.items()}) for name, by in found.items()
    ]
    return Table(
        title="How it grows",
        columns=("figure", *(f"{size:,}" for size in sizes), "grows as n to the power of", f"{FAR:,}, estimated"),
        texts=1,
        rows=tuple(rows),
        notes=(
            (
                "Ours, the languages together. The power is that between the two largest sizes; the estimate is the largest size's figure,"
                f" growing on by it. It rests on {_GROUPS} measurements, on one machine, and on documents of the same kinds: it is no measurement."
                " Mean reciprocal ranks do not grow by a power, and are not estimated."
            ),
        ),
    )


def _row(name: str, sizes: Sequence[int], points: Points) -> tuple[str, ...]:
    digits = 3 if "MRR" in name else 1
    measured = (f"{points[size]:,.{digits}f}" if size in points else "" for size in sizes)
    power, far = (None, None) if "MRR" in name else (exponent(points), estimate(points))
    return (name, *measured, "" if power is None else f"{power:.2f}", "" if far is None else f"{far:,.0f}")
