"""The text of a mail among its parts: plain text before HTML, transfer encodings undone, what is no text named and left."""

from __future__ import annotations

import quopri
import re
from dataclasses import dataclass, field

from plugins.alerts.findings import Finding
from plugins.alerts.frontmatter import one_line
from plugins.importers.bodies import markup
from plugins.importers.decoding.charset import decode
from plugins.importers.formats.hypertext import flatten
from plugins.importers.formats.mail import fields as headers
from plugins.importers.formats.mail.structure import DEEPEST, MOST_PARTS, Budget, Part
from plugins.importers.formats.mail.structure import read as read_part

LONGEST_TEXT = 2_000_000
"""Bytes of one part; the longest texts of an archive have some 200,000."""
_NAMES_SHOWN = 10
_LONGEST_NAME = 80
_UUENCODED = re.compile(
    r"^begin [0-7]{3,4} (?P<name>[^\n]{1,200})\n(?:[!-`]{1,64}\n)+`?[ \t]*\n?end[ \t]*$", re.MULTILINE
)
# A plain part that says no more than that there is none.
_STUB = 200
_NO_HTML = re.compile(r"\bHTML\b|does not support|ne supporte pas|no soporta", re.IGNORECASE)


@dataclass(slots=True)
class Content:
    """What a mail holds."""

    texts: list[str] = field(default_factory=list)
    markdown: list[str] = field(default_factory=list)
    """Those of the texts that were HTML, as CommonMark."""
    messages: list[bytes] = field(default_factory=list)
    """Mails inside it."""
    attachments: list[str] = field(default_factory=list)
    """Names, or types where there are no names."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text as a whole."""
        return "\n\n".join(self.texts)


def read(data: bytes, fields: headers.Fields) -> Content:
    """Return what a mail holds whose header has been read."""
    budget = Budget()
    root = read_part(data, fields, len(data), budget)
    content = Content()
    _Collector(data, content).collect(root)
    if not content.texts:
        # Some programs sent even the text itself as a file.
        for part in root.walk():
            if part.type == "text/plain" and part.is_attachment and not part.children:
                _Collector(data, content).add_plain(part)
                content.attachments.remove(_label(part))
                break
    if budget.is_exceeded:
        content.findings.append(
            Finding(
                "text-truncated",
                "body",
                f"the mail has more than {MOST_PARTS:,} parts or more than {DEEPEST} levels of them; the others were not read",
            )
        )
    if content.attachments:
        names = ", ".join(content.attachments[:_NAMES_SHOWN])
        more = f" and {len(content.attachments) - _NAMES_SHOWN} more" if len(content.attachments) > _NAMES_SHOWN else ""
        content.findings.append(Finding("attachment-left-out", "", f"not part of the record: {names}{more}"))
    return content


def _label(part: Part) -> str:
    name = one_line(part.name)[:_LONGEST_NAME]
    return repr(name) if name else one_line(part.type)[:_LONGEST_NAME]


class _Collector:
    def __init__(self, data: bytes, content: Content) -> None:
        self._data = data
        self._content = content

    def collect(self, part: Part) -> None:
        if part.type == "multipart/alternative" and part.children:
            self._choose(part.children)
        elif part.children:
            # What is related to a text, or signs it, is no text.
            only_first = part.type in ("multipart/related", "multipart/signed", "multipart/appledouble")
            for number, child in enumerate(part.children):
                if number and only_first:
                    self._content.attachments.append(_label(child))
                else:
                    self.collect(child)
        elif part.type in ("message/rfc822", "message/global"):
            self._content.messages.append(self._bytes(part))
        elif part.is_attachment or part.type not in ("text/plain", "text/html"):
            self._content.attachments.append(_label(part))
        elif part.type == "text/html":
            self.add_html(part)
        else:
            self.add_plain(part)

    def _choose(self, parts: tuple[Part, ...]) -> None:
        """Take the plain one of several forms of a text, unless it is a stub."""
        before = len(self._content.texts)
        plain = [part for part in parts if part.type == "text/plain" and not part.is_attachment]
        rest = [part for part in parts if part not in plain]
        for part in plain[:1]:
            self.add_plain(part)
        taken = "".join(self._content.texts[before:])
        is_stub = len(taken.strip()) < _STUB and (not taken.strip() or _NO_HTML.search(taken) is not None)
        if not is_stub:
            return
        for part in rest:
            if part.type == "text/html" or part.children:
                del self._content.texts[before:]
                self.collect(part)
                return

    def add_plain(self, part: Part) -> None:
        text = self._text(part).replace("\r\n", "\n").replace("\r", "\n")
        if part.parameters.get("format", "").lower() == "flowed":
            text = _unflowed(text, deletes_space=part.parameters.get("delsp", "").lower() == "yes")
        for match in _UUENCODED.finditer(text):
            self._content.attachments.append(repr(one_line(match["name"])[:_LONGEST_NAME]))
        text = _UUENCODED.sub("", text)
        if text.strip():
            self._content.texts.append(text)

    def add_html(self, part: Part) -> None:
        markdown, findings = markup.from_html(self._text(part))
        self._content.findings += findings
        text = flatten(markdown)
        if text.strip():
            self._content.markdown.append(markdown)
            self._content.texts.append(text)

    def _text(self, part: Part) -> str:
        data = self._bytes(part)
        if len(data) > LONGEST_TEXT:
            self._content.findings.append(
                Finding(
                    "text-truncated", "body", f"a part is longer than {LONGEST_TEXT:,} bytes; the rest was not read"
                )
            )
        decoded = decode(data[:LONGEST_TEXT], part.parameters.get("charset", ""))
        self._content.findings += decoded.findings
        return decoded.text

    def _bytes(self, part: Part) -> bytes:
        """Undo the transfer encoding."""
        data = self._data[part.start : part.end]
        match headers.parameters(part.fields.raw("content-transfer-encoding"))[0]:
            case "base64":
                data, is_whole = headers.base64_bytes(data)
                if not is_whole:
                    self._content.findings.append(
                        Finding("encoding-damaged", "body", "base64 that breaks off; its last characters are lost")
                    )
            case "quoted-printable":
                data = quopri.decodestring(data)
        return data


def _unflowed(text: str, *, deletes_space: bool) -> str:
    """Join the lines of ``format=flowed`` (RFC 3676, §4): one that ends in a blank goes on in the next, of the same depth of quotation."""
    lines: list[str] = []
    depth_before, goes_on = 0, False
    for depth, line in map(_quotation, text.split("\n")):
        is_flowed = line.endswith(" ") and line != "-- "
        content = line[:-1] if is_flowed and deletes_space else line
        if goes_on and depth == depth_before and line != "-- ":
            lines[-1] += content
        else:
            lines.append("> " * depth + content)
        depth_before, goes_on = depth, is_flowed
    return "\n".join(line if line == "-- " else line.rstrip(" ") for line in lines)


def _quotation(line: str) -> tuple[int, str]:
    depth = len(line) - len(line.lstrip(">"))
    return depth, line[depth:].removeprefix(" ") if line[depth:] != "-- " else "-- "
