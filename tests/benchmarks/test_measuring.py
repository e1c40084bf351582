"""What a command costs is measured over all its processes; what it costs is never asserted, but that it is seen."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.measuring import CommandError, Cost, measure, median

# Two processes of 60 MB each, at the same time, for longer than it takes to look at them, however late the child begins.
_FAMILY = (
    "import subprocess, sys, time\n"
    "held = bytearray(range(256)) * 240_000\n"
    "if len(sys.argv) > 1:\n"
    "    print('held', flush=True)\n"
    "    sys.stdin.read()\n"
    "else:\n"
    "    child = subprocess.Popen([sys.executable, __file__, 'child'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
    "    child.stdout.readline()\n"
    "    time.sleep(1)\n"
    "    child.communicate()\n"
)


def test_memory_is_that_of_all_processes_together(tmp_path: Path) -> None:
    """A child's memory counts beside its parent's."""
    program = tmp_path / "family.py"
    program.write_text(_FAMILY)
    cost = measure([sys.executable, str(program)], cwd=tmp_path)

    assert cost.memory > 120


def test_what_a_command_says_is_kept(tmp_path: Path) -> None:
    """Output and errors, for reading figures out of them."""
    cost = measure([sys.executable, "-c", "import sys; print(4); print(5, file=sys.stderr)"], cwd=tmp_path)

    assert {"4", "5"} == set(cost.output.split())
    assert cost.seconds > 0
    assert cost.cpu > 0


def test_a_command_that_fails_is_an_error_with_its_last_words(tmp_path: Path) -> None:
    """Figures of a failed command would be wrong figures."""
    with pytest.raises(CommandError, match=r"ended with 3:\nno paper"):
        measure([sys.executable, "-c", "import sys; sys.stderr.write('no paper'); sys.exit(3)"], cwd=tmp_path)


def test_the_middle_is_taken_of_each_figure() -> None:
    """One slow run does not spoil a table."""
    costs = [Cost(seconds=a, cpu=b, memory=c, output="") for a, b, c in ((1, 9, 5), (9, 1, 6), (2, 3, 4))]

    assert Cost(seconds=2, cpu=3, memory=5, output="") == median(costs)


def test_bytecode_is_kept_as_on_a_maintainers_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is forbidden, every start would be measured with the compilation of all modules."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    cost = measure([sys.executable, "-c", "import sys; print(sys.dont_write_bytecode)"], cwd=tmp_path)

    assert cost.output.strip() == "False"
