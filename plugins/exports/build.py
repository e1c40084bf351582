"""The whole of the exports: what changed is made, the rest is left as it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import metadata
from itertools import chain
from pathlib import Path
from typing import Any

from plugins.alerts import labels
from plugins.exports import pages
from plugins.exports.citations import citations
from plugins.exports.feeds import Feed, FeedMaker
from plugins.exports.model import Model
from plugins.exports.output import Artefact, Kept, Memory, Output, fingerprint
from plugins.exports.package import PACKAGE, data_files, package, schemas
from plugins.exports.processes import write_all
from plugins.exports.rows import Known, Rows
from plugins.exports.sitemap import sitemap
from plugins.exports.tables import maker, small_tables, tables, write

_PLUGINS = Path(__file__).parents[1]
# The site's own code is among it: addresses and names of listings come from there.
_CODE = ("alerts", "exports", "site/addresses.py", "site/facets.py")
_LIBRARIES = ("pyromark", "nh3", "markdown-it-py", "Babel", "pycountry", "feedgenerator")
_VERSION = 4

Made = dict[str, Any]
"""``files`` (path → :class:`Kept`), and ``data``: language → what its page of the data shows."""


def export(model: Model, found: Sequence[Feed]) -> Made:
    """Write feeds, data and citations, and return what the site has to know of them; nothing is done where nothing changed.

    ``found`` are the feeds that there are to be.
    """
    memory = Memory(model.settings.cache, model.settings.output, "exports")
    kept = memory.recall()
    base, own_labels = _base(model), labels.table()
    now = fingerprint(base, labels.digest(), model.snapshot)
    output = Output(model.settings.output, kept.get("files", {}))
    if kept.get("fingerprint") == now and all(output.stands(path) for path in kept["files"]):
        files = {path: Kept(*one) for path, one in kept["files"].items()}
        return {"files": files, "data": kept["data"]}
    # Rows say more than their records do: addresses and names. They are as they were only if everything else is.
    known = Known()
    if kept.get("base") == base:
        rows_before = {stem: Rows.load(rows) for stem, rows in kept["rows"].items()}
        known = Known(rows_before, labels.changed(kept["labels"], own_labels))
    left_over = memory.left_over()
    rows = _write(model, output, found, base, known=known, memory=memory)
    data = pages.data_values(model, output.files)
    output.clear([*left_over, *kept.get("files", {})])
    memory.keep(
        {
            "fingerprint": now,
            "base": base,
            "labels": own_labels,
            "files": {path: tuple(one) for path, one in output.files.items()},
            "rows": {stem: one.dump() for stem, one in rows.items()},
            "data": data,
        }
    )
    return {"files": output.files, "data": data}


def _write(
    model: Model,
    output: Output,
    found: Iterable[Feed],
    base: str,
    *,
    known: Known,
    memory: Memory,
) -> dict[str, Rows]:
    """Write what changed, and return where the rows of the tables with texts stand now.

    ``base`` is the fingerprint of all but records and labels.
    """
    with_labels = fingerprint(base, labels.digest())
    maker_of_feeds = FeedMaker(model, base, known)
    rows: dict[str, Rows] = {}
    large = tables(model)
    small = list(small_tables(model, output, rows, base, known))
    others = [
        *chain.from_iterable(maker_of_feeds.artefacts(feed) for feed in found),
        *citations(model, base, known),
        *(Artefact(path, with_labels, make) for path, make in schemas().items()),
    ]
    memory.intend(
        [PACKAGE, *(path for one in large for path in one.paths), *(artefact.path for artefact in (*others, *small))]
    )

    def write_large() -> None:
        make = maker(model)
        rows.update((one.stem, write(one, output, known, base, make)) for one in large)

    write_all(output, others, workers=model.settings.workers, meanwhile=write_large)
    # They are made out of the large ones.
    write_all(output, small, workers=1, meanwhile=lambda: None)
    described = fingerprint(with_labels, *(f"{path} {output.files[path].sha256}" for path in data_files(output.files)))
    if not output.unchanged(PACKAGE, described):
        output.write(PACKAGE, package(model, output.files), described)
    return rows


def write_sitemap(model: Model, addresses: Iterable[tuple[str, Mapping[str, str]]]) -> dict[str, str]:
    """Write the sitemap and robots.txt of a site with an address, and return path → SHA-256; nothing for a site without."""
    if not model.settings.siteurl:
        return {}
    listed = list(addresses)
    memory = Memory(model.settings.cache, model.settings.output, "sitemap")
    kept = memory.recall()
    output = Output(model.settings.output, kept.get("files", {}))
    now = fingerprint(_base(model), labels.digest(), *map(repr, listed))
    if kept.get("fingerprint") != now or not all(output.unchanged(path, now) for path in kept["files"]):
        files = sitemap(listed, model.settings.siteurl)
        left_over = memory.left_over()
        memory.intend(files)
        for path, data in files.items():
            output.write(path, data, now)
        output.clear([*left_over, *kept.get("files", {})])
        memory.keep({"fingerprint": now, "files": {path: tuple(one) for path, one in output.files.items()}})
    return {path: one.sha256 for path, one in output.files.items()}


def _base(model: Model) -> str:
    """Return the fingerprint of all that every file depends on besides the records."""
    settings = model.settings
    return fingerprint(_code(), settings.siteurl, settings.licence, *settings.names.values())


@cache
def _code() -> str:
    state = hashlib.blake2b(digest_size=16)
    state.update(f"{_VERSION} {' '.join(metadata.version(name) for name in _LIBRARIES)}".encode())
    for file in _files():
        state.update(file.relative_to(_PLUGINS).as_posix().encode() + b"\0" + labels.content(file))
    return state.hexdigest()


def _files() -> Iterator[Path]:
    for name in _CODE:
        place = _PLUGINS / name
        if not place.is_dir():
            # Read, and so missed, if it is not there.
            yield place
            continue
        yield from (one for one in sorted(place.rglob("*")) if one.is_file() and "__pycache__" not in one.parts)
