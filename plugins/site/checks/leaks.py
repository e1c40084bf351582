"""Whether anything that was redacted is still in a built site: every file is read, whatever made it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from plugins.alerts.names import fold
from plugins.alerts.redaction import Redactions
from plugins.site.writing.output import MANIFEST

_TEXTS = frozenset(".html .js .json .jsonl .csv .xml .atom .rss .txt .bib .ris .css .svg .sha256 .md .toml".split())
_TAGS = re.compile(r"<[^>]*>")
_ESCAPES = re.compile(r'\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))')
_PLAIN = {"b": " ", "f": " ", "n": "\n", "r": "\n", "t": " "}


def leaks(output: Path, redactions: Redactions) -> Iterator[str]:
    """Yield every file of a site that has a redacted name or the id of a withdrawn record, one line each.

    A page at the address of a withdrawn record is what it should be, and the manifest lists it.
    """
    if not redactions.names and not redactions.withdrawn:
        return
    ids = re.compile(
        "|".join(rf"(?<![a-z0-9-]){re.escape(one)}(?![a-z0-9-])" for one in redactions.withdrawn) or r"(?!)"
    )
    for file in sorted(output.rglob("*")):
        if not file.is_file():
            continue
        path = file.relative_to(output).as_posix()
        text = file.read_text(encoding="utf-8", errors="replace") if file.suffix in _TEXTS else ""
        for name in redactions.names:
            if any(name.stands_in(quick) for quick in _readings(path, file.suffix, text)):
                yield f"{path}: has {name.written!r}, which is redacted. Build the site again."
        if file.stem not in redactions.withdrawn and path != MANIFEST and (found := ids.search(text)):
            yield f"{path}: names {found[0]}, which is withdrawn. Build the site again."


def _readings(path: str, suffix: str, text: str) -> Iterator[str]:
    """Yield a file's address and text as they may be read: as they stand, without tags, with what JSON escapes."""
    yield fold(path)
    yield fold(text)
    if suffix in {".html", ".atom", ".rss", ".xml", ".js", ".json", ".jsonl"} and "<" in text:
        yield fold(_TAGS.sub("", text))
    if suffix in {".js", ".json", ".jsonl", ".html"} and "\\" in text:
        plain = _ESCAPES.sub(lambda found: chr(int(found[1], 16)) if found[1] else _PLAIN.get(found[2], found[2]), text)
        yield fold(plain)
        yield fold(_TAGS.sub("", plain))
