"""The archive's commands; `invoke --list` names them, docs/commands.md explains them.

Exit status: 0 done; 1 something in the input or the site is wrong, and it was said what; 2 wrong usage.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shlex
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from invoke import Context, Exit, task

from plugins.commands.arguments import WRONG_USAGE, SourcesTask, teach_parser
from plugins.commands.clearing import forgotten, in_the_way
from plugins.commands.serving import PortError, serve_until_interrupted

ROOT = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent

teach_parser()


def _pelican(archive: str, output: str, *, settings: str = "pelicanconf.py", extra: Iterable[str] = ()) -> None:
    # Without --fatal, Pelican logs a plugin that it cannot load and exits with 0.
    done = subprocess.run(  # noqa: S603 (our own program; what it says to the terminal goes there as it is)
        [
            *(f"{BIN}/pelican", archive, "-o", output, "-s", f"{ROOT}/{settings}"),
            *("--fatal", "errors", "--log-handler", "plain", *extra),
        ],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    # Pelican's own last words count its articles, of which there are none: the site's generator makes every page.
    print(done.stdout.partition("Done: ")[0], end="")
    if done.returncode:
        raise Exit(code=1)


@task(
    klass=SourcesTask,
    iterable=["source"],
    positional=["source"],
    help={
        "source": "files and folders with legacy texts",
        "format": "text, eml, mbox, html, warc, wxr, csv, tsv, jsonl, feed or markdown; detected where it is not said",
        "language": "language of texts that do not say theirs",
        "crosswalk": "TOML file that maps the source's columns to ours",
        "archive": "folder of the records (archive)",
        "report": "file for the JSON report in which every item is accounted for; beside it stands the same as a page, FILE.html",
        "workers": "processes that read (one a processor); the result is the same for any number",
        "dry-run": "write nothing to the archive; report and summary are those of a real import",
        "review": "settle what is left to a person, after the import or without one: duplicates, translations, updates",
        "cluster": "address of a Dask scheduler whose workers read (tcp://host:8786), or local",
    },
    name="import",
)
def import_(
    c: Context,
    source: list[str],
    format: str = "",  # noqa: A002 (the name of the option)
    language: str = "",
    crosswalk: str = "",
    archive: str = "archive",
    report: str = "",
    workers: int = 0,
    dry_run: bool = False,
    cluster: str = "",
    review: bool = False,
) -> None:
    """Turn legacy sources into records; every item is accepted, a duplicate, or rejected with a reason."""
    del c
    from plugins.commands.importing import import_sources  # noqa: PLC0415 (the other commands need none of its libraries)

    import_sources(
        [Path(one) for one in source],
        archive=Path(archive),
        caches=ROOT / ".cache" / "traits",
        format=format or None,
        language=language or None,
        crosswalk=Path(crosswalk) if crosswalk else None,
        report=Path(report) if report else None,
        workers=workers,
        cluster=cluster,
        is_rehearsal=dry_run,
        is_reviewed=review,
    )


@task(
    help={
        "archive": "folder of the records (archive)",
        "output": "folder for the site (output)",
        "workers": "processes that render and index (one a processor)",
        "clean": "forget what was built before",
        "whole-index": "folder for the search index unsplit as well, as lunr.js serialises it",
        "timings": "say at the end what each stage took",
    }
)
def build(
    c: Context,
    archive: str = "archive",
    output: str = "output",
    workers: int = 0,
    clean: bool = False,
    whole_index: str = "",
    timings: bool = False,
) -> None:
    """Build the site: only what changed, unless --clean."""
    del c
    if not Path(archive).is_dir():
        raise Exit(f"{archive}: there is no such archive. Name a folder of records with --archive.", code=1)
    if workers < 0:
        raise Exit(f"--workers {workers}: give a number from 1 up, or leave it out.", code=WRONG_USAGE)
    if clean and (kept := in_the_way(Path(output), (ROOT, Path(archive), Path.cwd(), Path.home()))) is not None:
        raise Exit(f"{output}: --clean would delete {kept}. Name a folder for the site alone.", code=WRONG_USAGE)
    options = ["ALERT_PROGRESS=true"]
    if workers:
        options.append(f"ALERT_WORKERS={workers}")
    if whole_index:
        options.append(f'WHOLE_INDEX="{Path(whole_index).resolve()}"')
    if timings:
        options.append("ALERT_TIMINGS=true")
    with forgotten(Path(output), ROOT / ".cache") if clean else contextlib.nullcontext():
        _pelican(archive, output, extra=["-e", *options])


@task(
    help={
        "alerts": "records to make, in all languages",
        "seed": "the same seed, the same bytes",
        "archive": "new folder",
    }
)
def sample(c: Context, alerts: int = 1000, seed: int = 1, archive: str = "sample") -> None:
    """Write a made-up archive, plainly fictional, for tests and benchmarks."""
    del c
    from plugins.samples.writing import SampleError, write_sample  # noqa: PLC0415

    try:
        write_sample(Path(archive), alerts, seed)
    except SampleError as error:
        raise Exit(str(error), code=1) from error


@task(help={"output": "folder of the site (output)", "port": "port on this machine (8000)"})
def serve(c: Context, output: str = "output", port: int = 8000) -> None:
    """Show the site at http://127.0.0.1:PORT/ until interrupted."""
    del c
    if not Path(output, "index.html").is_file():
        raise Exit(f"{output}: there is no site. Build one with `invoke build`.", code=1)
    try:
        serve_until_interrupted(Path(output), port)
    except PortError as error:
        raise Exit(str(error), code=1) from error


@task(help={"output": "folder for the site (output)"})
def publish(c: Context, archive: str = "archive", output: str = "output") -> None:
    """Build the site for one address: set SITEURL in the environment."""
    del c
    if not os.environ.get("SITEURL", "").startswith(("http://", "https://")):
        raise Exit("SITEURL is not set. Run `SITEURL=https://example.org invoke publish`.", code=WRONG_USAGE)
    _pelican(archive, output, settings="publishconf.py")


@task(help={"output": "folder of the site (output)", "to": "the zip to write (alert-archive.zip)"})
def bundle(c: Context, output: str = "output", to: str = "alert-archive.zip") -> None:
    """Pack a built site into one zip for a USB stick: unpack it anywhere, open index.html."""
    del c
    from plugins.site.checks.bundling import BundleError, write_bundle  # noqa: PLC0415

    try:
        count = write_bundle(Path(output), Path(to))
    except (BundleError, OSError) as error:
        raise Exit(str(error), code=1) from error
    print(f"{to}: {count:,} files, {Path(to).stat().st_size / 1e6:,.1f} MB.")


@task(
    help={
        "what": "the id of a record, which is withdrawn; or a name, which is replaced by a mark wherever it stands",
        "reason": "safety, privacy, law, error or source: what the page of a withdrawn record says",
        "archive": "folder of the records (archive)",
        "anyway": "even if it matches nothing, or very much",
    },
    positional=["what"],
)
def redact(c: Context, what: str, reason: str = "", archive: str = "archive", anyway: bool = False) -> None:
    """Take a record, or a name, out of everything that is published; the archive's own files stay as they are."""
    del c
    from plugins.alerts.errors import ArchiveError  # noqa: PLC0415
    from plugins.site.checks.redacting import redact as redact_in  # noqa: PLC0415

    today = dt.datetime.now(tz=dt.UTC).date()
    try:
        done = redact_in(Path(archive), what, reason=reason, today=today, anyway=anyway)
    except (ArchiveError, ValueError, OSError) as error:
        raise Exit(str(error), code=1) from error
    if done is None:
        print(f"{what!r} is redacted already.")
        return
    print(f"{done.line}\n{len(done.paths):,} record(s) {'withdrawn' if done.is_record else 'have that name'}:")
    for path in done.paths[:10]:
        print(f"  {path}")
    for word, count in done.left.items():
        print(f"{word!r} stands by itself in {count:,} of them, and stays: redact it as well if it means the same.")
    print("Run `invoke build`, then `invoke check`. The files in the archive still say what they said.")


@task(help={"output": "folder of the site (output)", "archive": "folder of the records, for its redactions (archive)"})
def check(c: Context, output: str = "output", archive: str = "archive") -> None:
    """Check a built site: links, the manifest, budgets, HTML, and that nothing that is redacted is left in it."""
    del c
    from plugins.alerts.errors import ArchiveError  # noqa: PLC0415
    from plugins.search.redacted import words_left  # noqa: PLC0415
    from plugins.site.checks.checking import check_site  # noqa: PLC0415
    from plugins.site.checks.leaks import leaks  # noqa: PLC0415
    from plugins.site.checks.validity import one_of_each, validate  # noqa: PLC0415
    from plugins.site.reading.archive import read_redactions  # noqa: PLC0415

    problems = check_site(Path(output))
    try:
        redactions = read_redactions(Path(archive))
    except ArchiveError as error:
        raise Exit(str(error), code=1) from error
    problems += leaks(Path(output), redactions)
    problems += words_left(Path(output), [name.written for name in redactions.names])
    problems += validate(one_of_each(Path(output)), modules=ROOT)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        raise Exit(f"{len(problems)} problem(s) in {output}.", code=1)
    print(f"{output}: links, manifest, budgets, redactions and HTML are in order.")


@task(help={"write": "bring the catalogues up to date with the templates"})
def catalogues(c: Context, write: bool = False) -> None:
    """List the interface texts that lack a translation."""
    del c
    from plugins.site.templating.extraction import missing_texts, update_catalogues  # noqa: PLC0415

    if write:
        update_catalogues(ROOT / "theme")
    missing = missing_texts(ROOT / "theme")
    for language, text in missing:
        print(f"{language}: {text!r}", file=sys.stderr)
    if missing:
        raise Exit(f"{len(missing)} text(s) without a translation; add them in theme/locale/.", code=1)


@task(
    help={
        "size": "records of one made-up archive, instead of 1,000, 4,000 and 16,000",
        "large": "50,000 and 100,000 as well",
        "documents": "JSON Lines with real documents, instead of made-up ones",
        "importing": "importing alone, by format, instead",
    }
)
def bench(c: Context, size: int = 0, large: bool = False, documents: str = "", importing: bool = False) -> None:
    """Measure the build, the index and the search beside their peers, or importing, and write down the figures."""
    if importing:
        c.run(shlex.join([f"{BIN}/python", "-m", "benchmarks.importing"]), pty=False)
        return
    options = [f"--size={size}"] * bool(size) + ["--large"] * large + [f"--documents={documents}"] * bool(documents)
    c.run(shlex.join([f"{BIN}/python", "-m", "benchmarks", *options]), pty=False)


@task
def golden(c: Context) -> None:
    """Write the expected files of the importers' tests anew, for the difference to be read."""
    del c
    from tests.importers.golden import refresh_golden  # noqa: PLC0415

    for path in refresh_golden():
        print(path)


@task
def lint(c: Context) -> None:
    """Check style and types."""
    c.run(f"'{BIN}/ruff' check . && '{BIN}/ruff' format --check . && '{BIN}/mypy'", pty=False)


@task(help={"k": "only the tests whose names match", "thorough": "200 random edits, not 15: a quarter of an hour"})
def test(c: Context, k: str = "", thorough: bool = False) -> None:
    """Run the whole test suite."""
    edits = {"ALERT_TEST_EDITS": "200"} if thorough else {}
    # Whole files, so that a site is built once for all tests that look at it, in the order of tests/conftest.py.
    dealt = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
    c.run(shlex.join([f"{BIN}/python", "-m", "pytest", *dealt, *(["-k", k] if k else [])]), pty=False, env=edits)
