"""The files of the index: the same for the same archive, and few that change with one alert."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from pathlib import Path

import pytest

from plugins.search.build import build
from plugins.search.documents import SearchDocument
from tests.search.corpus import LANGUAGES, documents, source, source_of


def hashes(root: Path) -> dict[str, str]:
    """Return path → SHA-256 of every file below a folder."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }


def content(path: Path) -> object:
    """Return what a file of the index hands over."""
    found = re.fullmatch(r'alertShard\("[a-z0-9/]+",(.*)\);\n', path.read_text(encoding="utf-8"), re.DOTALL)
    assert found, path
    return json.loads(found[1])


def build_language(own: tuple[SearchDocument, ...], root: Path) -> dict[str, str]:
    """Build the English index of these documents."""
    return build([source_of("en", own)], root)


def test_what_is_returned_is_what_is_there(tmp_path: Path) -> None:
    """Every file is told with its hash, and there are no others."""
    written = build([source(language) for language in LANGUAGES], tmp_path)

    assert hashes(tmp_path) == written
    assert list(written) == sorted(written)


def test_processes_make_no_difference(tmp_path: Path) -> None:
    """One process or three, and documents read in any order, make the same bytes."""
    own = documents("en") * 1
    many = tuple(dataclasses.replace(document, id=f"{document.id}-{copy}") for copy in range(8) for document in own)

    one = build([source_of("en", many)], tmp_path / "one", workers=1)
    three = build([source_of("en", many[::-1])], tmp_path / "three", workers=3)

    assert one == three


def test_building_again_touches_nothing(tmp_path: Path) -> None:
    """Unchanged files keep their time."""
    build_language(documents("en"), tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}

    build_language(documents("en"), tmp_path)

    assert before == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}


def test_one_alert_changes_few_files(tmp_path: Path) -> None:
    """A new alert changes the shards of its own words, its own block and year, and the manifest."""
    own = tuple(
        dataclasses.replace(document, id=f"{document.id}-{copy}") for copy in range(20) for document in documents("en")
    )
    added = dataclasses.replace(
        own[0], id="new", title="Zyzzyva", body="Zyzzyva zyzzyvas.", place="", source="", target=""
    )
    before = build_language(own, tmp_path)

    after = build_language((*own, added), tmp_path)

    kinds = [path.split("/")[2].removesuffix(".js") for path, digest in after.items() if before.get(path) != digest]
    assert {"columns", "docs", "lengths", "manifest", "positions", "refs", "terms", "vocabulary"} >= set(kinds)
    assert 1 == kinds.count("manifest") == kinds.count("columns") == kinds.count("lengths") == kinds.count("refs")
    # The alert's own shard, and those of the alerts that its number pushes along, if any.
    assert len(kinds) < len(after) / 10


def test_what_is_gone_is_deleted(tmp_path: Path) -> None:
    """Files of deleted alerts and words are removed, other people's files are not."""
    build_language(documents("en"), tmp_path)
    (tmp_path / "search/fr").mkdir()
    (tmp_path / "search/fr/manifest.js").write_text("kept")

    written = build_language(documents("en")[:5], tmp_path)

    assert set(written) | {"search/fr/manifest.js"} == set(hashes(tmp_path))
    assert all(path.is_file() or any(path.iterdir()) for path in tmp_path.rglob("*"))


def test_an_alert_that_is_gone_is_in_no_file(tmp_path: Path) -> None:
    """After a redaction, neither the name nor the id nor the text is anywhere in the index."""
    own = documents("en")
    secret = dataclasses.replace(
        own[0], id="a-secret", title="Quetzalcoatlus", body="Her name was Xochiquetzal.", target="Xochiquetzal"
    )
    build_language((*own, secret), tmp_path)

    build_language(own, tmp_path)

    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()).lower()
    for word in (b"a-secret", b"uetzalcoatlu", b"ochiquetz"):
        assert word not in everything


def test_markup_is_text(tmp_path: Path) -> None:
    """Whatever a title holds is data: the file is still one call with one JSON value."""
    nasty = '</script><img src=x onerror=alert(1)>");alert(1);// \u2028 \\ " \x00'
    own = (dataclasses.replace(documents("en")[0], title=nasty, body=nasty),)

    build_language(own, tmp_path)

    (block,) = (tmp_path / "search/en/docs").rglob("*.js")
    rows = content(block)
    assert isinstance(rows, list)
    assert [nasty, nasty] == [rows[0][2], rows[0][10]]


def test_a_language_without_documents(tmp_path: Path) -> None:
    """An empty language has a manifest that says so."""
    written = build_language((), tmp_path)

    assert list(written) == ["search/en/manifest.js"]
    manifest = content(tmp_path / "search/en/manifest.js")
    assert isinstance(manifest, dict)
    assert (
        manifest["documents"],
        manifest["terms"],
        manifest["shards"],
        manifest["totals"],
    ) == (0, 0, "", [0, 0, 0, 0, 0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_shards_are_small(language: str, site: Path) -> None:
    """No file of the index is large in a small archive."""
    assert max(path.stat().st_size for path in (site / "sub/search" / language).rglob("*.js")) < 250_000
