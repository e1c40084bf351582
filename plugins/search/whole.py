"""The same index unsplit, as lunr.js 2.3.9 would serialise it: what the shards are proved equal to."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

from plugins.search.documents import FIELDS
from plugins.search.indexing import Index, TermPostings
from plugins.search.manifest import K1, B, pipeline

LUNR = "2.3.9"
_LARGEST_ARRAY_INDEX = 2**32 - 2


def whole_index(index: Index, *, language: str, ids: Sequence[str]) -> str:
    """Return ``JSON.stringify`` of the lunr.js index of these documents, given their ids by ordinal.

    A document is added by its ordinal, its fields in the order of ``FIELDS``, each field's terms in JavaScript's order.
    """
    every = index.postings()
    term_indexes = _term_indexes(every)
    documents = len(index)
    own_lengths = [own.tolist() for own in index.lengths]
    averages = [sum(lengths) / documents if documents else 0.0 for lengths in own_lengths]
    by_index = sorted(every, key=lambda postings: term_indexes[postings.term])
    # For each field and document: "index,score,index,score", gathered in the order of the terms' indexes.
    vectors: list[list[list[str]]] = [[[] for _ in range(documents)] for _ in FIELDS]
    for number, postings in enumerate(by_index):
        idf = inverse_document_frequency(postings.frequency, documents)
        for field, found in enumerate(postings.fields):
            boost, average, lengths, own = FIELDS[field].boost, averages[field], own_lengths[field], vectors[field]
            for ordinal, frequency in zip(*found, strict=True):
                score = _score(idf, frequency, lengths[ordinal] / average, boost)
                own[ordinal].append(f"{number},{score}")
    names = [json.dumps(name) for name in ids]
    field_vectors = [
        f"[{json.dumps(field.name + '/' + ids[ordinal], ensure_ascii=False)},[{','.join(vectors[position][ordinal])}]]"
        for ordinal in _object_order([f"{FIELDS[0].name}/{name}" for name in ids])
        for position, field in enumerate(FIELDS)
    ]
    rank = {ordinal: place for place, ordinal in enumerate(_object_order(ids))}
    inverted = [_inverted(postings, term_indexes[postings.term], names, rank) for postings in every]
    fields = json.dumps([field.name for field in FIELDS], separators=(",", ":"))
    return (
        f'{{"version":"{LUNR}","fields":{fields},"fieldVectors":[{",".join(field_vectors)}],'
        f'"invertedIndex":[{",".join(inverted)}],"pipeline":["{pipeline(language)}"]}}'
    )


def inverse_document_frequency(frequency: int, documents: int) -> float:
    """Return ``lunr.idf``."""
    return math.log(1 + abs((documents - frequency + 0.5) / (frequency + 0.5)))


def _term_indexes(every: Sequence[TermPostings]) -> dict[str, int]:
    """Return every term's number in Lunr: by first document, first field in it, and order in that field."""
    first: list[tuple[int, int, int]] = []
    for place, postings in enumerate(every):
        first.append((*min((own[0], field) for field, (own, _) in enumerate(postings.fields) if own), place))
    return {every[place].term: number for number, (_, _, place) in enumerate(sorted(first))}


def _score(idf: float, frequency: int, relative_length: float, boost: int) -> str:
    """Return a score of lunr.js as JavaScript prints it: the operations are in its order, and so is the rounding."""
    score = idf * ((K1 + 1) * frequency) / (K1 * (1 - B + B * relative_length) + frequency)
    score *= boost
    score *= 1
    thousandths = score * 1000
    whole = math.floor(thousandths)
    # Math.round rounds halves up; the difference is exact.
    if thousandths - whole >= 0.5:
        whole += 1
    digits, rest = divmod(whole, 1000)
    return f"{digits}.{rest:03d}".rstrip("0") if rest else str(digits)


def _object_order(keys: Sequence[str]) -> list[int]:
    """Return the positions of keys in the order in which a JavaScript object lists them: array indexes come first."""

    def place(position: int) -> tuple[int, int]:
        key = keys[position]
        is_index = key.isascii() and key.isdecimal() and str(int(key)) == key and int(key) <= _LARGEST_ARRAY_INDEX
        return (0, int(key)) if is_index else (1, position)

    return sorted(range(len(keys)), key=place)


def _inverted(postings: TermPostings, number: int, names: Sequence[str], rank: dict[int, int]) -> str:
    fields = []
    for field, found in zip(FIELDS, postings.fields, strict=True):
        ordinals = sorted(found[0], key=rank.__getitem__)
        fields.append(f'"{field.name}":{{{",".join(f"{names[ordinal]}:{{}}" for ordinal in ordinals)}}}')
    return f'[{json.dumps(postings.term, ensure_ascii=False)},{{"_index":{number},{",".join(fields)}}}]'
