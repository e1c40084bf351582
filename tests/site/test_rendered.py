from __future__ import annotations

import datetime as dt
import multiprocessing
import os
from pathlib import Path

import pytest

from plugins.alerts.markup import to_html
from plugins.alerts.redaction import FILE
from plugins.site.reading.archive import read_archive
from plugins.site.reading.record import read_ahead
from plugins.site.reading.rendered import Rendered
from tests.site import miniature


def test_what_other_processes_made_is_read_here(tmp_path: Path) -> None:
    """Each process has a file of its own, which has no name once it is taken; nothing is known of what nobody made."""
    rendered = Rendered(tmp_path)

    def make(path: str) -> None:
        rendered.add(path, f"<p>{path} é</p>")
        told.put(rendered.added())
        is_taken.acquire()
        rendered.add(f"{path}2", "")
        rendered.add(f"{path}3", f"<p>{path * 3}</p>")
        told.put(rendered.added())

    forking = multiprocessing.get_context("fork")
    told = forking.SimpleQueue()
    is_taken = forking.Semaphore(0)
    for path in ("a", "b"):
        process = forking.Process(target=make, args=(path,))
        process.start()
        rendered.take(told.get())
        is_taken.release()
        rendered.take(told.get())
        process.join()
    rendered.add("c", "<p>here</p>")
    rendered.take(rendered.added())

    pages = {path: rendered.page(path) for path in ("a", "a2", "a3", "b", "c", "d")}
    assert {
        "a": "<p>a é</p>",
        "a2": "",
        "a3": "<p>aaa</p>",
        "b": "<p>b é</p>",
        "c": "<p>here</p>",
        "d": None,
    } == pages
    assert [] == [*tmp_path.iterdir()]


def test_what_a_killed_build_left_is_taken_away(tmp_path: Path) -> None:
    """Nothing stays of what was made and never taken."""
    killed = Rendered(tmp_path)
    killed.add("a", "<p>a</p>")
    killed.added()
    assert [*tmp_path.iterdir()]

    Rendered(tmp_path)
    assert [] == [*tmp_path.iterdir()]


@pytest.mark.parametrize("workers", [1, 2])
def test_texts_made_when_records_are_read_are_those_of_their_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    """Whether kept or made anew the HTML of a record is the same, and what is redacted is not in it."""
    archive = tmp_path / "archive"
    miniature.make(archive)
    (archive / FILE).write_text('name."Second paragraph" = {}\n', encoding="utf-8")
    monkeypatch.setattr("plugins.site.reading.archive._PARALLEL_FROM", 1)
    kept = read_archive(archive, tmp_path / "cache", workers=workers, today=dt.date(2026, 1, 1))
    monkeypatch.setattr("plugins.site.reading.archive._PARALLEL_FROM", 1000)
    anew = read_archive(archive, tmp_path / "other", workers=1, today=dt.date(2026, 1, 1))

    for versions in kept.collection.groups():
        for entry in versions.values():
            page = kept.collection.page(entry)
            assert anew.collection.page(entry) == page == to_html(kept.collection.body(entry))
            assert "Second paragraph" not in page
    assert kept.read


def test_what_cannot_be_read_ahead_is_passed_over(tmp_path: Path) -> None:
    """A pipe to which nobody writes, a link that leads nowhere and a folder neither end the reading nor hold it up; nothing stays open."""
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "link.md").symlink_to("nowhere.md")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "record.md").write_text("text", encoding="utf-8")
    # Descriptors are given out from the lowest that is free.
    before = os.dup(0)
    os.close(before)
    read_ahead(tmp_path, ("pipe.md", "link.md", "folder.md", "gone.md", "record.md"))
    after = os.dup(0)
    os.close(after)

    assert before == after
