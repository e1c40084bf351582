"""Reading on other machines: pieces of the sources go to the workers of a Dask cluster, and come back as items in their order.

An optional extra (``pip install 'alert-archive[cluster]'``). Cutting and settling stay here; a piece knows nothing of where it was
cut from, and reading it is a plain function, so that the records are the same bytes as without a cluster. Every worker keeps the
budget of an item as an import does by itself: in processes of its own that may end at any moment.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any

from plugins.alerts.errors import ArchiveError
from plugins.importers.pieces import Piece
from plugins.importers.processes.budget import Budget
from plugins.importers.processes.crew import Done, Reading, reading_with
from plugins.importers.processes.cutting import START, Cursor, Cut, Step
from plugins.importers.processes.process import CutFrom
from plugins.importers.processes.reading import Sealed

LOCAL = "local"
"""In place of an address: a cluster of this machine's processors, for as long as the import takes."""
_PIECES = 200
_BYTES = 4_000_000
"""A batch ends with the piece that reaches either."""
_AHEAD = 3
"""Batches a worker that may wait or be done before they are taken: more would be memory for nothing."""
_PATIENCE = "30s"


class ClusterError(ArchiveError):
    """A cluster that cannot be reached, or the library for it is not there."""


def reading_on(address: str, stack: ExitStack, *, workers: int) -> Reading:
    """Return what reads on a cluster, in place of :func:`~plugins.importers.processes.crew.reading_with`.

    ``address`` is a scheduler's (``tcp://host:8786``) or :data:`LOCAL`, then with so many workers. ``stack`` keeps the cluster until it
    is closed.

    Raises:
        ClusterError: if it cannot be had.
    """
    try:
        import dask  # noqa: PLC0415 (an optional extra)
        import distributed  # noqa: PLC0415
    except ImportError as error:
        raise ClusterError(
            f"needs a library that is not there ({error.name})",
            where="--cluster",
            do="Install it: `.venv/bin/python -m pip install distributed`.",
        ) from error
    library: Any = distributed  # its own types are incomplete
    # A worker starts processes of its own, which a daemon may not.
    stack.enter_context(dask.config.set({"distributed.worker.daemon": False}))
    try:
        if address == LOCAL:
            address = stack.enter_context(
                library.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=40)
            )
        client = stack.enter_context(library.Client(address, timeout=_PATIENCE))
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"{address} does not answer ({error})", where="--cluster", do="Start its scheduler, or name another."
        ) from error
    return partial(_read_on, client)


def read_batch(
    batch: list[Cut],
    read: Callable[[Any, str], list[Sealed]],
    budget: Budget,
    prepare: Callable[[str], None] = lambda _: None,
) -> list[Done]:
    """Return what becomes of pieces that follow each other; a plain function, for whatever engine runs it."""

    def cut(start: Cursor, on_read: Callable[[], None]) -> Iterator[Cut]:
        for step in batch:
            if step.cursor >= start:
                on_read()
                yield step

    return list(reading_with(cut, read, workers=1, budget=budget, prepare=prepare))


def _read_on(
    client: Any,
    cut: CutFrom,
    read: Callable[[Any, str], list[Sealed]],
    *,
    workers: int,
    budget: Budget,
    prepare: Callable[[str], None],
) -> Generator[Done, None, None]:
    del workers
    ahead = _AHEAD * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
    running: deque[Any] = deque()
    for batch in _batches(step for step in cut(START, lambda: None) if step.step is Step.PIECE):
        # Reading is pure, but equal pieces of different sources must not be taken for one task.
        running.append(client.submit(read_batch, batch, read, budget, prepare, pure=False))
        while len(running) > ahead:
            yield from running.popleft().result()
    while running:
        yield from running.popleft().result()


def _batches(steps: Iterator[Cut]) -> Iterator[list[Cut]]:
    batch: list[Cut] = []
    size = 0
    for step in steps:
        batch.append(step)
        found = step.found
        size += len(found.content) if isinstance(found, Piece) and isinstance(found.content, (bytes, str)) else 0
        if len(batch) == _PIECES or size >= _BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
