"""What an import puts down once and fetches back, and a record's file as its reader made it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.alerts.frontmatter import parse, serialise
from plugins.alerts.model import AlertId
from plugins.importers.keeping.spool import Spool
from plugins.importers.keeping.written import write

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.md"))


@given(st.lists(st.binary(max_size=90_000), max_size=8))
def test_what_was_put_down_is_fetched_back(values: list[bytes]) -> None:
    """In any order, as often as it is asked, before the rest is put down and after."""
    spool = Spool()
    places = []
    for value in values:
        places.append(spool.put(value))
        assert spool.get(places[0]) == values[0]
    assert [spool.get(place) for place in reversed(places)] == values[::-1]
    spool.close()


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_the_file_of_a_record_is_the_same_whichever_id_it_gets(path: Path) -> None:
    """What a reader wrote of a record is its file, once its id is known."""
    record = parse(path.read_text(encoding="utf-8"))
    other = record._replace(alert=replace(record.alert, id=AlertId("other-7")))
    assert (write(record).text(record), write(record).text(other)) == (serialise(record), serialise(other))
