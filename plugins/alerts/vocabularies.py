"""Controlled vocabularies: codes for ever, labels in every language.

The terms are data, in ``terms/*.toml``; a label that is missing in one language stops the import of this module.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from plugins.alerts.errors import VocabularyError
from plugins.alerts.languages import CODES


def load_terms(name: str) -> dict[str, dict[str, Any]]:
    """Read ``terms/<name>.toml``: code → table, in the order of the file."""
    return tomllib.loads((files(__package__) / "terms" / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Term:
    """One controlled value."""

    code: str
    labels: Mapping[str, str]
    """Language code → label."""


class Vocabulary:
    """A closed list of terms, in the order in which they are shown."""

    def __init__(self, name: str, tables: Mapping[str, Mapping[str, Any]]) -> None:
        """Build it from code → table with a label a language.

        Raises:
            VocabularyError: if a label is missing.
        """
        self.name = name
        self.terms: dict[str, Term] = {}
        for code, table in tables.items():
            for language in CODES:
                if not table.get(language):
                    raise VocabularyError(
                        f"the term {code!r} has no label in {language!r}",
                        where=f"plugins/alerts/terms/{name}.toml",
                        do="Add the label; a term exists in every language or not at all.",
                    )
            self.terms[code] = Term(code, {language: str(table[language]) for language in CODES})

    def __contains__(self, code: object) -> bool:
        """Say whether ``code`` is one of the terms."""
        return code in self.terms

    def __iter__(self) -> Iterator[str]:
        """Iterate over the codes."""
        return iter(self.terms)

    def label(self, code: str, language: str) -> str:
        """Return the label of ``code``, or the code itself where it is not in the vocabulary (a finding tells so)."""
        term = self.terms.get(code)
        return term.labels[language] if term else code


_REGION_TABLES = load_terms("regions")

KINDS = Vocabulary("kinds", load_terms("kinds"))
VIOLATIONS = Vocabulary("violations", load_terms("violations"))
REGIONS = Vocabulary("regions", _REGION_TABLES)
CAMPAIGNS = Vocabulary("campaigns", load_terms("campaigns"))
"""The network's own; a record may name others."""
REPAIRS = Vocabulary("repairs", load_terms("repairs"))
"""Findings about a text that its reader should know of; the labels are sentences."""

REGION_COUNTRIES: dict[str, tuple[str, ...]] = {
    code: tuple(table["countries"].split()) for code, table in _REGION_TABLES.items()
}
"""Region → its countries."""
