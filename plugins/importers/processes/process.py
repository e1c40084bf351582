"""The processes of an import: one cuts the sources into pieces, others read them, and any of them may end at any moment.

They are forked, keep the budget by the kernel's means, and say what they have done after every piece: what a process was at when it
ended is known. Each has one pipe to the parent, and ends when that is closed, however the parent ended.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import pickle
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from typing import Any

from plugins.importers.processes.budget import Budget, Verdict, peak, resident
from plugins.importers.processes.cutting import Cursor, Cut

_PIECES_A_MESSAGE = 32
_BYTES_A_MESSAGE = 500_000
_WORN = 60_000_000
"""Bytes by which a reading process may have grown; one that is larger is replaced, so that the next item begins as the first did."""
_GONE = (EOFError, OSError)

CutFrom = Callable[[Cursor, Callable[[], None]], Iterator[Cut]]
"""Where to begin, what to call whenever bytes were read → steps."""
Read = Callable[[bytes], Any]
"""A pickled piece → what the parent gets of it."""


class Process:
    """A process of an import and the pipe to it."""

    def __init__(self, serve: Callable[[Connection], None], others: Iterable[Process]) -> None:
        """Start it. ``others`` are those that run already: their pipes are none of its business."""
        context = multiprocessing.get_context("fork")
        self.pipe, theirs = context.Pipe()
        inherited = [self.pipe, *(other.pipe for other in others)]
        self._process = context.Process(target=_begin, args=(serve, theirs, inherited), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def pid(self) -> int | None:
        """Its number."""
        return self._process.pid

    def end(self) -> int | None:
        """Wait for the end of a process that has closed its pipe; return its exit code, negative for a signal."""
        self.pipe.close()
        self._process.join(5)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        code = self._process.exitcode
        self._process.close()
        return code

    def stop(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self.end()


def _begin(serve: Callable[[Connection], None], pipe: Connection, inherited: list[Connection]) -> None:
    for one in inherited:
        with contextlib.suppress(OSError):
            one.close()
    # What is there already stays; looking through it for garbage would only copy its memory.
    gc.freeze()
    # The parent has gone: there is nobody to tell.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        serve(pipe)


def serve_cutting(pipe: Connection, cut: CutFrom, start: Cursor, budget: Budget, *, is_careful: bool) -> None:
    """Send the steps of cutting from ``start`` on, a few at a time; each at once where something ended this process before."""
    budget.hold()
    budget.begin()
    waiting: list[tuple[Cut, bytes]] = []
    size = 0
    for step in cut(start, budget.begin):
        # A piece goes through the parent as bytes: only who reads it looks into it.
        data = b"" if step.found is None else pickle.dumps((step.format, step.found), pickle.HIGHEST_PROTOCOL)
        waiting.append((_without_piece(step), data))
        size += len(data)
        if is_careful or len(waiting) >= _PIECES_A_MESSAGE or size >= _BYTES_A_MESSAGE:
            # Waiting for the parent to take it costs no time of the budget.
            budget.pause()
            pipe.send(waiting)
            waiting, size = [], 0
        budget.begin()
    budget.pause()
    pipe.send(waiting)
    pipe.send(None)


def _without_piece(step: Cut) -> Cut:
    return step if step.found is None else Cut(step=step.step, cursor=step.cursor, done=step.done, format=step.format)


def serve_reading(pipe: Connection, read: Read, budget: Budget) -> None:
    """Read the pieces that come, and send what becomes of each: its number, the items or a verdict, whether this process ends now."""
    budget.hold()
    first = peak()
    while True:
        try:
            pieces: list[tuple[int, bytes]] = pipe.recv()
        except _GONE:
            return
        while pieces:
            number, data = pieces.pop(0)
            before = resident()
            result: Any
            budget.hold_memory()
            budget.begin()
            try:
                result = read(data)
            except MemoryError:
                result = Verdict.MEMORY
            budget.pause()
            highest = peak()
            if highest - before > budget.memory:
                result = Verdict.MEMORY
            is_last = result is Verdict.MEMORY or highest - first > _WORN
            pipe.send((number, result, is_last))
            if is_last:
                return
