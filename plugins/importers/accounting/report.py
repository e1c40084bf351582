"""The account of an import: one outcome an item, and counts that add up."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TextIO

from plugins.alerts.findings import Finding, Severity
from plugins.importers.keeping.kept import Kept
from plugins.importers.matching.proposals import FOLDER as REVIEW
from plugins.importers.matching.settlement import Amendment, Settled

SHOWN = 200
"""Rejected items that the summary keeps; the report file has all."""


_AS_IT_SHOULD_BE = frozenset({"item-deleted", "item-left-out", "item-repeated", "not-published"})
"""Codes of items that make no record although nothing is wrong: a person deleted it, the archive's plan leaves it out, a
crawl stored it before, or it was never made public (every WordPress export has drafts)."""


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
    left_out: int = 0
    """Rejected items that no summary lists."""
    wrong: int = 0
    """Rejected items, without those of :data:`_AS_IT_SHOULD_BE`."""
    review: dict[str, int] = field(default_factory=dict)
    """What is left for a person to decide in the archive, by kind of question."""

    def settle(self, settled: Settled) -> None:
        """Enter what was done for the archive as a whole after the last item."""
        self.review = {str(question): count for question, count in settled.review.items()}
        self.written += settled.written
        for amendment in settled.amended.values():
            self.codes.update({found.code for found in amendment.findings})

    def add(self, outcome: Outcome) -> None:
        """Enter an outcome."""
        self.results[outcome.result] += 1
        self.codes.update({found.code for found in outcome.findings})
        self.written += outcome.written
        if outcome.result is Result.REJECTED:
            self.wrong += not any(found.code in _AS_IT_SHOULD_BE for found in outcome.findings)
            # A crawl has more pictures than pages: they are counted by their code.
            if any(found.code == "item-left-out" for found in outcome.findings):
                self.left_out += 1
            elif len(self.failures) < SHOWN:
                self.failures.append(outcome)

    @property
    def balances(self) -> bool:
        """Say whether every item has its outcome."""
        return self.items == self.results.total()

    @property
    def exit_status(self) -> int:
        """0 if every item became a record, was one already, was deleted by hand or is left out by plan; else 1."""
        return 0 if self.balances and not self.wrong else 1

    @property
    def to_review(self) -> str:
        """What is left for a person, and how to settle it; empty if nothing is."""
        told = ", ".join(f"{name} {count:,}" for name, count in self.review.items() if count)
        return f"{told}: run `invoke import --review`" if told else ""

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
        if self.to_review:
            yield "to review", self.to_review
        for code, count in sorted(self.codes.items(), key=lambda pair: (-pair[1], pair[0])):
            yield f"  {code}", f"{count:,}"
        for outcome in self.failures:
            yield "rejected", f"{outcome.source}{f', {outcome.item}' if outcome.item else ''}: {outcome.reason}"
        if (more := self.results[Result.REJECTED] - self.left_out - len(self.failures)) > 0:
            yield "", f"and {more:,} more; see the report file"


def reason(findings: tuple[Finding, ...]) -> str:
    """Return why an item was rejected: the first finding of severity error, code and message."""
    return next((f"{found.code}: {found.message}" for found in findings if found.severity is Severity.ERROR), "")


class ReportWriter:
    """Writes the JSON report as the outcomes come, so that a long import does not hold them all in memory.

    They wait in a file without a name until the import has ended: only then is it known which records share an id.
    """

    def __init__(self, stream: TextIO) -> None:
        """Begin the report on an open text stream."""
        self._stream = stream
        self._waiting = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed by discard()

    def add(self, outcome: Outcome) -> None:
        """Write one outcome."""
        self._waiting.write(_json(outcome.as_json()))

    def close(self, report: Report, amended: Kept[Amendment]) -> None:
        """Write the outcomes, those of records that changed after their item was settled as they became, and the counts."""
        self._waiting.seek(0)
        self._stream.write('{"outcomes": [')
        before = "\n"
        has_amended = bool(amended)
        for line in self._waiting:
            text = _amended(line, amended) if has_amended else line
            self._stream.write(before + text.rstrip("\n"))
            before = ",\n"
        self._stream.write("\n]")
        review: dict[str, object] = dict(report.review) | {"folder": REVIEW}
        for key, value in {**report.counts(), "review": review}.items():
            self._stream.write(f",\n{json.dumps(key)}: {json.dumps(value)}")
        self._stream.write("}\n")

    def discard(self) -> None:
        """Let go of what waits, whether it was written or not."""
        self._waiting.close()


def _json(values: dict[str, Any]) -> str:
    # Half a character of a damaged source cannot be written; its escape can.
    text = json.dumps(values, ensure_ascii=False) + "\n"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _amended(line: str, amended: Kept[Amendment]) -> str:
    values = json.loads(line)
    amendment = amended.get((values["language"] or "", values["id"] or ""))
    if amendment is None or values["outcome"] == Result.REJECTED:
        return line
    values |= {"id": amendment.id, "path": amendment.path}
    if values["duplicate_of"]:
        values["duplicate_of"] = amendment.id
    values["findings"] += [
        {"code": found.code, "field": found.field, "message": found.message} for found in amendment.findings
    ]
    return _json(values)
