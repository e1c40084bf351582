"""What the last build made, in a folder of things that can be made again: nothing is counted twice."""

from __future__ import annotations

import hashlib
import marshal
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from plugins.alerts import labels
from plugins.search.output import Stamp, stamp, stamps
from plugins.search.state import FOLDER, State

_CODE = Path(__file__).parent
_DOMAIN = _CODE.parent / "alerts"
# What the texts, the labels and the terms come from.
_LIBRARIES = ("pyromark", "nh3", "markdown-it-py", "Babel", "pycountry", "lunr", "py-rust-stemmers")
_HASH = 16
_LENGTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A language's index as the last build left it."""

    fingerprint: str
    files: dict[str, str]
    """Path → SHA-256."""
    stamps: dict[str, Stamp]
    """Path → size and time of change."""
    labels: dict[str, str]
    """Of the vocabularies' terms, as they were (:func:`plugins.alerts.labels.table`)."""
    body: memoryview

    def state(self) -> State:
        """Return the state; it is read only now."""
        return State.load(self.body, dict(self.files))


class Memory:
    """A file a language: its hash, the length of its head, the head (fingerprint, files), the state."""

    def __init__(self, folder: Path, root: Path) -> None:
        """Remember builds of the site at ``root``; several sites may share the folder."""
        self._folder = folder
        self.root = root
        self._site = hashlib.blake2b(str(root.resolve()).encode(), digest_size=8).hexdigest()

    def recall(self, language: str) -> Kept | None:
        """Return what the last build left, if this code made it and all of it, and nothing else, stands as it was left."""
        try:
            data = memoryview(self._file(language).read_bytes())
        except OSError:
            return None
        if hashlib.blake2b(data[_HASH:], digest_size=_HASH).digest() != data[:_HASH]:
            return None
        head = _HASH + _LENGTH
        body = head + int.from_bytes(data[_HASH:head], "big")
        code, fingerprint, files, own_labels = marshal.loads(data[head:body])  # noqa: S302 (our own file, checked by its hash)
        if code != code_version():
            return None
        left = {path: (size, changed) for path, (_, size, changed) in files.items()}
        if left != stamps(self.root, f"{FOLDER}/{language}"):
            return None
        return Kept(
            fingerprint=fingerprint,
            files={path: digest for path, (digest, _, _) in files.items()},
            stamps=left,
            labels=own_labels,
            body=data[body:],
        )

    def forget(self, language: str) -> None:
        """Forget a language before it is built: a build that is killed must not be taken for the one before it."""
        self._file(language).unlink(missing_ok=True)

    def keep(self, state: State, fingerprint: str, before: Kept | None = None) -> None:
        """Remember an index, what it was made of, and what it was before if it was changed where it stands."""
        if before is None:
            there = stamps(self.root, f"{FOLDER}/{state.language}")
        else:
            # Files of the same bytes are never written again.
            changed = (path for path, digest in state.files.items() if before.files.get(path) != digest)
            there = before.stamps | {path: stamp(self.root, path) for path in changed}
        files = {path: (digest, *there[path]) for path, digest in state.files.items()}
        head = marshal.dumps((code_version(), fingerprint, files, labels.table()))
        data = len(head).to_bytes(_LENGTH, "big") + head + state.dump()
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._file(state.language)
        half = file.with_suffix(".new")
        half.write_bytes(hashlib.blake2b(data, digest_size=_HASH).digest() + data)
        half.replace(file)

    def remember(self, name: str, files: Mapping[str, str], about: Any) -> None:
        """Remember files that were written (path → SHA-256), and what they were made of, in plain values."""
        there = {path: (digest, *stamp(self.root, path)) for path, digest in files.items()}
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._note(name)
        half = file.with_suffix(".new")
        half.write_bytes(marshal.dumps((code_version(), there, about)))
        half.replace(file)

    def remembered(self, name: str) -> tuple[dict[str, str], Any] | None:
        """Return the files that were written, and what was remembered of them; nothing where they are not as they were left."""
        try:
            code, there, about = marshal.loads(self._note(name).read_bytes())  # noqa: S302 (our own file)
            if code != code_version() or any(
                stamp(self.root, path) != (size, at) for path, (_, size, at) in there.items()
            ):
                return None
        except (OSError, ValueError, EOFError, TypeError):
            return None
        return {path: digest for path, (digest, _, _) in there.items()}, about

    def set_aside(self, name: str) -> None:
        """Forget what was remembered under a name, before that is written anew."""
        self._note(name).unlink(missing_ok=True)

    def _note(self, name: str) -> Path:
        return self._folder / f"search-{self._site}-{name}.notes"

    def _file(self, language: str) -> Path:
        return self._folder / f"search-{self._site}-{language}.marshal"


def fingerprint(records: Iterable[tuple[str, str]]) -> str:
    """Return what changes when one of these records (paths and digests) does."""
    return hashlib.sha256("\n".join(f"{path} {digest}" for path, digest in records).encode()).hexdigest()


@cache
def code_version() -> str:
    """Return the hash of all code and data that an index depends on, besides the archive and the labels of terms."""
    state = hashlib.sha256(" ".join((sys.version, *map(metadata.version, _LIBRARIES))).encode())
    for folder in (_CODE, _DOMAIN):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                state.update(file.relative_to(folder).as_posix().encode() + b"\0" + labels.content(file))
    return state.hexdigest()
