"""The first of many, and the rows of many: columns of numbers give what sorting and looking up one by one give."""

from __future__ import annotations

import random
from collections import Counter

from tests.search.conftest import Client


def test_the_first_of_many(client: Client) -> None:
    """What may be among the wanted is all that ranks as high as the last of them, equals included; the first are those of a sort."""
    chance = random.Random("ranks")
    cases = [
        {"ranks": [chance.randrange(chance.choice((3, 1000))) for _ in range(size)], "wanted": wanted}
        for size in (0, 1, 11, 12, 400)
        for wanted in (0, 1, 11, 120)
    ]

    answers = client("first", cases=cases)

    for case, answer in zip(cases, answers, strict=True):
        ranks, wanted = case["ranks"], case["wanted"]
        order = sorted(range(len(ranks)), key=lambda item, ranks=ranks: (-ranks[item], item))
        floor = ranks[order[wanted - 1]] if 0 < wanted < len(order) else 0
        assert answer["best"] == order[:wanted]
        assert answer["leading"] == [item for item, rank in enumerate(ranks) if wanted and rank >= floor]


def test_rows_and_years(client: Client) -> None:
    """Rows are found whether few or many are asked for, those that a table lacks are none, and years are counted as they are."""
    chance = random.Random("rows")
    cases = []
    for share in (1, 2, 40):
        numbers = sorted(chance.sample(range(3000), 900))
        dates = sorted(chance.choice(("", "1995", "1995-04", "2003-02-01", "2004-12")) for _ in numbers)
        asked = sorted({*chance.sample(numbers, 900 // share), *chance.sample(range(3000), 20), 2999, 0})
        cases.append({"numbers": numbers, "dates": dates, "asked": asked})

    answers = client("rows", cases=cases)

    for case, answer in zip(cases, answers, strict=True):
        rows = {number: row for row, number in enumerate(case["numbers"])}
        found = [rows[number] for number in case["asked"] if number in rows]
        assert answer["rows"] == [rows.get(number, -1) for number in case["asked"]]
        assert answer["years"] == Counter(case["dates"][row][:4] for row in found if case["dates"][row])
