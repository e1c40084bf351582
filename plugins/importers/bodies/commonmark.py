"""Text to CommonMark that renders to the same text: whatever would be markup is escaped.

The rules are those of the CommonMark specification 0.31, §2.4 (backslash escapes) and §4 (what opens a block), with the table,
strikethrough, footnote and heading-attribute extensions that renderers add.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from plugins.importers.bodies.lines import Paragraph, paragraphs

_SIGNS = re.compile(r"[\\`*\[\]<~_&!]")
"""Without one of these nothing in a line is markup: looking for them first takes a tenth of the time."""
_INLINE = re.compile(r"[\\`*\[\]<~]|(?<![^\W_])_|_(?![^\W_])|&(?=#|\w+;)|!(?=\[)")
_ENTITY = re.compile(r"&(?=#|\w+;)")
_BLOCK = re.compile(r"(?:[-+](?=\s|$)|-+\s*$|=+\s*$|#{1,6}(?=\s|$)|[>|:~+](?!//)|-(?=[-|: ]))")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_BULLET = re.compile(r"[-*•·][ \t]+(?=\S)")
_BLANKS = re.compile(r"[ \t]+")


def escape(text: str) -> str:
    """Return one line of text as CommonMark; blanks at its ends and runs of blanks are not kept."""
    if "  " in text or "\t" in text:
        text = _BLANKS.sub(" ", text)
    return escape_opening(escape_inline(text.strip(" ")))


def escape_inline(text: str) -> str:
    """Return a part of a line with everything escaped that would be markup inside it."""
    return _INLINE.sub(r"\\\g<0>", text) if _SIGNS.search(text) else text


def escape_opening(line: str) -> str:
    """Return a line with its first character escaped where it would open a block."""
    if match := _NUMBERED.match(line):
        return f"{match[1]}\\{line[match.end(1) :]}"
    return f"\\{line}" if _BLOCK.match(line) else line


def escape_address(address: str) -> str:
    """Return an address in which nothing is an entity."""
    return _ENTITY.sub("&amp;", address)


def paragraph(lines: Paragraph) -> str:
    """Return lines as one paragraph that keeps its breaks."""
    # A backslash at the end is CommonMark's visible hard break; two blanks would not survive an editor.
    return "\\\n".join(escape(line) for line in lines)


def listed(lines: Paragraph) -> str:
    """Return lines as :func:`paragraph` does, save that lines which begin with a bullet become a list."""
    blocks: list[str] = []
    for is_item, group in groupby(lines, key=lambda line: _BULLET.match(line) is not None):
        if is_item:
            blocks.append("\n".join(f"- {escape(_BULLET.sub('', line))}" for line in group))
        else:
            blocks.append(paragraph(tuple(group)))
    return "\n\n".join(blocks)


def heading(text: str, level: int = 2) -> str:
    """Return a heading. A number sign or an attribute block at its end stays text."""
    return heading_of(escape(text), level)


def heading_of(line: str, level: int) -> str:
    """Return a heading made of a line of CommonMark."""
    closed = re.sub(r"(?<!\\)(#+|\{)(?=[^#{}]*\}?$)", r"\\\1", line) if line.endswith(("#", "}")) else line
    return f"{'#' * level} {closed}"


def join(blocks: Iterable[str]) -> str:
    """Return blocks as the body of a record: blank lines between, one line end after."""
    body = "\n\n".join(block for block in blocks if block)
    return f"{body}\n" if body else ""


def from_text(text: str) -> str:
    """Return a text body as CommonMark: paragraphs, wrapped lines joined, other breaks kept, no markup of its own."""
    return join(paragraph(lines) for lines in paragraphs(text))
