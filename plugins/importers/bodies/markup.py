"""HTML bodies: sanitised first, then CommonMark. Nothing that runs, loads or hides is left."""

from __future__ import annotations

import re

import nh3

from plugins.alerts.findings import Finding
from plugins.importers.bodies import commonmark, htmlblocks

LONGEST = 2_000_000
"""Characters. nh3 needs 20 s for a megabyte of nested ``<div>``; see :data:`DEEPEST`."""
DEEPEST = 200
"""Levels. lxml drops text below level 256 without a word, and no alert is set deeper than a few."""

_TAGS = htmlblocks.BLOCKS | frozenset(
    "a abbr b br cite code del em i img kbd q s samp small span strike strong sub sup tt u".split()
)
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}}
_UNSEEN = {"script", "style", "template", "iframe", "object", "title", "noframes"}
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    attributes=_ATTRIBUTES,
    link_rel=None,
    url_schemes={"http", "https", "mailto"},
    clean_content_tags=_UNSEEN,
)
_ACTIVE = re.compile(
    r"<\s*(script|style|iframe|object|embed|form|svg|math|template)\b|\son\w+\s*=|javascript:", re.IGNORECASE
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"}
)
_IMPLIED_END = frozenset({"p", "li", "td", "tr", "th", "dt", "dd", "option", "font"})


def from_html(html: str) -> tuple[str, tuple[Finding, ...]]:
    """Return an HTML body as CommonMark, with findings for what was taken out."""
    if len(html) > LONGEST or is_too_deep(html):
        text = re.sub(r"<[^<>]*>", "\n", html)
        return commonmark.from_text(text[:LONGEST]), (
            Finding(
                "markup-removed" if len(text) <= LONGEST else "text-truncated",
                "body",
                f"the HTML is longer than {LONGEST:,} characters or nested deeper than {DEEPEST}; only its text was taken",
            ),
        )
    controls = len(_CONTROLS.findall(html))
    safe = _CLEANER.clean(html)
    # After the sanitiser: they may have been written as entities.
    body = htmlblocks.to_commonmark(_CONTROLS.sub("", safe))
    findings = (
        (Finding("markup-removed", "body", "scripts, styles or frames were taken out"),) if _ACTIVE.search(html) else ()
    )
    if controls:
        findings = (*findings, Finding("control-removed", "body", f"{controls} control characters removed"))
    return f"{body}\n" if body else "", findings


def is_too_deep(html: str) -> bool:
    """Say whether HTML may be nested deeper than :data:`DEEPEST`; what has not even so many tags that open is not looked at."""
    return html.count("<") - html.count("</") > DEEPEST and depth(html) > DEEPEST


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
