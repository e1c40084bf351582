"""The one place that opens paths: what was named on the command line becomes sources with a name and a stream of bytes."""

from __future__ import annotations

import io
import os
import re
import stat
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from plugins.alerts.frontmatter import one_line
from plugins.importers.opening import elsewhere

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

HEAD = 65536
"""Bytes that the detection of a format looks at."""
_BUFFER = 1 << 17
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
    size: int = 0
    """Bytes of the file."""
    aside: tuple[str, str] | None = None
    """Code and reason, where it is not to be read."""

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


def find(given: Path, on_read: Callable[[int], None] = lambda _: None) -> Iterator[Source]:
    """Yield the files under a path as they are: the file itself, or the files of a folder and its folders, sorted by name.

    Hidden files are left out. Of a maildir its mails are read, those of its hidden folders too, and nothing else. A folder is read for
    what stands in it: a link to a folder, or to a file elsewhere, is a source that is set aside. What is there and cannot be read (a
    folder without the right to, a link that leads nowhere, a device) is one that fails when it is opened. ``on_read`` is called with
    the number of bytes read from a file.
    """
    if not _is_folder(given):
        yield _file(shown_name(given.name), given, on_read)
        return
    yield from _folder(given, (), (), False, on_read, top=given.resolve())


def _folder(
    folder: Path,
    above: tuple[str, ...],
    hidden: tuple[Path, ...],
    in_maildir: bool,
    on_read: Callable[[int], None],
    *,
    top: Path,
) -> Iterator[Source]:
    """Yield the files of a folder.

    ``above`` are the names of the folders that lead to it, ``hidden`` those of them that are; ``in_maildir`` is whether one of them is a
    maildir, whose hidden folders are its others; ``top`` is the folder that was given, wherever it really is.
    """
    try:
        with os.scandir(folder) as entries:
            # Names are few beside what they name: one folder's at a time are in memory.
            found = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    except OSError as error:
        yield _failing("/".join((*map(shown_name, above), "")) or shown_name(folder.name), error)
        return
    # Two names that differ in nothing but how an accent is composed stay two names.
    shown = Counter(shown_name(name) for name, _ in found)
    is_mails = bool(above) and above[-1] in ("cur", "new", "tmp") and is_maildir(folder.parent)
    of_maildir = is_maildir(folder)
    for name, is_folder in found:
        path = folder / name
        if is_folder:
            more = (*hidden, path) if name.startswith(".") else hidden
            if not more or ((in_maildir or of_maildir) and all(map(is_maildir, more))):
                yield from _folder(path, (*above, name), more, in_maildir or of_maildir, on_read, top=top)
            continue
        if name.startswith("."):
            continue
        own = shown_name(name, is_composed=shown[shown_name(name)] == 1)
        inside = "/".join((*map(shown_name, above), own))
        if path.is_symlink() and (aside := elsewhere.in_a_folder(path, top)) is not None:
            yield replace(_file(inside, path, on_read), aside=aside)
        elif is_mails:
            if above[-1] != "tmp":
                yield _file(mail_name(inside), path, on_read, "eml")
        elif not (of_maildir and _KEPT_BESIDE_MAILS.fullmatch(name)):
            yield _file(inside, path, on_read)


def shown_name(name: str, *, is_composed: bool = True) -> str:
    r"""Return a file's name as text: one line, composed (NFC), with the bytes that are not UTF-8 written out (``caf\xe9.txt``)."""
    text = one_line(os.fsencode(name).decode("utf-8", "backslashreplace"))
    return unicodedata.normalize("NFC", text) if is_composed else text


def is_maildir(folder: Path) -> bool:
    """Say whether a folder is a maildir."""
    return _is_folder(folder / "cur") and _is_folder(folder / "new")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        # No right to look.
        return False


def mail_name(name: str) -> str:
    """Return the name of a mail in a maildir without what changes when it is read or answered."""
    folder, _, own = name.rpartition("/")
    folder = re.sub(r"(?:^|/)(?:cur|new)$", "", folder)
    own = _FLAGS.sub("", own)
    return f"{folder}/{own}" if folder else own


def _file(name: str, path: Path, on_read: Callable[[int], None], format_: str = "") -> Source:
    try:
        status = path.stat()
    except OSError as error:
        return _failing(name, error)
    if not stat.S_ISREG(status.st_mode):
        # Opening a pipe would wait for its other end, for ever.
        return _failing(
            name, OSError("not a file but a pipe, a socket or a device; save what comes out of it as a file")
        )

    def open_file() -> BinaryIO:
        return io.BufferedReader(_Watched(path, on_read), _BUFFER)

    return Source(name=name, opener=open_file, format=format_, size=status.st_size)


def _failing(name: str, error: OSError) -> Source:
    # An error's text has the path of this machine in it, which is nobody's business.
    told = error.strerror or str(error)

    def fail() -> BinaryIO:
        raise OSError(told)

    return Source(name=name, opener=fail)


class _Watched(io.FileIO):
    """A file that tells how much was read of it."""

    def __init__(self, path: Path, on_read: Callable[[int], None]) -> None:
        super().__init__(path, "r")
        self._on_read = on_read

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        count = super().readinto(buffer) or 0
        self._on_read(count)
        return count

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(-1 if size is None else size) or b""
        self._on_read(len(data))
        return data
