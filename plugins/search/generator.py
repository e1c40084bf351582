"""The one place where the search touches Pelican."""

from __future__ import annotations

import logging
from contextlib import nullcontext

from pelican.generators import Generator

from plugins.alerts.collection import Collection
from plugins.alerts.errors import ArchiveError
from plugins.search.assets import VENDOR_FILES, VENDOR_FOLDER
from plugins.search.bundle import ARRIVAL, SCRIPT
from plugins.search.settings import SearchSettings

logger = logging.getLogger(__name__)


class MissingCollectionError(ArchiveError):
    """Nobody has read the archive before the search was to index it."""


class SearchGenerator(Generator):  # type: ignore[misc]
    """Writes the index of every language, and tells the site what its pages need to search it."""

    def generate_context(self) -> None:
        """Read the settings, and name the files that pages load: ours from the theme, the libraries from npm."""
        self.search_settings = SearchSettings.from_pelican(self.settings)
        if self.search_settings.whole:
            # It is not looked at whether it stands.
            self.context["has_more_to_do"] = True
        self.context["search_scripts"] = (ARRIVAL, SCRIPT)
        self.context["vendor_files"] = {file: f"{VENDOR_FOLDER}/{name}" for file, name in VENDOR_FILES.items()}

    def generate_output(self, writer: object) -> None:
        """Write the index, and add path → SHA-256 of its files to ``context["written"]``.

        Where there are several processes, that is done aside, and the site waits for it at its end.

        Raises:
            MissingCollectionError: if ``plugins.site`` is not among the plugins.
        """
        del writer
        if self.context.get("stands"):
            return
        collection = self.context.get("collection")
        if not isinstance(collection, Collection):
            raise MissingCollectionError(
                "there is no archive to index",
                where="PLUGINS",
                do='Add "plugins.site", which reads it, to the plugins in pelicanconf.py.',
            )
        aside = self.context.get("aside")
        if aside is None:
            stages = self.context.get("stages")
            with stages.stage("indexing") if stages else nullcontext():
                self.context.setdefault("written", {}).update(self._renew(collection))
        else:
            self.context.setdefault("pending", []).append(aside(lambda: self._renew(collection)))

    def _renew(self, collection: Collection) -> dict[str, str]:
        # Where it is done aside, the libraries are loaded there, while the site does its part.
        from plugins.search.renewing import renew  # noqa: PLC0415

        return renew(self.search_settings, collection, self.context.get("cases"))
