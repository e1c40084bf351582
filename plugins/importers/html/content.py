"""Where the text of a page stands: by the elements that sites name their texts with, else by where most of it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from plugins.importers.html.blocks import DROPPED
from plugins.importers.html.walking import tags

# In the order in which they are believed; the first is schema.org's, the others those of blogs and content management systems.
_NAMED = (
    frozenset({"itemprop=articlebody"}),
    frozenset(
        ".entry-content .post-content .article-body .article-content .article__body .story-body .field-name-body".split()
    ),
    frozenset("#article-body #articlebody #entry-content #story".split()),
    frozenset("#content #main-content #maincontent #maincol".split()),
)
_CHROME = frozenset(
    "nav navbar navigation menu sidebar footer breadcrumb breadcrumbs share sharing social related comments respond cookie cookies banner widget "
    "pagination pager subscribe signup tweet tweets twitter skip toolbar masthead languages langbar adsbygoogle".split()
)
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menu"})
_LANDMARKS = frozenset({"nav", "aside", "footer"})
_KEPT = frozenset({"html", "body", "main", "article"})
_HOLDERS = frozenset({"div", "section", "article", "td", "main", "span"})
DENSE = 0.8
"""An element with so much of its parent's text is the place to look on; what stands beside it is the page's furniture."""
FEWEST = 80
"""Characters of a text; with fewer a part is not taken for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The element that holds the text, and how it was found."""

    root: Tag
    headline: str
    """The page's h1, if it has one that can be told from the site's name."""
    removed: tuple[str, ...]
    """Beginnings of the parts that were taken out."""
    beside: int
    """Characters that stand on the page, but neither in the text nor in what was taken out as furniture."""
    is_guessed: bool


def find(tree: BeautifulSoup, headline: str) -> Found:
    """Find the text of a page; ``headline`` is that of its head. The tree is changed: furniture is taken out."""
    removed = _take_out_chrome(tree)
    weights = _Weights(tree)
    root = _named(tree, weights)
    is_guessed = False
    if root is not None and (article := root.find_parent("article")) is not None:
        # Standfirst and teaser stand above the element that is named for the text.
        root = article
    if root is None:
        articles = tree.find_all("article")
        mains = tree.find_all("main", limit=1) or tree.find_all(role="main", limit=1)
        candidates = [
            one for one in (*(articles if len(articles) == 1 else ()), *mains) if weights.length(one) >= FEWEST
        ]
        root = candidates[0] if candidates else None
    if root is None:
        body = tree.find("body")
        root, is_guessed = _densest(body if isinstance(body, Tag) else tree, weights)
    title = _headline(tree, root, headline)
    words = " ".join(title.get_text(" ").split()) if title is not None else ""
    beside = weights.length(tree) - weights.length(root)
    if title is not None:
        beside -= 0 if root in title.parents else weights.length(title)
        title.extract()
    return Found(root=root, headline=words, removed=tuple(removed), beside=max(beside, 0), is_guessed=is_guessed)


def _take_out_chrome(tree: BeautifulSoup) -> list[str]:
    removed = []
    for tag in tags(tree, DROPPED):
        tag.extract()
    weights = _Weights(tree)
    whole = weights.length(tree)
    for tag in [one for one in tree.descendants if isinstance(one, Tag) and _is_chrome(one)]:
        # Something named a sidebar that holds most of the page is none.
        if not tag.decomposed and 2 * weights.length(tag) < max(whole, 1):
            if text := " ".join(tag.get_text(" ").split()):
                removed.append(text[:60])
            tag.extract()
    return removed


def _is_chrome(tag: Tag) -> bool:
    if tag.name in _KEPT:
        return False
    if tag.name in _LANDMARKS or tag.get("role") in _ROLES or tag.get("aria-hidden") == "true":
        return True
    if tag.name == "header" and tag.find_parent(["article", "main"]) is None:
        return tag.find("h1") is None
    names = [*_classes(tag), tag.get("id")]
    return any(part in _CHROME for name in names if isinstance(name, str) for part in re.split(r"[-_ ]+", name.lower()))


def _classes(tag: Tag) -> list[str]:
    found = tag.get("class")
    return [str(one) for one in found] if isinstance(found, list) else []


def _named(tree: BeautifulSoup, weights: _Weights) -> Tag | None:
    found: list[list[Tag]] = [[] for _ in _NAMED]
    for tag in tags(tree, _HOLDERS):
        if tag.attrs:
            marks = {f".{one}" for one in _classes(tag)}
            marks |= {f"#{tag.get('id')}".lower(), f"itemprop={tag.get('itemprop')}".lower()}
            for names, those in zip(_NAMED, found, strict=True):
                if marks & names:
                    those.append(tag)
    return next((those[0] for those in found if len(those) == 1 and weights.length(those[0]) >= FEWEST), None)


def _densest(root: Tag, weights: _Weights) -> tuple[Tag, bool]:
    """Go down to the element that holds most of the text that is not in links; say whether anything is left beside it."""
    is_guessed = False
    while True:
        whole = weights.prose(root)
        inner = [child for child in root.children if isinstance(child, Tag) and child.name not in ("p", "pre", "font")]
        best = max(inner, key=weights.prose, default=None)
        if (
            best is None
            or whole < FEWEST
            or weights.prose(best) < DENSE * whole
            or best.name in ("ul", "ol", "dl", "blockquote")
        ):
            return root, is_guessed
        is_guessed = is_guessed or weights.length(best) < weights.length(root)
        root = best


class _Weights:
    """How much text every element of a tree holds, counted once."""

    def __init__(self, root: Tag) -> None:
        self._found: dict[int, tuple[int, int]] = {}
        self._weigh(root, is_link=False)

    def _weigh(self, tag: Tag, *, is_link: bool) -> tuple[int, int]:
        is_link = is_link or tag.name == "a"
        length = linked = 0
        for child in tag.children:
            if isinstance(child, Tag):
                more = self._weigh(child, is_link=is_link)
                length, linked = length + more[0], linked + more[1]
            elif type(child) is NavigableString and (count := len(child.strip())):
                length, linked = length + count, linked + (count if is_link else 0)
        self._found[id(tag)] = (length, linked)
        return length, linked

    def length(self, tag: Tag) -> int:
        """Return the characters in an element."""
        return self._found.get(id(tag), (0, 0))[0]

    def prose(self, tag: Tag) -> int:
        """Return the characters in an element that are not in links."""
        length, linked = self._found.get(id(tag), (0, 0))
        return length - linked


def _headline(tree: BeautifulSoup, root: Tag, headline: str) -> Tag | None:
    """Return the h1 that is the page's headline: the one that its head names, or the only one in or before the text."""
    found = [tag for tag in tags(tree, ("h1", "h2")) if tag.get_text().strip()]
    wanted = _plain(headline)
    for tag in found:
        text = _plain(tag.get_text())
        if wanted and len(text) > 3 and (text == wanted or (tag.name == "h1" and (text in wanted or wanted in text))):
            return tag
    inside = [tag for tag in root.find_all("h1") if tag.get_text().strip()]
    firsts = [tag for tag in found if tag.name == "h1"]
    if len(inside) == 1:
        return inside[0]
    return firsts[0] if len(firsts) == 1 and not wanted else None


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
