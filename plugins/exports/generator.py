"""The one place where the exports touch Pelican."""

from __future__ import annotations

import logging
import time
from contextlib import nullcontext

from pelican.generators import Generator

from plugins.alerts.collection import Collection
from plugins.alerts.errors import ArchiveError
from plugins.exports.build import Made, export, write_sitemap
from plugins.exports.model import Model
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
        aside = self.context.get("aside")
        if aside is None:
            stages = self.context.get("stages")
            with stages.stage("exporting") if stages else nullcontext():
                self._hand_on(_export(model))
        else:
            # The site goes on with what it can do without, and asks before it needs the rest.
            making = aside(lambda: _export(model))
            self.context.setdefault("before_pages", []).append(lambda: self._hand_on(making.result()))

    def _hand_on(self, made: Made) -> None:
        self.context.setdefault("written", {}).update({path: one.sha256 for path, one in made["files"].items()})
        self.context.setdefault("extra_pages", []).extend(made["pages"])
        self.context.setdefault("feeds", {}).update(made["feeds"])


def _export(model: Model) -> Made:
    started = time.perf_counter()
    made = export(model)
    logger.info("Exported %d files in %.2f s", len(made["files"]), time.perf_counter() - started)
    return made
