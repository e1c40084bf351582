"""What a reader is told beside the stream."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from plugins.importers.crosswalk import Crosswalk


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What the maintainer said about a source."""

    language: str = ""
    """Language of the items that do not say theirs; empty: nothing is assumed."""
    crosswalk: Crosswalk = field(default_factory=Crosswalk)
    head: bytes = b""
    """The first bytes of the stream, which still has them: for guessing its encoding and delimiter."""
    today: dt.date = dt.date.max
    """No item was published, and no mail sent, after this day."""
