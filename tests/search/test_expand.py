"""What is sifted before Lunr expands a wildcard or a fuzzy term leaves its answer as it was, order and all."""

from __future__ import annotations

import random

import pytest

from plugins.search.indexing import sort_terms
from tests.search.conftest import Client
from tests.search.words import real_words

# Short words of few letters: as near to each other as can be, with letters that JavaScript objects list out of order.
_CHANCE = random.Random(3)
DENSE = sort_terms({"".join(_CHANCE.choices("abc10é", k=_CHANCE.randrange(1, 7))) for _ in range(1500)})


@pytest.mark.parametrize("distance", [0, 1, 2, 3])
def test_fuzzy(distance: int, client: Client) -> None:
    """Sifting by edit distance keeps all that Lunr finds, in its order."""
    terms = [*_CHANCE.sample(DENSE, 60), "abc", "cba1", "a", "é", "10", "a*c", "zzz", "abcabcabc"]

    answers = client("near", vocabulary=DENSE, terms=[[term, distance] for term in terms])

    for term, answer in zip(terms, answers, strict=True):
        assert answer["lunr"] == answer["sifted"], term


def test_fuzzy_words(client: Client) -> None:
    """The same for real words with typing errors."""
    vocabulary = sort_terms({word.lower() for word in real_words("fr") if word.isalpha()})
    terms = [
        [word[:3] + word[4:5] + word[3:4] + word[5:], 1 + number % 2] for number, word in enumerate(vocabulary[::400])
    ]

    for answer in client("near", vocabulary=vocabulary, terms=terms):
        assert answer["lunr"] == answer["sifted"]


def test_wildcards(client: Client) -> None:
    """Sifting by pattern keeps all that Lunr finds, in its order, and lets nothing else through."""
    patterns = [
        "*",
        "**",
        "a*",
        "*a",
        "*a*",
        "a*b",
        "*1*0*",
        "a**b",
        "*a*a*a*a*",
        "abc*",
        "*é",
        "1*",
        "",
        "abc",
        "*zz*",
    ]
    patterns += [word[:1] + "*" + word[2:] for word in DENSE[::90]]

    for pattern, answer in zip(patterns, client("wild", vocabulary=DENSE, patterns=patterns), strict=True):
        assert answer["lunr"] == answer["sifted"], pattern
