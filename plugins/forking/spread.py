"""A function over tasks, in as many processes as there are: nothing but positions and results travels between them.

``multiprocessing.Pool`` puts another process in the place of one that was killed, and waits for the lost result for ever;
``concurrent.futures`` tells, but its processes outlive a parent that is killed. Here they do not.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Any, Generic, TypeVar

from plugins.alerts.errors import ArchiveError

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

# What the processes forked from here find in memory: functions and their tasks, the latest last.
_inherited: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []

# Seconds between looks at whether the parent is still there.
_LOOK = 0.1


class KilledError(ArchiveError):
    """A process was ended from outside, and with it a part of the work."""

    def __init__(self) -> None:
        """Say what is known: the system tells no reason, but it is nearly always memory."""
        super().__init__(
            "a process that did a part of the work was killed, by the system if memory ran out",
            do="Give it more memory or fewer processes (build: --workers 1), and start again: what is done stays done.",
        )

    def __reduce__(self) -> tuple[type[KilledError], tuple[()]]:
        """Travel between processes."""
        return KilledError, ()


class Spread(Generic[_Result]):
    """The results of ``function`` over ``tasks``, which ``workers`` forked processes begin to make at once.

    Function and tasks are found by the processes in the memory that they were forked with, and so need not be copied;
    results are pickled. ``begin`` is called in each process before its first task.
    Used with ``with``: at the end, tasks that were not begun are dropped, and processes are gone.
    """

    def __init__(
        self,
        function: Callable[[_Task], _Result],
        tasks: Sequence[_Task],
        workers: int,
        *,
        begin: Callable[[], None] | None = None,
    ) -> None:
        """Fork and begin; there is at least one process, and none without a task."""
        context = multiprocessing.get_context("fork")
        count = max(1, min(workers, len(tasks)))
        self._pool = ProcessPoolExecutor(count, context, initializer=_begin, initargs=(os.getpid(), begin))
        _inherited.append((function, tasks))
        try:
            # With fork, all processes are made at the first task.
            self._futures: list[Future[_Result]] = [self._pool.submit(_run, at) for at in range(len(tasks))]
        except BrokenProcessPool as error:
            raise KilledError from error
        finally:
            _inherited.pop()

    def in_order(self) -> Iterator[_Result]:
        """Yield the results in the order of the tasks; what a task raises is raised here.

        Raises:
            KilledError: if one of the processes was.
        """
        self._futures.reverse()
        while self._futures:
            yield _result(self._futures.pop())

    def as_made(self) -> Iterator[_Result]:
        """Yield the results as they come; else like :meth:`in_order`."""
        for future in as_completed(self._taken()):
            yield _result(future)

    def _taken(self) -> list[Future[_Result]]:
        """Return the futures, and keep none: each holds its result."""
        taken, self._futures = self._futures, []
        return taken

    def __enter__(self) -> Spread[_Result]:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for what is being done, and for nothing else."""
        self._pool.shutdown(cancel_futures=True)


def in_processes(function: Callable[[_Task], _Result], tasks: Sequence[_Task], workers: int) -> list[_Result]:
    """Return the results of a function over tasks, in the order of the tasks; what it raises is raised here.

    One task, or all with one worker, are done in this process.

    Raises:
        KilledError: if one of the processes was.
    """
    if workers < 2 or len(tasks) < 2:
        return [function(task) for task in tasks]
    with Spread(function, tasks, workers) as spread:
        return [*spread.in_order()]


def end_with(parent: int) -> None:
    """End this process, from a thread, as soon as its parent is gone: it is not to write behind the back of the next run."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _begin(parent: int, begin: Callable[[], None] | None) -> None:
    end_with(parent)
    if begin:
        begin()


def _run(position: int) -> Any:
    function, tasks = _inherited[-1]
    return function(tasks[position])


def _result(future: Future[_Result]) -> _Result:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise KilledError from error
