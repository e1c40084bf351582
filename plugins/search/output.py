"""The one place of the index where files are written: only what differs, and nothing left over from before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from plugins.search.cards import Json


def script(key: str, content: Json) -> bytes:
    """Return a file of the index: a script that hands its content to the client (``file://`` allows nothing else)."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"alertShard({json.dumps(key)},{text});\n".encode()


def write(root: Path, path: str, content: bytes) -> str:
    """Write a file unless it is there already with these bytes; return the hexadecimal digits of its SHA-256."""
    target = root / path
    try:
        unchanged = target.read_bytes() == content
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        unchanged = False
    if not unchanged:
        target.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def remove_others(root: Path, folder: str, wanted: Iterable[str]) -> list[str]:
    """Delete the files below a folder that are not wanted, and folders left empty; return the paths deleted."""
    keep = set(wanted)
    removed: list[str] = []
    base = root / folder
    for path in sorted(base.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif (name := path.relative_to(root).as_posix()) not in keep:
            path.unlink()
            removed.append(name)
    return removed
