"""Listing pages as trees: the items are elements of one kind that each hold a headline with a link."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml.etree import _Element as Element

from plugins.alerts.dates import PartialDate
from plugins.alerts.errors import PartialDateError
from plugins.importers.formats.html.blocks import text_of
from plugins.importers.formats.html.walking import above, strings, tags, text_in, words_in
from plugins.importers.formats.text.items import Item
from plugins.importers.formats.text.teaser import is_cut
from plugins.importers.normalising.dating import read_date, whole_line

FEWEST = 2
"""Items; a page with one that has a text of its own is that item's page."""
LONGEST = 1500
"""Characters of a teaser; what is longer is a text, and only articles that are marked as such are then told apart."""
_HEADINGS = ("h1", "h2", "h3", "h4")


@dataclass(frozen=True, slots=True)
class Linked:
    """An item of a listing, with its address, and its date where the listing gives one."""

    item: Item
    url: str
    date: PartialDate | None


def find(tree: Element, url: str, language: str) -> tuple[Linked, ...]:
    """Return the items of a listing, or nothing if the page is none, or not certainly one."""
    groups: dict[tuple[str, str], list[Element]] = defaultdict(list)
    for heading in tags(tree, _HEADINGS):
        holder = _holder(heading)
        if holder is not None and _link(heading, holder) is not None:
            groups[(heading.tag, _kind(holder))].append(holder)
    best = max(groups.values(), key=len, default=[])
    best = list(dict.fromkeys(best))
    if len(best) < FEWEST or any(one in list(best[0].iterancestors()) for one in best):
        return ()
    found = [_read(one, url, language) for one in best]
    texts = sum(len(one.item.text) for one in found)
    # Headlines alone are a menu or "recent articles"; the alert above them is what the page is about.
    if not any(one.item.text for one in found) or (
        best[0].tag != "article" and any(len(one.item.text) > LONGEST for one in found)
    ):
        return ()
    rest = len(words_in(tree)) - sum(len(words_in(one)) for one in best)
    return tuple(found) if texts * 2 > rest or is_cut(found[0].item.text) else ()


def _holder(heading: Element) -> Element | None:
    """Return the element that holds a heading and its teaser: the nearest article or item, else the parent."""
    for parent in heading.iterancestors():
        if parent.tag in ("article", "li"):
            return parent
        if parent.tag in ("body", "main", "table", "html"):
            break
    nearest = heading.getparent()
    return nearest if nearest is not None and nearest.tag in ("div", "section", "td") else None


def _kind(holder: Element) -> str:
    classes = holder.get("class", "").split()
    return f"{holder.tag}.{classes[0] if classes else ''}"


def _link(heading: Element, holder: Element) -> Element | None:
    inside = next((one for one in heading.iterdescendants("a") if one.get("href") is not None), None)
    if inside is not None:
        return inside
    around = above(heading, ("a",))
    return (
        around if around is not None and around.get("href") is not None and holder in around.iterancestors() else None
    )


def _read(holder: Element, url: str, language: str) -> Linked:
    heading = next(tag for tag in tags(holder, _HEADINGS) if _link(tag, holder) is not None)
    link = _link(heading, holder)
    title = words_in(heading)
    date = _date(holder, language)
    paragraphs = []
    for text in text_of(holder).split("\n\n"):
        plain = re.sub(r"^(?:Link to|Lien vers|Enlace a)\s*:\s*", "", " ".join(text.split()))
        if (
            plain != title
            and whole_line(plain, language) is None
            and not re.fullmatch(r"(?i)read more|lire la suite|leer más|continue reading.*", plain)
        ):
            paragraphs.append(text)
    text = "\n\n".join(paragraphs)
    try:
        target = urljoin(url, link.get("href", "")) if link is not None else ""
    except ValueError:
        target = ""
    ok = target.startswith(("http://", "https://")) and not re.search(r"\s", target)
    return Linked(Item(title=title, text=text, is_cut=is_cut(text)), target if ok else "", date)


def _date(holder: Element, language: str) -> PartialDate | None:
    for tag in holder.iterdescendants("time"):
        try:
            return read_date((tag.get("datetime") or text_in(tag))[:40], language)
        except PartialDateError:
            continue
    for line in map(str.strip, strings(holder)):
        if 0 < len(line) < 40 and (date := whole_line(line, language)) is not None:
            return date
    return None
