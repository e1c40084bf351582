"""The dull part: disk and clock. Sources in, records and an account out."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from plugins.alerts.errors import ArchiveError, FrontMatterError
from plugins.alerts.findings import Finding
from plugins.alerts.frontmatter import serialise
from plugins.alerts.languages import CODES
from plugins.alerts.model import AlertId, Record
from plugins.importers import crosswalk as crosswalks
from plugins.importers import packed
from plugins.importers import sources as source_files
from plugins.importers.composers import COMPOSERS
from plugins.importers.detect import detect
from plugins.importers.ledger import Ledger
from plugins.importers.normalise import normalise
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert, Provenance, rejected
from plugins.importers.readers import READERS
from plugins.importers.reconcile import Reconciled, fresh, reconcile
from plugins.importers.report import Outcome, Report, ReportWriter, Result, reason
from plugins.importers.sources import Source

_BROKEN = (OSError, EOFError, zlib.error, ValueError)


class UsageError(ArchiveError):
    """An import that was asked for wrongly: exit status 2."""


def run_import(
    sources: Iterable[Path],
    *,
    archive: Path,
    today: dt.date,
    format: str | None = None,  # noqa: A002 - the option's name
    language: str | None = None,
    crosswalk: Path | None = None,
    report: Path | None = None,
    on_outcome: Callable[[Outcome], None] | None = None,
) -> Report:
    """Import sources into an archive.

    Args:
        sources: files and folders.
        archive: folder of the records; made if it is not there.
        today: no date of publication may lie after it; it is used for nothing else.
        format: a key of :data:`~plugins.importers.readers.READERS`; ``None``: found by looking.
        language: of the items that do not say theirs.
        crosswalk: TOML file that maps the columns of tables.
        report: file for the JSON report.
        on_outcome: called with every outcome, for showing progress.

    Returns:
        The account. Its ``exit_status`` is 0 or 1.

    Raises:
        UsageError: for a format or a language that there is not.
        OSError: if the archive or the report cannot be written; what was written until then is whole.
    """
    if format is not None and format not in READERS:
        raise UsageError(f"there is no format {format!r}", where="--format", do=f"Use one of {', '.join(READERS)}.")
    if language and language not in CODES:
        raise UsageError(f"there is no language {language!r}", where="--language", do=f"Use one of {', '.join(CODES)}.")
    account = Report()
    listeners = [account.add, *([on_outcome] if on_outcome else [])]
    with contextlib.ExitStack() as stack:
        if report is not None:
            writer = ReportWriter(stack.enter_context(_replacing(report)))
            listeners.append(writer.add)
            stack.callback(writer.close, account)
        desk = _Desk(archive, today)
        # Records first, then the ledger: a record without its line is taken up again, a line without its record is a deletion.
        stack.callback(desk.close)
        for parsed, table in _items(sources, format, ReadOptions(language=language or "", today=today), crosswalk):
            account.items += 1
            outcome = desk.settle(parsed, table)
            for listener in listeners:
                listener(outcome)
    return account


def _items(
    given: Iterable[Path], named: str | None, options: ReadOptions, walk: Path | None
) -> Iterator[tuple[ParsedAlert, crosswalks.Crosswalk]]:
    """Yield every item of every source, with its crosswalk."""
    try:
        table = _crosswalk(walk)
    except (OSError, UnicodeDecodeError, crosswalks.CrosswalkError) as error:
        yield (
            rejected(Provenance(source=str(walk)), "crosswalk-invalid", f"the crosswalk cannot be used: {error}"),
            crosswalks.Crosswalk(),
        )
        return
    options = replace(options, crosswalk=table)
    for path in given:
        if not path.exists():
            yield _failed(str(path), "source-missing", "there is no such file or folder. Check the path"), table
            continue
        is_empty = True
        for file in source_files.find(path):
            for source in packed.unpack(file):
                is_empty = False
                for parsed in _read(source, named, options):
                    yield parsed, table
        if is_empty:
            yield _failed(str(path), "source-empty", "the folder has no files. Check the path"), table


def _crosswalk(path: Path | None) -> crosswalks.Crosswalk:
    table = crosswalks.parse(path.read_text(encoding="utf-8"), path.name) if path else crosswalks.Crosswalk()
    if table.composer and table.composer not in COMPOSERS:
        raise crosswalks.CrosswalkError(
            f"names the composer {table.composer!r}", where=table.name, do=f"Use one of {', '.join(COMPOSERS)}."
        )
    return table


def _read(source: Source, named: str | None, options: ReadOptions) -> Iterator[ParsedAlert]:
    count = 0
    try:
        head = source.head()
        if not head.strip():
            yield _failed(source.name, "source-empty", "the file is empty")
            return
        found = named or source.format or detect(head, source.name)
        if found not in READERS:
            yield _failed(
                source.name,
                "format-unknown",
                f"{f'{found} is not read by this version' if found else 'this is not text'}. "
                f"Name one of {', '.join(READERS)} with --format if it is one, else leave the file out",
            )
            return
        with source.open() as stream:
            for parsed in READERS[found](stream, source.name, replace(options, head=head)):
                count += 1
                yield parsed
    except packed.OverBudgetError as error:
        yield _failed(source.name, "over-budget", f"{error}. {count} items were read")
        return
    except _BROKEN as error:
        yield _failed(
            source.name,
            "source-unreadable",
            f"reading broke off after {count} items ({type(error).__name__}: {error}). Get a whole copy",
        )
        return
    if not count:
        yield _failed(source.name, "source-empty", "there is no item in it")


def _failed(name: str, code: str, message: str) -> ParsedAlert:
    return rejected(Provenance(source=name), code, message)


class _Desk:
    """Settles items one by one against the archive, the ledger and the items before."""

    def __init__(self, archive: Path, today: dt.date) -> None:
        self._archive = archive
        self._today = today
        self._ledger = Ledger(archive)
        self._seen: dict[tuple[str, str], tuple[bytes, str]] = {}
        self._folders: set[Path] = set()
        # What an import that was killed in the middle of a file left behind.
        for left in archive.glob("*/*/.*.new"):
            left.unlink(missing_ok=True)

    def settle(self, parsed: ParsedAlert, table: crosswalks.Crosswalk) -> Outcome:
        """Return what becomes of an item, having written its record if there is one to write."""
        where = parsed.provenance
        normalised = normalise(parsed, today=self._today, date_order=table.date_order, notice=table.notice)
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
        here = f"{where.source}{f', {where.item}' if where.item else ''}"
        outcome = Outcome(
            source=where.source,
            item=where.item,
            result=Result.ACCEPTED,
            id=alert.id,
            language=alert.lang,
            findings=findings,
        )
        content = _content(record)
        key = (alert.lang, alert.id)
        if (before := self._seen.get(key)) is not None:
            same, first = before[0] == content, before[1]
            if same:
                return replace(outcome, result=Result.DUPLICATE, duplicate_of=alert.id, reason=f"the same as {first}")
            return _reject(
                outcome,
                Finding(
                    "id-duplicate",
                    "id",
                    f"{here} and {first} both are {alert.id} in {alert.lang}, and differ. Give one another id",
                ),
            )
        self._seen[key] = (content, here)
        return self._write(record, parsed.identity, outcome)

    def _write(self, record: Record, identity: str, outcome: Outcome) -> Outcome:
        alert = record.alert
        entry = self._ledger.get(alert.lang, alert.id)
        standing = self._standing(record, entry.year if entry else "")
        if standing is None and entry is not None:
            return _reject(
                outcome,
                Finding(
                    "item-deleted",
                    "",
                    f"the record {alert.id} was deleted from the archive by hand. To have it again, delete its line in "
                    f".ledger/{alert.lang}/{entry.year}.jsonl",
                ),
            )
        if standing is None:
            result = fresh(record, identity)
        else:
            try:
                result = reconcile(record, identity, standing.read_bytes().decode("utf-8"), entry)
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
        if is_written:
            self._replace(path, result.text)
            if standing is not None and standing != path:
                standing.unlink()
        self._ledger.put(replace(result.entry, year=path.parent.name))
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
            if one and (path := folder / one / f"{alert.id}.md").is_file():
                return path
        return next(iter(sorted(folder.glob(f"*/{alert.id}.md"))), None) if year else None

    def _replace(self, path: Path, text: str) -> None:
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        with _replacing(path) as stream:
            stream.write(text)

    def close(self) -> None:
        """Write the ledger."""
        for path, text in self._ledger.changed():
            path.parent.mkdir(parents=True, exist_ok=True)
            with _replacing(path) as stream:
                stream.write(text)


def _content(record: Record) -> bytes:
    alert = replace(record.alert, origin=())
    return hashlib.blake2b(serialise(Record(alert, record.body)).encode("utf-8"), digest_size=16).digest()


def _reject(outcome: Outcome, finding: Finding) -> Outcome:
    findings = (*outcome.findings, finding)
    return replace(outcome, result=Result.REJECTED, reason=f"{finding.code}: {finding.message}", findings=findings)


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    """Open a new file beside ``path`` and put it in its place once it is whole.

    There is no fsync: after a power cut a file may be old, and running the import again puts it right.
    """
    temporary = path.with_name(f".{path.name}.new")
    try:
        with temporary.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
