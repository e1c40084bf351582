"""The table of formats. A new one is a line here and, if its content shows what it is, a line in ``detect``.

A format cuts and reads. Its cutter takes an open stream of bytes, the source's name and the options, and yields its pieces in order; its
reader takes a piece, knowing nothing of the others, and yields one :class:`~plugins.importers.parsed.ParsedAlert` an item, those that
cannot be read included. Neither opens or writes anything or knows a clock. A cutter may raise ``OSError``, ``EOFError``, ``zlib.error``
or ``ValueError`` if the stream itself breaks, which ends the source but not the batch.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from plugins.importers.formats import delimited, feed, jsonl, markdown_files
from plugins.importers.formats.html import document
from plugins.importers.formats.html import reader as html
from plugins.importers.formats.mail import mbox
from plugins.importers.formats.mail import reader as mail
from plugins.importers.formats.text import reader as text
from plugins.importers.formats.warc import reader as warc
from plugins.importers.formats.wxr import reader as wxr
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert
from plugins.importers.pieces import Cutter, Piece, PieceReader, read_through, whole

Reader = Callable[[BinaryIO, str, ReadOptions], Iterator[ParsedAlert]]


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is read."""

    cut: Cutter
    read_piece: PieceReader

    def read(self, stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ParsedAlert]:
        """Yield the alerts of a stream, cut and read in one go."""
        return read_through(self.cut, self.read_piece, stream, name, options)


def _file(read: Reader, longest: int) -> Format:
    """Return a format of which a file is one piece."""

    def read_piece(piece: Piece, options: ReadOptions) -> Iterator[ParsedAlert]:
        return read(io.BytesIO(piece.content), piece.provenance.source, options)

    return Format(whole(longest), read_piece)


FORMATS: dict[str, Format] = {
    "text": _file(text.read, text.LONGEST),
    "eml": _file(mail.read_eml, mbox.LONGEST),
    "mbox": Format(mail.cut_mbox, mail.read_piece),
    "html": _file(html.read, document.LARGEST),
    "warc": Format(warc.cut, warc.read_piece),
    "wxr": Format(wxr.cut, wxr.read_piece),
    "csv": Format(delimited.cut_csv, delimited.read_piece),
    "tsv": Format(delimited.cut_tsv, delimited.read_piece),
    "jsonl": Format(jsonl.cut, jsonl.read_piece),
    "feed": Format(feed.cut, feed.read_piece),
    "markdown": _file(markdown_files.read, markdown_files.LONGEST),
}
READERS: dict[str, Reader] = {name: one.read for name, one in FORMATS.items()}
"""The same, each in one go."""
