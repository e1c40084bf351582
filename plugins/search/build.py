"""From documents to the files of the index: number, count, join, invert, split, write.

Counting runs over ranges of documents, all that follows over ranges of terms or files, in forked processes where there are
several: each is a plain function of its range, and joining the results in order gives the same bytes whatever the number
of processes.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import chain, pairwise
from pathlib import Path

import numpy as np

from plugins.forking import in_processes
from plugins.search import cards, shards, wording
from plugins.search.cards import Json
from plugins.search.codes import file_name, front_code
from plugins.search.counting import Counted, analyser_of, count_range, sample_state
from plugins.search.documents import Card
from plugins.search.indexing import Index, Terms
from plugins.search.output import Spool, remove_others, script, write
from plugins.search.packing import Numbers
from plugins.search.plan import Group, Plan, Source, groups
from plugins.search.postings import PLACED, Lists, Text, write_lists
from plugins.search.state import FOLDER, State
from plugins.search.whole import whole_index
from plugins.search.wording import Wording

_SMALLEST_VOCABULARY = 4000
"""Chunks for which other processes are worth asking for their terms."""
_OCCURRENCES = 3_000_000
"""Terms in texts that are sorted at a time: each takes some sixty bytes."""


def build(sources: Sequence[Source], root: Path, *, workers: int = 1, whole: Path | None = None) -> dict[str, str]:
    """Write the index of every language below ``root``, and return path → SHA-256 of all its files.

    See :func:`build_states`.
    """
    states = build_states(sources, root, workers=workers, whole=whole)
    return dict(sorted((path, digest) for state in states for path, digest in state.files.items()))


def build_states(sources: Sequence[Source], root: Path, *, workers: int = 1, whole: Path | None = None) -> list[State]:
    """Write the index of every language below ``root``, and return what there is to know of each.

    Unchanged files are left alone, those of documents and terms that are gone are deleted. ``whole`` is a folder to
    write the unsplit indexes to as well.

    Raises:
        ValueError: if two documents of a language have one id, or two shards one name (one archive in 200,000).
        OSError: if a file cannot be written.
    """
    plans = [Plan(source) for source in sources]
    with ExitStack() as spools:
        ranges = [
            (plan, span, spools.enter_context(closing(Spool(root)))) for plan in plans for span in plan.ranges(workers)
        ]
        counted = in_processes(lambda task: count_range(*task), ranges, workers)
        languages = [
            _Language(
                plan,
                [(result, spool) for (of, _, spool), result in zip(ranges, counted, strict=True) if of is plan],
                workers,
            )
            for plan in plans
        ]
        del counted
        parts = [(language, span) for language in languages for span in language.parts(workers)]
        lists = in_processes(lambda task: task[0].lists(*task[1]), parts, workers)
        for language in languages:
            language.split([result for (of, _), result in zip(parts, lists, strict=True) if of is language])
        tasks = [(language, kind, span) for language in languages for kind, span in language.tasks(workers)]
        results = in_processes(lambda task: task[0].write(task[1], task[2], root), tasks, workers)
        for (language, _, _), files in zip(tasks, results, strict=True):
            language.files |= files
    states: list[State] = []
    for language in languages:
        state = language.state()
        state.write_manifest(root)
        remove_others(root, f"{FOLDER}/{state.language}", state.files)
        if whole is not None:
            ids = [key.id for key in language.plan.keys]
            write(
                whole,
                f"lunr-{state.language}.json",
                whole_index(language.index, language=state.language, ids=ids).encode(),
            )
        states.append(state)
    return states


def write_tables(
    plan: Plan, group: Group, lengths: Sequence[Sequence[int]], found: Sequence[Card], root: Path
) -> dict[str, str]:
    """Write the tables of a group of years, given the lengths of all documents and the cards of its own."""
    start, end = plan.within(group.base, group.size)
    numbers = [number - group.base for number in plan.numbers[start:end]]
    keys = plan.keys[start:end]
    tables = (
        cards.refs(numbers, keys),
        cards.measures(numbers, [field[start:end] for field in lengths], keys),
        cards.columns(found),
    )
    written: dict[str, str] = {}
    for kind, table in zip(cards.TABLES, tables, strict=True):
        written |= write_file(root, f"{plan.language}/{kind}/{group.year}", table)
    return written


def write_file(root: Path, key: str, content: Json) -> dict[str, str]:
    """Write one file of the index, given its key; return its path → SHA-256."""
    path = f"{FOLDER}/{key}.js"
    return {path: write(root, path, script(key, content))}


def _spans(count: int, parts: int) -> Iterator[tuple[int, int]]:
    bounds = [count * part // parts for part in range(parts + 1)]
    return (span for span in pairwise(bounds) if span[1] > span[0])


class _Language:
    """One language's index: joined, inverted, cut into shards and written."""

    def __init__(self, plan: Plan, counted: Sequence[tuple[Counted, Spool]], workers: int) -> None:
        self.plan = plan
        self.files: dict[str, str] = {}
        """Path → SHA-256 of all that is written of this language."""
        self.texts = [found for result, _ in counted for found in result.texts]
        self.blocks = [(block, spool) for result, spool in counted for block in result.blocks]
        self.wording = Wording(wording.choose(result.words for result, _ in counted))
        self.groups = groups(plan.spaces)
        self.numbers: Numbers = np.array(plan.numbers, np.int64)

        def analyse(found: Sequence[str]) -> list[Terms]:
            def terms(span: tuple[int, int]) -> list[Terms]:
                return [*map(analyser_of(plan.language).indexed, found[slice(*span)])]

            parts = 4 * workers if len(found) > _SMALLEST_VOCABULARY else 1
            return [*chain(*in_processes(terms, [*_spans(len(found), parts)], workers))]

        self.index = Index([result.index for result, _ in counted], analyse)
        self.lengths = [own.tolist() for own in self.index.lengths]

    def parts(self, workers: int) -> Iterator[tuple[int, int]]:
        """Yield ranges of terms that occur about as often, several a process."""
        occurrences = np.cumsum(self.index.occurrences())
        total = int(occurrences[-1]) if len(occurrences) else 0
        parts = max(2 * workers if workers > 1 else 1, -(-total // _OCCURRENCES))
        ends = np.searchsorted(occurrences, [total * part // parts for part in range(1, parts)]).tolist()
        return (span for span in pairwise((0, *ends, len(self.index.terms))) if span[1] > span[0])

    def lists(self, first: int, last: int) -> Lists:
        """Write the lists of a range of terms."""
        return write_lists(self.index.inverted(first, last), self.numbers)

    def split(self, parts: Sequence[Lists]) -> None:
        """Take the lists of all terms, and cut them into shards."""
        nothing = np.zeros(0, np.int64)
        self.frequencies: list[int] = np.concatenate([nothing, *(part.frequencies for part in parts)]).tolist()
        sizes: list[int] = np.concatenate([nothing, *(part.sizes for part in parts)]).tolist()
        self.lists_of = Text.joined([part.postings for part in parts])
        self.lows = Text.joined([part.lows for part in parts])
        self.highs = Text.joined([part.highs for part in parts])
        terms = self.index.terms
        weighed = zip(terms, map(shards.posting_weight, terms, self.frequencies), strict=True)
        self.postings = [*shards.cut(weighed, shards.POSTING_CUTS)]
        self.placed = [place for place, frequency in enumerate(self.frequencies) if frequency >= PLACED]
        self.sizes = {terms[place]: sizes[place] for place in self.placed}
        sized = ((term, shards.position_weight(term, size)) for term, size in self.sizes.items())
        self.positions = [*shards.cut(sized, shards.POSITION_CUTS)]
        weighed = zip(terms, map(shards.vocabulary_weight, terms), strict=True)
        self.vocabulary = [*shards.cut(weighed, shards.VOCABULARY_CUTS)]
        self.state().check_names()

    def tasks(self, workers: int) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield ranges of files to write, several a process, so that none waits long for the other."""
        parts = 4 * workers if workers > 1 else 1
        for kind, (count, _) in self._kinds().items():
            yield from ((kind, span) for span in _spans(count, parts))

    def write(self, kind: str, span: tuple[int, int], root: Path) -> dict[str, str]:
        """Write a range of the files of one kind; return path → SHA-256."""
        _, one = self._kinds()[kind]
        written: dict[str, str] = {}
        for place in range(*span):
            written |= one(place, root)
        return written

    def _kinds(self) -> dict[str, tuple[int, Callable[[int, Path], dict[str, str]]]]:
        """Return for each kind of file how many there are, and what writes one of them."""
        return {
            "docs": (len(self.blocks), self._docs),
            "terms": (len(self.postings), self._terms),
            "positions": (len(self.positions), self._positions),
            "vocabulary": (len(self.vocabulary), self._vocabulary),
            "tables": (len(self.groups), self._tables),
            "words": (1 if self.wording.words else 0, self._words),
        }

    def _docs(self, place: int, root: Path) -> dict[str, str]:
        (key, span, kept), spool = self.blocks[place]
        rows = marshal.loads(spool.read(kept))  # noqa: S302 (written by this very build)
        lengths = zip(*(own[slice(*span)] for own in self.lengths), strict=True)
        return write_file(
            root, key, [cards.completed(row, own, self.wording) for row, own in zip(rows, lengths, strict=True)]
        )

    def _tables(self, place: int, root: Path) -> dict[str, str]:
        group = self.groups[place]
        found = self.plan.cards(*self.plan.within(group.base, group.size))
        return write_tables(self.plan, group, self.lengths, found, root)

    def _words(self, place: int, root: Path) -> dict[str, str]:
        del place
        return write_file(root, f"{self.plan.language}/words", " ".join(self.wording.words))

    def _terms(self, shard: int, root: Path) -> dict[str, str]:
        terms = self.index.terms
        first, last = _bounds(self.postings, shard, len(terms))
        content: list[Json] = [front_code(terms[first:last]), self.lists_of.of(first, last).removesuffix(" ")]
        return write_file(root, f"{self.plan.language}/terms/{file_name(terms[first])}", content)

    def _positions(self, shard: int, root: Path) -> dict[str, str]:
        own = self.placed[slice(*_bounds(self.positions, shard, len(self.placed)))]
        terms = [self.index.terms[place] for place in own]
        # Those between have no lists: nothing of them is written.
        lows, highs = (text.of(own[0], own[-1] + 1) for text in (self.lows, self.highs))
        content: list[Json] = [front_code(terms), lows.removesuffix(" "), highs]
        return write_file(root, f"{self.plan.language}/positions/{file_name(terms[0])}", content)

    def _vocabulary(self, shard: int, root: Path) -> dict[str, str]:
        first, last = _bounds(self.vocabulary, shard, len(self.index.terms))
        terms = self.index.terms[first:last]
        content = shards.vocabulary_shard(terms, self.frequencies[first:last])
        return write_file(root, f"{self.plan.language}/vocabulary/{file_name(terms[0])}", [*content])

    def state(self) -> State:
        """Return what is known of the index, but for its manifest."""
        terms = self.index.terms
        placed = [*self.sizes]
        return State(
            language=self.plan.language,
            fixities=self.plan.fixities,
            numbers=self.plan.numbers,
            texts=self.texts,
            sampled=sample_state(self.plan),
            words=tuple(self.wording.words),
            lengths=self.lengths,
            spaces=self.plan.spaces,
            terms=list(terms),
            frequencies=dict(zip(terms, self.frequencies, strict=True)),
            sizes=self.sizes,
            shards=[terms[start] for start in self.postings],
            positions=[placed[start] for start in self.positions],
            vocabulary=[terms[start] for start in self.vocabulary],
            files=self.files,
        )


def _bounds(cuts: Sequence[int], shard: int, count: int) -> tuple[int, int]:
    return cuts[shard], cuts[shard + 1] if shard + 1 < len(cuts) else count
