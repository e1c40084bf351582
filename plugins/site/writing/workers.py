"""Rendering and writing in as many processes as there are."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from plugins.alerts.errors import ArchiveError
from plugins.forking import Spread
from plugins.site.planning.pages import AnyPage
from plugins.site.writing import turns
from plugins.site.writing.files import Written
from plugins.site.writing.output import write_if_changed
from plugins.site.writing.render import Renderer

# Below this, starting processes costs more than it saves.
_PARALLEL_FROM = 400


class RenderError(ArchiveError):
    """A page whose template fails."""


Outcome = tuple[str, Written, bool]
"""Path, what is to be remembered of the file, and whether it was written."""

_Made = list[tuple[Written, bool]]
"""The same of a range of pages, in their order; paths are known where the range came from."""

# What a forked worker finds: set before the fork, never after.
_inherited: tuple[Renderer, Sequence[AnyPage], Path] | None = None


def render_pages(
    renderer: Renderer, pages: Sequence[AnyPage], output: Path, *, workers: int, progress: Callable[[int], None]
) -> Iterator[Outcome]:
    """Render pages and write those whose bytes differ; yield what became of each, in no order.

    ``progress`` is called with the number of pages done since the last call.
    """
    global _inherited  # noqa: PLW0603 (what fork hands over cannot be passed as an argument without being copied)
    ordered = turns.in_turn(pages)
    _inherited = (renderer, ordered, output)
    ranges = list(turns.ranges(ordered))
    try:
        if workers == 1 or len(ordered) < _PARALLEL_FROM:
            for task in ranges:
                yield from _outcomes(ordered, _render_range(task), progress)
            return
        renderer.compile()
        # What is read so far stays; looking through it for garbage would only copy its memory into every worker.
        gc.freeze()
        with Spread(_render_range, ranges, workers, begin=_begin) as spread:
            for made in spread.as_made():
                yield from _outcomes(ordered, made, progress)
    finally:
        _inherited = None


def _begin() -> None:
    """Look for garbage seldom: pages leave hardly any behind that is not gone at once."""
    gc.enable()
    gc.set_threshold(50_000)


def _outcomes(pages: Sequence[AnyPage], made: tuple[int, _Made], progress: Callable[[int], None]) -> Iterator[Outcome]:
    start, outcomes = made
    progress(len(outcomes))
    for page, (written, changed) in zip(pages[start : start + len(outcomes)], outcomes, strict=True):
        yield page.path, written, changed


def _render_range(task: tuple[int, int]) -> tuple[int, _Made]:
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
        outcomes.append(write_if_changed(output, page.path, data, page.fingerprint))
    return task[0], outcomes
