"""Sanitised HTML as CommonMark that renders to the same text, whatever is nested in what.

The tree is walked with the marks of everything around it. A block inside emphasis or a link ends the paragraph before it and bears the
marks on: 1990s pages open a ``<b>`` in one paragraph and close it three further down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from lxml.etree import HTMLParser, fromstring
from lxml.etree import _Element as Element

from plugins.importers.bodies import commonmark
from plugins.importers.bodies.inlines import BREAK, CODE, EMPHASIS, STRONG, STRUCK, Run, lines_of, text_run

LISTS = frozenset({"ul", "ol", "menu", "dir"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CONTAINERS = frozenset(
    "p div center section article main aside header footer nav address figure figcaption fieldset legend form details summary caption "
    "dl dt dd li tr td th thead tbody tfoot option select hgroup".split()
)
BLOCKS = CONTAINERS | LISTS | HEADINGS | {"table", "blockquote", "pre", "hr"}
_MARKS = {"b": STRONG, "strong": STRONG, "i": EMPHASIS, "em": EMPHASIS, "s": STRUCK, "strike": STRUCK, "del": STRUCK}
_CODES = frozenset({"code", "tt", "kbd", "samp"})
_WHOLE = re.compile(r"(?i)(?:https?://|mailto:)\S")
_NUMBERED = re.compile(r"\d+\. ")
_PLAIN: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a part of the tree."""

    marks: frozenset[str] = _PLAIN
    address: str = ""
    keeps_breaks: bool = False


def to_commonmark(safe: str) -> str:
    """Return the body of sanitised HTML, without a line end."""
    tree = fromstring(f"<div>{safe}</div>".encode("utf-8", "replace"), HTMLParser(encoding="utf-8"))
    return "\n\n".join(_blocks(tree, _Around()))


def _blocks(element: Element, around: _Around) -> list[str]:
    """Return the blocks under an element."""
    found: list[str] = []
    runs: list[Run] = []
    _walk(element, around, runs, found)
    _flush(runs, found)
    return _apart(found)


def _apart(blocks: list[str]) -> list[str]:
    """Keep lists that follow each other apart: another sign begins another list."""
    result: list[str] = []
    for block in blocks:
        before = result[-1] if result else ""
        if block.startswith("- ") and before.startswith("- "):
            result.append(re.sub(r"^- ", "+ ", block, flags=re.MULTILINE))
        elif _NUMBERED.match(block) and _NUMBERED.match(before):
            result.append(re.sub(r"^(\d+)\. ", r"\1) ", block, flags=re.MULTILINE))
        else:
            result.append(block)
    return result


def _walk(element: Element, around: _Around, runs: list[Run], found: list[str]) -> None:
    _text(element.text, around, runs)
    for child in element:
        if isinstance(child.tag, str):
            _child(child, around, runs, found)
        _text(child.tail, around, runs)


def _text(text: str | None, around: _Around, runs: list[Run]) -> None:
    if text and around.keeps_breaks:
        runs += (
            Run(BREAK) if line[:1] in ("\r", "\n") else text_run(line, around.marks, around.address)
            for line in re.split(r"(\r\n|\r|\n)", text)
        )
    elif text:
        runs.append(text_run(text, around.marks, around.address))


def _child(child: Element, around: _Around, runs: list[Run], found: list[str]) -> None:
    tag = str(child.tag)
    if tag in BLOCKS:
        _flush(runs, found)
        found += _block(child, tag, around)
    elif tag == "br":
        runs.append(Run(BREAK, around.marks, around.address))
    elif tag == "img":
        _picture(child, around, runs)
    elif tag == "q":
        _text("“", around, runs)
        _walk(child, around, runs, found)
        _text("”", around, runs)
    else:
        _walk(child, _inside(child, tag, around), runs, found)


def _inside(child: Element, tag: str, around: _Around) -> _Around:
    if tag in _MARKS:
        return replace(around, marks=around.marks | {_MARKS[tag]})
    if tag in _CODES:
        return replace(around, marks=around.marks | {CODE})
    if tag == "a" and _WHOLE.match(address := (child.get("href") or "").strip()):
        return replace(around, address=address)
    return around


def _picture(child: Element, around: _Around, runs: list[Run]) -> None:
    """A picture is a link with its text; one without text has the name of its file, and one that leads nowhere is an ornament."""
    source, text = (child.get("src") or "").strip(), " ".join((child.get("alt") or "").split())
    if not re.match(r"(?i)https?://\S", source):
        _text(text, around, runs)
        return
    runs.append(text_run(text or _file_name(source), around.marks - {CODE}, around.address or source))


def _file_name(address: str) -> str:
    try:
        return unquote(urlsplit(address).path.rpartition("/")[2]) or address
    except ValueError:
        return address


def _flush(runs: list[Run], found: list[str]) -> None:
    """Make paragraphs of the runs so far: two breaks in a row end one."""
    paragraph: list[str] = []
    for line in [*lines_of(runs), ""]:
        if line:
            paragraph.append(line)
        elif paragraph:
            found.append("\\\n".join(paragraph))
            paragraph = []
    runs.clear()


def _block(element: Element, tag: str, around: _Around) -> list[str]:
    if tag in LISTS:
        return _list(element, tag, around)
    if tag in HEADINGS:
        return _heading(element, int(tag[1]), around)
    if tag == "table":
        return _table(element, around)
    if tag == "blockquote":
        inner = "\n\n".join(_blocks(element, around))
        return [re.sub(r"^", "> ", inner, flags=re.MULTILINE).replace("> \n", ">\n")] if inner else []
    if tag == "pre":
        is_plain = not _has_blocks(element) and next(element.iterdescendants("img", "q"), None) is None
        return _preformatted(element) if is_plain else _blocks(element, replace(around, keeps_breaks=True))
    if tag == "hr":
        return ["* * *"]
    if tag == "dt":
        return _blocks(element, replace(around, marks=around.marks | {STRONG}))
    return _blocks(element, around)


def _heading(element: Element, level: int, around: _Around) -> list[str]:
    if _has_blocks(element):
        return _blocks(element, around)
    runs: list[Run] = []
    _walk(element, replace(around, marks=around.marks - {STRONG}), runs, [])
    text = " ".join(filter(None, lines_of(runs)))
    return [commonmark.heading_of(text, level)] if text else []


def _has_blocks(element: Element) -> bool:
    return any(one.tag in BLOCKS for one in element.iterdescendants())


def _preformatted(element: Element) -> list[str]:
    for line_break in element.iterdescendants("br"):
        line_break.tail = f"\n{line_break.tail or ''}"
    text = "".join(map(str, element.itertext())).replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not text.strip():
        return []
    fence = "`" * max(3, *(len(one) + 1 for one in re.findall(r"`+", text)), 3)
    return [f"{fence}\n{text}\n{fence}"]


def _list(element: Element, tag: str, around: _Around) -> list[str]:
    items = [item for item in _items(element, around) if item]
    if not items:
        return []
    start = element.get("start") or "1"
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 1
    # Items of one paragraph, with lists inside or without, stand close together; a paragraph of its own needs a line around it.
    is_tight = all(len(item) == 1 or (len(item) == 2 and _is_list(item[1])) for item in items)
    lines = []
    for number, item in enumerate(items, start=first):
        sign = f"{number}. " if tag == "ol" else "- "
        inner = ("\n" if is_tight else "\n\n").join(item)
        lines.append(sign + re.sub(r"\n(?=[^\n])", "\n" + " " * len(sign), inner))
    return [("\n" if is_tight else "\n\n").join(lines)]


def _is_list(block: str) -> bool:
    """Say whether a block is a list that may follow a paragraph without a blank line: one that is numbered from another number may not."""
    return re.match(r"[-+] \S|1[.)] \S", block) is not None


def _items(element: Element, around: _Around) -> Iterator[list[str]]:
    """Yield the blocks of each item; what stands between items is one too, and a list right inside a list belongs to the item above."""
    before: list[str] = []
    runs: list[Run] = []
    _text(element.text, around, runs)
    for child in element:
        if child.tag == "li" or child.tag in LISTS:
            loose: list[str] = []
            _flush(runs, loose)
            if loose:
                yield before
                before = loose
            if child.tag == "li":
                yield before
                before = _blocks(child, around)
            else:
                before = [*before, *_list(child, str(child.tag), around)]
        elif isinstance(child.tag, str):
            inside: list[str] = []
            _child(child, around, runs, inside)
            if inside:
                yield before
                before = inside
        _text(child.tail, around, runs)
    loose = []
    _flush(runs, loose)
    yield before
    yield loose


def _table(element: Element, around: _Around) -> list[str]:
    """Return a table of data as one; a table that sets a page, or has one column, as the blocks in it."""
    rows = [row for row in element.iterdescendants("tr") if next(row.iterancestors("table"), None) is element]
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
    width = max(map(len, cells), default=0)
    if width < 2 or any(_has_blocks(cell) for row in cells for cell in row) or _is_torn(element, rows):
        return _blocks(element, around)
    captions = [block for caption in element.iterchildren("caption") for block in _blocks(caption, around)]
    written = [[_cell(cell, around) for cell in row] for row in cells]
    if not any(cell for row in written for cell in row):
        return captions
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in written if row]
    lines.insert(1, "|" + " --- |" * width)
    return [*captions, "\n".join(lines)]


def _is_torn(element: Element, rows: list[Element]) -> bool:
    """Say whether there is text in a table outside its cells and caption, which must not be lost."""
    outside = [element, *element.iterchildren("thead", "tbody", "tfoot"), *rows]
    return any((one.text or "").strip() or any((child.tail or "").strip() for child in one) for one in outside) or any(
        child.tag not in ("td", "th") and "".join(map(str, child.itertext())).strip() for row in rows for child in row
    )


def _cell(cell: Element, around: _Around) -> str:
    runs: list[Run] = []
    _walk(cell, around, runs, [])
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(filter(None, lines_of(runs))))
