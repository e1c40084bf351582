"""What is left for a person to decide: ``<archive>/.review/``, JSON Lines, a line a question, written anew by every import.

``duplicates.jsonl``
    ``one``, ``other``, ``resemblance``, ``differs`` (places in which the texts differ), ``why`` (they were not merged).
``translations.jsonl``
    ``one``, ``other``, ``confidence``, ``common`` (names and numbers in both), ``why`` (they were not linked).
``updates.jsonl``
    ``one`` (the alert that cites), ``cited`` (the date), ``candidates``, ``why`` (none was taken).

A record in them is ``id``, ``language``, ``title``, ``issued``, ``countries``, ``sources``, ``path``, ``origin``. The files are sorted,
so that they differ from the last ones in what changed and nothing else; they can be thrown away, and are made again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from plugins.alerts.model import Alert
from plugins.importers.keeping.scratch import Scratch
from plugins.importers.matching.decisions import Question

FOLDER = ".review"

Proposal = dict[str, Any]
"""A line of a file."""


def shown(alert: Alert, path: str) -> dict[str, Any]:
    """Return what a proposal says of a record."""
    return {
        "id": alert.id,
        "language": alert.lang,
        "title": alert.title,
        "issued": str(alert.issued),
        "countries": list(alert.countries),
        "sources": list(alert.sources),
        "path": path,
        "origin": [origin.source for origin in alert.origin],
    }


def file_of(archive: Path, question: Question) -> Path:
    """Return where proposals stand."""
    return archive / FOLDER / f"{question}.jsonl"


class Asked:
    """What is to be asked, in a scratch database until all of it is known."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._scratch = Scratch("CREATE TABLE lines (question, line)")
        self.counts = dict.fromkeys(Question, 0)

    def add(self, question: Question, proposal: Proposal) -> None:
        """Keep a proposal, unless there is nothing in it.

        Raises:
            OSError: if there is no room for it.
        """
        if proposal:
            self._scratch.put("INSERT INTO lines VALUES (?, ?)", (question, json.dumps(proposal, ensure_ascii=False)))
            self.counts[question] += 1

    def lines(self, question: Question) -> Iterator[str]:
        """Yield the lines of a file."""
        rows = self._scratch.rows("SELECT line FROM lines WHERE question = ? ORDER BY line", (question,))
        return (f"{line}\n" for (line,) in rows)


def read(archive: Path, question: Question) -> Iterator[Proposal]:
    """Yield the proposals that stand; damaged lines are left out, and come back with the next import.

    Raises:
        OSError: if the file cannot be read.
    """
    path = file_of(archive, question)
    if not path.is_file():
        return
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            try:
                proposal = json.loads(line)
                if isinstance(proposal, dict) and {"one", "why"} <= proposal.keys():
                    yield proposal
            except ValueError:
                continue
