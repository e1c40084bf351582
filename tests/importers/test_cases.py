"""Made-up texts, mails and pages of every era, language and shape: what stands in ``cases/`` is read field by field."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from plugins.importers.formats.readers import READERS
from plugins.importers.normalising.normalise import normalise
from plugins.importers.options import ReadOptions
from tests.importers import damage
from tests.importers.golden import TODAY

HERE = Path(__file__).parent / "cases"
TEASER_WORDS = 55
FORMATS = {"eml", "html"}
"""Of cases that are not saved as text."""


class Case(NamedTuple):
    """A text, and what must be read from it."""

    expected: dict[str, str]
    items: int
    findings: frozenset[str]
    text: str
    format: str


def _shaped(text: str, flags: set[str]) -> str:
    lines = text.split("\n")
    if "teaser" in flags:
        url, body = text.split("\n\n", 1)
        words = re.split(r"[ \t\n]+", body.strip())
        cut = " […]" if len(words) > TEASER_WORDS else ""
        return f"{url}\n\n{' '.join(words[:TEASER_WORDS])}{cut}\n{body}"
    if "wrap" in flags:
        return "\n".join(
            line if line.startswith("URL:") else textwrap.fill(line, 72, break_on_hyphens=False) for line in lines
        )
    return text


def _cases() -> dict[str, Case]:
    cases = {}
    for path in sorted(HERE.glob("*.txt")):
        for chunk in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            name, told, text = chunk.split("\n", 2)
            words = told.removeprefix("@").split()
            flags = {word for word in words if "=" not in word}
            expected = dict(word.split("=", 1) for word in words if "=" in word)
            cases[name] = Case(
                expected={
                    key: value.replace("_", " ") if key in ("title", "sources") else value
                    for key, value in expected.items()
                    if key != "items"
                },
                items=int(expected.get("items", 0)),
                findings=frozenset(flags - {"teaser", "wrap"} - FORMATS),
                text=_shaped(text, flags),
                format=next(iter(flags & FORMATS), "text"),
            )
    return cases


CASES = _cases()
# Ways to bytes that a text may have gone; what is read from it must not depend on them.
WAYS: dict[str, Callable[[str], bytes]] = {
    "half repaired": lambda text: damage.half_repaired_and_stripped(text).encode(),
    "misread": lambda text: damage.as_windows_1252(text).encode(),
    "windows-1252": lambda text: text.encode("cp1252", "ignore"),
    "Macintosh": lambda text: text.encode("mac_roman", "ignore").replace(b"\n", b"\r"),
}
_UNWRITABLE = re.compile("[\u202eıř]")
"""What no code page of the ways has: a text would lose more than its damage."""
EVERY = 3
"""Of the cases this is tried with."""


def _facts(data: bytes) -> list[tuple[str, ...]]:
    found = READERS["text"](io.BytesIO(data), "x.txt", ReadOptions())
    return [
        (one.language, one.kind, one.issued, one.occurred, *one.countries, *one.sources, *one.updates, *one.background)
        for one in found
    ]


@pytest.mark.parametrize("way", WAYS)
def test_damage_changes_no_facts(way: str) -> None:
    """Language, kind, dates, countries, organisations and citations are those of the sound text."""
    texts = [case.text for case in CASES.values() if case.format == "text" and not _UNWRITABLE.search(case.text)][
        ::EVERY
    ]
    assert [_facts(text.encode()) for text in texts] == [_facts(WAYS[way](text)) for text in texts]


@pytest.mark.parametrize("name", CASES)
def test_every_field_of_a_case(name: str) -> None:
    """What the case gives is what is read, and the text is a record."""
    case = CASES[name]
    found = list(READERS[case.format](io.BytesIO(case.text.encode()), name, ReadOptions()))
    results = [normalise(parsed, today=TODAY) for parsed in found]
    record = next((result.record for result in results if result.record), None)
    assert record is not None
    alert = record.alert
    extra = {key: value if isinstance(value, str) else ", ".join(value) for key, value in alert.extra}
    read_fields = {
        "lang": alert.lang,
        "title": alert.title,
        "kind": alert.kind,
        "issued": str(alert.issued),
        "occurred": str(alert.occurred or ""),
        "countries": ",".join(alert.countries),
        "sources": ",".join(alert.sources),
        "updates": ",".join(alert.updates),
        "background": ",".join(alert.background),
        "related": extra.get("related", "").replace(" ", ""),
        "campaigns": ",".join(alert.campaigns),
        "updates_open": extra.get("updates_open", ""),
        "communique_issue": extra.get("communique_issue", ""),
    }
    expected = dict(case.expected)
    if (one_of := re.fullmatch(r"\((.*)\)", expected.get("countries", ""))) is not None:
        assert read_fields["countries"] in one_of[1].split("|")
        del expected["countries"]

    assert expected == {field: read_fields[field] for field in expected}
    assert case.items in (0, len(found))
    assert case.findings <= {finding.code for finding in results[0].findings}
