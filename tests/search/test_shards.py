"""Where shards are cut, and what they hold."""

from __future__ import annotations

import dataclasses
import random
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.search.analysis import Analyser, chunks
from plugins.search.codes import LOW, decode
from plugins.search.documents import FIELDS, SearchDocument
from plugins.search.indexing import Index, index_range
from plugins.search.postings import PLACED, write_lists
from plugins.search.shards import POSTING_CUTS, Cuts, cut
from tests.search.corpus import documents


def indexed(language: str, *ranges: Sequence[SearchDocument]) -> Index:
    """Return the index of documents counted in these ranges."""
    analyser = Analyser(language)
    return Index(list(map(index_range, ranges)), lambda found: [*map(analyser.indexed, found)])


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


# What lower case, composing and cutting depend on: sigmas, marks, signs inside words, spaces of every kind.
_TEXTS = st.text(st.sampled_from("aBé. ,.'’`_-Σς\u0301\u0130\u00a0\u200b\u2028\t\n\u0916\u093f9"), max_size=40)


@settings(deadline=None)
@given(st.lists(st.tuples(_TEXTS, _TEXTS), min_size=1, max_size=5))
def test_a_text_is_cut_as_a_whole(texts: list[tuple[str, str]]) -> None:
    """A range cuts its texts at their spaces first, and finds the chunks of every text as it stands, in their order."""
    some = [
        dataclasses.replace(one, title=title, body=body)
        for one, (title, body) in zip(documents("en"), texts, strict=False)
    ]
    found = index_range(some)
    for field, own in enumerate(zip(*(one.texts() for one in some), strict=True)):
        assert [chunk for text in own for chunk in chunks(text)] == [
            found.chunks[number] for number in found.tokens[field]
        ]
        assert [len(chunks(text)) for text in own] == found.sizes[field].tolist()


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


def test_lists_are_read_as_they_were_counted() -> None:
    """Numbers and frequencies come out of the lists as counting term by term, document by document has them."""
    own = documents("fr")
    half = len(own) // 2
    analyser = Analyser("fr")
    index = indexed("fr", own[:half], own[half:])
    numbers = [3 * ordinal + 5 for ordinal in range(len(own))]
    counted: dict[str, list[dict[int, int]]] = {}
    for number, document in zip(numbers, own, strict=True):
        for field, text in enumerate(document.texts()):
            for term, frequency in Counter(analyser.terms(text)).items():
                counted.setdefault(term, [{} for _ in FIELDS])[field][number] = frequency

    lists = write_lists(index.inverted(0, len(index.terms)), np.array(numbers))

    written = lists.postings.of(0, len(index.terms)).split(" ")
    assert sorted(counted) == list(index.terms)
    for text, term in zip(written, index.terms, strict=False):
        values = decode(text)
        mask = next(values)
        for field, expected in enumerate(counted[term]):
            count = next(values) if mask >> field & 1 else 0
            steps = accumulate((next(values) + 1 for _ in range(count)), initial=-1)
            assert expected == dict(zip(list(steps)[1:], [next(values) + 1 for _ in range(count)], strict=True))


def test_places_are_those_of_the_chunks() -> None:
    """A frequent term's list of positions says where in titles and bodies it stands; a rare one has none."""
    own = documents("es")
    analyser = Analyser("es")
    index = indexed("es", own)

    lists = write_lists(index.inverted(0, len(index.terms)), np.arange(len(own)))

    lows = lists.lows.of(0, len(index.terms)).split(" ")
    highs = decode(lists.highs.of(0, len(index.terms)))
    placed = [term for term, frequency in zip(index.terms, lists.frequencies, strict=True) if frequency >= PLACED]
    assert len(placed) > 20
    for term, text in zip(placed, lows, strict=False):
        steps = iter([LOW.index(low) | next(highs) << 6 for low in text])
        for texts in ([document.title for document in own], [document.body for document in own]):
            for found in map(chunks, texts):
                expected = [
                    place for place, chunk in enumerate(found) for has in analyser.indexed(chunk) if has == term
                ]
                assert expected == list(accumulate(next(steps) for _ in expected))
        assert list(steps) == []


def test_ranges_make_no_difference() -> None:
    """Documents counted in one range or in seven, and terms inverted all at once or in parts, give one index."""
    own = documents("es")
    bounds = [len(own) * part // 7 for part in range(8)]
    one = indexed("es", own)
    seven = indexed("es", *(own[start:end] for start, end in pairwise(bounds)))
    count = len(one.terms)
    parts = [count * part // 5 for part in range(6)]

    assert one.terms == seven.terms
    assert one.postings() == [found for start, end in pairwise(parts) for found in seven.postings(start, end)]
    assert [own.tolist() for own in one.lengths] == [own.tolist() for own in seven.lengths]


def test_frequency_counts_fields() -> None:
    """A document that has a term in two fields counts twice, as in Lunr's idf."""
    own = dataclasses.replace(documents("en")[0], title="Quispe", body="Quispe and Quispe", target="Ñusta Quispe")
    index = indexed("en", [own])

    (found,) = (postings for postings in index.postings() if postings.term == "quisp")
    assert 3 == found.frequency
