"""A record as its file says it, but for its id, which is known for sure only when it is settled: made where it is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from plugins.alerts import frontmatter
from plugins.alerts.model import Record
from plugins.importers.keeping.entry import BODY, Value, digest

# `date` follows from `issued`; `id` and `lang` are what the record was found by.
DERIVED = frozenset({"date", "id", "lang"})


class Written(NamedTuple):
    """What the file of a record says, whatever its id."""

    head: str
    """All of the header behind the id, and what divides it from the text."""
    fields: Mapping[str, str]
    """Key of the header, or ``body``, → digest."""

    def text(self, record: Record) -> str:
        """Return the whole file, by the record's own id; the record is otherwise the one that this was made of."""
        return f"{_opening(record)}{self.head}{record.body}"


def write(record: Record) -> Written:
    """Return what the file of a record says."""
    text = frontmatter.serialise(record)
    fields = {key: digest(value) for key, value in values_of(text).items() if key not in DERIVED}
    return Written(text[len(_opening(record)) : len(text) - len(record.body)], fields)


def values_of(text: str) -> dict[str, Value]:
    """Return the header of a file, and its body.

    Raises:
        FrontMatterError: if it cannot be read.
    """
    header, body = frontmatter.split(text)
    return {**header, BODY: body}


def _opening(record: Record) -> str:
    return f"{frontmatter.FENCE}\nid: {record.alert.id}\n"
