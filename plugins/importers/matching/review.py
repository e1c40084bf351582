"""``invoke import --review``: what is proposed is shown side by side, and settled with one key.

Answers come from the terminal, a key each, or, where standard input is no terminal, a line each. They are written to the file of
decisions at once, so that whoever stops in the middle has lost nothing.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from plugins.alerts import frontmatter
from plugins.alerts.errors import FrontMatterError
from plugins.alerts.languages import CODES
from plugins.alerts.markup import to_text
from plugins.importers.keeping.shelf import replacing
from plugins.importers.matching import proposals
from plugins.importers.matching.decisions import (
    FILE,
    NONE,
    Decision,
    Decisions,
    Question,
    Verdict,
    add,
    pair_key,
    parse,
    withdraw,
)
from plugins.importers.matching.following import verdict_of
from plugins.importers.matching.proposals import Proposal

TITLES = {
    Question.DUPLICATES: "One record, or two?",
    Question.TRANSLATIONS: "Translations of one alert?",
    Question.UPDATES: "Which alert is meant?",
}
_OPENING = 420
"""Characters of a text that are shown."""

Answers = Iterator[str]


class Review:
    """One sitting."""

    def __init__(
        self, archive: Path, console: Console, answers: Answers, today: dt.date, settle: Callable[[], None]
    ) -> None:
        """Begin; ``answers`` yields a key at a time, ``settle`` carries out what is decided, and makes the proposals anew."""
        self._archive = archive
        self._console = console
        self._answers = answers
        self._today = today
        self._settle = settle
        self._done: list[tuple[int, Decision | None]] = []

    def run(self) -> int:
        """Ask everything that is proposed and not decided, one kind of question after the other; return how many were decided.

        Raises:
            DecisionsError: if the file of decisions cannot be used.
            OSError: if it cannot be written.
        """
        written = left = 0
        is_over = False
        for question in Question:
            decided = parse(self._text())
            asked = [
                proposal
                for proposal in proposals.read(self._archive, question)
                if not _is_decided(decided, question, proposal)
            ]
            if not is_over:
                is_over = self._ask_all(question, asked)
            count = sum(decision is not None for _, decision in self._done)
            written += count
            # With one more decided than was asked, its answer follows: it is neither.
            decided = parse(self._text())
            left += sum(not _is_decided(decided, question, one) and not self._follows(question, one) for one in asked)
            self._done.clear()
            if count:
                # Of two records that are one, only one is asked about from here on.
                self._settle()
        self._console.print(f"{written} decided, {left} left. Decisions are in {self._archive / FILE}.")
        return written

    def _ask_all(self, question: Question, asked: list[Proposal]) -> bool:
        """Ask one kind of question; say whether the sitting is over."""
        number = 0
        while number < len(asked):
            proposal = asked[number]
            if self._follows(question, proposal):
                number += 1
                continue
            self._console.rule(f"{number + 1} of {len(asked)}: {TITLES[question]}")
            self._console.print(self._shown(question, proposal))
            answer = self._ask(question, proposal)
            if answer is None:
                return True
            if answer == "u":
                number = self._undo(number)
                continue
            decision = self._decision(question, proposal, answer)
            if decision is not None:
                self._write(add(self._text(), decision))
                self._console.print(Text(f"{decision.key}: {decision.verdict}", style="green"))
            self._done.append((number, decision))
            number += 1
        return False

    def _follows(self, question: Question, proposal: Proposal) -> bool:
        """Say whether the answer follows from others of this sitting."""
        if question is Question.UPDATES or not any(decision for _, decision in self._done):
            return False
        decided = parse(self._text())
        return verdict_of(decided, question, *_keys(proposal), self._languages) is not None

    def _languages(self, record_id: str) -> Iterator[str]:
        return (code for code in CODES if any((self._archive / code).glob(f"*/{record_id}.md")))

    def _text(self) -> str:
        path = self._archive / FILE
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def _write(self, text: str) -> None:
        with replacing(self._archive / FILE) as stream:
            stream.write(text)

    def _undo(self, number: int) -> int:
        if not self._done:
            self._console.print("There is nothing to undo among these questions.")
            return number
        before, decision = self._done.pop()
        if decision is not None:
            self._write(withdraw(self._text(), decision))
        return before

    def _ask(self, question: Question, proposal: Proposal) -> str | None:
        """Return the key that was pressed, of those that are asked for; ``None`` for the end."""
        if question is Question.UPDATES:
            count = len(proposal["candidates"])
            keys = {str(number + 1): "this one" for number in range(count)} | {"d": "none of them"}
        else:
            keys = {"s": "same", "d": "different"}
        keys |= {"n": "next", "u": "undo", "q": "quit"}
        told = "  ".join(f"[b]{key}[/b] {meaning}" for key, meaning in keys.items())
        self._console.print(told)
        for answer in self._answers:
            key = answer.strip().lower()[:1]
            if key == "q":
                return None
            if key in keys:
                return key
            if key:
                self._console.print(Text(f"{key!r} is none of the keys: {', '.join(keys)}"))
        return None

    def _decision(self, question: Question, proposal: Proposal, answer: str) -> Decision | None:
        if answer == "n":
            return None
        if question is Question.UPDATES:
            meant = NONE if answer == "d" else proposal["candidates"][int(answer) - 1]["id"]
            return Decision(question, f"{proposal['one']['id']} {proposal['cited']}", meant, self._today)
        verdict = Verdict.SAME if answer == "s" else Verdict.DIFFERENT
        return Decision(question, pair_key(*_keys(proposal)), verdict, self._today)

    def _shown(self, question: Question, proposal: Proposal) -> RenderableType:
        if question is Question.UPDATES:
            one = self._record(proposal["one"], f"cites {proposal['cited']}")
            found = [
                self._record(candidate, str(number + 1)) for number, candidate in enumerate(proposal["candidates"])
            ]
            return Group(one, *found, Text(f"Not taken: {proposal['why']}.", style="yellow"))
        sides = Table.grid(expand=True, padding=(0, 1))
        sides.add_column(ratio=1)
        sides.add_column(ratio=1)
        sides.add_row(self._record(proposal["one"]), self._record(proposal["other"]))
        told: list[RenderableType] = [sides]
        if question is Question.DUPLICATES:
            told += [Text(f"≠ {place}") for place in proposal["differs"]]
            told.append(
                Text(f"Resemblance {proposal['resemblance']:.2f}; not merged: {proposal['why']}.", style="yellow")
            )
        else:
            told.append(Text(f"In both: {', '.join(proposal['common'])}"))
            is_linked = "" if proposal["one"]["id"] == proposal["other"]["id"] else "not linked: "
            told.append(Text(f"Confidence {proposal['confidence']:.2f}; {is_linked}{proposal['why']}.", style="yellow"))
        return Group(*told)

    def _record(self, record: dict[str, Any], title: str = "") -> Panel:
        lines = Text()
        lines.append(record["title"] + "\n", style="bold")
        lines.append(f"{record['language']}/{record['id']}\n", style="cyan")
        about = " · ".join(
            part for part in (record["issued"], " ".join(record["countries"]), ", ".join(record["sources"])) if part
        )
        lines.append(f"{about}\n")
        lines.append(f"{', '.join(record['origin'])}\n\n", style="dim")
        lines.append(self._opening(record["path"]))
        return Panel(lines, title=title or None, title_align="left")

    def _opening(self, path: str) -> str:
        file = self._archive / path
        try:
            text = to_text(frontmatter.parse(file.read_text(encoding="utf-8")).body)
        except (OSError, FrontMatterError, UnicodeDecodeError):
            return "(its file is not there any more, or cannot be read)"
        return text if len(text) <= _OPENING else f"{text[:_OPENING].rsplit(' ', 1)[0]} …"


def _keys(proposal: Proposal) -> tuple[tuple[str, str], tuple[str, str]]:
    one, other = proposal["one"], proposal["other"]
    return (one["language"], one["id"]), (other["language"], other["id"])


def _is_decided(decided: Decisions, question: Question, proposal: Proposal) -> bool:
    if question is Question.UPDATES:
        return (proposal["one"]["id"], proposal["cited"]) in decided.updates
    return decided.of(question, *_keys(proposal)) is not None


@contextlib.contextmanager
def answers_from(stream: Any) -> Iterator[Answers]:
    """Give the keys that are pressed, if the stream is a terminal that can tell them one by one; else its lines."""
    read = _keyboard(stream)
    if read is None:
        yield iter(stream.readline, "")
        return
    press, restore = read
    try:
        yield iter(press, "")
    finally:
        restore()


def _keyboard(stream: Any) -> tuple[Callable[[], str], Callable[[], None]] | None:
    if not stream.isatty():
        return None
    try:
        import termios  # noqa: PLC0415 - not on every system
        import tty  # noqa: PLC0415
    except ImportError:
        return None
    before = termios.tcgetattr(stream)
    tty.setcbreak(stream)

    def press() -> str:
        key = str(stream.read(1))
        # The end of input.
        return "" if key == "\x04" else key

    def restore() -> None:
        termios.tcsetattr(stream, termios.TCSADRAIN, before)

    return press, restore
