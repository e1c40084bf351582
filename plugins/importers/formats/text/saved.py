"""The convention for a page saved as text: ``URL: https://…`` lines first, then the page as it read."""

from __future__ import annotations

import re

_URL = re.compile(r"\s*URL\s*:\s*<?(?P<url>https?://[^\s>]+)>?\s*", re.IGNORECASE)


def split_urls(text: str) -> tuple[tuple[str, ...], list[str]]:
    """Return the addresses at the top of a text (the first is the page's own), and its other lines."""
    lines = text.split("\n")
    urls: list[str] = []
    number = 0
    while number < len(lines) and ((match := _URL.fullmatch(lines[number])) or not lines[number].strip()):
        if match:
            urls.append(match["url"])
        number += 1
    return tuple(dict.fromkeys(urls)), lines[number:]
