"""Records that cannot be used: the rest of the site is built, and the run says what, where and what to do."""

from __future__ import annotations

from pathlib import Path

from tests.site import miniature
from tests.site.build import pelican


def test_every_bad_record_is_named_and_the_rest_is_built(tmp_path: Path) -> None:
    """A broken header, an unknown language, a second record of one id, bytes that are not text, a link that leads nowhere: each is told."""
    archive = tmp_path / "archive"
    miniature.make(archive)
    bad = {
        "en/2005/broken.md": b"---\nid: broken\nwhat is this\n---\nText.",
        "en/2005/no-header.md": b"Only text.",
        "de/2005/german.md": b"---\nid: german-one\nlang: de\ntitle: T\nissued: 2005\n---\n\nText.",
        "en/2005/twin.md": (archive / "en/2005/2005-05-fj-bbbb.md").read_bytes(),
        "en/2005/latin.md": b"---\nid: latin-one\nlang: en\ntitle: Caf\xe9\nissued: 2005\n---\n\nText.",
        "en/2005/never.md": b"---\nid: never-1\nlang: en\ntitle: T\nissued: 9999-12-31\n---\n\nText.",
    }
    for path, data in bad.items():
        (archive / path).parent.mkdir(parents=True, exist_ok=True)
        (archive / path).write_bytes(data)
    bad["en/2005/gone.md"] = b""
    (archive / "en/2005/gone.md").symlink_to(tmp_path / "nowhere.md")
    # What can be shown is, however odd; what is hidden is no record.
    odd = miniature.record(
        *("2005-odd", "en", "Odd", "2005-06-01"),
        sources=("a sentence, not a name " * 30, "B\x07ell"),
        original_url="javascript:alert(1)",
        other_urls=("https://example.org/odd",),
    )
    miniature.write(archive, odd).with_name(".#2005-odd.md").symlink_to("somebody@somewhere.1234")

    done = pelican(archive, tmp_path / "output", tmp_path / "cache")
    said = " ".join((done.stdout + done.stderr).split())

    assert 1 == done.returncode
    assert [] == [path for path in bad if f"archive/{path}" not in said]
    for words in (
        "`key: value`",
        "has no header",
        "language 'de' is unknown",
        "has the same id",
        "not UTF-8",
        "stands for no date",
    ):
        assert words in said
    assert (tmp_path / "output/en/alerts/2005/2005-05-fj-bbbb.html").is_file()
    page = (tmp_path / "output/en/alerts/2005/2005-odd.html").read_text(encoding="utf-8")
    assert (False, True) == ('href="javascript' in page, "<dd>javascript:alert(1)</dd>" in page)
    assert 'href="https://example.org/odd"' in page
    assert (tmp_path / "output/MANIFEST.sha256").is_file()


def test_an_archive_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """A wrong path is said, and nothing is written."""
    done = pelican(tmp_path / "nowhere", tmp_path / "output", tmp_path / "cache")

    assert done.returncode != 0
    assert not (tmp_path / "output").exists()


def test_an_empty_archive_is_a_site_without_alerts(tmp_path: Path) -> None:
    """A maintainer who begins has a site that says so."""
    (tmp_path / "archive").mkdir()
    done = pelican(tmp_path / "archive", tmp_path / "output", tmp_path / "cache")

    assert 0 == done.returncode, done.stdout + done.stderr
    assert (tmp_path / "output/fr/index.html").is_file()
