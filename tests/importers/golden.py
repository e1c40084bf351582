"""The golden files: what each sample becomes. ``python -m tests.importers.golden`` writes them anew; look at the difference."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

from plugins.alerts.frontmatter import serialise
from plugins.importers.formats.text.reader import read
from plugins.importers.normalising.normalise import Normalised, normalise
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert

HERE = Path(__file__).parent
SAMPLES = HERE / "samples"
GOLDEN = HERE / "golden"
TODAY = dt.date(2026, 11, 20)


def sample_names() -> list[str]:
    """Return the names of the samples, without their suffix."""
    return sorted(path.stem for path in SAMPLES.glob("*.txt"))


def parse_sample(name: str) -> ParsedAlert:
    """Read a sample."""
    [parsed] = parse_items(name)
    return parsed


def parse_items(name: str) -> list[ParsedAlert]:
    """Read a sample that may hold many alerts."""
    return list(read(io.BytesIO((SAMPLES / f"{name}.txt").read_bytes()), f"{name}.txt", ReadOptions()))


def normalise_sample(name: str) -> Normalised:
    """Read a sample and make a record of it."""
    return normalise(parse_sample(name), today=TODAY)


def render(name: str) -> str | None:
    """Return the records of a sample as a file, or ``None`` if it makes none."""
    found = [normalise(parsed, today=TODAY).record for parsed in parse_items(name)]
    return "\n".join(serialise(record) for record in found if record is not None) or None


def refresh_golden() -> list[Path]:
    """Write the golden files anew and return those that changed; files of samples that make no record are deleted."""
    GOLDEN.mkdir(exist_ok=True)
    changed = []
    for name in sample_names():
        path = GOLDEN / f"{name}.md"
        before = path.read_text(encoding="utf-8") if path.exists() else None
        after = render(name)
        if after == before:
            continue
        changed.append(path)
        if after is None:
            path.unlink()
        else:
            path.write_text(after, encoding="utf-8", newline="")
    return changed


if __name__ == "__main__":
    for path in refresh_golden():
        print(path.relative_to(HERE))  # noqa: T201 - this is a command
