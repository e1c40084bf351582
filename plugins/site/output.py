"""Writing the output: only what differs, and taking away what is no longer part of the site.

What was written is kept in ``<cache>/output.marshal`` (fingerprints, fixity, stamps) and, for everybody, in ``MANIFEST.sha256``.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Iterable
from pathlib import Path

MANIFEST = "MANIFEST.sha256"

Written = tuple[bytes, str, int, int]
"""Fingerprint of what went into a file (empty for files that are always made), its SHA-256, its size, its time of change in ns."""


def write_if_changed(output: Path, path: str, data: bytes, fingerprint: bytes = b"") -> tuple[Written, bool]:
    """Write a file of the output unless it has these bytes already; then it keeps its time and inode.

    A file that is replaced gets a new inode, so that copies made by hard links keep what they had.
    Returns what is to be remembered of it, and whether it was written.
    """
    target = f"{output}/{path}"
    kept = hashlib.sha256(data).hexdigest()
    try:
        # Nearly every file of a first build is new, and of another one none: looking first would be the second look of most.
        status = _create(target, data, os.O_EXCL)
    except FileExistsError:
        status = os.stat(target)  # noqa: PTH116 (all of this is called 100,000 times)
        if status.st_size == len(data) and _read(target) == data:
            return (fingerprint, kept, status.st_size, status.st_mtime_ns), False
        status = _create(f"{target}.new", data, os.O_TRUNC)
        os.replace(f"{target}.new", target)  # noqa: PTH105
    return (fingerprint, kept, status.st_size, status.st_mtime_ns), True


def _read(target: str) -> bytes:
    with open(target, "rb", buffering=0) as existing:  # noqa: PTH123
        return existing.read()


def _create(target: str, data: bytes, how: int) -> os.stat_result:
    flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0) | how
    try:
        file = os.open(target, flags, 0o666)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120
        file = os.open(target, flags, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
        return os.fstat(file)
    finally:
        os.close(file)


class OutputState:
    """What the last build wrote, and what this one has so far."""

    def __init__(self, output: Path, cache: Path) -> None:
        """Remember the last build, as far as what it wrote still stands as it was left."""
        self.output = output
        self._store = cache / "output.marshal"
        self._intended = cache / "output.intended"
        self.files: dict[str, Written] = {}
        self._whole, self._before = self._load()

    def unchanged(self, path: str, fingerprint: bytes) -> bool:
        """Say whether a file was made from the same things and nobody has touched it since; it then counts as part of this build."""
        before = self._before.get(path)
        if before is None or not fingerprint or before[0] != fingerprint or not self._is_as_left(path, before):
            return False
        self.files[path] = before
        return True

    def stands(self, whole: bytes) -> bool:
        """Say whether the last build was of the same whole, and every file of it is as it was left."""
        return (
            whole == self._whole
            and not self._intended.exists()
            and all(self._is_as_left(path, before) for path, before in self._before.items())
        )

    def _is_as_left(self, path: str, before: Written) -> bool:
        try:
            status = os.stat(f"{self.output}/{path}")  # noqa: PTH116 (called 100,000 times)
        except FileNotFoundError:
            return False
        return status.st_size == before[2] and status.st_mtime_ns == before[3]

    def adopt(self, path: str, sha256: str) -> None:
        """Count a file that another plugin has written as part of this build."""
        status = os.stat(f"{self.output}/{path}")  # noqa: PTH116
        self.files[path] = (b"", sha256, status.st_size, status.st_mtime_ns)

    def intend(self, paths: Iterable[str]) -> None:
        """Note what is about to be written: if this build is killed, the next one knows which files are ours."""
        self._intended.parent.mkdir(parents=True, exist_ok=True)
        self._intended.write_text("\n".join([*paths, *sorted(self._left_over())]), encoding="utf-8")

    def write(self, path: str, data: bytes, fingerprint: bytes = b"") -> bool:
        """Write a file if its bytes differ, and count it as part of this build; say whether it was written."""
        self.files[path], written = write_if_changed(self.output, path, data, fingerprint)
        return written

    def finish(self, elsewhere: Iterable[tuple[str, str]], whole: bytes) -> int:
        """Take away what an earlier build wrote and this one did not, write the manifest, and remember this build.

        ``elsewhere`` are path and SHA-256 of the files that other plugins wrote in this build, and look after themselves; ``whole`` is the
        fingerprint of everything. Returns how many files were taken away.
        """
        fixity = dict(elsewhere) | {path: written[1] for path, written in self.files.items()}
        owned = self._before.keys() | self._listed() | self._left_over()
        removed = sum(self._remove(path) for path in sorted(owned - fixity.keys() - {MANIFEST}))
        lines = "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(fixity.items()))
        self.write(MANIFEST, lines.encode())
        self._store.parent.mkdir(parents=True, exist_ok=True)
        half = self._store.with_suffix(".new")
        half.write_bytes(marshal.dumps((str(self.output), whole, self.files)))
        half.replace(self._store)
        self._intended.unlink(missing_ok=True)
        return removed

    def _remove(self, path: str) -> int:
        file = self.output / path
        if ".." in path.split("/") or path.startswith("/") or not file.is_file():
            return 0
        file.unlink()
        parent = file.parent
        while parent != self.output and not any(parent.iterdir()):
            parent.rmdir()
            parent = parent.parent
        return 1

    def _load(self) -> tuple[bytes, dict[str, Written]]:
        try:
            output, whole, files = marshal.loads(self._store.read_bytes())  # noqa: S302 (written by us, beside the output)
        except (OSError, ValueError, EOFError, TypeError):
            return b"", {}
        return (whole, files) if output == str(self.output) else (b"", {})

    def _left_over(self) -> set[str]:
        """Return what a build that did not end meant to write."""
        try:
            return set(self._intended.read_text(encoding="utf-8").split("\n")) - {""}
        except OSError:
            return set()

    def _listed(self) -> set[str]:
        """Return what the manifest in the output names: an earlier build wrote it, even if the cache is gone."""
        try:
            lines = (self.output / MANIFEST).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return set()
        return {path for line in lines if (path := line.partition("  ")[2])}
