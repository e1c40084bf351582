"""Pages of list archives (MHonArc, Pipermail, Hypermail): the mail that each was made of.

The programs write the mail's fields into comments, or its Message-ID into the address for an answer, and mark where the text begins
and ends. From these a mail is put together again, and read as one: so that it is the same item as in the list's mbox.
"""

from __future__ import annotations

import codecs
import html
import re
from dataclasses import dataclass
from email.header import Header
from urllib.parse import parse_qs, unquote, urlsplit

from lxml.etree import _Element as Element

from plugins.importers.formats.html.blocks import blocks
from plugins.importers.formats.html.walking import parse_page, words_in

_MHONARC = re.compile(r"<!--\s*X-(?P<name>Subject|From-R13|From|Date|Message-Id)\s*:\s*(?P<value>.*?)\s*-->", re.DOTALL)
_HYPERMAIL = re.compile(
    r'<!--\s*(?P<name>subject|id|name|email|sent|isosent|received|isoreceived)\s*=\s*"(?P<value>[^"]*)"\s*-->'
)
_BODIES = (
    ("<!--X-Body-of-Message-->", "<!--X-Body-of-Message-End-->"),
    ("<!--beginarticle-->", "<!--endarticle-->"),
    ('<!-- body="start" -->', '<!-- body="end" -->'),
)
_INDEXES = re.compile(
    r"<!--X-(?:TL|ML|TOC|Index|Thread)-?[A-Za-z-]*Begin-->|<!--\s*(?:0|1)\s+\d+-\s*-->|<!--endthread-->", re.IGNORECASE
)
LONGEST = 2000
"""Characters of a field."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as a page shows it."""

    fields: dict[str, str]
    text: str

    def as_bytes(self) -> bytes:
        """Return it in the form of RFC 5322, in UTF-8."""
        lines = [
            f"{name}: {Header(' '.join(value.split())[:LONGEST], 'utf-8', maxlinelen=998).encode() if not value.isascii() else ' '.join(value.split())[:LONGEST]}"
            for name, value in self.fields.items()
            if value.strip()
        ]
        lines += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
        return "\n".join([*lines, "", self.text]).encode("utf-8", "replace")


def is_index(source: str) -> bool:
    """Say whether a page lists the mails of an archive."""
    return _INDEXES.search(source) is not None and _body(source) is None


def find(source: str, tree: Element) -> Mail | None:
    """Return the mail of a page, or ``None`` if it is no page of an archive's."""
    body = _body(source)
    if body is None:
        return None
    fields = _mhonarc(source) or _hypermail(source) or _pipermail(tree)
    if not fields.get("Subject") and not fields.get("Date"):
        return None
    inner = parse_page(body)
    # The archive was made from a mailbox, in which a line that begins with "From" has a sign before it.
    return Mail(fields, re.sub(r"(?m)^>(?=>*From )", "", "\n\n".join(block.text for block in blocks(inner))))


def _body(source: str) -> str | None:
    for begin, end in _BODIES:
        start = source.find(begin)
        if start >= 0:
            stop = source.find(end, start)
            return source[start + len(begin) : stop if stop >= 0 else len(source)]
    return None


def _mhonarc(source: str) -> dict[str, str]:
    found = {match["name"].lower(): _unescaped(match["value"]) for match in _MHONARC.finditer(source[:20_000])}
    if not found:
        return {}
    sender = found.get("from") or codecs.decode(found.get("from-r13", ""), "rot13")
    return _fields(found.get("message-id", ""), sender, found.get("date", ""), found.get("subject", ""))


def _hypermail(source: str) -> dict[str, str]:
    found = {match["name"]: _unescaped(match["value"]) for match in _HYPERMAIL.finditer(source[:20_000])}
    if "subject" not in found:
        return {}
    sender = f"{found.get('name', '')} <{found.get('email', '')}>"
    return _fields(found.get("id", ""), sender, found.get("sent") or _iso(found.get("isosent", "")), found["subject"])


def _pipermail(tree: Element) -> dict[str, str]:
    message_id = ""
    answers = [one for one in tree.iter("link", "a") if one.get("href", "").lower().startswith("mailto:")]
    for link in answers[:10]:
        href = link.get("href", "")
        try:
            query = parse_qs(urlsplit(html.unescape(href)).query)
        except ValueError:
            continue
        if ids := query.get("In-Reply-To") or query.get("in-reply-to"):
            message_id = unquote(ids[0])
    return _fields(message_id, _first(tree, "b"), _first(tree, "i"), _first(tree, "h1"))


def _fields(message_id: str, sender: str, date: str, subject: str) -> dict[str, str]:
    plain = message_id.strip(" <>")
    return {"Message-ID": f"<{plain}>" if plain else "", "From": sender, "Date": date, "Subject": subject}


def _unescaped(value: str) -> str:
    # MHonArc writes a hyphen as &#45;, as two of them would end the comment.
    return html.unescape(value)


def _iso(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}" if re.fullmatch(r"\d{8,14}", text) else text


def _first(tree: Element, name: str) -> str:
    found = next(tree.iter(name), None)
    return words_in(found) if found is not None else ""
