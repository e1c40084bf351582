"""The lists of terms, and the shards they are in, after a change of a few documents."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from pathlib import Path

from plugins.search import output, shards
from plugins.search.amending import Change, amend
from plugins.search.build import write_file
from plugins.search.codes import file_name, front_code, units
from plugins.search.state import State

_Bounds = tuple[str, str | None]
"""The first term of a shard, and that of the next, if there is one."""


def change_lists(
    state: State, changes: Iterable[tuple[str, Sequence[Change]]], root: Path
) -> tuple[dict[str, str], set[str]]:
    """Write the shards in which a term has changed, and bring the terms of ``state`` up to date.

    Returns path → SHA-256 of what was written, and the paths of shards that are no more.
    """
    lists = _Stored(state, "terms", state.shards, root)
    positions = _Stored(state, "positions", state.positions, root)
    old = (state.shards, state.positions, state.vocabulary)
    reweighed, resized, spellings, classes = _amend_all(state, changes, lists, positions)
    state.shards = shards.recut(
        *(state.shards, reweighed, state.terms),
        lambda term: shards.posting_weight(term, state.frequencies[term]),
        shards.POSTING_CUTS,
    )
    state.positions = shards.recut(
        *(state.positions, resized, state.terms),
        lambda term: shards.position_weight(term, state.sizes[term]),
        shards.POSITION_CUTS,
    )
    state.vocabulary = shards.recut(
        state.vocabulary, spellings, state.terms, shards.vocabulary_weight, shards.VOCABULARY_CUTS
    )
    state.check_names()
    new = (state.shards, state.positions, state.vocabulary)

    # All lists are read before any is written: a shard may begin where another one did.
    contents: dict[str, tuple[str, str]] = {}
    for stored, before, after in ((lists, old[0], new[0]), (positions, old[1], new[1])):
        for bounds in _touched(before, after, stored.amended):
            contents[f"{stored.kind}/{file_name(bounds[0])}"] = stored.shard(_within(state.terms, bounds), bounds)
    for bounds in _touched(old[2], new[2], classes):
        terms = _within(state.terms, bounds)
        contents[f"vocabulary/{file_name(bounds[0])}"] = shards.vocabulary_shard(
            terms, [state.frequencies[term] for term in terms]
        )
    written: dict[str, str] = {}
    for key, content in contents.items():
        written |= write_file(root, f"{state.language}/{key}", [*content])
    replaced = {
        state.path(f"{kind}/{file_name(term)}")
        for kind, before, after in zip(("terms", "positions", "vocabulary"), old, new, strict=True)
        for term in set(before).difference(after)
    }
    return written, replaced


def _amend_all(
    state: State, changes: Iterable[tuple[str, Sequence[Change]]], lists: _Stored, positions: _Stored
) -> tuple[list[str], list[str], list[str], list[str]]:
    """Amend the lists of all terms that have changed, and what ``state`` says of terms.

    Returns the terms of another frequency, those with positions of another size, those that came or went, and those that
    the vocabulary tells otherwise.
    """
    reweighed: list[str] = []
    resized: list[str] = []
    spellings: list[str] = []
    classes: list[str] = []
    for term, fields in changes:
        before = state.frequencies.get(term, 0)
        places = positions.list_of(term) if before else ""
        lists.amended[term], placed, now = amend(lists.list_of(term) if before else "", places, fields)
        if placed != places or not before or not now:
            positions.amended[term] = placed
        if not before or not now:
            spellings.append(term)
        if now != before:
            reweighed.append(term)
        if state.sizes.get(term) != len(placed) or not before or not now:
            resized.append(term)
        if now.bit_length() != before.bit_length():
            classes.append(term)
        if now:
            state.frequencies[term], state.sizes[term] = now, len(placed)
        else:
            del state.frequencies[term], state.sizes[term]
    for term in spellings:
        if term in state.frequencies:
            insort(state.terms, term, key=units)
        else:
            del state.terms[bisect_left(state.terms, units(term), key=units)]
    return reweighed, resized, spellings, classes


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
    """The lists of terms, of one kind, as the last build wrote them, read shard by shard; and those that have changed."""

    def __init__(self, state: State, kind: str, starts: Sequence[str], root: Path) -> None:
        self.kind = kind
        self.amended: dict[str, str] = {}
        self._root = root
        self._path = state.path
        self._terms = list(state.terms)
        self._starts = starts
        self._firsts = [units(term) for term in starts]
        self._read: dict[int, dict[str, str]] = {}
        self._words: dict[int, str] = {}

    def list_of(self, term: str) -> str:
        """Return the list of a term that there was."""
        return self._shard(bisect_right(self._firsts, units(term)) - 1)[term]

    def shard(self, terms: Sequence[str], bounds: _Bounds) -> tuple[str, str]:
        """Return the content of a shard of these terms, as they are now."""
        first = max(bisect_right(self._firsts, units(bounds[0])) - 1, 0)
        end = len(self._starts) if bounds[1] is None else bisect_left(self._firsts, units(bounds[1]))
        known: dict[str, str] = {}
        for place in range(first, end):
            known |= self._shard(place)
        words = self._words[first] if end == first + 1 and list(known) == terms else front_code(terms)
        return words, " ".join([self.amended[term] if term in self.amended else known[term] for term in terms])

    def _shard(self, place: int) -> dict[str, str]:
        if place not in self._read:
            bounds = _bounds(self._starts[place : place + 2])[0]
            words, lists = output.read(self._root, self._path(f"{self.kind}/{file_name(bounds[0])}"))
            self._words[place] = words
            self._read[place] = dict(zip(_within(self._terms, bounds), lists.split(" "), strict=True))
        return self._read[place]
