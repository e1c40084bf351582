"""Which of several copies of one alert is the record, and gives it its id: told by what each is, never by when it came.

Items of an import are settled in this order, so what is settled first stays, and the others are taken for it:

1. what a source declares to be one of several translations: their id is the others' as well;
2. what has its date from the source, before what has one that was inferred; of these the day before the month before the year;
3. by what the source tells it apart by: an id that can be a record's, an address, the key of a database or a feed, a Message-ID,
   its own content or the name of its file;
4. the smaller identity, as text; the longer text, if that is the same; the name of the source, and the place in it; then what is the
   same for equal items only.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import NamedTuple

from plugins.alerts.frontmatter import serialise
from plugins.alerts.model import AlertId, Record
from plugins.importers.normalising.identity import is_id
from plugins.importers.parsed import ParsedAlert

_KINDS = {"url": 1, "row": 2, "guid": 2, "post": 2, "mid": 3}
"""Prefix of an identity → how well it tells items apart, after ids; others come last."""
_LAST = 4
_NUMBER = re.compile(r"[0-9]{1,15}")


class Precedence(NamedTuple):
    """What orders items: the smaller comes first."""

    undeclared: bool = True
    """No source says of what it is a translation."""
    guessed: bool = True
    """The date was inferred."""
    vagueness: int = 0
    """0 for a day, 1 for a month, 2 for a year."""
    kind: int = _LAST
    """Of the identity."""
    identity: bytes = b""
    brevity: int = 0
    """Minus the length of the text."""
    source: bytes = b""
    """Its name."""
    number: int = 0
    """Of the item in its source."""
    content: bytes = b""
    """Digest of all that the record says but its id and where it came from."""
    origin: bytes = b""


def precedence(parsed: ParsedAlert, record: Record | None) -> Precedence:
    """Return the place of an item among all that are imported; those that are no record have theirs by their origin."""
    where = parsed.provenance
    if record is None:
        return Precedence(source=_bytes(where.source))
    alert = record.alert
    issued = alert.issued
    return Precedence(
        undeclared=not parsed.translation_of,
        guessed="issued" in alert.inferred,
        vagueness=0 if issued.day else 1 if issued.month else 2,
        kind=0 if is_id(parsed.id) else _KINDS.get(parsed.identity.partition(":")[0], _LAST),
        identity=_bytes(parsed.identity),
        brevity=-len(record.body),
        source=_bytes(where.source),
        number=int(found[0]) if (found := _NUMBER.search(where.item)) else 0,
        content=_content(record),
        origin=_bytes(str(alert.origin[0])),
    )


def _content(record: Record) -> bytes:
    # How a copy came to its text is no part of what it says; nor is its id, which it may yet share with another.
    alert = replace(record.alert, id=AlertId("x"), origin=(), repaired=())
    return hashlib.blake2b(serialise(Record(alert, record.body)).encode("utf-8"), digest_size=16).digest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
