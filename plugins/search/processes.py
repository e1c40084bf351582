"""Work spread over processes, in order, by fork: nothing but positions and results travels between them."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

# What the processes forked from here find in memory: the function, and its tasks.
_running: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []


def in_processes(function: Callable[[_Task], _Result], tasks: Sequence[_Task], workers: int) -> list[_Result]:
    """Return the results of a function over tasks, in the order of the tasks; what it raises is raised here."""
    if workers < 2 or len(tasks) < 2:
        return [function(task) for task in tasks]
    _running.append((function, tasks))
    try:
        with multiprocessing.get_context("fork").Pool(min(workers, len(tasks))) as pool:
            return pool.map(_run, range(len(tasks)), chunksize=1)
    finally:
        _running.pop()


def _run(position: int) -> Any:
    function, tasks = _running[-1]
    return function(tasks[position])
