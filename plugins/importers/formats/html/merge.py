"""Links, lists and tables come back into a body that was read from a page's text."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate

from plugins.alerts.findings import Finding
from plugins.alerts.markup import to_text
from plugins.importers.bodies import commonmark, markup
from plugins.importers.decoding import repair
from plugins.importers.formats.html.blocks import Block

_MARKED = re.compile(r"[\\`*_\[\]<>&~|#]|^[-+=:]|^\d+[.)]", re.MULTILINE)
"""Without one of these CommonMark is plain text, and need not be rendered for its words."""
SHORTEST = 4
"""Words: a shorter block is only known again where it is expected, as the same words may stand elsewhere too."""


def merge(body: str, blocks: list[Block]) -> tuple[str, tuple[Finding, ...]]:
    """Return the body with its paragraphs as they are in the HTML, where they have markup; and findings.

    ``body`` is CommonMark that the text reader made of the texts of ``blocks``. What it left out stays out, and where the two do not
    agree word for word, its text stays.
    """
    if not any(block.is_rich for block in blocks):
        return body, ()
    pieces = [piece for piece in body.strip("\n").split("\n\n") if piece]
    words = [_words(to_text(piece) if _MARKED.search(piece) else piece) for piece in pieces]
    bounds = [0, *accumulate(map(len, words))]
    edge = {bound: number for number, bound in enumerate(bounds)}
    whole = [word for piece in words for word in piece]
    taken: dict[int, tuple[int, str]] = {}
    findings: list[Finding] = []
    lost = cursor = 0
    for block in blocks:
        wanted = _words(block.text)
        start = _find(whole, wanted, cursor)
        if start is None:
            continue
        end = start + len(wanted)
        cursor = end
        # Markers and the headings of sections are the text reader's.
        if not block.is_rich or (start in edge and pieces[edge[start]].startswith(("**", "## "))):
            continue
        if start in edge and end in edge:
            rich, more = markup.from_html(repair.clean(block.html, "body")[0])
            # Escapes and addresses stand between the words and add some; none may be missing.
            if set(_words(rich.replace("\\", ""))) >= {word for word in wanted if word[:1].isalpha()}:
                taken[edge[start]] = (edge[end], rich.strip("\n"))
                findings += more
                continue
        lost += 1
    if lost:
        findings.append(Finding("markup-removed", "body", f"links or emphasis of {lost} paragraphs were taken out"))
    merged: list[str] = []
    number = 0
    while number < len(pieces):
        following, piece = taken.get(number, (number + 1, pieces[number]))
        merged.append(piece)
        number = max(following, number + 1)
    return commonmark.join(merged), tuple(dict.fromkeys(findings))


def _find(whole: list[str], wanted: list[str], cursor: int) -> int | None:
    if not wanted:
        return None
    if whole[cursor : cursor + len(wanted)] == wanted:
        return cursor
    if len(wanted) < SHORTEST:
        return None
    first = wanted[0]
    for start in range(cursor, len(whole) - len(wanted) + 1):
        if whole[start] == first and whole[start : start + len(wanted)] == wanted:
            return start
    return None


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text))
