"""What was gathered and kept, brought to what a change makes of it, is what is gathered of everything anew."""

from __future__ import annotations

import marshal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.alerts.collection import Arrangement, Collection, Entry
from plugins.alerts.dates import PartialDate
from plugins.alerts.languages import CODES
from plugins.alerts.model import Alert, AlertId
from plugins.site.changes import changes_between
from plugins.site.gathered import Gathered, gather
from plugins.site.kept import keep, recall
from plugins.site.names import MOST
from plugins.site.records import Known, Records
from plugins.site.revising import revise
from plugins.site.rows import to_row

IDS = [AlertId(f"a{number}") for number in range(8)]
DATES = [PartialDate(2004), PartialDate(2005, 4), *(PartialDate(2005, 4, day) for day in (1, 8, 9)), PartialDate(2006)]

records = st.dictionaries(
    st.tuples(st.sampled_from(IDS), st.sampled_from(CODES)),
    st.builds(
        dict,
        issued=st.sampled_from(DATES),
        title=st.sampled_from(["One", "Another"]),
        countries=st.lists(st.sampled_from(["FJ", "RW"]), max_size=2, unique=True).map(tuple),
        violations=st.lists(st.sampled_from(["threat", "killed"]), max_size=2, unique=True).map(tuple),
        # Some of these are at one address, and are called as the first that has them writes them.
        sources=st.lists(st.sampled_from(["A B", "A-B", "CPJ"]), max_size=2, unique=True).map(tuple),
        targets=st.lists(st.sampled_from(["El Faro", "El  Faro", "Jane Roe", "Jane roe", "?"]), max_size=3).map(tuple),
        campaigns=st.lists(st.sampled_from(["one", "two"]), max_size=1).map(tuple),
        follows=st.lists(st.sampled_from(IDS), max_size=2, unique=True).map(tuple),
        extra=st.sampled_from(
            [(), (("related_ids", ("a1", "a2")),), (("former_ids", ("a0", "f1")),), (("former_ids", "f1"),)]
        ),
    ),
    min_size=1,
    max_size=14,
)


def read(found: dict[tuple[AlertId, str], dict[str, Any]]) -> Records:
    """Return records as they are kept."""
    known = {}
    for (alert_id, lang), fields in found.items():
        alert = Alert(id=alert_id, lang=lang, **fields)
        row = marshal.dumps(to_row(alert))
        known[f"{lang}/{alert_id}.md"] = Known(
            changed=0,
            size=0,
            digest=str(hash(alert)),
            is_redacted=False,
            id=alert_id,
            lang=lang,
            issued=str(alert.issued),
            findings=(),
            row=row,
        )
    return Records(known)


def collect(entries: Arrangement | list[Entry]) -> Collection:
    """Return a collection without texts."""
    return Collection(entries, read_body=lambda _: "")


def plain(gathered: Gathered) -> dict[str, Any]:
    """Return everything that was gathered as plain values, terms and names in an order of their own."""
    arrangement, nearby = gathered.collection.arrangement, gathered.related.neighbourhood

    def paths(entries: Any) -> list[tuple[str, str]]:
        return [(entry.path, entry.digest) for entry in entries]

    def lists(table: Any) -> dict[Any, list[tuple[str, str]]]:
        return {key: paths(entries) for key, entries in table.items()}

    return {
        "every": paths(arrangement.every),
        "groups": [lists({code: [entry] for code, entry in one.items()}) for one in arrangement.groups],
        "order in groups": [list(one) for one in arrangement.groups],
        "own": lists(arrangement.own),
        "shown": lists(arrangement.shown),
        "beginnings": (gathered.beginnings.own, gathered.beginnings.lines),
        "cited": gathered.ties.cited,
        "formers": gathered.ties.formers,
        "cases": gathered.cases.all,
        "weeks": list(gathered.weeks.items()),
        "nearby": (paths(nearby.primary), paths(nearby.earliest), nearby.days, nearby.listed),
        **{
            code: {
                "terms": {facet: lists(terms) for facet, terms in own.terms.items()},
                "names": lists(own.names.entries),
                "by address": own.names.by_address,
                "shelves": {stem: (shelf.names, shelf.narrower) for stem, shelf in own.names.shelves.items()},
                "initials": list(own.names.initials.items()),
                "grid": own.grid,
            }
            for code, own in gathered.languages.items()
        },
    }


@settings(max_examples=150, deadline=None)
@given(records, st.data())
def test_revised_is_gathered_anew(tmp_path_factory: Any, found: dict[tuple[AlertId, str], Any], data: Any) -> None:
    """Whatever changes, what is kept of before and revised is what is gathered after: dates, ties, names, terms, all."""
    other = data.draw(records)
    some = data.draw(st.sets(st.sampled_from(sorted({*found, *other})), max_size=4))
    changed = {key: fields for key, fields in found.items() if key not in some}
    changed |= {key: other[key] for key in some & other.keys()}
    before, now = read(found), read(changed)
    work: Path = tmp_path_factory.mktemp("kept")
    keep(gather(collect([one.entry(path) for path, one in before.known.items()])), work, b"1")
    kept = recall(work, b"1", before.known, collect)
    assert kept is not None
    # Of a few records all may have changed, and none may have been before.
    changes = changes_between(before, now)
    if changes is None:
        return
    revised = revise(kept, changes, collect)
    expected = gather(collect([one.entry(path) for path, one in now.known.items()]))

    if revised is None:
        assert gather(collect([one.entry(path) for path, one in before.known.items()])).beginnings.own != (
            expected.beginnings.own
        )
    else:
        assert plain(expected) == plain(revised)
        keep(revised, work, b"2")
        again = recall(work, b"2", now.known, collect)
        assert again is not None
        assert plain(expected) == plain(again)


def test_what_was_kept_of_others_is_not_taken(tmp_path: Path) -> None:
    """What was gathered of other records, or is damaged, is gathered anew."""
    known = read({(IDS[0], "en"): {"title": "One", "issued": DATES[0]}})
    keep(gather(collect([one.entry(path) for path, one in known.known.items()])), tmp_path, b"1")

    assert recall(tmp_path, b"2", known.known, collect) is None
    file = tmp_path / "gathered.marshal"
    file.write_bytes(file.read_bytes()[:-9])
    assert recall(tmp_path, b"1", known.known, collect) is None


def test_a_divided_beginning_is_seen(tmp_path: Path) -> None:
    """One name more may give a longer beginning a page of its own: then names are filed anew, and every page is laid out."""
    many = {
        (AlertId(f"b{number}"), "en"): {"title": "One", "issued": DATES[0], "targets": (f"Al{number:03}",)}
        for number in range(MOST)
    }
    before = read(many)
    now = read(many | {(IDS[0], "en"): {"title": "One", "issued": DATES[0], "targets": ("Alan",)}})
    keep(gather(collect([one.entry(path) for path, one in before.known.items()])), tmp_path, b"1")
    kept, changes = recall(tmp_path, b"1", before.known, collect), changes_between(before, now)
    assert kept is not None
    assert changes is not None

    assert revise(kept, changes, collect) is None
