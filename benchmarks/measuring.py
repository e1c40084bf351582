"""What a command costs: time on the wall, time of processors, memory of all its processes together."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_INTERVAL = 0.05
"""Seconds between two looks at the memory; a look at a process of 1 GB takes some milliseconds."""


class CommandError(Exception):
    """A measured command failed; the message has what it said last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a command took."""

    seconds: float
    """On the wall."""
    cpu: float
    """Seconds of processors, user and system, all processes."""
    memory: float
    """Peak in MB, summed over all its processes at one time, pages that they share counted once (PSS)."""
    output: str
    """What it printed."""


def measure(command: Sequence[str], *, cwd: Path) -> Cost:
    """Run a command to its end, in this environment but for one thing: Python may keep the bytecode of what it imports.

    It is forbidden that on some machines for building software (``PYTHONDONTWRITEBYTECODE``), where every process then
    compiles all modules of the project anew; a maintainer's does not.
    Where there is no ``/proc`` (other systems than Linux) the memory is that of its largest process.

    Raises:
        CommandError: if it ends with another status than 0.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        started = time.perf_counter()
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        process = subprocess.Popen(command, cwd=cwd, env=environment, stdout=said, stderr=subprocess.STDOUT)
        watch = _Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        watch.stop()
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        output = said.read()
    if process.returncode:
        raise CommandError(f"{' '.join(command)} ended with {process.returncode}:\n{output[-2000:]}")
    largest = usage.ru_maxrss / 1000
    return Cost(
        seconds=seconds,
        cpu=usage.ru_utime + usage.ru_stime,
        memory=max(watch.peak / 1e6, 0 if watch.peak else largest),
        output=output,
    )


def median(costs: Sequence[Cost]) -> Cost:
    """Return the middle of several runs, each figure by itself."""
    return Cost(
        seconds=statistics.median(cost.seconds for cost in costs),
        cpu=statistics.median(cost.cpu for cost in costs),
        memory=statistics.median(cost.memory for cost in costs),
        output=costs[-1].output,
    )


class _Watch(threading.Thread):
    """Looks again and again at the memory of a process and all that it has started."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._ended = threading.Event()
        self.peak = 0

    def run(self) -> None:
        """Look until told to stop."""
        while not self._ended.wait(_INTERVAL):
            self.peak = max(self.peak, sum(map(_proportional, _family(self._pid))))

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()
        self.join()


def _family(pid: int) -> list[int]:
    """Return a process and its descendants."""
    children: dict[int, list[int]] = {}
    for folder in _PROC.iterdir() if _PROC.is_dir() else ():
        if folder.name.isdecimal():
            try:
                # The name before the fields may have blanks and brackets of its own.
                fields = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
            except OSError:
                # It has ended between two looks.
                continue
            children.setdefault(int(fields[1]), []).append(int(folder.name))
    family = [pid]
    for member in family:
        family.extend(children.get(member, ()))
    return family


def _proportional(pid: int) -> int:
    """Return the proportional set size in bytes: pages shared by n processes count as 1/n in each."""
    try:
        for line in (_PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        return 0
    return 0
