"""Where items are settled: against the archive, its ledger, and the items before. It writes records, each whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plugins.alerts.model import Record
from plugins.importers.accounting.report import Outcome, Result
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
from plugins.importers.settling.case import Case, Seen, begun, opens, unusable, with_id
from plugins.importers.settling.records import Records

_ANY = ""


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
        if (whole := self._whole(item.parsed)) is not None:
            return opens(item, whole)
        record = item.normalised.record
        if record is None:
            return unusable(item)
        case = begun(item, record, self._known(record, item.parsed))
        return self._as_another(case) or self._as_its_namesake(case) or self._as_itself(case)

    def _known(self, record: Record, parsed: ParsedAlert) -> str | None:
        """Return the id under which an import wrote an item before.

        What an import that was killed wrote, and would have another id by what is known now, is taken away: it is none that stays.
        """
        known = self._ledger.id_of(record.alert.lang, parsed.identity)
        if known is None or self._id_now(record, parsed) == known:
            return known
        standing = with_id(record, known)
        if not self._records.is_left(standing):
            return known
        self._records.withdraw(standing)
        return None

    def _as_another(self, case: Case) -> Outcome | None:
        """Settle what says the words of a record that has another id, or was taken for one before.

        What an import that came to its end wrote as a record of its own stays one.
        """
        if case.known is not None and not self._records.is_left(case.record):
            return None
        before = self._before(case.taken_as)
        if before is None or before.content == case.made.encode():
            self._records.give_back(case.record, case.parsed, case.made)
        elif not case.is_copy_of_mail(before):
            # One identity with two texts, and the first was taken for a record.
            return case.clashes(before)
        else:
            case.differs(before)
            case.made = before.content.decode()
        original = self._duplicates.original_of(case.record, case.parsed, case.made)
        entry = self._ledger.get(case.record.alert.lang, original) if original is not None else None
        if entry is None:
            # Nothing says the same; or what does was deleted, and is wanted again.
            return None
        if case.known is not None:
            self._records.withdraw(case.record)
        if before is not None and before.source == case.parsed.provenance.source:
            return case.repeats(entry.id, before)
        self._see(case.taken_as, case.seen(case.made.encode()))
        return self._join(entry, case, case.made)

    def _as_its_namesake(self, case: Case) -> Outcome | None:
        """Settle what has the id of an item of this import that is a record."""
        if case.known is None and (now := self._id_now(case.record, case.parsed)) != case.record.alert.id:
            case.name(now)
        before = self._before(case.key)
        if before is None:
            return None
        content, words = case.item.content, case.item.print
        if before.content != content and not self._duplicates.is_copy(case.record, case.parsed, words):
            if not case.is_copy_of_mail(before):
                return case.clashes(before)
            case.differs(before)
        case.outcome = case.repeats(case.record.alert.id, before)
        entry = self._ledger.get(*case.key)
        if entry is None or before.source == case.parsed.provenance.source:
            return case.outcome
        self._see(case.taken_as, case.seen(case.made.encode()))
        return self._join(entry, case, words)

    def _as_itself(self, case: Case) -> Outcome:
        """Settle what is a record."""
        self._records.take_over(case.key)
        self._see(case.key, case.seen(case.item.content))
        completed = self._duplicates.completed(case.record)
        as_read = case.item if completed is case.record else None
        outcome = self._records.write(completed, case.parsed.identity, case.outcome, as_read)
        if outcome.result is Result.ACCEPTED:
            self._duplicates.remember(case.record, case.parsed, case.item.print)
        return outcome

    def _join(self, entry: Entry, case: Case, made: str) -> Outcome:
        """Let the record with an entry gain an item, if none of that name from that source has been here: two would take turns in its origins."""
        name = case.joined_as(entry.id)
        if (before := self._before(name)) is not None:
            return case.repeats(entry.id, before)
        self._see(name, case.seen(made.encode()))
        return self._records.join(entry, case.record, case.parsed, made, case.outcome)

    def _id_now(self, record: Record, parsed: ParsedAlert) -> str:
        """Return the id of an item that is new: its own, or that of the record which it would be and whose id has changed."""
        language, record_id = record.alert.lang, self._duplicates.id_in_group(record.alert.id)
        if now := self._moved.get((language, record_id)):
            return now
        # A translation of what had that id goes along with it, unless there is one.
        now = self._moved.get((_ANY, record_id)) if parsed.translation_of else None
        return now if now and self._ledger.get(language, now) is None else record_id

    def _see(self, key: Key, seen: Seen) -> None:
        self._seen.put("INSERT OR IGNORE INTO seen VALUES (?, ?, ?, ?, ?, ?)", (*key, *seen))

    def _whole(self, parsed: ParsedAlert) -> str | None:
        """Return the id of the record of which an item is the opening."""
        if not (identity := parsed.excerpt_of):
            return None
        return self._ledger.id_of(parsed.language, identity) or self._duplicates.taker(parsed.language, identity)

    def _before(self, key: Key) -> Seen | None:
        query = "SELECT content, source, item, mail FROM seen WHERE language = ? AND id = ?"
        found = self._seen.first(query, key)
        return Seen(*found) if found else None

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
