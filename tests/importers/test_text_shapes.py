"""The text reader on made-up texts of every shape that the atlas lists."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest

from plugins.alerts.model import Record
from plugins.importers.normalise import Normalised, normalise
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert
from plugins.importers.text.reader import read
from tests.importers import texts

TODAY = dt.date(2026, 11, 20)


def parse(text: str) -> ParsedAlert:
    """Read a text."""
    [parsed] = read(io.BytesIO(text.encode("utf-8")), "text.txt", ReadOptions())
    return parsed


def normalised(text: str) -> Normalised:
    """Read a text and normalise it."""
    return normalise(parse(text), today=TODAY)


def record(text: str) -> Record:
    """Return the record that a text makes."""
    result = normalised(text)
    assert result.record is not None, result.findings
    return result.record


def codes(text: str) -> set[str]:
    """Return the codes of a text's findings."""
    return {finding.code for finding in normalised(text).findings}


def value(found: Record, name: str) -> Any:
    """Return a field of a record, or one of its unknown keys."""
    if hasattr(found.alert, name):
        result = getattr(found.alert, name)
        return str(result) if name in ("issued", "occurred") else result
    return dict(found.alert.extra).get(name)


@pytest.mark.parametrize("name", texts.TEXTS)
def test_fields(name: str) -> None:
    """Every field that a text says is read as it says it."""
    text, expected = texts.TEXTS[name]
    found = record(text)
    assert expected == {field: value(found, field) for field in expected}
