"""HTML bodies: sanitised first, then CommonMark. Nothing that runs, loads or hides is left."""

from __future__ import annotations

import re
from typing import Any

import nh3
from markdownify import MarkdownConverter

from plugins.alerts.findings import Finding
from plugins.importers import commonmark

LONGEST = 2_000_000
"""Characters. nh3 needs 20 s for a megabyte of nested ``<div>``; see :data:`DEEPEST`."""
DEEPEST = 200
"""Levels. lxml drops text below level 256 without a word, and no alert is set deeper than a few."""

_TAGS = frozenset(
    "a abbr b blockquote br cite code dd div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ol p pre q s small span strong sub sup table tbody td "
    "tfoot th thead tr u ul".split()
)
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "td": {"colspan"}, "th": {"colspan"}}
_ACTIVE = re.compile(
    r"<\s*(script|style|iframe|object|embed|form|svg|math|template)\b|\son\w+\s*=|javascript:", re.IGNORECASE
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"}
)
_IMPLIED_END = frozenset({"p", "li", "td", "tr", "th", "dt", "dd", "option", "font"})


class _Converter(MarkdownConverter):
    """markdownify with our escaping, and images as links with their text: nothing is loaded from elsewhere."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        if not text or parent_tags & {"pre", "code"}:
            return text
        lead = " " if text[:1].isspace() else ""
        tail = " " if text[-1:].isspace() else ""
        inner = " ".join(text.split(" "))
        return lead + commonmark.escape(inner) + tail if inner.strip() else text

    def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002 - markdownify passes them by name
        label, address = commonmark.escape(el.get("alt") or ""), el.get("src") or ""
        return f"[{label or commonmark.escape(address)}](<{address}>)" if address else label


def from_html(html: str) -> tuple[str, tuple[Finding, ...]]:
    """Return an HTML body as CommonMark, with findings for what was taken out."""
    if len(html) > LONGEST or depth(html) > DEEPEST:
        text = re.sub(r"<[^<>]*>", "\n", html)
        return commonmark.from_text(text[:LONGEST]), (
            Finding(
                "markup-removed" if len(text) <= LONGEST else "text-truncated",
                "body",
                f"the HTML is longer than {LONGEST:,} characters or nested deeper than {DEEPEST}; only its text was taken",
            ),
        )
    safe = nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
        clean_content_tags={"script", "style", "template", "iframe", "object"},
    )
    body = _Converter(
        heading_style="ATX",
        bullets="-",
        newline_style="backslash",
        escape_asterisks=False,
        escape_underscores=False,
        strip_document="strip",
        table_infer_header=True,
    ).convert(safe)
    findings = (
        (Finding("markup-removed", "body", "scripts, styles or frames were taken out"),) if _ACTIVE.search(html) else ()
    )
    return commonmark.join(re.split(r"\n{2,}", re.sub(r"[ \t]+\n", "\n", str(body)).strip("\n"))), findings


def depth(html: str) -> int:
    """Return an upper estimate of the nesting; tags whose end may be left out count as closed by their next."""
    level = deepest = 0
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if name in _VOID or name in _IMPLIED_END or match[3]:
            continue
        level = max(0, level + (-1 if match[1] else 1))
        deepest = max(deepest, level)
    return deepest
