"""The column of organisations: one string, several outlets, or words that are none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from plugins.importers.formats.killed.words import load

_TABLES = load("outlets")
_NOT_OUTLETS = frozenset(_TABLES["not_outlets"])
_FORMER = frozenset(_TABLES["former"])
_WHOLE = frozenset(name.casefold() for name in _TABLES["whole"])
_READ: dict[str, list[str]] = _TABLES["read"]
_FORMS: dict[str, dict[str, str]] = _TABLES["forms"]
_ENGLISH_THE = frozenset(_TABLES["english"]["the"])
_SPANISH: dict[str, Any] = _TABLES["spanish"]

_FORMER_MARK = re.compile(r"\s*\(former\)$", re.IGNORECASE)
_ABBREVIATION = re.compile(r"\s*\([^)]*\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlets:
    """For whom a person worked."""

    names: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    """Those for whom the person had worked before."""
    is_former_journalist: bool = False
    """The column says that the person no longer worked as a journalist."""


def typographic(text: str) -> str:
    """Return ``text`` with single blanks and curly apostrophes."""
    return re.sub(r"\s+", " ", text).strip().replace("'", "’")


def read(column: str) -> Outlets:
    """Divide the column.

    A comma, a semicolon and "and" stand between two outlets, except inside the names that the table ``whole`` lists.
    """
    text = typographic(column)
    names: list[str] = []
    former: list[str] = []
    for piece in _READ.get(text) or _pieces(text):
        name = piece.removeprefix("and ").strip(' "“”,;')
        if not name or name.casefold() in _NOT_OUTLETS:
            continue
        bare = _FORMER_MARK.sub("", name)
        (former if bare != name else names).append(bare)
    return Outlets(
        names=tuple(dict.fromkeys(names)),
        former=tuple(dict.fromkeys(former)),
        is_former_journalist=text.casefold() in _FORMER,
    )


def _pieces(text: str) -> list[str]:
    if text.casefold() in _WHOLE or text.casefold() in _NOT_OUTLETS:
        return [text]
    pieces = []
    for piece in re.split(r"\s*[,;]\s*", text):
        pieces.extend([piece] if piece.casefold() in _WHOLE else re.split(r"\s+and\s+", piece))
    return pieces


def in_english(name: str) -> str:
    """Return the name as an English sentence has it, with "the" where it is usual."""
    if name in _FORMS:
        return _FORMS[name]["en"]
    words = _ABBREVIATION.sub("", name).split()
    head = next((words[index - 1] for index, word in enumerate(words) if word in ("of", "for") and index), words[-1])
    return f"the {name}" if words[0] != "The" and head in _ENGLISH_THE and len(words) > 1 else name


def in_french(name: str) -> str:
    """Return the name as a French sentence has it after "pour", with its article where there is one."""
    return _FORMS[name]["fr"] if name in _FORMS else name


def in_spanish(name: str) -> str:
    """Return the name as a Spanish sentence has it."""
    if name in _FORMS:
        return _FORMS[name]["es"]
    first = name.split(" ", 1)[0]
    for article in ("la", "el"):
        if first in _SPANISH[article]:
            return f"{article} {name}"
    return name
