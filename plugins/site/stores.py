"""Files in which a build keeps what the next one goes on from: each is written whole or not at all.

What is large lies in one file, and what has changed since that was written in a short one beside it (:func:`since`).
"""

from __future__ import annotations

import marshal
from pathlib import Path
from typing import Any


class LostError(Exception):
    """A file is not there, or is not as it was written: what was kept in it has to be made again."""


def since(store: Path) -> Path:
    """Return where that lies which is otherwise than in a store."""
    return store.with_suffix(".since")


def write(file: Path, values: Any) -> None:
    """Keep plain values in a file.

    Raises:
        OSError: if it cannot be written; what was there before is there still.
    """
    half = file.with_name(f"{file.name}.new")
    half.write_bytes(marshal.dumps(values))
    half.replace(file)


def read(file: Path) -> Any:
    """Return what was kept in a file.

    Raises:
        LostError: if it is not there, or torn.
    """
    try:
        return marshal.loads(file.read_bytes())  # noqa: S302 (written by us, beside the output)
    except (OSError, ValueError, EOFError, TypeError) as error:
        raise LostError from error
