"""One run at a time works in a folder, and none that is over is in the way of the next."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from plugins.forking import BusyError, alone

ROOT = Path(__file__).resolve().parents[2]

# Holds a folder, says so, and waits until its input ends.
_HOLDER = """
import sys
from pathlib import Path
from plugins.forking import alone
with alone(Path(sys.argv[1]), "build"):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    """Start another process that is at work in a folder."""
    command = [sys.executable, "-c", _HOLDER, str(folder)]
    other = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


def test_a_second_one_is_told_who_is_in_the_way(tmp_path: Path) -> None:
    """It does nothing, and says what is at work, where, and what to do."""
    with holder(tmp_path) as other:
        with (
            pytest.raises(BusyError, match=rf"{tmp_path}: another build is at work there\. Wait"),
            alone(tmp_path, "build", patience=0),
        ):
            raise AssertionError("two at once")
        other.communicate()


def test_one_that_was_killed_is_not_in_the_way(tmp_path: Path) -> None:
    """Nothing is left behind that would have to be deleted by hand."""
    with holder(tmp_path) as other:
        other.kill()
        with alone(tmp_path, "build"):
            pass

    assert [*tmp_path.iterdir()] == []


def test_one_that_is_just_ending_is_waited_for(tmp_path: Path) -> None:
    """The processes of a run that was killed need a moment."""
    with holder(tmp_path) as other:
        assert other.stdin is not None
        other.stdin.close()
        with alone(tmp_path / "sub" / "..", "build", patience=30):
            pass


def test_a_run_within_a_run_is_none_of_its_own(tmp_path: Path) -> None:
    """A folder that this process has is its own until it lets it go."""
    with alone(tmp_path / "new", "build"), alone(tmp_path / "new", "build", patience=0):
        pass
    with alone(tmp_path / "new", "build", patience=0):
        assert (tmp_path / "new").is_dir()
