"""The files of a build as they were left, as the next one remembers them: fingerprints, fixity, stamps.

A file is known by 64 bytes: all of 160,000 files are read in a moment, and unpacked only where they are looked at. They lie together in one
file of the cache; what has changed since that was written lies in a short one beside it.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import NamedTuple, Self

from plugins.site import stores

STORE = "output.marshal"
"""Where it is kept what was written."""

Written = tuple[bytes, str, int, int]
"""Fingerprint of what went into a file (empty for files that are always made), its SHA-256, its size, its time of change in ns."""

_FORM = struct.Struct("<16s32sqq")

Packed = bytes
"""What is remembered of a file (:data:`Written`), in 64 bytes."""


def sha256_of(packed: Packed) -> str:
    """Return the SHA-256 of a file."""
    return packed[16:48].hex()


def pack(written: Written) -> Packed:
    """Return what is remembered of a file in its packed form."""
    fingerprint, sha256, size, changed = written
    return _FORM.pack(fingerprint, bytes.fromhex(sha256), size, changed)


_FEW = 10_000
"""Files that may have changed since all were noted, before all are noted anew."""
Since = tuple[dict[str, Packed | None], dict[str, Packed | None]]


class Files(NamedTuple):
    """The files of a build as they were left."""

    token: str
    """SHA-256 of the manifest: it tells one build from another."""
    own: dict[str, Packed]
    """Those of the site."""
    others: dict[str, Packed]
    """Those that other plugins wrote."""
    whole: bytes = b""
    """Which file has them but for what is ``since``."""
    since: Since = ({}, {})
    """What of both is otherwise than in that file, or nothing where it is gone."""

    @classmethod
    def load(cls, store: Path, output: Path) -> Self:
        """Return what the last build left at ``output``; nothing where that is not known."""
        try:
            place, whole, token, own, others = stores.read(store)
        except (stores.LostError, ValueError, TypeError):
            return cls("", {}, {})
        if place != str(output):
            return cls("", {}, {})
        since: Since = ({}, {})
        try:
            about, later, *found = stores.read(stores.since(store)) if stores.since(store).exists() else (None, "")
        except (stores.LostError, ValueError, TypeError):
            # What it named may have to be taken away: the manifest of the output has it.
            return cls("", {}, {})
        if about == whole:
            token = later
            since = (found[0], found[1])
            for some, changed in ((own, since[0]), (others, since[1])):
                for path, packed in changed.items():
                    if packed is None:
                        some.pop(path, None)
                    else:
                        some[path] = packed
        return cls(token, own, others, whole, since)

    def save(self, store: Path, output: Path) -> None:
        """Keep them: what is otherwise than in the file that has all, where that is little; else all."""
        store.parent.mkdir(parents=True, exist_ok=True)
        if self.whole and sum(map(len, self.since)) <= _FEW:
            stores.write(stores.since(store), (self.whole, self.token, *self.since))
        else:
            stores.write(store, (str(output), os.urandom(16), self.token, self.own, self.others))
            stores.since(store).unlink(missing_ok=True)


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
