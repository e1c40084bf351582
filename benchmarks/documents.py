"""Where the measured documents come from: made up, or real ones through the JSON Lines door."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.alerts import frontmatter
from plugins.alerts.languages import CODES
from plugins.alerts.markup import to_text
from plugins.alerts.model import Record
from plugins.importers.accounting.report import Outcome, Result
from plugins.importers.run import run_import
from plugins.samples.writing import write_sample

SIZES = (1_000, 4_000, 16_000)
LARGE_SIZES = (50_000, 100_000)
SEED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """An archive to measure with."""

    archive: Path
    label: str
    """What they are, in words."""
    count: int
    """Records, in all languages together."""
    account: str
    """How many in which language, how much text, what was left out."""

    def paths(self) -> list[Path]:
        """Return the records' files, in a fixed order."""
        return sorted(file for code in CODES for file in (self.archive / code).rglob("*.md"))

    def records(self) -> Iterator[Record]:
        """Yield the records, in that order."""
        return (frontmatter.parse(path.read_text(encoding="utf-8")) for path in self.paths())

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """Return language → ``id``, ``title`` and ``body`` (plain text) of its records, in that order: what queries are made from."""
        rows: dict[str, list[dict[str, Any]]] = {code: [] for code in CODES}
        for alert, body in self.records():
            rows[alert.lang].append({"id": str(alert.id), "title": alert.title, "body": to_text(body)})
        return rows


def made_up(archive: Path, size: int) -> Documents:
    """Write a made-up archive of ``size`` records."""
    write_sample(archive, size, SEED)
    return _documents(archive, f"{size:,} made up", "")


def imported(archive: Path, source: Path, most: int = 0) -> Documents:
    """Import real documents: all, or about ``most`` of them, translations of one alert together.

    Raises:
        FileNotFoundError: if there is no such file.
    """
    if not source.is_file():
        raise FileNotFoundError(f"{source}: there is no such file. Check --documents.")
    started = time.perf_counter()
    reasons: Counter[str] = Counter()

    def note(outcome: Outcome) -> None:
        if outcome.result is Result.REJECTED:
            reasons[outcome.reason.partition(":")[0]] += 1

    with tempfile.TemporaryDirectory(prefix="bench-sample-") as folder:
        part = Path(folder) / "sample.jsonl"
        if most:
            part.write_text("".join(sample(source, most)), encoding="utf-8")
        account = run_import(
            [part if most else source], archive=archive, today=dt.datetime.now(tz=dt.UTC).date(), on_outcome=note
        )
    seconds = time.perf_counter() - started
    left_out = ", ".join(f"{count} {code}" for code, count in reasons.most_common()) or "none"
    return _documents(archive, "real", f"; {account.items:,} items imported in {seconds:.0f} s, rejected: {left_out}")


def sample(source: Path, most: int) -> Iterator[str]:
    """Yield the lines of about ``most`` documents of all kinds, the same ones every time; a smaller sample is part of a larger one."""
    groups: dict[str, list[str]] = {}
    # By name, as the JSON Lines door opens it.
    with (
        gzip.open(source, "rt", encoding="utf-8") if source.suffix == ".gz" else source.open(encoding="utf-8") as lines
    ):
        for line in lines:
            row = json.loads(line)
            groups.setdefault(str(row.get("translation_of") or row["id"]), []).append(line)
    taken = 0
    for name in sorted(groups, key=lambda name: hashlib.sha256(name.encode()).digest()):
        if taken >= most:
            return
        taken += len(groups[name])
        yield from groups[name]


def _documents(archive: Path, label: str, more: str) -> Documents:
    documents = Documents(archive=archive, label=label, count=0, account="")
    languages: Counter[str] = Counter()
    words = 0
    for alert, body in documents.records():
        languages[alert.lang] += 1
        words += len(body.split())
    count = languages.total()
    each = ", ".join(f"{code} {languages[code]:,}" for code in CODES)
    return Documents(
        archive=archive,
        label=label if label[0].isdigit() else f"{count:,} {label}",
        count=count,
        account=f"{count:,} records ({each}), {words / 1e6:.2f} million words{more}",
    )
