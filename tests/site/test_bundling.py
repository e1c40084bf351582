"""A site in one file: whole, the same every time, and refused where it is not what its manifest says."""

from __future__ import annotations

import hashlib
import os
import zipfile
from pathlib import Path

import pytest

from plugins.site.checks.bundling import BundleError, write_bundle
from tests.site.build import fixity

FILES = {
    "index.html": b"<!doctype html>",
    "fr/alerts/2005/a.html": "<p>Été « noir »".encode(),
    "search/en/m.js": b"x" * 9000,
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of three files and their manifest."""
    folder = tmp_path / "site"
    for path, data in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    lines = [f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in sorted(FILES.items())]
    (folder / "MANIFEST.sha256").write_text("".join(lines))
    (folder / "notes.txt").write_text("not part of the site")
    return folder


def test_unpacked_it_is_the_site(site: Path, tmp_path: Path) -> None:
    """Everything that the manifest names and the manifest itself, in one folder, with a word on how to begin."""
    count = write_bundle(site, tmp_path / "out" / "a.zip")
    with zipfile.ZipFile(tmp_path / "out" / "a.zip") as archive:
        archive.extractall(tmp_path / "stick")
    unpacked = fixity(tmp_path / "stick" / "alert-archive")
    read_me = unpacked.pop("READ-ME.txt")
    expected = fixity(site)
    del expected["notes.txt"]

    assert expected == unpacked
    assert len(expected) + 1 == count
    assert read_me


def test_the_same_site_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """Neither times of files nor their modes, nor the day, are in it."""
    write_bundle(site, tmp_path / "a.zip")
    for path in FILES:
        os.utime(site / path, (10**9, 10**9))
        (site / path).chmod(0o600)
    write_bundle(site, tmp_path / "b.zip")

    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda site: (site / "index.html").write_bytes(b"other"), "is not what MANIFEST.sha256 says"),
        (lambda site: (site / "index.html").unlink(), "is named in MANIFEST.sha256, and not there"),
        (lambda site: (site / "MANIFEST.sha256").unlink(), "there is no site"),
        (lambda site: (site / "MANIFEST.sha256").write_text("0  ../secret\n"), "is outside the site"),
    ],
)
def test_a_damaged_site_is_refused(site: Path, tmp_path: Path, damage, said: str) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    """Nobody carries away what cannot prove itself; the bundle of before stays, and no half of one."""
    (tmp_path / "a.zip").write_bytes(b"of before")
    damage(site)
    with pytest.raises(BundleError, match=said):
        write_bundle(site, tmp_path / "a.zip")

    assert b"of before" == (tmp_path / "a.zip").read_bytes()
    assert ["a.zip", "site"] == sorted(file.name for file in tmp_path.iterdir())
