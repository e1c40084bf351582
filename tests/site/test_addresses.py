"""Where pages stand."""

from __future__ import annotations

import pytest

from plugins.site import addresses


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ARTICLE 19", "article-19"),
        ("CD", "cd"),
        ("Él", "el"),
        ("Россия", "xd0a0d0bed181d181d0b8d18f"),
        ("Index", "the-index"),
    ],
)
def test_a_code_is_part_of_an_address(code: str, expected: str) -> None:
    """Lower-case ASCII; an organisation called Index does not take the place of the facet's index."""
    assert expected == addresses.slug(code)
    assert addresses.listing("en", "source", code) != addresses.index("en", "source")


@pytest.mark.parametrize("code", ["a sentence where an organisation should stand, " * 9, "Я" * 300])
def test_an_address_is_never_longer_than_a_file_may_be(code: str) -> None:
    """What is cut is told apart still, and alike in every build."""
    one, other = addresses.slug(code), addresses.slug(f"{code} as well")

    assert max(len(one), len(other)) <= addresses.LONGEST_SLUG
    assert one != other
    assert one == addresses.slug(code)
