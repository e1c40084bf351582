"""Lines of text to paragraphs: hard-wrapped lines are joined, lists, addresses and verse are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

# Mail and the site of the 1990s wrapped at 65 to 78 columns; a block whose longest line is beyond this is not wrapped.
WIDEST = 100
# Below this width a break is as likely meant as not (verse, addresses).
NARROWEST = 50
LONGEST_KNOWN = 20_000
"""Characters of text in which names are looked for."""
# A line of so many words that ends like a sentence is one, and a paragraph where it stands alone.
FEWEST_WORDS = 5
_LIST_ITEM = re.compile(r"(?:[-*•·–—+>]\s+\S|\(?\d{1,3}[.)]\s+\S|\(?[a-z]\)\s)")
_SENTENCE_ENDS = frozenset(".!?:;…")
_CLOSING = "\"'”’»)]"
_LABEL = re.compile(
    r"(?:fax|tel|t[ée]l|phone|e-?mail|correo|courriel|telex|website|web|internet|attn|cc)\b[^.]{0,12}[:.]",
    re.IGNORECASE,
)

Paragraph = tuple[str, ...]
"""Lines that keep their breaks; most paragraphs are one line."""


def wrap_width(text: str) -> int:
    """Return the width at which a text was wrapped: its longest line in the blocks that look wrapped; 0 if none does."""
    return max((len(line) for block in _blocks(text) if _is_wrapped(block) for line in block), default=0)


def paragraphs(text: str, *, joinable: str = "", width: int | None = None) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text.

    A break inside a block of lines is taken for wrapping only if the next word would not have fitted in the line: that is what
    wrapping does, and what lists, addresses and verse rarely look like. ``joinable`` is a text in which two words that stand
    next to each other may show that a stray break divided them; ``width`` that of the text of which this is a part.
    """
    if width is None:
        width = wrap_width(text)
    for block in filter(None, _blocks(text)):
        if width and _may_be_wrapped(block):
            lines = _joined(block, width)
        else:
            lines = [(line, False) for line in _rejoined(block, joinable)]
        yield from _grouped(lines)


def _blocks(text: str) -> Iterator[list[str]]:
    block: list[str] = []
    for line in text.split("\n"):
        if stripped := line.strip():
            block.append(stripped)
        else:
            yield block
            block = []
    yield block


def _is_wrapped(block: list[str]) -> bool:
    return len(block) > 1 and NARROWEST <= max(map(len, block)) <= WIDEST


def _may_be_wrapped(block: list[str]) -> bool:
    return len(block) > 1 and max(map(len, block)) <= WIDEST


# Lines were wrapped before the site changed their characters (quotation marks, dashes), so they are not all of one width.
SLACK = 4
_DASH = re.compile(r"[-–—]\s")


def _joined(block: list[str], width: int) -> list[tuple[str, bool]]:
    lines: list[tuple[str, bool]] = []
    parts = [block[0]]
    for line, following in pairwise(block):
        if not _continues(parts[0], line, following, width):
            lines.append((" ".join(parts), len(parts) > 1))
            parts = []
        parts.append(following)
    lines.append((" ".join(parts), len(parts) > 1))
    return lines


def _continues(first: str, line: str, following: str, width: int) -> bool:
    word = following.split(maxsplit=1)[0]
    if len(line) + 1 + len(word) <= width - SLACK:
        return False
    if _DASH.match(following):
        # A dash may begin a list item or go on with a sentence.
        return not (_DASH.match(first) or _ends_a_sentence(line))
    if following.startswith("**") or ("/IFEX)" in following and following.startswith("(")):
        return False
    return not (_LIST_ITEM.match(following) or _LABEL.match(following))


def _rejoined(block: list[str], known: str) -> Iterator[str]:
    """Join what a stray break divided: a sentence that goes on in lower case, or two words known to stand together."""
    parts = [block[0]]
    known = known[:LONGEST_KNOWN]
    for line, following in pairwise(block):
        last, first = line.rsplit(maxsplit=1)[-1], following.split(maxsplit=1)[0]
        goes_on = first[:1].islower() and line[-1:].isalpha() and (len(line) > NARROWEST or len(parts) > 1)
        together = last[-1:].isalpha() and first[:1].isalpha() and f"{last} {first.rstrip(',.;:')}" in known
        if not (goes_on or together):
            yield " ".join(parts)
            parts = []
        parts.append(following)
    yield " ".join(parts)


def _is_sentence(line: str) -> bool:
    return _ends_a_sentence(line) and len(line.split()) >= FEWEST_WORDS


def _ends_a_sentence(line: str) -> bool:
    return line.rstrip(_CLOSING)[-1:] in _SENTENCE_ENDS


def _grouped(lines: list[tuple[str, bool]]) -> Iterator[Paragraph]:
    """Divide a block: prose lines are paragraphs, short lines that follow each other keep together."""
    group: list[str] = []
    for line, was_wrapped in lines:
        is_item = _LIST_ITEM.match(line) is not None
        is_prose = not is_item and (was_wrapped or len(line) > WIDEST or _is_sentence(line))
        if is_prose:
            if group:
                yield tuple(group)
                group = []
            yield (line,)
        else:
            group.append(line)
    if group:
        yield tuple(group)
