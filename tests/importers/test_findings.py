"""docs/findings.md and the table of codes say the same."""

from __future__ import annotations

import re
from pathlib import Path

from plugins.alerts.findings import CODES

DOCS = Path(__file__).resolve().parents[2] / "docs" / "findings.md"


def test_the_docs_know_every_code_with_its_weight() -> None:
    """Every code has one row, with its severity, what it means and what to do; no row has a code that is not."""
    rows = re.findall(r"^\| `([a-z-]+)` \| (\w+) \| .+ \| .+ \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted((code, str(severity)) for code, severity in CODES.items()) == sorted(rows)
