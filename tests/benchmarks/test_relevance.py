"""How known items are made, asked and counted."""

from __future__ import annotations

import json
import random

import pytest

from benchmarks.relevance import (
    PLAIN,
    RARE,
    SUMMARY,
    TITLE,
    TUNING,
    TYPO,
    Known,
    ask_fts5,
    fts5,
    held_out,
    known_items,
    mean_reciprocal_rank,
    plainly,
    typing_error,
)
from benchmarks.searching import longest_task

ROWS = [
    {
        "id": f"r{number}",
        "title": f"Périodique numéro {number} suspendu : le directeur proteste",
        "body": f"motzéro{'abcde'[number % 5]} motun{'abcd'[number % 4]} motdeux{'abc'[number % 3]} commun",
    }
    for number in range(30)
]


def test_a_hurried_title_has_no_accents_and_capitals() -> None:
    """Letters keep their place; what is no letter stays."""
    assert "l'etat arrete n° 5 : nandu" == plainly("L'État arrête n° 5 : Ñandú")


def test_a_typing_error_changes_one_word() -> None:
    """Never its first letter; short words are spared, and a text of nothing else has none."""
    chance = random.Random(1)
    for _ in range(200):
        words = typing_error("El periodista fue detenido", chance).split()
        changed = [pair for pair in zip(words, "El periodista fue detenido".split(), strict=True) if pair[0] != pair[1]]
        assert len(changed) <= 1
        assert all(len(right) > 4 and wrong[0] == right[0] for wrong, right in changed)
    assert "" == typing_error("A 1999 word", chance)


def test_known_items_are_the_same_each_time() -> None:
    """From the same documents come the same queries; each kind looks for documents that there are."""
    made = known_items("fr", ROWS, 10, seed=TUNING)

    assert made == known_items("fr", ROWS, 10, seed=TUNING)
    assert dict.fromkeys((TITLE, PLAIN, TYPO, RARE, SUMMARY), 10) == {kind: len(own) for kind, own in made.items()}
    assert {"body"} == {one.field for one in made[SUMMARY]}
    for own in made.values():
        assert all(one.wanted <= {row["id"] for row in ROWS} for one in own)


def test_what_is_measured_is_held_out() -> None:
    """No query is from a document that one for choosing weights is from."""
    tuned = known_items("fr", ROWS, len(ROWS) // 5, seed=TUNING)
    known = {ref for own in tuned.values() for one in own for ref in one.wanted}
    measured = held_out("fr", ROWS, 10)

    assert known
    assert all(measured[kind] for kind in (TITLE, RARE))
    assert all(known.isdisjoint(one.wanted) for kind in (TITLE, PLAIN, TYPO, SUMMARY) for one in measured[kind])


def test_the_same_text_in_another_year_is_as_good() -> None:
    """Who remembers three words of a text cannot tell its editions apart."""
    twins = [{**row, "body": f"{row['body']} edition seule"} for row in ROWS[:12]]
    twins += [{**row, "id": f"{row['id']}-again"} for row in twins]

    for one in known_items("fr", twins, 8, seed=TUNING)[RARE]:
        assert {f"{name.removesuffix('-again')}-again" for name in one.wanted} <= one.wanted


def test_the_peer_takes_all_words_else_any() -> None:
    """Accents are folded; a field narrows."""
    table = fts5(ROWS)

    assert ["r7"] == ask_fts5(table, Known(text="PERIODIQUE 7 directeur", wanted=frozenset()))
    assert ["r7"] == ask_fts5(table, Known(text="périodique 7 inconnu", wanted=frozenset()))[:1]
    assert [] == ask_fts5(table, Known(text="periodique", wanted=frozenset(), field="body"))


def test_the_mean_of_reciprocal_ranks() -> None:
    """First is 1, second a half, not there nothing."""
    asked = [Known(text="", wanted=frozenset({"a"}))] * 3

    assert pytest.approx(0.5) == mean_reciprocal_rank(asked, [["a", "b"], ["b", "a"], ["b"]])


def test_the_longest_task_is_that_of_the_page() -> None:
    """In time of the processor; other threads and shorter tasks do not count."""
    name = {"ph": "M", "name": "thread_name", "pid": 1}
    run = {"ph": "X", "name": "ThreadControllerImpl::RunTask", "pid": 1}
    events = [
        {**name, "tid": 1, "args": {"name": "CrRendererMain"}},
        {**name, "tid": 2, "args": {"name": "Compositor"}},
        {**run, "tid": 1, "dur": 90_000, "tdur": 12_000},
        {**run, "tid": 1, "dur": 20_000, "tdur": 19_500},
        {**run, "tid": 2, "dur": 99_000, "tdur": 98_000},
        {"ph": "X", "name": "FunctionCall", "pid": 1, "tid": 1, "dur": 50_000, "tdur": 50_000},
    ]

    assert 19.5 == longest_task(json.dumps({"traceEvents": events}).encode())
