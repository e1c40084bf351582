"""Search: a Lunr index of every language, sharded by term, that answers in the reader's browser as the whole one would.

Settings (``pelicanconf.py``), all optional:

=======================  =====================================================================================
``WHOLE_INDEX``          folder that the unsplit indexes are written to as well, ``lunr-<language>.json``
``ALERT_WORKERS``        processes that count and write (the number of processors)
``ALERT_CACHE``          folder of what can be made again: what the last index was made of (``.cache``)
=======================  =====================================================================================

Writes ``search/<language>/…``: a manifest, shards of postings and of vocabulary, cards and columns;
``search/suggest/<language>/…``; and ``theme/js/…``, the search page's scripts. Takes the archive
from ``context["collection"]``; hands on ``search_scripts`` and ``vendor_files``, what a page needs to search.
"""

from __future__ import annotations

from pelican import signals

from plugins.search.generator import SearchGenerator


def _generators(_: object) -> type[SearchGenerator]:
    return SearchGenerator


def register() -> None:
    """Connect the plugin; Pelican calls this."""
    signals.get_generators.connect(_generators)
