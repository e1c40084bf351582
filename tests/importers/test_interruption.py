"""Imports that are killed, and disks that are full, at every moment at which something is written."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.alerts.frontmatter import parse
from plugins.importers.run import run_import
from tests.importers.archives import TODAY, jsonl_of

KILLED, FULL, DONE, NEVER = 9, 28, 0, 1
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def row(name: str, **values: Any) -> dict[str, Any]:
    """Return a row of its own address."""
    return {
        "url": f"https://example.org/{name}",
        "language": "en",
        "title": f"Editor {name} held",
        "issued": "2005-04-26",
        "body": f"The editor of {name} is held.",
        "country": "Peru",
    } | values


LONG = "The same words stand in two sources, more than twenty of them, so that the two are taken for one and the same alert."
BEFORE = [
    row("kept"),
    row("changed"),
    row("moved"),
    row("corrected"),
    row("deleted"),
    row("twice", title="Two", body=LONG),
]
AFTER = [
    row("kept"),
    row("changed", title="Editor still held"),
    row("moved", issued="2004-12-31"),
    row("corrected", country="Chile"),
    row("deleted"),
    row("twice", title="Two", body=LONG),
    row("new", language="fr", translation_of="case 7"),
    row("new-too", issued="2006", translation_of="case 7"),
]
OTHER = [row("twice-elsewhere", title="Two", body=LONG), row("bad", issued="1 Nevember")]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with two sources and an archive that has an earlier state of them, and a person's changes."""
    folder = tmp_path_factory.mktemp("prepared")
    (folder / "a.jsonl").write_text(jsonl_of(*BEFORE), encoding="utf-8")
    run_import([folder / "a.jsonl"], archive=folder / "archive", today=TODAY)
    for path in sorted((folder / "archive/en").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        if "Editor corrected held" in text:
            path.write_text(text.replace("Editor corrected held", "Editor Paz held"), encoding="utf-8")
        elif "Editor deleted held" in text:
            path.unlink()
    (folder / "a.jsonl").write_text(jsonl_of(*AFTER), encoding="utf-8")
    (folder / "b.jsonl").write_text(jsonl_of(*OTHER), encoding="utf-8")
    return folder


def imported(folder: Path) -> dict[str, bytes]:
    """Import the sources of a folder and return all that stands in its archive."""
    run_import([folder / "a.jsonl", folder / "b.jsonl"], archive=folder / "archive", today=TODAY, workers=1)
    return standing(folder)


def standing(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder's archive."""
    files = sorted(path for path in (folder / "archive").rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def in_child(act: Callable[[], int]) -> int:
    """Do something in a process of its own; return its exit status."""
    if (pid := os.fork()) == 0:
        status = 99
        try:
            status = act()
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def at_write(folder: Path, number: int, strike: Callable[[], None]) -> Callable[[], int]:
    """Return an import of a folder's sources that is struck right before its change of a number."""
    return at_writes(folder, number, strike, lambda: imported(folder))


def at_writes(folder: Path, number: int, strike: Callable[[], None], work: Callable[[], object]) -> Callable[[], int]:
    """Return work that is struck right before the write, rename, removal or new folder of a number under a folder."""

    def act() -> int:
        me, left = os.getpid(), [number]

        def audit(event: str, args: tuple[Any, ...]) -> None:
            if os.getpid() != me or not str(args[0] if args else "").startswith(str(folder)):
                return
            writes = event in {"os.rename", "os.remove", "os.mkdir", "os.truncate"}
            if writes or (event == "open" and args[2] & WRITING):
                left[0] -= 1
                if left[0] == 0:
                    strike()

        sys.addaudithook(audit)
        try:
            work()
        except OSError as error:
            return FULL if error.errno in (errno.ENOSPC, errno.EFBIG) else 98
        return NEVER if left[0] > 0 else DONE

    return act


def copied(prepared: Path, to: Path) -> Path:
    """Return a copy of the prepared folder."""
    shutil.copytree(prepared, to)
    return to


def is_valid(folder: Path) -> bool:
    """Say whether every record of an archive can be read."""
    return all(parse(path.read_text(encoding="utf-8")) for path in (folder / "archive").rglob("*.md"))


def kill() -> None:
    """End at once."""
    os.kill(os.getpid(), signal.SIGKILL)


def fill() -> None:
    """Find the disk full."""
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(("strike", "status"), [(kill, -KILLED), (fill, FULL)], ids=["killed", "disk full"])
def test_an_import_struck_at_any_write(prepared: Path, tmp_path: Path, strike: Callable[[], None], status: int) -> None:
    """The archive is valid right after, and the same import again makes the bytes of one that was never struck."""
    whole = imported(copied(prepared, tmp_path / "whole"))
    number = 0
    while True:
        number += 1
        folder = copied(prepared, tmp_path / str(number))
        ended = in_child(at_write(folder, number, strike))
        assert is_valid(folder)
        if ended == NEVER:
            break
        # A folder that cannot be made is no matter where it is there already.
        assert (number, ended) in {(number, status), (number, DONE)}
        assert whole == imported(folder), f"struck at write {number}"
        shutil.rmtree(folder)
    assert number > 20


@pytest.mark.parametrize("largest", [0, 1, 100, 300, 500, 700, 900, 1500])
def test_files_that_cannot_grow(prepared: Path, tmp_path: Path, largest: int) -> None:
    """Wherever a write breaks off, nothing half-written is taken for a record or for a line of the ledger."""
    whole = imported(copied(prepared, tmp_path / "whole"))
    folder = copied(prepared, tmp_path / "folder")

    def act() -> int:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
        return at_write(folder, -1, kill)()

    assert FULL == in_child(act)
    assert is_valid(folder)
    assert whole == imported(folder)


def test_a_journal_cut_anywhere(prepared: Path, tmp_path: Path) -> None:
    """However much of the last line of a killed import's journal was written, the next import finishes it."""
    whole = imported(copied(prepared, tmp_path / "whole"))
    killed = copied(prepared, tmp_path / "killed")
    in_child(at_write(killed, 14, kill))
    journal = (killed / "archive/.ledger/journal.jsonl").read_bytes()
    assert journal.count(b"\n") > 2
    for length in {0, 1, len(journal) - 1, journal.rindex(b"\n", 0, -1) + 1, len(journal) - 40}:
        folder = copied(killed, tmp_path / f"cut-{length}")
        (folder / "archive/.ledger/journal.jsonl").write_bytes(journal[:length])
        assert whole == imported(folder), length


def test_a_rehearsal_takes_up_nothing(prepared: Path, tmp_path: Path) -> None:
    """It reads what a killed import left, and leaves it."""
    folder = copied(prepared, tmp_path / "folder")
    in_child(at_write(folder, 14, kill))
    before = standing(folder)
    run_import([folder / "a.jsonl"], archive=folder / "archive", today=TODAY, is_rehearsal=True)
    assert before == standing(folder)


@pytest.mark.parametrize(
    "note",
    [
        {"path": "../../mine.md", "left": "../../mine.md"},
        {"path": "en/2005/x.md", "left": "en/../../mine.md"},
        {"year": "../../2005"},
        {"language": "../.."},
        {"entry": {"id": "../../../mine", "identity": "1", "fields": {}}},
        {"entry": {"id": "x", "identity": "1", "fields": "a"}},
        {"entry": []},
    ],
)
def test_a_ledger_of_others_reaches_nothing_outside_the_archive(tmp_path: Path, note: dict[str, Any]) -> None:
    """An archive that somebody sends may have any journal: what no import wrote is passed over."""
    archive, mine = tmp_path / "in" / "archive", tmp_path / "mine.md"
    (tmp_path / "in").mkdir()
    mine.write_bytes(b"mine")
    (archive / ".ledger").mkdir(parents=True)
    whole = {"language": "en", "year": "2005", "entry": {"id": "x", "identity": "1", "fields": {}}}
    digest = hashlib.blake2b(b"mine", digest_size=12).hexdigest()
    line = json.dumps(whole | note | {"file": digest}) + "\n"
    (archive / ".ledger" / "journal.jsonl").write_text(line, encoding="utf-8")
    (archive / ".ledger" / "en").mkdir()
    (archive / ".ledger" / "en" / "2005.jsonl").write_bytes(b'{"id": "\xff"}\n[]\n{"id": 1, "identity": "1"}\n')
    run_import([], archive=archive, today=TODAY)
    assert b"mine" == mine.read_bytes()
    assert ["in", "mine.md"] == sorted(path.name for path in tmp_path.iterdir())
    assert ["archive"] == sorted(path.name for path in (tmp_path / "in").iterdir())
