"""Where every page stands: addresses relative to the root of the output, with forward slashes."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from plugins.alerts.model import Alert

FACETS = {
    "country": "countries",
    "year": "years",
    "violation": "violations",
    "source": "sources",
    "campaign": "campaigns",
    "target": "names",
}
"""Facet → its folder in a language's part of the site."""

_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


LONGEST_SLUG = 120
"""Characters. A file's name has 255 bytes, and a sentence that stands where an organisation should must not end the build."""
_DIGITS = 10


@lru_cache(maxsize=65536)
def slug(code: str) -> str:
    """Return ``code`` as a part of an address: ``ARTICLE 19`` → ``article-19``; never ``index``, which is the facet's own page.

    What is longer than :data:`LONGEST_SLUG` is cut, and told apart by the first digits of its SHA-256.
    """
    ascii_only = unicodedata.normalize("NFKD", code).encode("ascii", "ignore").decode("ascii")
    found = _NOT_IN_SLUG.sub("-", ascii_only.casefold()).strip("-") or "x" + code.encode().hex()
    if len(found) > LONGEST_SLUG:
        digest = hashlib.sha256(found.encode()).hexdigest()[:_DIGITS]
        found = f"{found[: LONGEST_SLUG - _DIGITS - 1].rstrip('-')}-{digest}"
    return "the-index" if found == "index" else found


def alert(alert: Alert, language: str) -> str:
    """Return the page of an alert in a language's part of the site."""
    return alert_of(language, alert.issued.year, alert.id)


def alert_of(language: str, year: int, alert_id: str) -> str:
    """Return the page of an alert of which no more is known than its year of publication and its id."""
    return f"{language}/alerts/{year}/{alert_id}.html"


def index(language: str, facet: str) -> str:
    """Return the index of a facet."""
    return f"{language}/{FACETS[facet]}/index.html"


def listing(language: str, facet: str, code: str, period: str = "", part: int = 1) -> str:
    """Return a page of a listing: the listing itself, one of its periods, or a later part of a period."""
    base = f"{language}/{FACETS[facet]}/{slug(code)}"
    if not period:
        return f"{base}.html"
    return f"{base}/{period}.html" if part == 1 else f"{base}/{period}-{part}.html"


def place(name: str) -> str:
    """Return the id of a name on its page: not its bare slug, which may begin with a digit, or be ``content``."""
    return f"n-{slug(name)}"


def shelf(language: str, stem: str) -> str:
    """Return the page of the names with one beginning: ``al``, ``0`` for digits, ``u62f`` for a letter that is not Latin."""
    place = "".join(char if char.isascii() else f"u{ord(char):x}" for char in stem)
    return f"{language}/names/initials/{place}.html"


def initial(language: str, facet: str, letter: str, part: int) -> str:
    """Return a page of a facet's index with the terms that begin with a letter, where not all fit on the index."""
    return f"{language}/{FACETS[facet]}/initials/{letter}{f'-{part}' if part > 1 else ''}.html"


def case(language: str, case_id: str) -> str:
    """Return the page of a case, or, for ``index``, the list of all."""
    return f"{language}/cases/{case_id}.html"


def cases_of(language: str, year: int, part: int = 1) -> str:
    """Return the list of the cases that began in a year, or a further page of it."""
    return f"{language}/cases/years/{year}{f'-{part}' if part > 1 else ''}.html"


def digest(language: str, name: str, part: int = 1) -> str:
    """Return a weekly digest (``2005-W17``) or a further page of it, the list of a year's (``2005``), or, for ``index``, of all."""
    return f"{language}/digests/{name}{f'-{part}' if part > 1 else ''}.html"


def labels(language: str) -> str:
    """Return the script with the labels that the search page shows."""
    return f"{language}/search-labels.js"


def page(language: str, name: str) -> str:
    """Return a page of which a language has one: ``index``, ``search``, ``about``."""
    return f"{language}/{name}.html"


def root_of(path: str) -> str:
    """Return the way from a page to the root: ``../`` as often as it stands in folders."""
    return "../" * path.count("/")
