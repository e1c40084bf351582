"""The account of an import as a page for a person: counts, reasons, what should be looked at, samples. It loads nothing and runs nothing.

Every text of a source goes through the template's escaping; what would break a line or turn the direction of writing is taken out first.
"""

from __future__ import annotations

import hashlib
import heapq
import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

from plugins.alerts.findings import CODES, Finding, Severity
from plugins.importers.accounting.report import Outcome, Report, Result

EXAMPLES = 8
"""Of each reason and each finding."""
SAMPLES = 25
"""Accepted records that are shown, chosen by chance, and always the same ones."""
MOST_SOURCES = 300
"""Sources with a line of their own."""
LONGEST = 400
"""Characters of a text."""
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(slots=True)
class _Group:
    """Items that have a code in common."""

    count: int = 0
    examples: list[tuple[Outcome, str]] = field(default_factory=list)
    """Outcome and message."""

    def add(self, outcome: Outcome, message: str) -> None:
        self.count += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append((outcome, message))


class Page:
    """Gathers outcomes for the page; what it remembers does not grow with their number."""

    def __init__(self) -> None:
        self._rejected: defaultdict[str, _Group] = defaultdict(_Group)
        self._findings: defaultdict[str, _Group] = defaultdict(_Group)
        self._duplicates = _Group()
        self._sources: dict[str, Counter[Result]] = {}
        self._others: Counter[Result] = Counter()
        self._samples: list[tuple[int, int, Outcome]] = []

    def add(self, outcome: Outcome) -> None:
        """Enter an outcome."""
        source = outcome.source.partition("#")[0]
        if source in self._sources or len(self._sources) < MOST_SOURCES:
            self._sources.setdefault(source, Counter())[outcome.result] += 1
        else:
            self._others[outcome.result] += 1
        if outcome.result is Result.REJECTED:
            self._rejected[outcome.reason.partition(":")[0]].add(outcome, outcome.reason.partition(": ")[2])
        elif outcome.result is Result.DUPLICATE:
            self._duplicates.add(outcome, outcome.reason)
        else:
            self._sample(outcome)
        if outcome.result is Result.REJECTED:
            # What else is odd about it is nobody's concern before it is a record.
            return
        for code in dict.fromkeys(one.code for one in outcome.findings if one.severity is not Severity.ERROR):
            self._findings[code].add(outcome, _first(outcome.findings, code).message)

    def _sample(self, outcome: Outcome) -> None:
        """Keep those whose names have the smallest digests: chance that is the same every time."""
        name = f"{outcome.source}\n{outcome.item}".encode("utf-8", "replace")
        rank = int.from_bytes(hashlib.blake2b(name, digest_size=8).digest(), "big")
        entry = (-rank, len(self._samples), outcome)
        if len(self._samples) < SAMPLES:
            heapq.heappush(self._samples, entry)
        elif entry[0] > self._samples[0][0]:
            heapq.heapreplace(self._samples, (-rank, self._samples[0][1], outcome))

    def html(self, report: Report, *, is_rehearsal: bool) -> str:
        """Return the page."""
        environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
        environment.filters["plain"] = plain
        environment.filters["sentence"] = _sentence
        environment.filters["number"] = lambda value: f"{value:,}"
        source = (files(__package__) / "report.html").read_text(encoding="utf-8")
        weighed: dict[Severity, list[tuple[str, _Group]]] = {Severity.WARNING: [], Severity.NOTE: []}
        for code, group in _commonest(self._findings):
            weighed[CODES[code]].append((code, group))
        context: dict[str, Any] = {
            "report": report,
            "counts": report.counts(),
            "is_rehearsal": is_rehearsal,
            "rejected": _commonest(self._rejected),
            "warnings": weighed[Severity.WARNING],
            "notes": weighed[Severity.NOTE],
            "duplicates": self._duplicates,
            "sources": list(self._sources.items()),
            "others": self._others,
            "samples": sorted((one for _, _, one in self._samples), key=lambda one: (one.source, one.path)),
            "results": list(Result),
            "examples": EXAMPLES,
            "explained": tomllib.loads((files(__package__) / "explained.toml").read_text(encoding="utf-8")),
        }
        return environment.from_string(source).render(context)


def plain(text: str) -> str:
    """Return a text of a source as one line that shows what it is: no controls, no marks that turn the direction, not too long."""
    shown = _CONTROLS.sub(" ", text.encode("utf-8", "backslashreplace").decode("utf-8"))
    shown = "".join(char for char in shown if unicodedata.category(char) not in ("Zl", "Zp"))
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"


def _sentence(text: str) -> str:
    """Return a cell of the table of codes as a sentence."""
    shown = text.replace("`", "")
    return f"{shown[:1].upper()}{shown[1:]}."


def _first(findings: tuple[Finding, ...], code: str) -> Finding:
    return next(one for one in findings if one.code == code)


def _commonest(groups: dict[str, _Group]) -> list[tuple[str, _Group]]:
    return sorted(groups.items(), key=lambda pair: (-pair[1].count, pair[0]))
