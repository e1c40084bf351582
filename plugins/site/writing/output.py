"""Writing the output: only what differs, and taking away what is no longer part of the site.

What was written is kept in the cache (:mod:`plugins.site.writing.files`) and, for everybody, in ``MANIFEST.sha256``.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from plugins.site.writing import fixities
from plugins.site.writing.files import STORE, Files, Packed, Since, Written, pack, sha256_of

MANIFEST = "MANIFEST.sha256"


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


def _changed(before: Mapping[str, Packed], now: Mapping[str, Packed]) -> dict[str, Packed | None]:
    """Return the files that are otherwise than before, or nothing where they are gone."""
    changed: dict[str, Packed | None] = dict.fromkeys(before.keys() - now.keys())
    changed.update((path, packed) for path, packed in now.items() if before.get(path) != packed)
    return changed


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
        changed = _changed(self.before.own, self.files), _changed(self.before.others, others)
        self.write(MANIFEST, self._manifest(others, changed))
        token = sha256_of(self.files[MANIFEST])
        changed[0][MANIFEST] = self.files[MANIFEST]
        since = self.before.since[0] | changed[0], self.before.since[1] | changed[1]
        Files(token, self.files, others, self.before.whole, since).save(self._store, self.output)
        return removed, token

    def _manifest(self, others: Mapping[str, Packed], changes: Since) -> bytes:
        """Return the lines of the manifest: those of the last build, if it stands, with what has changed."""
        try:
            lines = (self.output / MANIFEST).read_bytes()
        except OSError:
            lines = b""
        if not self.before.token or hashlib.sha256(lines).hexdigest() != self.before.token:
            return fixities.lines(
                {
                    path: sha256_of(packed)
                    for now in (others, self.files)
                    for path, packed in now.items()
                    if path != MANIFEST
                }
            )
        own, its = changes
        # A file may have gone from one to the other.
        found: dict[str, Packed | None] = {path: packed or self.files.get(path) for path, packed in its.items()}
        found |= {path: packed or others.get(path) for path, packed in own.items()}
        found.pop(MANIFEST, None)
        return fixities.amended(lines, {path: sha256_of(packed) if packed else None for path, packed in found.items()})

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
