"""What is written of a site, and what is remembered of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from plugins.site.writing.files import STORE, Files
from plugins.site.writing.output import MANIFEST, OutputState


def build(folder: Path, files: dict[str, str], *, going_on: bool) -> str:
    """Write a site of some files; return its manifest."""
    cache = folder / "cache"
    state = OutputState(folder, cache, Files.load(cache / STORE, folder), frozenset())
    if going_on:
        state.go_on()
    for path, text in files.items():
        state.write(path, text.encode(), b"f" * 16)
    state.finish({}, state.files.keys() - files.keys() if going_on else None)
    return (folder / MANIFEST).read_text(encoding="utf-8")


def test_what_a_plugin_makes_no_more_is_no_part_of_a_build_that_goes_on(tmp_path: Path) -> None:
    """A sitemap of a year without alerts is taken away, and the manifest does not name it."""
    (tmp_path / "1996.xml").write_text("a sitemap", encoding="utf-8")
    state = OutputState(tmp_path, tmp_path / "cache", Files("", {}, {}), frozenset())
    state.adopt("1996.xml", hashlib.sha256(b"a sitemap").hexdigest())
    state.write("a", b"1", b"f" * 16)
    state.finish({})

    now = build(tmp_path, {"a": "1"}, going_on=True)
    assert [f"{hashlib.sha256(b'1').hexdigest()}  a"] == now.splitlines()
    assert not (tmp_path / "1996.xml").exists()


@pytest.mark.parametrize("is_damaged", [False, True])
def test_the_manifest_has_all_files_however_it_is_come_by(tmp_path: Path, *, is_damaged: bool) -> None:
    """After a change, an addition and a removal it is what it would be anew, even where the one before was changed by hand."""
    build(tmp_path, {"a": "1", "b/c": "2", "z": "3"}, going_on=False)
    if is_damaged:
        (tmp_path / MANIFEST).write_text("0\n", encoding="utf-8")
    now = {"a": "1", "b/b": "4", "z": "5"}

    expected = "".join(f"{hashlib.sha256(text.encode()).hexdigest()}  {path}\n" for path, text in now.items())
    assert expected == build(tmp_path, now, going_on=True)
    assert not (tmp_path / "b/c").exists()
