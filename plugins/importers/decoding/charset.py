"""Bytes to text: byte order mark, declared label, strict UTF-8, then detection among the encodings that this material was ever written in."""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import chardet

from plugins.alerts.findings import Finding
from plugins.importers.decoding.labels import codec_of

FALLBACK = "windows-1252"
# The encodings that thirty years of Western European office and web software left behind; chardet restricted to them was right
# on 42 of 42 paragraphs in seven encodings, and unrestricted calls French Latin-1 "cp1250".
_CANDIDATES = ["utf-8", "ascii", "windows-1252", "mac-roman", "cp850"]
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = frozenset({"cp1252", "iso8859-15", "mac_roman", "cp1254"})
_SEVEN_BITS = frozenset({"iso2022_jp", "utf-16-le", "utf-16-be"})
LONGEST_LINE = 32 * 1024 * 1024
_SKIPPED = 1 << 20
"""Bytes: a line above this is not text, and is refused rather than held in memory."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and how it came about."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def decode(data: bytes, label: str = "") -> Decoded:
    """Return the text of ``data``; never fails: what no encoding can read becomes U+FFFD, and a finding says so.

    ``label`` is the encoding that a mail or a page declares, if it does. It is believed where it is a label of the WHATWG Encoding
    Standard, the bytes can be that, and they are not UTF-8 under a Western European label: nothing else happens to be UTF-8.
    """
    if label and not data.startswith(tuple(mark for mark, _ in _MARKS)):
        codec = codec_of(label)
        # What looks like ASCII may be one of these, whose bytes are below 128 too.
        if not data.isascii() or (codec in _SEVEN_BITS and (b"\x00" in data or b"\x1b" in data)):
            return _declared(data, label, codec)
    encoding = encoding_of(data)
    text, findings = _decode_as(data, encoding)
    return Decoded(text.removeprefix("\ufeff"), encoding, findings)


def _declared(data: bytes, label: str, codec: str | None) -> Decoded:
    encoding = encoding_of(data)
    if codec in _WESTERN and encoding == "utf-8":
        return decode(data)
    if codec is not None:
        with contextlib.suppress(UnicodeDecodeError):
            return Decoded(data.decode(codec).removeprefix("\ufeff"), codec)
    text, findings = _decode_as(data, encoding)
    what = "declared as" if codec else "declared as the unknown"
    told = Finding("charset-guessed", "body", f"{what} {label[:40]!r}, and read as {encoding}. Look at the accents")
    return Decoded(text, encoding, (told, *(one for one in findings if one.code != told.code)))


def encoding_of(data: bytes) -> str:
    """Return the encoding of a text or of its first bytes: a Python codec name."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    try:
        # Not final: a multi-byte character that the end of a sample cuts is no error.
        codecs.getincrementaldecoder("utf-8")().decode(data, final=False)
    except UnicodeDecodeError:
        return guess(data)
    return "utf-8"


def guess(data: bytes) -> str:
    """Return the likeliest encoding of bytes that are not UTF-8."""
    sample = data[:SAMPLE]
    found = (chardet.detect(sample, include_encodings=_CANDIDATES)["encoding"] or FALLBACK).lower()
    first = {"mac-roman": "mac_roman", "macroman": "mac_roman", "ascii": FALLBACK, "utf-8": FALLBACK}.get(found, found)
    # chardet needs a paragraph; of a headline or a line with one accent the letters themselves say more.
    candidates = dict.fromkeys((first, FALLBACK, "mac_roman", "cp850"))
    return max(candidates, key=lambda encoding: legibility(sample.decode(encoding, "replace")))


SAMPLE = 200_000
"""Bytes that are looked at."""
_COMMON = frozenset("éèêàâçîôûùœáíóúñÉÈÀÇÁÍÓÚÑ’“”«»–…")
_SOME = frozenset("äëïöüÿæìòãõåøÂÊËÎÏÔÙÛŒÜÖÄ‘—¿¡º°ª€•§©®\u00a0")
_ODD_LETTER = re.compile(
    r"[a-zà-ÿ][À-ÖØ-ÞŒŸƒ]|(?<=[A-Z])[à-öø-ÿœ](?=[A-Z])|(?<=[A-Z])[à-öø-ÿœ]\b|[^\W\d_][^\w\s'’.,;:!?()\[\]/&@|+*<>=\"“”«»…–—\u00a0ºª°-][^\W\d_]"
)
_REPEATED = re.compile(r"([^\x00-\x7f])\1{2,}")
_AT_HOME = re.compile(
    r"(?<=[a-zà-ÿ])[à-öø-ÿœ]|(?<=[A-ZÀ-Þ])[À-ÖØ-ÞŒ]|(?<=[a-zA-Z])’(?=[a-zà-ÿ])|(?<=s)’(?=\s)|(?<=\s)[“–](?=[\w ])"
)
_ODD_SIGN = re.compile(
    r"(?<=\s)[À-ÖØ-öø-ÿ](?<![àÀéóú])(?=\s)|[a-z]{2}[\u00a0—–°ª…](?=[a-z])|(?<!lorsqu)(?<!puisqu)(?<!quelqu)(?<!aujourd)(?<=[a-z]{4})’(?=[a-z]{3})|(?<=[^\W\d_])[‘“«¿¡](?=[^\W\d_])|(?<![^\W\d_])[’»](?=[^\W\d_]{2})"
)


def legibility(text: str) -> int:
    """Return how much the characters beyond ASCII look like text in the archive's languages: more is better."""
    # A rule of dashes is one sign, not a word of sixty letters.
    text = _REPEATED.sub(r"\1", text)
    told = [char for char in text if char > "\x7f"]
    good = sum(3 if char in _COMMON else 2 if char in _SOME else -4 for char in told)
    good += len(_AT_HOME.findall(text))
    return good - 6 * len(_ODD_LETTER.findall(text)) - 3 * len(_ODD_SIGN.findall(text))


def _decode_as(data: bytes, encoding: str) -> tuple[str, tuple[Finding, ...]]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            # A file that is UTF-8 but for a line or two: the others are read as they are.
            encoding = guess(data)
            return data.decode(encoding, "replace"), (_guessed(encoding),)
        return data.decode(encoding, "replace"), (
            Finding("encoding-damaged", "body", f"byte {error.start} is not {encoding}; it became U+FFFD"),
        )
    return text, () if encoding.startswith("utf-") else (_guessed(encoding),)


def _guessed(encoding: str) -> Finding:
    return Finding("charset-guessed", "body", f"not UTF-8; read as {encoding}. Look at the accents of this record")


def _encoding_of_lines(head: bytes) -> str:
    """Return the encoding of most lines: a file may have been put together from several."""
    encoding = encoding_of(head)
    if encoding.startswith("utf-"):
        return encoding
    votes = 0
    for line in head.split(b"\n"):
        if not line.isascii():
            try:
                line.decode("utf-8")
                votes += 1
            except UnicodeDecodeError:
                votes -= 1
    # Text that happens to be valid UTF-8 with other than ASCII hardly ever is anything else.
    return "utf-8" if votes >= 0 else encoding


def lines(stream: BinaryIO, head: bytes) -> Iterator[tuple[bytes, Decoded]]:
    """Yield the lines of a stream one by one, bytes and text, each decoded as ``head`` suggests.

    A line that is not in the encoding of the whole is read by itself, with a finding. One that is longer than :data:`LONGEST_LINE` comes
    without its text, with a finding of severity error, and its first bytes only.
    """
    encoding = _encoding_of_lines(head)
    if encoding.startswith(("utf-16", "utf-32")):
        reader = codecs.getreader(encoding)(stream, "replace")
        for text in reader:
            yield text.encode("utf-8", "replace"), Decoded(text.removeprefix("\ufeff"), encoding)
        return
    first = True
    while raw := stream.readline(LONGEST_LINE + 1):
        if len(raw) > LONGEST_LINE:
            rest = raw
            while rest and not rest.endswith(b"\n"):
                rest = stream.readline(_SKIPPED)
            told = f"a line of more than {LONGEST_LINE:,} bytes is not read. Divide it, or take out what makes it long"
            yield raw, Decoded("", encoding, (Finding("over-budget", "", told),))
            continue
        if first:
            raw = raw.removeprefix(codecs.BOM_UTF8)
            first = False
        text, findings = _decode_as(raw, encoding)
        yield raw, Decoded(text, encoding, findings)
