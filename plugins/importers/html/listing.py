"""Listing pages as trees: the items are elements of one kind that each hold a headline with a link."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from plugins.alerts.dates import PartialDate
from plugins.alerts.errors import PartialDateError
from plugins.importers.dating import read_date, whole_line
from plugins.importers.html.blocks import text_of
from plugins.importers.html.walking import tags
from plugins.importers.text.items import Item
from plugins.importers.text.teaser import is_cut

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


def find(tree: BeautifulSoup, url: str, language: str) -> tuple[Linked, ...]:
    """Return the items of a listing, or nothing if the page is none, or not certainly one."""
    groups: dict[tuple[str, str], list[Tag]] = defaultdict(list)
    for heading in tags(tree, _HEADINGS):
        holder = _holder(heading)
        if holder is not None and _link(heading, holder) is not None:
            groups[(heading.name, _kind(holder))].append(holder)
    best = max(groups.values(), key=len, default=[])
    best = list({id(one): one for one in best}.values())
    if len(best) < FEWEST or any(one in other.parents for one in best for other in best[:1]):
        return ()
    found = [_read(one, url, language) for one in best]
    texts = sum(len(one.item.text) for one in found)
    # Headlines alone are a menu or "recent articles"; the alert above them is what the page is about.
    if not any(one.item.text for one in found) or (
        best[0].name != "article" and any(len(one.item.text) > LONGEST for one in found)
    ):
        return ()
    rest = len(tree.get_text(" ", strip=True)) - sum(len(one.get_text(" ", strip=True)) for one in best)
    return tuple(found) if texts * 2 > rest or is_cut(found[0].item.text) else ()


def _holder(heading: Tag) -> Tag | None:
    """Return the element that holds a heading and its teaser: the nearest article or item, else the parent."""
    for parent in heading.parents:
        if parent.name in ("article", "li"):
            return parent
        if parent.name in ("body", "main", "table", "html", "[document]"):
            break
    above = heading.parent
    return above if above is not None and above.name in ("div", "section", "td") else None


def _kind(holder: Tag) -> str:
    classes = holder.get("class")
    return f"{holder.name}.{classes[0] if isinstance(classes, list) and classes else ''}"


def _link(heading: Tag, holder: Tag) -> Tag | None:
    inside = heading.find("a", href=True)
    around = heading.find_parent("a", href=True)
    for one in (inside, around if around is not None and holder in around.parents else None):
        if isinstance(one, Tag):
            return one
    return None


def _read(holder: Tag, url: str, language: str) -> Linked:
    heading = next(tag for tag in tags(holder, _HEADINGS) if _link(tag, holder) is not None)
    link = _link(heading, holder)
    title = " ".join(heading.get_text(" ").split())
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
        target = urljoin(url, str(link["href"])) if link is not None else ""
    except ValueError:
        target = ""
    ok = target.startswith(("http://", "https://")) and not re.search(r"\s", target)
    return Linked(Item(title=title, text=text, is_cut=is_cut(text)), target if ok else "", date)


def _date(holder: Tag, language: str) -> PartialDate | None:
    for tag in holder.find_all("time"):
        try:
            return read_date(str(tag.get("datetime") or tag.get_text())[:40], language)
        except PartialDateError:
            continue
    for text in holder.stripped_strings:
        if len(text) < 40 and (date := whole_line(text, language)) is not None:
            return date
    return None
