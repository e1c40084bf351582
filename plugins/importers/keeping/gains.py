"""What is remembered of a record, so that it is known again: a line of ``.ledger/duplicates-<language>.jsonl``."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from plugins.alerts import frontmatter
from plugins.alerts.frontmatter import ID_PATTERN
from plugins.alerts.model import Alert


@dataclass(slots=True, kw_only=True)
class Gains:
    """What a record has of others."""

    taken: dict[str, str] = field(default_factory=dict)
    """Digest of the identity of an item that was taken for it → what its text was."""
    origins: list[str] = field(default_factory=list)
    """All, its own included."""
    groups: list[str] = field(default_factory=list)
    """Ids that items taken for it would have, and so their translations; these have its id instead."""
    urls: list[str] = field(default_factory=list)
    """Addresses of the others, in the order of their coming."""
    sources: dict[str, str] = field(default_factory=dict)
    """Digest of the identity of another item → digest of the name of its source; mails have none."""


NONE = Gains()


@dataclass(slots=True, kw_only=True)
class Known:
    """What is remembered of a record."""

    id: str
    print: str
    issued: str
    source: str
    """Digest of the name of its source; empty for mails."""
    gains: Gains = field(default_factory=lambda: NONE)
    """Shared by all that have none, as nearly all have."""

    def line(self) -> str:
        """Write it as a line; what is empty is left out."""
        own = {name: getattr(self, name) for name in ("id", "print", "issued", "source")}
        gains = {name: getattr(self.gains, name) for name in Gains.__slots__}
        values = {name: value for name, value in (own | gains).items() if value}
        return json.dumps(values, sort_keys=True, ensure_ascii=False)


def read_line(values: dict[str, Any]) -> Known:
    """Read a line.

    Raises:
        ValueError, TypeError, KeyError, AttributeError, FrontMatterError: for a damaged one.
    """
    gains = NONE
    if any(name in values for name in Gains.__slots__):
        frontmatter.read_origins(values.get("origins", []))
        lists = {name: [str(value) for value in values.get(name, [])] for name in ("origins", "groups", "urls")}
        taken, sources = (
            {str(key): str(value) for key, value in values.get(name, {}).items()} for name in ("taken", "sources")
        )
        gains = Gains(taken=taken, sources=sources, **lists)
    # They become names of files, and an archive may come from anywhere.
    if not all(map(ID_PATTERN.fullmatch, (values["id"], *gains.groups))):
        raise ValueError(values["id"])
    return Known(
        id=str(values["id"]),
        print=str(values["print"]),
        issued=str(values["issued"]),
        source=str(values.get("source", "")),
        gains=gains,
    )


def complete(alert: Alert, known: Known) -> Alert:
    """Return an alert with all origins and addresses that are known of it."""
    origins = frontmatter.read_origins(known.gains.origins)
    if not origins:
        return alert
    original, *others = [url for url in (alert.original_url, *known.gains.urls) if url] or [""]
    others = [url for url in (*alert.other_urls, *others) if url != original]
    return replace(alert, origin=origins, original_url=original, other_urls=tuple(dict.fromkeys(others)))


def with_origin(origins: list[str], own: str) -> list[str]:
    """Return origins with one that takes the place of its source's earlier one; sorted, so that the order of import is nothing to it."""
    name = own.partition(" sha256:")[0]
    return sorted({own, *(one for one in origins if one.partition(" sha256:")[0] != name)})
