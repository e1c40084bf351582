"""The same alert from several sources: one record, with all its origins and addresses.

Two items are the same if they are in one language, their headlines and texts have the same words in the same order, and their dates
of publication do not contradict each other; short texts need the same day. Rows and pages of one source are never the same, only mails
of one mailbox may be; nor are texts composed from facts, in which two events may well read alike.

``<archive>/.ledger/duplicates-<language>.jsonl``, a line a record: what its text was when it was imported, which other items were
taken for it, and all its origins and addresses. Items come here in the order of their precedence
(:mod:`plugins.importers.normalising.precedence`): the record that is settled first is the one that stays.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from plugins.alerts import frontmatter
from plugins.alerts.dates import PartialDate
from plugins.alerts.errors import FrontMatterError, PartialDateError
from plugins.alerts.languages import CODES
from plugins.alerts.markup import to_text
from plugins.alerts.model import Alert, Record
from plugins.importers.bodies.wording import print_of, words_of
from plugins.importers.keeping.entry import Entry, digest, identity_digest
from plugins.importers.keeping.gains import NONE, Gains, Known, complete, read_line, with_origin
from plugins.importers.keeping.ledger import FOLDER
from plugins.importers.keeping.remembered import Remembered
from plugins.importers.parsed import ParsedAlert

FEWEST_WORDS = 20
"""Of a text: with fewer, two alerts of one month may say the same of two events."""


class Duplicates:
    """What the records of an archive say, for knowing them again."""

    def __init__(self, archive: Path) -> None:
        """Read what is remembered; damaged lines are records that are not known again.

        Raises:
            OSError: if a file cannot be read.
        """
        self._folder = archive / FOLDER
        self._known = Remembered()
        self._changed: set[str] = set()
        for language in CODES:
            path = self._folder / f"duplicates-{language}.jsonl"
            if not path.is_file():
                continue
            with path.open(encoding="utf-8", errors="replace") as lines:
                for line in lines:
                    try:
                        self._known.put(language, read_line(json.loads(line)))
                    except (ValueError, TypeError, KeyError, AttributeError, FrontMatterError):
                        continue

    def give_back(self, record: Record, parsed: ParsedAlert, made: str) -> str | None:
        """Let an item that was taken for a record be itself again if its source says something else by now; return the record's id.

        ``made`` is the print of its words. What the record has written of it is left to the caller.
        """
        if parsed.body_format == "composed":
            return None
        alert = record.alert
        language, identity = alert.lang, identity_digest(parsed.identity)
        before = self._known.taker(language, identity)
        known = self._known.get(language, before) if before is not None else None
        if known is None or made in (known.gains.taken.get(identity), known.print):
            return None
        gains = known.gains
        gains.taken.pop(identity, None)
        gains.sources.pop(identity, None)
        self._known.give_back(language, identity)
        gains.origins = [one for one in gains.origins if not one.startswith(f"{alert.origin[0].source} sha256:")]
        gains.urls = [url for url in gains.urls if url not in {alert.original_url, *alert.other_urls}]
        if alert.id in gains.groups:
            gains.groups.remove(alert.id)
            self._known.dissolve(alert.id)
        self._put(language, known)
        return before

    def original_of(self, record: Record, parsed: ParsedAlert, made: str) -> str | None:
        """Return the id of the record that an item repeats, if there is one with another id; ``made`` is the print of its words."""
        if parsed.body_format == "composed":
            return None
        alert = record.alert
        language = alert.lang
        before = self._known.taker(language, identity_digest(parsed.identity))
        if before is not None and self._known.get(language, before) is not None:
            return before
        for known in self._known.with_print(language, made):
            if known.id != alert.id and _is_copy(record, parsed, known):
                return known.id
        return None

    def is_copy(self, record: Record, parsed: ParsedAlert, made: str) -> bool:
        """Say whether an item says what the record of its id says, whatever else is told of it."""
        known = self._known.get(record.alert.lang, record.alert.id)
        return known is not None and known.print == made and _is_copy(record, parsed, known)

    def taker(self, language: str, identity: str) -> str | None:
        """Return the id of the record that an item was taken for."""
        return self._known.taker(language, identity_digest(identity))

    def groups(self) -> list[tuple[str, str]]:
        """Return, sorted, ids that translations of a record would have by themselves, and those that they have instead."""
        return self._known.groups()

    def id_in_group(self, record_id: str) -> str:
        """Return the id that an alert has instead of its own, if a version of it was taken for another record."""
        return self._known.group(record_id)

    def remember(self, record: Record, parsed: ParsedAlert, made: str) -> None:
        """Remember a record that was accepted."""
        if parsed.body_format == "composed":
            return
        alert = record.alert
        issued, source = str(alert.issued), _source(parsed)
        before = self._known.get(alert.lang, alert.id)
        if before is None:
            before = Known(id=alert.id, print=made, issued=issued, source=source)
        elif (before.print, before.issued, before.source) == (made, issued, source):
            return
        before.print, before.issued, before.source = made, issued, source
        self._put(alert.lang, before)

    def _put(self, language: str, known: Known) -> None:
        self._known.put(language, known)
        self._changed.add(language)

    def join(self, entry: Entry, record: Record, parsed: ParsedAlert, made: str, standing: Record) -> None:
        """Remember that an item is the record that has this entry and stands in the archive as it does."""
        language, record_id, own = entry.language, entry.id, entry.identity
        known = self._known.get(language, record_id)
        before = known.line() if known is not None else ""
        if known is None:
            known = Known(id=record_id, print=_print(standing), issued=str(standing.alert.issued), source="")
        if known.gains is NONE:
            known.gains = Gains()
        identity = identity_digest(parsed.identity)
        if source := _source(parsed):
            known.gains.sources[identity] = source
        if identity != own:
            known.gains.taken[identity] = made
            # Translations may name it, too, where its source gave it that id.
            is_named = bool(parsed.translation_of) or record.alert.id == parsed.id
            if is_named and record.alert.id not in known.gains.groups:
                known.gains.groups.append(record.alert.id)
        origins = known.gains.origins or [str(origin) for origin in standing.alert.origin]
        known.gains.origins = with_origin(origins, str(record.alert.origin[0]))
        for url in (record.alert.original_url, *record.alert.other_urls):
            if (
                url
                and url not in known.gains.urls
                and url not in (standing.alert.original_url, *standing.alert.other_urls)
            ):
                known.gains.urls.append(url)
        if known.line() != before:
            self._put(language, known)

    def rename(self, language: str, old: str, new: str) -> None:
        """Take note that a record has another id."""
        known = self._known.pop(language, old)
        if known is not None:
            known.id = new
            self._put(language, known)

    def absorb(self, record: Record, other: Record, identity: str, formers: Iterable[str]) -> None:
        """Remember that a record of the archive is another one there.

        ``identity`` is the digest of the other's; translations that were declared of it have one of ``formers`` as their id.
        """
        language = record.alert.lang
        known = self._known.get(language, record.alert.id)
        if known is None:
            known = Known(id=record.alert.id, print=_print(record), issued=str(record.alert.issued), source="")
        gone = self._known.pop(language, other.alert.id)
        if known.gains is NONE:
            known.gains = Gains(origins=[str(origin) for origin in record.alert.origin])
        gains = known.gains
        gains.taken[identity] = _print(other)
        if gone is not None:
            gains.taken.update(gone.gains.taken)
            gains.sources.update({identity: gone.source} if gone.source else {}, **gone.gains.sources)
        others = gone.gains.groups if gone is not None else []
        gains.groups = list(dict.fromkeys((*gains.groups, *others, *formers)))
        gains.origins = sorted({*gains.origins, *(str(origin) for origin in other.alert.origin)})
        urls = [url for url in (other.alert.original_url, *other.alert.other_urls) if url != record.alert.original_url]
        gains.urls = list(dict.fromkeys(url for url in (*gains.urls, *urls) if url))
        self._put(language, known)

    def release(self, kept: tuple[str, str], other: Alert, identity: str, formers: Iterable[str]) -> None:
        """Forget that a record was another, which it is not after all."""
        known = self._known.get(*kept)
        if known is None or known.gains is NONE:
            return
        known.gains.taken.pop(identity, None)
        known.gains.sources.pop(identity, None)
        self._known.give_back(kept[0], identity)
        for former in formers:
            if former in known.gains.groups:
                known.gains.groups.remove(former)
                self._known.dissolve(former)
        own = {str(origin) for origin in other.origin}
        known.gains.origins = [one for one in known.gains.origins if one not in own]
        known.gains.urls = [url for url in known.gains.urls if url not in {other.original_url, *other.other_urls}]
        if len(known.gains.origins) < 2 and not known.gains.taken:
            known.gains = NONE
        self._put(kept[0], known)

    def completed(self, record: Record) -> Record:
        """Return a record with the origins and addresses of all its sources."""
        alert = record.alert
        known = self._known.get(alert.lang, alert.id)
        if known is None or not known.gains.origins:
            return record
        known_origins = with_origin(known.gains.origins, str(alert.origin[0]))
        if known_origins != known.gains.origins:
            known.gains.origins = known_origins
            self._put(alert.lang, known)
        return record._replace(alert=complete(alert, known))

    def gain(
        self, record_id: str, language: str, standing: str, entry: Entry, without: Collection[str] = ()
    ) -> tuple[str, Entry]:
        """Return the file of a record with the origins and addresses that it gained, and its entry for the ledger.

        ``without`` are addresses that it has no longer. A field that a person changed stays as it is.

        Raises:
            FrontMatterError: if the file cannot be read.
        """
        record = frontmatter.parse(standing)
        old, _ = frontmatter.split(standing)
        known = self._known.get(language, record_id)
        whole = replace(record.alert, other_urls=tuple(url for url in record.alert.other_urls if url not in without))
        if known is not None:
            whole = complete(whole, known)
        fields = dict(entry.fields)
        chosen: dict[str, Any] = {}
        for name in ("origin", "original_url", "other_urls"):
            if digest(old.get(name)) == fields.get(name, ""):
                chosen[name] = getattr(whole, name)
        changed = record._replace(alert=replace(record.alert, **chosen))
        if changed == record:
            return standing, entry
        text = frontmatter.serialise(changed)
        new, _ = frontmatter.split(text)
        for name in chosen:
            fields[name] = digest(new.get(name))
        return text, replace(entry, fields={name: value for name, value in fields.items() if value})

    def changed(self) -> Iterator[tuple[Path, Iterator[str]]]:
        """Yield the files that must be written anew, with their lines."""
        for language in sorted(self._changed):
            lines = (f"{known.line()}\n" for known in self._known.in_language(language))
            yield self._folder / f"duplicates-{language}.jsonl", lines
        self._changed.clear()

    def close(self) -> None:
        """Let go of everything."""
        self._known.close()


def _source(parsed: ParsedAlert) -> str:
    # A mailbox tells its mails apart by their Message-IDs, and still one alert may have been sent twice.
    return "" if parsed.identity.startswith(("mid:", "mail:")) else identity_digest(parsed.provenance.source)


def _is_copy(record: Record, parsed: ParsedAlert, known: Known) -> bool:
    # A source that tells two items apart does so where a third, from elsewhere, was there before them.
    identity = identity_digest(parsed.identity)
    others = {source for other, source in known.gains.sources.items() if other != identity}
    is_told_apart = _source(parsed) in {known.source, *others} - {""}
    return not is_told_apart and _is_same_time(record.alert.issued, known.issued, record)


def _print(record: Record) -> str:
    """Return a digest of the words of headline and text: without markup, punctuation and capitals."""
    return print_of(record.alert.title, words_of(to_text(record.body)))


def _is_same_time(issued: PartialDate, other: str, record: Record) -> bool:
    try:
        date = PartialDate.parse(other)
    except PartialDateError:
        return False
    if len(words_of(to_text(record.body))) < FEWEST_WORDS:
        return date == issued and date.day is not None
    return date.overlaps(issued)
