"""The dull part: disk and clock. Sources in, records and an account out."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Callable, Generator, Iterable
from functools import partial
from pathlib import Path

from plugins.alerts.errors import ArchiveError
from plugins.alerts.languages import CODES
from plugins.forking import alone
from plugins.importers import crosswalk as crosswalks
from plugins.importers.accounting.page import Page
from plugins.importers.accounting.report import Outcome, Report, ReportWriter
from plugins.importers.formats.composers import COMPOSERS
from plugins.importers.formats.readers import FORMATS
from plugins.importers.keeping.shelf import replacing
from plugins.importers.matching.decisions import FILE as DECISIONS
from plugins.importers.matching.decisions import Decisions, DecisionsError
from plugins.importers.matching.decisions import parse as parse_decisions
from plugins.importers.options import ReadOptions
from plugins.importers.processes.budget import BUDGET, Budget
from plugins.importers.processes.cluster import reading_on
from plugins.importers.processes.crew import Reading, reading_with
from plugins.importers.processes.cutting import cut_all, failed
from plugins.importers.processes.reading import Sealed, prepare, read_items, settled
from plugins.importers.settling.desk import Desk
from plugins.importers.settling.waiting import Waiting


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
    page: Path | None = None,
    workers: int = 0,
    cluster: str = "",
    cache: Path | None = None,
    is_rehearsal: bool = False,
    budget: Budget = BUDGET,
    on_outcome: Callable[[Outcome], None] | None = None,
    on_bytes: Callable[[int], None] | None = None,
) -> Report:
    """Import sources into an archive.

    Args:
        sources: files and folders.
        archive: folder of the records; made if it is not there.
        today: no date of publication may lie after it; it is used for nothing else.
        format: a key of :data:`~plugins.importers.formats.readers.FORMATS`; ``None``: found by looking.
        language: of the items that do not say theirs.
        crosswalk: TOML file that maps the columns of tables.
        report: file for the JSON report.
        page: file for the same as a page to be read.
        workers: processes that read; 0: one a processor. The result is the same for any number.
        cluster: address of the scheduler of a Dask cluster whose workers read, or ``local``; empty: processes of this machine.
        cache: folder for what is known of the archive's records and can be made again; ``None``: all are read again at the end.
        is_rehearsal: nothing is written but report and page, which are those of a real import.
        budget: what reading one item may cost.
        on_outcome: called with every outcome as its item is settled; the report has them in the order of the sources.
        on_bytes: called with every item that was read, with the bytes of the sources that are done, for showing progress.

    Returns:
        The account. Its ``exit_status`` is 0 or 1.

    Raises:
        UsageError: for a format, a language or a number of processes that there is not.
        ClusterError: if the cluster cannot be had.
        DecisionsError: if what a person decided cannot be read; then nothing was written.
        BusyError: if another import into the archive is at work.
        OSError: if the archive or the report cannot be written; what was written until then is whole, and the same import again
            goes on from there.
    """
    _check(format, language, workers)
    decisions = read_decisions(archive)
    account = Report()
    with contextlib.ExitStack() as stack:
        writer = None
        if report is not None:
            writer = ReportWriter(stack.enter_context(replacing(report)))
            stack.callback(writer.discard)
        shown = Page() if page is not None else None
        items = _items(
            list(sources),
            named=format,
            language=language or "",
            walk=crosswalk,
            today=today,
            workers=workers or processors(),
            budget=budget,
            reading=reading_on(cluster, stack, workers=workers or processors()) if cluster else reading_with,
            account=account,
        )
        # Not before it is sure that there is somebody to read: the folder is made with it.
        if not is_rehearsal:
            stack.enter_context(alone(archive, "import"))
        desk = Desk(archive, decisions=decisions, cache=cache, is_rehearsal=is_rehearsal)
        stack.callback(desk.close)
        waiting = Waiting()
        stack.callback(waiting.close)
        for sealed, done in stack.enter_context(contextlib.closing(items)):
            waiting.put(sealed, is_known=desk.knows(sealed))
            if on_bytes is not None:
                on_bytes(done)
        for place, item in waiting.in_order():
            outcome = desk.settle(item)
            if waiting.settled(place, outcome) and on_outcome is not None:
                on_outcome(outcome)
        for outcome in waiting.outcomes():
            account.add(outcome)
            if writer is not None:
                writer.add(outcome)
            if shown is not None:
                shown.add(outcome)
        # Records first, then the ledger: a record without its line is taken up again, a line without its record is a deletion.
        done_at_last = desk.finish()
        account.settle(done_at_last)
        if writer is not None:
            writer.close(account, done_at_last.amended)
        if shown is not None and page is not None:
            with replacing(page) as stream:
                stream.write(shown.html(account, is_rehearsal=is_rehearsal))
    return account


def read_decisions(archive: Path) -> Decisions:
    """Return what a person decided.

    Raises:
        DecisionsError: if the file cannot be used.
    """
    path = archive / DECISIONS
    try:
        return parse_decisions(path.read_text(encoding="utf-8") if path.is_file() else "")
    except UnicodeDecodeError as error:
        raise DecisionsError(f"is not UTF-8 ({error.reason})", where=DECISIONS, do="Save it as UTF-8.") from error


def processors() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _check(format_: str | None, language: str | None, workers: int) -> None:
    if format_ is not None and format_ not in FORMATS:
        raise UsageError(f"there is no format {format_!r}", where="--format", do=f"Use one of {', '.join(FORMATS)}.")
    if language and language not in CODES:
        raise UsageError(f"there is no language {language!r}", where="--language", do=f"Use one of {', '.join(CODES)}.")
    if workers < 0:
        raise UsageError(f"{workers} processes were asked for", where="--workers", do="Give a number from 1 up.")


def _items(
    given: list[Path],
    *,
    named: str | None,
    language: str,
    walk: Path | None,
    today: dt.date,
    workers: int,
    budget: Budget,
    reading: Reading,
    account: Report,
) -> Generator[tuple[Sealed, int], None, None]:
    """Yield every item of every source, and how many bytes of the sources are done with it.

    Items are entered in the account as they come from being read, so that one which never gets an outcome is missed there.
    """
    try:
        table = _crosswalk(walk)
    except (OSError, UnicodeDecodeError, crosswalks.CrosswalkError) as error:
        account.items += 1
        yield settled(failed(str(walk), "crosswalk-invalid", f"the crosswalk cannot be used: {error}")), 0
        return
    options = ReadOptions(language=language, today=today, crosswalk=table)
    done = reading(
        lambda start, on_read: cut_all(given, named, options, start=start, on_read=on_read),
        partial(read_items, options=options, today=today),
        workers=workers,
        budget=budget,
        prepare=partial(prepare, options=options),
    )
    with contextlib.closing(done):
        for one in done:
            account.items += len(one.items)
            for item in one.items:
                yield item, one.done


def _crosswalk(path: Path | None) -> crosswalks.Crosswalk:
    try:
        table = crosswalks.parse(path.read_text(encoding="utf-8-sig"), path.name) if path else crosswalks.Crosswalk()
    except UnicodeDecodeError as error:
        told = f"is not UTF-8 ({error.reason})"
        raise crosswalks.CrosswalkError(told, where=str(path), do="Save it as UTF-8.") from error
    if table.composer and table.composer not in COMPOSERS:
        raise crosswalks.CrosswalkError(
            f"names the composer {table.composer!r}", where=table.name, do=f"Use one of {', '.join(COMPOSERS)}."
        )
    return table
