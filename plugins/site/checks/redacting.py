"""`invoke redact`: a line in the archive's list of redactions, after a look at what it would touch."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.alerts import frontmatter
from plugins.alerts.languages import CODES
from plugins.alerts.names import Name, fold
from plugins.alerts.redaction import FILE, RedactionError, Redactions, line_of
from plugins.site.reading.archive import mentioning, read_redactions, scan

_MOST = 0.05
"""Share of the records above which a name is surely not one: a word that many texts have."""
_MANY = 20
_SHORTEST = 3
"""Letters of the shortest name that is taken without being asked twice."""
_WORTH_NAMING = 4
_HEAD = "# What was taken out of everything that is published: docs/redaction.md explains. One line each.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """What a new line does."""

    line: str
    is_record: bool
    paths: tuple[str, ...]
    """Records that it touches."""
    left: dict[str, int]
    """Words of the name that stand by themselves in those records → in how many; they are not redacted."""


def redact(archive: Path, what: str, *, reason: str, today: dt.date, anyway: bool = False) -> Redacted | None:
    """Add the line that redacts a record, by its id, or a name; return what it does, or nothing where the list has it already.

    Raises:
        RedactionError: if it matches nothing, or so much that it cannot be meant (unless ``anyway``), or the list cannot be read.
    """
    redactions = read_redactions(archive)
    paths = list(dict(scan(archive)))
    own = tuple(path for path in paths if path.rpartition("/")[2] == f"{what}.md")
    is_record = bool(own) or (what[:4].isdecimal() and frontmatter.ID_PATTERN.fullmatch(what) is not None)
    if what in redactions.withdrawn or (not is_record and any(name.written == what for name in redactions.names)):
        return None
    if is_record and not own and not anyway:
        raise RedactionError(
            f"no record has the id {what!r}", where=str(archive), do="Look at the end of the page's address for it."
        )
    line = line_of(what, is_record=is_record, since=today, reason_code=reason)
    left: dict[str, int] = {}
    if not is_record:
        name = Name(what)
        own = tuple(mentioning(archive, Redactions(names=(name,)), paths, workers=os.cpu_count() or 1))
        if not anyway:
            _refuse(archive, name, len(own), len(paths))
        left = dict(_left(archive, name, own))
    _append(archive / FILE, line)
    return Redacted(line=line.strip(), is_record=is_record, paths=own, left=left)


def _refuse(archive: Path, name: Name, count: int, total: int) -> None:
    if not count:
        raise RedactionError(
            f"no record has {name.written!r}",
            where=str(archive),
            do="Write it as the records do (case and accents do not matter), or say --anyway for texts that are yet to come.",
        )
    if count > max(_MANY, _MOST * total):
        raise RedactionError(
            f"{name.written!r} is in {count:,} of {total:,} records",
            where=str(archive),
            do="Give more of the name, or say --anyway if you mean it.",
        )
    if len("".join(name.words)) < _SHORTEST and name.words[0].isascii():
        raise RedactionError(
            f"{name.written!r} has fewer than {_SHORTEST} letters and could be part of anything",
            where=str(archive),
            do="Give more of the name, or say --anyway if you mean it.",
        )


def _left(archive: Path, name: Name, paths: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """Yield the longer words of a name that stand by themselves in records once it is redacted."""
    if len(name.words) == 1:
        return
    redactions = Redactions(names=(name,))
    texts = [
        fold(redactions.redact((archive / path).read_text(encoding="utf-8", errors="replace"), CODES[0]))
        for path in paths
    ]
    for word in name.words:
        if len(word) >= _WORTH_NAMING:
            count = sum(Name(word).stands_in(text) for text in texts)
            if count:
                yield word, count


def _append(file: Path, line: str) -> None:
    before = file.read_text(encoding="utf-8-sig") if file.is_file() else _HEAD
    if not before.endswith("\n"):
        before += "\n"
    # A line below a [table] would belong to that table.
    first_table = next(
        (at for at in range(len(before)) if before.startswith("[", at) and (not at or before[at - 1] == "\n")),
        len(before),
    )
    text = before[:first_table] + line + before[first_table:]
    Redactions.parse(text, where=str(file))
    half = file.with_name(f"{file.name}.new")
    half.write_text(text, encoding="utf-8")
    half.replace(file)
