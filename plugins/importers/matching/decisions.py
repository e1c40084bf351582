"""What a person decided: ``<archive>/decisions.toml``, a line a decision, read at the end of every import and written by ``--review``.

::

    [duplicates]            # of one language: are they one record?
    "en/2005-04-26-cn-k7q2ab + en/2005-04-27-cn-mm2x4d" = "same"
    [translations]          # of two languages: are they translations of one alert?
    "en/2005-04-26-cn-k7q2ab + fr/2005-04-26-cn-ww3e7a" = { verdict = "different", by = "Ana", on = 2026-11-25 }
    [updates]               # which alert is meant by a date that another one cites?
    "2000-01-10-cd-k7q2ab 2000-01-07" = "2000-01-07-cd-mm2x4d"   # or "none"

Deleting a line withdraws the decision.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from plugins.alerts.errors import ArchiveError
from plugins.alerts.frontmatter import ID_PATTERN
from plugins.alerts.languages import CODES
from plugins.importers.matching.traits import Key

FILE = "decisions.toml"
NONE = "none"
"""What a date means of which no alert is in the archive."""
HEADING = """\
# What a person decided about records that belong together. It is honoured by every import.
# To withdraw a decision, delete its line. docs/importing.md explains it.
"""

Pair = tuple[Key, Key]
"""Sorted."""


class DecisionsError(ArchiveError):
    """A file of decisions that cannot be used."""


class Verdict(StrEnum):
    """What two records are to each other."""

    SAME = "same"
    DIFFERENT = "different"


class Question(StrEnum):
    """The sections of the file."""

    DUPLICATES = "duplicates"
    TRANSLATIONS = "translations"
    UPDATES = "updates"


@dataclass(frozen=True, slots=True)
class Decisions:
    """All of them."""

    pairs: dict[Question, dict[Pair, Verdict]] = field(default_factory=dict)
    """Of duplicates and translations."""
    updates: dict[tuple[str, str], str] = field(default_factory=dict)
    """Id and cited date → id of the alert that is meant, or :data:`NONE`."""

    def of(self, question: Question, one: Key, other: Key) -> Verdict | None:
        """Return what was decided of two records."""
        return self.pairs.get(question, {}).get(pair(one, other))

    def by_date(self) -> dict[str, list[tuple[str, str]]]:
        """Return, for every cited date, the ids of alerts that cite it with what they mean."""
        found: dict[str, list[tuple[str, str]]] = {}
        for (record_id, cited), meant in self.updates.items():
            found.setdefault(cited, []).append((record_id, meant))
        return found


def pair(one: Key, other: Key) -> Pair:
    """Return two records as a pair, whichever comes first."""
    return (one, other) if one <= other else (other, one)


def parse(text: str) -> Decisions:
    """Read decisions.

    Raises:
        DecisionsError: for what is not TOML, or a line that is no decision.
    """
    try:
        tables: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DecisionsError(f"is not TOML ({error})", where=FILE, do="Mend or delete the line.") from error
    decisions = Decisions(pairs={Question.DUPLICATES: {}, Question.TRANSLATIONS: {}})
    for section, lines in tables.items():
        if section not in set(Question) or not isinstance(lines, dict):
            raise DecisionsError(
                f"has a section {section!r}", where=FILE, do=f"Use {', '.join(f'[{one}]' for one in Question)}."
            )
        for key, value in lines.items():
            verdict = value.get("verdict") if isinstance(value, dict) else value
            _enter(decisions, Question(section), key, verdict)
    return decisions


def _enter(decisions: Decisions, question: Question, key: str, verdict: object) -> None:
    if question is Question.UPDATES:
        record_id, _, cited = key.partition(" ")
        is_good = isinstance(verdict, str) and ID_PATTERN.fullmatch(verdict) is not None
        if not is_good or not ID_PATTERN.fullmatch(record_id) or not re.fullmatch(r"\d{4}-\d\d-\d\d", cited):
            raise _wrong(key, verdict, '"<id> <cited date>" = "<id of the alert that is meant>" or "none"')
        decisions.updates[record_id, cited] = str(verdict)
        return
    keys = [_key(text) for text in key.split(" + ")]
    wanted = f'"<language>/<id> + <language>/<id>" = "{Verdict.SAME}" or "{Verdict.DIFFERENT}"'
    if len(keys) != 2 or keys[0] is None or keys[1] is None or keys[0] == keys[1] or verdict not in set(Verdict):
        raise _wrong(key, verdict, wanted)
    if (keys[0][0] == keys[1][0]) is not (question is Question.DUPLICATES):
        raise _wrong(key, verdict, "two records of one language for duplicates, of two for translations")
    decisions.pairs[question][pair(keys[0], keys[1])] = Verdict(str(verdict))


def _key(text: str) -> Key | None:
    language, _, record_id = text.strip().partition("/")
    return (language, record_id) if language in CODES and ID_PATTERN.fullmatch(record_id) else None


def _wrong(key: str, verdict: object, wanted: str) -> DecisionsError:
    return DecisionsError(f"the line {key!r} = {verdict!r} is no decision", where=FILE, do=f"Write {wanted}.")


@dataclass(frozen=True, slots=True)
class Decision:
    """One line."""

    question: Question
    key: str
    verdict: str
    on: dt.date

    def line(self) -> str:
        """Write it."""
        return f"{json.dumps(self.key)} = {{ verdict = {json.dumps(self.verdict)}, on = {self.on.isoformat()} }}\n"


def pair_key(one: Key, other: Key) -> str:
    """Return two records as the file names them."""
    return " + ".join("/".join(key) for key in pair(one, other))


def add(text: str, decision: Decision) -> str:
    """Return a file with one more line at the end of its section; all else stays as a person wrote it."""
    lines = (text or HEADING).splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    headings = [number for number, line in enumerate(lines) if _section(line)]
    own = [number for number in headings if _section(lines[number]) == decision.question]
    if not own:
        return "".join([*lines, "\n", f"[{decision.question}]\n", decision.line()])
    end = next((number for number in headings if number > own[0]), len(lines))
    while end > own[0] + 1 and not lines[end - 1].strip():
        end -= 1
    return "".join([*lines[:end], decision.line(), *lines[end:]])


def withdraw(text: str, decision: Decision) -> str:
    """Return a file without a line that :func:`add` wrote."""
    return text.replace(decision.line(), "", 1)


def _section(line: str) -> str:
    match = re.match(r"\s*\[\s*\"?([a-z]+)\"?\s*\]", line)
    return match[1] if match else ""
