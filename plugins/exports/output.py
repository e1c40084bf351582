"""The one place of the exports where files are written, and what is remembered of them.

A file is made only if what goes into it changed, and written only if its bytes did; it then gets a new inode, so that copies made by
hard links keep what they had. A build that is killed leaves a note of what it meant to write, and the next one clears up after it.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

HALF = ".new"
"""Ending of a file that is being written."""


class Kept(NamedTuple):
    """What is remembered of a file."""

    fingerprint: str
    """Of all that went into it."""
    sha256: str
    size: int
    changed: int
    """Time of its last change, in ns."""


@dataclass(frozen=True, slots=True)
class Artefact:
    """A file that there is to be."""

    path: str
    fingerprint: str
    make: Callable[[], bytes]
    is_stale: bool = False
    """True where something has changed that is not in the fingerprint."""


class Memory:
    """What the last build exported, in a file of the folder for things that can be made again."""

    def __init__(self, cache: Path, output: Path, name: str) -> None:
        """Remember builds of the site at ``output``; several sites may share the folder. ``name`` says what is remembered."""
        site = hashlib.blake2b(str(output.resolve()).encode(), digest_size=8).hexdigest()
        self._store = cache / f"{name}-{site}.marshal"
        self._intended = cache / f"{name}-{site}.intended"

    def recall(self) -> dict[str, Any]:
        """Return what was kept; nothing where it is lost, torn, or of a build that did not end."""
        try:
            kept = marshal.loads(self._store.read_bytes())  # noqa: S302 (written by us, beside the output)
        except (OSError, ValueError, EOFError, TypeError):
            return {}
        return kept if isinstance(kept, dict) and not self._intended.exists() else {}

    def keep(self, values: Mapping[str, Any]) -> None:
        """Remember a build that ended."""
        self._store.parent.mkdir(parents=True, exist_ok=True)
        half = self._store.with_suffix(HALF)
        half.write_bytes(marshal.dumps(dict(values)))
        half.replace(self._store)
        self._intended.unlink(missing_ok=True)

    def intend(self, paths: Iterable[str]) -> None:
        """Note what is about to be written."""
        self._intended.parent.mkdir(parents=True, exist_ok=True)
        wanted = sorted({*paths, *self.left_over()})
        self._intended.write_text("\n".join(wanted), encoding="utf-8")

    def left_over(self) -> list[str]:
        """Return what a build that did not end meant to write."""
        try:
            return [path for path in self._intended.read_text(encoding="utf-8").split("\n") if path]
        except OSError:
            return []


class Output:
    """The files of this build."""

    def __init__(self, root: Path, before: Mapping[str, tuple[str, str, int, int]]) -> None:
        """Begin a build below ``root``; ``before`` is what the last one wrote."""
        self.root = root
        self.files: dict[str, Kept] = {}
        self._before = {path: Kept(*kept) for path, kept in before.items()}

    def stands(self, path: str) -> bool:
        """Say whether a file of the last build is as it was left."""
        kept = self._before.get(path)
        try:
            status = (self.root / path).stat()
        except OSError:
            return False
        return kept is not None and (status.st_size, status.st_mtime_ns) == (kept.size, kept.changed)

    def unchanged(self, path: str, fingerprint: str) -> bool:
        """Say whether a file was made from the same things and stands as it was left; it then counts as part of this build."""
        kept = self._before.get(path)
        if kept is None or kept.fingerprint != fingerprint or not self.stands(path):
            return False
        self.files[path] = kept
        return True

    def write(self, path: str, data: bytes, fingerprint: str) -> None:
        """Write a file unless it has these bytes already."""
        target = f"{self.root}/{path}"
        try:
            # Not by way of a half-file: what is torn when a build is killed was meant, and the next build makes it anew.
            file = _new(target)
        except FileExistsError:
            if Path(target).read_bytes() != data:
                half = Path(target + HALF)
                half.write_bytes(data)
                half.replace(target)
        else:
            with open(file, "wb") as opened:  # noqa: PTH123 (a descriptor)
                opened.write(data)
        self._note(path, hashlib.sha256(data).hexdigest(), fingerprint)

    def adopt(self, path: str, sha256: str, fingerprint: str) -> None:
        """Put the half-file of ``path`` in its place, unless what stands there has these bytes already."""
        target = self.root / path
        half = target.with_name(target.name + HALF)
        kept = self._before.get(path)
        if kept is not None and kept.sha256 == sha256 and self.stands(path):
            half.unlink()
        else:
            half.replace(target)
        self._note(path, sha256, fingerprint)

    def _note(self, path: str, sha256: str, fingerprint: str) -> None:
        status = os.stat(f"{self.root}/{path}")  # noqa: PTH116 (called for thousands of feeds)
        self.files[path] = Kept(fingerprint, sha256, status.st_size, status.st_mtime_ns)

    def clear(self, paths: Iterable[str]) -> None:
        """Take away files that are not part of this build, the half-written ones with them."""
        for path in paths:
            for name in (path, path + HALF):
                if name not in self.files:
                    (self.root / name).unlink(missing_ok=True)


def _new(target: str) -> int:
    """Return a new file, open for writing, its folder made where there is none.

    Raises:
        FileExistsError: if there is one already.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        return os.open(target, flags, 0o666)
    except FileNotFoundError:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        return os.open(target, flags, 0o666)


def fingerprint(*parts: str) -> str:
    """Return what changes when one of the parts does."""
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
