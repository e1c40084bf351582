"""From documents to the files of the index: number, count, join, split, write.

Counting and splitting run over ranges, in forked processes where there are several: each range is a plain function of
its documents, and joining them in order gives the same bytes whatever the number of processes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from plugins.search import cards, shards
from plugins.search.analysis import Analyser
from plugins.search.cards import Json
from plugins.search.codes import file_name, front_code
from plugins.search.documents import Card, SearchDocument
from plugins.search.indexing import Index, RangeIndex, index_range
from plugins.search.numbering import YearSpace
from plugins.search.output import remove_others, script, write
from plugins.search.plan import Plan, Source
from plugins.search.processes import in_processes
from plugins.search.state import FOLDER, State, Texts, texts
from plugins.search.whole import whole_index


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
    ranges = [(plan, span) for plan in plans for span in plan.ranges(workers)]
    counted = in_processes(lambda task: _count(task[0], task[1], root), ranges, workers)
    splits: list[_Split] = []
    for plan in plans:
        own = [result for (of, _), result in zip(ranges, counted, strict=True) if of is plan]
        split = _Split(plan=plan, index=Index([result.index for result in own]))
        split.texts = [found for result in own for found in result.texts]
        for result in own:
            split.files |= result.written
        split.files |= write_tables(plan, [card for result in own for card in result.cards], root)
        splits.append(split)
    tasks = [(split, kind, span) for split in splits for kind, span in split.tasks(workers)]
    results = in_processes(lambda task: task[0].write(task[1], task[2], root), tasks, workers)
    for (split, _, _), files in zip(tasks, results, strict=True):
        split.files |= files
    states: list[State] = []
    for split in splits:
        state = split.state()
        state.write_manifest(root)
        remove_others(root, f"{FOLDER}/{state.language}", state.files)
        if whole is not None:
            text = whole_index(split.index, language=state.language, ids=[key.id for key in split.plan.keys])
            write(whole, f"lunr-{state.language}.json", text.encode())
        states.append(state)
    return states


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    index: RangeIndex
    cards: tuple[Card, ...]
    texts: tuple[Texts, ...]
    written: dict[str, str]


# Analysers remember the words they have seen; one a process and language serves all its ranges.
@cache
def analyser_of(language: str) -> Analyser:
    """Return the one analyser of a language in this process."""
    return Analyser(language)


def _count(plan: Plan, span: tuple[int, int], root: Path) -> _Counted:
    """Count the documents of a range, and write their blocks on the way."""
    start, end = span
    found: list[Card] = []
    own: list[Texts] = []
    block: list[Json] = []
    written: dict[str, str] = {}

    def documents() -> Iterator[SearchDocument]:
        for ordinal, document in zip(range(start, end), plan.load(start, end), strict=True):
            place = plan.places[ordinal]
            found.append(document.card)
            own.append(texts(document))
            block.append(cards.row(document, place.number))
            if ordinal + 1 == end or plan.places[ordinal + 1].block != place.block:
                year, name = place.block
                written.update(write_file(root, f"{plan.language}/docs/{year}/{name}", [*block]))
                block.clear()
            yield document

    index = index_range(documents(), start=start, analyser=analyser_of(plan.language))
    return _Counted(index=index, cards=tuple(found), texts=tuple(own), written=written)


def write_tables(plan: Plan, found: Sequence[Card], root: Path) -> dict[str, str]:
    """Write the tables of all years, given all cards; return path → SHA-256."""
    written: dict[str, str] = {}
    for space, start, end in plan.years():
        written |= write_year(plan, space, start, found[start:end], root)
    return written


def write_year(plan: Plan, space: YearSpace, start: int, found: Sequence[Card], root: Path) -> dict[str, str]:
    """Write the tables of one year, given its cards, the first of which has the ordinal ``start``."""
    end = start + len(found)
    numbers = [number - space.base for number in plan.numbers[start:end]]
    keys = plan.keys[start:end]
    return write_file(root, f"{plan.language}/refs/{space.year}", cards.refs(numbers, keys)) | write_file(
        root, f"{plan.language}/columns/{space.year}", cards.columns(numbers, keys, found)
    )


def write_file(root: Path, key: str, content: Json) -> dict[str, str]:
    """Write one file of the index, given its key; return its path → SHA-256."""
    path = f"{FOLDER}/{key}.js"
    return {path: write(root, path, script(key, content))}


class _Split:
    """One language's index, cut into shards and written."""

    def __init__(self, *, plan: Plan, index: Index) -> None:
        self.plan = plan
        self.index = index
        self.texts: list[Texts] = []
        self.files: dict[str, str] = {}
        """Path → SHA-256 of all that is written of this language."""
        terms = index.terms
        self.frequencies = [index.frequency(term) for term in terms]
        weighed = zip(terms, map(shards.posting_weight, terms, self.frequencies), strict=True)
        self.postings = list(shards.cut(weighed, shards.POSTING_CUTS))
        self.sizes = [index.size(term) for term in terms]
        weighed = zip(terms, map(shards.position_weight, terms, self.sizes), strict=True)
        self.positions = list(shards.cut(weighed, shards.POSITION_CUTS))
        weighed = zip(terms, map(shards.vocabulary_weight, terms), strict=True)
        self.vocabulary = list(shards.cut(weighed, shards.VOCABULARY_CUTS))
        self.state().check_names()

    def tasks(self, workers: int) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield ranges of shards to write, several a process, so that none waits long for the other."""
        parts = 4 * workers if workers > 1 else 1
        for kind in ("terms", "positions"):
            count = len(self._starts(kind))
            for part in range(parts):
                start, end = count * part // parts, count * (part + 1) // parts
                if end > start:
                    yield kind, (start, end)
        yield "vocabulary", (0, len(self.vocabulary))

    def _starts(self, kind: str) -> list[int]:
        return {"terms": self.postings, "positions": self.positions, "vocabulary": self.vocabulary}[kind]

    def write(self, kind: str, span: tuple[int, int], root: Path) -> dict[str, str]:
        """Write a range of the shards of one kind; return path → SHA-256."""
        terms = self.index.terms
        starts = [*self._starts(kind), len(terms)]
        written: dict[str, str] = {}
        for shard in range(*span):
            start, end = starts[shard], starts[shard + 1]
            if kind == "terms":
                found = map(self.index.postings, terms[start:end])
                content = shards.posting_shard(found, self.plan.numbers, self.index.lengths)
            elif kind == "positions":
                own = terms[start:end]
                content = (front_code(own), " ".join(map(self.index.positions, own)))
            else:
                content = shards.vocabulary_shard(terms[start:end], self.frequencies[start:end])
            written |= write_file(root, f"{self.plan.language}/{kind}/{file_name(terms[start])}", [*content])
        return written

    def state(self) -> State:
        """Return what is known of the index, but for its manifest."""
        terms = self.index.terms
        return State(
            language=self.plan.language,
            fixities=self.plan.fixities,
            numbers=self.plan.numbers,
            texts=self.texts,
            spaces=self.plan.spaces,
            totals=[sum(lengths) for lengths in self.index.lengths],
            terms=list(terms),
            frequencies=dict(zip(terms, self.frequencies, strict=True)),
            sizes=dict(zip(terms, self.sizes, strict=True)),
            shards=[terms[start] for start in self.postings],
            positions=[terms[start] for start in self.positions],
            vocabulary=[terms[start] for start in self.vocabulary],
            files=self.files,
        )
