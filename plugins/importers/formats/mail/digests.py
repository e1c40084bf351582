"""Digests as one text (RFC 1153, and Mailman's and Majordomo's way of it): several mails between lines of thirty hyphens."""

from __future__ import annotations

import re

_DIVIDER = re.compile(r"^-{28,32}[ \t]*$", re.MULTILINE)
_FIELD = re.compile(
    r"(?:Message|From|Date|Subject|To|Cc|Reply-To|Sender|Message-ID|Content-Type|MIME-Version)[ \t]*:", re.IGNORECASE
)
_FEWEST_FIELDS = 2


def divide(text: str) -> list[str]:
    """Return the mails of a digest, each with its header; nothing if the text is none."""
    pieces = [piece.strip("\n") for piece in _DIVIDER.split(text)]
    return [piece for piece in pieces[1:] if _has_header(piece)] if len(pieces) > 1 else []


def _has_header(text: str) -> bool:
    lines = text.split("\n", 8)[:8]
    fields = 0
    for line in lines:
        if not line.strip():
            break
        fields += _FIELD.match(line) is not None
    return fields >= _FEWEST_FIELDS
