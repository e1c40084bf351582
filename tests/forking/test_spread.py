"""Work is spread over processes, and is told, not waited for, where one of them was killed."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plugins.forking import KilledError, Spread, in_processes

ROOT = Path(__file__).resolve().parents[2]


def square(number: int) -> int:
    """Do some work."""
    return number * number


def test_results_come_in_the_order_of_the_tasks() -> None:
    """Whoever is first does not matter."""

    def slow_at_first(number: int) -> int:
        time.sleep(0.05 * (number == 0))
        return square(number)

    assert in_processes(slow_at_first, range(9), 3) == [0, 1, 4, 9, 16, 25, 36, 49, 64]


def test_results_come_as_they_are_made() -> None:
    """One that takes long does not hold up the others."""
    gate, opened = os.pipe()

    def first_waits(number: int) -> int:
        if number == 0:
            os.read(gate, 1)
        return number

    with Spread(first_waits, range(5), 2) as spread:
        made: Iterator[int] = spread.as_made()
        before = sorted(next(made) for _ in range(4))
        os.write(opened, b"!")

        assert (before, [*made]) == ([1, 2, 3, 4], [0])


def test_work_is_done_in_other_processes_which_are_made_ready_first() -> None:
    """What a process begins with is called once in each, before its first task."""
    ready: list[int] = []

    def seen(_: int) -> tuple[bool, int]:
        return os.getpid() != parent, len(ready)

    parent = os.getpid()
    with Spread(seen, range(20), 2, begin=lambda: ready.append(1)) as spread:
        assert set(spread.in_order()) == {(True, 1)}
    assert ready == []


def test_a_task_that_fails_raises_here_what_it_raised() -> None:
    """The others' results are not asked for."""
    with pytest.raises(ZeroDivisionError), Spread(lambda number: 1 // number, [1, 0, 1], 2) as spread:
        list(spread.in_order())


@pytest.mark.parametrize("results", [Spread.in_order, Spread.as_made])
def test_a_killed_process_is_told_and_not_waited_for(results: Callable[[Spread[int]], Iterator[int]]) -> None:
    """The system kills without a word where memory runs out; a build that then waits for ever tells nobody."""

    def killed_at_three(number: int) -> int:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(KilledError, match="memory"), Spread(killed_at_three, range(8), 2) as spread:
        list(results(spread))


def test_that_a_process_was_killed_is_told_through_processes() -> None:
    """The search does its work aside, in a process that has others: its error comes to the build as it was."""
    again = pickle.loads(pickle.dumps(KilledError()))  # noqa: S301 (made here)

    assert str(again) == str(KilledError())


def test_processes_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    """A build that is killed leaves nobody behind who writes into the next one."""
    told = tmp_path / "pids"
    script = f"""
import os, time
from plugins.forking import in_processes
def work(_):
    with open({str(told)!r}, "a") as file:
        file.write(f"{{os.getpid()}}\\n")
    time.sleep(600)
in_processes(work, [1, 2], 2)
"""
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    while not told.exists() or told.read_text().count("\n") < 2:
        time.sleep(0.02)
        assert parent.poll() is None
    parent.kill()
    parent.wait()
    pids = [int(pid) for pid in told.read_text().split()]

    def running() -> list[int]:
        found = []
        for pid in pids:
            try:
                os.kill(pid, 0)
            except ProcessLookupError:
                continue
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
                found.append(pid)
        return found

    until = time.monotonic() + 30
    while running() and time.monotonic() < until:
        time.sleep(0.05)

    assert running() == []
