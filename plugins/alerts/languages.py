"""The languages of the archive: one table, so that a new one is data.

A language also needs a catalogue under ``theme/locale/`` and labels in ``plugins/alerts/terms/``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language of the site."""

    code: str
    """BCP 47 tag, as in ``lang`` attributes and addresses."""
    name: str
    """Its name in itself."""
    direction: Literal["ltr", "rtl"]
    locale: str
    """CLDR locale that formats its dates and numbers."""
    grouped_from: int = 1_000
    """The least number whose thousands are set apart: CLDR's ``minimumGroupingDigits``, which Babel does not know and browsers do."""


LANGUAGES: tuple[Language, ...] = (
    Language(code="en", name="English", direction="ltr", locale="en_GB"),
    Language(code="fr", name="Français", direction="ltr", locale="fr"),
    Language(code="es", name="Español", direction="ltr", locale="es", grouped_from=10_000),
)

CODES: tuple[str, ...] = tuple(language.code for language in LANGUAGES)

BY_CODE: dict[str, Language] = {language.code: language for language in LANGUAGES}


@cache
def fallbacks(code: str) -> tuple[str, ...]:
    """Return the languages to try for a reader of ``code``: their own first, then the table's order.

    Raises:
        KeyError: if ``code`` is not a language of the archive.
    """
    own = BY_CODE[code].code
    return (own, *(other for other in CODES if other != own))
