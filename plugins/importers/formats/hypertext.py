"""Marked-up bodies through the text reader: as plain text on the way in; links and lists come back on the way out."""

from __future__ import annotations

import re
from dataclasses import replace

from plugins.alerts.findings import Finding
from plugins.alerts.markup import to_text
from plugins.importers.bodies import commonmark
from plugins.importers.formats.text.single import parse
from plugins.importers.formats.text.state import Beside
from plugins.importers.formats.text.tongue import guess_language
from plugins.importers.parsed import ParsedAlert, Provenance

_REACH = 8
"""Words by which a paragraph is known again."""


def flatten(markdown: str) -> str:
    """Return CommonMark as text whose paragraphs have blank lines between them, by which the text reader knows them."""
    return "\n\n".join(map(to_text, re.split(r"\n{2,}", markdown.strip("\n"))))


def read(
    markdown: str,
    provenance: Provenance,
    *,
    language: str,
    beside: Beside,
    url: str = "",
    findings: tuple[Finding, ...] = (),
) -> ParsedAlert:
    """Read a marked-up body as the text reader reads texts: credit, markers, event, country.

    ``url`` is its address, ``beside`` what the source says of it; the other arguments are those of the text reader.
    """
    text = flatten(markdown)
    told = language or guess_language(text)
    address = f"URL: {url}\n\n" if re.fullmatch(r"https?://[^\s>]+", url) else ""
    parsed = parse(f"{address}{text}", provenance, language=told, findings=findings, beside=beside)
    return replace(parsed, body=graft(parsed.body, [markdown]))


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
