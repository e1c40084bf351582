"""The made-up archive: plainly fictional, always the same, and in shares like those of a real one."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from plugins.alerts.findings import Severity
from plugins.alerts.frontmatter import parse, serialise
from plugins.alerts.model import Record
from plugins.alerts.validation import validate
from plugins.samples.archive import sample
from plugins.samples.phrases import PHRASES

ROOT = Path(__file__).resolve().parents[2]
TODAY = dt.date(2026, 1, 1)
COUNT = 3000


@pytest.fixture(scope="module")
def records() -> tuple[Record, ...]:
    """Some thousand records."""
    return tuple(sample(COUNT, 7))


def share(part: int, whole: int) -> float:
    """Return a share, rounded to a tenth."""
    return round(part / whole, 1)


def test_every_record_is_sound(records: tuple[Record, ...]) -> None:
    """Nothing but the note about the mark `sample` is found."""
    findings = {finding for record in records for finding in validate(record, today=TODAY)}

    assert set() == {finding for finding in findings if finding.severity is not Severity.NOTE}
    assert {"sample"} >= {finding.field for finding in findings}


def test_records_survive_being_written(records: tuple[Record, ...]) -> None:
    """What is serialised is parsed to the same record."""
    assert all(record == parse(serialise(record)) for record in records)


def test_every_record_says_that_it_is_invented(records: tuple[Record, ...]) -> None:
    """Header, title and body each say so, in the record's language."""
    for alert, body in records:
        phrases = PHRASES[alert.lang]

        assert ("sample", "yes") in alert.extra
        assert alert.title.startswith(phrases.mark)
        assert phrases.notice.replace("'", "’") in body.replace("'", "’")


def test_a_record_is_named_once(records: tuple[Record, ...]) -> None:
    """No two records share language and id, and all of one id share the date."""
    assert len(records) == len({(record.alert.lang, record.alert.id) for record in records})
    assert len({record.alert.id for record in records}) == len(
        {(record.alert.id, record.alert.issued) for record in records}
    )


def test_shares_are_those_of_an_archive(records: tuple[Record, ...]) -> None:
    """Half is English, a third of the alerts is translated, most dates are days, the commonest kind is the alert."""
    languages = Counter(record.alert.lang for record in records)
    versions = Counter(Counter(record.alert.id for record in records).values())
    kinds = Counter(record.alert.kind for record in records)

    assert 0.5 == share(languages["en"], COUNT)
    assert languages["fr"] > languages["es"] > COUNT / 6
    assert 0.3 == share(versions[2] + versions[3], versions.total())
    assert 0.9 == share(sum(record.alert.issued.day is not None for record in records), COUNT)
    assert ["alert", "update"] == sorted(kind for kind, _ in kinds.most_common(2))
    assert {1995, 2025} == {year(record.alert.issued.year for record in records) for year in (min, max)}


def test_lengths_are_those_of_alerts(records: tuple[Record, ...]) -> None:
    """The middle length is some 350 words, and a few are several times as long."""
    lengths = sorted(len(body.split()) for _, body in records)

    assert 300 < lengths[COUNT // 2] < 400
    assert lengths[COUNT * 99 // 100] > 3 * lengths[COUNT // 2]


def test_updates_follow_earlier_alerts(records: tuple[Record, ...]) -> None:
    """What an update follows came before it, with the date that it cites; some citations lead nowhere, as in real archives."""
    issued = {record.alert.id: record.alert.issued for record in records}
    updates = [record.alert for record in records if record.alert.updates]
    resolved = [alert for alert in updates if alert.follows]

    assert COUNT / 8 < len(updates) < COUNT / 4
    assert len(resolved) < len(updates)
    for alert in resolved:
        assert issued[alert.follows[0]] < alert.issued or str(alert.issued) == "2025-12-31"
        assert str(issued[alert.follows[0]]) == alert.updates[0]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_vocabulary_never_ends(records: tuple[Record, ...], language: str) -> None:
    """Heaps' law: four times as much text has about 4^0.55 times as many words."""
    words = [word for alert, body in records if alert.lang == language for word in re.findall(r"\w+", body.lower())]
    quarter, whole = len(set(words[: len(words) // 4])), len(set(words))

    assert 4**0.48 < whole / quarter < 4**0.66


def test_a_smaller_sample_is_the_beginning_of_a_larger(records: tuple[Record, ...]) -> None:
    """So one more alert is one more file."""
    assert records[:100] == tuple(sample(100, 7))
    assert records[:20] != tuple(sample(20, 8))


def test_the_same_seed_gives_the_same_bytes_in_another_process() -> None:
    """Nothing depends on how this process hashes its strings."""
    program = (
        "import sys, hashlib\nfrom plugins.alerts.frontmatter import serialise\nfrom plugins.samples.archive import sample\n"
        "sys.stdout.write(hashlib.sha256(''.join(map(serialise, sample(60, 3))).encode()).hexdigest())"
    )
    digests = [
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hash_seed in ("1", "2")
    ]

    assert [hashlib.sha256("".join(map(serialise, sample(60, 3))).encode()).hexdigest()] * 2 == digests


def test_it_never_holds_more_than_it_yields() -> None:
    """Records are made one by one: the first of an endless number comes at once."""
    assert 3 == len(list(itertools.islice(sample(10**9, 1), 3)))
