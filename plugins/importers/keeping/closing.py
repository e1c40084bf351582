"""The end of an import: the ledger's files all change, or none does, wherever it is killed.

They are written beside those that stand, then ``closing.json`` names them, then each takes the place of the other. Where that file is
there, the import has come to its end, and what is left is done by the next one; where it is not, nothing in the ledger but the journal
knows of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from plugins.importers.keeping.ledger import JOURNAL
from plugins.importers.keeping.places import is_name
from plugins.importers.keeping.shelf import replacing

CLOSING = "closing.json"
_DONE = ".done"


def close(folder: Path, files: Iterable[tuple[Path, Iterator[str]]]) -> None:
    """Write files of the ledger's folder, with their lines, and take the journal away.

    Raises:
        OSError: if they cannot be written; then all stands as it did, and the journal is there.
    """
    names: list[str] = []
    try:
        for path, lines in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            names.append(path.relative_to(folder).as_posix())
            with replacing(_beside(path)) as stream:
                stream.writelines(lines)
        if names:
            with replacing(folder / CLOSING) as stream:
                json.dump(names, stream)
    except OSError:
        for name in names:
            _beside(folder / name).unlink(missing_ok=True)
        raise
    complete(folder)
    (folder / JOURNAL).unlink(missing_ok=True)


def complete(folder: Path) -> None:
    """Finish what an import that was killed at its very end has left to do; throw away what one that was killed before had written.

    Raises:
        OSError: if it cannot be done; doing it again finishes it.
    """
    path = folder / CLOSING
    if not path.is_file():
        for left in (*folder.glob(f".*{_DONE}"), *folder.glob(f"*/.*{_DONE}")):
            left.unlink(missing_ok=True)
        return
    for name in _names(path):
        beside = _beside(folder / name)
        # It is not there if its turn was before the import was killed.
        if beside.is_file():
            beside.replace(folder / name)
    (folder / JOURNAL).unlink(missing_ok=True)
    path.unlink()


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}{_DONE}")


def _names(path: Path) -> list[str]:
    """Return the names that a file has; an archive may come from anywhere, and none of them leads out of the ledger's folder."""
    try:
        names = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return []
    found = names if isinstance(names, list) else []
    return [name for name in found if isinstance(name, str) and all(map(is_name, name.split("/")))]
