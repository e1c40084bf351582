"""What a reader hands over: one item of a source, everything as found."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal, NewType

from plugins.alerts.findings import Finding, has_errors

Sha256 = NewType("Sha256", str)
"""64 hexadecimal digits."""

BodyFormat = Literal["text", "markdown", "html", "composed"]
"""``composed``: CommonMark in this project's own words, made from facts, in which there is nothing to repair."""
BODY_FORMATS: tuple[BodyFormat, ...] = ("text", "markdown", "html")
"""Those that a source can name."""


def fixity(data: bytes) -> Sha256:
    """Return the SHA-256 of an item's bytes."""
    return Sha256(hashlib.sha256(data).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where an item came from."""

    source: str = ""
    """Name of the source, never a path of this machine: a file's name, or its path inside the folder that was given."""
    item: str = ""
    """For a person: ``line 12``, ``row 7``; empty where the file is the item."""
    member: str = ""
    """The item's own name inside the source (row id, else number), which stays when others are added before it."""
    sha256: Sha256 = Sha256("0" * 64)
    """Fixity of the item's bytes."""
    reader: str = ""
    """Name and version: ``text/1``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedAlert:
    """One item as found: nothing corrected, nothing looked up, dates and names as written.

    An item that cannot be an alert is one with a finding of severity error; its other fields may then be empty.
    Equality leaves out the provenance: the same text from two sources is equal.
    """

    identity: str = ""
    """What the source itself tells it apart by (row id, address, Message-ID, member), with a prefix that says which."""
    excerpt_of: str = ""
    """Identity of the item of which this is only the opening or the headline: where that is imported, this is a repetition of it."""
    id: str = ""
    """A record id that the source gives, if it does."""
    translation_of: str = ""
    """Shared by the translations of one alert, and by nothing else."""
    language: str = ""
    title: str = ""
    body: str = ""
    body_format: BodyFormat = "text"
    issued: str = ""
    occurred: str = ""
    kind: str = ""
    countries: tuple[str, ...] = ()
    """Names or codes."""
    sources: tuple[str, ...] = ()
    """Abbreviations or full names of organisations."""
    violations: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    updates: tuple[str, ...] = ()
    """Date lists as written: ``15 March 1999 and 19 November 1998``."""
    background: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    url: str = ""
    other_urls: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    """Names of the record's fields that the reader inferred."""
    unmapped: tuple[tuple[str, str], ...] = ()
    """What the source says beside all this, key and value."""
    provenance: Provenance = field(default_factory=Provenance, compare=False)
    findings: tuple[Finding, ...] = ()

    @property
    def is_rejected(self) -> bool:
        """Say whether a finding keeps it from being a record."""
        return has_errors(self.findings)


def rejected(provenance: Provenance, code: str, message: str, *, field: str = "") -> ParsedAlert:
    """Return the item that stands for what could not be read: it takes part in the account and in nothing else."""
    return ParsedAlert(provenance=provenance, findings=(Finding(code, field, message),))
