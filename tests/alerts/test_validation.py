"""Looking at a whole record."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from plugins.alerts.dates import PartialDate
from plugins.alerts.findings import CODES, Finding, Severity, has_errors
from plugins.alerts.model import Alert, AlertId, Record
from plugins.alerts.validation import validate

TODAY = dt.date(2026, 11, 20)
GOOD = Alert(
    id=AlertId("2005-04-26-cn-k7q2"),
    lang="en",
    title="Headline",
    issued=PartialDate(2005, 4, 26),
    countries=("CN",),
    sources=("CPJ",),
    original_url="https://example.org/",
)


def codes(alert: Alert, body: str = "Text.") -> set[tuple[str, str]]:
    """Return code and field of every finding."""
    return {(finding.code, finding.field) for finding in validate(Record(alert, body), today=TODAY)}


def test_a_good_record_has_no_findings() -> None:
    """Nothing is said where nothing is wrong."""
    assert validate(Record(GOOD, "Text."), today=TODAY) == ()


@pytest.mark.parametrize(
    ("alert", "expected"),
    [
        (replace(GOOD, title=" "), ("title-missing", "title")),
        (replace(GOOD, issued=PartialDate(2036)), ("date-out-of-range", "issued")),
        (replace(GOOD, issued=PartialDate(1878)), ("date-out-of-range", "issued")),
        (replace(GOOD, issued=PartialDate(9999, 12, 31)), ("date-unreadable", "issued")),
        (replace(GOOD, other_urls=("/held.html",)), ("url-invalid", "other_urls")),
        (replace(GOOD, occurred=PartialDate(2006)), ("date-out-of-range", "occurred")),
        (replace(GOOD, kind="rumour"), ("kind-unknown", "kind")),
        (replace(GOOD, countries=("QQ",)), ("country-unknown", "countries")),
        (replace(GOOD, violations=("gossip",)), ("violation-unknown", "violations")),
        (replace(GOOD, sources=("NOBODY",)), ("source-unknown", "sources")),
        (replace(GOOD, updates=("last week",)), ("date-invalid", "updates")),
        (replace(GOOD, original_url="javascript:alert(1)"), ("url-invalid", "original_url")),
        (replace(GOOD, inferred=("colour",)), ("field-unknown", "inferred")),
        (replace(GOOD, repaired=("polished",)), ("value-unknown", "repaired")),
        (replace(GOOD, extra=(("mood", "sad"),)), ("field-unknown", "mood")),
    ],
)
def test_each_problem_is_a_finding_with_its_field(alert: Alert, expected: tuple[str, str]) -> None:
    """Every problem is named by a stable code and the field that has it."""
    assert {expected} == codes(alert)


def test_all_problems_are_reported_together() -> None:
    """One look finds everything."""
    assert {("title-missing", "title"), ("body-missing", "body"), ("kind-unknown", "kind")} == codes(
        replace(GOOD, title="", kind="rumour"), body="\n"
    )


def test_only_errors_keep_an_item_out() -> None:
    """A warning does not lose a record."""
    warning = Finding("country-unknown", "countries", "…")
    error = Finding("title-missing", "title", "…")

    assert not has_errors([warning])
    assert has_errors([warning, error])


def test_every_code_has_a_severity() -> None:
    """The table of codes is complete and lower case with hyphens."""
    assert all(isinstance(severity, Severity) and code == code.lower() for code, severity in CODES.items())


def test_a_record_is_not_by_the_organisation_whose_facts_it_holds() -> None:
    """Nobody is named as the author of sentences that this project composed."""
    assert ("CPJ",) == GOOD.authors
    assert () == replace(GOOD, kind="record").authors
