"""What the exports say, in every language: data in ``texts.toml`` and ``columns.toml``, complete or not at all."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from plugins.alerts.errors import ArchiveError
from plugins.alerts.languages import CODES


class MissingTextError(ArchiveError):
    """A text that a language does not have."""


def load(name: str) -> dict[str, dict[str, Any]]:
    """Read ``<name>.toml``: key → table with a text a language, in the order of the file.

    Raises:
        MissingTextError: if a language has no text for a key.
    """
    tables = tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))
    for key, table in tables.items():
        for code in CODES:
            if not table.get(code):
                raise MissingTextError(
                    f"{key!r} has no text in {code!r}",
                    where=f"plugins/exports/{name}.toml",
                    do="Add it; what is exported says the same in every language.",
                )
    return tables


_TEXTS: Mapping[str, Mapping[str, str]] = load("texts")


def text(key: str, language: str, **values: object) -> str:
    """Return a text in a language, with its values put in.

    Raises:
        KeyError: if there is no such text.
    """
    return _TEXTS[key][language].format(**values)
