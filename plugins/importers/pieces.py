"""A source cut into pieces: what can be read one by one, in any process, knowing nothing of the others.

Cutting is cheap and goes through the stream once, in order; reading a piece is dear, and may go wrong in ways that end a process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert, Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One item of a source (or what will show to be several: a digest, a listing), cut out and unread."""

    provenance: Provenance
    content: Any
    """What the reader of its format takes: bytes, a row, a post. It can be sent to another process."""


Cutter = Callable[[BinaryIO, str, ReadOptions], Iterator[Piece | ParsedAlert]]
"""Stream, the source's name, options → its pieces, and what is settled by cutting already: items that cannot be read."""
PieceReader = Callable[[Piece, ReadOptions], Iterator[ParsedAlert]]


def whole(longest: int) -> Cutter:
    """Return a cutter for formats of which a file is one piece; of a longer file one byte more than ``longest`` is read."""

    def cut(stream: BinaryIO, name: str, _: ReadOptions) -> Iterator[Piece]:
        yield Piece(provenance=Provenance(source=name), content=stream.read(longest + 1))

    return cut


def read_through(
    cut: Cutter, read: PieceReader, stream: BinaryIO, name: str, options: ReadOptions
) -> Iterator[ParsedAlert]:
    """Yield the alerts of a stream, cut and read in one go."""
    for piece in cut(stream, name, options):
        if isinstance(piece, Piece):
            yield from read(piece, options)
        else:
            yield piece
