"""The text reader on the samples: every field that their key gives, and the records as a whole."""

from __future__ import annotations

import json
from typing import Any

import pytest

from plugins.alerts import countries
from plugins.importers.normalising.datelists import read as read_dates
from plugins.importers.normalising.normalise import normalise
from plugins.importers.normalising.vocabulary import find_kind
from tests.importers.golden import (
    GOLDEN,
    SAMPLES,
    TODAY,
    normalise_sample,
    parse_items,
    parse_sample,
    render,
    sample_names,
)

KEY: dict[str, dict[str, Any]] = {
    entry["file"].removesuffix(".txt"): entry
    for entry in json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
}
MANY = ("listing", "digest", "newsletter", "communiqué")
# Nothing is left of its text but the headline, and no date at all.
EMPTY = ("041_en_2023",)
SINGLE = [name for name in sample_names() if KEY[name]["kind"] not in MANY and name not in EMPTY]


def _flat(lists: list[list[str]]) -> tuple[str, ...]:
    return tuple(date for dates in lists for date in dates)


def _expected(entry: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "lang": entry["lang"],
        "kind": find_kind(entry["kind"]),
        "updates": _flat(entry.get("updates", [])),
        "background": _flat(entry.get("background", [])),
        "related": ", ".join(_flat(entry.get("related", []))),
    }
    if entry.get("credit"):
        fields["sources"] = tuple(entry["credit"])
    if "country" in entry:
        fields["countries"] = (countries.find(entry["country"]),) if entry["country"] else ()
    if entry.get("date"):
        fields["issued"] = entry["date"]
    if entry.get("event_date"):
        fields["occurred"] = entry["event_date"]
    if "sections" in entry:
        fields["sections"] = tuple(entry["sections"])
    if "updates_communique" in entry:
        fields["updates_communique"] = entry["updates_communique"][0]
    return fields


@pytest.mark.parametrize("name", SINGLE)
def test_fields_of_the_key(name: str) -> None:
    """Every field that the key gives for a single alert is read so."""
    record = normalise_sample(name).record
    assert record is not None
    alert = record.alert
    extra = dict(alert.extra)
    found = {
        "lang": alert.lang,
        "kind": alert.kind,
        "updates": alert.updates,
        "background": alert.background,
        "related": extra.get("related", ""),
        "sources": alert.sources,
        "countries": alert.countries,
        "issued": str(alert.issued),
        "occurred": str(alert.occurred),
        "sections": tuple(line[3:] for line in record.body.split("\n") if line.startswith("## ")),
        "updates_communique": extra.get("updates_communique"),
    }
    expected = _expected(KEY[name])
    assert expected == {field: found[field] for field in expected}


DIVIDED = {
    "001_en_1995": 5,
    "003_en_1995": 4,
    "009_en_1998": 4,
    "013_en_1998": 4,
    "017_en_1999": 4,
    "037_en_2011": 11,
}


@pytest.mark.parametrize("name", DIVIDED)
def test_pages_of_many_alerts_are_divided(name: str) -> None:
    """Each alert of a listing or digest is an item, cut ones marked, with the credits and markers that the key gives."""
    found = parse_items(name)
    assert DIVIDED[name] == len({parsed.identity for parsed in found})
    results = [normalise(parsed, today=TODAY) for parsed in found]
    for parsed, result in zip(found, results, strict=True):
        codes = {finding.code for finding in result.findings}
        assert (result.record is None) == ("date-missing" in codes)
        assert "[…]" not in parsed.body or "text-truncated" in codes
    key = KEY[name]
    assert set(key.get("credit") or ()) <= {source for parsed in found for source in parsed.sources}
    cited = [list(read_dates(raw, "en").dates) for parsed in found for raw in (*parsed.updates, *parsed.background)]
    assert [*key.get("updates", []), *key.get("background", [])] == [[str(date) for date in dates] for dates in cited]


def test_a_digest_dates_its_lines_by_its_own_period() -> None:
    """Not by the day on which it was crawled; a country whose heading was lost is not that of the heading before."""
    whole, *found = parse_items("037_en_2011")
    assert ("digest", "2011-04-18") == (whole.kind, whole.issued)
    assert {"2011-04"} == {parsed.issued for parsed in found}
    assert ("Democratic Republic of Congo",) == found[8].countries
    assert () == found[9].countries


ISSUES = [name for name in sample_names() if KEY[name]["kind"] in MANY and name not in DIVIDED]


@pytest.mark.parametrize("name", ISSUES)
def test_issues_of_newsletters_are_kept_whole(name: str) -> None:
    """An issue of the Communiqué or of a newsletter is a record of its own kind, with its number, its day and its sections."""
    record, key = normalise_sample(name).record, KEY[name]
    assert record is not None
    extra = dict(record.alert.extra)
    assert find_kind(key["kind"]) == record.alert.kind
    assert key["date"] == str(record.alert.issued)
    assert (f"{key['vol']}-{key['no']}" if "vol" in key else None) == extra.get("communique_issue")
    assert record.body.count("\n## ") >= 2
    assert not record.alert.countries


@pytest.mark.parametrize("name", EMPTY)
def test_a_page_without_a_text_is_rejected(name: str) -> None:
    """What is left of it is read all the same, and the reasons are given."""
    parsed, result = parse_sample(name), normalise_sample(name)
    assert "round-up" == parsed.kind
    assert result.record is None
    assert {"body-missing", "date-missing"} <= {finding.code for finding in result.findings}


@pytest.mark.parametrize("name", sample_names())
def test_golden(name: str) -> None:
    """Each sample becomes the record that was looked at last."""
    path = GOLDEN / f"{name}.md"
    assert (path.read_text(encoding="utf-8") if path.exists() else None) == render(name)


def test_lost_accents_are_marked_and_kept() -> None:
    """A Spanish text that has lost every ó is marked, not corrected."""
    marked = [
        name for name in SINGLE if "accents-lost" in {finding.code for finding in normalise_sample(name).findings}
    ]
    assert [name for name in SINGLE if KEY[name].get("lost_o_acute")] == marked


def test_half_repaired_encoding_is_put_right() -> None:
    """The â that were apostrophes and quotation marks are those again."""
    for name in SINGLE:
        if KEY[name].get("mojibake"):
            result = normalise_sample(name)
            assert result.record is not None
            assert "encoding-repaired" in {finding.code for finding in result.findings}
            assert "â" not in result.record.body
            assert "“L’Indépendant”" in result.record.body
