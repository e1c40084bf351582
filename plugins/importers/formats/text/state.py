"""What is known of a text while it is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from plugins.alerts.dates import PartialDate
from plugins.alerts.findings import Finding
from plugins.importers.formats.text.addresses import Address
from plugins.importers.formats.text.credits import Credit
from plugins.importers.formats.text.header import Envelope, Header
from plugins.importers.formats.text.leadins import LeadIn
from plugins.importers.formats.text.markers import Marker
from plugins.importers.formats.text.original import Original
from plugins.importers.formats.text.page import Top
from plugins.importers.parsed import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a source says of a text beside the text: the headline of a page, the date that it declares."""

    headline: str = ""
    date: PartialDate | None = None
    """Of publication."""
    is_single: bool = False
    """It is known to be one text and no listing."""
    envelope: Envelope | None = None
    """Of a mail."""


@dataclass(slots=True)
class Text:
    """What is known of a text while it is being read."""

    address: Address
    language: str
    findings: list[Finding]
    beside: Beside = field(default_factory=Beside)
    header: Header = field(default_factory=Header)
    top: Top = field(default_factory=Top)
    text: str = ""
    """The text proper, markers and credit included."""
    markers: tuple[Marker, ...] = ()
    credit: Credit | None = None
    story_start: int = 0
    """Where the text goes on after marker and credit."""
    lead_in: LeadIn | None = None
    dateline: tuple[PartialDate, int, int] | None = None
    """Date, start and end of a dateline at the top of the story."""
    original: Original | None = None
    inferred: list[str] = field(default_factory=list)
    unmapped: list[tuple[str, str]] = field(default_factory=list)

    def infer(self, name: str) -> None:
        """Mark a field of the record as inferred."""
        self.inferred.append(name)

    def find(self, code: str, name: str, message: str) -> None:
        """Add a finding about a field."""
        self.findings.append(Finding(code, name, message))

    def identity(self, provenance: Provenance) -> str:
        """Return what the source tells the text apart by: its address, its Message-ID, else the name of the file."""
        if self.address.url:
            return f"url:{self.address.identity}"
        if self.header.message_id:
            return f"mid:{self.header.message_id}"
        return f"file:{provenance.source}"
