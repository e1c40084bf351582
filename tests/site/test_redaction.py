from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plugins.alerts.redaction import FILE
from plugins.search.redacted import words_left
from plugins.site.checks.checking import check_site
from plugins.site.checks.leaks import leaks
from plugins.site.reading.archive import read_redactions
from tests.site import miniature
from tests.site.build import fixity, pelican

WITHDRAWN = "2007-xx-cccc"
LIST = f"""record.{WITHDRAWN} = {{ since = 2026-11-25, reason = "safety" }}
name."Lantern" = {{ since = 2026-11-25 }}
name."á. editor" = {{ since = 2026-11-25 }}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The miniature, built; a copy of it, from before; and built again after a record and two names were redacted."""
    folder = tmp_path_factory.mktemp("redaction")
    archive = folder / "archive"
    miniature.make(archive)
    one = miniature.record("2007-yy-eeee", "en", "Follows what is withdrawn", "2007-05-01", follows=(WITHDRAWN,))
    miniature.write(archive, one)
    assert 0 == pelican(archive, folder / "output", folder / "cache").returncode
    shutil.copytree(folder / "output", folder / "before")
    (archive / FILE).write_text(LIST, encoding="utf-8")
    assert 0 == pelican(archive, folder / "output", folder / "cache").returncode
    return folder


def test_what_is_redacted_is_nowhere(site: Path) -> None:
    """No page, list, shard, suggestion, feed, table, citation or address has the names or names the record any more."""
    redactions = read_redactions(site / "archive")
    names = [name.written for name in redactions.names]

    assert [] == [*leaks(site / "output", redactions), *words_left(site / "output", names)]
    assert [] == check_site(site / "output")


def test_the_check_finds_what_is_left(site: Path) -> None:
    """On the site as it was before, it names pages, tables, feeds, the index and its suggestions."""
    redactions = read_redactions(site / "archive")
    found = {line.partition(":")[0] for line in leaks(site / "before", redactions)}

    assert {
        "data/alerts.csv",
        "data/alerts.jsonl",
        "data/citations/fr/2007.ris",
        "en/alerts/2005/2005-04-26-fj-aaaa.html",
        "en/alerts/2007/2007-yy-eeee.html",
        "en/feeds/all.atom",
        "fr/years/2007.html",
        "search/fr/docs/2007/0.js",
    } <= found
    assert any(path.startswith("search/suggest/") for path in found)


def test_the_check_looks_into_the_index(site: Path) -> None:
    """A name that no text has, and that is in the vocabulary (here of people and outlets), is told; words of other texts are not."""
    assert ["search/es: the index has 'lantern', a word of 'Lantern', which is redacted."] == [
        *words_left(site / "before", ["Lantern", "text", "A. Editor"])
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("This alert was withdrawn", "25 November 2026", "It could have put someone at risk.")),
        ("fr", ("Cette alerte a été retirée", "25 novembre 2026", "Elle pouvait mettre quelqu’un en danger.")),
        ("es", ("Esta alerta fue retirada", "25 de noviembre de 2026", "Podía poner a alguien en peligro.")),
    ],
)
def test_a_withdrawn_record_leaves_a_page_that_says_so(site: Path, language: str, said: tuple[str, ...]) -> None:
    """At its address in every language stands when and why it was taken out, for people, not for search engines."""
    page = (site / "output" / language / "alerts/2007" / f"{WITHDRAWN}.html").read_text(encoding="utf-8")

    assert [] == [words for words in said if words not in page]
    assert '<meta name="robots" content="noindex">' in page
    assert "station de radio" not in page


def test_a_redaction_going_on_equals_beginning_anew(site: Path) -> None:
    """The site that was redacted has the bytes of one that was built redacted; taking the lines away gives back what was."""
    clean = site / "clean"
    assert 0 == pelican(site / "archive", clean, site / "clean-cache").returncode
    assert fixity(clean) == fixity(site / "output")

    (site / "archive" / FILE).unlink()
    assert 0 == pelican(site / "archive", clean, site / "clean-cache").returncode
    (site / "archive" / FILE).write_text(LIST, encoding="utf-8")
    assert fixity(site / "before") == fixity(clean)


def test_a_list_that_cannot_be_read_stops_the_build(tmp_path: Path) -> None:
    """Nothing is published by a list of redactions that is not understood; a sentence says what to do."""
    miniature.make(tmp_path / "archive")
    (tmp_path / "archive" / FILE).write_text("nmae.x = {}\n", encoding="utf-8")
    done = pelican(tmp_path / "archive", tmp_path / "output", tmp_path / "cache")

    assert 0 != done.returncode
    assert "'nmae' is no kind of redaction" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "output/index.html").exists()
