"""The one place where the exports touch Pelican."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import cached_property

from pelican.generators import Generator

from plugins.alerts.collection import Collection
from plugins.alerts.errors import ArchiveError
from plugins.exports.build import Made, export, write_sitemap
from plugins.exports.feeds import Feed, feeds
from plugins.exports.model import Model
from plugins.exports.pages import feed_links, pages
from plugins.exports.settings import ExportSettings

logger = logging.getLogger(__name__)


class MissingSiteError(ArchiveError):
    """Nobody has read the archive before it was to be exported."""


class ExportsGenerator(Generator):  # type: ignore[misc]
    """Writes feeds, data and citations, and tells the site of its pages for them."""

    def generate_output(self, writer: object) -> None:
        """Write what changed, add path → SHA-256 of all files to ``context["written"]``, and ask the site for pages and a sitemap.

        Raises:
            SystemExit: if ``plugins.site`` is not among the plugins; Pelican would show a traceback where a sentence is wanted.
        """
        del writer
        if self.context.get("stands"):
            return
        collection = self.context.get("collection")
        if not isinstance(collection, Collection):
            error = MissingSiteError(
                "there is no archive to export",
                where="PLUGINS",
                do='Add "plugins.site", which reads it, to the plugins in pelicanconf.py.',
            )
            raise SystemExit(str(error)) from error
        model = Model(
            collection,
            addresses=self.context["addresses"],
            facets=self.context["facets"],
            settings=ExportSettings.from_pelican(self.settings),
        )
        self.context.setdefault("when_planned", []).append(lambda addresses: write_sitemap(model, addresses))
        found = list(feeds(model))
        aside = self.context.get("aside")
        if aside is None:
            stages = self.context.get("stages")
            with stages.stage("exporting") if stages else nullcontext():
                made = _export(model, found)
            making = _Making(lambda: made)
        else:
            # The site goes on with what it can do without, and asks when it needs the rest.
            making = _Making(aside(lambda: _export(model, found)).result)
        self.context.setdefault("pending", []).append(making)
        self.context.setdefault("feeds", {}).update(feed_links(model, found))
        self.context.setdefault("extra_pages", []).extend(pages(found, lambda: making.made["data"]))


class _Making:
    """What is exported, perhaps while the site does its own."""

    def __init__(self, wait: Callable[[], Made]) -> None:
        self._wait = wait

    @cached_property
    def made(self) -> Made:
        """Waited for when it is first asked for."""
        return self._wait()

    def result(self) -> dict[str, str]:
        """Return path → SHA-256 of all files."""
        return {path: one.sha256 for path, one in self.made["files"].items()}


def _export(model: Model, found: Sequence[Feed]) -> Made:
    started = time.perf_counter()
    made = export(model, found)
    logger.info("Exported %d files in %.2f s", len(made["files"]), time.perf_counter() - started)
    return made
