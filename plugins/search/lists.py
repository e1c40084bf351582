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
    stored = _Stored(state, root)
    amended: dict[str, str] = {}
    weights: list[str] = []
    spellings: list[str] = []
    classes: list[str] = []
    for term, fields in changes:
        before = state.frequencies.get(term, 0)
        amended[term], now = amend(stored.list_of(term) if before else "", fields)
        if now == before:
            continue
        weights.append(term)
        if not before or not now:
            spellings.append(term)
        if now.bit_length() != before.bit_length():
            classes.append(term)
        if now:
            state.frequencies[term] = now
        else:
            del state.frequencies[term]
    for term in spellings:
        if term in state.frequencies:
            insort(state.terms, term, key=units)
        else:
            del state.terms[bisect_left(state.terms, units(term), key=units)]

    old, old_vocabulary = state.shards, state.vocabulary
    state.shards = shards.recut(
        *(old, weights, state.terms),
        lambda term: shards.posting_weight(term, state.frequencies[term]),
        shards.POSTING_CUTS,
    )
    state.vocabulary = shards.recut(
        old_vocabulary, spellings, state.terms, shards.vocabulary_weight, shards.VOCABULARY_CUTS
    )
    state.check_names()

    # All lists are read before any is written: a shard may begin where another one did.
    contents = {
        f"terms/{file_name(bounds[0])}": stored.shard(_within(state.terms, bounds), bounds, amended)
        for bounds in _touched(old, state.shards, amended)
    }
    for bounds in _touched(old_vocabulary, state.vocabulary, classes):
        terms = _within(state.terms, bounds)
        contents[f"vocabulary/{file_name(bounds[0])}"] = shards.vocabulary_shard(
            terms, [state.frequencies[term] for term in terms]
        )
    written: dict[str, str] = {}
    for key, content in contents.items():
        written |= write_file(root, f"{state.language}/{key}", [*content])
    replaced = {state.path(f"terms/{file_name(term)}") for term in set(old).difference(state.shards)}
    replaced |= {
        state.path(f"vocabulary/{file_name(term)}") for term in set(old_vocabulary).difference(state.vocabulary)
    }
    return written, replaced


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
    """The lists of terms as the last build wrote them, read shard by shard."""

    def __init__(self, state: State, root: Path) -> None:
        self._root = root
        self._path = state.path
        self._terms = list(state.terms)
        self._starts = list(state.shards)
        self._firsts = [units(term) for term in state.shards]
        self._read: dict[int, dict[str, str]] = {}
        self._words: dict[int, str] = {}

    def list_of(self, term: str) -> str:
        """Return the list of a term that there was."""
        return self._shard(bisect_right(self._firsts, units(term)) - 1)[term]

    def shard(self, terms: Sequence[str], bounds: _Bounds, amended: dict[str, str]) -> tuple[str, str]:
        """Return the content of a shard of these terms, those that have changed as amended."""
        first = max(bisect_right(self._firsts, units(bounds[0])) - 1, 0)
        end = len(self._starts) if bounds[1] is None else bisect_left(self._firsts, units(bounds[1]))
        known: dict[str, str] = {}
        for place in range(first, end):
            known |= self._shard(place)
        words = self._words[first] if end == first + 1 and list(known) == terms else front_code(terms)
        return words, " ".join([amended[term] if term in amended else known[term] for term in terms])

    def _shard(self, place: int) -> dict[str, str]:
        if place not in self._read:
            bounds = _bounds(self._starts[place : place + 2])[0]
            words, lists = output.read(self._root, self._path(f"terms/{file_name(bounds[0])}"))
            self._words[place] = words
            self._read[place] = dict(zip(_within(self._terms, bounds), lists.split(" "), strict=True))
        return self._read[place]
