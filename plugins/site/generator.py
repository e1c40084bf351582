"""The one place where the site touches Pelican and the clock."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from functools import cache
from pathlib import Path

from pelican.generators import Generator

from plugins.alerts.errors import ArchiveError
from plugins.alerts.findings import Finding, Severity
from plugins.forking import alone
from plugins.site.aside import Aside
from plugins.site.extras import Extras
from plugins.site.settings import SiteSettings
from plugins.site.stages import Stages
from plugins.site.templating.assets import assets
from plugins.site.writing.files import STORE, Files, altered
from plugins.site.writing.standing import Standing, signature

logger = logging.getLogger(__name__)


class AlertsGenerator(Generator):  # type: ignore[misc]
    """Reads the archive, plans the site, writes the pages."""

    def generate_context(self) -> None:
        """Read the archive and put the collection where the other plugins find it; or see that there is nothing to do.

        Raises:
            SystemExit: if a setting cannot be used; Pelican would show a traceback where a sentence is wanted.
        """
        with _sentences(), _for_good(), ExitStack() as stack:
            stack.enter_context(alone(Path(self.output_path), "build"))
            self._begin()
            # Held until the output is there.
            self._alone = stack.pop_all()

    def _begin(self) -> None:
        settings = self.site_settings = SiteSettings.from_pelican(self.settings)
        self.work = settings.cache / _key(settings)
        self.stages = self.context["stages"] = Stages(is_shown=settings.progress)
        with self.stages.stage("looking at files", "files") as stage:
            found, stage.count = self._look(settings)
        if not self.context["stands"]:
            self._read(found)
            logger.info("Read %d alerts, %d files anew", len(self.context["collection"]), self.reading.read)

    def _look(self, settings: SiteSettings) -> tuple[dict[str, tuple[int, int]], int]:
        """Look whether anything is to be done; return the stamps of the archive's files, and how many files were looked at in all."""
        before = self.before = Files.load(self.work / STORE, settings.output)
        looking = Aside(lambda: altered(before, settings.output))
        from plugins.site.reading.archive import scan  # noqa: PLC0415 (while the files of the site are looked at)

        found = dict(scan(settings.archive))
        self.assets = dict(assets(settings.theme, settings.modules, self.context.get("vendor_files", {})))
        self.signature = signature(settings, self.settings, self.assets, found)
        self.standing = Standing.load(self.work)
        # Where there is something to do in any case, it is begun before all files of the site have been looked at.
        self._altered = cache(looking.result)
        self.context["stands"] = (
            self.standing.signature == self.signature
            and self.standing.token == before.token
            and not self.context.get("has_more_to_do")
            and not self._altered()
        )
        return found, len(found) + len(before.own) + len(before.others)

    def _read(self, found: Mapping[str, tuple[int, int]]) -> None:
        from plugins.site import addresses, facets  # noqa: PLC0415 (not needed where there is nothing to do)
        from plugins.site.gathering.kept import going_on  # noqa: PLC0415
        from plugins.site.reading.archive import read_archive  # noqa: PLC0415

        settings = self.site_settings
        with self.stages.stage("reading", "records") as stage:
            self.reading = read_archive(
                settings.archive,
                self.work,
                workers=settings.workers,
                today=dt.datetime.now(tz=dt.UTC).date(),
                found=found,
            )
            stage.count = len(found)
        if self.reading.changes is None or self.standing.records != self.reading.fingerprint_before:
            # What was parsed is not to be parsed again if this build is killed. Otherwise the next one needs the records of the last
            # that ended, to know what has changed since.
            self.reading.save(self.work)
        with self.stages.stage("gathering", "alerts") as stage:
            self.gathered, self.goes_on = going_on(self.reading, self.work)
            collection = self.context["collection"] = self.gathered.collection
            stage.count = len(collection)
        self.context["cases"] = self.gathered.cases
        # Where pages stand and what they list, for plugins that lead to them.
        self.context["addresses"] = addresses
        self.context["facets"] = facets
        self.context.setdefault("written", {})
        if settings.workers > 1:
            # No processor waits while one of the three is at what only one process can do.
            self.context["aside"] = Aside

    def generate_output(self, writer: object) -> None:
        """Write the pages that changed, take away those that are gone, and say what could not be read.

        Raises:
            SystemExit: if a text, a library or a template is missing; after everything is written, if a record could not be used.
        """
        del writer
        with self._alone:
            self._finish()

    def _finish(self) -> None:
        if self.context["stands"]:
            self.stages.close()
            print(f"{self.standing.alerts:,} alerts in {self.site_settings.output}: nothing to do.")  # noqa: T201
            self._tell_times()
            self._report((path, Finding(*found)) for path, *found in self.standing.report)
            return
        with _sentences(), closing(self.stages):
            pending: list[Aside[Mapping[str, str]]] = self.context.get("pending", [])
            try:
                self._write(lambda: {path: sha256 for one in _taken(pending) for path, sha256 in one.items()})
            finally:
                # Nothing is to be written behind the back of the next build.
                for _ in _taken(pending):
                    pass
        self._report(self.reading.reported)

    def _write(self, await_others: Callable[[], Mapping[str, str]]) -> None:
        from plugins.site.building import Building, write_site  # noqa: PLC0415 (not needed where there is nothing to do)

        settings, reading = self.site_settings, self.reading
        done = write_site(
            Building(
                settings=settings,
                work=self.work,
                reading=reading,
                gathered=self.gathered,
                goes_on=self.goes_on,
                standing=self.standing,
                before=self.before,
                altered=self._altered(),
                assets=self.assets,
                scripts=tuple(self.context.get("search_scripts", ())),
                extras=Extras.from_context(self.context),
                written=self.context["written"],
                await_others=await_others,
                laying_out=_for_good,
                stages=self.stages,
            )
        )
        Standing(
            signature=self.signature,
            token=done.token,
            base=done.base,
            layout=done.layout,
            beginnings=tuple(self.gathered.beginnings.own),
            records=reading.fingerprint,
            alerts=len(self.gathered.collection),
            report=tuple((path, one.code, one.field, one.message) for path, one in reading.reported),
        ).save(self.work)
        done.state.done()
        print(  # noqa: T201 (what a maintainer wants to know at the end)
            f"{len(self.gathered.collection):,} alerts on {done.pages:,} pages in {settings.output}: "
            f"{done.changed:,} pages written, {done.removed:,} files taken away."
        )
        self._tell_times()

    def _tell_times(self) -> None:
        self.stages.close()
        if self.site_settings.timings:
            print(self.stages.table(), file=sys.stderr)  # noqa: T201

    def _report(self, findings: Iterable[tuple[str, Finding]]) -> None:
        """Say every finding of the archive, and end the run with status 1 if one of them cost a record."""
        lost = 0
        for path, finding in findings:
            lost += finding.severity is Severity.ERROR
            where = f"{self.site_settings.archive.name}/{path}"
            # Not by the logger: with --fatal it would stop at the first of them.
            print(f"{finding.severity}: {where}: {finding.message} [{finding.code}]", file=sys.stderr)  # noqa: T201
        if lost:
            raise SystemExit(
                f"{lost} record(s) could not be used; the site was built without them. Mend what is listed above."
            )


def _taken(pending: list[Aside[Mapping[str, str]]]) -> Iterator[Mapping[str, str]]:
    """Yield the results of work that was begun aside, each once."""
    while pending:
        yield pending.pop().result()


def _key(settings: SiteSettings) -> str:
    """Return a name for the cache of one archive and one output, so that two builds do not disturb each other."""
    both = f"{settings.archive.resolve()}\0{settings.output.resolve()}\0{settings.siteurl}"
    return hashlib.blake2b(both.encode(), digest_size=8).hexdigest()


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
