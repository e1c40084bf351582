"""An item that is being settled, what is remembered of those before it, and what may be said of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import NamedTuple

from plugins.alerts.findings import Finding
from plugins.alerts.model import AlertId, Record
from plugins.importers.accounting.report import Outcome, Result, reason
from plugins.importers.matching.traits import Key
from plugins.importers.parsed import ParsedAlert
from plugins.importers.processes.reading import ReadItem
from plugins.importers.settling.records import reject

_TAKEN = "="
"""Before an identity, in the place of an id, which never has it."""
_JOINED = "+"
"""Before an id and the origin that it has gained, likewise."""


class Seen(NamedTuple):
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


@dataclass(slots=True)
class Case:
    """An item that is a record, or another copy of one."""

    item: ReadItem
    record: Record
    """Under the id that it has as far as is known."""
    known: str | None
    """Id under which an import wrote it before."""
    outcome: Outcome
    made: str
    """Print of its words, or of those of the copy that stands for it."""

    @property
    def parsed(self) -> ParsedAlert:
        """What was read, without the text."""
        return self.item.parsed

    @property
    def key(self) -> Key:
        """Language and id."""
        return self.record.alert.lang, self.record.alert.id

    @property
    def taken_as(self) -> Key:
        """What an item of this identity is remembered by once it was taken for a record."""
        return self.record.alert.lang, f"{_TAKEN}{self.parsed.identity}"

    def joined_as(self, record_id: str) -> Key:
        """Return what an item of this name and source is remembered by once a record has gained it."""
        return self.record.alert.lang, f"{_JOINED}{record_id} {self.record.alert.origin[0].source}"

    def seen(self, content: bytes) -> Seen:
        """Return what is remembered of it."""
        where = self.parsed.provenance
        return Seen(content, where.source, where.item, self._mail())

    def name(self, record_id: str) -> None:
        """Give it another id."""
        self.record = with_id(self.record, record_id)
        self.outcome = replace(self.outcome, id=record_id)

    def is_copy_of_mail(self, before: Seen) -> bool:
        """Say whether both are copies of one mail, whose texts may differ as lists and programs change them."""
        return bool(before.mail) and before.mail == self._mail()

    def differs(self, before: Seen) -> None:
        """Note that it is a copy whose text is another."""
        told = f"another copy of the mail in {before.place}; its text differs, and was left"
        findings = (*self.outcome.findings, Finding("duplicate-differs", "body", told))
        self.outcome = replace(self.outcome, findings=findings)

    def repeats(self, record_id: str, before: Seen) -> Outcome:
        """Return the outcome of a repetition."""
        told = f"the same as {before.place}"
        return replace(self.outcome, result=Result.DUPLICATE, id=record_id, duplicate_of=record_id, reason=told)

    def clashes(self, before: Seen) -> Outcome:
        """Return the outcome of what has the id of another item, and is not the same."""
        outcome = self.outcome
        here = f"{outcome.source}{f', {outcome.item}' if outcome.item else ''}"
        told = f"{here} and {before.place} both are {outcome.id} in {outcome.language}, and differ. Give one another id"
        return reject(outcome, Finding("id-duplicate", "id", told))

    def _mail(self) -> bytes:
        identity, alert = self.parsed.identity, self.record.alert
        if not identity.startswith("mid:"):
            return b""
        text = "\n".join((identity, alert.title, str(alert.issued)))
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def begun(item: ReadItem, record: Record, known: str | None) -> Case:
    """Return the case of an item that is a record, accepted so far."""
    record = record if known is None else with_id(record, known)
    alert, where = record.alert, item.parsed.provenance
    outcome = Outcome(
        source=where.source,
        item=where.item,
        result=Result.ACCEPTED,
        id=alert.id,
        language=alert.lang,
        findings=item.normalised.findings,
        title=alert.title,
        issued=str(alert.issued),
    )
    return Case(item, record, known, outcome, item.print)


def with_id(record: Record, record_id: str) -> Record:
    """Return a record under another id."""
    return record._replace(alert=replace(record.alert, id=AlertId(record_id)))


def opens(item: ReadItem, whole: str) -> Outcome:
    """Return the outcome of an item that is the opening of a record."""
    parsed = item.parsed
    return Outcome(
        source=parsed.provenance.source,
        item=parsed.provenance.item,
        result=Result.DUPLICATE,
        id=whole,
        language=parsed.language,
        duplicate_of=whole,
        reason=f"the opening of the record {whole}, as a listing shows it",
        findings=parsed.findings,
    )


def unusable(item: ReadItem) -> Outcome:
    """Return the outcome of an item of which no record could be made."""
    parsed, findings = item.parsed, item.normalised.findings
    return Outcome(
        source=parsed.provenance.source,
        item=parsed.provenance.item,
        result=Result.REJECTED,
        language=parsed.language,
        reason=reason(findings),
        findings=findings,
    )
