"""Links and pictures of a page: their whole addresses."""

from __future__ import annotations

import contextlib
import re
from urllib.parse import urljoin

from lxml.etree import _Element as Element

from plugins.importers.formats.html.walking import tags

_ADDRESSED = {"a": "href", "img": "src"}
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?=/|$)")
_PLAIN_PATH = re.compile(r"/(?:[\w~%=&+,-][\w~%=&+,.-]*/?)*", re.ASCII)
"""A path from the root without anything that joining would change."""


def make_absolute(tree: Element, url: str) -> None:
    """Give links and pictures their whole addresses; one that leads nowhere without the page's own address loses it."""
    base_tag = next((tag for tag in tags(tree, ("base",)) if tag.get("href") is not None), None)
    try:
        base = urljoin(url, base_tag.get("href", "")) if base_tag is not None else url
    except ValueError:
        base = url
    origin = match[0] if (match := _ORIGIN.match(base)) else ""
    for tag in tags(tree, _ADDRESSED):
        attribute = _ADDRESSED[tag.tag]
        if (written := tag.get(attribute)) is None:
            continue
        whole = ""
        if origin and _PLAIN_PATH.fullmatch(written):
            # As nearly all links of a site's navigation are; joining in general takes ten times as long.
            whole = origin + written
        else:
            with contextlib.suppress(ValueError):
                whole = urljoin(base, written.strip())
        # It stays a link without an address: navigation is known by that it is nothing but links.
        tag.attrib[attribute] = whole if whole.startswith(("http://", "https://", "mailto:")) else ""
