"""Files and folders as sources: everything that is there is read or told, whatever it is called."""

from __future__ import annotations

import json
import os
import socket
import unicodedata
from pathlib import Path

import pytest

from plugins.importers.decoding import charset
from plugins.importers.opening.detect import detect
from plugins.importers.opening.sources import find
from tests.importers.archives import jsonl_of, run, run_sources
from tests.importers.mail.mails import ALERT
from tests.importers.test_run import ROW, reasons

MARKDOWN = "---\ntitle: Held\ndate: 2001-05-03\nlang: en\n---\nAn editor of {} is held.\n"


def names(folder: Path) -> list[str]:
    """Return the names of the sources in a folder."""
    return [source.name for source in find(folder)]


def test_names_in_any_bytes(tmp_path: Path) -> None:
    """Bytes that are not UTF-8, breaks and escapes of a name are shown; records and report can be written."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number, name in enumerate((b"caf\xe9.md", b"a\nb\x1b[31m.md", "<i>é.md".encode())):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(MARKDOWN.format(number), encoding="utf-8")
    result = run_sources(tmp_path, [folder])
    assert ["<i>é.md", "a b[31m.md", "caf\\xe9.md"] == names(folder)
    assert names(folder) == [outcome["source"] for outcome in result.outcomes]
    assert (3, 0) == (len(result.records()), result.exit_status)


def test_twins(tmp_path: Path) -> None:
    """Names that differ only in how an accent is composed, or in capitals, are several sources; a single name is composed."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number, name in enumerate(("e\u0301.md", "\u00e9.md", "A.md", "a.md")):
        (folder / name).write_text(MARKDOWN.format(number), encoding="utf-8")
    assert 4 == len(run_sources(tmp_path, [folder]).records())
    (folder / "\u00e9.md").unlink()
    assert ["A.md", "a.md", "\u00e9.md"] == names(folder)
    assert all(unicodedata.is_normalized("NFC", name) for name in names(folder))


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    """A link that leads nowhere, to itself or out of the folder, a pipe, a socket: one rejected item each, and nothing waits."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(ALERT, encoding="utf-8")
    (folder / "nowhere.txt").symlink_to("/nowhere/at/all")
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "up").symlink_to("..")
    (folder / "around").symlink_to(".")
    (folder / "twice.txt").symlink_to("good.txt")
    (folder / "a.txt").symlink_to("../outside.txt")
    (tmp_path / "outside.txt").write_text("the secret of a person of this machine", encoding="utf-8")
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        previous = Path.cwd()
        os.chdir(folder)
        try:
            listening.bind("socket")
        finally:
            os.chdir(previous)
        result = run_sources(tmp_path, [folder, folder / "pipe.txt"])
    told = [(outcome["source"], (outcome["reason"] or "").split(":")[0]) for outcome in result.outcomes]
    assert [
        ("a.txt", "link-left-out"),
        ("around", "item-repeated"),
        ("good.txt", ""),
        ("nowhere.txt", "source-unreadable"),
        ("pipe.txt", "source-unreadable"),
        ("self.txt", "source-unreadable"),
        ("socket", "source-unreadable"),
        ("twice.txt", "the same as the record 1998-09-08-zm-65u3si, under another identity"),
        ("up", "link-left-out"),
        ("pipe.txt", "source-unreadable"),
    ] == told
    assert str(tmp_path) not in json.dumps(result.report)
    assert "secret" not in json.dumps(result.report)


def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in it is not passed over in silence."""
    folder = tmp_path / "in"
    (folder / "locked").mkdir(parents=True)
    (folder / "locked/x.txt").write_text(ALERT, encoding="utf-8")
    (folder / "open.txt").write_text(ALERT, encoding="utf-8")
    scandir = os.scandir

    def refusing(path: Path | int) -> object:
        # Folders are walked by number, too, where temporary ones are cleared away.
        if isinstance(path, Path) and path.name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr("os.scandir", refusing)
    result = run_sources(tmp_path, [folder])
    assert [("locked/", "rejected"), ("open.txt", "accepted")] == [
        (outcome["source"], outcome["outcome"]) for outcome in result.outcomes
    ]
    assert "Permission denied" in result.outcomes[0]["reason"]


SCRIPT = 'var told = "On 3 May 2001 an editor was held in Lusaka";\n'


@pytest.mark.parametrize("options", [{}, {"language": "en"}, {"format": "html", "language": "en"}])
def test_what_pages_load_is_no_alert(tmp_path: Path, options: dict[str, str]) -> None:
    """Pictures, scripts and style sheets of a mirror are accounted for, make no record and are no failure; a page named so is a page."""
    folder = tmp_path / "mirror"
    folder.mkdir()
    furniture = ("a.js", "a.js?ver=3.1", "a.min.css@ver=2", "font.woff2", "logo.svg", "robots.txt", "x.gif", "picture")
    for name in furniture:
        (folder / name).write_text("GIF89a" if name in {"x.gif", "picture"} else SCRIPT, encoding="utf-8")
    text = "(RSF/IFEX) – On 14 March 2000, the editor Moussa Tahirou was held for a day in Niamey, said his paper."
    (folder / "photo.jpg").write_text(
        f'<html lang="en"><body><h1>Held</h1><p>{text}</p></body></html>', encoding="utf-8"
    )
    result = run_sources(tmp_path, [folder], **options)
    told = {outcome["source"]: (outcome["reason"] or "").split(":")[0] for outcome in result.outcomes}
    assert dict.fromkeys(furniture, "item-left-out") | {"photo.jpg": ""} == told
    assert 0 == result.exit_status


def test_folders_in_the_order_of_their_names(tmp_path: Path) -> None:
    """The order is that of the parts of a path, on any file system."""
    for name in ("b.txt", "a.txt", "a/z.txt", "a/b/c.txt", "a-b.txt", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert ["a/b/c.txt", "a/z.txt", "a-b.txt", "a.txt", "b.txt"] == names(tmp_path)


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.csv"])
def test_a_line_that_is_too_long_costs_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """It is rejected, and the lines behind it are read."""
    monkeypatch.setattr(charset, "LONGEST_LINE", 400)
    monkeypatch.setattr(charset, "_SKIPPED", 100)
    rows = [ROW | {"id": "row-1"}, ROW | {"id": "row-2", "body": "long " * 300}, ROW | {"id": "row-3"}]
    text = jsonl_of(*rows)
    if name.endswith(".csv"):
        text = "\n".join([",".join(ROW), *(",".join(row.values()) for row in rows)])
    result = run(tmp_path, text, name=name)
    assert ["", "over-budget", ""] == reasons(result)
    assert ["en/2005/row-1.md", "en/2005/row-3.md"] == list(result.records())


def test_bytes_without_a_text() -> None:
    """Chance bytes, whatever their name, are of no format; old texts with stray controls are texts."""
    chance = bytes(range(256)) * 200
    assert None is detect(chance, "x.txt")
    assert "text" == detect(
        b"An editor\x00 was held on Friday, and the day after.\x07 It was said so, and not denied. " * 20 + b"\x1a", "x"
    )
