"""A body that was HTML keeps its links and lists: its blocks take the place of the same paragraphs read as plain text."""

from __future__ import annotations

import re

from plugins.alerts.markup import to_text
from plugins.importers import commonmark

_REACH = 8
"""Words by which a paragraph is known again."""


def graft(body: str, markdown: list[str]) -> str:
    """Return ``body``, which was read from the text of ``markdown``, with the markup of the latter.

    What the reader took off (header, footers) stays off. Where the ends of the body are not found again, it is returned as it is.
    """
    blocks = [block for text in markdown for block in re.split(r"\n{2,}", text.strip("\n")) if block]
    words = _words(to_text(body))
    if not words or not blocks:
        return body
    folded = [_words(to_text(block)) for block in blocks]
    head, tail = words[:_REACH], words[-_REACH:]
    first = next((n for n, block in enumerate(folded) if block and block[:_REACH] == head[: len(block)]), None)
    last = next(
        (n for n in range(len(folded) - 1, -1, -1) if (b := folded[n]) and b[-_REACH:] == tail[-len(b) :]), None
    )
    if first is None or last is None or [word for block in folded[first : last + 1] for word in block] != words:
        return body
    return commonmark.join(blocks[first : last + 1])


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())
