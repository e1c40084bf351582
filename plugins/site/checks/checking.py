"""Checking a built site: what a host or a maintainer wants to know before trusting it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from plugins.site.writing.output import MANIFEST

STYLE_BUDGET = 20_000
"""Bytes of the style sheet: what a slow line loads before the first paint."""
PAGE_BUDGET = 40_000
"""Bytes of a page, an alert's apart: that weighs what its text does."""

_LINK = re.compile(rb"""\s(?:href|src|action)="([^"]*)\"""")
_ID = re.compile(rb"""\sid="([^"]*)\"""")


def check_site(output: Path) -> list[str]:
    """Return every problem of a built site, one line each: broken links, files that the manifest does not know, weights."""
    if not (output / MANIFEST).is_file():
        return [f"{output / MANIFEST}: is missing. Build the site with `invoke build`."]
    return [*_fixity(output), *_links(output), *_budgets(output)]


def _fixity(output: Path) -> Iterator[str]:
    """Compare the files with the manifest, both ways."""
    listed: dict[str, str] = {}
    for line in (output / MANIFEST).read_text(encoding="utf-8").splitlines():
        sha256, _, path = line.partition("  ")
        listed[path] = sha256
    found = {file.relative_to(output).as_posix() for file in output.rglob("*") if file.is_file()} - {MANIFEST}
    for path in sorted(listed.keys() - found):
        yield f"{path}: is in {MANIFEST} and not on disk. Build the site again."
    for path in sorted(found - listed.keys()):
        yield f"{path}: is on disk and not in {MANIFEST}. Take it away, or build with --clean."
    for path in sorted(listed.keys() & found):
        if hashlib.sha256((output / path).read_bytes()).hexdigest() != listed[path]:
            yield f"{path}: is not what {MANIFEST} says. Build the site again."


def _links(output: Path) -> Iterator[str]:
    """Follow every link of every page that stays inside the site."""
    found = {file.relative_to(output).as_posix() for file in output.rglob("*") if file.is_file()}
    anchors: dict[str, set[str]] = {}
    for path in sorted(found):
        if not path.endswith(".html"):
            continue
        page = (output / path).read_bytes()
        for target in dict.fromkeys(_LINK.findall(page)):
            address = urlsplit(target.decode("utf-8").replace("&amp;", "&"))
            if address.scheme or address.netloc:
                continue
            wanted = _resolve(path, unquote(address.path)) if address.path else path
            if wanted not in found:
                yield f"{path}: links to {target.decode()}, which is not there."
            elif address.fragment:
                if wanted not in anchors:
                    anchors[wanted] = {name.decode() for name in _ID.findall((output / wanted).read_bytes())}
                if unquote(address.fragment) not in anchors[wanted]:
                    yield f"{path}: links to {target.decode()}, and there is no such place on that page."


def _resolve(path: str, link: str) -> str:
    """Return the address that a relative link leads to."""
    parts: list[str] = []
    for part in (*PurePosixPath(path).parent.parts, *link.split("/")):
        if part == "..":
            if not parts:
                return f"(outside) {link}"
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _budgets(output: Path) -> Iterator[str]:
    style = output / "theme" / "site.css"
    # Where it is lacking, that has been told.
    if style.is_file() and style.stat().st_size > STYLE_BUDGET:
        yield f"theme/site.css: has {style.stat().st_size:,} bytes, more than {STYLE_BUDGET:,}."
    for file in sorted(output.rglob("*.html")):
        size, path = file.stat().st_size, file.relative_to(output)
        if size > PAGE_BUDGET and "alerts" not in path.parts:
            yield f"{path.as_posix()}: has {size:,} bytes, more than {PAGE_BUDGET:,}."
