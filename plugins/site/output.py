"""Writing the output: only what differs, and taking away what is no longer part of the site.

What was written is kept in ``<cache>/output.marshal`` (fingerprints, fixity, stamps) and, for everybody, in ``MANIFEST.sha256``.
A file is known by 64 bytes: all of 160,000 files are read and written in a moment, and unpacked only where they are looked at.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, Self

from plugins.site import fixities

MANIFEST = "MANIFEST.sha256"
STORE = "output.marshal"
"""Where it is kept what was written."""

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


_FORM = struct.Struct("<16s32sqq")

Packed = bytes
"""What is remembered of a file (:data:`Written`), in 64 bytes."""


def _sha256(packed: Packed) -> str:
    return packed[16:48].hex()


def pack(written: Written) -> Packed:
    """Return what is remembered of a file in its packed form."""
    fingerprint, sha256, size, changed = written
    return _FORM.pack(fingerprint, bytes.fromhex(sha256), size, changed)


class Files(NamedTuple):
    """The files of a build as they were left."""

    token: str
    """SHA-256 of the manifest: it tells one build from another."""
    own: dict[str, Packed]
    """Those of the site."""
    others: dict[str, Packed]
    """Those that other plugins wrote."""

    @classmethod
    def load(cls, store: Path, output: Path) -> Self:
        """Return what the last build left at ``output``; nothing where that is not known."""
        try:
            place, token, own, others = marshal.loads(store.read_bytes())  # noqa: S302 (written by us, beside the output)
        except (OSError, ValueError, EOFError, TypeError):
            return cls("", {}, {})
        return cls(token, own, others) if place == str(output) else cls("", {}, {})


def altered(files: Files, output: Path) -> frozenset[str]:
    """Return those of some files that are not as the last build left them.

    The one thing of a build with nothing to do that grows with the site: it is done aside.
    """
    found = []
    root = f"{output}/"
    for some in (files.own, files.others):
        for path, packed in some.items():
            try:
                status = os.stat(root + path)  # noqa: PTH116 (called 160,000 times)
            except FileNotFoundError:
                found.append(path)
                continue
            _, _, size, changed = _FORM.unpack(packed)
            if status.st_size != size or status.st_mtime_ns != changed:
                found.append(path)
    return frozenset(found)


class OutputState:
    """What the last build wrote, and what this one has so far."""

    def __init__(self, output: Path, cache: Path, before: Files, altered: frozenset[str]) -> None:
        """Remember the last build, which left ``before``; ``altered`` are those of its files that are not as it left them."""
        self.output = output
        self._store = cache / STORE
        self._intended = cache / "output.intended"
        self._altered = altered
        self.before = before
        self.files: dict[str, Packed] = {}

    def go_on(self) -> None:
        """Count every page of the last build as part of this one; what is copied or made by a plugin is counted when it is again."""
        nothing = bytes(16)
        self.files = {path: packed for path, packed in self.before.own.items() if not packed.startswith(nothing)}

    def unchanged(self, path: str, fingerprint: bytes) -> bool:
        """Say whether a file was made from the same things and nobody has touched it since; it then counts as part of this build."""
        before = self.before.own.get(path)
        if before is None or not fingerprint or not before.startswith(fingerprint) or path in self._altered:
            return False
        self.files[path] = before
        return True

    @property
    def own_are_altered(self) -> bool:
        """Say whether a file of the site is not as the last build left it."""
        return not self._altered.isdisjoint(self.before.own)

    def adopt(self, path: str, sha256: str) -> None:
        """Count a file that another plugin has written for the site as part of this build."""
        status = os.stat(f"{self.output}/{path}")  # noqa: PTH116
        self.files[path] = pack((b"", sha256, status.st_size, status.st_mtime_ns))

    def intend(self, paths: Iterable[str]) -> None:
        """Note what is about to be written: if this build is killed, the next one knows which files are ours."""
        self._intended.parent.mkdir(parents=True, exist_ok=True)
        self._intended.write_text("\n".join([*paths, *sorted(self._left_over())]), encoding="utf-8")

    def write(self, path: str, data: bytes, fingerprint: bytes = b"") -> bool:
        """Write a file if its bytes differ, and count it as part of this build; say whether it was written."""
        written, is_new = write_if_changed(self.output, path, data, fingerprint)
        self.files[path] = pack(written)
        return is_new

    def finish(self, elsewhere: Mapping[str, str], gone: Iterable[str] | None = None) -> tuple[int, str]:
        """Take away what an earlier build wrote and this one did not, write the manifest, and remember this build.

        ``elsewhere`` is path → SHA-256 of the files that other plugins wrote, and look after themselves. ``gone`` are the site's pages that
        are no more, where that is known. Returns how many files were taken away, and the token of this build.
        """
        for path in gone or ():
            self.files.pop(path, None)
        others = {path: self._other(path, sha256) for path, sha256 in elsewhere.items() if path not in self.files}
        lost = self.before.others.keys() - others.keys()
        lost |= self.before.own.keys() - self.files.keys()
        lost |= self._left_over()
        if not self.before.token:
            lost |= self._listed()
        removed = sum(self._remove(path) for path in sorted(lost) if path not in self.files and path not in others)
        self.write(MANIFEST, self._manifest(others))
        token = _sha256(self.files[MANIFEST])
        self._store.parent.mkdir(parents=True, exist_ok=True)
        half = self._store.with_suffix(".new")
        half.write_bytes(marshal.dumps((str(self.output), token, self.files, others)))
        half.replace(self._store)
        return removed, token

    def _manifest(self, others: Mapping[str, Packed]) -> bytes:
        """Return the lines of the manifest: those of the last build, if it stands, with what has changed."""
        pairs = ((self.before.others, others), (self.before.own, self.files))
        try:
            lines = (self.output / MANIFEST).read_bytes()
        except OSError:
            lines = b""
        if not self.before.token or hashlib.sha256(lines).hexdigest() != self.before.token:
            return fixities.lines(
                {path: _sha256(packed) for _, now in pairs for path, packed in now.items() if path != MANIFEST}
            )
        changed: dict[str, str | None] = {path: None for before, now in pairs for path in before.keys() - now.keys()}
        for before, now in pairs:
            # What has not changed is the same object still.
            changed.update((path, _sha256(packed)) for path, packed in now.items() if before.get(path) is not packed)
        changed.pop(MANIFEST, None)
        return fixities.amended(lines, changed)

    def count_pages(self) -> int:
        """Count what was made by a plan, and not copied or made by a plugin."""
        nothing = bytes(16)
        return sum(not packed.startswith(nothing) for packed in self.files.values())

    def done(self) -> None:
        """Forget what was intended: this build has ended."""
        self._intended.unlink(missing_ok=True)

    def _other(self, path: str, sha256: str) -> Packed:
        before = self.before.others.get(path)
        if before is not None and before[16:48] == bytes.fromhex(sha256) and path not in self._altered:
            return before
        status = os.stat(f"{self.output}/{path}")  # noqa: PTH116
        return pack((b"", sha256, status.st_size, status.st_mtime_ns))

    def _remove(self, path: str) -> int:
        file = self.output / path
        if path == MANIFEST or ".." in path.split("/") or path.startswith("/") or not file.is_file():
            return 0
        file.unlink()
        parent = file.parent
        while parent != self.output and not any(parent.iterdir()):
            parent.rmdir()
            parent = parent.parent
        return 1

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
