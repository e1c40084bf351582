"""Making room for a site that is to be built from nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


def in_the_way(site: Path, kept: Iterable[Path]) -> Path | None:
    """Return the first of the folders that would be forgotten with a site: because it is that folder, or stands in it."""
    return next((folder for folder in kept if folder.resolve().is_relative_to(site.resolve())), None)


@contextmanager
def forgotten(site: Path, cache: Path) -> Iterator[None]:
    """Build a site within as if there had been none; ``cache`` has what builds keep for the next one.

    ext4 gives the place of a deleted file to no other for some minutes, and looks at all of them for each new file: creating 20,000
    right after 20,000 were deleted took 180 µs each, instead of 27. So what stood there is renamed, and deleted when the new site is there.
    """
    before = _renamed(site)
    shutil.rmtree(cache, ignore_errors=True)
    try:
        yield
    finally:
        shutil.rmtree(before, ignore_errors=True)


def _renamed(site: Path) -> Path:
    """Rename what stands there, or take it away where that cannot be, and return where it is then; a link stays, with what it leads to."""
    before = site.absolute().with_name(f".{site.absolute().name}-before")
    shutil.rmtree(before, ignore_errors=True)
    if not site.is_symlink():
        try:
            site.rename(before)
        except OSError:
            shutil.rmtree(site, ignore_errors=True)
    return before
