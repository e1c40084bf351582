"""Excerpts: the densest passage, as it stands in the text, with what was found marked."""

from __future__ import annotations

from typing import Any

import pytest

from tests.search.conftest import Client

FILLER = "Nothing of interest was said in this part of the text, which goes on and on. " * 12


def marked(passages: list[dict[str, Any]]) -> str:
    """Return the passages as one text, what is marked in brackets."""
    return "".join(f"[{passage['text']}]" if passage["mark"] else passage["text"] for passage in passages)


@pytest.mark.parametrize(
    ("language", "query", "text", "expected"),
    [
        ("en", "journalists", "A journalist's arrest.", "A [journalist's] arrest."),
        ("en", "turkey us", "The U.S. and TURKEY.", "The [U.S]. and [TURKEY]."),
        ("en", "walesa", "Lech Wałęsa spoke.", "Lech [Wałęsa] spoke."),
        ("en", "obrien", "Sinéad O’Brien spoke.", "Sinéad [O’Brien] spoke."),
        ("fr", "etat expression", "L’État d'expression.", "L’[État] d'[expression]."),
        ("fr", "djamena", "À N'Djamena.", "À [N'Djamena]."),
        ("es", "nusta", "Ñusta, año", "[Ñusta], año"),
        ("es", "año", "El ano y el Año.", "El ano y el [Año]."),
        ("en", "script", "<script>alert(1)</script>", "<[script]>alert(1)</[script]>"),
        ("en", "press", "", ""),
        ("en", "", "No words, no marks.", "No words, no marks."),
    ],
)
def test_marks(language: str, query: str, text: str, expected: str, client: Client) -> None:
    """What a query finds is marked as it is written; elided articles are not part of it."""
    (answer,) = client("excerpt", language=language, stopWords=[], query=query, texts=[text])

    assert expected == marked(answer)


def test_the_densest_passage(client: Client) -> None:
    """Of passages with one word and a passage with both, the one with both is shown."""
    text = f"A journalist. {FILLER}A journalist in Norway was released. {FILLER}Norway again."

    (answer,) = client("excerpt", language="en", stopWords=[], query="norway journalist", texts=[text])

    assert "A [journalist] in [Norway] was released." in marked(answer)
    assert marked(answer).startswith("… ")
    assert marked(answer).endswith(" …")


@pytest.mark.parametrize("query", ["norway", "text", "zzz"])
def test_an_excerpt_is_part_of_the_text(query: str, client: Client) -> None:
    """Without the marks and the ellipses it is a passage of the text, of whole words, not much longer than three lines."""
    texts = [FILLER, f"Norway. {FILLER}", f"{FILLER}Norway.", f"{FILLER}Norway.{FILLER}", "x" * 1000, "Norway " * 100]

    for text, answer in zip(
        texts, client("excerpt", language="en", stopWords=[], query=query, texts=texts), strict=True
    ):
        plain = "".join(passage["text"] for passage in answer)
        part = plain.removeprefix("… ").removesuffix(" …")
        assert part in text
        assert 100 < len(part) <= 280
        assert plain.startswith("… ") or text.startswith(part)
        assert plain.endswith(" …") or text.endswith(part)


def test_the_beginning_is_kept_where_it_is_near(client: Client) -> None:
    """A word found in the first line shows the text from its beginning."""
    (answer,) = client(
        "excerpt", language="en", stopWords=[], query="norway", texts=[f"Ms Solveig Hansen of Norway. {FILLER}"]
    )

    assert marked(answer).startswith("Ms Solveig Hansen of [Norway]. Nothing")
