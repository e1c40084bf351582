"""The first file a client loads: global figures, and where everything else is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plugins.search.analysis import ANALYSER
from plugins.search.cards import BLOCK_SHIFT, Json
from plugins.search.codes import front_code
from plugins.search.documents import FIELDS
from plugins.search.numbering import YearSpace
from plugins.search.plan import groups
from plugins.search.postings import PLACED

# Raised with every change of a format that clients read; a client of another version says so instead of guessing.
# `tests/search/fixtures/format.json` has what the files of this version look like.
SCHEMA = 5

# Lunr's defaults, said here because the client computes with them.
K1 = 1.2
B = 0.75


def pipeline(language: str) -> str:
    """Return the name under which the client registers a language's analyser with lunr.js."""
    return f"alert-{language}"


def manifest(
    *,
    language: str,
    count: int,
    totals: Sequence[int],
    spaces: Sequence[YearSpace],
    shards: Iterable[str],
    positions: Iterable[str],
    vocabulary: Iterable[str],
    terms: int,
    words: bool,
    stop_words: frozenset[str],
    digest: str,
) -> dict[str, Json]:
    """Return the manifest of a language.

    ``totals`` are the terms in each field over all documents, ``shards``, ``positions`` and ``vocabulary`` the first
    terms of the shards of postings, of positions and of vocabulary, ``words`` whether there is a list of words, and ``digest`` what changes when any of the language's other files does.
    """
    return {
        "schema": SCHEMA,
        "analyser": ANALYSER,
        "language": language,
        "pipeline": pipeline(language),
        "digest": digest,
        "documents": count,
        "terms": terms,
        "k1": K1,
        "b": B,
        "fields": [field.name for field in FIELDS],
        "boosts": [field.boost for field in FIELDS],
        "totals": list(totals),
        "years": [[space.year, space.base] for space in spaces],
        "tables": [group.year for group in groups(spaces)],
        "placed": PLACED,
        "words": words,
        "block": BLOCK_SHIFT,
        "stopWords": " ".join(sorted(stop_words)),
        "shards": front_code(shards),
        "positions": front_code(positions),
        "vocabulary": front_code(vocabulary),
    }
