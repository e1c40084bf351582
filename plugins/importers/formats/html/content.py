"""Where the text of a page stands: by the elements that sites name their texts with, else by where most of it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import _Element as Element

from plugins.importers.formats.html.blocks import DROPPED
from plugins.importers.formats.html.walking import above, has, tags, take_out, text_in, words_in

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

    root: Element
    headline: str
    """The page's h1, if it has one that can be told from the site's name."""
    removed: tuple[str, ...]
    """Beginnings of the parts that were taken out."""
    beside: int
    """Characters that stand on the page, but neither in the text nor in what was taken out as furniture."""
    is_guessed: bool


def find(tree: Element, headline: str) -> Found:
    """Find the text of a page; ``headline`` is that of its head. The tree is changed: furniture is taken out."""
    removed = _take_out_chrome(tree)
    weights = _Weights(tree)
    root = _named(tree, weights)
    is_guessed = False
    if root is not None and (article := above(root, ("article",))) is not None:
        # Standfirst and teaser stand above the element that is named for the text.
        root = article
    if root is None:
        articles = tags(tree, ("article",))
        mains = tags(tree, ("main",))[:1] or [one for one in tree.iter() if one.get("role") == "main"][:1]
        candidates = [
            one for one in (*(articles if len(articles) == 1 else ()), *mains) if weights.length(one) >= FEWEST
        ]
        root = candidates[0] if candidates else None
    if root is None:
        body = next(tree.iterdescendants("body"), tree)
        root, is_guessed = _densest(body, weights)
    title = _headline(tree, root, headline)
    named = words_in(title) if title is not None else ""
    beside = weights.length(tree) - weights.length(root)
    if title is not None:
        beside -= 0 if root in title.iterancestors() else weights.length(title)
        take_out(title)
    return Found(root=root, headline=named, removed=tuple(removed), beside=max(beside, 0), is_guessed=is_guessed)


def _take_out_chrome(tree: Element) -> list[str]:
    removed = []
    for tag in tags(tree, DROPPED):
        take_out(tag)
    weights = _Weights(tree)
    whole = weights.length(tree)
    for tag in [one for one in tree.iterdescendants() if _is_chrome(one)]:
        # Something named a sidebar that holds most of the page is none.
        if 2 * weights.length(tag) < max(whole, 1):
            if shown := words_in(tag):
                removed.append(shown[:60])
            take_out(tag, between=" ")
    return removed


def _is_chrome(tag: Element) -> bool:
    if tag.tag in _KEPT:
        return False
    if tag.tag in _LANDMARKS or tag.get("role") in _ROLES or tag.get("aria-hidden") == "true":
        return True
    if tag.tag == "header" and above(tag, ("article", "main")) is None:
        return not has(tag, ("h1",))
    names = [*_classes(tag), tag.get("id", "")]
    return any(part in _CHROME for name in names if name for part in re.split(r"[-_ ]+", name.lower()))


def _classes(tag: Element) -> list[str]:
    found: str = tag.get("class", "")
    return found.split()


def _named(tree: Element, weights: _Weights) -> Element | None:
    found: list[list[Element]] = [[] for _ in _NAMED]
    for tag in tags(tree, _HOLDERS):
        if tag.attrib:
            marks = {f".{one}" for one in _classes(tag)}
            marks |= {f"#{tag.get('id')}".lower(), f"itemprop={tag.get('itemprop')}".lower()}
            for names, those in zip(_NAMED, found, strict=True):
                if marks & names:
                    those.append(tag)
    return next((those[0] for those in found if len(those) == 1 and weights.length(those[0]) >= FEWEST), None)


def _densest(root: Element, weights: _Weights) -> tuple[Element, bool]:
    """Go down to the element that holds most of the text that is not in links; say whether anything is left beside it."""
    is_guessed = False
    while True:
        whole = weights.prose(root)
        inner = [child for child in root if child.tag not in ("p", "pre", "font")]
        best = max(inner, key=weights.prose, default=None)
        if (
            best is None
            or whole < FEWEST
            or weights.prose(best) < DENSE * whole
            or best.tag in ("ul", "ol", "dl", "blockquote")
        ):
            return root, is_guessed
        is_guessed = is_guessed or weights.length(best) < weights.length(root)
        root = best


class _Weights:
    """How much text every element of a tree holds, counted once."""

    def __init__(self, root: Element) -> None:
        self._found: dict[Element, tuple[int, int]] = {}
        # Backwards, children come before what they stand in.
        for tag in reversed(list(root.iter())):
            length, linked = _length(tag.text), 0
            for child in tag:
                inside = self._found[child]
                length, linked = length + inside[0] + _length(child.tail), linked + inside[1]
            self._found[tag] = (length, length if tag.tag == "a" else linked)

    def length(self, tag: Element) -> int:
        """Return the characters in an element."""
        return self._found.get(tag, (0, 0))[0]

    def prose(self, tag: Element) -> int:
        """Return the characters in an element that are not in links."""
        length, linked = self._found.get(tag, (0, 0))
        return length - linked


def _length(found: str | None) -> int:
    return len(found.strip()) if found else 0


def _headline(tree: Element, root: Element, headline: str) -> Element | None:
    """Return the h1 that is the page's headline: the one that its head names, or the only one in or before the text."""
    found = [tag for tag in tags(tree, ("h1", "h2")) if text_in(tag).strip()]
    wanted = _plain(headline)
    for tag in found:
        plain = _plain(text_in(tag))
        if (
            wanted
            and len(plain) > 3
            and (plain == wanted or (tag.tag == "h1" and (plain in wanted or wanted in plain)))
        ):
            return tag
    inside = [tag for tag in tags(root, ("h1",)) if text_in(tag).strip()]
    firsts = [tag for tag in found if tag.tag == "h1"]
    if len(inside) == 1:
        return inside[0]
    return firsts[0] if len(firsts) == 1 and not wanted else None


def _plain(shown: str) -> str:
    return re.sub(r"[\W_]+", "", shown.casefold())
