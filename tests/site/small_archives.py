"""Small archives as Hypothesis invents them, two versions of each, for what must hold of any change between two builds."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from hypothesis import strategies as st

from plugins.alerts.collection import Arrangement, Collection, Entry
from plugins.alerts.dates import PartialDate
from plugins.alerts.languages import CODES
from plugins.alerts.model import Alert, AlertId, Record
from plugins.alerts.redaction import Redactions, Withdrawal
from plugins.site.planning import initials, listings
from plugins.site.reading.records import Known, Records
from plugins.site.reading.rows import header_of, tallied_of, to_row
from plugins.site.reading.shown import ShownLabels

IDS = [AlertId(f"a{number}") for number in range(8)]
DATES = [PartialDate(2004), PartialDate(2005, 4), *(PartialDate(2005, 4, day) for day in (1, 8, 9)), PartialDate(2006)]
Fields = dict[str, Any]
Found = dict[tuple[AlertId, str], Fields]
"""Id and language of every record → the fields of its alert, and its text."""


def records(sources: tuple[str, ...]) -> st.SearchStrategy[Found]:
    """Records, by id and language, that are from some of these organisations."""
    fields = st.builds(
        dict,
        text=st.sampled_from(["text", "other text"]),
        issued=st.sampled_from(DATES),
        title=st.sampled_from(["One", "Another"]),
        kind=st.sampled_from(["alert", "update"]),
        # Neighbours, a country that is gone, what became of it.
        countries=st.lists(st.sampled_from(["FJ", "RW", "ZRCD", "CD"]), max_size=2, unique=True).map(tuple),
        violations=st.lists(st.sampled_from(["threat", "killed"]), max_size=2, unique=True).map(tuple),
        sources=st.lists(st.sampled_from(sources), max_size=2, unique=True).map(tuple),
        # Some of these are at one address, and are called as the first that has them writes them; some begin alike.
        targets=st.lists(
            st.sampled_from(["El Faro", "El  Faro", "Jane Roe", "Jane roe", "Janet Roy", "?"]), max_size=3
        ).map(tuple),
        campaigns=st.lists(st.sampled_from(["one", "two"]), max_size=1).map(tuple),
        follows=st.lists(st.sampled_from(IDS), max_size=2, unique=True).map(tuple),
        extra=st.sampled_from(
            [(), (("related_ids", ("a1", "a2")),), (("former_ids", ("a0", "f1")),), (("former_ids", "f1"),)]
        ),
    )
    return st.dictionaries(st.tuples(st.sampled_from(IDS), st.sampled_from(CODES)), fields, min_size=1, max_size=14)


withdrawals = st.lists(st.sampled_from(IDS), max_size=1)


class Change(NamedTuple):
    """An archive before a change and after it."""

    before: Records
    now: Records


@st.composite
def changes(draw: st.DrawFn, *, sources: tuple[str, ...] = ("A B", "CPJ")) -> Change:
    """An archive of which a few records come, go, are otherwise, rewritten or change places; one may be withdrawn before, after, or both times."""
    found, other = draw(records(sources)), draw(records(sources))
    if draw(st.booleans()):
        keys = draw(st.permutations(sorted(found)))[:3]
        other = dict(zip(keys, (found[key] for key in (*keys[1:], keys[0])), strict=True))
    some = draw(st.sets(st.sampled_from(sorted({*found, *other})), max_size=4))
    changed = {key: own for key, own in found.items() if key not in some}
    changed |= {key: other[key] for key in some & other.keys()}
    for key in draw(st.sets(st.sampled_from(sorted(found)), max_size=2)) & changed.keys():
        changed[key] = {**changed[key], "text": "rewritten"}
    gone = draw(withdrawals)
    return Change(read(found, gone), read(changed, gone if draw(st.booleans()) else draw(withdrawals)))


def redactions(withheld: Iterable[AlertId]) -> Redactions:
    """Return redactions that withdraw records."""
    return Redactions({one: Withdrawal(one, None, "") for one in withheld})


def read(found: Found, withheld: Iterable[AlertId] = ()) -> Records:
    """Return records as they are kept, of an archive some of whose records are withdrawn."""
    known = {}
    withdrawing, shown = redactions(withheld), ShownLabels()
    for (alert_id, lang), own in found.items():
        fields = {name: value for name, value in own.items() if name != "text"}
        record = withdrawing.redact_record(Record(Alert(id=alert_id, lang=lang, **fields), own.get("text", "")))
        assert record is not None
        alert = record.alert
        row = to_row(alert)
        known[f"{lang}/{alert_id}.md"] = Known(
            changed=0,
            size=0,
            digest=hashlib.sha256(repr(record).encode()).hexdigest(),
            is_redacted=False,
            id=alert_id,
            lang=lang,
            issued=str(alert.issued),
            findings=(),
            row=marshal.dumps(row),
            header=header_of(row, shown.of(alert)),
            tallied=tallied_of(row, shown.of(alert)),
        )
    return Records(known, (), tuple((one, "", "") for one in withdrawing.withdrawn), shown.table)


def entries(of: Records) -> list[Entry]:
    """Return what is published of them."""
    return [one.entry(path) for path, one in sorted(of.known.items()) if of.published(path)]


def collect(found: Arrangement | list[Entry]) -> Collection:
    """Return a collection whose texts are the digests of their records: pages with a text change with it."""
    texts = {one.path: one.digest for one in (found.every if isinstance(found, Arrangement) else found)}
    return Collection(found, read_body=texts.__getitem__)


@contextmanager
def short_lists() -> Iterator[None]:
    """Lists that are cut, crossed and turned round at a few alerts instead of dozens: small archives have all kinds of pages then."""
    with pytest.MonkeyPatch.context() as patch:
        for name, most in (
            ("ONE_PAGE", 4),
            ("WHOLE", 3),
            ("NEWEST", 2),
            ("CROSSED", 2),
            ("SORTED", 2),
            ("DEVELOPED", 1),
        ):
            patch.setattr(listings, name, most)
        patch.setattr(initials, "WEIGHT", 150)
        for module in ("planning.concerned", "gathering.names"):
            patch.setattr(f"plugins.site.{module}.FREQUENT", 2)
        patch.setattr("plugins.site.gathering.names.MOST", 1)
        yield
