"""What was gathered and kept, brought to what a change makes of it, is what is gathered of everything anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given, settings

from plugins.alerts.model import AlertId
from plugins.site.gathering.gathered import Gathered, gather
from plugins.site.gathering.kept import keep, recall
from plugins.site.gathering.names import MOST
from plugins.site.gathering.revising import revise
from plugins.site.reading.changes import changes_between
from tests.site.small_archives import DATES, IDS, Change, changes, collect, entries, read


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
        "nearby": (paths(nearby.primary), paths(nearby.earliest), nearby.days, dict(nearby.listed.items())),
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
# Two of the organisations are at one address, which is called as the first alert that has them writes them.
@given(changes(sources=("A B", "A-B", "CPJ")))
def test_revised_is_gathered_anew(tmp_path_factory: Any, change: Change) -> None:
    """Whatever changes, what is kept of before and revised is what is gathered after: dates, ties, names, terms, all."""
    before, now = change
    work: Path = tmp_path_factory.mktemp("kept")
    keep(gather(collect(entries(before))), work, b"1")
    kept = recall(work, b"1", before.known, collect)
    assert kept is not None
    # Of a few records all may have changed, and none may have been before.
    changed = changes_between(before, now)
    if changed is None:
        return
    revised = revise(kept, changed, collect)
    expected = gather(collect(entries(now)))

    assert plain(expected) == plain(revised)
    keep(revised, work, b"2")
    again = recall(work, b"2", now.known, collect)
    assert again is not None
    assert plain(expected) == plain(again)


def test_what_was_kept_of_others_is_not_taken(tmp_path: Path) -> None:
    """What was gathered of other records, or is damaged, is gathered anew."""
    known = read({(IDS[0], "en"): {"title": "One", "issued": DATES[0]}})
    keep(gather(collect(entries(known))), tmp_path, b"1")

    assert recall(tmp_path, b"2", known.known, collect) is None
    file = tmp_path / "gathered.marshal"
    file.write_bytes(file.read_bytes()[:-9])
    assert recall(tmp_path, b"1", known.known, collect) is None


def test_names_are_filed_anew_where_a_beginning_is_divided(tmp_path: Path) -> None:
    """One name more may give a longer beginning a page of its own: others move there."""
    many = {
        (AlertId(f"b{number}"), "en"): {"title": "One", "issued": DATES[0], "targets": (f"Al{number:03}",)}
        for number in range(MOST)
    }
    before = read(many)
    now = read(many | {(IDS[0], "en"): {"title": "One", "issued": DATES[0], "targets": ("Alan",)}})
    keep(gather(collect(entries(before))), tmp_path, b"1")
    kept, changed = recall(tmp_path, b"1", before.known, collect), changes_between(before, now)
    assert kept is not None
    assert changed is not None

    revised = revise(kept, changed, collect)

    assert {"al", "al0"} == revised.beginnings.unlike(gather(collect(entries(before))).beginnings.own)
    assert plain(gather(collect(entries(now)))) == plain(revised)


def test_what_a_country_has_by_violation_is_counted_anew_where_its_alerts_changed(tmp_path: Path) -> None:
    """Of a country none of whose alerts is shown otherwise it is known still; of one that an alert had, or has now, it is not."""
    found = {(IDS[0], "en"): {"title": "One", "issued": DATES[0], "countries": ("FJ",)}}
    changed = {(IDS[0], "en"): {"title": "One", "issued": DATES[0], "countries": ("RW",)}}
    before, now = read(found), read(changed)
    gathered = gather(collect(entries(before)))
    gathered.crossed.update({("en", code): ("threat",) for code in ("FJ", "RW", "SN")})
    keep(gathered, tmp_path, b"1")
    kept, changes = recall(tmp_path, b"1", before.known, collect), changes_between(before, now)
    assert kept is not None
    assert changes is not None
    revised = revise(kept, changes, collect)

    assert revised is not None
    assert {("en", "SN"): ("threat",)} == revised.crossed
