"""The reader of pages: one page is one alert, many, a mail of a list's archive, or none."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from lxml.etree import _Element as Element

from plugins.alerts.dates import PartialDate
from plugins.alerts.findings import Finding
from plugins.alerts.languages import CODES
from plugins.importers.formats.html import content, document, links, listing, mailarchive
from plugins.importers.formats.html.blocks import Block, blocks
from plugins.importers.formats.html.document import LARGEST, LONGEST_TEXT, Document
from plugins.importers.formats.html.merge import merge
from plugins.importers.formats.html.walking import parse_page, tags, text_in, words_in
from plugins.importers.formats.mail.reader import read_eml
from plugins.importers.formats.text import addresses, noise
from plugins.importers.formats.text.listings import find_listing
from plugins.importers.formats.text.many import dated_by_neighbours, of_listing, parse_all
from plugins.importers.formats.text.single import parse
from plugins.importers.formats.text.state import Beside
from plugins.importers.formats.text.tongue import guess_language
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert, Provenance, fixity, rejected

READER = "html/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    text: str
    parts: tuple[Block, ...] = ()
    headline: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What is known of a page from where it was fetched; empty for a file."""

    url: str = ""
    charset: str = ""
    """That the server declared."""


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ParsedAlert]:
    """Yield the alerts of a page."""
    data = stream.read(LARGEST + 1)
    yield from read_page(data, Provenance(source=name, sha256=fixity(data), reader=READER), options)


def read_page(
    data: bytes,
    provenance: Provenance,
    options: ReadOptions,
    fetched: Fetched = Fetched(),
) -> Iterator[ParsedAlert]:
    """Yield the alerts of a page's bytes, or the one item that says why there are none."""
    if len(data) > LARGEST:
        yield rejected(provenance, "over-budget", f"a page of more than {LARGEST:,} bytes is not read")
        return
    page = document.read(data, url=fetched.url, name=provenance.source, charset=fetched.charset)
    if (mail := mailarchive.find(page.text, page.tree)) is not None:
        yield from _mail(mail, page, provenance, options)
        return
    if mailarchive.is_index(page.text):
        yield rejected(
            provenance, "item-not-an-alert", "an index of a list's archive; its mails are items of their own"
        )
        return
    if not page.flat and len(text_in(page.tree)) > LONGEST_TEXT:
        yield _too_long(provenance)
        return
    address = addresses.read(page.url)
    if len(page.flat) > LONGEST_TEXT:
        yield _too_long(provenance)
        return
    if page.flat:
        yield _single(page, _Content(text=page.flat, headline=page.headline), provenance, options)
        return
    if not address.is_dated and (items := listing.find(page.tree, page.url, page.language or "en")):
        yield from _items(items, page, provenance, options)
        return
    found = content.find(page.tree, page.headline)
    parts = list(blocks(found.root))
    headline = found.headline or page.headline
    text = "\n\n".join(part.text for part in parts)
    whole = f"{headline}\n\n{text}" if headline else text
    if find_listing(whole.split("\n"), address) is not None:
        yield from _text_items(whole, found.root, page, provenance, options)
        return
    parts, beside = _without_links_around(parts)
    text = "\n\n".join(part.text for part in parts)
    findings: list[Finding] = []
    if found.removed or beside:
        findings.append(Finding("noise-removed", "body", noise.describe([*found.removed, *beside])))
    if found.beside and not found.is_guessed:
        findings.append(
            Finding(
                "noise-removed", "body", f"{found.beside:,} characters beside the part that the page marks as its text"
            )
        )
    if found.is_guessed:
        findings.append(
            Finding(
                "page-shape-guessed", "body", "the text was taken from where most of it stands; compare with the page"
            )
        )
    shown = _Content(text=text, parts=tuple(parts), headline=headline, findings=tuple(findings))
    yield _single(page, shown, provenance, options)


def read_fragment(
    source: str,
    provenance: Provenance,
    *,
    url: str = "",
    headline: str = "",
    date: PartialDate | None = None,
    declared: str = "",
    fallback: str = "",
    findings: tuple[Finding, ...] = (),
) -> ParsedAlert:
    """Read the HTML of one text without a page around it: of a post, an entry.

    ``declared`` is the language that it is given one by one, ``fallback`` that of all where the words do not tell; the rest is what the
    source says beside the text.
    """
    text, removed = document.without_excess(source)
    if document.is_too_much(text):
        parts: list[Block] = []
        flat = document.flatten(text)
        removed.append(document.too_deep())
    else:
        tree = parse_page(text)
        links.make_absolute(tree, url)
        parts = list(blocks(tree))
        flat = "\n\n".join(part.text for part in parts)
    parsed = parse(
        _addressed(url, flat),
        provenance,
        language=declared or guess_language(flat) or fallback,
        findings=(*findings, *removed),
        beside=Beside(headline=headline, date=date, is_single=True),
    )
    if declared and parsed.language != declared:
        # An address without a language is that of English pages on the network's own site only.
        parsed = replace(parsed, language=declared)
    body, more = merge(parsed.body, parts)
    return replace(parsed, body=body, url=url, findings=tuple(dict.fromkeys((*parsed.findings, *more))))


def _too_long(provenance: Provenance) -> ParsedAlert:
    return rejected(provenance, "over-budget", f"a page with more than {LONGEST_TEXT:,} characters of text is not read")


def _single(page: Document, shown: _Content, provenance: Provenance, options: ReadOptions) -> ParsedAlert:
    parsed = parse(
        _addressed(page.url, shown.text),
        provenance,
        language=_language(shown.text, page, options),
        findings=(*page.findings, *shown.findings),
        beside=Beside(headline=shown.headline, date=page.issued, is_single=True),
    )
    if parsed.is_rejected:
        return parsed
    body, more = merge(parsed.body, list(shown.parts))
    return replace(
        parsed,
        body=body,
        url=parsed.url or page.url,
        other_urls=tuple(dict.fromkeys((*parsed.other_urls, *page.other_urls))),
        translation_of=parsed.translation_of or _declared_group(page),
        findings=tuple(dict.fromkeys((*parsed.findings, *more))),
    )


def _addressed(url: str, text: str) -> str:
    # Only the page's own address stands at the top, whatever its text begins with.
    text = re.sub(r"\A(?:\s*URL\s*:\s*<?https?://\S+\s*\n)+", "", text)
    return f"URL: {url}\n\n{text}" if url else text


def _language(text: str, page: Document, options: ReadOptions) -> str:
    """Return the language that the words show; templates declare theirs whatever stands in them."""
    declared = page.language if page.language in CODES else ""
    return guess_language(text) or declared or options.language or page.language


def _declared_group(page: Document) -> str:
    """Return what the page shares with its translations, if it names them: the first of all their addresses."""
    return addresses.read(page.alternates[0]).identity if page.alternates else ""


def _mail(
    mail: mailarchive.Mail, page: Document, provenance: Provenance, options: ReadOptions
) -> Iterator[ParsedAlert]:
    for parsed in read_eml(io.BytesIO(mail.as_bytes()), provenance.source, options):
        where = replace(
            parsed.provenance,
            sha256=provenance.sha256,
            reader=f"{READER}+{parsed.provenance.reader}",
            item=provenance.item,
        )
        others = tuple(dict.fromkeys((*parsed.other_urls, *(one for one in (page.url,) if one))))
        yield replace(
            parsed,
            provenance=where,
            other_urls=others,
            findings=tuple(dict.fromkeys((*page.findings, *parsed.findings))),
        )


def _items(
    items: tuple[listing.Linked, ...], page: Document, provenance: Provenance, options: ReadOptions
) -> Iterator[ParsedAlert]:
    def one(number: int, _: ParsedAlert | None, year: int | None) -> ParsedAlert:
        linked = items[number]
        item = linked.item
        where = replace(
            provenance,
            item=f"{provenance.item}, item {number + 1}".removeprefix(", "),
            sha256=fixity(f"{item.title}\n{item.text}\n{linked.url}".encode("utf-8", "replace")),
        )
        return of_listing(
            item,
            where,
            language=_language(f"{item.title}\n{item.text}", page, options),
            url=linked.url,
            date=linked.date,
            findings=page.findings,
            year=year,
        )

    return dated_by_neighbours(one, len(items))


def _without_links_around(parts: list[Block]) -> tuple[list[Block], list[str]]:
    """Take off both ends what is nothing but a few words of links: the way back, the way home."""
    start, end = 0, len(parts)
    while start < end and parts[start].is_link:
        start += 1
    while end > start and parts[end - 1].is_link:
        end -= 1
    if start == end:
        return parts, []
    return parts[start:end], [part.text for part in (*parts[:start], *parts[end:])]


def _text_items(
    text: str, root: Element, page: Document, provenance: Provenance, options: ReadOptions
) -> Iterator[ParsedAlert]:
    """Read a page of many that is one by its words: ``Link to:``, a digest's lines."""
    language = _language(text, page, options)
    links = {words_in(link): href for link in tags(root, ("a",)) if re.match("https?://", href := link.get("href", ""))}
    for parsed in parse_all(
        _addressed(page.url, text), provenance, language=language, findings=page.findings, links=links
    ):
        inner = parsed.provenance.item
        where = replace(parsed.provenance, item=f"{provenance.item}, {inner}".strip(", "))
        yield replace(parsed, provenance=where)
