"""What is written in shards is read again as it was, here and by the client."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.search.codes import decode, deltas, encode, file_name, front_code, front_decode
from plugins.search.indexing import sort_terms
from plugins.search.packing import SPACE, bounds, decode_all, encode_all
from tests.search.conftest import Client
from tests.search.words import real_words

_WORDS = st.lists(st.text(alphabet="aábcdé1新\U00020000", min_size=1, max_size=50), unique=True).map(sort_terms)


@settings(deadline=None)
@given(st.lists(st.integers(0, 2**40)))
def test_numbers(numbers: list[int]) -> None:
    """Decoding is the inverse of encoding."""
    assert numbers == list(decode(encode(numbers)))


@settings(deadline=None)
@given(st.lists(st.one_of(st.integers(0, 3000), st.integers(0, 2**40), st.just(SPACE))))
def test_many_numbers(numbers: list[int]) -> None:
    """Numbers written by columns are those written one by one, and are read again by columns."""
    written, ends = encode_all(np.array(numbers, np.int64))

    assert "".join(" " if number == SPACE else encode([number]) for number in numbers) == written.decode()
    assert [len(written[:end]) for end in ends.tolist()] == ends.tolist()
    every = [number for number in numbers if number != SPACE]
    together = written.replace(b" ", b"")
    assert every == decode_all(together, bounds(together)).tolist()


@settings(deadline=None)
@given(_WORDS)
def test_words(words: list[str]) -> None:
    """Front coding loses nothing."""
    assert words == front_decode(front_code(words))


def test_the_client_reads_them(client: Client) -> None:
    """The client reads numbers, words and file names as they were written."""
    numbers = [[0], [5, 6, 100, 1736, 1737, 50_000, 4_000_000], list(range(0, 3000, 7)), []]
    words = [
        sort_terms({*real_words("fr")[::9], "\U00020000\U00020001", "\U00020000新", "aa" * 40, "aa" * 40 + "b"}),
        [],
    ]
    names = [*real_words("es")[::50], "\U00020000", "a"]

    answer = client(
        "codes",
        numbers=[encode(deltas(found)) for found in numbers],
        words=[front_code(found) for found in words],
        names=names,
    )

    assert {"numbers": numbers, "words": words, "names": [file_name(name) for name in names]} == answer


def test_file_names_are_distinct() -> None:
    """No two of thirty thousand words share a name."""
    words = {word for language in ("en", "fr", "es") for word in real_words(language)}

    assert len(words) == len({file_name(word) for word in words})
