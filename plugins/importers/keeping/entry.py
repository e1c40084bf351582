"""What the importer last wrote of one record: a line of the ledger."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

BODY = "body"
Value = str | tuple[str, ...]


def digest(value: Value | None) -> str:
    """Return a short digest of a field as written; empty for a field that is not there. It detects change, it proves nothing."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else "\n".join(value)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def identity_digest(identity: str) -> str:
    """Return a short digest of a source's identity of an item."""
    return hashlib.blake2b(identity.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the importer last wrote of one record."""

    id: str
    language: str
    year: str
    """Folder of the record."""
    identity: str
    fields: Mapping[str, str] = field(hash=False)
    """Key of the header, or ``body``, → digest."""

    def values(self) -> dict[str, Any]:
        """Return what the ledger says of it."""
        return {"id": self.id, "identity": self.identity, "fields": self.fields}

    def line(self) -> str:
        """Write it as a line of the ledger."""
        return json.dumps(self.values(), sort_keys=True)
