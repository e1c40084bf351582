"""The stages of a build: what each one took, for ``--timings``, and how far it is, for whoever looks on at a terminal."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress


@dataclass(slots=True)
class Stage:
    """One stage."""

    name: str
    unit: str = ""
    """What is counted: records, pages, files."""
    count: int = 0
    wall: float = 0.0
    """Seconds."""
    cpu: float = 0.0
    """Seconds of all processors, those of processes that ended in the stage included."""


class Stages:
    """The stages of one build, in their order."""

    def __init__(self, *, is_shown: bool = False) -> None:
        """Begin; ``is_shown`` draws a bar on the terminal's standard error."""
        self.done: list[Stage] = []
        self._progress: Progress | None = _bar() if is_shown else None

    @contextmanager
    def stage(self, name: str, unit: str = "", total: int | None = None) -> Iterator[Stage]:
        """Time what is done within; its count may be set there, and is told as it grows by :meth:`advance`."""
        one = Stage(name, unit)
        started, cpu = time.perf_counter(), _cpu()
        self._begin(one, total)
        try:
            yield one
        finally:
            one.wall, one.cpu = time.perf_counter() - started, _cpu() - cpu
            self.done.append(one)
            self._end(one)

    def advance(self, stage: Stage, number: int) -> None:
        """Count some more, and say so."""
        stage.count += number
        if self._progress is not None:
            self._progress.update(self._progress.task_ids[-1], advance=number)

    def close(self) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()

    def _begin(self, one: Stage, total: int | None) -> None:
        if self._progress is not None:
            self._progress.start()
            self._progress.add_task(one.name, total=total, unit=one.unit)

    def _end(self, one: Stage) -> None:
        if self._progress is not None:
            task = self._progress.task_ids[-1]
            self._progress.update(task, total=max(one.count, 1), completed=max(one.count, 1))
            self._progress.stop_task(task)

    def table(self) -> str:
        """Return the stages as a table, each with its seconds, its count and its rate."""
        whole = Stage("all", wall=sum(one.wall for one in self.done), cpu=sum(one.cpu for one in self.done))
        rows = [("stage", "wall s", "cpu s", "count", "per second"), *map(_row, (*self.done, whole))]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        return "\n".join(
            "  ".join(
                cell.ljust(width) if place in {0, 3} else cell.rjust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in rows
        )


def _row(one: Stage) -> tuple[str, str, str, str, str]:
    rate = f"{one.count / one.wall:,.0f}" if one.count and one.wall else ""
    return one.name, f"{one.wall:.2f}", f"{one.cpu:.2f}", f"{one.count:,} {one.unit}" if one.unit else "", rate


def _cpu() -> float:
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def _bar() -> Progress:
    from rich.console import Console  # noqa: PLC0415 (nobody looks on, as a rule)
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    class Rate(ProgressColumn):
        """What was done in a second, where something is counted."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f}/s" if task.speed and task.fields["unit"] else "")

    class Count(ProgressColumn):
        """What was done so far."""

        def render(self, task: Task) -> Text:
            unit = task.fields["unit"]
            return Text(f"{task.completed:,.0f} {unit}" if unit and task.completed else "")

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        Count(),
        Rate(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
