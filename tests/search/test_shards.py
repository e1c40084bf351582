"""Where shards are cut, and what they hold."""

from __future__ import annotations

import dataclasses
import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.search.analysis import Analyser
from plugins.search.indexing import FREQUENCY_BITS, FREQUENCY_MASK, Index, index_range
from plugins.search.shards import (
    POSTING_CUTS,
    Cuts,
    FieldPostings,
    cut,
    posting_shard,
    read_posting_shard,
)
from tests.search.corpus import documents


def weighed(count: int, seed: int) -> list[tuple[str, int]]:
    """Return made-up terms with weights as a real vocabulary has them: mostly small, a few huge."""
    chance = random.Random(seed)
    return [(f"term{number:05d}", 3 + int(3 * chance.paretovariate(0.8))) for number in range(count)]


def contents(terms: list[tuple[str, int]], cuts: Cuts = POSTING_CUTS) -> list[list[tuple[str, int]]]:
    """Return the shards of these terms."""
    return [terms[start:end] for start, end in pairwise([*cut(terms, cuts), len(terms)])]


@settings(deadline=None)
@given(st.lists(st.integers(1, 20_000), max_size=200))
def test_every_term_is_in_one_shard(weights: list[int]) -> None:
    """Shards cover the terms, none is too large, and a huge term is alone."""
    terms = [(f"term{number:05d}", weight) for number, weight in enumerate(weights)]
    shards = contents(terms)

    assert terms == [term for shard in shards for term in shard]
    for shard in shards:
        assert len(shard) == 1 or sum(weight for _, weight in shard) <= POSTING_CUTS.most
        assert len(shard) == 1 or all(weight < POSTING_CUTS.alone for _, weight in shard)


def test_a_change_moves_no_distant_cut() -> None:
    """A term added, gone or grown changes the shards around it, and only those."""
    terms = weighed(20_000, seed=7)
    before = {shard[0][0] for shard in contents(terms)}
    chance = random.Random(11)
    changes = []
    for _ in range(60):
        changed = list(terms)
        place = chance.randrange(len(changed))
        kind = chance.randrange(3)
        if kind == 0:
            changed.insert(place, (changed[place][0] + "x", 6))
        elif kind == 1:
            del changed[place]
        else:
            changed[place] = (changed[place][0], changed[place][1] + 3)
        changes.append(len(before ^ {shard[0][0] for shard in contents(changed)}))

    assert len(before) > 50
    assert sum(changes) / len(changes) < 1
    assert max(changes) <= 12


def test_a_shard_is_read_as_it_was_written() -> None:
    """Numbers, frequencies and lengths come out of a shard as the index has them."""
    own = documents("fr")
    half = len(own) // 2
    analyser = Analyser("fr")
    index = Index(
        [
            index_range(own[:half], start=0, analyser=analyser),
            index_range(own[half:], start=half, analyser=analyser),
        ]
    )
    numbers = [3 * ordinal + 5 for ordinal in range(len(own))]

    words, lists = posting_shard(index, numbers, index.lengths)

    read = dict(read_posting_shard(words, lists))
    assert list(index.terms) == list(read)
    for postings in index:
        for found, column, lengths in zip(postings.fields, read[postings.term], index.lengths, strict=True):
            expected = FieldPostings(
                numbers=tuple(numbers[posting >> FREQUENCY_BITS] for posting in found),
                frequencies=tuple(posting & FREQUENCY_MASK for posting in found),
                lengths=tuple(lengths[posting >> FREQUENCY_BITS] for posting in found),
            )
            assert (expected if found else None) == column


def test_ranges_make_no_difference() -> None:
    """Documents counted in one range or in seven give one index."""
    own = documents("es")
    analyser = Analyser("es")
    bounds = [len(own) * part // 7 for part in range(8)]
    one = Index([index_range(own, start=0, analyser=analyser)])
    seven = Index([index_range(own[start:end], start=start, analyser=analyser) for start, end in pairwise(bounds)])

    assert [(found.term, [list(field) for field in found.fields]) for found in one] == [
        (found.term, [list(field) for field in found.fields]) for found in seven
    ]
    assert [list(lengths) for lengths in one.lengths] == [list(lengths) for lengths in seven.lengths]


def test_frequency_counts_fields() -> None:
    """A document that has a term in two fields counts twice, as in Lunr's idf."""
    own = dataclasses.replace(documents("en")[0], title="Quispe", body="Quispe and Quispe", target="Ñusta Quispe")
    index = Index([index_range([own], start=0, analyser=Analyser("en"))])

    assert 3 == index.frequency("quisp") == index.postings("quisp").frequency
