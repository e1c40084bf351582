"""What a feed says of an alert: plain values, the same for every format."""

from __future__ import annotations

import html
import re
import uuid
from dataclasses import dataclass

from plugins.alerts import countries, markup, organisations
from plugins.alerts.collection import Entry
from plugins.alerts.dates import PartialDate
from plugins.alerts.vocabularies import VIOLATIONS
from plugins.exports.model import Model
from plugins.exports.texts import text

LONGEST_BEGINNING = 500
"""Characters of a text's beginning."""

# Made once, at random: all ids of feeds and of their entries are of this namespace (RFC 9562, version 5).
_NAMESPACE = uuid.UUID("0a9cf4a4-6f0a-4a52-9d8b-4f2f3d3b7a1e")
# What XML 1.0 cannot hold, not even as a character reference.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A term that an entry belongs to."""

    code: str
    label: str
    facet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a feed."""

    id: str
    """URN, the same in every feed and for ever."""
    record: str
    """Id of the record, or of the week."""
    title: str
    url: str
    """Page, relative to the site's root."""
    lang: str
    issued: PartialDate
    """As precisely as it is known."""
    authors: tuple[str, ...]
    categories: tuple[Category, ...]
    content: str
    """HTML."""
    is_whole: bool
    """True where the content is the text, false where it is the text's beginning."""


def urn(*parts: str) -> str:
    """Return a stable identifier made of names: a URN needs no address, so it is the same on a disk and on any server."""
    return uuid.uuid5(_NAMESPACE, "\n".join(parts)).urn


def clean(words: str) -> str:
    """Return text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", words)


def item(model: Model, entry: Entry, language: str, content: str, *, is_whole: bool) -> Item:
    """Return an alert as an entry of a feed for readers of ``language``; ``content`` is :func:`whole` or :func:`beginning` of it."""
    alert = entry.alert
    return Item(
        id=urn("alert", alert.id, alert.lang),
        record=alert.id,
        title=clean(alert.title),
        url=model.addresses.alert(alert, language),
        lang=alert.lang,
        issued=alert.issued,
        authors=tuple(clean(organisations.label(source, language)) for source in alert.authors),
        categories=(
            *(Category(code=c, label=countries.label(c, language), facet="country") for c in alert.countries),
            *(Category(code=c, label=VIOLATIONS.label(c, language), facet="violation") for c in alert.violations),
        ),
        content=note(alert.issued, language, alert.lang) + content,
        is_whole=is_whole,
    )


def note(issued: PartialDate, language: str, around: str) -> str:
    """Return a paragraph that says how much of a date is known, where that is less than the day; ``around`` is the text's language."""
    if issued.day:
        return ""
    words = text("month-only" if issued.month else "year-only", language, date=issued.display(language))
    mark = "" if language == around else f' lang="{language}"'
    return f"<p{mark}><em>{html.escape(words)}</em></p>\n"


def whole(body: str) -> str:
    """Return a text as HTML."""
    return clean(markup.to_html(body))


def beginning(body: str) -> str:
    """Return the beginning of a text as HTML: its first paragraph, cut where it is long, at a word if it has any."""
    for block in re.split(r"\n[ \t]*\n", body):
        if block.strip() and not block.lstrip().startswith("#"):
            words = " ".join(markup.to_text(block).split())
            if len(words) > LONGEST_BEGINNING:
                place = words.rfind(" ", 0, LONGEST_BEGINNING)
                words = words[: place if place > 0 else LONGEST_BEGINNING].rstrip() + " …"
            if words:
                return f"<p>{html.escape(clean(words), quote=False)}</p>"
    return ""
