"""The table of formats. A new one is a line here and, if its content shows what it is, a line in ``detect``.

A reader takes an open stream of bytes, the source's name and the options. It yields one :class:`~plugins.importers.parsed.ParsedAlert`
an item, those that cannot be read included. It opens nothing, writes nothing and knows no clock; it may raise ``OSError``,
``EOFError``, ``zlib.error`` or ``ValueError`` if the stream itself breaks, which ends the source but not the batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from plugins.importers import delimited, feed, jsonl, markdown_files
from plugins.importers.html import reader as html
from plugins.importers.mail import reader as mail
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert
from plugins.importers.text import reader as text
from plugins.importers.warc import reader as warc
from plugins.importers.wxr import reader as wxr

Reader = Callable[[BinaryIO, str, ReadOptions], Iterator[ParsedAlert]]

READERS: dict[str, Reader] = {
    "text": text.read,
    "eml": mail.read_eml,
    "mbox": mail.read_mbox,
    "html": html.read,
    "warc": warc.read,
    "wxr": wxr.read,
    "csv": delimited.read_csv,
    "tsv": delimited.read_tsv,
    "jsonl": jsonl.read,
    "feed": feed.read,
    "markdown": markdown_files.read,
}
