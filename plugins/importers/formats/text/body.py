"""The text of an alert as CommonMark: markers and sections stand out, wrapped lines are joined, everything else is text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.importers.bodies import commonmark
from plugins.importers.bodies.lines import paragraphs, wrap_width
from plugins.importers.formats.text.markers import Marker
from plugins.importers.formats.text.noise import is_rule
from plugins.importers.formats.text.sections import heading

_SEPARATOR = re.compile(r"(?:\*\*?\s*){3,}|-{3,}|_{3,}")
_MARK = "\x00"
"""Stands for a marker while lines are sorted; no cleaned text has a NUL."""


def isolate(text: str, markers: tuple[Marker, ...]) -> tuple[str, list[str]]:
    """Return the text with every block marker on a line of its own, as a sign, and the markers' texts."""
    texts: list[str] = []
    for marker in reversed([one for one in markers if one.is_block]):
        texts.insert(0, marker.text)
        text = f"{text[: marker.start].rstrip()}\n\n{_MARK}\n\n{text[marker.end :].lstrip()}"
    return text.strip("\n"), texts


def to_commonmark(text: str, marker_texts: list[str], *, known: str) -> tuple[str, list[str], int]:
    """Return the body, its prose paragraphs as plain text for looking things up in, and how many line breaks were taken for wrapping.

    ``text`` comes from :func:`isolate`; ``known`` is text in which names stand that a stray break may have divided.
    """
    blocks: list[str] = []
    prose: list[str] = []
    joined = 0
    waiting = iter(marker_texts)
    width = wrap_width(text)
    for is_plain, piece in _pieces(text.split("\n")):
        if is_plain:
            joined += sum(1 for line in piece.split("\n") if line.strip())
            for lines in paragraphs(piece, joinable=known, width=width):
                blocks.append(commonmark.listed(lines))
                prose.append("\n".join(lines))
                joined -= len(lines)
        elif piece == _MARK:
            blocks.append(f"**{commonmark.escape(next(waiting))}**")
        elif _SEPARATOR.fullmatch(piece):
            blocks.append("* * *")
        else:
            blocks.append(commonmark.heading(heading(piece)))
    return commonmark.join(_trimmed(blocks)), prose, joined


def _pieces(lines: list[str]) -> Iterator[tuple[bool, str]]:
    """Yield (is plain text, text): stretches of plain lines, and the lines that are something else."""
    plain: list[str] = []
    for line in lines:
        text = line.strip()
        if text == _MARK or heading(text) or _SEPARATOR.fullmatch(text) or is_rule(text):
            if plain:
                yield True, "\n".join(plain)
                plain = []
            if not is_rule(text) or _SEPARATOR.fullmatch(text):
                yield False, text
        else:
            plain.append(line)
    if plain:
        yield True, "\n".join(plain)


def _trimmed(blocks: list[str]) -> list[str]:
    """Take separators off both ends, and all but one of several."""
    kept: list[str] = []
    for block in blocks:
        if block != "* * *" or (kept and kept[-1] != "* * *"):
            kept.append(block)
    return kept[:-1] if kept and kept[-1] == "* * *" else kept
