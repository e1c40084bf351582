"""From documents to the files of the index: number, count, join, split, write.

Counting and splitting run over ranges, in forked processes where there are several: each range is a plain function of
its documents, and joining them in order gives the same bytes whatever the number of processes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from plugins.search import cards, shards
from plugins.search.analysis import Analyser
from plugins.search.cards import Json
from plugins.search.codes import file_name
from plugins.search.documents import Card, SearchDocument
from plugins.search.indexing import Index, RangeIndex, index_range
from plugins.search.manifest import manifest
from plugins.search.output import remove_others, script, write
from plugins.search.plan import Plan, Source
from plugins.search.processes import in_processes
from plugins.search.whole import whole_index

FOLDER = "search"
"""Where the index is, below the site's root."""


def build(sources: Sequence[Source], root: Path, *, workers: int = 1, whole: Path | None = None) -> dict[str, str]:
    """Write the index of every language below ``root``, and return path → SHA-256 of all its files.

    Unchanged files are left alone, those of documents and terms that are gone are deleted. ``whole`` is a folder to
    write the unsplit indexes to as well.

    Raises:
        ValueError: if two documents of a language have one id, or two shards one name (one archive in 200,000).
        OSError: if a file cannot be written.
    """
    plans = [Plan(source) for source in sources]
    ranges = [(plan, span) for plan in plans for span in plan.ranges(workers)]
    counted = in_processes(lambda task: _count(task[0], task[1], root), ranges, workers)
    splits: list[_Split] = []
    for plan in plans:
        own = [result for (of, _), result in zip(ranges, counted, strict=True) if of is plan]
        split = _Split(plan=plan, index=Index([result.index for result in own]))
        for result in own:
            split.files |= result.written
        split.files |= _tables(plan, [card for result in own for card in result.cards], root)
        splits.append(split)
    tasks = [(split, kind, span) for split in splits for kind, span in split.tasks(workers)]
    results = in_processes(lambda task: task[0].write(task[1], task[2], root), tasks, workers)
    for (split, _, _), files in zip(tasks, results, strict=True):
        split.files |= files
    written: dict[str, str] = {}
    for split in splits:
        split.finish(root)
        written |= split.files
        if whole is not None:
            language = split.plan.language
            text = whole_index(split.index, language=language, ids=[key.id for key in split.plan.keys])
            write(whole, f"lunr-{language}.json", text.encode())
    return dict(sorted(written.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    index: RangeIndex
    cards: tuple[Card, ...]
    written: dict[str, str]


# Analysers remember the words they have seen; one a process and language serves all its ranges.
_analysers: dict[str, Analyser] = {}


def _count(plan: Plan, span: tuple[int, int], root: Path) -> _Counted:
    """Count the documents of a range, and write their blocks on the way."""
    start, end = span
    found: list[Card] = []
    block: list[Json] = []
    written: dict[str, str] = {}

    def documents() -> Iterator[SearchDocument]:
        for ordinal, document in zip(range(start, end), plan.load(start, end), strict=True):
            place = plan.places[ordinal]
            found.append(document.card)
            block.append(cards.row(document, place.number))
            if ordinal + 1 == end or plan.places[ordinal + 1].block != place.block:
                year, name = place.block
                written.update(_write(root, f"{plan.language}/docs/{year}/{name}", [*block]))
                block.clear()
            yield document

    analyser = _analysers.setdefault(plan.language, Analyser(plan.language))
    index = index_range(documents(), start=start, analyser=analyser)
    return _Counted(index=index, cards=tuple(found), written=written)


def _tables(plan: Plan, found: Sequence[Card], root: Path) -> dict[str, str]:
    """Write the tables of each year: ids, and what hits are filtered and counted by."""
    written: dict[str, str] = {}
    for year, start, end in plan.years():
        numbers = [place.number for place in plan.places[start:end]]
        keys = plan.keys[start:end]
        written |= _write(root, f"{plan.language}/refs/{year}", cards.refs(numbers, keys))
        written |= _write(root, f"{plan.language}/columns/{year}", cards.columns(numbers, keys, found[start:end]))
    return written


def _write(root: Path, key: str, content: Json) -> dict[str, str]:
    path = f"{FOLDER}/{key}.js"
    return {path: write(root, path, script(key, content))}


class _Split:
    """One language's index, cut into shards and written."""

    def __init__(self, *, plan: Plan, index: Index) -> None:
        self.plan = plan
        self.index = index
        self.files: dict[str, str] = {}
        """Path → SHA-256 of all that is written of this language."""
        terms = index.terms
        self.frequencies = [index.frequency(term) for term in terms]
        weighed = zip(terms, map(shards.posting_weight, terms, self.frequencies), strict=True)
        self.postings = shards.cut(weighed, shards.POSTING_CUTS)
        weighed = zip(terms, map(shards.vocabulary_weight, terms), strict=True)
        self.vocabulary = shards.cut(weighed, shards.VOCABULARY_CUTS)
        for starts in (self.postings, self.vocabulary):
            if len({file_name(terms[start]) for start in starts}) < len(starts):
                msg = f"two shards of {plan.language} would have one file name: take more digits in codes.file_name"
                raise ValueError(msg)

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
        terms = self.index.terms
        starts = [*(self.postings if kind == "terms" else self.vocabulary), len(terms)]
        written: dict[str, str] = {}
        for shard in range(*span):
            start, end = starts[shard], starts[shard + 1]
            if kind == "terms":
                found = map(self.index.postings, terms[start:end])
                content = shards.posting_shard(found, self.plan.numbers, self.index.lengths)
            else:
                content = shards.vocabulary_shard(terms[start:end], self.frequencies[start:end])
            written |= _write(root, f"{self.plan.language}/{kind}/{file_name(terms[start])}", [*content])
        return written

    def finish(self, root: Path) -> None:
        """Write the manifest, once all other files are known, and delete what is left from before."""
        terms = self.index.terms
        state = hashlib.sha256("".join(chain(*((path, self.files[path]) for path in sorted(self.files)))).encode())
        content = manifest(
            language=self.plan.language,
            count=len(self.plan),
            totals=[sum(lengths) for lengths in self.index.lengths],
            spaces=self.plan.spaces,
            shards=[terms[start] for start in self.postings],
            vocabulary=[terms[start] for start in self.vocabulary],
            terms=len(terms),
            stop_words=Analyser(self.plan.language).stop_words,
            digest=state.hexdigest()[:12],
        )
        self.files |= _write(root, f"{self.plan.language}/manifest", content)
        remove_others(root, f"{FOLDER}/{self.plan.language}", self.files)
