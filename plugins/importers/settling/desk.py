"""Where items are settled: against the archive, its ledger, and the items before. It writes records, each whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from plugins.alerts import frontmatter
from plugins.alerts.errors import FrontMatterError
from plugins.alerts.findings import Finding
from plugins.alerts.frontmatter import serialise
from plugins.alerts.model import AlertId, Record
from plugins.importers.accounting.report import Outcome, Result, reason
from plugins.importers.keeping.ledger import Entry, Ledger
from plugins.importers.keeping.scratch import Scratch
from plugins.importers.keeping.shelf import Rehearsal, Shelf, replacing
from plugins.importers.matching.decisions import Decisions
from plugins.importers.matching.duplicates import Duplicates
from plugins.importers.matching.observed import Observed
from plugins.importers.matching.settlement import Settled, settle
from plugins.importers.matching.traits import Traits
from plugins.importers.parsed import ParsedAlert
from plugins.importers.processes.reading import ReadItem
from plugins.importers.settling.reconcile import Reconciled, fresh, reconcile


class _Seen(NamedTuple):
    """An item of this import that became a record."""

    content: bytes
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
        self._shelf = Rehearsal(archive) if is_rehearsal else Shelf(archive)
        self._ledger = Ledger(archive, is_rehearsal=is_rehearsal)
        self._duplicates = Duplicates(archive)
        self._observed = Observed()
        self._seen = Scratch(
            "CREATE TABLE seen (language, id, content, source, item, mail, PRIMARY KEY (language, id)) WITHOUT ROWID"
        )

    def settle(self, item: ReadItem) -> Outcome:
        """Return what becomes of an item, having written its record if there is one to write.

        Raises:
            OSError: if something cannot be written; what was settled until then is whole.
        """
        parsed, normalised = item.parsed, item.normalised
        where = parsed.provenance
        if parsed.excerpt_of and (whole := self._ledger.id_of(parsed.language, parsed.excerpt_of)) is not None:
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
        record, findings, traits = normalised.record, normalised.findings, item.traits
        if record is None or traits is None:
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
        here = f"{where.source}{f', {where.item}' if where.item else ''}"
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
        if known is None and (original := self._duplicates.original_of(record, parsed, traits.print)) is not None:
            entry = self._ledger.get(alert.lang, original)
            # Without its line it was deleted, and is wanted again.
            if entry is not None:
                return self._join(original, entry, record, item, outcome)
        if known is None and (other := self._duplicates.id_in_group(record, parsed)) != alert.id:
            alert = replace(alert, id=AlertId(other))
            record, outcome = record._replace(alert=alert), replace(outcome, id=other)
        content = _content(record)
        key = (alert.lang, alert.id)
        if (before := self._before(key)) is not None:
            entry = self._ledger.get(*key)
            if before.content == content or (before.mail and before.mail == _mail(parsed, record)):
                outcome = replace(
                    outcome, result=Result.DUPLICATE, duplicate_of=alert.id, reason=f"the same as {before.place}"
                )
                if before.content != content:
                    told = f"another copy of the mail in {before.place}; its text differs, and was left"
                    outcome = replace(outcome, findings=(*findings, Finding("duplicate-differs", "body", told)))
                if before.source == where.source or entry is None:
                    return outcome
                return self._join(alert.id, entry, record, item, outcome)
            return _reject(
                outcome,
                Finding(
                    "id-duplicate",
                    "id",
                    f"{here} and {before.place} both are {alert.id} in {alert.lang}, and differ. Give one another id",
                ),
            )
        seen = _Seen(content, where.source, where.item, _mail(parsed, record))
        self._seen.put("INSERT INTO seen VALUES (?, ?, ?, ?, ?, ?)", (*key, *seen))
        completed = self._duplicates.completed(record)
        outcome = self._write(completed, parsed.identity, outcome, traits if completed is record else None)
        if outcome.result is Result.ACCEPTED:
            self._duplicates.remember(record, parsed, traits.print)
        return outcome

    def _before(self, key: tuple[str, str]) -> _Seen | None:
        query = "SELECT content, source, item, mail FROM seen WHERE language = ? AND id = ?"
        found = self._seen.first(query, key)
        return _Seen(*found) if found else None

    def _join(self, original: str, entry: Entry, record: Record, item: ReadItem, outcome: Outcome) -> Outcome:
        """Let the record that an item repeats gain the item's origin and address."""
        made = item.traits.print if item.traits else ""
        alert = record.alert
        named = record._replace(alert=replace(alert, id=AlertId(original)))
        standing = self._standing(named, entry.year)
        if standing is None:
            return _reject(outcome, _deleted(original, entry))
        outcome = replace(
            outcome,
            result=Result.DUPLICATE,
            id=original,
            duplicate_of=original,
            reason=outcome.reason or f"the same as the record {original}, under another identity",
            path=standing.relative_to(self._archive).as_posix(),
        )
        try:
            text = self._shelf.read(standing).decode("utf-8")
            self._duplicates.join(original, record, item.parsed, made, frontmatter.parse(text))
            gained, entry = self._duplicates.gain(original, alert.lang, text, entry)
        except (FrontMatterError, UnicodeDecodeError) as error:
            told = f"{outcome.path} in the archive cannot be read, and was left: {error}"
            return _reject(outcome, Finding("header-broken", "", told))
        if gained != text:
            self._ledger.put(entry, path=standing, text=gained)
            self._shelf.write(standing, gained)
        return replace(outcome, written=gained != text)

    def _write(self, record: Record, identity: str, outcome: Outcome, traits: Traits | None) -> Outcome:
        """Write a record if that changes anything; ``traits`` are those of the record just as it is here, if they are known."""
        alert = record.alert
        entry = self._ledger.get(alert.lang, alert.id)
        standing = self._standing(record, entry.year if entry else "")
        if standing is None and entry is not None:
            return _reject(outcome, _deleted(alert.id, entry))
        if standing is None:
            result = fresh(record, identity)
        else:
            try:
                result = reconcile(record, identity, self._shelf.read(standing).decode("utf-8"), entry)
            except (FrontMatterError, UnicodeDecodeError) as error:
                name = standing.relative_to(self._archive).as_posix()
                return _reject(
                    outcome,
                    Finding("header-broken", "", f"{name} in the archive cannot be read, and was left: {error}"),
                )
        path = self._path(result)
        # A record whose year did not change stays where it is, wherever a person put it.
        if standing is not None and standing.parent.name != path.parent.name and not result.is_changed:
            path = standing
        is_written = result.is_changed or standing != path
        entry = replace(result.entry, year=path.parent.name)
        if is_written:
            left = standing if standing != path else None
            self._ledger.put(entry, path=path, text=result.text, left=left)
            self._shelf.write(path, result.text)
            if standing is None and traits is not None:
                self._observed.put(path.relative_to(self._archive).as_posix(), self._shelf, alert.id, traits)
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
            for path, lines in self._files():
                path.parent.mkdir(parents=True, exist_ok=True)
                with replacing(path) as stream:
                    stream.writelines(lines)
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


def _deleted(record_id: str, entry: Entry) -> Finding:
    return Finding(
        "item-deleted",
        "",
        f"the record {record_id} was deleted from the archive by hand. To have it again, delete its line in "
        f".ledger/{entry.language}/{entry.year}.jsonl",
    )


def _mail(parsed: ParsedAlert, record: Record) -> bytes:
    if not parsed.identity.startswith("mid:"):
        return b""
    text = "\n".join((parsed.identity, record.alert.title, str(record.alert.issued)))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _content(record: Record) -> bytes:
    # How a copy came to its text is no part of what it says.
    alert = replace(record.alert, origin=(), repaired=())
    return hashlib.blake2b(serialise(Record(alert, record.body)).encode("utf-8"), digest_size=16).digest()


def _reject(outcome: Outcome, finding: Finding) -> Outcome:
    findings = (*outcome.findings, finding)
    return replace(outcome, result=Result.REJECTED, reason=f"{finding.code}: {finding.message}", findings=findings)
