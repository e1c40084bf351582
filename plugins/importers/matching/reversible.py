"""What a person's decisions moved and merged, with all that is needed to take it back, as it stands in the ledger's folder.

``.ledger/links.jsonl``
    A line a record that has the id of its translation: the id that it had, why, how sure.
``.ledger/merged.jsonl``
    A line a record that was merged into another: its file as it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from plugins.alerts import frontmatter
from plugins.alerts.errors import FrontMatterError
from plugins.importers.keeping.places import is_place, is_record

LINKS = "links.jsonl"
MERGED = "merged.jsonl"
REFUSED = -1.0

_Line = TypeVar("_Line")
Merger = dict[str, Any]
"""``language``, ``id``, ``kept`` (the id of the other), ``path``, ``entry`` (its line of the ledger, and ``year``), ``text``."""


@dataclass(frozen=True, slots=True)
class Link:
    """A record that has the id of its translation."""

    language: str
    former: str
    id: str
    confidence: float
    """0 for a person's decision; :data:`REFUSED` for a link that a person took apart."""


def read_links(folder: Path) -> tuple[list[Link], list[str]]:
    """Return the links, and the lines that cannot be used: they are to be written as they stand."""
    return _lines(folder / LINKS, _link)


def read_mergers(folder: Path) -> tuple[list[Merger], list[str]]:
    """Return the mergers, and the lines that cannot be used: each may have the only copy of a record."""
    return _lines(folder / MERGED, _merger)


def written(lines: Iterable[dict[str, Any]], unread: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a file."""
    for line in lines:
        yield json.dumps(line, sort_keys=True, ensure_ascii=False) + "\n"
    for text in unread:
        yield f"{text}\n"


def _lines(path: Path, read: Callable[[dict[str, Any]], _Line]) -> tuple[list[_Line], list[str]]:
    found: list[_Line] = []
    unread: list[str] = []
    for line in path.read_text(encoding="utf-8", errors="replace").split("\n") if path.is_file() else ():
        try:
            found.append(read(json.loads(line)))
        except (ValueError, KeyError, TypeError, FrontMatterError):
            unread += [line] if line else []
    return found, unread


def _link(line: dict[str, Any]) -> Link:
    link = Link(line["language"], line["former"], line["id"], float(line["confidence"]))
    if not is_record(link.language, link.former) or not is_record(link.language, link.id):
        raise ValueError(line)
    return link


def _merger(line: dict[str, Any]) -> Merger:
    """Check a merger: its record will be written again as it says, where it says.

    Raises:
        ValueError, KeyError, TypeError, FrontMatterError: if it cannot.
    """
    language, entry, text = line["language"], line["entry"], line["text"]
    is_whole = is_record(language, line["id"]) and is_record(language, line["kept"]) and is_place(line["path"])
    if not is_whole or not {"year", "identity", "fields"} <= dict(entry).keys() or not isinstance(text, str):
        raise ValueError(line)
    frontmatter.parse(text)
    return line
