"""Which documents a query asks for: what sets say, whether lists are short or long."""

from __future__ import annotations

import random
from typing import Any

from tests.search.conftest import Client

_ENOUGH = 0.6


def case(chance: random.Random) -> dict[str, Any]:
    """Return some lists, and clauses over them; some are short in a wide space, some long in a narrow one."""
    span = chance.choice((12, 60, 4000))
    lists = {f"t{place}": sorted(chance.sample(range(span), chance.randrange(1, min(span, 40)))) for place in range(5)}
    # Lists of one query have documents in common, also in a wide space.
    shared = chance.sample(range(span), 6)
    lists = {term: sorted({*numbers, *chance.sample(shared, 3)}) for term, numbers in lists.items()}
    presences = chance.choices(("required", "optional", "prohibited"), (6, 2, 1), k=chance.randrange(1, 5))
    clauses = [
        {"terms": chance.sample([*lists, "none"], chance.choice((1, 1, 2))), "presence": one} for one in presences
    ]
    return {"lists": lists, "clauses": clauses}


def asked(lists: dict[str, list[int]], clauses: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what the clauses ask for."""

    def of(presence: str) -> list[set[int]]:
        wanted = (clause["terms"] for clause in clauses if clause["presence"] == presence)
        return [set[int]().union(*(lists.get(term, []) for term in terms)) for terms in wanted]

    required, optional = of("required"), of("optional")
    barred = set[int]().union(*of("prohibited"))
    having = {
        number: sum(number in own for own in required or optional) for own in (required or optional) for number in own
    }
    counts = {number: count for number, count in having.items() if number not in barred}
    every = sorted(number for number, count in counts.items() if count >= (len(required) or 1))
    if every or len(required) < 2:
        return {"documents": every, "closest": False}
    close = sorted(number for number, count in counts.items() if count >= max(counts.values()) * _ENOUGH)
    return {"documents": close, "closest": bool(close)}


def test_documents_are_those_that_sets_say(client: Client) -> None:
    """All required words, none that is ruled out; else those that have most of them."""
    chance = random.Random(5)
    cases = [case(chance) for _ in range(400)]
    expected = [asked(**one) for one in cases]

    assert expected == client("select", cases=cases)
    assert 40 < sum(one["closest"] for one in expected)
    assert 100 < sum(bool(one["documents"]) and not one["closest"] for one in expected)


def test_alternatives_of_several_words(client: Client) -> None:
    """Of alternatives any will do, each with all its words; what has some words of one alternative is not found."""

    def alternative(term: str, part: int) -> dict[str, Any]:
        return {"terms": [term], "presence": "required", "group": 0, "part": part}

    either = [alternative("a", 0), alternative("b", 0), alternative("c", 1)]
    asked = (either, [*either, {"terms": ["d"], "presence": "required"}], either[:2])
    lists = {"a": [1, 2, 3, 40], "b": [2, 3, 9], "c": [3, 7, 40], "d": [1, 2, 3, 7, 9, 40]}
    # Close together, where all numbers are gone through, and far apart, where lists are sorted.
    for step in (1, 100):
        wide = {term: [step * number for number in numbers] for term, numbers in lists.items()}
        answers = client("select", cases=[{"lists": wide, "clauses": clauses} for clauses in asked])

        expected = [[2, 3, 7, 40], [2, 3, 7, 40], [2, 3]]
        assert [[number // step for number in answer["documents"]] for answer in answers] == expected
