"""The unsplit index is what Lunr's own builders make of the same analysed documents."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from lunr.builder import Builder
from lunr.pipeline import Pipeline

from plugins.search.analysis import Analyser
from plugins.search.documents import FIELDS, SearchDocument
from plugins.search.indexing import Index, index_range, sort_terms
from plugins.search.numbering import number
from plugins.search.stopwords import STOP_WORDS
from plugins.search.whole import whole_index
from tests.search.conftest import Client
from tests.search.corpus import LANGUAGES, documents, source


def analysed(language: str) -> list[list[object]]:
    """Return ``[id, terms of each field]`` of the synthetic archive, in the order in which Lunr is to add them."""
    analyser = Analyser(language)
    own = documents(language)
    return [
        [own[position].id, *(sort_terms(analyser.terms(text)) for text in own[position].texts())]
        for position in number(source(language).keys).order
    ]


def indexed(own: Sequence[SearchDocument]) -> Index:
    """Return the index of English documents."""
    return Index([index_range(own)], lambda found: [*map(Analyser("en").indexed, found)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_lunr_js_builds_the_same_bytes(language: str, site: Path, client: Client) -> None:
    """lunr.js, given the same terms, serialises the very same text."""
    answer = client(
        "whole",
        language=language,
        stopWords=sorted(STOP_WORDS[language]),
        pipeline=f"alert-{language}",
        fields=[{"name": field.name, "boost": field.boost} for field in FIELDS],
        documents=analysed(language),
    )

    assert answer == (site / f"whole/lunr-{language}.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_lunr_py_builds_the_same_index(language: str, site: Path) -> None:
    """lunr.py's builder makes the same postings and vectors; its scores round ties the other way."""
    builder = Builder()
    builder.pipeline = Pipeline()
    builder.ref("id")
    for field in FIELDS:
        builder.field(field.name, boost=field.boost)
    for identifier, *fields in analysed(language):
        builder.add({"id": identifier, **{field.name: terms for field, terms in zip(FIELDS, fields, strict=True)}})

    expected = builder.build().serialize()
    actual = json.loads((site / f"whole/lunr-{language}.json").read_text(encoding="utf-8"))

    assert expected["fields"] == actual["fields"]
    assert dict(expected["invertedIndex"]) == dict(actual["invertedIndex"])
    vectors = dict(expected["fieldVectors"])
    assert list(vectors) == [ref for ref, _ in actual["fieldVectors"]]
    for ref, vector in actual["fieldVectors"]:
        assert vectors[ref][::2] == vector[::2]
        assert vectors[ref][1::2] == pytest.approx(vector[1::2], abs=0.001)


def test_ids_that_are_numbers() -> None:
    """JavaScript lists keys that look like array indexes first, by value: so do we."""
    own = documents("en")[:4]
    index = indexed(own)

    whole = json.loads(whole_index(index, language="en", ids=["b", "10", "9", "010"]))

    everywhere = next(posting for _, posting in whole["invertedIndex"] if len(posting["body"]) == len(own))
    assert list(everywhere["body"]) == ["9", "10", "b", "010"]


def test_an_empty_archive() -> None:
    """No documents make an index without terms, not a division by nought."""
    index = indexed([])

    assert {
        "version": "2.3.9",
        "fields": [field.name for field in FIELDS],
        "fieldVectors": [],
        "invertedIndex": [],
        "pipeline": ["alert-en"],
    } == json.loads(whole_index(index, language="en", ids=[]))
