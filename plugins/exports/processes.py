"""Many small files made in other processes, while this one writes the large ones."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence

from plugins.exports.output import Artefact, Kept, Output
from plugins.forking import Spread

# Files that a process takes at a time.
_CHUNK = 50
# Below this, starting processes costs more than it saves (a feed takes 2 ms, a process 60 ms).
_PARALLEL_FROM = 200

# What a forked process finds: set before the fork, never after.
_inherited: tuple[Output, Sequence[Artefact]] | None = None


def write_all(output: Output, artefacts: Sequence[Artefact], *, workers: int, meanwhile: Callable[[], None]) -> None:
    """Make and write the files that are not as they should be; ``meanwhile`` is called in this process."""
    global _inherited  # noqa: PLW0603 (what fork hands over cannot be passed as an argument without being copied)
    stale = [one for one in artefacts if one.is_stale or not output.unchanged(one.path, one.fingerprint)]
    if workers == 1 or len(stale) < _PARALLEL_FROM:
        meanwhile()
        for one in stale:
            output.write(one.path, one.make(), one.fingerprint)
        return
    _inherited = (output, stale)
    ranges = [(start, start + _CHUNK) for start in range(0, len(stale), _CHUNK)]
    try:
        # What was read so far stays; looking through it for garbage would only copy its memory into every process.
        gc.freeze()
        with Spread(_write_range, ranges, workers - 1, begin=gc.enable) as spread:
            meanwhile()
            for files in spread.in_order():
                output.files.update(files)
    finally:
        _inherited = None


def _write_range(task: tuple[int, int]) -> dict[str, Kept]:
    assert _inherited is not None
    output, artefacts = _inherited
    mine = artefacts[task[0] : task[1]]
    for one in mine:
        output.write(one.path, one.make(), one.fingerprint)
    return {one.path: output.files[one.path] for one in mine}
