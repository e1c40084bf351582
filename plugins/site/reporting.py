"""Where a reader tells that a record is wrong: by mail, by a form elsewhere, or as the page about the archive says."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

Report = Callable[[str, str], str]
"""Takes the id and the address of a page; returns where to report an error on it, nothing where the site has no contact for that."""

_SLOT = re.compile(r"\{(\w*)\}")
_SLOTS = frozenset({"id", "lang", "url"})
_MAIL = re.compile(r"(?:mailto:)?([^@\s?&:/]+@[^@\s?&:/]+)")


def is_pattern(text: str) -> bool:
    """Say whether reports can go there: to a mail address, or to a web address whose slots are ``{id}``, ``{lang}`` and ``{url}``."""
    known = set(_SLOT.findall(text)) <= _SLOTS
    return bool(_MAIL.fullmatch(text)) or (known and text.startswith(("http://", "https://")))


def reporter(report: str, contact: str, language: str, *, siteurl: str, subject: str) -> Report:
    """Return the function that makes the addresses of one language.

    ``report`` is the setting for it; without one, a ``contact`` that is a mail address is taken. ``subject`` is that of a mail, with
    ``{id}`` and ``{url}`` in it. Ids and pages' addresses are plain ASCII: only what separates the parts of an address is quoted.
    """
    pattern = report or (contact if _MAIL.fullmatch(contact) else "")
    if not pattern:
        return lambda _id, _path: ""
    if mail := _MAIL.fullmatch(pattern):
        pattern = f"mailto:{mail[1]}?subject={quote(subject, safe='{}')}"
    parts = _SLOT.split(pattern)
    base = quote(f"{siteurl}/", safe="") if siteurl else ""

    def fill(alert_id: str, path: str) -> str:
        values = {"id": alert_id, "lang": language, "url": base + path.replace("/", "%2F")}
        return "".join(values[part] if place % 2 else part for place, part in enumerate(parts))

    return fill
