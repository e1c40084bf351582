"""Which code made what is kept: a change of code makes it anew. Labels of vocabularies are not code: pages depend on those they show."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

from plugins.alerts.labels import content

_ROOT = Path(__file__).resolve().parents[2]
_LIBRARIES = ("pyromark", "nh3", "markdown-it-py", "Jinja2", "Babel", "pycountry", "lunr", "py-rust-stemmers")


@cache
def code_version(*paths: str, with_labels: bool = False) -> str:
    """Return a fingerprint of source files (files, or folders with all that is in them) and of the libraries behind them.

    Paths are relative to the project's root. Of the vocabularies' files, all but the labels counts, unless it is said.

    Raises:
        OSError: if one of them cannot be read.
    """
    state = hashlib.blake2b(digest_size=16)
    for name, version in _versions():
        state.update(f"{name} {version}\n".encode())
    for path in paths:
        place = _ROOT / path
        # A file that is named and not there is an error: what it made before would be kept for ever.
        for file in _within(place) if place.is_dir() else [place]:
            data = file.read_bytes() if with_labels else content(file)
            state.update(file.relative_to(_ROOT).as_posix().encode() + b"\0" + data)
    return state.hexdigest()


def reading_version() -> str:
    """Return the fingerprint of the code that reads records."""
    own = (f"plugins/site/reading/{name}.py" for name in ("archive", "record", "records", "rows", "shown"))
    return code_version("plugins/alerts", *own)


def _within(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.rglob("*")) if file.is_file() and "__pycache__" not in file.parts)


@cache
def _versions() -> tuple[tuple[str, str], ...]:
    return tuple((name, metadata.version(name)) for name in _LIBRARIES)
