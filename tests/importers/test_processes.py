"""Reading in processes that can be killed: hanging, eating, crashing items cost themselves and nothing else, wherever they stand."""

from __future__ import annotations

import contextlib
import faulthandler
import mmap
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from plugins.importers.formats.readers import FORMATS, Format
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert
from plugins.importers.pieces import Piece
from plugins.importers.processes.budget import Budget
from plugins.importers.processes.cutting import Cursor, Step, cut_all
from tests.importers.archives import Import, jsonl_of, run, run_sources
from tests.importers.test_run import ROW, reasons

SMALL = Budget(seconds=0.5, clock=120, memory=30_000_000)
ROWS = [
    ROW | {"id": f"row-{number}", "body": f"An editor is held, it was said on day {number}."} for number in range(40)
]
HOSTILE = "row-13"


def spin() -> None:
    """Compute for ever."""
    while True:
        pass


def spin_in_c() -> None:
    """Compute for ever, without coming back to Python."""
    sum(range(10**12))


def sleep() -> None:
    """Wait for ever."""
    time.sleep(1000)


def eat() -> None:
    """Fill more memory than an item may have, and give it back."""
    held = [b"x" * 1_000_000 for _ in range(80)]
    held.clear()


def eat_and_hide() -> None:
    """Fill memory to the end of it, and say nothing, as a library may that makes less of a text then."""
    held: list[bytes] = []
    with contextlib.suppress(MemoryError):
        while True:
            held.append(b"x" * (1_000_000 + len(held)))


def eat_at_once() -> None:
    """Ask for more memory than there may be."""
    bytearray(2_000_000_000)


def ask_for_twice() -> None:
    """Ask the kernel for twice the memory that an item may have, without writing into it: the resident set does not show it."""
    # Not a bytearray: an allocator may have so much in reserve, which the process had before.
    try:
        mmap.mmap(-1, 2 * SMALL.memory, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    except OSError as error:
        raise MemoryError from error


def crash() -> None:
    """End as a fault of memory does."""
    # Told in the report is enough: not on the tests' terminal too.
    faulthandler.disable()
    os.kill(os.getpid(), signal.SIGSEGV)


def leave() -> None:
    """End without a word."""
    os._exit(0)


def fail() -> None:
    """Fail in a way that no reader may."""
    raise RuntimeError("a fault\nof ours")


def recurse() -> None:
    """Call oneself for ever."""
    recurse()


ENDINGS: dict[Callable[[], None], tuple[str, str]] = {
    spin: ("over-budget", "more than 0.5 seconds of a processor"),
    spin_in_c: ("over-budget", "more than 0.5 seconds of a processor"),
    sleep: ("over-budget", "did not end within 3 seconds"),
    eat: ("over-budget", "more than 30,000,000 bytes of memory"),
    eat_and_hide: ("over-budget", "more than 30,000,000 bytes of memory"),
    ask_for_twice: ("over-budget", "more than 30,000,000 bytes of memory"),
    eat_at_once: ("over-budget", "more than 30,000,000 bytes of memory"),
    crash: ("reader-failed", "SIGSEGV"),
    leave: ("reader-failed", "status 0"),
    fail: ("reader-failed", "RuntimeError: a fault of ours"),
    recurse: ("reader-failed", "RecursionError"),
}


def hostile_reader(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None], *names: str) -> None:
    """Let the reader of rows do something at the rows of these names."""
    honest = FORMATS["jsonl"]

    def read_piece(piece: Piece, options: ReadOptions) -> Iterator[ParsedAlert]:
        if any(f'"{name}"' in piece.content[0] for name in names):
            act()
        return honest.read_piece(piece, options)

    monkeypatch.setitem(FORMATS, "jsonl", Format(honest.cut, read_piece))


def hostile_cutter(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None], number: int) -> None:
    """Let the cutter of rows do something before the row of this number."""
    honest = FORMATS["jsonl"]

    def cut(stream: Any, name: str, options: ReadOptions) -> Iterator[Piece | ParsedAlert]:
        for place, piece in enumerate(honest.cut(stream, name, options)):
            if place == number and name == "rows.jsonl":
                act()
            yield piece

    monkeypatch.setitem(FORMATS, "jsonl", Format(cut, honest.read_piece))


def accepted(result: Import) -> list[str]:
    """Return the ids of what became a record, in the order of the report."""
    return [outcome["id"] for outcome in result.outcomes if outcome["outcome"] == "accepted"]


def balanced(result: Import) -> bool:
    """Say whether the account adds up."""
    counts = result.report
    return bool(
        counts["items"] == counts["accepted"] + counts["duplicates"] + counts["rejected"] == len(result.outcomes)
    )


@pytest.mark.parametrize("act", ENDINGS, ids=lambda act: act.__name__)
def test_an_item_that_ends_its_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]
) -> None:
    """It is rejected where it stands, with its provenance; all others are there, once and in order."""
    hostile_reader(monkeypatch, act, HOSTILE)
    result = run(tmp_path, jsonl_of(*ROWS), budget=replace(SMALL, clock=3) if act is sleep else SMALL)
    code, words = ENDINGS[act]
    rejected = result.outcomes[13]
    assert ("line 14", "rejected", "rows.jsonl") == (rejected["item"], rejected["outcome"], rejected["source"])
    assert rejected["reason"].startswith(f"{code}: ")
    assert words in rejected["reason"]
    assert [row["id"] for row in ROWS if row["id"] != HOSTILE] == accepted(result)
    assert (True, 1) == (balanced(result), result.exit_status)


def test_many_that_end_their_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every third item crashes; each costs itself only, at the beginning and at the end too."""
    hostile_reader(monkeypatch, leave, *(f"row-{number}" for number in range(0, 40, 3)))
    result = run(tmp_path, jsonl_of(*ROWS), budget=SMALL)
    assert [f"row-{number}" for number in range(40) if number % 3] == accepted(result)
    assert ["reader-failed" if number % 3 == 0 else "" for number in range(40)] == reasons(result)


@pytest.mark.parametrize("act", [spin, leave, fail], ids=lambda act: act.__name__)
@pytest.mark.parametrize("number", [0, 13])
def test_a_source_that_cannot_be_cut_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: Callable[[], None], number: int
) -> None:
    """What was cut before is imported, the rest is one rejected item, and the sources behind it are read."""
    monkeypatch.setattr("plugins.importers.processes.crew.CUTTING", SMALL)
    hostile_cutter(monkeypatch, act, number)
    (tmp_path / "rows.jsonl").write_text(jsonl_of(*ROWS), encoding="utf-8")
    (tmp_path / "then.jsonl").write_text(jsonl_of(ROW | {"id": "later-1", "title": "Later"}), encoding="utf-8")
    result = run_sources(tmp_path, [tmp_path / "rows.jsonl", tmp_path / "then.jsonl"])
    assert [*(row["id"] for row in ROWS[:number]), "later-1"] == accepted(result)
    code = "over-budget" if act is spin else "reader-failed"
    assert [*[""] * number, code, ""] == reasons(result)
    assert f"after {number} items" in result.outcomes[number]["reason"]
    assert "rows.jsonl" == result.outcomes[number]["source"]


def test_where_sources_are_sought_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An import whose folders cannot be walked ends, and says so."""
    monkeypatch.setattr("plugins.importers.processes.crew.CUTTING", SMALL)

    def find(*_: object) -> Iterator[Any]:
        spin()
        yield

    monkeypatch.setattr("plugins.importers.opening.sources.find", find)
    result = run(tmp_path, jsonl_of(ROW))
    assert (["over-budget"], 1) == (reasons(result), result.exit_status)


def test_processes_ended_from_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that something else kills, of those that read and of the one that cuts, costs nothing: its work is done again."""
    marks = tmp_path / "marks"
    marks.mkdir()

    def die_once() -> None:
        try:
            (marks / "once").touch(exist_ok=False)
        except FileExistsError:
            return
        os.kill(os.getpid(), signal.SIGKILL)

    hostile_reader(monkeypatch, die_once, HOSTILE)
    result = run(tmp_path, jsonl_of(*ROWS))
    (marks / "once").unlink()
    hostile_cutter(monkeypatch, die_once, 20)
    other = tmp_path / "other"
    other.mkdir()
    again = run(other, jsonl_of(*ROWS))
    assert [row["id"] for row in ROWS] == accepted(result) == accepted(again)
    assert (marks / "once").exists()


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_the_number_of_processes_changes_nothing(tmp_path: Path, workers: int) -> None:
    """Records, ledger and report are the same bytes."""
    rows = [
        *ROWS * 3,
        ROW | {"id": "row-3", "title": "Another"},
        *(ROW | {"id": f"t-{n}", "body": "x"} for n in range(9)),
    ]
    one, several = tmp_path / "one", tmp_path / "several"
    one.mkdir()
    several.mkdir()
    assert run(one, jsonl_of(*rows), workers=1).files() == run(several, jsonl_of(*rows), workers=workers).files()
    assert (one / "report.json").read_bytes() == (several / "report.json").read_bytes()


def test_a_piece_goes_on_from_any_place(tmp_path: Path) -> None:
    """Cutting from a cursor yields what cutting from the beginning yields from there on."""
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text(jsonl_of(*ROWS[:5]), encoding="utf-8")
    pieces = [step for step in cut_all([tmp_path], None, ReadOptions()) if step.step is Step.PIECE]
    for start in (step.cursor for step in pieces):
        again = [step for step in cut_all([tmp_path], None, ReadOptions(), start=start) if step.step is Step.PIECE]
        assert [step.found for step in pieces if step.cursor >= start] == [step.found for step in again]
    assert [Cursor(0, 0, 4), Cursor(1, 0, 0)] == [step.cursor for step in pieces][4:6]


def test_nothing_is_left_running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever ends an import, its processes end with it."""
    before = children()

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    for moment in ("on_bytes", "on_outcome"):
        with pytest.raises(KeyboardInterrupt):
            run(tmp_path, jsonl_of(*ROWS), **{moment: stop})
    hostile_reader(monkeypatch, leave, HOSTILE)
    run(tmp_path, None)
    assert before == children()


def children() -> set[str]:
    """Return the processes that this one has started and that are there still."""
    return set(Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split())
