"""Links among the sources: what they lead to is read where it stands, and not at all where that is outside of what was given.

Whoever made a crawl or an archive must not bring files of this machine into the records. Every link that is not followed is an item
with the reason.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from plugins.alerts.frontmatter import one_line

LONGEST = 4096
"""Bytes that the name in a link may have, as on most systems."""
_SHOWN = 300
Aside = tuple[str, str]
"""Code and reason of an item that is not read."""


def in_a_folder(path: Path, top: Path) -> Aside | None:
    """Return why a link in a folder is not read in its place; ``None`` for a file of the folder, and for what opening it will tell.

    ``top`` is the folder that was given, wherever it really is.
    """
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return None
    if not target.is_relative_to(top):
        what = "folder" if target.is_dir() else "file"
        return "link-left-out", f"a link to a {what} elsewhere. If it belongs to the sources, name that {what}, too"
    return ("item-repeated", "a link to a folder that is read where it stands") if target.is_dir() else None


def in_an_archive(name: str, leads_to: str, *, is_relative: bool) -> Aside:
    """Return why a member without bytes of its own is not read.

    ``leads_to`` is the name that a link gives, empty for a device; ``is_relative`` says that it starts from the member's own place, as
    all do but a tar's second name of one file (a hard link).
    """
    if not leads_to:
        return "source-unreadable", "not a file but a link, a device or a pipe, without any content"
    place = posixpath.normpath(posixpath.join(posixpath.dirname(name) if is_relative else "", leads_to))
    shown = one_line(place)[:_SHOWN]
    if place.startswith(("/", "..")) or is_hidden(place):
        return (
            "link-left-out",
            f"a link to {shown}, which is not read from this archive. Get a copy that has it as a file",
        )
    return "item-repeated", f"a link to {shown}, which is read where it stands in the archive, if it is there"


def is_hidden(name: str) -> bool:
    """Say whether a member's name, or that of a folder above it, is hidden, or what the Finder adds."""
    parts = [part for part in re.split(r"[/\\]", name) if part not in ("", ".", "..")]
    return not parts or parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts)
