"""A made-up archive, record by record: the same number and seed give the same records, on any machine.

Alerts come one after the other with their translations, in no order of date. A smaller archive is the beginning of a larger one of
the same seed. Memory does not grow with the number of alerts: only the latest can be updated by later ones.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from plugins.alerts.dates import PartialDate, Period, When
from plugins.alerts.languages import CODES
from plugins.alerts.model import Alert, AlertId, Record
from plugins.alerts.vocabularies import KINDS, VIOLATIONS
from plugins.samples.names import Scene, scene
from plugins.samples.prose import Prose
from plugins.samples.shares import LAST_YEAR, Facts

_OPEN_CASES = 300
"""Alerts that a later one can still follow."""
_UPDATES = 0.2
"""Share of alerts that follow another."""
# Log-normal, as the lengths of real alerts are: the median is 300 words, the mean 360.
_MEDIAN_LENGTH, _SPREAD = 5.7, 0.6
_SHORTEST, _LONGEST = 60, 4000
_LAST_DAY = dt.date(LAST_YEAR, 12, 31)
_DIGITS = "abcdefghijklmnopqrstuvwxyz234567"
_FURTHER: tuple[tuple[str, str], ...] = (("sample", "yes"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Story:
    """What the translations of one alert share."""

    id: AlertId
    number: int
    languages: tuple[str, ...]
    issued: PartialDate
    occurred: When | None
    kind: str
    countries: tuple[str, ...]
    sources: tuple[str, ...]
    violations: tuple[str, ...]
    scene: Scene
    follows: _Story | None
    is_resolved: bool
    """False where the alert that this one cites was not found."""
    length: int


def sample(alerts: int, seed: int) -> Iterator[Record]:
    """Yield so many records, in all languages together, plainly fictional and without an error or warning.

    Raises:
        ValueError: if ``alerts`` is negative.
    """
    return islice(_records(seed), alerts)


def _records(seed: int) -> Iterator[Record]:
    chance = random.Random(f"sample {seed}")  # noqa: S311 (made up, not secret)
    prose = {code: Prose(code, seed) for code in CODES}
    facts = Facts(seed)
    open_cases: deque[_Story] = deque(maxlen=_OPEN_CASES)
    number = 0
    while True:
        earlier = chance.choice(open_cases) if open_cases and chance.random() < _UPDATES else None
        story = _story(chance, facts, number, seed, earlier)
        if story.issued.day and story.issued.year < LAST_YEAR:
            open_cases.append(story)
        for language in story.languages:
            yield _record(chance, prose[language], story, language)
        number += 1


def _story(chance: random.Random, facts: Facts, number: int, seed: int, earlier: _Story | None) -> _Story:
    if earlier:
        issued = _later(chance, earlier.issued)
        return _Story(
            id=_id(issued, earlier.countries, number, seed),
            number=number,
            languages=facts.languages.pick(chance),
            issued=issued,
            occurred=None,
            kind="update",
            countries=earlier.countries,
            sources=earlier.sources if chance.random() < 0.8 else (facts.sources.pick(chance),),
            violations=tuple(facts.violations.several(chance, 1)),
            scene=earlier.scene,
            follows=earlier,
            is_resolved=chance.random() < 0.85,
            length=_length(chance),
        )
    issued = facts.date(chance)
    countries = facts.countries(chance, issued.year)
    return _Story(
        id=_id(issued, countries, number, seed),
        number=number,
        languages=facts.languages.pick(chance),
        issued=issued,
        occurred=_occurred(chance, issued) if chance.random() < 0.4 else None,
        kind=facts.kinds.pick(chance),
        countries=countries,
        sources=tuple(facts.sources.several(chance, 2 if chance.random() < 0.12 else 1)),
        violations=tuple(facts.violations.several(chance, chance.choice((0, 1, 1, 1, 1, 2, 2, 3)))),
        # Some people and outlets are in the news again and again, most once.
        scene=scene(*(int(50 * chance.paretovariate(0.5)) % 100_000 for _ in range(3))),
        follows=None,
        is_resolved=False,
        length=_length(chance),
    )


def _record(chance: random.Random, prose: Prose, story: _Story, language: str) -> Record:
    label = VIOLATIONS.label(story.violations[0], language) if story.violations else KINDS.label(story.kind, language)
    lead = {
        "source": "/".join(story.sources),
        "date": str((story.occurred or story.issued).first)
        if story.issued.day is None
        else story.issued.display(language),
        "violation": label,
    }
    follows: tuple[AlertId, ...] = ()
    updates: tuple[str, ...] = ()
    if story.follows:
        lead["earlier"] = story.follows.issued.display(language)
        updates = (str(story.follows.issued),)
        follows = (story.follows.id,) if story.is_resolved else ()
    has_address = chance.random() < 0.7
    alert = Alert(
        id=story.id,
        lang=language,
        title=prose.title(chance, story.scene, label),
        issued=story.issued,
        occurred=story.occurred,
        kind=story.kind,
        countries=story.countries,
        sources=story.sources,
        violations=story.violations,
        targets=story.scene.targets[: chance.randrange(3)],
        updates=updates,
        follows=follows,
        original_url=f"https://alerts.example/{language}/{story.number}/" if has_address else "",
        inferred=("countries",) if story.countries and chance.random() < 0.06 else (),
        extra=_FURTHER,
    )
    return Record(alert, prose.body(chance, story.scene, story.length, lead))


def _later(chance: random.Random, date: PartialDate) -> PartialDate:
    """Return a day after another: within weeks mostly, after years sometimes."""
    day = min(date.first + dt.timedelta(days=min(1 + int(chance.lognormvariate(3, 1.5)), 4000)), _LAST_DAY)
    return PartialDate(day.year, day.month, day.day)


def _occurred(chance: random.Random, issued: PartialDate) -> When:
    if issued.day is None:
        return issued
    end = issued.first - dt.timedelta(days=int(chance.expovariate(0.3)))
    start = end - dt.timedelta(days=chance.randrange(1, 20)) if chance.random() < 0.08 else None
    day = PartialDate(end.year, end.month, end.day)
    return Period(PartialDate(start.year, start.month, start.day), day) if start else day


def _length(chance: random.Random) -> int:
    return min(max(int(chance.lognormvariate(_MEDIAN_LENGTH, _SPREAD)), _SHORTEST), _LONGEST)


def _id(issued: PartialDate, countries: tuple[str, ...], number: int, seed: int) -> AlertId:
    """Return an id of the archive's shape; its last part differs for every number, and looks like chance."""
    # An odd factor and a power of two: each number below it has a code of its own.
    bits = 20 if number < 1 << 20 else 40
    code = (number * 0x9E3779B1 + seed * 0x85EBCA77) % (1 << bits)
    text = "".join(_DIGITS[code >> shift & 31] for shift in range(0, bits, 5))
    return AlertId(f"{issued}-{countries[0].lower() if countries else 'xx'}-{text}")
