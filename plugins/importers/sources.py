"""The one place that opens paths: what was named on the command line becomes sources with a name and a stream of bytes."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

HEAD = 65536
"""Bytes that the detection of a format looks at."""
# What the programs that keep a maildir write beside its mails.
_KEPT_BESIDE_MAILS = re.compile(r"dovecot.*|courier.*|maildir.*|subscriptions", re.IGNORECASE)
_FLAGS = re.compile(r"[:;!]2,[A-Za-z]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something to be read. Its name, not its path, goes into records and reports, and no path is made of it."""

    name: str
    """That of a file, with the folders below the one that was given; ``archive.zip#member`` for what is packed."""
    opener: Callable[[], BinaryIO]
    format: str = ""
    """Format, where the place says it: a mail in a maildir."""

    def open(self) -> BinaryIO:
        """Open it for reading, unpacked.

        Raises:
            OSError, ValueError: if it cannot be opened.
        """
        return self.opener()

    def head(self) -> bytes:
        """Return its first bytes, unpacked.

        Raises:
            OSError, EOFError, ValueError, zlib.error: if they cannot be read.
        """
        data = b""
        with self.open() as stream:
            while len(data) < HEAD:
                try:
                    more = (
                        stream.read1(HEAD - len(data)) if isinstance(stream, io.BufferedReader) else stream.read(HEAD)
                    )
                except (OSError, EOFError, ValueError, zlib.error):
                    # A small file that breaks off still shows what it is; who reads it on meets the break again.
                    if not data:
                        raise
                    break
                if not more:
                    break
                data += more
        return data[:HEAD]


def find(given: Path) -> Iterator[Source]:
    """Yield the files under a path as they are: the file itself, or the files of a folder and its folders, sorted by name.

    Hidden files, and links that lead to folders, are left out: a folder is read for what stands in it. Of a maildir its mails are
    read, those of its hidden folders too, and nothing else.
    """
    if not given.is_dir():
        yield Source(name=given.name, opener=_opener(given))
        return
    root_is_maildir = is_maildir(given)
    for path in sorted(given.rglob("*"), key=lambda path: path.relative_to(given).parts):
        inside = path.relative_to(given)
        if not path.is_file() or path.name.startswith("."):
            continue
        folders = [given, *(given.joinpath(*inside.parts[:end]) for end in range(1, len(inside.parts)))]
        hidden = [folder for folder in folders[1:] if folder.name.startswith(".")]
        if hidden and not (root_is_maildir and all(map(is_maildir, hidden))):
            continue
        if len(folders) > 1 and is_maildir(folders[-2]) and folders[-1].name in ("cur", "new", "tmp"):
            if folders[-1].name != "tmp":
                yield Source(name=mail_name(inside.as_posix()), opener=_opener(path), format="eml")
        elif not (is_maildir(folders[-1]) and _KEPT_BESIDE_MAILS.fullmatch(path.name)):
            yield Source(name=inside.as_posix(), opener=_opener(path))


def is_maildir(folder: Path) -> bool:
    """Say whether a folder is a maildir."""
    return (folder / "cur").is_dir() and (folder / "new").is_dir()


def mail_name(name: str) -> str:
    """Return the name of a mail in a maildir without what changes when it is read or answered."""
    folder, _, own = name.rpartition("/")
    folder = re.sub(r"(?:^|/)(?:cur|new)$", "", folder)
    own = _FLAGS.sub("", own)
    return f"{folder}/{own}" if folder else own


def _opener(path: Path) -> Callable[[], BinaryIO]:
    def open_file() -> BinaryIO:
        return path.open("rb")

    return open_file
