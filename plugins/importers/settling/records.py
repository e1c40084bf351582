"""The records of the archive as items make them: written, joined by another of their origins, let go, taken away."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from plugins.alerts import frontmatter
from plugins.alerts.errors import FrontMatterError
from plugins.alerts.findings import Finding
from plugins.alerts.model import AlertId, Record
from plugins.importers.accounting.report import Outcome, Result
from plugins.importers.keeping.entry import Entry
from plugins.importers.keeping.kept import Kept
from plugins.importers.keeping.ledger import Ledger
from plugins.importers.keeping.shelf import Shelf
from plugins.importers.matching.duplicates import Duplicates
from plugins.importers.matching.observed import Observed
from plugins.importers.matching.traits import Key
from plugins.importers.parsed import ParsedAlert
from plugins.importers.processes.reading import ReadItem
from plugins.importers.settling.reconcile import Reconciled, fresh, is_untouched, reconcile


class Records:
    """Writes records, each whole or not at all, and tells the ledger before."""

    def __init__(self, archive: Path, shelf: Shelf, ledger: Ledger, duplicates: Duplicates, observed: Observed) -> None:
        """Begin with what an import that was killed has left."""
        self._archive = archive
        self._shelf = shelf
        self._ledger = ledger
        self._duplicates = duplicates
        self._observed = observed
        self._left: Kept[bool] = Kept()
        """Records that an import which was killed wrote, and that are not settled yet."""
        for key in ledger.fresh():
            self._left.put(key, True)

    def has_left(self, key: Key) -> bool:
        """Say whether an import that was killed wrote a record, and this one has not come to it yet."""
        return key in self._left

    def take_over(self, key: Key) -> None:
        """Note that this import has come to a record."""
        self._left.drop(key)

    def is_left(self, record: Record) -> bool:
        """Say whether a record stands just as an import that was killed left it."""
        key = (record.alert.lang, record.alert.id)
        entry = self._ledger.get(*key) if key in self._left else None
        standing = self._standing(record, entry.year) if entry else None
        try:
            return bool(entry and standing and is_untouched(self._shelf.read(standing).decode("utf-8"), entry))
        except (FrontMatterError, UnicodeDecodeError):
            return False

    def withdraw(self, record: Record) -> None:
        """Take away a record that is left: it is another one, which the import that was killed did not come to know."""
        entry = self._ledger.get(record.alert.lang, record.alert.id)
        standing = self._standing(record, entry.year) if entry else None
        if entry is not None and standing is not None:
            self._left.drop((entry.language, entry.id))
            self._ledger.drop(entry, left=standing)
            self._shelf.remove(standing)

    def join(self, entry: Entry, record: Record, parsed: ParsedAlert, made: str, outcome: Outcome) -> Outcome:
        """Let the record that an item repeats, which has this entry, gain the item's origin and address; ``made`` is the print of its words."""
        original = entry.id
        standing = self._named(record, original, entry)
        if standing is None:
            return reject(outcome, _deleted(original, entry))
        outcome = replace(
            outcome,
            result=Result.DUPLICATE,
            id=original,
            duplicate_of=original,
            reason=outcome.reason or f"the same as the record {original}, under another identity",
            path=standing.relative_to(self._archive).as_posix(),
        )
        try:
            standing_record = frontmatter.parse(self._shelf.read(standing).decode("utf-8"))
            self._duplicates.join(entry, record, parsed, made, standing_record)
            is_written = self._complete(standing, entry)
        except (FrontMatterError, UnicodeDecodeError) as error:
            return reject(outcome, _broken(outcome.path, error))
        return replace(outcome, written=is_written)

    def give_back(self, record: Record, parsed: ParsedAlert, made: str) -> None:
        """Let the record that an item was taken for lose its origin and addresses, if its source says something else by now."""
        lost = self._duplicates.give_back(record, parsed, made)
        entry = self._ledger.get(record.alert.lang, lost) if lost is not None else None
        standing = self._named(record, entry.id, entry) if entry is not None else None
        if entry is None or standing is None:
            return
        try:
            self._complete(standing, entry, without={record.alert.original_url, *record.alert.other_urls})
        except (FrontMatterError, UnicodeDecodeError):
            # It cannot be read, and stays as it is; whoever settles its own item is told.
            return

    def _complete(self, standing: Path, entry: Entry, without: Collection[str] = ()) -> bool:
        """Write a record with all its origins and addresses, without some of these; say whether that changed it."""
        text = self._shelf.read(standing).decode("utf-8")
        gained, entry = self._duplicates.gain(entry.id, entry.language, text, entry, without)
        if gained == text:
            return False
        self._ledger.put(entry, path=standing, text=gained)
        self._shelf.write(standing, gained)
        return True

    def write(self, record: Record, identity: str, outcome: Outcome, read: ReadItem | None) -> Outcome:
        """Write a record if that changes anything; ``read`` is the item that it is just as it was read, its id apart, if there is one."""
        alert = record.alert
        entry = self._ledger.get(alert.lang, alert.id)
        standing = self._standing(record, entry.year if entry else "")
        if standing is None and entry is not None:
            return reject(outcome, _deleted(alert.id, entry))
        if standing is None:
            result = fresh(record, identity, read.written if read is not None else None)
        else:
            try:
                result = reconcile(record, identity, self._shelf.read(standing).decode("utf-8"), entry)
            except (FrontMatterError, UnicodeDecodeError) as error:
                return reject(outcome, _broken(standing.relative_to(self._archive).as_posix(), error))
        path = self._path(result)
        # A record whose year did not change stays where it is, wherever a person put it.
        if standing is not None and standing.parent.name != path.parent.name and not result.is_changed:
            path = standing
        is_written = result.is_changed or standing != path
        entry = replace(result.entry, year=path.parent.name)
        if is_written:
            left = standing if standing != path else None
            self._ledger.put(entry, path=path, text=result.text, left=left)
            stamp = self._shelf.write(path, result.text)
            if standing is None and read is not None:
                self._observed.put(path.relative_to(self._archive).as_posix(), stamp, alert.id, read.traits)
            if left is not None:
                self._shelf.remove(left)
        else:
            self._ledger.put(entry)
        return replace(
            outcome,
            path=path.relative_to(self._archive).as_posix(),
            findings=(*outcome.findings, *result.findings),
            written=is_written,
        )

    def _path(self, result: Reconciled) -> Path:
        alert = result.record.alert
        # Every part is checked: a language of the table, four digits, an id of letters, digits and hyphens.
        return self._archive / alert.lang / f"{alert.issued.year:04}" / f"{alert.id}.md"

    def _standing(self, record: Record, year: str) -> Path | None:
        """Return the record's file: where it should be, where it was last, or wherever a person moved it."""
        alert = record.alert
        folder = self._archive / alert.lang
        for one in dict.fromkeys((f"{alert.issued.year:04}", year)):
            if one and self._shelf.has(path := folder / one / f"{alert.id}.md"):
                return path
        return self._shelf.moved(alert.lang, alert.id) if year else None

    def _named(self, record: Record, record_id: str, entry: Entry) -> Path | None:
        return self._standing(record._replace(alert=replace(record.alert, id=AlertId(record_id))), entry.year)


def _deleted(record_id: str, entry: Entry) -> Finding:
    return Finding(
        "item-deleted",
        "",
        f"the record {record_id} was deleted from the archive by hand. To have it again, delete its line in "
        f".ledger/{entry.language}/{entry.year}.jsonl",
    )


def _broken(name: str, error: Exception) -> Finding:
    return Finding("header-broken", "", f"{name} in the archive cannot be read, and was left: {error}")


def reject(outcome: Outcome, finding: Finding) -> Outcome:
    """Return the outcome of an item that became no record after all."""
    findings = (*outcome.findings, finding)
    return replace(outcome, result=Result.REJECTED, reason=f"{finding.code}: {finding.message}", findings=findings)
