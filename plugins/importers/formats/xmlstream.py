"""Bytes of an XML export on their way to lxml: what makes its parser give up, or lose text without a word, is put right first.

Control characters are errors even inside CDATA, and a parser told to recover then loses the whole text; HTML's named entities are
errors where no DTD defines them; bytes that are not in the declared encoding end the reading.
"""

from __future__ import annotations

import codecs
import html
import re
from typing import BinaryIO

from plugins.importers.decoding.charset import encoding_of
from plugins.importers.decoding.labels import codec_of

_CHUNK = 65536
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})[\"']")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30});")
_CUT_ENTITY = re.compile(r"&[A-Za-z0-9#]{0,31}\Z")


def _as_windows_1252(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    data = error.object[error.start : error.end]
    return "".join(bytes((byte,)).decode("cp1252", "replace") for byte in data), error.end


codecs.register_error("importers.windows-1252", _as_windows_1252)


class XmlStream:
    """A stream to give to ``lxml.etree.iterparse(…, encoding="utf-8")``: UTF-8, without what is no XML."""

    def __init__(self, stream: BinaryIO, head: bytes) -> None:
        """``head`` is the first bytes of the stream, which still has them."""
        match = _DECLARED.search(head[:400])
        self.declared = match[1].decode("ascii") if match else ""
        encoding = encoding_of(head)
        if not encoding.startswith(("utf-16", "utf-32")):
            codec = codec_of(self.declared) if self.declared else None
            # What is UTF-8 and says otherwise is UTF-8; what is not and says so is so but for a few letters.
            encoding = codec if codec and not codec.startswith("utf-16") and encoding != "utf-8" else "utf-8"
            encoding = "cp1252" if encoding == "utf-8" and not codec and encoding_of(head) != "utf-8" else encoding
        self.encoding = encoding
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("importers.windows-1252")
        self._waiting = ""
        self._is_first = True

    def read(self, size: int = -1) -> bytes:
        """Return some bytes; none at the end only. ``size`` is what lxml asks for, and may be passed by a little."""
        while True:
            data = self._stream.read(size if size > 0 else _CHUNK)
            text = self._waiting + self._decoder.decode(data, final=not data)
            self._waiting = ""
            if self._is_first and text:
                text = text.removeprefix("\ufeff").lstrip()
                self._is_first = not text
            if data and (cut := _CUT_ENTITY.search(text)) is not None:
                text, self._waiting = text[: cut.start()], text[cut.start() :]
            text = _FORBIDDEN.sub("", text)
            if text or not data:
                return _ENTITY.sub(_resolved, text).encode("utf-8")


def _resolved(match: re.Match[str]) -> str:
    text = html.unescape(match[0])
    # A document may define entities of its own; a name that HTML does not know is left to the parser.
    return match[0] if text == match[0] else "".join(f"&#{ord(char)};" for char in text)
