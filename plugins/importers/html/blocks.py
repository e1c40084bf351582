"""A part of a page's tree as blocks: each its text, as a person reads it, and its HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from plugins.importers.html.walking import has, tags

DROPPED = frozenset(
    "script style noscript template iframe object embed form button select input textarea svg math canvas audio video nav link meta head title".split()
)
_LEAVES = frozenset("h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre hr address figcaption".split())
_BLOCKS = _LEAVES | frozenset(
    "p div section article main aside header footer center figure li dd dt td th tr tbody thead fieldset body html details summary".split()
)
_RICH = frozenset("a ul ol dl table blockquote em i strong b h2 h3 h4 h5 h6 img sup sub".split())
_IN_LAYOUT = frozenset({"table", "p", "div", "h1", "h2", "h3", "ul", "ol"})
_LINKED = re.compile(r"(?is)<a\b[^<>]*\bhref\b.*?</a\s*>")
_FEW_WORDS = 8
_SPACE = re.compile(r"[ \t\r\n\f]+")
_TWO_BREAKS = re.compile(r"(?:<br\s*/?>\s*){2,}", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
# A picture is read as its text; one without is an ornament.
_IMAGE = re.compile(r"""(?i)<img\b[^<>]*?\salt\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')[^<>]*>""")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list or table."""

    text: str
    html: str
    is_rich: bool
    """It has links or other markup that text cannot have."""
    is_link: bool = False
    """It is nothing but links of a few words, as navigation is."""


def blocks(root: Tag) -> Iterator[Block]:
    """Yield the blocks under an element, in their order, with all the text that is in it."""
    run: list[str] = []
    yield from _walk(root, run)
    yield from _flush(run)


def text_of(root: Tag) -> str:
    """Return the text of an element: a blank line between blocks."""
    return "\n\n".join(block.text for block in blocks(root))


def _walk(node: Tag, run: list[str]) -> Iterator[Block]:
    for child in node.children:
        if not isinstance(child, Tag):
            run.append(_string(child))
        elif child.name in DROPPED:
            continue
        elif child.name in _LEAVES and not _is_layout(child):
            yield from _flush(run)
            yield from _leaf(child)
        elif child.name in _BLOCKS:
            yield from _flush(run)
            yield from _walk(child, run)
            yield from _flush(run)
        elif has(child, _BLOCKS):
            # Emphasis that was never closed: its words go on where they stand, without it.
            yield from _walk(child, run)
        else:
            run.append(_inline(child))


def _string(child: PageElement) -> str:
    # Comments, declarations and the like are strings of other classes.
    if isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
        return html.escape(str(child), quote=False)
    return ""


def _inline(tag: Tag) -> str:
    if has(tag, DROPPED):
        for one in tags(tag, DROPPED):
            one.decompose()
    return str(tag)


def _is_layout(tag: Tag) -> bool:
    """Say whether a table is there to set a page, or a list or quotation to indent one: it has paragraphs or tables inside."""
    if tag.name == "table":
        if tag.get("role") == "presentation" or has(tag, _IN_LAYOUT):
            return True
        return all(len(row.find_all(["td", "th"], recursive=False)) < 2 for row in tag.find_all("tr"))
    if tag.name in ("ul", "ol", "dl"):
        return has(tag, _IN_LAYOUT - {"ul", "ol"}) and len(tag.get_text()) > 2000
    return tag.name == "blockquote" and has(tag, ("table", "div"))


def _leaf(tag: Tag) -> Iterator[Block]:
    for one in tags(tag, DROPPED):
        one.decompose()
    if tag.name == "pre":
        text = tag.get_text().replace("\r\n", "\n").strip("\n")
    elif tag.name in ("ul", "ol"):
        text = "\n".join(_items(tag))
    elif tag.name == "table":
        rows = (
            " ".join(filter(None, (_flat(cell) for cell in row.find_all(["td", "th"])))) for row in tag.find_all("tr")
        )
        text = "\n".join(filter(None, rows))
    else:
        text = _lines(str(tag))
    if text.strip():
        yield Block(text, str(tag), tag.name != "pre" and (tag.name in _RICH or has(tag, _RICH)))


def _items(tag: Tag) -> Iterator[str]:
    for number, item in enumerate(tag.find_all("li", recursive=False), start=1):
        if text := _flat(item):
            yield f"{number}. {text}" if tag.name == "ol" else f"- {text}"
    rest = [child for child in tag.children if isinstance(child, Tag) and child.name != "li"]
    yield from filter(None, map(_flat, rest))


def _flat(tag: Tag) -> str:
    return _SPACE.sub(" ", _lines(str(tag))).strip()


def _flush(run: list[str]) -> Iterator[Block]:
    whole = "".join(run)
    run.clear()
    for part in _TWO_BREAKS.split(whole):
        if text := _lines(part):
            is_rich = any(match[1].lower() in _RICH for match in re.finditer(r"<([a-zA-Z][a-zA-Z0-9]*)", part))
            is_link = (
                len(text.split()) <= _FEW_WORDS
                and is_rich
                and not _lines(_LINKED.sub("", part)).strip("|·•-–[]()<>«» \n")
            )
            yield Block(text, f"<p>{part}</p>", is_rich, is_link)


def _lines(source: str) -> str:
    """Return the text of HTML: white space is one blank, ``<br>`` and the end of a block are line ends."""
    text = _SPACE.sub(" ", source)
    text = _IMAGE.sub(lambda match: f" {match[1] or match[2]} ", text)
    text = re.sub(r"(?i) ?</?(?:br|p|div|li|ul|ol|dl|tr|td|th|dt|dd|table|blockquote|h\d|hr)\b[^<>]*> ?", "\n", text)
    text = html.unescape(_TAG.sub("", text))
    return "\n".join(line.strip(" ") for line in text.split("\n")).strip("\n ")
