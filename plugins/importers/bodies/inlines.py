"""Runs of marked-up text as CommonMark: emphasis only where its signs are certain to be read as such, everything else escaped.

A run is characters with the marks that they bear. CommonMark opens and closes emphasis by what stands beside its signs (specification
0.31, §6.2); where the neighbours would not let it, the words stay and the emphasis goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from plugins.importers.bodies import commonmark

STRONG, EMPHASIS, STRUCK, CODE = "**", "*", "~~", "`"
BREAK = "\n"
"""Stands for a line break in a run; other white space is blanks."""
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_ENDS = re.compile(r" ?\n ?")
_AUTOLINK = re.compile(r"https?://[^\s<>&*]+")
_BARE_ADDRESS = re.compile(r"[^\s()<>\\\x00-\x20]+")


@dataclass(frozen=True, slots=True)
class Run:
    """Text that bears the same marks throughout."""

    text: str
    marks: frozenset[str] = frozenset()
    address: str = ""
    """Where it leads; empty for no link."""


def text_run(text: str, marks: frozenset[str], address: str) -> Run:
    """Return a run of source text: its white space is blanks, none of it a line break. In code nothing else is marked."""
    return Run(_BLANKS.sub(" ", text), frozenset({CODE}) if CODE in marks else marks, address)


def lines_of(runs: Iterable[Run]) -> list[str]:
    """Return runs as lines of CommonMark, without blanks at their ends, empty ones at both ends left out.

    The first characters of a line that would open a block are escaped.
    """
    lines: list[list[Run]] = [[]]
    for run in runs:
        for number, part in enumerate(run.text.split(BREAK)):
            if number:
                lines.append([])
            if part:
                lines[-1].append(Run(part, run.marks, run.address))
    # A line of no-break spaces is an empty one.
    written = [line if line.strip() else "" for line in map(_line, lines)]
    while written and not written[-1]:
        written.pop()
    while written and not written[0]:
        written.pop(0)
    return written


def _line(runs: list[Run]) -> str:
    runs = _trimmed(runs)
    parts: list[str] = []
    plain = "".join(run.text for run in runs)
    position = 0
    for (marks, address), group in groupby(runs, key=lambda run: (run.marks, run.address)):
        run = Run("".join(one.text for one in group), marks, address)
        before = plain[position - 1 : position]
        position += len(run.text)
        # Two signs that meet would be read as one.
        is_free = not parts or parts[-1][-1:] not in ("*", "~")
        parts.append(_marked(run, before, plain[position : position + 1], is_free=is_free))
    line = "".join(parts)
    # What begins with plain text may look like the beginning of a block; these signs are escaped in plain text already.
    return line if line.startswith(("*", "[", "`", "~~", "<")) else commonmark.escape_opening(line)


def _trimmed(runs: list[Run]) -> list[Run]:
    """Take blanks off both ends, and all but one where two runs meet."""
    kept: list[Run] = []
    is_blank = True
    for run in runs:
        text = run.text.lstrip(" ") if is_blank else run.text
        if text:
            kept.append(Run(text, run.marks, run.address))
            is_blank = text.endswith(" ")
    while kept and kept[-1].text.endswith(" "):
        last = kept.pop()
        if text := last.text.rstrip(" "):
            kept.append(Run(text, last.marks, last.address))
            break
    return kept


def _marked(run: Run, before: str, after: str, *, is_free: bool) -> str:
    """Return a run with its signs; ``before`` and ``after`` are the characters beside it in the source."""
    inner = run.text.strip(" ")
    if not inner:
        return run.text
    lead = run.text[: len(run.text) - len(run.text.lstrip(" "))]
    tail = run.text[len(run.text.rstrip(" ")) :]
    if CODE in run.marks:
        shown = _code(inner)
    else:
        # A sign at the end may go together with what comes next: "!" and a link are a picture.
        shown = re.sub(r"(?<!\\)[!&~]\Z", r"\\\g<0>", commonmark.escape_inline(inner))
        # Asterisks next to tildes would not open inside a word.
        signs = [sign for sign in (STRONG, EMPHASIS) if sign in run.marks]
        if not signs and STRUCK in run.marks and "~" not in inner:
            signs = [STRUCK]
        # Inside the brackets of a link its own text is all that stands beside the signs.
        outside = ("[", "]") if run.address else (" " if lead else before, " " if tail else after)
        if signs and (is_free or run.address) and _may_stand(inner, *outside):
            opening = "".join(signs)
            shown = f"{opening}{shown}{opening[::-1]}"
    if run.address:
        is_its_own = inner == run.address and _AUTOLINK.fullmatch(inner)
        shown = f"<{inner}>" if is_its_own else f"[{shown}]({destination(run.address)})"
    return f"{lead}{shown}{tail}"


def _may_stand(inner: str, before: str, after: str) -> bool:
    """Say whether signs around a text open and close: never beside white space, and beside punctuation only where a word does not go on."""
    return _opens(inner[0], before) and _opens(inner[-1], after)


def _opens(char: str, outside: str) -> bool:
    # A tilde goes together with those of a mark, three of which are a fence.
    if char.isspace() or char == "~" or outside in ("*", "~", "_"):
        return False
    return char.isalnum() or not outside or outside.isspace() or not outside.isalnum()


def _code(text: str) -> str:
    longest = max((len(one) for one in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def destination(address: str) -> str:
    """Return an address as the target of a link."""
    if _BARE_ADDRESS.fullmatch(address):
        return commonmark.escape_address(address)
    plain = re.sub(r"[\s<>\\]", lambda match: f"%{ord(match[0]):02X}", address)
    return f"<{commonmark.escape_address(plain)}>"
