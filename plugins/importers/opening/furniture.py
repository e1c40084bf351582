"""What a crawl mirror holds beside its pages: what these show, load and run. It has no text of its own, and none is looked for in it.

Told by the name, for a script may quote a date as an alert does; pictures without a name that says so, by their first bytes.
"""

from __future__ import annotations

import re

_BY_NAME = {
    "a style sheet": r"css|less|scss",
    "a script": r"m?js|map|wasm",
    "a font": r"woff2?|ttf|otf|eot",
    "a picture": r"gif|jpe?g|png|webp|avif|ico|cur|bmp|svgz?|tiff?",
}
# As wget and others save them: style.css?ver=3.1, style.css@ver=3.1.
_NAMES = [(told, re.compile(rf"[^/]\.(?:{ends})(?:[?@][^/]*)?$", re.IGNORECASE)) for told, ends in _BY_NAME.items()]
_FOR_CRAWLERS = re.compile(r"(?:^|[/#])(?:robots|humans|ads)\.txt$")
_PICTURES = (b"GIF8", b"\x89PNG", b"\xff\xd8\xff", b"\x00\x00\x01\x00")


def furniture(head: bytes, name: str) -> str | None:
    """Return what a source is, if it is such a thing; ``head`` is its beginning."""
    if _FOR_CRAWLERS.search(name):
        return "a file for crawlers"
    found = next((told for told, pattern in _NAMES if pattern.search(name)), None)
    # A page whose address ends so (a gallery's photo.jpg) is a page.
    if found is not None and not head.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        return found
    return "a picture" if head.startswith(_PICTURES) else None
