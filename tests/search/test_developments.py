"""What became of alerts: the files, and what the client makes of them in Chromium."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from plugins.alerts.cases import Cases
from plugins.alerts.changes import Changes
from plugins.alerts.collection import Collection, Entry
from plugins.alerts.dates import PartialDate
from plugins.alerts.model import Alert, AlertId
from plugins.search.assets import CLIENT_FILES, VENDOR_FILES, VENDOR_FOLDER
from plugins.search.atlas import write_atlas
from plugins.search.build import build
from plugins.search.bundle import joined
from plugins.search.developments import Developments, is_untouched
from plugins.search.entries import source
from plugins.search.output import read
from tests.search.conftest import ROOT, copy

# Id, date, and what it follows: a case of three, one of two, and two alerts of none.
ALERTS = (
    ("a-1", "1999-05-02", ()),
    ("a-2", "2001", ("a-1",)),
    ("a-3", "2010-07-08", ("a-2",)),
    ("b-1", "2003-01", ()),
    ("b-2", "2004-02-03", ("b-1",)),
    ("c-1", "2009-12-31", ()),
    ("d-1", "1998", ()),
)


def collection() -> Collection:
    """Return the alerts, in English, and one in French as well."""
    found = [("en", *alert) for alert in ALERTS] + [("fr", *ALERTS[0])]
    entries = [
        Entry(
            alert=Alert(
                id=AlertId(name),
                lang=lang,
                title=f"Journalist {name.replace('-', '')}",
                issued=PartialDate.parse(issued),
                follows=tuple(map(AlertId, follows)),
            ),
            path=f"{lang}/{issued[:4]}/{name}.md",
            digest=f"{name} {lang}",
        )
        for lang, name, issued, follows in found
    ]
    return Collection(entries, read_body=lambda _: "A journalist was arrested.")


def test_alerts_without_a_case_cost_nothing() -> None:
    """Only what belongs to a case is in the file; a translation has the state of its alert."""
    own = collection()
    english, french = map(Developments(own, Cases(own)).content, ("en", "fr"))

    assert 5 == len(str(english[1]))
    assert "1" == french[1]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"title": "Otherwise"}, True),
        ({"issued": PartialDate(2005, 5)}, False),
        ({"follows": ()}, False),
        ({"lang": "es"}, False),
    ],
)
def test_a_change_of_a_text_leaves_them(change: dict[str, Any], *, expected: bool) -> None:
    """Only a day, what is followed, and which records there are make a difference."""
    before = collection().in_language("en")[-1]
    after = Entry(alert=replace(before.alert, **change), path=before.path, digest="other")
    changes = Changes(since=b"", before=(before,), after=(after,), withdrawn=frozenset())

    assert expected == is_untouched(changes)


def test_the_atlas_has_shapes_dots_and_successors(tmp_path: Path) -> None:
    """A large country is a path, a small one a dot, and one that is gone leads to its one successor."""
    write_atlas(ROOT / "theme", tmp_path)
    world = read(tmp_path, "search/world.js")

    assert {"path"} == set(world["countries"]["FR"])
    assert {"x", "y"} == set(world["countries"]["MT"])
    assert "CD" == world["after"]["ZRCD"]
    assert "YUCS" not in world["after"]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Any:
    """A bare page that searches these alerts."""
    root = tmp_path_factory.mktemp("developments")
    own = collection()
    build([source(own, language) for language in ("en", "fr")], root)
    Developments(own, Cases(own)).write(("en", "fr"), root)
    copy_client(root)
    opened = browser.new_page()
    opened.goto((root / "en/search.html").as_uri())
    yield opened
    opened.close()


def copy_client(root: Path) -> None:
    """Put the client beside an index."""
    script = root / "theme/js/search.js"
    script.parent.mkdir(parents=True)
    script.write_bytes(joined(ROOT / "theme", CLIENT_FILES))
    for file, name in VENDOR_FILES.items():
        copy(ROOT / "node_modules" / file, root / VENDOR_FOLDER / name)
    (root / "en").mkdir()
    (root / "en/search.html").write_text(
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><script src="../theme/js/search.js"></script></html>'
    )


def found(page: Page, text: str = "journalist", **options: object) -> list[str]:
    """Return the ids of what is found, in order."""
    answer: list[str] = page.evaluate(
        "async ([text, options]) => (await alertSearch.search(text, options)).hits.map(({ ref }) => ref)",
        [text, options],
    )
    return answer


@pytest.mark.browser
def test_latest_development_first(page: Page) -> None:
    """The alerts of a case stand where its last one does, newest first; others where their own date is."""
    assert ["a-3", "a-2", "a-1", "c-1", "b-2", "b-1", "d-1"] == found(page, sort="latest")
    across = found(page, sort="latest", languages=["fr", "en"])
    assert ["a-3", "a-2", "a-1"] == [ref for ref in across if ref.startswith("a")]


@pytest.mark.browser
def test_cases_are_a_filter_with_counts(page: Page) -> None:
    """Alerts that others follow, alerts that follow others, or either; counted only when asked for."""
    assert {"a-1", "a-2", "b-1"} == set(found(page, filters={"case": ["followed"]}))
    assert {"a-2", "a-3", "b-2"} == set(found(page, filters={"case": ["FOLLOWS"]}))
    assert {"a-1", "a-2", "a-3", "b-1", "b-2"} == set(found(page, filters={"case": ["followed", "follows"]}))
    facets = "async (options) => (await alertSearch.search('', options)).facets.case"
    assert {"followed": 3, "follows": 3} == page.evaluate(facets, {"cases": True})
    assert page.evaluate(facets, {}) is None


@pytest.mark.browser
def test_a_word_that_begins_a_file_is_filtered_by_cases(page: Page) -> None:
    """What is kept of such a word, which is taken for a common one, is not taken for what a filter by cases leaves of it."""
    assert page.evaluate("async () => (await alertSearch.parts.store.store('en')).begins('a1')")
    assert ["a-1"] == found(page, "a1")
    assert [] == found(page, "a1", filters={"case": ["follows"]})
    assert ["a-1"] == found(page, "a1", filters={"case": ["followed"]})
