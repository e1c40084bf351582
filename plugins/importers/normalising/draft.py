"""A record in the making, which goes through the steps of ``normalise``."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from plugins.alerts.dates import PartialDate, When
from plugins.alerts.findings import Finding
from plugins.alerts.frontmatter import KEYS, one_line
from plugins.alerts.model import Extra
from plugins.alerts.vocabularies import REPAIRS
from plugins.importers.parsed import ParsedAlert

_READ = frozenset({"title", "body", ""})
"""What a finding is about if it is about the text, ``""`` being the whole item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A record in the making."""

    parsed: ParsedAlert
    today: dt.date
    date_order: str = ""
    """``day`` or ``month``: what comes first in 03/04/2005; empty: not known."""
    title: str = ""
    body: str = ""
    language: str = ""
    issued: PartialDate | None = None
    occurred: When | None = None
    kind: str = ""
    countries: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    violations: tuple[str, ...] = ()
    updates: tuple[str, ...] = ()
    background: tuple[str, ...] = ()
    extra: Extra = ()
    inferred: tuple[str, ...] = ()
    """Names of fields that were inferred here, beyond those of the reader."""
    findings: tuple[Finding, ...] = ()

    @property
    def repaired(self) -> tuple[str, ...]:
        """Codes of the findings that the text's reader should know of, in the order of their table; those of other fields are not."""
        codes = {finding.code for finding in self.findings if finding.field in _READ}
        return tuple(code for code in REPAIRS if code in codes)

    def found(self, *findings: Finding) -> Draft:
        """Return the draft with more findings."""
        return replace(self, findings=(*self.findings, *findings)) if findings else self

    def kept(self, key: str, value: str) -> Draft:
        """Return the draft with a key of the header beyond the known ones; a second value of a key goes beside the first."""
        value = one_line(value)
        if not value:
            return self
        if key in KEYS:
            key = f"source_{key}"
        extra = dict(self.extra)
        before = extra.get(key, ())
        values = (before,) if isinstance(before, str) else before
        if value not in values:
            extra[key] = (*values, value) if values else value
        return replace(self, extra=tuple(extra.items()))
