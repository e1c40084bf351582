"""``invoke import``: sources to records on a terminal, with progress, a summary, reports and a review."""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from invoke import Exit
from rich.console import Console

from plugins.commands.arguments import WRONG_USAGE
from plugins.forking import BusyError
from plugins.importers.accounting.terminal import show_summary, watching
from plugins.importers.matching.decisions import DecisionsError
from plugins.importers.matching.review import Review, answers_from
from plugins.importers.processes.cluster import ClusterError
from plugins.importers.run import UsageError, run_import

if TYPE_CHECKING:
    from collections.abc import Iterator


def import_sources(
    sources: list[Path],
    *,
    archive: Path,
    caches: Path,
    format: str | None = None,  # noqa: A002 (the name of the option)
    language: str | None = None,
    crosswalk: Path | None = None,
    report: Path | None = None,
    workers: int = 0,
    cluster: str = "",
    is_rehearsal: bool = False,
    is_reviewed: bool = False,
) -> None:
    """Import sources, show a summary, and settle with a person what is left to one.

    caches: folder for what is known of archives and can be made again; each has a folder of its own in it.
    report: file for the report; JSON, and beside it the same as a page, ``.html``.
    Raises Exit: 1 where an item or the archive is wrong, 2 for wrong usage.
    """
    if is_reviewed and is_rehearsal:
        raise Exit("--review writes decisions, --dry-run writes nothing: use one of them.", code=WRONG_USAGE)
    if is_reviewed and not archive.is_dir():
        raise Exit(f"{archive}: there is no such archive. Name a folder of records with --archive.", code=1)
    today = dt.datetime.now(tz=dt.UTC).date()
    cache = _cache_of(archive, caches)
    with _explained("imported", "the same import again goes on from there"), watching(sources) as watch:
        account = run_import(
            sources,
            archive=archive,
            today=today,
            format=format,
            language=language,
            crosswalk=crosswalk,
            report=report and (report.with_suffix(".json") if report.suffix == ".html" else report),
            page=report and report.with_suffix(".html"),
            workers=workers,
            cluster=cluster,
            cache=cache,
            is_rehearsal=is_rehearsal,
            on_bytes=watch.bytes_done,
            on_outcome=watch.outcome,
        )
    if sources:
        show_summary(account, sys.stdout, is_rehearsal=is_rehearsal)
    if is_reviewed:
        with _explained("decided", "the next import carries it out"):
            _review(archive, today, cache)
    if account.exit_status:
        raise Exit(code=account.exit_status)


def _cache_of(archive: Path, caches: Path) -> Path:
    key = hashlib.blake2b(str(archive.resolve()).encode(), digest_size=8).hexdigest()
    return caches / key


@contextmanager
def _explained(done: str, then: str) -> Iterator[None]:
    """Say what became of the work so far when it ends early; ``done`` is the work, ``then`` what to do."""
    try:
        yield
    except UsageError as error:
        raise Exit(str(error), code=WRONG_USAGE) from error
    except (BusyError, ClusterError, DecisionsError) as error:
        raise Exit(str(error), code=1) from error
    except OSError as error:
        raise Exit(
            f"{error}. What was {done} until then is whole; mend it, and run the same import again.", code=1
        ) from error
    except KeyboardInterrupt as error:
        raise Exit(f"Interrupted. What was {done} until then is kept; {then}.", code=1) from error


def _review(archive: Path, today: dt.date, cache: Path) -> None:
    def settle() -> None:
        account = run_import([], archive=archive, today=today, cache=cache)
        print(f"{account.written} file(s) of the archive were changed by what was decided.")

    with answers_from(sys.stdin) as answers:
        Review(archive, Console(), answers, today, settle).run()
