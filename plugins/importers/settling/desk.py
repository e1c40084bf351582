"""Where items are settled: against the archive, its ledger, and the items before. It writes records, each whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from plugins.alerts.findings import Finding
from plugins.alerts.model import AlertId, Record
from plugins.importers.accounting.report import Outcome, Result, reason
from plugins.importers.keeping import closing
from plugins.importers.keeping.entry import Entry
from plugins.importers.keeping.kept import Kept
from plugins.importers.keeping.ledger import FOLDER, Ledger
from plugins.importers.keeping.scratch import Scratch
from plugins.importers.keeping.shelf import Rehearsal, Shelf
from plugins.importers.matching.decisions import Decisions
from plugins.importers.matching.duplicates import Duplicates
from plugins.importers.matching.interrupted import take_back
from plugins.importers.matching.observed import Observed
from plugins.importers.matching.reversible import REFUSED, read_links
from plugins.importers.matching.settlement import Settled, settle
from plugins.importers.matching.traits import Key
from plugins.importers.parsed import ParsedAlert
from plugins.importers.processes.reading import ReadItem, Sealed
from plugins.importers.settling.records import Records, reject

_ANY = ""
_TAKEN = "="
"""Before an identity, in the place of an id, which never has it."""
_JOINED = "+"
"""Before an id and the origin that it has gained, likewise."""


class _Seen(NamedTuple):
    """An item of this import that became a record, or was taken for one."""

    content: bytes
    """Of what was taken, the print."""
    source: str
    item: str
    mail: bytes
    """Digest of Message-ID, headline and date; empty for what is no mail."""

    @property
    def place(self) -> str:
        """For a person."""
        return f"{self.source}, {self.item}" if self.item else self.source


class Desk:
    """Settles items one by one against the archive, the ledger and the items before."""

    def __init__(
        self, archive: Path, *, decisions: Decisions, cache: Path | None = None, is_rehearsal: bool = False
    ) -> None:
        """Read the ledger; nothing is written in a rehearsal.

        Raises:
            OSError: if a file of it cannot be read.
        """
        self._archive = archive
        self._decisions = decisions
        self._cache = cache
        self._is_rehearsal = is_rehearsal
        if not is_rehearsal:
            closing.complete(archive / FOLDER)
        self._shelf = Rehearsal(archive) if is_rehearsal else Shelf(archive)
        self._ledger = Ledger(archive, is_rehearsal=is_rehearsal)
        self._duplicates = Duplicates(archive)
        self._observed = Observed()
        take_back(archive, self._shelf, self._ledger, self._duplicates, is_rehearsal=is_rehearsal)
        self._moved: Kept[str] = Kept()
        """Records that have the id of a translation: by language and the id that they had."""
        for link in read_links(archive / FOLDER)[0]:
            if link.confidence != REFUSED:
                for language in (link.language, _ANY):
                    self._moved.put((language, link.former), link.id)
        self._records = Records(archive, self._shelf, self._ledger, self._duplicates, self._observed)
        self._seen = Scratch(
            "CREATE TABLE seen (language, id, content, source, item, mail, PRIMARY KEY (language, id)) WITHOUT ROWID"
        )

    def knows(self, item: Sealed) -> bool:
        """Say whether an import that came to its end has met this item."""
        if not item.identity:
            return False
        if self._duplicates.taker(item.language, item.identity) is not None:
            return True
        known = self._ledger.id_of(item.language, item.identity)
        return known is not None and not self._records.has_left((item.language, known))

    def settle(self, item: ReadItem) -> Outcome:
        """Return what becomes of an item, having written its record if there is one to write.

        Raises:
            OSError: if something cannot be written; what was settled until then is whole.
        """
        parsed, normalised = item.parsed, item.normalised
        where = parsed.provenance
        if parsed.excerpt_of and (whole := self._whole(parsed)) is not None:
            return Outcome(
                source=where.source,
                item=where.item,
                result=Result.DUPLICATE,
                id=whole,
                language=parsed.language,
                duplicate_of=whole,
                reason=f"the opening of the record {whole}, as a listing shows it",
                findings=parsed.findings,
            )
        record, findings = normalised.record, normalised.findings
        if record is None:
            return Outcome(
                source=where.source,
                item=where.item,
                result=Result.REJECTED,
                language=parsed.language,
                reason=reason(findings),
                findings=findings,
            )
        if (known := self._ledger.id_of(record.alert.lang, parsed.identity)) is not None:
            record = record._replace(alert=replace(record.alert, id=AlertId(known)))
        alert = record.alert
        outcome = Outcome(
            source=where.source,
            item=where.item,
            result=Result.ACCEPTED,
            id=alert.id,
            language=alert.lang,
            findings=findings,
            title=alert.title,
            issued=str(alert.issued),
        )
        taken_as = (alert.lang, f"{_TAKEN}{parsed.identity}")
        is_open = known is None or self._records.is_left(record)
        made = item.print
        before = self._before(taken_as) if is_open else None
        if before is not None and before.content != made.encode():
            # One identity with two texts, and the first was taken for a record: so is a mail's other copy, and nothing else.
            if not before.mail or before.mail != _mail(parsed, record):
                return reject(outcome, _twins(outcome, before))
            outcome, made = _differing(outcome, before), before.content.decode()
        elif is_open:
            self._records.give_back(record, parsed, made)
        if is_open and (original := self._duplicates.original_of(record, parsed, made)) is not None:
            entry = self._ledger.get(alert.lang, original)
            # Without its line it was deleted, and is wanted again.
            if entry is not None:
                if known is not None:
                    self._records.withdraw(record)
                seen = _Seen(made.encode(), where.source, where.item, _mail(parsed, record))
                if before is not None and before.source == where.source:
                    return _repeating(outcome, original, before)
                self._see(taken_as, seen)
                return self._join(entry, record, parsed, seen, outcome)
        if known is None and (other := self._id_now(record, parsed)) != alert.id:
            alert = replace(alert, id=AlertId(other))
            record, outcome = record._replace(alert=alert), replace(outcome, id=other)
        key = (alert.lang, alert.id)
        seen = _Seen(item.content, where.source, where.item, _mail(parsed, record))
        if (before := self._before(key)) is not None:
            entry = self._ledger.get(*key)
            is_copy = before.content == seen.content or self._duplicates.is_copy(record, parsed, item.print)
            if not is_copy:
                if not before.mail or before.mail != seen.mail:
                    return reject(outcome, _twins(outcome, before))
                outcome = _differing(outcome, before)
            outcome = _repeating(outcome, alert.id, before)
            if before.source == where.source or entry is None:
                return outcome
            seen = seen._replace(content=made.encode())
            self._see(taken_as, seen)
            return self._join(entry, record, parsed, seen._replace(content=item.print.encode()), outcome)
        self._records.take_over(key)
        self._see(key, seen)
        completed = self._duplicates.completed(record)
        outcome = self._records.write(completed, parsed.identity, outcome, item if completed is record else None)
        if outcome.result is Result.ACCEPTED:
            self._duplicates.remember(record, parsed, item.print)
        return outcome

    def _join(self, entry: Entry, record: Record, parsed: ParsedAlert, seen: _Seen, outcome: Outcome) -> Outcome:
        """Let the record with an entry gain an item, if none of that name from that source has been here: two would take turns in its origins."""
        name = (entry.language, f"{_JOINED}{entry.id} {record.alert.origin[0].source}")
        if (before := self._before(name)) is not None:
            return _repeating(outcome, entry.id, before)
        self._see(name, seen)
        return self._records.join(entry, record, parsed, seen.content.decode(), outcome)

    def _id_now(self, record: Record, parsed: ParsedAlert) -> str:
        """Return the id of an item that is new: its own, or that of the record which it would be and whose id has changed."""
        language, record_id = record.alert.lang, self._duplicates.id_in_group(record.alert.id)
        if now := self._moved.get((language, record_id)):
            return now
        # A translation of what had that id goes along with it, unless there is one.
        now = self._moved.get((_ANY, record_id)) if parsed.translation_of else None
        return now if now and self._ledger.get(language, now) is None else record_id

    def _see(self, key: Key, seen: _Seen) -> None:
        self._seen.put("INSERT OR IGNORE INTO seen VALUES (?, ?, ?, ?, ?, ?)", (*key, *seen))

    def _whole(self, parsed: ParsedAlert) -> str | None:
        """Return the id of the record of which an item is the opening."""
        identity = parsed.excerpt_of
        return self._ledger.id_of(parsed.language, identity) or self._duplicates.taker(parsed.language, identity)

    def _before(self, key: Key) -> _Seen | None:
        query = "SELECT content, source, item, mail FROM seen WHERE language = ? AND id = ?"
        found = self._seen.first(query, key)
        return _Seen(*found) if found else None

    def finish(self) -> Settled:
        """Settle the archive as a whole and write the ledger; return what settling did.

        Without this, what the journal says of the items that were settled is taken up by the next import.

        Raises:
            OSError: if it cannot be written.
        """
        settled = settle(
            self._archive,
            self._shelf,
            self._ledger,
            self._duplicates,
            decisions=self._decisions,
            observed=self._observed,
            cache=self._cache,
            is_rehearsal=self._is_rehearsal,
        )
        if not self._is_rehearsal:
            closing.close(self._archive / FOLDER, self._files())
        self._ledger.finish()
        return settled

    def _files(self) -> Iterator[tuple[Path, Iterator[str]]]:
        yield from self._duplicates.changed()
        yield from self._ledger.changed()

    def close(self) -> None:
        """Let go of everything, whether it was finished or not."""
        self._ledger.close()
        self._duplicates.close()
        self._observed.close()
        self._seen.close()


def _twins(outcome: Outcome, before: _Seen) -> Finding:
    here = f"{outcome.source}{f', {outcome.item}' if outcome.item else ''}"
    told = f"{here} and {before.place} both are {outcome.id} in {outcome.language}, and differ. Give one another id"
    return Finding("id-duplicate", "id", told)


def _repeating(outcome: Outcome, record_id: str, before: _Seen) -> Outcome:
    told = f"the same as {before.place}"
    return replace(outcome, result=Result.DUPLICATE, id=record_id, duplicate_of=record_id, reason=told)


def _differing(outcome: Outcome, before: _Seen) -> Outcome:
    told = f"another copy of the mail in {before.place}; its text differs, and was left"
    return replace(outcome, findings=(*outcome.findings, Finding("duplicate-differs", "body", told)))


def _mail(parsed: ParsedAlert, record: Record) -> bytes:
    if not parsed.identity.startswith("mid:"):
        return b""
    text = "\n".join((parsed.identity, record.alert.title, str(record.alert.issued)))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
