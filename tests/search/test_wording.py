"""Texts of cards, written with the commonest words as one or two characters, are read again as they were."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.search.build import build
from plugins.search.plan import Plan
from plugins.search.wording import MOST, Wording, choose, count
from tests.search.conftest import Client
from tests.search.corpus import LANGUAGES, documents, source_of

_TEXTS = st.text(st.sampled_from('abc .,\n|`\x01\x02é\U0001f600"\\<'), max_size=60)


@settings(deadline=None)
@given(st.lists(_TEXTS, max_size=8), st.lists(_TEXTS, max_size=4))
def test_a_text_is_read_as_it_was_written(sample: list[str], texts: list[str]) -> None:
    """Whatever words the sample has, and whatever signs a text."""
    wording = Wording(choose([count(sample * 3)]))

    assert [*sample, *texts] == [wording.decode(wording.encode(text)) for text in (*sample, *texts)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_client_reads_them(language: str, client: Client) -> None:
    """The client reads texts as Python does, with few words in the list and with as many as it may have."""
    texts = [document.body for document in documents(language)]
    texts += ["a | b, c. d\nx", " two  blanks ,\n\n", "", "U+1F600 is \U0001f600, and so on.", "tick ` and \x01"]
    words = choose([count(texts)])
    for own in (words[:9], words, tuple(f"w{number}" for number in range(MOST))):
        wording = Wording(own)
        written = [wording.encode(text) for text in (*texts, " ".join(own[::7]))]

        assert [*texts, " ".join(own[::7])] == client("texts", words=own, written=written)


def test_texts_become_shorter() -> None:
    """Half of the characters and more are saved in running text."""
    texts = [document.body for document in documents("en")]
    wording = Wording(choose([count(texts)]))

    assert sum(len(wording.encode(text)[0]) for text in texts) < 0.6 * sum(map(len, texts))


def test_what_one_alert_tells_is_in_no_list() -> None:
    """A word is in the list only if three documents have it, however often one of them does."""
    assert ("press",) == choose([count(["Xochitl " * 9 + "press", "press Xochitl"]), count(["press"])])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_corrected_word_leaves_the_list_as_it_is(language: str) -> None:
    """It goes by classes of frequency: nine in ten slips, each in another text of the sample, change no list."""
    texts = [document.body for document in documents(language)]
    known = choose([count(texts)])
    lists = set()
    for place in range(0, len(texts), max(1, len(texts) // 20)):
        words = texts[place].split(" ")
        words[len(words) // 2] += "x"
        own = choose([count([*texts[:place], " ".join(words), *texts[place + 1 :]])])
        lists |= {(place, own)} - {(place, known)}

    assert len(known) > 100
    assert len(lists) <= 2


def test_new_alerts_leave_the_sample_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """None of the newest year is in the sample; a document of another year, one in so many."""
    monkeypatch.setattr("plugins.search.plan._SMALLEST_SAMPLED", 50)
    monkeypatch.setattr("plugins.search.plan._SAMPLE", 20)
    own = list(documents("en"))
    newest = dataclasses.replace(own[0], id="newest", issued="2030-01-01")

    def sampled(*more: str) -> set[str]:
        added = [dataclasses.replace(newest, id=identifier) for identifier in more]
        plan = Plan(source_of("en", [*own, newest, *added]))
        return {plan.keys[ordinal].id for ordinal in plan.sampled}

    assert 20 <= len(sampled()) <= 60
    assert sampled() == sampled(*map(str, range(1000, 1100)))
    assert {"newest"} & sampled() == set()


def test_a_small_language_has_no_list(tmp_path: Path) -> None:
    """Its texts stand in the cards as they are."""
    written = build([source_of("en", documents("en"))], tmp_path)

    assert "search/en/words.js" not in written
