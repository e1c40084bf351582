"""The one place where the search touches Pelican."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Mapping
from contextlib import nullcontext

from pelican.generators import Generator

from plugins.alerts.collection import Collection
from plugins.alerts.errors import ArchiveError
from plugins.alerts.languages import CODES
from plugins.search.assets import VENDOR_FILES, VENDOR_FOLDER
from plugins.search.atlas import write_atlas
from plugins.search.build import build_states
from plugins.search.bundle import SCRIPT, page_script
from plugins.search.developments import left_before as developments_left
from plugins.search.developments import write_developments
from plugins.search.entries import source
from plugins.search.memory import Memory, code_version, fingerprint
from plugins.search.output import write
from plugins.search.plan import Source
from plugins.search.settings import SearchSettings
from plugins.search.suggestions import facts, left_before, write_suggestions
from plugins.search.update import update

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
        self.context["search_scripts"] = (SCRIPT,)
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
                self.context.setdefault("written", {}).update(self._index(collection))
        else:
            self.context.setdefault("pending", []).append(aside(lambda: self._index(collection)))

    def _index(self, collection: Collection) -> dict[str, str]:
        """Write what has changed of the index; return path → SHA-256 of all its files."""
        settings = self.search_settings
        started = time.perf_counter()
        memory = Memory(settings.cache, settings.output)
        written: dict[str, str] = {}
        records: dict[str, str] = {}
        changed: list[str] = []
        anew: list[Source] = []
        for language in CODES:
            now = fingerprint((entry.path, entry.digest) for entry in collection.in_language(language))
            records[language] = now
            known = None if settings.whole else memory.recall(language)
            if known is not None and known.fingerprint == now:
                written |= known.files
                continue
            changed.append(language)
            memory.forget(language)
            own = source(collection, language)
            updated = known and update(known.state(), own, settings.output)
            if updated:
                memory.keep(updated, now, known)
                written |= updated.files
            else:
                anew.append(own)
        for state in build_states(anew, settings.output, workers=settings.workers, whole=settings.whole):
            memory.keep(state, records[state.language])
            written |= state.files
        for language in CODES:
            written |= self._suggestions(memory, language, f"{code_version()}{records[language]}", collection)
        written |= self._developments(memory, f"{code_version()}{records}", collection)
        written |= write_atlas(settings.theme, settings.output)
        written[SCRIPT] = write(settings.output, SCRIPT, page_script(settings.theme))
        logger.info("Indexed %s in %.2f s", ", ".join(changed) or "nothing anew", time.perf_counter() - started)
        return written

    def _developments(self, memory: Memory, records: str, collection: Collection) -> dict[str, str]:
        """Write what became of alerts if any record has changed; return path → SHA-256."""
        output = self.search_settings.output
        now = hashlib.sha256(records.encode()).hexdigest()
        of_records, _, of_files = memory.noted("cases").partition(" ")
        left = developments_left(CODES, output) if of_records == now else {}
        if not left or of_files != _fixity(left):
            memory.note("cases", "")
            left = write_developments(collection, CODES, output)
            memory.note("cases", f"{now} {_fixity(left)}")
        return left

    def _suggestions(self, memory: Memory, language: str, records: str, collection: Collection) -> dict[str, str]:
        """Write a language's suggestions if they may have changed; return path → SHA-256."""
        output = self.search_settings.output
        name = f"{language}-suggest"
        of_records, _, noted = memory.noted(name).partition(" ")
        of_facts, _, of_files = noted.partition(" ")
        left = left_before(language, output) if of_records else {}
        if of_files != _fixity(left):
            # Somebody changed them since.
            left = {}
        if left and of_records == records:
            return left
        own = list(facts(collection.in_language(language)))
        now = hashlib.sha256(f"{code_version()}{own}".encode()).hexdigest()
        # Most changes are of texts, which suggestions are not made of.
        if not left or of_facts != now:
            memory.note(name, "")
            left = write_suggestions(language, own, output)
        memory.note(name, f"{records} {now} {_fixity(left)}")
        return left


def _fixity(files: Mapping[str, str]) -> str:
    """Return what tells files from others, and from themselves when they were changed."""
    return hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()
