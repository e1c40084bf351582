"""The text of an alert: CommonMark in, safe HTML or plain words out.

Raw HTML in a body is never markup: it comes out as the characters that were written. Pictures become links, so that no page loads
anything from elsewhere. Headings stand below the page's own, the highest of a text right below it, and none skips a level on its way down.
"""

from __future__ import annotations

import html
import re

import nh3
import pyromark
from markdown_it import MarkdownIt

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH

# pyromark (0.015 ms a page) has no way to switch raw HTML off; this one (0.6 ms) has, and is used for the few bodies with a "<".
_CAREFUL = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
# Links are judged by the sanitiser, below, for both renderers alike.
_CAREFUL.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005

_TAGS = {
    *("p", "br", "hr", "blockquote", "pre", "code", "em", "strong", "del", "a"),
    *("h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}

# An address in angle brackets can be nothing but a link: no element's name is followed by a colon.
_AUTOLINK = re.compile(r"<https?://[^\s<>]*>")
_WHOLE = tuple(f"{scheme}:" for scheme in _SCHEMES)
# What only elements to be looked at have; words that look like one of them cost a look, no more.
_TO_SANITISE = ("<a ", "<img ", "style=")
_HEADING = re.compile(r"<(/?)h([1-6])>")
_EMPTY_HEADING = re.compile(r"<h[1-6]></h[1-6]>\n?")
_IMAGE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"[^>]*>')
_BLOCK = re.compile(r"</?(?:p|h[1-6]|li|ul|ol|blockquote|pre|tr|table|thead|tbody|hr)\b[^>]*>|<br ?/?>|</t[dh]>")
_TAG = re.compile(r"<[^>]*>")
_LONGEST_ENTITY = 10
"""Characters of ``&#1114111;``; the renderers write no longer ones."""
# Patterns that begin with a plain character: text is looked through for those ten times as fast.
_ODD_BLANKS = re.compile(r"[\t\r\f\v]")
_BLANKS = re.compile(r"  +")
_BREAKS = re.compile(r"\n[ \n]+")


def _whole_addresses(_: str, attribute: str, value: str) -> str | None:
    """Keep addresses that are whole: a relative one led somewhere on the site it came from, and leads nowhere on this."""
    return value if attribute != "href" or value.lower().startswith(_WHOLE) else None


def to_html(body: str) -> str:
    """Render CommonMark (with tables and strike-through) as HTML that holds nothing but plain elements and safe links."""
    careful = "<" in body and "<" in _AUTOLINK.sub("", body)
    page = str(_CAREFUL.render(body)) if careful else pyromark.html(body, options=_OPTIONS)
    if "<h" in page:
        page = _below_the_title(page)
    if any(sign in page for sign in _TO_SANITISE):
        page = _IMAGE.sub(lambda match: f'<a href="{match[1]}">{match[2] or match[1]}</a>', page)
        page = nh3.clean(
            page,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            attribute_filter=_whole_addresses,
            url_schemes=_SCHEMES,
            link_rel="noopener noreferrer external",
        )
    return page


def _below_the_title(page: str) -> str:
    """Give the headings of a text the levels from 2 on, whatever its author counted from."""
    page = _EMPTY_HEADING.sub("", page)
    levels = [int(level) for slash, level in _HEADING.findall(page) if not slash]
    if not levels:
        return page
    highest, now = min(levels), 1

    def move(match: re.Match[str]) -> str:
        nonlocal now
        if not match[1]:
            now = min(int(match[2]) - highest + 2, now + 1, 6)
        return f"<{match[1]}h{now}>"

    return _HEADING.sub(move, page)


def to_text(body: str) -> str:
    """Return the words of a CommonMark body: one line a block, no markup, entities resolved."""
    return html_to_text(to_html(body))


def beginning(page: str, length: int) -> str:
    """Return the first words of HTML that :func:`to_html` made, on one line: those of ``length`` characters and some more, or all."""
    for size in (2 * length, 8 * length):
        if size >= len(page):
            break
        # A cut in an element is moved before it; one in an entity spoils its last characters, which are not asked for.
        part = page[:size]
        words = _one_line(part[: part.rfind("<")] if part.rfind("<") > part.rfind(">") else part)
        if len(words) > length + _LONGEST_ENTITY:
            return words
    return _one_line(page)


def _one_line(page: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", _BLOCK.sub("\n", page))).split())


def html_to_text(page: str) -> str:
    """Return the words of HTML that :func:`to_html` made."""
    text = _TAG.sub("", _BLOCK.sub("\n", page))
    text = _BLANKS.sub(" ", _ODD_BLANKS.sub(" ", html.unescape(text)))
    return _BREAKS.sub("\n", text.replace(" \n", "\n")).strip()
