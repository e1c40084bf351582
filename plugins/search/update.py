"""An index changed where it stands: a few documents more, less or different, and only the files that show them.

What is written are the bytes of a build from nothing. The documents that differ are analysed twice, as they were (their
blocks still hold them) and as they are; the difference goes into the lists of their terms (:mod:`plugins.search.lists`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from pathlib import Path

from plugins.search import cards, output
from plugins.search.amending import Change, Posting
from plugins.search.build import write_file, write_tables
from plugins.search.counting import analyser_of, list_of_words, sample_state
from plugins.search.documents import FIELDS, Card, SearchDocument
from plugins.search.indexing import POSITION_FIELDS, Index, index_range
from plugins.search.lists import change_lists
from plugins.search.numbering import YearSpace
from plugins.search.plan import Group, Plan, Source, groups
from plugins.search.state import State, Texts, texts
from plugins.search.wording import Wording

_FEW = 100
"""Changed documents that are always worth an update."""
_SHARE = 0.05
"""Share of changed documents up to which an update is less work than counting all."""

_Block = tuple[int, int]
"""A year, and the position of a block in it."""


def update(state: State, source: Source, root: Path, again: Container[int] = ()) -> State | None:
    """Change the files of an index below ``root`` into those of ``source``; return what there is to know of it then.

    ``state`` is used up. ``again`` are positions in ``source`` of documents that are other than they were although their fixities are not.
    Returns None, with nothing written, where so much has changed that counting all is less work.

    Raises:
        ValueError: as :func:`plugins.search.build.build_states`.
        OSError: if a file cannot be read or written.
    """
    plan = Plan(source)
    before = dict(zip(state.numbers, state.fixities, strict=True))
    after = dict(zip(plan.numbers, plan.fixities, strict=True))
    if again:
        before |= {number: "" for number in plan.numbers_of(again) if number in before}
    gone = _lacking(before, after, set(state.spaces).difference(plan.spaces))
    come = _lacking(after, before, set(plan.spaces).difference(state.spaces))
    if not before or not after or len(gone) + len(come) > max(_FEW, _SHARE * len(after)):
        return None
    sampled = sample_state(plan)
    if sampled != state.sampled and list_of_words(plan) != state.words:
        # All texts would be written otherwise.
        return None
    wording = Wording(state.words)
    own_texts = dict(zip(state.numbers, state.texts, strict=True))
    stale = _places(state.spaces, gone)
    fresh = _places(plan.spaces, come)
    old = _Counted(plan.language, gone, _recall(state, stale, own_texts, wording, root))
    blocks = {block for block, _ in (*stale.values(), *fresh.values())}
    documents = dict(_blocks(plan, blocks))
    new = _Counted(plan.language, come, [documents[number] for number in come])
    lengths = _lengths(state, plan, new)
    written = _write_blocks(plan, documents, lengths, wording, root)
    tables_before, tables = groups(state.spaces), groups(plan.spaces)
    for group in {*_having(tables, come), *_having(tables, gone), *set(tables).difference(tables_before)}:
        found = plan.cards(*plan.within(group.base, group.size))
        written |= write_tables(plan, group, lengths, found, root)
    concerned = {state.path(f"docs/{year}/{block}") for year, block in blocks}
    concerned |= {
        state.path(f"{kind}/{year}")
        for kind in cards.TABLES
        for year in {group.year for group in tables_before}.difference(group.year for group in tables)
    }
    rewritten, replaced = change_lists(state, old.changes_to(new), lambda numbers: _recount(plan, numbers), root)
    written |= rewritten

    own_texts |= zip(come, new.texts, strict=True)
    state.fixities, state.numbers, state.spaces = plan.fixities, plan.numbers, plan.spaces
    state.texts = [own_texts[number] for number in plan.numbers]
    state.lengths, state.sampled = lengths, sampled
    removed = ((concerned | replaced) - written.keys()) & state.files.keys()
    state.files = {path: digest for path, digest in state.files.items() if path not in removed} | written
    state.write_manifest(root)
    output.remove(root, sorted(removed))
    return state


def _lacking(own: Mapping[int, str], other: Mapping[int, str], moved: Iterable[YearSpace]) -> list[int]:
    """Return the numbers of documents that are not the same in another state, and all those of years that have moved."""
    lacking = {number for number, fixity in own.items() if other.get(number) != fixity}
    for space in moved:
        lacking.update(number for number in range(space.base, space.base + space.size) if number in own)
    return sorted(lacking)


def _places(spaces: Sequence[YearSpace], numbers: Iterable[int]) -> dict[int, tuple[_Block, int]]:
    """Return number → block, and number relative to the year's first."""
    bases = [space.base for space in spaces]
    found = {}
    for number in numbers:
        space = spaces[bisect_right(bases, number) - 1]
        relative = number - space.base
        found[number] = ((space.year, relative >> cards.BLOCK_SHIFT), relative)
    return found


def _having(tables: Sequence[Group], numbers: Iterable[int]) -> set[Group]:
    """Return the groups of years in which some numbers are, or would be."""
    bases = [group.base for group in tables]
    return {tables[bisect_right(bases, number) - 1] for number in numbers}


def _lengths(state: State, plan: Plan, new: _Counted) -> list[list[int]]:
    """Return the field lengths of all documents as they are now."""
    fields = []
    for own, come in zip(state.lengths, new.lengths, strict=True):
        known = dict(zip(state.numbers, own, strict=True)) | come
        fields.append([known[number] for number in plan.numbers])
    return fields


def _recall(
    state: State,
    places: Mapping[int, tuple[_Block, int]],
    own_texts: Mapping[int, Texts],
    wording: Wording,
    root: Path,
) -> Iterator[SearchDocument]:
    """Yield documents as they were, but for their cards."""
    rows = {}
    for year, position in {block for block, _ in places.values()}:
        for row in output.read(root, state.path(f"docs/{year}/{position}")):
            rows[year, row[0]] = row
    for number, ((year, _), relative) in places.items():
        title, body = cards.shown(rows[year, relative], wording)
        place, source, target = own_texts[number]
        yield SearchDocument(
            id="", issued="", card=_NONE, title=title, body=body, place=place, source=source, target=target
        )


_NONE = Card(url="", kind="", countries=(), sources=(), violations=())


def _blocks(plan: Plan, blocks: Iterable[_Block]) -> Iterator[tuple[int, SearchDocument]]:
    """Yield the documents of those of some blocks that there are, with their numbers."""
    spaces = {space.year: space for space in plan.spaces}
    for year, position in sorted(blocks):
        first = position << cards.BLOCK_SHIFT
        space = spaces.get(year)
        if space and first < space.size:
            start, end = plan.within(space.base + first, min(1 << cards.BLOCK_SHIFT, space.size - first))
            yield from zip(plan.numbers[start:end], plan.load(start, end), strict=True)


def _write_blocks(
    plan: Plan,
    documents: Mapping[int, SearchDocument],
    lengths: Sequence[Sequence[int]],
    wording: Wording,
    root: Path,
) -> dict[str, str]:
    """Write the blocks of these documents, which are all that are in them; return path → SHA-256."""
    written: dict[str, str] = {}
    of = _places(plan.spaces, documents)
    for (year, position), numbers in groupby(documents, key=lambda number: of[number][0]):
        rows = []
        for number in numbers:
            ordinal = bisect_left(plan.numbers, number)
            row = cards.row(documents[number], of[number][1])
            rows.append(cards.completed(row, [own[ordinal] for own in lengths], wording))
        written |= write_file(root, f"{plan.language}/docs/{year}/{position}", [*rows])
    return written


def _recount(plan: Plan, numbers: Iterable[int]) -> dict[str, list[dict[int, Posting]]]:
    """Return the postings of all terms of some documents."""
    found = sorted(numbers)
    return _Counted(plan.language, found, plan.pick([bisect_left(plan.numbers, one) for one in found])).postings


class _Counted:
    """A few documents, counted."""

    def __init__(self, language: str, numbers: Sequence[int], documents: Iterable[SearchDocument]) -> None:
        self.texts: list[Texts] = []

        def noted() -> Iterator[SearchDocument]:
            for document in documents:
                self.texts.append(texts(document))
                yield document

        index = Index([index_range(noted())], lambda found: [*map(analyser_of(language).indexed, found)])
        self.lengths = [dict(zip(numbers, own.tolist(), strict=True)) for own in index.lengths]
        """For each field: number → length."""
        self.postings: dict[str, list[dict[int, Posting]]] = {term: [{} for _ in FIELDS] for term in index.terms}
        """Term → for each field: number → posting."""
        for field, found in enumerate(index.inverted(0, len(index.terms))):
            own = zip(found.ordinals.tolist(), found.frequencies.tolist(), strict=True)
            steps = iter(found.positions.tolist())
            for term, count in zip(index.terms, found.counts.tolist(), strict=True):
                self.postings[term][field] = {
                    numbers[ordinal]: (frequency, tuple(islice(steps, frequency)) if field < POSITION_FIELDS else ())
                    for ordinal, frequency in islice(own, count)
                }

    def changes_to(self, other: _Counted) -> Iterator[tuple[str, list[Change]]]:
        """Yield the terms of which these documents and those have not the same, with what is different in each field."""
        nothing: list[dict[int, Posting]] = [{} for _ in FIELDS]
        for term in self.postings.keys() | other.postings.keys():
            fields: list[Change] = [
                dict[int, Posting | None].fromkeys(old.keys() - new.keys())
                | {number: has for number, has in new.items() if old.get(number) != has}
                for old, new in zip(self.postings.get(term, nothing), other.postings.get(term, nothing), strict=True)
            ]
            if any(fields):
                yield term, fields
