"""A range of a language's documents, counted: the first step of a build, which any process can take.

:func:`count_range` needs a plan, a range and a place to keep rows; what it returns travels between processes.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from plugins.search import cards, wording
from plugins.search.analysis import Analyser
from plugins.search.cards import Json
from plugins.search.documents import SearchDocument
from plugins.search.indexing import RangeIndex, index_range
from plugins.search.memory import fingerprint
from plugins.search.output import Spool
from plugins.search.plan import Plan
from plugins.search.state import Texts, texts

Block = tuple[str, tuple[int, int], tuple[int, int]]
"""A file of cards: its key, the ordinals of its documents, and where its rows are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What is known of the documents of a range."""

    index: RangeIndex
    texts: tuple[Texts, ...]
    blocks: tuple[Block, ...]
    words: dict[str, tuple[int, int]]
    """Those of the texts that are in the sample (:func:`plugins.search.wording.count`)."""


# Analysers remember the words they have seen; one a process and language serves all that comes.
@cache
def analyser_of(language: str) -> Analyser:
    """Return the one analyser of a language in this process."""
    return Analyser(language)


def count_range(plan: Plan, span: tuple[int, int], spool: Spool) -> Counted:
    """Count the documents of a range, and keep what their cards show on the way: lengths are not known yet."""
    start, end = span
    own: list[Texts] = []
    rows: list[list[Json]] = []
    blocks: list[Block] = []
    sampled = set(plan.sampled)
    sample: list[str] = []

    def documents() -> Iterator[SearchDocument]:
        for ordinal, document in zip(range(start, end), plan.load(start, end), strict=True):
            place = plan.places[ordinal]
            own.append(texts(document))
            rows.append(cards.row(document, place.number))
            if ordinal in sampled:
                sample.append(document.body)
            if ordinal + 1 == end or plan.places[ordinal + 1].block != place.block:
                year, name = place.block
                kept = spool.add(marshal.dumps(rows))
                blocks.append((f"{plan.language}/docs/{year}/{name}", (ordinal + 1 - len(rows), ordinal + 1), kept))
                rows.clear()
            yield document

    index = index_range(documents())
    return Counted(index=index, texts=tuple(own), blocks=tuple(blocks), words=wording.count(sample))


def sample_state(plan: Plan) -> str:
    """Return what changes when the sample does that a language's list of words is made from."""
    return fingerprint((plan.keys[ordinal].id, plan.fixities[ordinal]) for ordinal in plan.sampled if plan.fixities)


def list_of_words(plan: Plan) -> tuple[str, ...]:
    """Return the list of words of a language, made anew."""
    return wording.choose([wording.count(document.body for document in plan.pick(plan.sampled))])
