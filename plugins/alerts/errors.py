"""What can go wrong in a way that the caller must handle.

::

    ArchiveError            anything this project says about its input; carries where and what to do
    ├── FrontMatterError    a record whose header cannot be read
    ├── PartialDateError    text that is not a year, a month or a day
    └── VocabularyError     a vocabulary file of the project that is incomplete

Problems with single items of data are not exceptions but :class:`plugins.alerts.findings.Finding`.
"""

from __future__ import annotations


class ArchiveError(Exception):
    """A problem that a maintainer can mend: ``what`` it is, ``where``, and what to ``do`` next."""

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        """Build the message from its three parts; empty parts are left out."""
        self.what = what
        self.where = where
        self.do = do
        parts = (f"{where}: {what}" if where else what, do)
        super().__init__(". ".join(part for part in parts if part))


class FrontMatterError(ArchiveError):
    """The header of a record cannot be read."""


class PartialDateError(ArchiveError, ValueError):
    """Text that is neither a year, a month nor a day of the calendar."""


class VocabularyError(ArchiveError):
    """A vocabulary of the project lacks a label or repeats a code."""
