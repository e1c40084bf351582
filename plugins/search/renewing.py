"""What of the search has changed: the index of every language, suggestions, developments, and the scripts around them."""

from __future__ import annotations

import logging
import time

from plugins.alerts import labels
from plugins.alerts.cases import Cases
from plugins.alerts.changes import Changes
from plugins.alerts.collection import Collection
from plugins.alerts.languages import CODES
from plugins.search.atlas import write_atlas
from plugins.search.build import build_states
from plugins.search.bundle import page_scripts
from plugins.search.developments import Developments, is_untouched
from plugins.search.entries import positions_of, source
from plugins.search.memory import Memory, fingerprint
from plugins.search.output import write
from plugins.search.plan import Source
from plugins.search.settings import SearchSettings
from plugins.search.suggestions import Tally, facts, write_tally
from plugins.search.update import update

logger = logging.getLogger(__name__)


def renew(settings: SearchSettings, collection: Collection, cases: Cases | None) -> dict[str, str]:
    """Write what has changed of the index; return path → SHA-256 of all its files.

    ``cases`` are those of the collection, where they are known.
    """
    started = time.perf_counter()
    memory = Memory(settings.cache, settings.output)
    written: dict[str, str] = {}
    records: dict[str, str] = {}
    changed: list[str] = []
    anew: list[Source] = []
    since = memory.remembered("records")
    changes = collection.changes
    # Where the index is that of the records before, the languages of those that changed are all that has to be looked at.
    goes_on = changes is not None and since is not None and since[1] == changes.since
    some = {entry.lang for entry in (*changes.before, *changes.after)} if changes and goes_on else set(CODES)
    memory.set_aside("records")
    own_labels = labels.table()
    for language in CODES:
        known = None if settings.whole else memory.recall(language)
        relabelled = labels.changed(known.labels, own_labels) if known else frozenset()
        again = tuple(positions_of(collection, language, relabelled)) if relabelled else ()
        if known is not None and language not in some:
            now = known.fingerprint
        else:
            now = fingerprint((entry.path, entry.digest) for entry in collection.in_language(language))
        records[language] = now
        if known is not None and known.fingerprint == now and not again:
            written |= known.files
            continue
        changed.append(language)
        memory.forget(language)
        own = source(collection, language)
        updated = known and update(known.state(), own, settings.output, frozenset(again))
        if updated:
            memory.keep(updated, now, known)
            written |= updated.files
        else:
            anew.append(own)
    for state in build_states(anew, settings.output, workers=settings.workers, whole=settings.whole):
        memory.keep(state, records[state.language])
        written |= state.files
    revising = changes if goes_on else None
    for language in CODES:
        written |= _suggestions(memory, language, records[language], collection, revising)
    written |= _developments(memory, records, collection, cases, revising)
    if collection.fingerprint:
        memory.remember("records", {}, collection.fingerprint)
    written |= write_atlas(settings.theme, settings.output)
    for address, script in page_scripts(settings.theme).items():
        written[address] = write(settings.output, address, script)
    logger.info("Indexed %s in %.2f s", ", ".join(changed) or "nothing anew", time.perf_counter() - started)
    return written


def _developments(
    memory: Memory,
    records: dict[str, str],
    collection: Collection,
    cases: Cases | None,
    changes: Changes | None,
) -> dict[str, str]:
    """Write what became of alerts where that may have changed; return path → SHA-256."""
    known = memory.remembered("cases")
    none: tuple[dict[str, str], str] = {}, ""
    files, (about, cases_then) = known or ({}, none)
    if about == records:
        return files
    cases_now = cases_then
    if not (known and changes and is_untouched(changes)):
        developments = Developments(collection, cases or Cases(collection))
        cases_now = developments.fixity()
        # A language's numbers are those of its records; all languages share the cases.
        again = [code for code in CODES if cases_now != cases_then or records[code] != about.get(code)]
        memory.set_aside("cases")
        files |= developments.write(again, memory.root)
    memory.remember("cases", files, (records, cases_now))
    return files


def _suggestions(
    memory: Memory, language: str, records: str, collection: Collection, changes: Changes | None
) -> dict[str, str]:
    """Write a language's suggestions if they may have changed; return path → SHA-256."""
    name = f"{language}-suggest"
    known = memory.remembered(name)
    files, (of_records, counted, of_labels) = known or ({}, ("", None, ""))
    own_labels = labels.digest()
    if known and (of_records, of_labels) == (records, own_labels):
        return files
    if known and (changes or of_records == records):
        gone, come = (
            sorted(facts(entry for entry in some if entry.lang == language), key=repr)
            for some in ((changes.before, changes.after) if changes else ((), ()))
        )
        if gone == come and of_labels == own_labels:
            # Most changes are of texts, which suggestions are not made of.
            memory.remember(name, files, (records, counted, own_labels))
            return files
        tally = Tally.load(language, known[1][1])
        tally.count(gone, -1)
        tally.count(come)
    else:
        tally = Tally(language)
        tally.count(facts(collection.in_language(language)))
    now = tally.dump()
    if not known or now != counted or of_labels != own_labels:
        memory.set_aside(name)
        files = write_tally(tally, memory.root)
    memory.remember(name, files, (records, now, own_labels))
    return files
