"""The lists of terms, and the shards they are in, after a change of a few documents."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from plugins.search import output, shards
from plugins.search.amending import Change, Posting, TermLists, amend, coded_positions, documents_of
from plugins.search.build import write_file
from plugins.search.codes import file_name, front_code, units
from plugins.search.indexing import POSITION_FIELDS
from plugins.search.packing import bounds
from plugins.search.postings import PLACED
from plugins.search.state import State

_Bounds = tuple[str, str | None]
"""The first term of a shard, and that of the next, if there is one."""

Postings = Mapping[str, Sequence[Mapping[int, Posting]]]
"""Term → for each field: number of a document → what it has of the term."""


def change_lists(
    state: State, changes: Iterable[tuple[str, Sequence[Change]]], recount: Callable[[set[int]], Postings], root: Path
) -> tuple[dict[str, str], set[str]]:
    """Write the shards in which a term has changed, and bring the terms of ``state`` up to date.

    ``recount`` is given numbers of documents, and returns the postings of all their terms.
    Returns path → SHA-256 of what was written, and the paths of shards that are no more.
    """
    postings = _Stored("terms", state, state.terms, state.shards, root)
    positions = _Stored("positions", state, list(state.sizes), state.positions, root)
    old = (state.shards, state.positions, state.vocabulary)
    found = _amend_all(state, changes, postings, positions)
    _place(state, found, postings, positions, recount)
    placed = [term for term in state.terms if term in state.sizes]
    state.sizes = {term: state.sizes[term] for term in placed}
    state.shards = shards.recut(
        *(state.shards, found.reweighed, state.terms),
        lambda term: shards.posting_weight(term, state.frequencies[term]),
        shards.POSTING_CUTS,
    )
    state.positions = shards.recut(
        *(state.positions, found.resized, placed),
        lambda term: shards.position_weight(term, state.sizes[term]),
        shards.POSITION_CUTS,
    )
    state.vocabulary = shards.recut(
        state.vocabulary, found.spellings, state.terms, shards.vocabulary_weight, shards.VOCABULARY_CUTS
    )
    state.check_names()

    # All lists are read before any is written: a shard may begin where another one did.
    contents: dict[str, Sequence[str]] = {}
    for own in _touched(old[0], state.shards, postings.amended):
        contents[f"terms/{file_name(own[0])}"] = postings.shard(_within(state.terms, own), own)
    for own in _touched(old[1], state.positions, positions.amended):
        contents[f"positions/{file_name(own[0])}"] = positions.shard(_within(placed, own), own)
    for own in _touched(old[2], state.vocabulary, found.classes):
        terms = _within(state.terms, own)
        contents[f"vocabulary/{file_name(own[0])}"] = shards.vocabulary_shard(
            terms, [state.frequencies[term] for term in terms]
        )
    written: dict[str, str] = {}
    for key, content in contents.items():
        written |= write_file(root, f"{state.language}/{key}", [*content])
    new = (state.shards, state.positions, state.vocabulary)
    replaced = {
        state.path(f"{kind}/{file_name(term)}")
        for kind, before, after in zip(("terms", "positions", "vocabulary"), old, new, strict=True)
        for term in set(before).difference(after)
    }
    return written, replaced


@dataclass(slots=True)
class _Found:
    """Terms, by what about them has changed."""

    reweighed: list[str] = field(default_factory=list)
    """Of another frequency."""
    resized: list[str] = field(default_factory=list)
    """With more places, or fewer, or none any more."""
    spellings: list[str] = field(default_factory=list)
    """That came or went."""
    classes: list[str] = field(default_factory=list)
    """That the vocabulary tells otherwise."""
    crossed: list[str] = field(default_factory=list)
    """Frequent enough to have positions now, which they had not."""


def _amend_all(
    state: State, changes: Iterable[tuple[str, Sequence[Change]]], postings: _Stored, positions: _Stored
) -> _Found:
    """Amend the lists of all terms that have changed, and what ``state`` says of terms."""
    found = _Found()
    for term, fields in changes:
        before = state.frequencies.get(term, 0)
        placed = term in state.sizes
        (own,) = postings.of(term) if before else (b"",)
        lows, highs = positions.of(term) if placed else (b"", b"")
        now, frequency = amend(TermLists(postings=own, lows=lows, highs=highs), fields, placed=placed)
        postings.amended[term] = (now.postings,)
        if frequency < PLACED:
            now = replace(now, lows=b"", highs=b"")
        elif not placed:
            found.crossed.append(term)
        # A word that stands in no title or text has a list of places without any, which comes and goes all the same.
        leaves = placed and frequency < PLACED
        if leaves or (now.lows, now.highs) != (lows, highs):
            positions.amended[term] = (now.lows, now.highs)
        if leaves or len(now.lows) != len(lows):
            found.resized.append(term)
        if frequency < PLACED:
            state.sizes.pop(term, None)
        elif placed:
            state.sizes[term] = len(now.lows)
        if frequency != before:
            found.reweighed.append(term)
        if frequency.bit_length() != before.bit_length():
            found.classes.append(term)
        if frequency:
            state.frequencies[term] = frequency
        else:
            del state.frequencies[term]
        if not before or not frequency:
            found.spellings.append(term)
    for term in found.spellings:
        if term in state.frequencies:
            insort(state.terms, term, key=units)
        else:
            del state.terms[bisect_left(state.terms, units(term), key=units)]
    return found


def _place(
    state: State,
    found: _Found,
    postings: _Stored,
    positions: _Stored,
    recount: Callable[[set[int]], Postings],
) -> None:
    """Find the positions of terms that had none: their documents are few, and are looked through again."""
    numbers = {
        number
        for term in found.crossed
        for own in documents_of(postings.amended[term][0])[:POSITION_FIELDS]
        for number in own
    }
    counted = recount(numbers) if numbers else {}
    for term in found.crossed:
        has = counted.get(term, ())[:POSITION_FIELDS]
        steps = [step for own in has for number in sorted(own) for step in own[number][1]]
        positions.amended[term] = coded_positions(steps)
        state.sizes[term] = len(steps)
        found.resized.append(term)


def _touched(old: Sequence[str], new: Sequence[str], changed: Iterable[str]) -> list[_Bounds]:
    """Return the bounds of the new shards that are not as they were."""
    known = set(_bounds(old))
    bounds = _bounds(new)
    touched = {place for place, own in enumerate(bounds) if own not in known}
    firsts = [units(term) for term in new]
    touched |= {bisect_right(firsts, units(term)) - 1 for term in changed}
    return [bounds[place] for place in sorted(touched) if place >= 0]


def _bounds(starts: Sequence[str]) -> list[_Bounds]:
    return list(zip(starts, (*starts[1:], None), strict=True)) if starts else []


def _within(terms: Sequence[str], bounds: _Bounds) -> Sequence[str]:
    """Return the terms of a shard."""
    first, following = bounds
    start = bisect_left(terms, units(first), key=units)
    return terms[start : len(terms) if following is None else bisect_left(terms, units(following), key=units)]


class _Stored:
    """The lists of terms, of one kind, as the last build wrote them, read shard by shard; and those that have changed.

    The lists of a term are one text of postings, or two of positions.
    """

    def __init__(self, kind: str, state: State, terms: Sequence[str], starts: Sequence[str], root: Path) -> None:
        self.amended: dict[str, tuple[bytes, ...]] = {}
        self._kind = kind
        self._root = root
        self._path = state.path
        self._terms = list(terms)
        self._starts = starts
        self._firsts = [units(term) for term in starts]
        self._read: dict[int, dict[str, tuple[bytes, ...]]] = {}
        self._words: dict[int, str] = {}

    def of(self, term: str) -> tuple[bytes, ...]:
        """Return the lists of a term that there was."""
        return self._shard(bisect_right(self._firsts, units(term)) - 1)[term]

    def shard(self, terms: Sequence[str], bounds: _Bounds) -> tuple[str, ...]:
        """Return the content of a shard of these terms, as they are now."""
        first = max(bisect_right(self._firsts, units(bounds[0])) - 1, 0)
        end = len(self._starts) if bounds[1] is None else bisect_left(self._firsts, units(bounds[1]))
        known: dict[str, tuple[bytes, ...]] = {}
        for place in range(first, end):
            known |= self._shard(place)
        words = self._words[first] if end == first + 1 and list(known) == terms else front_code(terms)
        lists = [self.amended[term] if term in self.amended else known[term] for term in terms]
        separated, *others = zip(*lists, strict=True)
        return words, b" ".join(separated).decode(), *(b"".join(own).decode() for own in others)

    def _shard(self, place: int) -> dict[str, tuple[bytes, ...]]:
        if place not in self._read:
            own = _bounds(self._starts[place : place + 2])[0]
            words, *texts = output.read(self._root, self._path(f"{self._kind}/{file_name(own[0])}"))
            self._words[place] = words
            lists = _parted(*(text.encode() for text in texts))
            self._read[place] = dict(zip(_within(self._terms, own), lists, strict=True))
        return self._read[place]


def _parted(separated: bytes, following: bytes | None = None) -> list[tuple[bytes, ...]]:
    """Return the lists of a shard term by term; the second text has as many numbers of each term as the first has characters."""
    own = separated.split(b" ")
    if following is None:
        return [(text,) for text in own]
    cuts: Any = bounds(following).tolist()
    parted: list[tuple[bytes, ...]] = []
    place = 0
    for text in own:
        parted.append((text, following[cuts[place] : cuts[place + len(text)]]))
        place += len(text)
    return parted
