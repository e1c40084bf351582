"""What a record is known by when it is compared with others: enough to compare it without its text.

Traits are kept, a line a record, so that an import looks only into files that changed (:mod:`~plugins.importers.matching.register`).
"""

from __future__ import annotations

import base64
import json
from array import array
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from rensa import RMinHash

from plugins.alerts import organisations
from plugins.alerts.dates import PartialDate, When, parse_when
from plugins.alerts.markup import to_text
from plugins.alerts.model import Record
from plugins.importers.bodies.wording import print_of, words_of
from plugins.importers.formats.text.violations import infer_violations
from plugins.importers.matching.names import marks

Key = tuple[str, str]
"""Language and id."""

HASHES = 128
"""Of a signature: the similarity that two of them show is within 0.09 of the texts' own (one standard deviation)."""
SHINGLE = 3
"""Words that follow one another, of which a text is taken to be the set."""
_SEED = 1995
_LISTS = (
    "countries",
    "sources",
    "violations",
    "targets",
    "updates",
    "background",
    "related",
    "follows",
    "related_ids",
    "inferred",
    "origins",
)
_ALIKE = (*_LISTS, "lang", "kind", "issued")
"""Parts that many records of a year have in common."""
NO_STAMP = (0, 0)
"""Of what is no file yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """Of one record."""

    path: str
    """Inside the archive."""
    stamp: tuple[int, int]
    """Of its file: time of the last change in ns, and size; no part of what the record is."""
    id: str
    lang: str
    title: str
    issued: PartialDate
    occurred: When | None
    kind: str
    countries: tuple[str, ...]
    sources: tuple[str, ...]
    """Organisations, each under the one abbreviation that stands for all its names."""
    violations: tuple[str, ...]
    targets: tuple[str, ...]
    updates: tuple[str, ...]
    background: tuple[str, ...]
    related: tuple[str, ...]
    """Dates of related cases, as cited."""
    follows: tuple[str, ...]
    related_ids: tuple[str, ...]
    inferred: tuple[str, ...]
    origins: tuple[str, ...]
    """Names of the sources that it came from."""
    words: int
    marked: str
    """Names and numbers in the order of the text, the headline's first, with a blank between them: a year's records are in memory."""
    placed: bytes
    """Of each mark, its place in thousandths of the text, two bytes each."""
    joined: str
    """Of each mark, ``+`` if it comes directly after the one before."""
    lead: int
    """How many of the marks are the headline's."""
    signature: bytes
    """MinHash of the text's shingles, four bytes a hash; empty for a text of fewer than :data:`SHINGLE` words."""
    print: str
    """Digest of the words of headline and text."""

    @property
    def key(self) -> Key:
        """What tells it apart in the archive."""
        return self.lang, self.id

    @property
    def marks(self) -> list[str]:
        """Names and numbers in the order of the text, the headline's first."""
        return self.marked.split()

    @property
    def places(self) -> list[int]:
        """Of each mark, in thousandths of the text."""
        return array("H", self.placed).tolist()

    def names(self, count: int | None = None) -> set[tuple[str, str]]:
        """Return the pairs of marks that stand side by side, as given name and surname do; among the first ``count`` of all."""
        marks = self.marks
        return {
            (marks[place - 1], marks[place])
            for place in range(1, len(marks) if count is None else count)
            if self.joined[place] == "+" and place != self.lead
        }

    def line(self) -> str:
        """Write it as a line; :func:`read_line` reads it back."""
        values: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        values["issued"] = str(self.issued)
        values["occurred"] = str(self.occurred) if self.occurred else ""
        values["marks"] = values.pop("marked")
        del values["placed"]
        values["places"] = self.places
        values["signature"] = base64.b64encode(self.signature).decode("ascii")
        return json.dumps(values, ensure_ascii=False)


def read_line(line: str) -> Traits:
    """Read traits.

    Raises:
        ValueError, KeyError, TypeError, AttributeError, PartialDateError: for a damaged line.
    """
    values = json.loads(line)
    for name in _LISTS:
        values[name] = tuple(values[name])
    values["stamp"] = tuple(values["stamp"])
    values["issued"] = PartialDate.parse(values["issued"])
    values["occurred"] = parse_when(values["occurred"]) if values["occurred"] else None
    values["marked"] = values.pop("marks")
    places = values.pop("places")
    if not len(values["marked"].split()) == len(places) == len(values["joined"]):
        raise ValueError("its marks have not each a place")
    try:
        values["placed"] = array("H", places).tobytes()
    except OverflowError as error:
        raise ValueError("a place is none in a text") from error
    values["signature"] = base64.b64decode(values["signature"])
    return Traits(**values | {name: _shared(values[name]) for name in _ALIKE})


def lean(traits: Traits) -> Traits:
    """Return the same traits, whose parts are one with those of others that have them too: all of a year are in memory at once."""
    return replace(traits, **{name: _shared(getattr(traits, name)) for name in _ALIKE})


@lru_cache(maxsize=1 << 13)
def _shared(value: Any) -> Any:
    """Return a value; of equal ones mostly the same, for a year's records have most of theirs in common."""
    return value


def shingles(words: list[str]) -> set[str]:
    """Return the runs of :data:`SHINGLE` words."""
    return {" ".join(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)}


def observe(record: Record, path: str, stamp: tuple[int, int]) -> Traits:
    """Return the traits of a record."""
    alert = record.alert
    text = to_text(record.body)
    words = words_of(text)
    runs = shingles(words)
    signature = b""
    if runs:
        hashed = RMinHash(num_perm=HASHES, seed=_SEED)
        hashed.update(list(runs))
        signature = array("I", hashed.digest()).tobytes()
    lead = list(marks(alert.title))
    found = [*(mark._replace(place=0) for mark in lead), *marks(text)]
    return Traits(
        path=path,
        stamp=stamp,
        id=alert.id,
        lang=alert.lang,
        title=alert.title,
        issued=alert.issued,
        occurred=alert.occurred,
        kind=alert.kind,
        countries=alert.countries,
        sources=tuple(dict.fromkeys(map(organisations.canonical, alert.sources))),
        violations=alert.violations or infer_violations(alert.title),
        targets=alert.targets,
        updates=alert.updates,
        background=alert.background,
        related=tuple(date for text in alert.further("related") for date in text.split(", ")),
        follows=alert.follows,
        related_ids=alert.related_ids,
        inferred=alert.inferred,
        origins=tuple(dict.fromkeys(origin.source.partition("#")[0] for origin in alert.origin)),
        words=len(words),
        marked=" ".join(mark.text for mark in found),
        placed=array("H", [mark.place for mark in found]).tobytes(),
        joined="".join("+" if mark.is_joined else " " for mark in found),
        lead=len(lead),
        signature=signature,
        print=print_of(alert.title, words),
    )
