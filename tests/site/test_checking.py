"""Checking a built site."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from plugins.site.checks.checking import PAGE_BUDGET, STYLE_BUDGET, check_site


def site(output: Path, files: dict[str, bytes]) -> Path:
    """Write a site with its manifest, and return where."""
    lines = ""
    for path, data in files.items():
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_bytes(data)
        lines += f"{hashlib.sha256(data).hexdigest()}  {path}\n"
    (output / "MANIFEST.sha256").write_text(lines, encoding="utf-8")
    return output


@pytest.mark.parametrize("folder", ["site", "alerts/site"])
def test_pages_are_weighed_wherever_the_site_stands(tmp_path: Path, folder: str) -> None:
    """A page that is too heavy is named, an alert's is not; the name of the folder around the site is nothing to it."""
    heavy = b"<p>" + b"x" * PAGE_BUDGET
    files = {"theme/site.css": b"x" * (STYLE_BUDGET + 1), "en/index.html": heavy, "en/alerts/2005/a.html": heavy}

    assert [
        f"theme/site.css: has {STYLE_BUDGET + 1:,} bytes, more than {STYLE_BUDGET:,}.",
        f"en/index.html: has {len(heavy):,} bytes, more than {PAGE_BUDGET:,}.",
    ] == check_site(site(tmp_path / folder, files))


def test_what_is_lacking_changed_or_added_is_named(tmp_path: Path) -> None:
    """The manifest is compared both ways, and a style sheet that is gone does not end the check."""
    output = site(tmp_path, {"theme/site.css": b"a{}", "en/index.html": b'<a href="gone.html#x">', "b.html": b"b"})
    (output / "theme/site.css").unlink()
    (output / "b.html").write_bytes(b"c")
    (output / "new.txt").write_bytes(b"")

    assert [
        ("theme/site.css", "is in MANIFEST.sha256 and not on disk"),
        ("new.txt", "is on disk and not in MANIFEST.sha256"),
        ("b.html", "is not what MANIFEST.sha256 says"),
        ("en/index.html", "links to gone.html#x, which is not there"),
    ] == [tuple(problem.split(". ")[0].rstrip(".").split(": ", 1)) for problem in check_site(output)]
