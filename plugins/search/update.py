"""An index changed where it stands: a few documents more, less or different, and only the files that show them.

What is written are the bytes of a build from nothing. The documents that differ are analysed twice, as they were (their
blocks still hold them) and as they are; the difference goes into the lists of their terms (:mod:`plugins.search.lists`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from plugins.search import cards, output
from plugins.search.amending import Change, Posting
from plugins.search.build import analyser_of, write_file, write_year
from plugins.search.codes import tokens
from plugins.search.documents import FIELDS, Card, SearchDocument
from plugins.search.indexing import FREQUENCY_BITS, FREQUENCY_MASK, POSITION_FIELDS, Index, index_range
from plugins.search.lists import change_lists
from plugins.search.numbering import YearSpace
from plugins.search.plan import Plan, Source
from plugins.search.state import State, Texts, texts

_FEW = 100
"""Changed documents that are always worth an update."""
_SHARE = 0.05
"""Share of changed documents up to which an update is less work than counting all."""

_Block = tuple[int, int]
"""A year, and the position of a block in it."""


def update(state: State, source: Source, root: Path) -> State | None:
    """Change the files of an index below ``root`` into those of ``source``; return what there is to know of it then.

    ``state`` is used up. Returns None, with nothing written, where so much has changed that counting all is less work.

    Raises:
        ValueError: as :func:`plugins.search.build.build_states`.
        OSError: if a file cannot be read or written.
    """
    plan = Plan(source)
    before = dict(zip(state.numbers, state.fixities, strict=True))
    after = dict(zip(plan.numbers, plan.fixities, strict=True))
    gone = _lacking(before, after, set(state.spaces).difference(plan.spaces))
    come = _lacking(after, before, set(plan.spaces).difference(state.spaces))
    if not before or not after or len(gone) + len(come) > max(_FEW, _SHARE * len(after)):
        return None
    own_texts = dict(zip(state.numbers, state.texts, strict=True))
    stale = _places(state.spaces, gone)
    fresh = _places(plan.spaces, come)
    old = _Counted(plan.language, gone, _recall(state, stale, own_texts, root))

    blocks = {block for places in (stale, fresh) for block, _ in places.values()}
    documents, written = _write_blocks(plan, blocks, root)
    new = _Counted(plan.language, come, [documents[number] for number in come])
    years = {year for year, _ in blocks}
    for space, start, end in plan.years():
        if space.year in years:
            written |= write_year(plan, space, start, plan.cards(start, end), root)
    concerned = {state.path(f"docs/{year}/{block}") for year, block in blocks}
    concerned |= {state.path(f"{kind}/{year}") for kind in ("refs", "columns") for year in years}
    rewritten, replaced = change_lists(state, old.changes_to(new), root)
    written |= rewritten

    own_texts |= {number: texts(documents[number]) for number in come}
    state.fixities, state.numbers, state.spaces = plan.fixities, plan.numbers, plan.spaces
    state.texts = [own_texts[number] for number in plan.numbers]
    state.totals = [total - less + more for total, less, more in zip(state.totals, old.totals, new.totals, strict=True)]
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


def _recall(
    state: State, places: Mapping[int, tuple[_Block, int]], own_texts: Mapping[int, Texts], root: Path
) -> Iterator[SearchDocument]:
    """Yield documents as they were, but for their cards."""
    rows = {}
    for year, position in {block for block, _ in places.values()}:
        for row in output.read(root, state.path(f"docs/{year}/{position}")):
            rows[year, row[0]] = row
    for number, ((year, _), relative) in places.items():
        _, identifier, title, issued, url, kind, countries, sources, violations, body = rows[year, relative]
        place, source, target = own_texts[number]
        card = Card(
            url=url, kind=kind, countries=tuple(countries), sources=tuple(sources), violations=tuple(violations)
        )
        yield SearchDocument(
            id=identifier, issued=issued, card=card, title=title, body=body, place=place, source=source, target=target
        )


def _write_blocks(plan: Plan, blocks: Iterable[_Block], root: Path) -> tuple[dict[int, SearchDocument], dict[str, str]]:
    """Write those of some blocks that there are; return all documents in them by number, and path → SHA-256."""
    spaces = {space.year: space for space in plan.spaces}
    documents: dict[int, SearchDocument] = {}
    written: dict[str, str] = {}
    for year, position in sorted(blocks):
        first = position << cards.BLOCK_SHIFT
        space = spaces.get(year)
        if space is None or first >= space.size:
            continue
        start, end = plan.within(space.base + first, min(1 << cards.BLOCK_SHIFT, space.size - first))
        own = dict(zip(plan.numbers[start:end], plan.load(start, end), strict=True))
        if own:
            rows = [cards.row(document, number - space.base) for number, document in own.items()]
            written |= write_file(root, f"{plan.language}/docs/{year}/{position}", [*rows])
            documents |= own
    return documents, written


class _Counted:
    """A few documents, counted."""

    def __init__(self, language: str, numbers: Sequence[int], documents: Iterable[SearchDocument]) -> None:
        index = Index([index_range(documents, start=0, analyser=analyser_of(language))])
        self.totals = [sum(lengths) for lengths in index.lengths]
        self._counts: dict[str, list[dict[int, Posting]]] = {}
        for found in index:
            placed = iter(tokens(index.positions(found.term)))
            self._counts[found.term] = [
                {
                    numbers[posting >> FREQUENCY_BITS]: (
                        posting & FREQUENCY_MASK,
                        lengths[posting >> FREQUENCY_BITS],
                        "".join(islice(placed, posting & FREQUENCY_MASK)) if field < POSITION_FIELDS else "",
                    )
                    for posting in postings
                }
                for field, (postings, lengths) in enumerate(zip(found.fields, index.lengths, strict=True))
            ]

    def changes_to(self, other: _Counted) -> Iterator[tuple[str, list[Change]]]:
        """Yield the terms of which these documents and those have not the same, with what is different in each field."""
        nothing: list[dict[int, Posting]] = [{} for _ in FIELDS]
        for term in self._counts.keys() | other._counts.keys():
            fields: list[Change] = [
                dict[int, Posting | None].fromkeys(old.keys() - new.keys())
                | {number: has for number, has in new.items() if old.get(number) != has}
                for old, new in zip(self._counts.get(term, nothing), other._counts.get(term, nothing), strict=True)
            ]
            if any(fields):
                yield term, fields
