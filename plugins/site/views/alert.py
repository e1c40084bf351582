"""What the template of an alert is given; :mod:`plugins.site.views.shared` has what all pages share."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from plugins.site.views.shared import NOTHING, Alternate, Link, Mention


class Earlier(NamedTuple):
    """The alerts that an alert cites in one way."""

    found: tuple[Mention, ...]
    missing: str
    """The dates of those that are not in the archive, ready to be shown."""


class Provenance(NamedTuple):
    """One origin of a record."""

    source: str
    sha256: str
    importer: str


class AlertView(NamedTuple):
    """One alert, ready to be shown."""

    id: str
    title: str
    lang: str
    direction: str
    is_fallback: bool
    """True where the text is not in the page's language."""
    language_name: str
    """Name of the text's language in the page's language ("English", "anglais")."""
    body: Markup
    issued: str
    date: str
    occurred: str
    """As people read it; empty where not known."""
    kind: str
    countries: tuple[Link, ...]
    year: Link
    sources: tuple[Link, ...]
    """Label: the abbreviation and name."""
    violations: tuple[Link, ...]
    targets: tuple[Link, ...]
    translations: tuple[Alternate, ...]
    """The languages in which the text exists, this one apart."""
    updates: Earlier | None
    background: Earlier | None
    updated_by: tuple[Mention, ...]
    stood_at: tuple[Link, ...]
    """Where the text stood, label and address the same; without an address what is none of the web."""
    provenance: tuple[Provenance, ...]
    inferred: tuple[str, ...]
    """Names of the fields that were inferred, in the page's language."""
    repaired: tuple[str, ...]
    """What was done to the text or is wrong with it: sentences in the page's language."""
    cite_as: str
    """The citation, in plain words."""
    case: Link | None = None
    """The page of its case, with the number of alerts."""
    campaigns: tuple[Link, ...] = ()
    related: tuple[Mention, ...] = ()
    action: Markup = NOTHING
    """The text from its recommended action on, without that heading, where it recommends any; ``body`` is what comes before."""
    action_until: str = ""
    """Until when that was asked for, where the record says so."""
