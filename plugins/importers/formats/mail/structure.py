"""The parts of a mail (RFC 2046), found by offset: nothing is copied, nothing goes deeper or on for longer than the caps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from plugins.importers.formats.mail import fields as headers
from plugins.importers.formats.mail.fields import Fields

DEEPEST = 20
"""Levels of parts and of mails inside mails; what people send has five at most."""
MOST_PARTS = 1_000
_LONGEST_BOUNDARY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part that is not made of parts, or one that is (``children``)."""

    fields: Fields
    type: str
    parameters: dict[str, str]
    start: int
    """Offset of its content."""
    end: int
    children: tuple[Part, ...] = ()

    @property
    def is_attachment(self) -> bool:
        """Say whether the sender marked it as a file of its own."""
        return headers.parameters(self.fields.raw("content-disposition"))[0] == "attachment"

    @property
    def name(self) -> str:
        """The name that the sender gave it; never one of a path here."""
        _, disposition = headers.parameters(self.fields.raw("content-disposition"))
        return disposition.get("filename") or self.parameters.get("name", "")

    def walk(self) -> Iterator[Part]:
        """Yield the part and all that it is made of."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class Budget:
    """What is left to be spent on one mail."""

    parts: int = MOST_PARTS
    is_exceeded: bool = field(default=False)


def read(data: bytes, fields: Fields, end: int, budget: Budget, *, depth: int = 0, default: str = "text/plain") -> Part:
    """Return the part with these fields, whose content begins where they end."""
    kind, parameters = headers.parameters(fields.raw("content-type"))
    if not re.fullmatch(r"[\w.+-]+/[\w.+-]+", kind):
        kind, parameters = (default, {}) if "/" not in kind else (kind, parameters)
    budget.parts -= 1
    children: tuple[Part, ...] = ()
    boundary = parameters.get("boundary", "").encode("latin-1", "replace")
    if kind.startswith("multipart/") and 0 < len(boundary) <= _LONGEST_BOUNDARY:
        if depth >= DEEPEST:
            budget.is_exceeded = True
            kind = "application/octet-stream"
        else:
            inner = "message/rfc822" if kind == "multipart/digest" else "text/plain"
            children = tuple(_children(data, fields.end, end, boundary, budget, depth=depth + 1, default=inner))
    # A mail whose boundary never comes, or that has none, is its own text.
    if kind.startswith("multipart/") and not children:
        kind = "text/plain"
    return Part(fields=fields, type=kind, parameters=parameters, start=fields.end, end=end, children=children)


def _children(
    data: bytes, start: int, end: int, boundary: bytes, budget: Budget, *, depth: int, default: str
) -> Iterator[Part]:
    pattern = re.compile(rb"(?m)^--" + re.escape(boundary) + rb"(?P<last>--)?[ \t]*\r?(?:\n|\Z)")
    begin: int | None = None
    for match in pattern.finditer(data, start, end):
        if begin is not None:
            yield _child(data, begin, match.start(), budget, depth=depth, default=default)
        begin = None if match["last"] else match.end()
        if match["last"] or budget.parts <= 0:
            budget.is_exceeded |= budget.parts <= 0
            return
    if begin is not None and begin < end:
        yield _child(data, begin, end, budget, depth=depth, default=default)


def _child(data: bytes, start: int, end: int, budget: Budget, *, depth: int, default: str) -> Part:
    # The line end before a boundary belongs to the boundary.
    end = end - 2 if data[start:end].endswith(b"\r\n") else end - (data[start:end].endswith(b"\n"))
    return read(data, headers.read(data, start, max(start, end)), max(start, end), budget, depth=depth, default=default)
