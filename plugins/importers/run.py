"""The dull part: disk and clock. Sources in, records and an account out."""

from __future__ import annotations

import contextlib
import datetime as dt
import pickle
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from plugins.alerts.errors import ArchiveError
from plugins.alerts.languages import CODES
from plugins.importers import crosswalk as crosswalks
from plugins.importers import packed
from plugins.importers import sources as source_files
from plugins.importers.composers import COMPOSERS
from plugins.importers.desk import Desk, replacing
from plugins.importers.detect import detect
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert, Provenance, rejected
from plugins.importers.readers import READERS
from plugins.importers.report import Outcome, Report, ReportWriter
from plugins.importers.sources import Source

_IN_MEMORY = 4_000_000
"""Bytes of openings that wait for their wholes; more than that wait on disk."""
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
            writer = ReportWriter(stack.enter_context(replacing(report)))
            listeners.append(writer.add)
            stack.callback(writer.close, account)
        desk = Desk(archive, today)
        # Records first, then the ledger: a record without its line is taken up again, a line without its record is a deletion.
        stack.callback(desk.close)
        for parsed, table in _excerpts_last(
            _items(sources, format, ReadOptions(language=language or "", today=today), crosswalk)
        ):
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


def _excerpts_last(
    items: Iterator[tuple[ParsedAlert, crosswalks.Crosswalk]],
) -> Iterator[tuple[ParsedAlert, crosswalks.Crosswalk]]:
    """Yield openings that a listing shows after everything else: by then it is known which of them are there as a whole."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as held:
        waiting = 0
        table = crosswalks.Crosswalk()
        for parsed, walk in items:
            if parsed.excerpt_of:
                pickle.dump(parsed, held)
                waiting, table = waiting + 1, walk
            else:
                yield parsed, walk
        held.seek(0)
        for _ in range(waiting):
            # Written above, by this process, into a file that has no name.
            yield pickle.load(held), table  # noqa: S301


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
