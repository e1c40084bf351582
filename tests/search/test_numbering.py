"""Numbers: a function of the archive, ascending by year, and hardly disturbed by one document more or less."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.search.documents import DocumentKey
from plugins.search.numbering import _places, capacity, number

_ISSUED = st.sampled_from(("1995", "1995-04", "1999-12-31", "2005-04-26", "", "unknown"))
_KEYS = st.dictionaries(st.integers(0, 5000), _ISSUED, min_size=1, max_size=80).map(
    lambda found: [DocumentKey(id=f"alert-{identifier}", issued=issued) for identifier, issued in found.items()]
)


def numbers(keys: list[DocumentKey]) -> dict[str, int]:
    """Return id → number."""
    found = number(keys)
    return {keys[position].id: value for position, value in zip(found.order, found.numbers, strict=True)}


@settings(deadline=None)
@given(keys=_KEYS, data=st.data())
def test_the_order_of_reading_does_not_matter(keys: list[DocumentKey], data: st.DataObject) -> None:
    """The same archive gets the same numbers however it was read."""
    assert numbers(keys) == numbers(data.draw(st.permutations(keys)))


@settings(deadline=None)
@given(keys=_KEYS)
def test_numbers_are_distinct_and_in_their_year(keys: list[DocumentKey]) -> None:
    """Every number is used once, and lies in the space of its document's year."""
    found = number(keys)

    assert sorted(set(found.numbers)) == list(found.numbers)
    spaces = {space.year: range(space.base, space.base + space.size) for space in found.spaces}
    for position, value in zip(found.order, found.numbers, strict=True):
        assert value in spaces[keys[position].year]


@settings(deadline=None)
@given(keys=_KEYS, data=st.data())
def test_one_document_less_moves_only_the_run_after_it(keys: list[DocumentKey], data: st.DataObject) -> None:
    """Deleting (so, adding) a document moves those directly behind it by one place, and nothing else.

    Where the year then fits into half its space, the space changes: that is the price of numbers that stay small.
    """
    gone = data.draw(st.sampled_from(keys))
    before, after = numbers(keys), numbers([key for key in keys if key != gone])
    in_year = sum(key.year == gone.year for key in keys)
    if in_year == 1 or capacity(in_year) != capacity(in_year - 1):
        return
    moved = {
        identifier: (before[identifier], value) for identifier, value in after.items() if before[identifier] != value
    }

    # The room at a year's end depends on its capacity only, so no other year has moved.
    assert all(new == old - 1 for old, new in moved.values())
    run = sorted(old for old, _ in moved.values())
    assert run == list(range(before[gone.id] + 1, before[gone.id] + 1 + len(run)))


def test_runs_are_short() -> None:
    """Of ten thousand documents in a year, one more moves two on average, and never a hundred."""
    keys = [DocumentKey(id=f"2005-04-26-cn-{identifier}", issued="2005") for identifier in range(10_000)]
    before = numbers(keys)
    moved = []
    for extra in range(50):
        after = numbers([*keys, DocumentKey(id=f"2005-11-05-td-{extra}", issued="2005-11-05")])
        moved.append(sum(before[identifier] != after[identifier] for identifier in before))

    assert sum(moved) / len(moved) < 3
    assert max(moved) < 100


def test_hashes_at_the_end_of_the_space_still_fit() -> None:
    """Even ids that all hash to the last place get numbers within their year."""
    places = _places([2**64 - 1] * 500)

    assert len(set(places)) == 500
    assert max(places) < capacity(500) + capacity(500) // 8 + 8


def test_two_documents_with_one_id() -> None:
    """One id twice is an error that names it."""
    with pytest.raises(ValueError, match="the id 'twice'"):
        number([DocumentKey(id="twice", issued="2005"), DocumentKey(id="twice", issued="2005-01")])
