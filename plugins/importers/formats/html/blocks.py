"""A part of a page's tree as blocks: each its text, as a person reads it, and its HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from plugins.importers.formats.html.walking import has, source, tags, take_out, text_in

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


def blocks(root: Element) -> Iterator[Block]:
    """Yield the blocks under an element, in their order, with all the text that is in it."""
    run: list[str] = []
    yield from _walk(root, run)
    yield from _flush(run)


def text_of(root: Element) -> str:
    """Return the text of an element: a blank line between blocks."""
    return "\n\n".join(block.text for block in blocks(root))


def _walk(node: Element, run: list[str]) -> Iterator[Block]:
    _string(node.text, run)
    for child in node:
        if child.tag in DROPPED:
            pass
        elif child.tag in _LEAVES and not _is_layout(child):
            yield from _flush(run)
            yield from _leaf(child)
        elif child.tag in _BLOCKS:
            yield from _flush(run)
            yield from _walk(child, run)
            yield from _flush(run)
        elif has(child, _BLOCKS):
            # Emphasis that was never closed: its words go on where they stand, without it.
            yield from _walk(child, run)
        else:
            run.append(_inline(child))
        _string(child.tail, run)


def _string(found: str | None, run: list[str]) -> None:
    if found:
        run.append(html.escape(found, quote=False))


def _inline(tag: Element) -> str:
    for one in tags(tag, DROPPED):
        take_out(one)
    return source(tag)


def _is_layout(tag: Element) -> bool:
    """Say whether a table is there to set a page, or a list or quotation to indent one: it has paragraphs or tables inside."""
    if tag.tag == "table":
        if tag.get("role") == "presentation" or has(tag, _IN_LAYOUT):
            return True
        return all(len(list(row.iterchildren("td", "th"))) < 2 for row in tag.iterdescendants("tr"))
    if tag.tag in ("ul", "ol", "dl"):
        return has(tag, _IN_LAYOUT - {"ul", "ol"}) and len(text_in(tag)) > 2000
    return tag.tag == "blockquote" and has(tag, ("table", "div"))


def _leaf(tag: Element) -> Iterator[Block]:
    for one in tags(tag, DROPPED):
        take_out(one)
    if tag.tag == "pre":
        text = text_in(tag).replace("\r\n", "\n").strip("\n")
    elif tag.tag in ("ul", "ol"):
        text = "\n".join(_items(tag))
    elif tag.tag == "table":
        rows = (
            " ".join(filter(None, map(_flat, row.iterdescendants("td", "th")))) for row in tag.iterdescendants("tr")
        )
        text = "\n".join(filter(None, rows))
    else:
        text = _lines(source(tag))
    if text.strip():
        yield Block(text, source(tag), tag.tag != "pre" and (tag.tag in _RICH or has(tag, _RICH)))


def _items(tag: Element) -> Iterator[str]:
    for number, item in enumerate(tag.iterchildren("li"), start=1):
        if text := _flat(item):
            yield f"{number}. {text}" if tag.tag == "ol" else f"- {text}"
    rest = [child for child in tag if child.tag != "li"]
    yield from filter(None, map(_flat, rest))


def _flat(tag: Element) -> str:
    return _SPACE.sub(" ", _lines(source(tag))).strip()


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


_BREAKING = re.compile(r"</?(?:br|p|div|li|ul|ol|dl|tr|td|th|dt|dd|table|blockquote|h\d|hr)\b[^<>]*>", re.IGNORECASE)


def _lines(source: str) -> str:
    """Return the text of HTML: white space is one blank, ``<br>`` and the end of a block are line ends."""
    text = _SPACE.sub(" ", source)
    text = _IMAGE.sub(lambda match: f" {match[1] or match[2]} ", text)
    if "<" in text:
        text = _TAG.sub("", _BREAKING.sub("\n", text))
    text = html.unescape(text)
    return "\n".join(line.strip(" ") for line in text.split("\n")).strip("\n ")
