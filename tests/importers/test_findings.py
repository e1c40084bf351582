"""docs/findings.md and the table of codes say the same."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from plugins.alerts.findings import CODES
from plugins.importers.accounting import page

EXPLAINED = Path(page.__file__).with_name("explained.toml")
DOCS = Path(__file__).resolve().parents[2] / "docs" / "findings.md"


def test_the_docs_know_every_code_with_its_weight() -> None:
    """Every code has one row, with its severity, what it means and what to do; no row has a code that is not."""
    rows = re.findall(r"^\| `([a-z-]+)` \| (\w+) \| .+ \| .+ \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted((code, str(severity)) for code, severity in CODES.items()) == sorted(rows)


def test_reports_say_what_the_docs_say() -> None:
    """The report tells of every code what it means and what to do in the words of the docs."""
    rows = re.findall(r"^\| `([a-z-]+)` \| \w+ \| (.+) \| (.+) \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    told = tomllib.loads(EXPLAINED.read_text(encoding="utf-8"))
    assert {code: {"means": means, "do": do} for code, means, do in rows} == told
