"""From documents to the files of the index: number, count, join, split, write.

Counting and splitting run over ranges, in forked processes where there are several: each range is a plain function of
its documents, and joining them in order gives the same bytes whatever the number of processes.
"""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from plugins.search import cards, shards
from plugins.search.analysis import Analyser
from plugins.search.cards import BLOCK_SHIFT, Json
from plugins.search.codes import file_name
from plugins.search.documents import Card, DocumentKey, SearchDocument
from plugins.search.indexing import Index, RangeIndex, index_range
from plugins.search.manifest import manifest
from plugins.search.numbering import Numbering, number
from plugins.search.output import remove_others, script, write
from plugins.search.whole import whole_index

FOLDER = "search"
"""Where the index is, below the site's root."""

_SMALLEST_RANGE = 500
"""Documents for which another process is worth starting."""

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The documents of one language: their keys now, their texts when they are counted."""

    language: str
    keys: tuple[DocumentKey, ...]
    load: Callable[[Sequence[int]], Iterable[SearchDocument]]
    """Given positions in ``keys``, yields those documents in that order. It is called in forked processes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    source: Source
    numbering: Numbering
    years: dict[int, tuple[int, int]]
    """Year → ordinals of its first document, and of the one after its last."""

    def address(self, ordinal: int) -> tuple[int, int]:
        """Return a document's year, and its number relative to the year's first."""
        year = self.source.keys[self.numbering.order[ordinal]].year
        return year, self.numbering.numbers[ordinal] - self.bases()[year]

    def bases(self) -> dict[int, int]:
        """Return year → its first number."""
        return {space.year: space.base for space in self.numbering.spaces}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    index: RangeIndex
    cards: tuple[Card, ...]
    written: dict[str, str]


def build(sources: Sequence[Source], root: Path, *, workers: int = 1, whole: Path | None = None) -> dict[str, str]:
    """Write the index of every language below ``root``, and return path → SHA-256 of all its files.

    Unchanged files are left alone, those of documents and terms that are gone are deleted. ``whole`` is a folder to
    write the unsplit indexes to as well.

    Raises:
        ValueError: if two documents of a language have one id.
        OSError: if a file cannot be written.
    """
    plans = [_plan(source) for source in sources]
    ranges = [(plan, span) for plan in plans for span in _ranges(plan, workers)]
    counted = _in_processes(lambda task: _count(task[0], task[1], root), ranges, workers)
    written: dict[str, str] = {}
    splits: list[_Split] = []
    for plan in plans:
        own = [result for (of, _), result in zip(ranges, counted, strict=True) if of is plan]
        files: dict[str, str] = {}
        for result in own:
            files |= result.written
        files |= _tables(plan, [card for result in own for card in result.cards], root)
        splits.append(_Split(plan=plan, index=Index([result.index for result in own]), files=files))
    tasks = [(split, kind, span) for split in splits for kind, span in split.tasks(workers)]
    for (split, _, _), files in zip(
        tasks, _in_processes(lambda task: task[0].write(task[1], task[2], root), tasks, workers), strict=True
    ):
        split.files.update(files)
    for split in splits:
        split.finish(root)
        remove_others(root, f"{FOLDER}/{split.plan.source.language}", split.files)
        written |= split.files
        if whole is not None:
            ids = [split.plan.source.keys[position].id for position in split.plan.numbering.order]
            language = split.plan.source.language
            write(whole, f"lunr-{language}.json", whole_index(split.index, language=language, ids=ids).encode())
    return dict(sorted(written.items()))


def _plan(source: Source) -> _Plan:
    numbering = number(source.keys)
    years: dict[int, tuple[int, int]] = {}
    for ordinal, position in enumerate(numbering.order):
        year = source.keys[position].year
        years[year] = (years.get(year, (ordinal,))[0], ordinal + 1)
    return _Plan(source=source, numbering=numbering, years=years)


def _ranges(plan: _Plan, workers: int) -> Iterator[tuple[int, int]]:
    """Cut the ordinals into a range a process, never within a block of documents."""
    count = len(plan.numbering.order)
    wanted = min(workers, 1 + count // _SMALLEST_RANGE)
    bases = plan.bases()
    blocks = [
        (year, (plan.numbering.numbers[ordinal] - bases[year]) >> BLOCK_SHIFT)
        for year, (first, end) in plan.years.items()
        for ordinal in range(first, end)
    ]
    start = 0
    for part in range(1, wanted + 1):
        end = count * part // wanted
        while 0 < end < count and blocks[end] == blocks[end - 1]:
            end += 1
        if end > start or not count:
            yield start, end
        start = end


# Analysers remember the words they have seen; one a process and language serves all its ranges.
_ANALYSERS: dict[str, Analyser] = {}


def _count(plan: _Plan, span: tuple[int, int], root: Path) -> _Counted:
    """Count the documents of a range, and write their blocks on the way."""
    language = plan.source.language
    analyser = _ANALYSERS.setdefault(language, Analyser(language))
    start, end = span
    found: list[Card] = []
    rows: list[tuple[tuple[int, int], list[Json]]] = []
    bases = plan.bases()

    def documents() -> Iterator[SearchDocument]:
        ordinals = range(start, end)
        for ordinal, document in zip(
            ordinals, plan.source.load([plan.numbering.order[ordinal] for ordinal in ordinals]), strict=True
        ):
            year = plan.source.keys[plan.numbering.order[ordinal]].year
            place = plan.numbering.numbers[ordinal] - bases[year]
            found.append(document.card)
            rows.append(((year, place >> BLOCK_SHIFT), cards.row(document, place)))
            yield document

    index = index_range(documents(), start=start, analyser=analyser)
    written: dict[str, str] = {}
    for (year, block), group in groupby(rows, key=lambda item: item[0]):
        key = f"{language}/docs/{year}/{block}"
        written |= _write(root, key, [row for _, row in group])
    return _Counted(index=index, cards=tuple(found), written=written)


def _tables(plan: _Plan, found: Sequence[Card], root: Path) -> dict[str, str]:
    """Write the tables of each year: ids, and what hits are filtered and counted by."""
    written: dict[str, str] = {}
    bases = plan.bases()
    for year, (first, end) in plan.years.items():
        numbers = [value - bases[year] for value in plan.numbering.numbers[first:end]]
        keys = [plan.source.keys[position] for position in plan.numbering.order[first:end]]
        written |= _write(root, f"{plan.source.language}/refs/{year}", cards.refs(numbers, keys))
        written |= _write(
            root, f"{plan.source.language}/columns/{year}", cards.columns(numbers, keys, found[first:end])
        )
    return written


def _write(root: Path, key: str, content: Json) -> dict[str, str]:
    path = f"{FOLDER}/{key}.js"
    return {path: write(root, path, script(key, content))}


class _Split:
    """One language's index, cut into shards and written."""

    def __init__(self, *, plan: _Plan, index: Index, files: dict[str, str]) -> None:
        self.plan = plan
        self.index = index
        self.files = files
        terms = index.terms
        self.frequencies = [index.frequency(term) for term in terms]
        weighed = zip(terms, map(shards.posting_weight, terms, self.frequencies), strict=True)
        self.postings = shards.cut(weighed, shards.POSTING_CUTS)
        weighed = zip(terms, map(shards.vocabulary_weight, terms), strict=True)
        self.vocabulary = shards.cut(weighed, shards.VOCABULARY_CUTS)

    def tasks(self, workers: int) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield ranges of shards to write, several a process, so that none waits long for the other."""
        count = len(self.postings)
        parts = 4 * workers if workers > 1 else 1
        for part in range(parts):
            start, end = count * part // parts, count * (part + 1) // parts
            if end > start:
                yield "terms", (start, end)
        yield "vocabulary", (0, len(self.vocabulary))

    def write(self, kind: str, span: tuple[int, int], root: Path) -> dict[str, str]:
        """Write a range of the shards of one kind; return path → SHA-256."""
        language, terms = self.plan.source.language, self.index.terms
        starts = [*(self.postings if kind == "terms" else self.vocabulary), len(terms)]
        written: dict[str, str] = {}
        for shard in range(*span):
            start, end = starts[shard], starts[shard + 1]
            if kind == "terms":
                found = map(self.index.postings, terms[start:end])
                content = shards.posting_shard(found, self.plan.numbering.numbers, self.index.lengths)
            else:
                content = shards.vocabulary_shard(terms[start:end], self.frequencies[start:end])
            key = f"{language}/{kind}/{file_name(terms[start])}"
            own = _write(root, key, list(content))
            if not own.keys().isdisjoint(written):
                msg = f"two shards of {language} have the name {key}: raise plugins.search.analysis.ANALYSER"
                raise ValueError(msg)
            written |= own
        return written

    def finish(self, root: Path) -> None:
        """Write the manifest, once all other files are known."""
        language, terms = self.plan.source.language, self.index.terms
        digest = hashlib.sha256("".join(f"{path} {self.files[path]}\n" for path in sorted(self.files)).encode())
        content = manifest(
            language=language,
            count=len(self.plan.numbering.order),
            totals=[sum(lengths) for lengths in self.index.lengths],
            spaces=self.plan.numbering.spaces,
            shards=[terms[start] for start in self.postings],
            vocabulary=[terms[start] for start in self.vocabulary],
            terms=len(terms),
            stop_words=Analyser(language).stop_words,
            digest=digest.hexdigest()[:12],
        )
        self.files |= _write(root, f"{language}/manifest", content)


_RUNNING: list[tuple[Callable[[object], object], Sequence[object]]] = []


def _run(position: int) -> object:
    function, tasks = _RUNNING[-1]
    return function(tasks[position])


def _in_processes(function: Callable[[_Task], _Result], tasks: Sequence[_Task], workers: int) -> list[_Result]:
    """Return the results of a function over tasks, in order.

    Processes are forked after the tasks are made and find them in memory: only positions and results travel.
    """
    if workers < 2 or len(tasks) < 2:
        return [function(task) for task in tasks]
    _RUNNING.append((function, tasks))  # type: ignore[arg-type]
    try:
        with multiprocessing.get_context("fork").Pool(min(workers, len(tasks))) as pool:
            return pool.map(_run, range(len(tasks)), chunksize=1)  # type: ignore[arg-type]
    finally:
        _RUNNING.pop()
