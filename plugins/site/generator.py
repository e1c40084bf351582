"""The one place where the site touches Pelican and the clock."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import logging
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pelican.generators import Generator

from plugins.alerts import labels
from plugins.alerts.collection import Collection
from plugins.alerts.errors import ArchiveError
from plugins.alerts.findings import Severity
from plugins.site import addresses, facets
from plugins.site.archive import ArchiveReading, read_archive
from plugins.site.assets import assets
from plugins.site.code import code_version
from plugins.site.extras import Extras
from plugins.site.output import OutputState
from plugins.site.plan import SitePlan
from plugins.site.render import Renderer
from plugins.site.settings import SiteSettings
from plugins.site.templates import templates_path
from plugins.site.workers import render_pages

logger = logging.getLogger(__name__)


class AlertsGenerator(Generator):  # type: ignore[misc]
    """Reads the archive, plans the site, writes the pages."""

    def generate_context(self) -> None:
        """Read the archive and put the collection where the other plugins find it.

        Raises:
            SystemExit: if a setting cannot be used; Pelican would show a traceback where a sentence is wanted.
        """
        with _sentences(), _for_good():
            self._read()

    def _read(self) -> None:
        self.site_settings = SiteSettings.from_pelican(self.settings)
        self.work = self.site_settings.cache / _key(self.site_settings)
        started = time.perf_counter()
        self.reading: ArchiveReading = read_archive(
            self.site_settings.archive,
            self.work,
            workers=self.site_settings.workers,
            today=dt.datetime.now(tz=dt.UTC).date(),
        )
        self.reading.save()
        collection: Collection = self.reading.collection
        self.context["collection"] = collection
        # Where pages stand and what they list, for plugins that lead to them.
        self.context["addresses"] = addresses
        self.context["facets"] = facets
        self.context.setdefault("written", {})
        logger.info("Read %d alerts, %d files anew, in %.2f s", len(collection), self.reading.read, _since(started))

    def generate_output(self, writer: object) -> None:
        """Write the pages that changed, take away those that are gone, and say what could not be read.

        Raises:
            SystemExit: if a text, a library or a template is missing; after everything is written, if a record could not be used.
        """
        del writer
        with _sentences():
            self._write()
        self._report()

    def _write(self) -> None:
        settings = self.site_settings
        state = OutputState(settings.output, self.work)
        vendor: dict[str, str] = self.context.get("vendor_files", {})
        files = dict(assets(settings.theme, settings.modules, vendor))
        scripts: tuple[str, ...] = tuple(self.context.get("search_scripts", ()))
        extras = Extras.from_context(self.context)
        base = _base(settings, scripts, extras)
        whole = _whole(base, self.reading, files, extras, self.context["written"])
        if state.stands(whole):
            print(f"{len(self.reading.collection):,} alerts in {settings.output}: nothing to do.")  # noqa: T201
            return
        state.intend(files)
        for path, data in files.items():
            state.write(path, data)
        started = time.perf_counter()
        with _for_good():
            plan = SitePlan(self.reading.collection, base, extras, self.reading.withdrawn)
        for complete in extras.when_planned:
            for path, sha256 in complete(plan.indexed()).items():
                state.adopt(path, sha256)
        stale = [page for page in plan.pages if not state.unchanged(page.path, page.fingerprint)]
        logger.info("Planned %d pages, %d to be made, in %.2f s", len(plan.pages), len(stale), _since(started))
        started = time.perf_counter()
        changed = 0
        state.intend(page.path for page in stale)
        renderer = Renderer(plan, settings, scripts)
        for path, written, was_written in render_pages(
            renderer, stale, settings.output, workers=settings.workers, progress=lambda _: None
        ):
            state.files[path] = written
            changed += was_written
        removed = state.finish(self.context["written"].items(), whole)
        logger.info("Wrote %d pages, took %d away, in %.2f s", changed, removed, _since(started))
        print(  # noqa: T201 (what a maintainer wants to know at the end)
            f"{len(self.reading.collection):,} alerts on {len(plan.pages):,} pages in {settings.output}: "
            f"{changed:,} pages written, {removed:,} files taken away."
        )

    def _report(self) -> None:
        """Say every finding of the archive, and end the run with status 1 if one of them cost a record."""
        lost = 0
        for path, finding in self.reading.findings:
            if finding.severity is not Severity.NOTE:
                lost += finding.severity is Severity.ERROR
                where = f"{self.site_settings.archive.name}/{path}"
                # Not by the logger: with --fatal it would stop at the first of them.
                print(f"{finding.severity}: {where}: {finding.message} [{finding.code}]", file=sys.stderr)  # noqa: T201
        if lost:
            raise SystemExit(
                f"{lost} record(s) could not be used; the site was built without them. Mend what is listed above."
            )


def _key(settings: SiteSettings) -> str:
    """Return a name for the cache of one archive and one output, so that two builds do not disturb each other."""
    both = f"{settings.archive.resolve()}\0{settings.output.resolve()}\0{settings.siteurl}"
    return hashlib.blake2b(both.encode(), digest_size=8).hexdigest()


def _base(settings: SiteSettings, scripts: tuple[str, ...], extras: Extras) -> bytes:
    """Return the fingerprint of all that goes into every page: code, templates, catalogues, settings."""
    state = hashlib.blake2b(digest_size=16)
    state.update(code_version("plugins/alerts", "plugins/site").encode() + repr(labels.table()).encode())
    for folder in templates_path(settings.theme):
        for file in sorted(Path(folder).rglob("*")):
            if file.is_file():
                state.update(file.relative_to(settings.theme).as_posix().encode() + b"\0" + file.read_bytes())
    foot = [(page.language, page.name, page.title) for page in extras.pages]
    state.update(
        repr(
            (settings.siteurl, dict(settings.names), settings.contact, settings.licence, settings.report, scripts, foot)
        ).encode()
    )
    return state.digest()


def _whole(
    base: bytes, reading: ArchiveReading, files: Mapping[str, bytes], extras: Extras, written: Mapping[str, str]
) -> bytes:
    """Return the fingerprint of all that a build is made from, the files of other plugins included."""
    state = hashlib.blake2b(base, digest_size=16)
    state.update(code_version("plugins").encode())
    state.update(reading.fingerprint)
    for path, data in files.items():
        state.update(path.encode() + hashlib.blake2b(data).digest())
    state.update(repr((extras.pages, sorted(extras.feeds.items()), sorted(written.items()))).encode())
    return state.digest()


@contextmanager
def _for_good() -> Iterator[None]:
    """Make many things that stay without looking for garbage among them: half the time of reading 50,000 records goes there."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def _sentences() -> Iterator[None]:
    """End the run with the sentence of an error of ours, without a traceback."""
    try:
        yield
    except ArchiveError as error:
        raise SystemExit(str(error)) from error


def _since(started: float) -> float:
    return time.perf_counter() - started
