"""Ids that stay the same: made from what the source tells its items apart by, never from titles, order or languages.

=========================================  =======================================================================
the source gives                           the id is
=========================================  =======================================================================
``translation_of`` shaped as a record id   that, for every translation
another ``translation_of``                 ``<date in it, or tr>-<hash>``, from nothing but ``translation_of``:
                                           two translations may differ in date, country and order of arrival
an ``id`` shaped as a record id            that
anything else                              ``<issued>-<country, or xx>-<hash of the identity>``
=========================================  =======================================================================

An id becomes a file name, an address and a key of JavaScript objects. So it is lower-case ASCII and always has a letter, and a hyphen or
a digit: it is never a number (which JavaScript would sort first), a device name (``con``, ``com1``) or a word like ``constructor``.
"""

from __future__ import annotations

import base64
import hashlib
import re

from plugins.alerts.dates import PartialDate
from plugins.alerts.frontmatter import ID_PATTERN
from plugins.alerts.model import AlertId
from plugins.importers.parsed import ParsedAlert

HASH_LENGTH = 6
"""Base-32 characters, 30 bits: among 6,000 items of one year and country the chance of one clash is 1.7 %, and a clash is reported."""

GROUP_HASH_LENGTH = 10
LONGEST = 100

_DEVICE = re.compile(r"(?:com|lpt)[0-9]")
_DATE_IN_KEY = re.compile(r"/((?:19|20)[0-9]{2})/([0-9]{2})/([0-9]{2})/")


def is_id(text: str) -> bool:
    """Say whether ``text`` can be a record's id as it stands."""
    return (
        len(text) <= LONGEST
        and ID_PATTERN.fullmatch(text) is not None
        and any(c.isalpha() for c in text)
        and any(c == "-" or c.isdigit() for c in text)
        and _DEVICE.fullmatch(text) is None
    )


def short_hash(text: str, length: int = HASH_LENGTH) -> str:
    """Return the first ``length`` characters of the base-32 SHA-256 of ``text``, lower case."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:length]


def compose_id(issued: PartialDate, country: str, identity: str) -> AlertId:
    """Return ``2005-04-26-cn-k7q2ab``.

    ``country`` is a code in any case, or empty; ``identity`` is whatever the source tells its items apart by.
    """
    return AlertId(f"{issued}-{country.lower() or 'xx'}-{short_hash(identity)}")


def group_id(translation_of: str) -> AlertId:
    """Return the id that all translations of one alert share."""
    if is_id(translation_of):
        return AlertId(translation_of)
    match = _DATE_IN_KEY.search(translation_of)
    prefix = "-".join(match.groups()) if match else "tr"
    return AlertId(f"{prefix}-{_lettered(short_hash(translation_of, GROUP_HASH_LENGTH))}")


def stable_id(parsed: ParsedAlert, issued: PartialDate, countries: tuple[str, ...]) -> AlertId:
    """Return the id of an item, by the table above."""
    if parsed.translation_of:
        return group_id(parsed.translation_of)
    if is_id(parsed.id):
        return AlertId(parsed.id)
    return compose_id(issued, countries[0] if countries else "", parsed.identity)


def _lettered(text: str) -> str:
    # One hash in some ten million is digits only; every id has a letter.
    return text if any(char.isalpha() for char in text) else f"x{text}"
