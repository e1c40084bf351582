"""Archives as sources: the members of ``.zip`` and ``.tar``, packed with gzip or not, and single files packed with gzip.

Nothing is written by a member's name: a stream comes out of memory or of an unnamed file. What unpacks to far more than it packs is a
bomb and is refused, whatever it says of itself. Archives inside archives are read to a depth of two.
"""

from __future__ import annotations

import gzip
import io
import itertools
import re
import stat
import tarfile
import tempfile
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from plugins.alerts.frontmatter import one_line
from plugins.importers.opening import elsewhere
from plugins.importers.opening.held import rewound, seekable
from plugins.importers.opening.sources import Source, mail_name

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

DEEPEST = 2
"""Archives inside one another."""
FREE = 200_000_000
"""Bytes that any archive may unpack to."""
LARGEST_RATIO = 200
"""Unpacked to packed, beyond :data:`FREE`. Mailboxes and pages pack to a third or a twentieth, bombs to a thousandth."""
MOST_MEMBERS = 1_000_000
LONGEST_NAME = 300
_IN_MEMORY = 8_000_000
_BROKEN = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    zlib.error,
    zipfile.BadZipFile,
    tarfile.TarError,
)
# Documents and programs that are zips inside.
_NO_ARCHIVES = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"})


class OverBudgetError(ValueError):
    """More comes out of an archive than is read."""


@dataclass(slots=True)
class _Budget:
    """Shared by all that comes out of one file."""

    packed: int
    unpacked: int = 0

    def spend(self, count: int) -> None:
        self.unpacked += count
        if self.unpacked > FREE and self.unpacked > LARGEST_RATIO * max(self.packed, 1):
            raise OverBudgetError(
                f"it unpacks to more than {LARGEST_RATIO} times its size: a bomb. If it is none, unpack it and name the folder"
            )


class _Counted(io.RawIOBase):
    """A stream whose bytes are counted, and whose errors are those that a reader may raise."""

    def __init__(self, stream: IO[bytes], budget: _Budget, below: IO[bytes] | None = None) -> None:
        # One read at a time: what came before a break would be lost with a larger one.
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self._stream = stream
        self._budget = budget
        self._below = below

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        try:
            data = self._read(len(view))
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, tarfile.TarError) as error:
            raise ValueError(f"the archive is damaged: {error}") from error
        self._budget.spend(len(data))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        if self._below is not None:
            self._below.close()
        super().close()


def unpack(source: Source) -> Iterator[Source]:
    """Yield the sources in a source: its members if it is an archive, else itself, unpacked if it is packed.

    A stream of a tar's member can be opened until the next source is asked for.
    """
    if source.aside is not None:
        yield source
        return
    try:
        with source.open() as stream:
            budget = _Budget(_size(stream))
    except OSError:
        # The one who opens it next says why.
        yield source
        return
    yield from _unpack(source, budget, 0)


def _size(stream: BinaryIO) -> int:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return size


def _unpack(source: Source, budget: _Budget, depth: int) -> Iterator[Source]:
    try:
        with source.open() as stream:
            head = stream.read(512)
    except _BROKEN:
        yield source
        return
    if head[:2] == b"\x1f\x8b":
        plain = replace(source, opener=_gunzip(source.opener, budget))
        try:
            with plain.open() as stream:
                head = stream.read(512)
        except _BROKEN:
            head = b""
        source = plain
    is_tar = head[257:262] == b"ustar"
    if not (is_tar or head[:4] in (b"PK\x03\x04", b"PK\x05\x06")):
        yield source
        return
    if depth >= DEEPEST:
        yield _refused(
            source.name, f"archives inside archives, {DEEPEST} deep, are not read. Unpack it and name the folder"
        )
        return
    try:
        for member in _tar(source, budget) if is_tar else _zip(source, budget):
            if member is source or member.aside is not None:
                yield member
            else:
                yield from _unpack(member, budget, depth + 1)
    except OverBudgetError as error:
        yield _refused(source.name, str(error))
    except _BROKEN as error:
        yield _failing(source.name, ValueError(f"the archive is damaged: {error}"))


def _gunzip(opener: Callable[[], BinaryIO], budget: _Budget) -> Callable[[], BinaryIO]:
    def open_unpacked() -> BinaryIO:
        below = opener()
        # GzipFile is a reader of bytes; typeshed does not say so.
        unpacked = cast("IO[bytes]", gzip.GzipFile(fileobj=below, mode="rb"))
        return io.BufferedReader(_Counted(unpacked, budget, below))

    return open_unpacked


def _zip(source: Source, budget: _Budget) -> Iterator[Source]:
    with seekable(source) as stream, zipfile.ZipFile(stream) as archive:
        infos = archive.infolist()
        names = {info.filename for info in infos}
        # Two names that differ in nothing but how an accent is composed stay two names, as in a folder.
        composed = Counter(unicodedata.normalize("NFC", name) for name in names)
        if names & _NO_ARCHIVES:
            yield source
            return
        if len(infos) > MOST_MEMBERS:
            raise OverBudgetError(f"it has more than {MOST_MEMBERS:,} members")
        # In a WACZ what was crawled lies in one folder; the rest are its indexes.
        is_wacz = "datapackage.json" in names and any(re.match(r"archive/[^/]+\.warc(\.gz)?$", name) for name in names)
        for info in sorted(infos, key=lambda info: (info.filename, info.header_offset)):
            if (
                info.is_dir()
                or elsewhere.is_hidden(info.filename)
                or (is_wacz and not info.filename.startswith("archive/"))
            ):
                continue
            if stat.S_ISLNK(info.external_attr >> 16):
                leads_to = archive.read(info).decode("utf-8", "replace") if info.file_size < elsewhere.LONGEST else ""
                aside = elsewhere.in_an_archive(info.filename, leads_to, is_relative=True)
                yield replace(_member(source, info.filename, io.BytesIO), aside=aside)
            else:
                is_composed = composed[unicodedata.normalize("NFC", info.filename)] == 1
                yield _member(source, info.filename, _zip_opener(archive, info, budget), is_composed=is_composed)


def _zip_opener(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> Callable[[], BinaryIO]:
    def open_member() -> BinaryIO:
        try:
            return io.BufferedReader(_Counted(archive.open(info), budget))
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            raise ValueError(f"the member cannot be unpacked: {error}") from error

    return open_member


def _tar(source: Source, budget: _Budget) -> Iterator[Source]:
    # Read once from start to end: going back in what is packed means unpacking all of it again.
    names: Counter[str] | None = None
    with source.open() as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
        for number, info in enumerate(archive):
            # It would keep them all, a kilobyte each.
            archive.members = []  # type: ignore[attr-defined] # documented, and not in the stubs
            if number >= MOST_MEMBERS:
                raise OverBudgetError(f"it has more than {MOST_MEMBERS:,} members")
            if info.isdir() or elsewhere.is_hidden(info.name):
                continue
            if not info.isreg() or (content := archive.extractfile(info)) is None:
                leads_to = info.linkname if info.issym() or info.islnk() else ""
                aside = elsewhere.in_an_archive(info.name, leads_to, is_relative=info.issym())
                yield replace(_member(source, info.name, io.BytesIO), aside=aside)
                continue
            with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as held:
                while data := content.read(65536):
                    # A file with holes unpacks to more than its archive holds.
                    budget.spend(len(data))
                    held.write(data)
                composed = unicodedata.normalize("NFC", info.name)
                if composed != info.name and names is None:
                    names = _composed_names(source, budget)
                is_composed = names is None or names[composed] == 1
                yield _member(source, info.name, rewound(held), is_composed=is_composed)


def _composed_names(source: Source, budget: _Budget) -> Counter[str]:
    """Return how many names of a tar are the same once they are composed: it is gone through once more, which few need."""
    spent = budget.unpacked
    names: set[str] = set()
    try:
        with source.open() as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
            for info in itertools.islice(archive, MOST_MEMBERS):
                archive.members = []  # type: ignore[attr-defined] # documented, and not in the stubs
                names.add(info.name)
    except _BROKEN:
        # Whoever reads the members comes to the same place, and says so.
        pass
    finally:
        budget.unpacked = spent
    return Counter(unicodedata.normalize("NFC", name) for name in names)


def _member(source: Source, name: str, opener: Callable[[], BinaryIO], *, is_composed: bool = True) -> Source:
    plain = one_line(name.encode("utf-8", "replace").decode("utf-8"))
    plain = unicodedata.normalize("NFC", plain) if is_composed else plain
    # It stands in records as a word among others and is never a path.
    plain = "/".join(part for part in re.split(r"[/\\]", plain) if part not in ("", ".", ".."))[:LONGEST_NAME]
    is_mail = re.search(r"(?:^|/)(?:cur|new)/[^/]+[:;!]2,[A-Za-z]*$", plain) is not None
    return Source(
        name=f"{source.name}#{mail_name(plain) if is_mail else plain}", opener=opener, format="eml" if is_mail else ""
    )


def _refused(name: str, message: str) -> Source:
    return _failing(name, OverBudgetError(message))


def _failing(name: str, error: ValueError) -> Source:
    def fail() -> BinaryIO:
        raise error

    return Source(name=name, opener=fail)
