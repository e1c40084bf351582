"""What an import remembers outside of its memory: as a dictionary and a list would have it, in the order of names."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from plugins.importers.keeping.kept import Kept, Row

_NAME = st.text(alphabet="ab-é \x00", max_size=3)


class Step(NamedTuple):
    """Something to do, under two names."""

    is_put: bool
    one: str
    other: str
    value: int


@given(st.lists(st.builds(Step, st.booleans(), _NAME, _NAME, st.integers())))
def test_it_keeps_what_a_dictionary_keeps(steps: list[Step]) -> None:
    """Whatever is put and dropped, names and values are those of a sorted dictionary."""
    kept: Kept[int] = Kept()
    model: dict[tuple[str, str], int] = {}
    for step in steps:
        names = (step.one, step.other)
        if step.is_put:
            kept.put(names, step.value)
            model[names] = step.value
        else:
            kept.drop(names)
            model.pop(names, None)
        assert (model.get(names), names in model) == (kept.get(names), names in kept)
    in_order = sorted(model.items())
    assert (bool(model), in_order) == (bool(kept), list(kept.items()))
    assert [value for _, value in in_order] == list(kept.values())
    firsts = {one for one, _ in model}
    assert {one: sorted(other for first, other in model if first == one) for one in firsts} == {
        one: kept.under(one) for one in firsts
    }
    crowds = [[value for (first, _), value in in_order if first == one] for one in firsts]
    assert sorted(crowd for crowd in crowds if len(crowd) > 1) == sorted(kept.crowds())


@given(st.lists(st.tuples(st.text(max_size=3), st.integers())))
def test_a_row_is_in_the_order_of_coming(values: list[tuple[str, int]]) -> None:
    """A row gives back what was appended, as often as it is asked."""
    row: Row[tuple[str, int]] = Row()
    for value in values:
        row.append(value)
    assert (values, values) == (list(row), list(row))
