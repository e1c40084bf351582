"""The whole of the exports: nothing is done twice, nothing is left behind, nothing is said that the archive does not have."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from plugins.alerts import countries, frontmatter
from plugins.alerts.collection import Entry
from plugins.alerts.languages import CODES
from plugins.exports import build, processes, syndication, tables
from plugins.exports.output import Output
from plugins.exports.texts import MissingTextError, load, text
from tests.exports import world
from tests.site import miniature


def test_the_same_archive_gives_the_same_bytes(tmp_path: Path) -> None:
    """Wherever and whenever it is built, and by however many processes."""
    place = world.archive(tmp_path)
    world.made(place, tmp_path / "one")
    world.made(place, tmp_path / "two")

    assert world.files(tmp_path / "one") == world.files(tmp_path / "two")


def test_processes_make_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files made in other processes are those made in one, and are all accounted for."""
    place = world.archive(tmp_path)
    one = world.made(place, tmp_path / "one")
    monkeypatch.setattr(processes, "_PARALLEL_FROM", 1)
    monkeypatch.setattr(processes, "_CHUNK", 3)
    monkeypatch.setattr(world, "WORKERS", 3)
    several = world.made(place, tmp_path / "several")

    assert world.files(tmp_path / "one") == world.files(tmp_path / "several")
    assert {path: kept.sha256 for path, kept in one["files"].items()} == {
        path: kept.sha256 for path, kept in several["files"].items()
    }


def test_nothing_is_done_where_nothing_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build makes nothing, and tells the site the same."""
    place = world.archive(tmp_path)
    first = world.made(place, tmp_path)
    stamps = {path: (tmp_path / "output" / path).stat().st_mtime_ns for path in first["files"]}
    monkeypatch.setattr(build, "_write", lambda *_, **__: pytest.fail("something was made"))
    again = world.made(place, tmp_path)

    assert [first[name] for name in ("files", "data", "feeds")] == [again[name] for name in ("files", "data", "feeds")]
    assert stamps == {path: (tmp_path / "output" / path).stat().st_mtime_ns for path in again["files"]}


def test_a_change_touches_only_what_has_the_alert(tmp_path: Path) -> None:
    """Feeds, tables and citations of other countries, languages and years keep their time."""
    place = world.archive(tmp_path)
    world.made(place, tmp_path)
    before = {path: (tmp_path / "output" / path).stat().st_mtime_ns for path in world.files(tmp_path)}
    changed = miniature.record("2007-xx-cccc", "fr", "Rouverte", "2007", countries=("CD", "RW"), sources=("JED",))
    miniature.write(place, changed)
    world.made(place, tmp_path)
    touched = {
        path for path in world.files(tmp_path) if (tmp_path / "output" / path).stat().st_mtime_ns != before.get(path)
    }
    feeds = {f"{code}/feeds/{name}" for code in CODES for name in ("all.atom", "all.rss", "all.json")}
    feeds |= {f"{code}/feeds/{name}.atom" for code in CODES for name in ("countries/cd", "countries/rw", "sources/jed")}

    assert {
        *feeds,
        "fr/feeds/written.atom",
        *(f"data/{name}" for name in ("alerts.csv", "alerts.jsonl", "datapackage.json", "languages/fr.csv")),
        *("data/countries/cd.csv", "data/countries/rw.csv"),
        *("data/citations/fr/2007.bib", "data/citations/fr/2007.ris"),
    } == touched


def test_a_row_changes_only_with_its_record(tmp_path: Path) -> None:
    """After a change, an addition and a deletion, all other rows of the large tables are as they were."""
    place = world.archive(tmp_path)
    world.made(place, tmp_path)
    before = _rows(tmp_path)
    gone = max(place.glob("fr/*/*.md"))
    gone.unlink()
    miniature.write(place, miniature.record("2005-04-26-fj-aaaa", "en", "Otherwise", "2005-04-26", countries=("FJ",)))
    miniature.write(place, miniature.record("2006-xx-new", "en", "New", "2006"))
    world.made(place, tmp_path)

    other = set(before).symmetric_difference(_rows(tmp_path))
    assert {("2005-04-26-fj-aaaa", "en"), ("2006-xx-new", "en"), (gone.stem, "fr")} == {row[:2] for row in other}
    assert [row for row in before if row not in other] == [row for row in _rows(tmp_path) if row not in other]


def test_a_large_archive_has_its_texts_in_a_table_a_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are the rows of the one table, and a change writes those of its year alone."""
    place = world.archive(tmp_path)
    world.made(place, tmp_path / "one")
    monkeypatch.setattr(tables, "ONE_TABLE", len(list(place.glob("*/*/*.md"))) - 1)
    made = world.made(place, tmp_path)
    files = world.files(tmp_path)
    years = sorted({file.parent.name for file in place.glob("*/*/*.md")})
    csv_header, whole = (tmp_path / "one/output/data/alerts.csv").read_bytes().split(b"\r\n", 1)

    assert {f"data/alerts/{year}.{ending}" for year in years for ending in ("csv", "jsonl")} == {
        path for path in files if path.startswith("data/alerts")
    }
    assert whole == b"".join(files[f"data/alerts/{year}.csv"].removeprefix(csv_header + b"\r\n") for year in years)
    assert (tmp_path / "one/output/data/alerts.jsonl").read_bytes() == b"".join(
        files[f"data/alerts/{year}.jsonl"] for year in years
    )
    small = {path for path in files if path.startswith(("data/languages/", "data/countries/"))}
    assert {path: files[path] for path in small} == {
        path: (tmp_path / "one/output" / path).read_bytes() for path in small
    }
    assert years == [one["year"] for one in made["data"]["fr"]["years"]]
    assert () == made["data"]["fr"]["whole"]

    before = {path: (tmp_path / "output" / path).stat().st_mtime_ns for path in files}
    miniature.write(place, miniature.record("2007-xx-cccc", "fr", "Rouverte", "2007", countries=("CD",)))
    world.made(place, tmp_path)
    world.made(place, tmp_path / "clean")

    assert world.files(tmp_path / "clean") == world.files(tmp_path)
    assert {"data/alerts/2007.csv", "data/alerts/2007.jsonl"} == {
        path
        for path in before
        if path.startswith("data/alerts/") and (tmp_path / "output" / path).stat().st_mtime_ns != before[path]
    }


def test_an_archive_that_grows_has_its_tables_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table of everything is gone then, and comes back where the archive becomes small again."""
    place = world.archive(tmp_path)
    monkeypatch.setattr(tables, "ONE_TABLE", len(list(place.glob("*/*/*.md"))))
    world.made(place, tmp_path)
    small = world.files(tmp_path)
    added = miniature.write(place, miniature.record("2006-xx-new", "en", "New", "2006"))
    world.made(place, tmp_path)
    world.made(place, tmp_path / "clean")

    assert world.files(tmp_path / "clean") == world.files(tmp_path)
    assert not (tmp_path / "output/data/alerts.csv").exists()
    added.unlink()
    world.made(place, tmp_path)

    assert small == world.files(tmp_path)


def test_a_changed_label_is_written_where_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the tables, only the rows of a country that is called otherwise are made anew; all files are those of a build from nothing."""
    place = world.archive(tmp_path)
    world.made(place, tmp_path)
    made: list[str] = []
    whole = tables.to_row

    def to_row(entry: Entry, *arguments: str, **named: str) -> dict[str, object]:
        made.append(entry.path)
        return whole(entry, *arguments, **named)

    monkeypatch.setitem(countries._LABELS, "RW", {"en": "Ruanda-Urundi", "fr": "Ruanda-Urundi", "es": "Ruanda-Urundi"})
    monkeypatch.setattr(tables, "to_row", to_row)
    world.made(place, tmp_path)
    concerned = {
        file.relative_to(place).as_posix()
        for file in place.glob("*/*/*.md")
        if "RW" in frontmatter.parse(file.read_text(encoding="utf-8")).alert.countries
    }

    assert concerned
    assert concerned == set(made)
    world.made(place, tmp_path / "clean")
    assert world.files(tmp_path / "clean") == world.files(tmp_path)


def test_a_changed_label_makes_anew_what_shows_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of feeds, citations and small tables, those with a record of the country are made, and those of weeks, which name regions."""
    place = world.archive(tmp_path)
    world.made(place, tmp_path)
    before = world.files(tmp_path)
    made: list[str] = []
    whole = Output.write

    def write(self: Output, path: str, data: bytes, fingerprint: str) -> None:
        made.append(path)
        whole(self, path, data, fingerprint)

    monkeypatch.setitem(countries._LABELS, "FJ", {"en": "Viti", "fr": "Viti", "es": "Viti"})
    monkeypatch.setattr(Output, "write", write)
    world.made(place, tmp_path)
    after = world.files(tmp_path)
    others = {path for path in made if "/feeds/" in path or path.startswith(("data/citations/", "data/countries/"))}
    differing = {path for path, data in after.items() if before.get(path) != data}

    assert {"en/feeds/countries/fj.atom", "data/countries/fj.csv"} <= others & differing
    assert {"en/feeds/countries/rw.atom", "data/countries/rw.csv"} <= before.keys() - others
    world.made(place, tmp_path / "clean")
    assert world.files(tmp_path / "clean") == after


def _rows(folder: Path) -> list[tuple[str, ...]]:
    """Return the rows of the large tables, those of JSON Lines as CSV has them in front: id and language."""
    with (folder / "output/data/alerts.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [tuple(row) for row in csv.reader(file)]
    for line in (folder / "output/data/alerts.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.append((row["id"], row["language"], line))
    return found


def test_what_is_not_in_the_archive_is_nowhere(tmp_path: Path) -> None:
    """A record that was taken away leaves no word in any file, and no file that was about it alone."""
    place = world.archive(tmp_path)
    secret = miniature.record(
        "2004-ki-gone", "en", "Zyxwvut released", "2004-01-02", countries=("KI",), targets=("Zyxwvut",)
    )
    file = miniature.write(place, secret)
    made = world.made(place, tmp_path)
    assert [path for path, data in world.files(tmp_path).items() if b"Zyxwvut" in data]
    assert "data/countries/ki.csv" in made["files"]
    file.unlink()
    made = world.made(place, tmp_path)
    files = world.files(tmp_path)

    assert [] == [path for path, data in files.items() if b"Zyxwvut" in data or b"2004-ki-gone" in data]
    assert [] == [path for path in files if "/ki." in path or "2004" in path]
    assert files.keys() == made["files"].keys()
    assert "Zyxwvut" not in repr(made)


def test_a_killed_build_is_taken_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a broken-off build wrote is completed or taken away by the next."""
    place = world.archive(tmp_path)
    world.made(place, tmp_path)
    file = miniature.write(place, miniature.record("2004-ki-new", "en", "New", "2004-01-02", countries=("KI",)))
    whole = syndication.atom

    def breaks(*arguments: object) -> bytes:
        if "fr/feeds/countries/ki.atom" in arguments:
            raise KeyboardInterrupt
        return whole(*arguments)  # type: ignore[arg-type]

    monkeypatch.setitem(build.FeedMaker.artefacts.__globals__["WRITERS"], "atom", breaks)
    with pytest.raises(KeyboardInterrupt):
        world.made(place, tmp_path)
    monkeypatch.undo()
    assert (tmp_path / "output/en/feeds/countries/ki.atom").exists()
    file.unlink()
    world.made(place, tmp_path)
    world.made(place, tmp_path / "clean")

    assert world.files(tmp_path / "clean") == world.files(tmp_path)


def test_an_empty_archive_has_empty_tables_and_no_feeds(tmp_path: Path) -> None:
    """Nothing is made up where there is nothing."""
    (tmp_path / "archive").mkdir()
    made = world.made(tmp_path / "archive", tmp_path)

    assert {
        "alerts.csv",
        "alerts.jsonl",
        "datapackage.json",
        "schema.json",
        "schema-tables.json",
        "schema-jsonl.json",
    } == {path.removeprefix("data/") for path in made["files"]}
    assert {} == made["feeds"]


def test_pages_and_feeds_are_handed_to_the_site(tmp_path: Path) -> None:
    """Every language has its two pages, and every address in them is one of a file."""
    made = world.made(world.archive(tmp_path), tmp_path)
    pages = {(page["language"], page["name"]): page for page in made["pages"]}
    feeds = {url for links in made["feeds"].values() for _, url, kind in links if kind != "text/csv"}

    assert {(code, name) for code in CODES for name in ("feeds", "data")} == pages.keys()
    assert {path for path in made["files"] if "/feeds/" in path} == feeds
    assert "Toutes les alertes" == pages["fr", "feeds"]["values"]["feeds"]["main"][0]["label"]
    assert (
        ("Fiji", "en/feeds/countries/fj.atom", "application/atom+xml"),
        ("Fiji", "data/countries/fj.csv", "text/csv"),
    ) == made["feeds"]["en", "country", "FJ"]
    assert ["atom", "rss", "json", "atom", "atom"] == [
        url.rpartition(".")[2] for _, url, _ in made["feeds"]["en", "", ""]
    ]


def test_texts_exist_in_every_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that a language lacks stops the import, and says where to add it."""
    assert "Données" == text("data", "fr")
    monkeypatch.setattr("plugins.exports.texts.CODES", ("en", "xx"))
    with pytest.raises(MissingTextError, match="has no text in 'xx'"):
        load("texts")
