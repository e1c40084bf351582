"""The archive as it was read: what is published of it, what is wrong with it, what has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

from plugins.alerts import labels
from plugins.alerts.changes import Changes
from plugins.alerts.collection import Arrangement, Collection, Entry
from plugins.alerts.findings import CODES, Finding, Severity
from plugins.site.code import reading_version
from plugins.site.reading.changes import changes_between
from plugins.site.reading.records import Records
from plugins.site.reading.withdrawn import Withdrawn

STORE = "records.marshal"
"""Where records are kept between builds."""

Located = tuple[str, Finding]
"""Path of a record, relative to the archive, and what is wrong with it."""


class ArchiveReading:
    """The archive as it was found, and as the last build that ended found it."""

    def __init__(
        self,
        now: Records,
        before: Records,
        *,
        read_body: Callable[[str], str],
        read_page: Callable[[str], str],
        read: int,
        withheld: tuple[Withdrawn, ...],
    ) -> None:
        """Take the records, and what reads their texts."""
        self._now = now
        self.before = before
        """The records that were kept."""
        self._read_body = read_body
        self._read_page = read_page
        self.read = read
        """Files that were parsed now; the others were known."""
        self.withdrawn = withheld
        """Records that are withheld."""

    @cached_property
    def changes(self) -> Changes | None:
        """What is different from the records that were kept; nothing where that is too much, or too tangled, to be told."""
        return changes_between(self.before, self._now)

    @property
    def renamed(self) -> frozenset[labels.Key]:
        """The terms that are called otherwise than when the records were kept."""
        return labels.changed(self.before.called, self._now.called)

    @cached_property
    def whole(self) -> Records | None:
        """The records as they were when they were last kept all together, if ever."""
        return self._now.whole

    @cached_property
    def since_whole(self) -> Changes | None:
        """What is different from those; nothing where it cannot be told."""
        return None if self.whole is None else changes_between(self.whole, self._now)

    @property
    def is_near_whole(self) -> bool:
        """Say whether they are like those but for a few."""
        return self._now.is_near_whole

    @cached_property
    def collection(self) -> Collection:
        """Everything that is published of the archive."""
        return self.arranged(self._found[0])

    def arranged(self, entries: Iterable[Entry] | Arrangement) -> Collection:
        """Return a collection of entries of this archive."""
        return Collection(
            entries,
            read_body=self._read_body,
            read_page=self._read_page,
            fingerprint=self.fingerprint,
            changes=self.changes,
        )

    @property
    def findings(self) -> tuple[Located, ...]:
        """Whatever is wrong with it."""
        if self._now.has_doubles():
            return tuple(self._found[1])
        found = sorted((path, one.findings) for path, one in self._now.known.items() if one.findings)
        return tuple((path, Finding(*finding)) for path, findings in found for finding in findings)

    @property
    def reported(self) -> tuple[Located, ...]:
        """Whatever is wrong enough with it to be said at each build: no notes, of which every record may have some."""
        if self._now.has_doubles():
            return tuple(one for one in self._found[1] if one[1].severity is not Severity.NOTE)
        found = sorted(
            (path, one.findings)
            for path, one in self._now.known.items()
            if one.findings and any(CODES[code] is not Severity.NOTE for code, _, _ in one.findings)
        )
        return tuple(
            (path, Finding(*finding))
            for path, findings in found
            for finding in findings
            if CODES[finding[0]] is not Severity.NOTE
        )

    @cached_property
    def _found(self) -> tuple[list[Entry], list[Located]]:
        return _entries(self._now)

    @property
    def fingerprint(self) -> bytes:
        """Return what changes when anything that is published of the archive does."""
        return self._now.fingerprint()

    @property
    def fingerprint_before(self) -> bytes:
        """The same of the records that were kept, which ``changes`` is about."""
        return self.before.fingerprint()

    def save(self, cache: Path, *, anew: bool = False) -> None:
        """Keep the records for the next reading: what is otherwise than in the whole, or, ``anew``, all together."""
        self._now.save(cache / STORE, reading_version(), anew=anew)


def _entries(records: Records) -> tuple[list[Entry], list[Located]]:
    """Return the entries of what is published, and every finding."""
    withheld = {one[0] for one in records.withdrawn}
    entries = []
    findings: list[Located] = []
    paths: dict[tuple[str, str], str] = {}
    for path, one in sorted(records.known.items()):
        if one.findings:
            findings.extend((path, Finding(*finding)) for finding in one.findings)
        if not one.row or one.id in withheld:
            continue
        first = paths.setdefault((one.lang, one.id), path)
        if first != path:
            message = f"{first} has the same id {one.id!r} and language; give one of the two an id of its own"
            findings.append((path, Finding("id-duplicate", "id", message)))
            continue
        entries.append(one.entry(path))
    return entries, findings
