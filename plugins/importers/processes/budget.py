"""What reading one item may cost, held by the kernel in the process that reads: one that hangs inside a C library is ended too.

Time is that of the processor, so that a busy machine rejects nothing that an idle one accepts; a wide limit of the clock beside it ends
what waits for ever. Memory is the growth of the resident set while the item is read. The kernel has no limit for that (Linux ignores
``RLIMIT_RSS``), so it is looked at when the item is read; what runs on meets a limit of the memory that is the process's own, half as
much again (``RLIMIT_DATA``, where Linux counts what was asked for and not what allocators keep in reserve). The room between the two is
there because a library may make less of a text when it is refused memory, and say nothing: whatever was refused any is then over
the first, and rejected.
"""

from __future__ import annotations

import resource
import signal
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

_STATM = Path("/proc/self/statm")
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
_ROOM = 3
"""Times the memory of an item that the address space may grow by: allocators reserve more than they use."""
_ROOM_OF_OWN = 1.5
"""Times the memory of an item by which what is the process's own may grow."""


class Verdict(Enum):
    """Why a process did not finish an item."""

    TIME = "time"
    CLOCK = "clock"
    MEMORY = "memory"
    CRASH = "crash"
    KILLED = "killed"
    """By something else, as far as can be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What one item may cost."""

    seconds: float = 5
    """Of a processor."""
    clock: float = 600
    """Seconds by the clock: wide enough for a machine with twenty others at work, on which 60 refused an item that took three of a processor."""
    memory: int = 300_000_000
    """Bytes beyond what the process had before."""

    def hold(self) -> None:
        """Set the limits of this process for good; its signals do what the kernel does by default."""
        for one in (signal.SIGPROF, signal.SIGALRM):
            signal.signal(one, signal.SIG_DFL)
        # An interruption from the keyboard reaches every process of the terminal; the parent alone answers it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if (used := _pages(0)) is not None:
            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            wanted = used + _ROOM * self.memory
            if hard == resource.RLIM_INFINITY or wanted < hard:
                resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
        self.hold_memory()

    def hold_memory(self) -> None:
        """Let the process have so much memory beyond what it has now, and no more, where the system counts that."""
        if (own := _pages(5)) is not None:
            _, hard = resource.getrlimit(resource.RLIMIT_DATA)
            wanted = own + int(_ROOM_OF_OWN * self.memory)
            if hard == resource.RLIM_INFINITY or wanted < hard:
                resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))

    def begin(self) -> None:
        """Start counting time anew: beyond the limits the kernel ends this process."""
        signal.setitimer(signal.ITIMER_PROF, self.seconds)
        signal.setitimer(signal.ITIMER_REAL, self.clock)

    @staticmethod
    def pause() -> None:
        """Stop counting time."""
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


BUDGET = Budget()
CUTTING = Budget(seconds=30, clock=1200, memory=500_000_000)
"""What a source may cost between two reads of its bytes while it is cut: the list of an archive's members comes at once."""


_BY_SIGNAL: dict[int, Verdict] = {
    signal.SIGPROF: Verdict.TIME,
    signal.SIGALRM: Verdict.CLOCK,
    signal.SIGKILL: Verdict.KILLED,
    signal.SIGTERM: Verdict.KILLED,
    signal.SIGHUP: Verdict.KILLED,
}


def peak() -> int:
    """Return the largest resident set that this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _PEAK_UNIT


def resident() -> int:
    """Return the resident set of this process in bytes; the largest it has had where the system does not tell."""
    found = _pages(1)
    return peak() if found is None else found


def _pages(column: int) -> int | None:
    try:
        return int(_STATM.read_bytes().split()[column]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return None


def verdict(exit_code: int | None) -> Verdict:
    """Return what the end of a process says of the item that it was reading; negative codes are signals."""
    return _BY_SIGNAL.get(-(exit_code or 0), Verdict.CRASH)
