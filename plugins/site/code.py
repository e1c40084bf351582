"""Which code made what is kept: a change of code makes it anew."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_LIBRARIES = ("pyromark", "nh3", "markdown-it-py", "Jinja2", "Babel", "pycountry", "lunr", "snowballstemmer")


@cache
def code_version(*paths: str) -> str:
    """Return a fingerprint of source files (files, or folders with all that is in them) and of the libraries behind them.

    Paths are relative to the project's root.
    """
    state = hashlib.blake2b(digest_size=16)
    for name in _LIBRARIES:
        state.update(f"{name} {metadata.version(name)}\n".encode())
    for path in paths:
        place = _ROOT / path
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                state.update(file.relative_to(_ROOT).as_posix().encode() + b"\0" + file.read_bytes())
    return state.hexdigest()
