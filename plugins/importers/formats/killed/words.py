"""The database's controlled values in three languages, read from the TOML files beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from importlib.resources import files
from typing import Any, Literal

from plugins.importers.bodies import commonmark

Gender = Literal["male", "female", ""]

_FORM: dict[Gender, str] = {"male": "m", "female": "f", "": "n"}


def load(name: str) -> dict[str, Any]:
    """Return the tables of ``<name>.toml``."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


_WORDS = load("words")
JOBS: dict[str, dict[str, Any]] = _WORDS["jobs"]
MEDIUMS: dict[str, dict[str, dict[str, str]]] = _WORDS["mediums"]
BEATS: dict[str, dict[str, str]] = _WORDS["beats"]
FIRE: dict[str, dict[str, str]] = _WORDS["fire"]
COUNTRIES: dict[str, dict[str, Any]] = load("countries")


def form(gender: Gender, male: str, female: str, neutral: str) -> str:
    """Return the form that agrees with ``gender``; the last one where it is not known."""
    return {"male": male, "female": female, "": neutral}[gender]


def job(code: str, language: str, gender: Gender) -> str:
    """Return the name of a job, agreeing with ``gender``."""
    name = JOBS[code][language]
    return str(name if isinstance(name, str) else name[_FORM[gender]])


def enumerate_with(items: Sequence[str], conjunction: str) -> str:
    """Join items by commas and, before the last, the conjunction: ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


def markdown(text: str) -> str:
    """Return words of the database as CommonMark shows them: nothing in a name is markup."""
    return commonmark.escape(text)


def capitalised(text: str) -> str:
    """Return ``text`` with its first letter a capital and the rest as it was."""
    return text[:1].upper() + text[1:]
