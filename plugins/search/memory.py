"""What the last build made: a language in which nothing has changed is not counted again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

_CODE = Path(__file__).parent
_DOMAIN = _CODE.parent / "alerts"
# What the texts, the labels and the terms come from.
_LIBRARIES = ("pyromark", "nh3", "markdown-it-py", "Babel", "pycountry", "lunr", "snowballstemmer")


class Memory:
    """A file a language, in a folder of things that can be made again."""

    def __init__(self, folder: Path, root: Path) -> None:
        """Remember builds of the site at ``root``; several sites may share the folder."""
        self._folder = folder
        self._root = root
        self._site = hashlib.blake2b(str(root.resolve()).encode(), digest_size=8).hexdigest()

    def recall(self, language: str, fingerprint: str) -> dict[str, str] | None:
        """Return path → SHA-256 of the files last made of the same things, if all of them stand as they were left."""
        try:
            known = json.loads(self._file(language).read_text(encoding="utf-8"))
            if known["fingerprint"] != fingerprint:
                return None
            for path, (_, size, changed) in known["files"].items():
                status = (self._root / path).stat()
                if (status.st_size, status.st_mtime_ns) != (size, changed):
                    return None
            return {path: digest for path, (digest, _, _) in known["files"].items()}
        except (OSError, ValueError, KeyError, TypeError):
            # Lost, torn or of another version: it can be made again.
            return None

    def forget(self, language: str) -> None:
        """Forget a language before it is built: a build that is killed must not be taken for the one before it."""
        self._file(language).unlink(missing_ok=True)

    def keep(self, language: str, fingerprint: str, written: Mapping[str, str]) -> None:
        """Remember what a language's index was made of, and its files."""
        files = {}
        for path, digest in written.items():
            status = (self._root / path).stat()
            files[path] = (digest, status.st_size, status.st_mtime_ns)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._file(language).write_text(json.dumps({"fingerprint": fingerprint, "files": files}), encoding="utf-8")

    def _file(self, language: str) -> Path:
        return self._folder / f"search-{self._site}-{language}.json"


def fingerprint(language: str, records: Iterable[tuple[str, str]]) -> str:
    """Return what changes when the index of these records (paths and digests) may, or the code that makes it."""
    state = hashlib.sha256(f"{_code()} {language}".encode())
    for path, digest in records:
        state.update(f"\n{path} {digest}".encode())
    return state.hexdigest()


@cache
def _code() -> str:
    """Return the hash of all code and data that an index depends on, besides the archive."""
    state = hashlib.sha256(" ".join(metadata.version(name) for name in _LIBRARIES).encode())
    for folder in (_CODE, _DOMAIN):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                state.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return state.hexdigest()
