"""Rendering and writing in as many processes as there are."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from plugins.alerts.errors import ArchiveError
from plugins.site.output import Written, write_if_changed
from plugins.site.pages import AnyPage
from plugins.site.render import Renderer

# Pages that a worker takes at a time: long enough to keep the queue idle, short enough that both ends finish together.
_CHUNK = 250
# Below this, starting processes costs more than it saves.
_PARALLEL_FROM = 400


class RenderError(ArchiveError):
    """A page whose template fails."""


Outcome = tuple[str, Written, bool]
"""Path, what is to be remembered of the file, and whether it was written."""

# What a forked worker finds: set before the fork, never after.
_inherited: tuple[Renderer, Sequence[AnyPage], Path] | None = None


def render_pages(
    renderer: Renderer, pages: Sequence[AnyPage], output: Path, *, workers: int, progress: Callable[[int], None]
) -> Iterator[Outcome]:
    """Render pages and write those whose bytes differ; yield what became of each, in no order.

    ``progress`` is called with the number of pages done since the last call.
    """
    global _inherited  # noqa: PLW0603 (what fork hands over cannot be passed as an argument without being copied)
    _inherited = (renderer, pages, output)
    ranges = [(start, min(start + _CHUNK, len(pages))) for start in range(0, len(pages), _CHUNK)]
    try:
        if workers == 1 or len(pages) < _PARALLEL_FROM:
            for task in ranges:
                outcomes = _render_range(task)
                progress(len(outcomes))
                yield from outcomes
            return
        # What is read so far stays; looking through it for garbage would only copy its memory into every worker.
        gc.freeze()
        with multiprocessing.get_context("fork").Pool(workers, initializer=gc.enable) as pool:
            for outcomes in pool.imap_unordered(_render_range, ranges):
                progress(len(outcomes))
                yield from outcomes
    finally:
        _inherited = None


def _render_range(task: tuple[int, int]) -> list[Outcome]:
    assert _inherited is not None
    renderer, pages, output = _inherited
    outcomes = []
    for page in pages[task[0] : task[1]]:
        try:
            data = renderer.render(page)
        except ArchiveError:
            raise
        except Exception as error:
            raise RenderError(f"cannot be rendered: {error!r}", where=page.path, do="Look at its template.") from error
        written, changed = write_if_changed(output, page.path, data, page.fingerprint)
        outcomes.append((page.path, written, changed))
    return outcomes
