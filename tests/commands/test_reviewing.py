"""``invoke import --review`` at a real terminal: a key an answer, for every kind of question, and what was answered holds ever after."""

from __future__ import annotations

import datetime as dt
import json
import os
import pty
import random
import re
import select
import sys
from pathlib import Path
from typing import Any

from plugins.alerts.frontmatter import parse
from plugins.alerts.model import Alert
from plugins.importers.run import run_import
from tests.importers.archives import TODAY, jsonl_of
from tests.importers.matching.stories import Story, story

ROOT = Path(__file__).resolve().parents[2]
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")

ELSE = ("asked", "called on")
SHAKEN = story(random.Random(11), event="arrest", source="JED", who="Ama Benali")
DOUBTFUL = story(random.Random(12), event="arrest", source="RSF", who="Kofi Tembo", country="PE")
COPIED = story(random.Random(13), event="arrest", source="CPJ", who="Nadia Loseko", country="ZM")
HELD = story(random.Random(14), event="arrest", source="MISA", who="Elena Quiroga", country="AO")
THREATENED = Story(**vars(HELD) | {"event": "threat", "number": 31})
LATER = Story(**vars(HELD) | {"event": "release", "issued": HELD.issued + dt.timedelta(days=9), "number": 19})


def copy(told: Story) -> dict[str, Any]:
    """Return a row that says nearly what an English one says."""
    row = told.row("en")
    return row | {"id": f"copy-of-{row['id']}", "body": row["body"].replace(*ELSE).replace("was not", "had not been")}


def sources(folder: Path) -> list[list[Path]]:
    """Write two lots of sources: what the second brings shakes a link that the first made."""
    lots: list[dict[str, list[dict[str, Any]]]] = [
        {
            "a": [SHAKEN.row("en"), COPIED.row("en"), HELD.row("en"), THREATENED.row("en"), DOUBTFUL.row("en")],
            "b": [SHAKEN.row("fr"), LATER.row("en", updates=[HELD.issued.isoformat()])],
        },
        {"c": [copy(SHAKEN), copy(COPIED), copy(DOUBTFUL)], "d": [DOUBTFUL.row("fr")]},
    ]
    paths = []
    for lot in lots:
        paths.append([folder / f"{name}.jsonl" for name in lot])
        for path, rows in zip(paths[-1], lot.values(), strict=True):
            path.write_text(jsonl_of(*rows), encoding="utf-8")
    return paths


class Terminal:
    """A command at a terminal of its own."""

    def __init__(self, *arguments: str) -> None:
        """Start it."""
        self.shown = ""
        self._pid, self._end = pty.fork()
        if self._pid == 0:
            os.environ |= {"TERM": "xterm", "COLUMNS": "200", "LINES": "60"}
            os.chdir(ROOT)
            os.execv(sys.executable, [sys.executable, "-m", "invoke", *arguments])  # noqa: S606 (the command itself)

    def until_asked(self) -> str:
        """Return what is shown until a key is waited for; empty once the command has ended."""
        begun = len(self.shown)
        while "q quit" not in self.shown[begun:]:
            if not select.select([self._end], [], [], 60)[0]:
                raise TimeoutError(self.shown[-2000:])
            try:
                data = os.read(self._end, 65536)
            except OSError:
                return ""
            if not data:
                return ""
            self.shown += CONTROL.sub("", data.decode("utf-8", "replace"))
        return self.shown[begun:]

    def press(self, key: str) -> None:
        """Press a key, without Enter."""
        os.write(self._end, key.encode())

    def status(self) -> int:
        """Return the exit status."""
        os.close(self._end)
        return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])


def alerts(archive: Path) -> list[Alert]:
    """Return the alerts of an archive."""
    return [parse(path.read_text(encoding="utf-8")).alert for path in sorted(archive.rglob("*.md"))]


def row_of(alert: Alert) -> str:
    """Return the id of the first row that an alert comes from."""
    return min((origin.source.partition("#")[2] for origin in alert.origin), key=lambda name: name.startswith("copy"))


def files(archive: Path) -> dict[str, bytes]:
    """Return every file of an archive."""
    return {
        path.relative_to(archive).as_posix(): path.read_bytes() for path in sorted(archive.rglob("*")) if path.is_file()
    }


def questions(archive: Path) -> list[dict[str, Any]]:
    """Return what is still to be asked."""
    return [
        json.loads(line)
        for path in sorted(archive.glob(".review/*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def sit(archive: Path) -> list[str]:
    """Answer all that is asked; return what kinds of questions they were."""
    terminal = Terminal("import", "--review", "--archive", str(archive))
    met = []
    while shown := terminal.until_asked():
        if "Which alert is meant?" in shown:
            met.append("update")
            # Of the two of that day the arrest, by the number that it has on the screen.
            [number] = re.findall(rf"─ (\d) ─(?:(?!─ \d ─).)*{HELD.row('en')['id']}", shown, re.DOTALL)
            terminal.press(number)
        elif "linked before" in shown:
            met.append("shaken")
            terminal.press("d")
        elif "Translations of one alert?" in shown:
            met.append("translations")
            terminal.press("s" if f"en/{DOUBTFUL.row('en')['id']}" in shown else "d")
        else:
            met.append("duplicates")
            terminal.press("s" if COPIED.who in shown else "d")
    assert 0 == terminal.status(), terminal.shown
    return met


def test_every_kind_of_question_is_answered_at_a_terminal_and_never_asked_again(tmp_path: Path) -> None:
    """Two copies become one, a translation is linked, a shaken link is taken apart, an update gets what it means; all stays so."""
    archive = tmp_path / "archive"
    lots = sources(tmp_path)
    for lot in lots:
        run_import(lot, archive=archive, today=TODAY, workers=1)
    met = sit(archive)
    # What a link that was taken apart leaves open is asked at the next sitting.
    assert {"translations"} >= set(sit(archive))
    assert {"duplicates", "translations", "shaken", "update"} == set(met)
    settled = files(archive)
    assert [] == questions(archive)
    found = {(alert.lang, row_of(alert)): alert for alert in alerts(archive)}
    en = {told.who: found["en", told.row("en")["id"]] for told in (SHAKEN, DOUBTFUL, COPIED)}
    assert en[SHAKEN.who].id != found["fr", SHAKEN.row("fr")["id"]].id
    assert en[DOUBTFUL.who].id == found["fr", DOUBTFUL.row("fr")["id"]].id
    assert 2 == len(en[COPIED.who].origin)
    assert (found["en", HELD.row("en")["id"]].id,) == found["en", LATER.row("en")["id"]].follows
    # Ever after: neither the same sources nor another sitting changes or asks anything.
    for lot in lots:
        run_import(lot, archive=archive, today=TODAY, workers=1)
    assert [] == sit(archive)
    assert settled == files(archive)
