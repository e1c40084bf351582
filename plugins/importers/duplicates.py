"""The same alert from several sources: one record, with all its origins and addresses.

Two items are the same if they are in one language, their headlines and texts have the same words in the same order, and their dates
of publication do not contradict each other; short texts need the same day. Rows and pages of one source are never the same, only mails
of one mailbox may be; nor are texts composed from facts, in which two events may well read alike.

``<archive>/.ledger/duplicates-<language>.jsonl``, a line a record: what its text was when it was imported, which other items were
taken for it, and all its origins and addresses. The record that is imported first is the one that stays.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from plugins.alerts import frontmatter
from plugins.alerts.dates import PartialDate
from plugins.alerts.errors import FrontMatterError, PartialDateError
from plugins.alerts.languages import CODES
from plugins.alerts.markup import to_text
from plugins.alerts.model import Alert, Record
from plugins.importers.ledger import FOLDER, Entry, digest, identity_digest
from plugins.importers.parsed import ParsedAlert

FEWEST_WORDS = 20
"""Of a text: with fewer, two alerts of one month may say the same of two events."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(slots=True, kw_only=True)
class _Gains:
    """What a record has of others."""

    taken: dict[str, str] = field(default_factory=dict)
    """Digest of the identity of an item that was taken for it → what its text was."""
    origins: list[str] = field(default_factory=list)
    """All, its own included."""
    groups: list[str] = field(default_factory=list)
    """Ids that the translations of items taken for it would have; they have its id instead."""
    urls: list[str] = field(default_factory=list)
    """Addresses of the others, in the order of their coming."""


_NONE = _Gains()


@dataclass(slots=True, kw_only=True)
class _Known:
    """What is remembered of a record."""

    id: str
    print: str
    issued: str
    source: str
    """Digest of the name of its source; empty for mails."""
    gains: _Gains = field(default_factory=lambda: _NONE)
    """Shared by all that have none, as nearly all have."""

    def line(self) -> str:
        """Write it as a line; what is empty is left out."""
        own = {name: getattr(self, name) for name in ("id", "print", "issued", "source")}
        gains = {name: getattr(self.gains, name) for name in _Gains.__slots__}
        values = {name: value for name, value in (own | gains).items() if value}
        return json.dumps(values, sort_keys=True, ensure_ascii=False)


class Duplicates:
    """What the records of an archive say, for knowing them again."""

    def __init__(self, archive: Path) -> None:
        """Read what is remembered; damaged lines are records that are not known again.

        Raises:
            OSError: if a file cannot be read.
        """
        self._folder = archive / FOLDER
        self._known: dict[tuple[str, str], _Known] = {}
        self._by_print: dict[tuple[str, str], tuple[str, ...]] = {}
        self._taken: dict[tuple[str, str], str] = {}
        self._groups: dict[str, str] = {}
        self._changed: set[str] = set()
        self._last: tuple[Record | None, str] = (None, "")
        for language in CODES:
            path = self._folder / f"duplicates-{language}.jsonl"
            for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
                try:
                    self._enter(language, _parsed(json.loads(line)))
                except (ValueError, TypeError, KeyError, AttributeError, FrontMatterError):
                    continue

    def _enter(self, language: str, known: _Known) -> None:
        self._known[language, known.id] = known
        self._put(language, known)
        for identity in known.gains.taken:
            self._taken[language, identity] = known.id
        self._groups.update(dict.fromkeys(known.gains.groups, known.id))

    def _put(self, language: str, known: _Known) -> None:
        key = (language, known.print)
        self._by_print[key] = (*self._by_print.get(key, ()), known.id)

    def _print(self, record: Record) -> str:
        # Asked for twice of each record.
        if self._last[0] is not record:
            self._last = (record, _print(record))
        return self._last[1]

    def original_of(self, record: Record, parsed: ParsedAlert) -> str | None:
        """Return the id of the record that an item repeats, if there is one with another id."""
        if parsed.body_format == "composed":
            return None
        alert = record.alert
        language, identity = alert.lang, identity_digest(parsed.identity)
        made = self._print(record)
        before = self._taken.get((language, identity))
        if before is not None:
            known = self._known[language, before]
            if made in (known.gains.taken.get(identity), known.print):
                return before
            # Its source changed: it is itself again.
            del known.gains.taken[identity], self._taken[language, identity]
            known.gains.origins = [
                one for one in known.gains.origins if not one.startswith(f"{alert.origin[0].source} sha256:")
            ]
            if alert.id in known.gains.groups:
                known.gains.groups.remove(alert.id)
                del self._groups[alert.id]
            self._changed.add(language)
        for record_id in self._by_print.get((language, made), ()):
            known = self._known[language, record_id]
            is_told_apart = bool(known.source) and known.source == _source(parsed)
            if record_id != alert.id and not is_told_apart and _is_same_time(alert.issued, known.issued, record):
                return record_id
        return None

    def id_in_group(self, record: Record, parsed: ParsedAlert) -> str:
        """Return the id of a record, which is another than its own if a translation of it was taken for a record with that id."""
        return self._groups.get(record.alert.id, record.alert.id) if parsed.translation_of else record.alert.id

    def remember(self, record: Record, parsed: ParsedAlert) -> None:
        """Remember a record that was accepted."""
        if parsed.body_format == "composed":
            return
        alert = record.alert
        key = (alert.lang, alert.id)
        made, issued, source = self._print(record), str(alert.issued), sys.intern(_source(parsed))
        before = self._known.get(key)
        if before is None:
            self._enter(alert.lang, _Known(id=alert.id, print=made, issued=issued, source=source))
        elif (before.print, before.issued, before.source) == (made, issued, source):
            return
        else:
            others = self._by_print[alert.lang, before.print]
            self._by_print[alert.lang, before.print] = tuple(one for one in others if one != alert.id)
            before.print, before.issued, before.source = made, issued, source
            self._put(alert.lang, before)
        self._changed.add(alert.lang)

    def join(self, record_id: str, record: Record, parsed: ParsedAlert, standing: Record) -> None:
        """Remember that an item is the record of this id, which stands in the archive as it does."""
        language = record.alert.lang
        known = self._known.get((language, record_id))
        if known is None:
            known = _Known(id=record_id, print=_print(standing), issued=str(standing.alert.issued), source="")
            self._enter(language, known)
        before = known.line()
        if known.gains is _NONE:
            known.gains = _Gains()
        if record_id != record.alert.id:
            identity = identity_digest(parsed.identity)
            known.gains.taken[identity] = self._print(record)
            self._taken[language, identity] = record_id
            if parsed.translation_of and record.alert.id not in known.gains.groups:
                known.gains.groups.append(record.alert.id)
                self._groups[record.alert.id] = record_id
        origins = known.gains.origins or [str(origin) for origin in standing.alert.origin]
        known.gains.origins = _with_origin(origins, str(record.alert.origin[0]))
        for url in (record.alert.original_url, *record.alert.other_urls):
            if (
                url
                and url not in known.gains.urls
                and url not in (standing.alert.original_url, *standing.alert.other_urls)
            ):
                known.gains.urls.append(url)
        if known.line() != before:
            self._changed.add(language)

    def completed(self, record: Record) -> Record:
        """Return a record with the origins and addresses of all its sources."""
        alert = record.alert
        known = self._known.get((alert.lang, alert.id))
        if known is None or not known.gains.origins:
            return record
        known_origins = _with_origin(known.gains.origins, str(alert.origin[0]))
        if known_origins != known.gains.origins:
            known.gains.origins = known_origins
            self._changed.add(alert.lang)
        return record._replace(alert=_complete(alert, known))

    def gain(self, record_id: str, language: str, standing: str, entry: Entry) -> tuple[str, Entry]:
        """Return the file of a record with the origins and addresses that it gained, and its entry for the ledger.

        A field that a person changed stays as it is.

        Raises:
            FrontMatterError: if the file cannot be read.
        """
        record = frontmatter.parse(standing)
        old, _ = frontmatter.split(standing)
        complete = _complete(record.alert, self._known[language, record_id])
        fields = dict(entry.fields)
        chosen: dict[str, Any] = {}
        for name in ("origin", "original_url", "other_urls"):
            if digest(old.get(name)) == fields.get(name, ""):
                chosen[name] = getattr(complete, name)
        changed = record._replace(alert=replace(record.alert, **chosen))
        if changed == record:
            return standing, entry
        text = frontmatter.serialise(changed)
        new, _ = frontmatter.split(text)
        for name in chosen:
            fields[name] = digest(new.get(name))
        return text, replace(entry, fields={name: value for name, value in fields.items() if value})

    def changed(self) -> Iterator[tuple[Path, str]]:
        """Yield the files that must be written anew, with their text."""
        for language in sorted(self._changed):
            lines = [known.line() for (one, _), known in sorted(self._known.items()) if one == language]
            yield self._folder / f"duplicates-{language}.jsonl", "".join(f"{line}\n" for line in lines)
        self._changed.clear()


def _parsed(values: dict[str, Any]) -> _Known:
    gains = _NONE
    if any(name in values for name in _Gains.__slots__):
        frontmatter.read_origins(values.get("origins", []))
        lists = {name: [str(value) for value in values.get(name, [])] for name in ("origins", "groups", "urls")}
        taken = {str(key): str(value) for key, value in values.get("taken", {}).items()}
        gains = _Gains(taken=taken, **lists)
    return _Known(
        id=str(values["id"]),
        print=str(values["print"]),
        issued=str(values["issued"]),
        source=sys.intern(str(values.get("source", ""))),
        gains=gains,
    )


def _complete(alert: Alert, known: _Known) -> Alert:
    origins = frontmatter.read_origins(known.gains.origins)
    if not origins:
        return alert
    original, *others = [url for url in (alert.original_url, *known.gains.urls) if url] or [""]
    others = [url for url in (*alert.other_urls, *others) if url != original]
    return replace(alert, origin=origins, original_url=original, other_urls=tuple(dict.fromkeys(others)))


def _with_origin(origins: list[str], own: str) -> list[str]:
    """Return origins with one that takes the place of its source's earlier one; sorted, so that the order of import is nothing to it."""
    name = own.partition(" sha256:")[0]
    return sorted({own, *(one for one in origins if one.partition(" sha256:")[0] != name)})


def _source(parsed: ParsedAlert) -> str:
    # A mailbox tells its mails apart by their Message-IDs, and still one alert may have been sent twice.
    return "" if parsed.identity.startswith(("mid:", "mail:")) else identity_digest(parsed.provenance.source)


def _print(record: Record) -> str:
    """Return a digest of the words of headline and text: without markup, punctuation and capitals."""
    words = (" ".join(_words(text)) for text in (record.alert.title, to_text(record.body)))
    return hashlib.blake2b("\n".join(words).encode("utf-8"), digest_size=10).hexdigest()


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _is_same_time(issued: PartialDate, other: str, record: Record) -> bool:
    try:
        date = PartialDate.parse(other)
    except PartialDateError:
        return False
    if len(_words(to_text(record.body))) < FEWEST_WORDS:
        return date == issued and date.day is not None
    return date.overlaps(issued)
