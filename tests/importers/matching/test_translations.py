"""Translations that nothing declares: found where it is sure, and never where it only seems so."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.importers.matching.names import marks
from plugins.importers.matching.traits import Traits, observe, read_line
from plugins.importers.matching.translations import compare
from plugins.importers.normalising.normalise import normalise
from plugins.importers.parsed import ParsedAlert
from tests.importers.matching.stories import EVENTS, LANGUAGES, Story, near_misses, story


def traits(told: Story, language: str, name: str = "", **fields: Any) -> Traits:
    """Return the traits of a story's record in a language."""
    row = told.row(language, **fields)
    parsed = ParsedAlert(
        identity=name or row["id"],
        id=name or row["id"],
        language=language,
        title=row["title"],
        issued=row["issued"],
        body=row["body"],
        countries=(row["country"],),
        sources=tuple(row["sources"]),
    )
    record = normalise(parsed, today=dt.date(2026, 11, 20)).record
    assert record is not None
    return observe(record, f"{language}/{row['issued'][:4]}/{record.alert.id}.md", (1, 2))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The police held Freddy Loseke in Ndola on 7 January 2000.", ["freddy", "loseke", "ndola", "2000"]),
        ("Le 7 janvier 2000, à Ndola, Freddy Loseke a disparu.", ["2000", "ndola", "freddy", "loseke"]),
        ("Freddy Loseke was held. Nobody knows why.", ["freddy", "loseke"]),
        ("Held. Loseke was held.", []),
        ("The President of the Republic met T. Tharmalingam of L’Avenir.", ["tharmalingam", "avenir"]),
        ("Mohammad al-Qadasi wrote to the Supreme Court of Yemen.", ["mohammad", "qadasi"]),
        ("Boris Eltsine’s DSA-875", ["boris", "eltsine", "dsa", "875"]),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    """Names and numbers are the same in every language; months, offices, countries and words that begin a sentence are none."""
    assert expected == [mark.text for mark in marks(text)]


@pytest.mark.parametrize("event", EVENTS)
def test_a_translation_is_found(event: str) -> None:
    """One alert in three languages is three pairs, each sure."""
    told = story(random.Random(3), event=event)
    found = list(compare(traits(told, language) for language in LANGUAGES))
    assert [("en", "es", ""), ("en", "fr", ""), ("es", "fr", "")] == sorted(
        (one.one[0], one.other[0], one.doubt) for one in found
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("who", "Nadia Quiroga"),
        ("event", "release"),
        ("number", 77),
        ("source", "CPJ"),
        ("country", "CG"),
        ("lawyer", "Nadia Quiroga"),
        ("issued", dt.date(2000, 3, 9)),
    ],
)
def test_what_only_seems_to_be_a_translation(field: str, value: Any) -> None:
    """Another person, event, figure, organisation, country or day is another alert, whatever else they share."""
    told = story(
        random.Random(5),
        event="arrest",
        source="JED",
        who="Ama Tembo",
        lawyer="Kofi Mukendi",
        issued=dt.date(2000, 3, 1),
    )
    other = Story(**vars(told) | {field: value})
    assert [] == [one for one in compare([traits(told, "en"), traits(other, "fr")]) if not one.doubt]


@pytest.mark.parametrize(("days", "expected"), [(0, True), (2, True), (3, True), (4, False)])
def test_a_translation_may_be_some_days_later(days: int, expected: bool) -> None:
    """The French text came out up to three days after the English one."""
    told = story(random.Random(7), event="arrest")
    later = (told.issued + dt.timedelta(days=days)).isoformat()
    found = compare([traits(told, "en"), traits(told, "fr", issued=later)])
    assert expected is any(not one.doubt for one in found)


def test_a_year_whose_records_do_not_all_say_their_country() -> None:
    """In a mixed neighbourhood only those that do not say it are compared with those that do."""
    told, other = (story(random.Random(seed), event="arrest") for seed in (7, 8))
    unsaid = dataclasses.replace(traits(told, "fr"), countries=())
    records = [traits(told, "en"), unsaid, traits(other, "en"), traits(other, "es")]
    [found] = compare(records, is_mixed=True)
    assert (("en", "fr"), "") == ((found.one[0], found.other[0]), found.doubt)
    assert 0.8 < found.confidence <= 0.95


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 10**9))
def test_no_false_link_among_near_misses(seed: int) -> None:
    """Alerts that share country, day, town, paper, people, with some of their translations lost: not one false link, in any order."""
    rng = random.Random(seed)
    told = [one for _ in range(rng.choice((1, 2))) for one in near_misses(rng)]
    records = {}
    for number, one in enumerate(told):
        for language in LANGUAGES:
            if rng.random() < 0.5:
                found = traits(one, language, f"{number}-x")
                records[found.key] = (found, one)
    likely = list(compare(found for found, _ in records.values()))
    assert [] == [one for one in likely if not one.doubt and records[one.one][1] != records[one.other][1]]
    shuffled = [found for found, _ in records.values()]
    rng.shuffle(shuffled)
    assert likely == list(compare(shuffled))


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 10**9), language=st.sampled_from(LANGUAGES))
def test_traits_are_read_as_they_were_written(seed: int, language: str) -> None:
    """A line of the register says all of a record's traits."""
    found = traits(story(random.Random(seed)), language)
    assert found == read_line(found.line())


@pytest.mark.parametrize("places", [[-1], [70_000], [], "no"])
def test_a_damaged_line_of_the_register_says_so(places: object) -> None:
    """Places that cannot be, or are not one a mark, are an error that the register expects: it looks at the record again."""
    values = json.loads(traits(story(random.Random(1)), "en").line()) | {"places": places}
    with pytest.raises((ValueError, TypeError)):
        read_line(json.dumps(values))
