"""Interface text: gettext catalogues in which a missing string stops the build.

A message's id is its British English text, so English needs no catalogue.
"""

from __future__ import annotations

import gettext
import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from plugins.alerts.errors import ArchiveError


class MissingTextError(ArchiveError):
    """A text of the interface is not translated."""


class StrictTranslations(gettext.GNUTranslations):
    """Translations that raise where gettext would fall back to the message's id."""

    path = ""

    def gettext(self, message: str) -> str:
        """Return the translation.

        Raises:
            MissingTextError: if there is none.
        """
        text = self._catalog.get(message)  # type: ignore[attr-defined]
        if not text:
            raise self._missing(message)
        return str(text)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002 (gettext's own signature)
        """Return the form for ``n``.

        Raises:
            MissingTextError: if there is none.
        """
        text = self._catalog.get((msgid1, self.plural(n)))  # type: ignore[attr-defined]
        if not text:
            raise self._missing(msgid1)
        return str(text)

    def _missing(self, message: str) -> MissingTextError:
        return MissingTextError(
            f"no translation of {message!r}", where=self.path, do="Add it (`invoke catalogues` lists what is missing)."
        )


def load(theme: Path, language: str) -> gettext.NullTranslations:
    """Return the translations of a language, read from ``<theme>/locale/<language>/messages.po``.

    Raises:
        MissingTextError: if there is no catalogue.
    """
    if language == "en":
        return gettext.NullTranslations()
    path = theme / "locale" / language / "messages.po"
    if not path.is_file():
        raise MissingTextError("there is no catalogue", where=str(path), do="Add one; interface text is never mixed.")
    with path.open("rb") as source:
        catalogue = read_po(source, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    translations = StrictTranslations(compiled)
    translations.path = str(path)
    return translations
