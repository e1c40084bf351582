"""The header of a mail or of one of its parts: fields as bytes, decoded one by one (RFC 5322, RFC 2047, RFC 2231).

Stdlib email needs 3 GB for one crafted Subject, and turns raw 8-bit letters into U+FFFD. So lengths are capped before anything is decoded.
"""

from __future__ import annotations

import binascii
import quopri
import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from plugins.importers.decoding.charset import decode

LONGEST_FIELD = 8_000
"""Bytes; RFC 5322 allows lines of 998, and long ``References`` and ``To`` say nothing about an alert."""
MOST_FIELDS = 500
_FIELD = re.compile(rb"([!-9;-~]{1,80})[ \t]*:")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_ENCODED = re.compile(rb"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_PARAMETER = re.compile(r";\s*([\w!#$%&'*+.^`|~-]{1,60})\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^;\s]*))", re.DOTALL)
_SECTION = re.compile(r"(?P<name>[^*]+)(?:\*(?P<number>\d{1,3}))?(?P<encoded>\*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The fields of one header, in their order: lower-case name and value, unfolded."""

    values: tuple[tuple[str, bytes], ...] = ()
    end: int = 0
    """Offset of the body."""
    is_cut: bool = False
    """A field was longer, or there were more of them, than is read."""

    def raw(self, name: str) -> bytes:
        """Return the first field of a name; empty if there is none."""
        return next((value for key, value in self.values if key == name), b"")

    def all(self, name: str) -> tuple[bytes, ...]:
        """Return every field of a name."""
        return tuple(value for key, value in self.values if key == name)

    def text(self, name: str) -> str:
        """Return the first field of a name, decoded."""
        return decode_words(self.raw(name))

    @property
    def is_mail(self) -> bool:
        """Say whether these are fields of a mail, not chance words with colons."""
        return len({key for key, _ in self.values} & _USUAL) >= 2


_USUAL = frozenset(
    "from to date subject received return-path message-id mime-version content-type delivered-to x-mailer sender reply-to cc".split()
)


def read(data: bytes, start: int = 0, end: int | None = None) -> Fields:
    """Read the header that begins at ``start``; a line that is no field ends it, as a blank line does."""
    end = len(data) if end is None else end
    values: list[tuple[str, bytes]] = []
    is_cut = False
    position = start
    while position < end:
        stop = data.find(b"\n", position, end)
        after = end if stop < 0 else stop + 1
        line = data[position : min(after, position + LONGEST_FIELD)]
        if not line.strip(b"\r\n"):
            return Fields(values=tuple(values), end=after, is_cut=is_cut)
        if len(values) >= MOST_FIELDS:
            blank = _BLANK_LINE.search(data, position, end)
            return Fields(values=tuple(values), end=blank.end() if blank else end, is_cut=True)
        if match := _FIELD.match(line):
            values.append((match[1].decode("ascii").lower(), line[match.end() :].strip()))
        elif line[:1] in b" \t" and values:
            name, value = values[-1]
            values[-1] = (name, (value + b" " + line.strip())[:LONGEST_FIELD])
            is_cut |= len(value) + len(line) > LONGEST_FIELD
        elif not (position == start and line.startswith((b"From ", b">From "))):
            break
        is_cut |= after - position > LONGEST_FIELD
        position = after
    return Fields(values=tuple(values), end=position, is_cut=is_cut)


def decode_words(value: bytes) -> str:
    """Return the value of a field as text: encoded words by their label, everything else by our own rule.

    The bytes of neighbouring words in one encoding are joined first: many programs divided letters between two of them.
    """
    pieces: list[tuple[bytes, str]] = []
    last = 0
    for match in _ENCODED.finditer(value):
        between = value[last : match.start()]
        label = match[1].decode("ascii", "replace").split("*")[0]
        data = _word(match[2], match[3])
        if between.strip() or not pieces or not pieces[-1][1]:
            if between:
                pieces.append((between, ""))
            pieces.append((data, label))
        elif pieces[-1][1].lower() == label.lower():
            pieces[-1] = (pieces[-1][0] + data, label)
        else:
            pieces.append((data, label))
        last = match.end()
    pieces.append((value[last:], ""))
    return " ".join("".join(decode(data, label).text for data, label in pieces if data).split())


def _word(encoding: bytes, data: bytes) -> bytes:
    if encoding in b"qQ":
        return quopri.decodestring(data.replace(b"_", b"=20"), header=False)
    return base64_bytes(data)[0]


_OTHER_THAN_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))


def base64_bytes(data: bytes) -> tuple[bytes, bool]:
    """Return what base64 stands for, and whether it was whole; never fails."""
    letters = data.translate(None, _OTHER_THAN_BASE64)
    rest = len(letters) % 4
    whole = letters[: len(letters) - rest] if rest == 1 else letters + b"=" * (-len(letters) % 4)
    try:
        return binascii.a2b_base64(whole), rest != 1
    except binascii.Error:
        return b"", False


def parameters(value: bytes) -> tuple[str, dict[str, str]]:
    """Return a value like ``text/plain; charset=utf-8`` divided: lower-case value, and its parameters by lower-case name."""
    text = value[: LONGEST_FIELD // 2].decode("latin-1")
    head = text.partition(";")[0].strip().lower()
    sections: dict[str, list[tuple[int, bool, str]]] = {}
    for match in _PARAMETER.finditer(text):
        quoted = match[2]
        content = re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL) if quoted is not None else match[3]
        if section := _SECTION.fullmatch(match[1].lower()):
            sections.setdefault(section["name"], []).append(
                (int(section["number"] or 0), section["encoded"] is not None, content)
            )
    return head, {name: _parameter(found) for name, found in sections.items()}


def _parameter(sections: list[tuple[int, bool, str]]) -> str:
    """Join the sections of a parameter (RFC 2231, §3 and §4)."""
    sections.sort(key=lambda section: section[0])
    if not any(is_encoded for _, is_encoded, _ in sections):
        return decode_words("".join(text for _, _, text in sections).encode("latin-1"))
    label, _, first = sections[0][2].partition("'")
    if "'" in first:
        sections[0] = (0, True, first.partition("'")[2])
    else:
        label = ""
    data = b"".join(
        unquote_to_bytes(text.encode("latin-1")) if is_encoded else text.encode("latin-1")
        for _, is_encoded, text in sections
    )
    return decode(data, label).text
