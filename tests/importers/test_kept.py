"""What an import remembers outside of its memory: as a dictionary and a list would have it, in the order of names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from plugins.importers.keeping.entry import Entry
from plugins.importers.keeping.gains import Known
from plugins.importers.keeping.kept import Kept, Row
from plugins.importers.keeping.ledger import Ledger
from plugins.importers.keeping.remembered import Remembered
from plugins.importers.keeping.scratch import Scratch

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


def _steps(scratch: Scratch, ask: Callable[[], object]) -> int:
    """Return how much work a question is to the database, in tens of steps of its machine."""
    count = 0

    def step() -> None:
        nonlocal count
        count += 1

    scratch._connection.set_progress_handler(step, 10)
    ask()
    scratch._connection.set_progress_handler(None, 0)
    return count


def test_a_text_is_looked_up_not_searched_for() -> None:
    """Finding the records that say the same is no more work among a thousand others than among ten."""
    works = []
    for size in (10, 1000):
        remembered = Remembered()
        for number in range(size):
            remembered.put("en", Known(id=f"a-{number}", print=f"text {number}", issued="2001", source=""))
        works.append(_steps(remembered._scratch, lambda found=remembered: found.with_print("en", "text 7")))  # type: ignore[misc]
        assert [known.id for known in remembered.with_print("en", "text 7")] == ["a-7"]
    assert works[0] == works[1]


def test_a_year_of_the_ledger_is_looked_up_not_searched_for(tmp_path: Path) -> None:
    """Writing one year of the ledger anew is no more work where there are a thousand records of others."""
    works = []
    for size in (10, 1000):
        ledger = Ledger(tmp_path / str(size))
        for number in range(size):
            ledger.put(Entry(id=f"a-{number}", language="en", year="2001", identity=str(number), fields={}))
        ledger.finish()
        ledger.put(Entry(id="b", language="en", year="2002", identity="b", fields={}))
        works.append(_steps(ledger._scratch, lambda kept=ledger: [list(lines) for _, lines in kept.changed()]))  # type: ignore[misc]
        ledger.finish()
    assert works[0] == works[1]
