"""The account of an import: one outcome an item, and counts that add up (DESIGN, §6)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TextIO

from plugins.alerts.findings import Finding, Severity

SHOWN = 200
"""Rejected items that the summary keeps; the report file has all."""


_AS_IT_SHOULD_BE = frozenset({"item-deleted", "item-left-out", "item-repeated"})
"""Codes of items that make no record although nothing is wrong: a person deleted it, the archive's plan leaves it out, or a
crawl stored it before."""


class Result(StrEnum):
    """What became of an item; every item has exactly one."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one item, and why."""

    source: str
    item: str = ""
    result: Result
    id: str = ""
    language: str = ""
    path: str = ""
    """Inside the archive."""
    duplicate_of: str = ""
    reason: str = ""
    findings: tuple[Finding, ...] = ()
    written: bool = False
    """A file was written or rewritten for it."""
    title: str = ""
    """Of the record: for a person who reads of it, like ``issued``."""
    issued: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as the report writes it."""
        return {
            "source": self.source,
            "item": self.item,
            "outcome": str(self.result),
            "id": self.id or None,
            "language": self.language or None,
            "path": self.path or None,
            "duplicate_of": self.duplicate_of or None,
            "reason": self.reason or None,
            "findings": [
                {"code": found.code, "field": found.field, "message": found.message} for found in self.findings
            ],
        }


@dataclass(slots=True, kw_only=True)
class Report:
    """Counts, and the rejected items with their reasons."""

    items: int = 0
    """Items that the sources held, counted where they are read."""
    results: Counter[Result] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    written: int = 0
    failures: list[Outcome] = field(default_factory=list)
    """The first :data:`SHOWN` rejected items."""
    wrong: int = 0
    """Rejected items, without those of :data:`_AS_IT_SHOULD_BE`."""

    def add(self, outcome: Outcome) -> None:
        """Enter an outcome."""
        self.results[outcome.result] += 1
        self.codes.update({found.code for found in outcome.findings})
        self.written += outcome.written
        if outcome.result is Result.REJECTED:
            self.wrong += not any(found.code in _AS_IT_SHOULD_BE for found in outcome.findings)
            if len(self.failures) < SHOWN:
                self.failures.append(outcome)

    @property
    def balances(self) -> bool:
        """Say whether every item has its outcome."""
        return self.items == self.results.total()

    @property
    def exit_status(self) -> int:
        """0 if every item became a record, was one already, was deleted by hand or is left out by plan; else 1."""
        return 0 if self.balances and not self.wrong else 1

    def counts(self) -> dict[str, int]:
        """Return the four figures of the report."""
        return {
            "items": self.items,
            "accepted": self.results[Result.ACCEPTED],
            "duplicates": self.results[Result.DUPLICATE],
            "rejected": self.results[Result.REJECTED],
        }

    def summary(self) -> Iterator[tuple[str, str]]:
        """Yield the lines of the readable summary, label and text: counts, findings by code, rejected items with reason."""
        for label, count in self.counts().items():
            yield label, f"{count:,}"
        yield "files written", f"{self.written:,}"
        if not self.balances:
            yield "WRONG", "the counts do not add up: please report this with the source"
        for code, count in sorted(self.codes.items(), key=lambda pair: (-pair[1], pair[0])):
            yield f"  {code}", f"{count:,}"
        for outcome in self.failures:
            yield "rejected", f"{outcome.source}{f', {outcome.item}' if outcome.item else ''}: {outcome.reason}"
        if (more := self.results[Result.REJECTED] - len(self.failures)) > 0:
            yield "", f"and {more:,} more; see the report file"


def reason(findings: tuple[Finding, ...]) -> str:
    """Return why an item was rejected: the first finding of severity error, code and message."""
    return next((f"{found.code}: {found.message}" for found in findings if found.severity is Severity.ERROR), "")


class ReportWriter:
    """Writes the JSON report as the outcomes come, so that a long import does not hold them all in memory."""

    def __init__(self, stream: TextIO) -> None:
        """Begin the report on an open text stream."""
        self._stream = stream
        self._is_first = True
        stream.write('{"outcomes": [')

    def add(self, outcome: Outcome) -> None:
        """Write one outcome."""
        self._stream.write("\n" if self._is_first else ",\n")
        self._is_first = False
        # Half a character of a damaged source cannot be written; its escape can.
        text = json.dumps(outcome.as_json(), ensure_ascii=False)
        self._stream.write(text.encode("utf-8", "backslashreplace").decode("utf-8"))

    def close(self, report: Report) -> None:
        """Write the counts, which end the report."""
        self._stream.write("\n]")
        for key, value in report.counts().items():
            self._stream.write(f',\n"{key}": {value}')
        self._stream.write("}\n")
