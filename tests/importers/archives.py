"""Imports into a folder for one test."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.alerts.frontmatter import parse
from plugins.alerts.model import Record
from plugins.importers.run import run_import

TODAY = dt.date(2026, 11, 20)


@dataclass(frozen=True)
class Import:
    """What an import did."""

    archive: Path
    report: dict[str, Any]
    exit_status: int
    written: int

    @property
    def outcomes(self) -> list[dict[str, Any]]:
        """The report's outcomes."""
        outcomes: list[dict[str, Any]] = self.report["outcomes"]
        return outcomes

    def files(self) -> dict[str, str]:
        """Return every file of the archive, ledger included: name → text."""
        return {
            path.relative_to(self.archive).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(self.archive.rglob("*"))
            if path.is_file()
        }

    def records(self) -> dict[str, Record]:
        """Return every record: name → record."""
        return {name: parse(text) for name, text in self.files().items() if name.endswith(".md")}


def jsonl_of(*rows: dict[str, Any]) -> str:
    """Return rows as JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def run(folder: Path, text: str | bytes | None, *, name: str = "rows.jsonl", **options: Any) -> Import:
    """Import a text (``None``: what stands there already) from a folder into ``<folder>/archive``."""
    source = folder / name
    if text is not None:
        source.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return run_sources(folder, [source], **options)


def run_sources(folder: Path, sources: list[Path], **options: Any) -> Import:
    """Import sources into ``<folder>/archive``."""
    archive, report = folder / "archive", folder / "report.json"
    result = run_import(sources, archive=archive, today=TODAY, report=report, **options)
    return Import(archive, json.loads(report.read_text(encoding="utf-8")), result.exit_status, result.written)
