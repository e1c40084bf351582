"""Cutting and reading in several processes, and the items in the order of their sources, whatever ends on the way.

The parent hands pieces on and takes items back; it never looks into a piece. What a process was at when it ended costs that piece (or,
where cutting itself ended, the rest of that source) and nothing else: the next process goes on behind it. Result and order are the same
for any number of processes.
"""

from __future__ import annotations

import gc
import pickle
import signal
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import wait
from typing import Any, Protocol

from plugins.importers.processes.budget import CUTTING, Budget, Verdict, verdict
from plugins.importers.processes.cutting import Cursor, Cut, Step, failed
from plugins.importers.processes.process import CutFrom, Process, Read, serve_cutting, serve_reading
from plugins.importers.processes.reading import Sealed, reason, refusal, settled

MOST_PIECES = 400
"""Pieces that are cut and not yet settled."""
MOST_BYTES = 64_000_000
_AT_A_TIME = 12
"""Pieces that a process gets at a time at most."""
_BYTES_AT_A_TIME = 400_000
_WORTH_A_PROCESS = 4
"""Pieces that wait while all read; for fewer no other process is started."""
_TRIES = {Verdict.KILLED: 6}
"""Times that a piece, or a place in a source, is tried if its process ends; twice where no other number stands here."""
_GONE = (EOFError, OSError)


@dataclass(slots=True)
class _Task:
    """A piece on its way."""

    number: int
    data: bytes
    done: int
    """Bytes of the files that were cut up to it."""
    tries: int = 0


@dataclass(slots=True)
class _Reader:
    """A process that reads, and what it has."""

    process: Process
    tasks: deque[_Task] = field(default_factory=deque)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a piece."""

    done: int
    """Bytes of the files that were cut up to it."""
    items: list[Sealed]


class Crew:
    """Cuts and reads sources with one process for the one and several for the other."""

    def __init__(
        self, cut: CutFrom, read: Read, *, workers: int, budget: Budget, prepare: Callable[[str], None]
    ) -> None:
        """Begin to cut; those who read are started as they are needed, ``workers`` of them at most."""
        self._cut, self._read, self._prepare = cut, read, prepare
        self._formats: set[str] = set()
        self._workers, self._budget = workers, budget
        self._waiting: deque[_Task] = deque()
        self._readers: list[_Reader] = []
        self._finished: dict[int, Done] = {}
        self._numbered = self._yielded = 0
        self._held = 0
        """Bytes of the pieces that are not yielded yet."""
        self._last = Cut(step=Step.FILE, cursor=Cursor())
        self._name = ""
        """Of the source that is being cut."""
        self._begun_at: Cursor | None = None
        """Where a careful cutter began, until it has come any further."""
        self._has_moved = False
        self._failures = 0
        """Times that cutting ended at one place."""
        self._cutter: Process | None = None
        # Looking through what is there already for garbage would end its being shared with those who are forked.
        gc.freeze()
        self._start_cutter(Cursor(), is_careful=False)

    def work(self) -> Generator[Done, None, None]:
        """Yield what becomes of the pieces, in their order; while the caller is busy with one, others are read."""
        try:
            while True:
                if (found := self._finished.pop(self._yielded, None)) is not None:
                    self._yielded += 1
                    yield found
                    self._attend(0)
                elif self._cutter is None and self._yielded == self._numbered:
                    return
                else:
                    self._attend(None)
        finally:
            self.close()

    def close(self) -> None:
        """End all processes."""
        for reader in self._readers:
            reader.process.stop()
        self._readers.clear()
        if self._cutter is not None:
            self._cutter.stop()
            self._cutter = None
        gc.unfreeze()

    def _attend(self, timeout: float | None) -> None:
        """Hand out what waits and take what comes, waiting for something at most ``timeout`` seconds (``None``: for ever)."""
        self._hand_out()
        pipes: list[Any] = [reader.process.pipe for reader in self._readers if reader.tasks]
        if self._cutter is not None and self._numbered - self._yielded < MOST_PIECES and self._held < MOST_BYTES:
            pipes.append(self._cutter.pipe)
        for pipe in wait(pipes, timeout):
            if self._cutter is not None and pipe is self._cutter.pipe:
                self._take_pieces(self._cutter)
            else:
                self._take_items(next(reader for reader in self._readers if reader.process.pipe is pipe))
        self._hand_out()

    # Cutting

    def _start_cutter(self, start: Cursor, *, is_careful: bool) -> None:
        serve = partial(serve_cutting, cut=self._cut, start=start, budget=CUTTING, is_careful=is_careful)
        self._begun_at = start if is_careful else None
        self._has_moved = False
        self._cutter = Process(serve, self._processes())

    def _take_pieces(self, cutter: Process) -> None:
        try:
            message = cutter.pipe.recv()
        except _GONE:
            self._cutting_ended(cutter.end())
            return
        if message is None:
            cutter.end()
            self._cutter = None
            return
        for step, data in message:
            self._last, self._has_moved = step, True
            if step.step is Step.PIECE:
                self._begun_at = None
                if step.format not in self._formats:
                    self._formats.add(step.format)
                    self._prepare(step.format)
                self._last = Cut(step=Step.PIECE, cursor=_after(step.cursor), name=self._name, done=step.done)
                self._add(_Task(self._numbered, data, step.done))
            elif step.step is Step.SOURCE:
                self._name = step.name

    def _cutting_ended(self, code: int | None) -> None:
        """Go on where cutting ended: at the same place again, with care, and behind it if it ends there every time."""
        self._cutter = None
        at = self._last
        self._failures = self._failures + 1 if self._begun_at == at.cursor else 1
        if self._failures < _TRIES.get(verdict(code), 2):
            self._start_cutter(at.cursor, is_careful=True)
            return
        code_, told = reason(verdict(code), CUTTING, _ending(code))
        if at.step in (Step.SOURCE, Step.PIECE):
            message = f"after {at.cursor.piece} items, going on {told}"
            behind = Cursor(at.cursor.file, at.cursor.source + 1)
        else:
            message = f"after {at.cursor.source} members, going on {told}"
            behind = Cursor(at.cursor.file + 1)
        item = settled(failed(at.name, code_, message))
        self._finished[self._numbered] = Done(at.done, [item])
        self._numbered += 1
        # Where not even the way to the next file can be gone, what is behind it cannot be reached.
        if self._has_moved:
            self._last = Cut(step=Step.FILE, cursor=behind, name=at.name, done=at.done)
            self._start_cutter(behind, is_careful=True)

    def _add(self, task: _Task) -> None:
        self._numbered += 1
        self._held += len(task.data)
        self._waiting.append(task)

    # Reading

    def _hand_out(self) -> None:
        while self._waiting:
            idle = next((reader for reader in self._readers if not reader.tasks), None)
            if idle is None:
                if len(self._readers) >= self._workers or (self._readers and len(self._waiting) < _WORTH_A_PROCESS):
                    return
                idle = _Reader(Process(partial(serve_reading, read=self._read, budget=self._budget), self._processes()))
                self._readers.append(idle)
            size = 0
            share = -(-len(self._waiting) // self._workers)
            while self._waiting and len(idle.tasks) < min(share, _AT_A_TIME) and size < _BYTES_AT_A_TIME:
                task = self._waiting.popleft()
                idle.tasks.append(task)
                size += len(task.data)
            try:
                idle.process.pipe.send([(task.number, task.data) for task in idle.tasks])
            except _GONE:
                # It ended while it had nothing to do, or before it looked at anything.
                self._dismiss(idle)

    def _take_items(self, reader: _Reader) -> None:
        try:
            while reader.tasks and reader.process.pipe.poll():
                number, result, is_last = reader.process.pipe.recv()
                task = reader.tasks.popleft()
                assert number == task.number
                items = self._refused(task, result, "") if isinstance(result, Verdict) else result
                self._finish(task, items)
                if is_last:
                    self._dismiss(reader)
                    return
        except _GONE:
            code = self._dismiss(reader)
            task = self._waiting[0]
            task.tries += 1
            found = verdict(code)
            if task.tries >= (1 if found in (Verdict.TIME, Verdict.CLOCK) else _TRIES.get(found, 2)):
                self._waiting.popleft()
                self._finish(task, self._refused(task, found, _ending(code)))

    def _dismiss(self, reader: _Reader) -> int | None:
        """Let a reading process go; what it had and did not finish waits again, before all else."""
        self._readers.remove(reader)
        self._waiting.extendleft(reversed(reader.tasks))
        return reader.process.end()

    def _refused(self, task: _Task, found: Verdict, ending: str) -> list[Sealed]:
        # Written by this import's own cutter.
        _, piece = pickle.loads(task.data)  # noqa: S301
        return [refusal(piece, found, self._budget, ending)]

    def _finish(self, task: _Task, items: list[Sealed]) -> None:
        self._held -= len(task.data)
        self._finished[task.number] = Done(task.done, items)

    def _processes(self) -> list[Process]:
        return [reader.process for reader in self._readers] + ([self._cutter] if self._cutter else [])


def _after(cursor: Cursor) -> Cursor:
    return cursor._replace(piece=cursor.piece + 1)


def _ending(code: int | None) -> str:
    """Say how a process ended, by its exit code."""
    if code is None or code >= 0:
        return f"status {code}"
    try:
        return f"signal {-code}, {signal.Signals(-code).name}"
    except ValueError:
        return f"signal {-code}"


class Reading(Protocol):
    """What cuts sources and reads their pieces, wherever it does so."""

    def __call__(
        self,
        cut: CutFrom,
        read: Callable[[Any, str], list[Sealed]],
        *,
        workers: int,
        budget: Budget,
        prepare: Callable[[str], None],
    ) -> Generator[Done, None, None]:
        """See :func:`reading_with`."""


def reading_with(
    cut: CutFrom,
    read: Callable[[Any, str], list[Sealed]],
    *,
    workers: int,
    budget: Budget,
    prepare: Callable[[str], None] = lambda _: None,
) -> Generator[Done, None, None]:
    """Yield what becomes of all pieces.

    ``read`` takes a piece and its format; ``prepare`` is called once with every format, before a process is forked that reads it.
    """

    def unpacked(data: bytes) -> list[Sealed]:
        format_, piece = pickle.loads(data)  # noqa: S301 - likewise
        return read(piece, format_)

    return Crew(cut, unpacked, workers=workers, budget=budget, prepare=prepare).work()
