"""Organisations that issue alerts: the abbreviation that stands for each, its names, its other abbreviations.

A record keeps the abbreviation that its source gave; listings and facets bring the others together by :func:`canonical`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from plugins.alerts.countries import fold
from plugins.alerts.languages import CODES
from plugins.alerts.vocabularies import load_terms

_TABLES = load_terms("organisations")
_CANONICAL = {alias.casefold(): code for code, table in _TABLES.items() for alias in table.get("aliases", ())} | {
    code.casefold(): code for code in _TABLES
}
_NAMES = {
    code: {language: str(table.get(language) or table["name"]) for language in CODES} for code, table in _TABLES.items()
}

_DOTTED = re.compile(r"(?:[A-Z]\.){2,}[A-Z]?")


def known(abbreviation: str) -> bool:
    """Say whether the abbreviation, or an alias of it, is in the table."""
    return abbreviation.casefold() in _CANONICAL


def canonical(abbreviation: str) -> str:
    """Return the abbreviation under which an organisation is listed: ``FIP`` → ``IFJ``; unknown ones as they stand."""
    return _CANONICAL.get(abbreviation.casefold(), abbreviation)


def label(abbreviation: str, language: str) -> str:
    """Return the organisation's name for a reader of ``language``, or the abbreviation where it is not known."""
    names = _NAMES.get(canonical(abbreviation))
    return names[language] if names else abbreviation


@cache
def by_name() -> Mapping[str, str]:
    """Return every full name, lower case, with its abbreviation."""
    own = {name: code for code, names in _NAMES.items() for name in names.values()}
    other = {name: code for table in _TABLES.values() for name, code in table.get("names", {}).items()}
    # Sources write apostrophes both ways.
    return {form.casefold(): code for name, code in (other | own).items() for form in (name, name.replace("’", "'"))}


@cache
def _folded() -> Mapping[str, str]:
    return {fold(name): code for name, code in by_name().items()}


def named(name: str) -> str:
    """Return the abbreviation of the organisation that bears exactly this name, case, accents and kind of apostrophe apart; else nothing.

    An abbreviation with points (``C.P.J.``, ``R.S.F``) names it, too, if it is known without them.
    """
    if _DOTTED.fullmatch(name) and known(plain := name.replace(".", "")):
        return plain
    return _folded().get(fold(name), "")


def all_names() -> dict[str, dict[str, str]]:
    """Return abbreviation → language → name."""
    return _NAMES
