"""The text reader: one source is one alert, a page of many, or something that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import BinaryIO

from plugins.alerts.dates import PartialDate
from plugins.alerts.findings import Finding
from plugins.alerts.languages import CODES
from plugins.importers import repair
from plugins.importers.charset import decode
from plugins.importers.dating import whole_line
from plugins.importers.lines import paragraphs
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert, Provenance, fixity, rejected
from plugins.importers.text import addresses, body, fields, items, noise
from plugins.importers.text.addresses import Address
from plugins.importers.text.credits import find_credit
from plugins.importers.text.header import add_envelope, read_header, read_mail_fields
from plugins.importers.text.leadins import find_dateline, find_lead_in
from plugins.importers.text.listings import find_listing
from plugins.importers.text.markers import communique_issues, find_markers
from plugins.importers.text.original import find_original
from plugins.importers.text.page import read_top
from plugins.importers.text.saved import split_urls
from plugins.importers.text.state import Beside, Text
from plugins.importers.text.tongue import guess_language
from plugins.importers.text.violations import infer_violations

READER = "text/1"
LONGEST = 4_000_000
"""Bytes; a text beyond this is a whole mailbox or no text at all."""
REACH_OF_CREDIT = 600
"""Characters; a credit further down does not begin the text."""
NOTHING_BESIDE = Beside()
NO_LINKS: Mapping[str, str] = MappingProxyType({})
_CUT = "\x01"


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ParsedAlert]:
    """Yield the alerts of a text, mostly one, or the one item that says why there is none."""
    data = stream.read(LONGEST + 1)
    provenance = Provenance(source=name, sha256=fixity(data), reader=READER)
    if len(data) > LONGEST:
        yield rejected(
            provenance,
            "item-unreadable",
            f"longer than {LONGEST:,} bytes: not one alert. Divide it, or name its format",
        )
        return
    decoded = decode(data)
    yield from parse_all(decoded.text, provenance, language=options.language, findings=decoded.findings)


def parse_all(
    text: str,
    provenance: Provenance,
    *,
    language: str = "",
    findings: tuple[Finding, ...] = (),
    links: Mapping[str, str] = NO_LINKS,
) -> Iterator[ParsedAlert]:
    """Yield the alert of a text, or those of a page of many where they are unmistakable.

    ``links`` are addresses by headline, where the page has them; the other arguments are those of :func:`parse`.
    """
    clean, _ = repair.clean(text, "body")
    urls, lines = split_urls(clean)
    address = addresses.read(urls[0]) if urls else Address(url="", is_site=False)
    listing = find_listing(lines, address)
    found = items.split(noise.strip_noise(lines)[0], listing) if listing else ()
    if listing is None or not found:
        yield parse(text, provenance, language=language, findings=findings)
        return
    told = _told_language(address, language, lines)
    period = items.digest_period(lines, told or "en") if listing.kind == "digest" else None
    before: ParsedAlert | None = None
    for number, item in enumerate(found, start=1):
        where = replace(
            provenance, item=f"item {number}", sha256=fixity(f"{item.title}\n{item.text}\n{period or ''}".encode())
        )
        before = of_listing(
            item,
            where,
            language=told,
            period=period,
            before=before,
            findings=findings,
            url=links.get(" ".join(item.title.split()), ""),
        )
        yield before


def of_listing(
    item: items.Item,
    provenance: Provenance,
    *,
    language: str,
    period: PartialDate | None = None,
    before: ParsedAlert | None = None,
    findings: tuple[Finding, ...] = (),
    url: str = "",
    date: PartialDate | None = None,
) -> ParsedAlert:
    """Read one item of a page of many.

    ``period`` is what the page covers, ``before`` the item above, ``url`` and ``date`` are the item's own, where the page has them.
    """
    text = item.text
    if item.source:
        text = f"SOURCE: {item.source}\n\n{text}"
    beside = Beside(headline=item.title, date=date, is_single=True)
    if url:
        text = f"URL: {url}\n\n{text}"
    parsed = parse(text, provenance, language=language, findings=findings, beside=beside)
    found = [one for one in parsed.findings if one.code not in ("text-truncated", "noise-removed")]
    if item.is_cut and text:
        found.append(Finding("text-truncated", "body", "only the opening that a listing shows is there"))
    inferred = [*parsed.inferred]
    issued, country = parsed.issued, parsed.countries
    if not issued and period is not None:
        issued = str(period)
        inferred.append("issued")
        found.append(Finding("date-from-listing", "issued", f"only the digest is dated; {period} was taken"))
    if item.source or not country:
        country = (item.country,) if item.country else country
    if item.country and "countries" in inferred:
        inferred.remove("countries")
        found = [one for one in found if one.code != "country-inferred"]
    if item.is_follow_up and before is not None and not country and before.countries:
        country = before.countries
        inferred.append("countries")
        found.append(Finding("country-inferred", "countries", "that of the story above, with which it goes on"))
    return replace(
        parsed,
        # A page of many changes its number as others are added; what it says of an alert does not. It is not the alert's own page:
        # a cut opening must never take the place of the whole text.
        identity=f"item:{provenance.sha256}",
        excerpt_of=parsed.identity if url else "",
        translation_of="",
        issued=issued,
        countries=country,
        kind="update" if item.is_follow_up else parsed.kind if not item.source else "alert",
        inferred=tuple(dict.fromkeys([*inferred, "kind"] if item.source else inferred)),
        findings=tuple(found),
    )


def _told_language(address: Address, language: str, lines: list[str]) -> str:
    if address.language in CODES:
        return address.language
    return language or guess_language("\n".join(lines)) or address.language_hint


def parse(
    text: str,
    provenance: Provenance,
    *,
    language: str = "",
    findings: tuple[Finding, ...] = (),
    beside: Beside = NOTHING_BESIDE,
) -> ParsedAlert:
    """Read one text.

    ``language`` is that of texts whose address does not tell it; ``findings`` are those of the decoding; ``beside`` is what the
    source says of the text outside it.
    """
    text, repairs = repair.clean(text, "body")
    urls, lines = split_urls(text)
    address = addresses.read(urls[0]) if urls else Address(url="", is_site=False)
    found = _told_language(address, language, lines)
    page = Text(address=address, language=found, findings=[*findings, *repairs], beside=beside)
    if not beside.is_single and (listing := find_listing(lines, address)) is not None:
        page.find(
            "listing-not-split",
            "",
            f"a {listing.kind} that names {listing.count} alerts, not one alert. It cannot be divided without doubt; save the alerts one by one",
        )
        return ParsedAlert(
            identity=_identity(page, provenance),
            language=found,
            kind=listing.kind,
            url=address.url,
            provenance=provenance,
            findings=tuple(page.findings),
        )
    _read_frame(page, noise.unquote(lines))
    _read_opening(page)
    return _assembled(page, urls, provenance)


def _read_frame(page: Text, lines: list[str]) -> None:
    """Take off what stands around the text."""
    kept, removed = noise.strip_noise(lines)
    if (found := read_header(kept, page.language or "en")) is not None:
        page.header, kept = found
    elif (mail := read_mail_fields(_from_first(kept))) is not None:
        page.header, kept = mail
    if page.beside.envelope is not None:
        add_envelope(page.header, page.beside.envelope)
    if not page.header.headline and page.header.sources is None:
        page.top, kept = read_top(kept, page.language or "en", page.beside.headline)
    removed += page.header.removed + page.top.removed
    if removed:
        page.find("noise-removed", "body", noise.describe(removed))
    if page.top.teaser:
        page.find("teaser-removed", "body", "the opening that the site repeats above the text was taken out")
    if not page.top.is_whole:
        page.find("text-truncated", "body", "the source holds only the opening, cut at […]")
    page.text = "\n".join(kept).strip("\n")


def _from_first(lines: list[str]) -> list[str]:
    return lines[next((number for number, line in enumerate(lines) if line.strip()), 0) :]


def _read_opening(page: Text) -> None:
    """Read markers, credit and lead-in."""
    page.markers = find_markers(page.text)
    page.credit = find_credit(page.text, page.language or "en")
    start = page.credit.end if page.credit else 0
    for marker in page.markers:
        if marker.is_block and not page.text[start : marker.start].strip():
            start = marker.end
    page.story_start = start
    page.lead_in = find_lead_in(page.text[start:], page.language or "en")
    start += page.lead_in.end if page.lead_in else 0
    if (found := find_dateline(page.text[start:].lstrip(), page.language or "en")) is not None:
        start += len(page.text[start:]) - len(page.text[start:].lstrip())
        page.dateline = (found[0], start + found[1], start + found[2])
    page.original = find_original(page.text, page.language or "en")


def _assembled(page: Text, urls: tuple[str, ...], provenance: Provenance) -> ParsedAlert:
    text, marker_texts = body.isolate(page.text, page.markers)
    markdown, prose = body.to_commonmark(text, marker_texts, known="\n".join(_standfirst(page.text)))
    if any(line[:1].islower() for line in prose[1:]) and "\n## " in markdown:
        page.find(
            "text-incomplete",
            "body",
            "a paragraph of the appeals begins in mid-sentence: the first line of each was lost in an earlier migration",
        )
    story = _story(page)
    title = fields.read_title(page, story)
    issued, occurred = fields.read_dates(page, story)
    country = fields.read_countries(page, title, story)
    kind = fields.read_kind(page, title, story, country, issued or occurred)
    sources = fields.read_sources(page)
    violations = infer_violations(title)
    if violations:
        page.infer("violations")
    for issue in communique_issues(page.text):
        page.unmapped.append(("updates_communique", issue))
    return ParsedAlert(
        identity=_identity(page, provenance),
        translation_of=page.address.key,
        language=page.language,
        title=title,
        body=markdown,
        body_format="markdown",
        issued=issued,
        occurred=occurred,
        kind=kind,
        countries=country,
        sources=sources,
        violations=violations,
        updates=_cited(page, "updates"),
        background=_cited(page, "background"),
        related=_cited(page, "related"),
        campaigns=page.credit.campaigns if page.credit else (),
        url=page.address.url,
        other_urls=urls[1:],
        inferred=tuple(page.inferred),
        unmapped=tuple(page.unmapped),
        provenance=provenance,
        findings=tuple(page.findings),
    )


def _cited(page: Text, name: str) -> tuple[str, ...]:
    return tuple(raw for marker in page.markers for one, raw in marker.lists if one == name)


def _standfirst(text: str) -> list[str]:
    """Return the lines that hold whole sentences: names in them show what a stray break elsewhere divided."""
    return [line for line in text.split("\n") if len(line) < 400]


def _story(page: Text) -> list[str]:
    """Return the paragraphs that tell the story: without markers, credit, lead-in and the note on a first publication."""
    text = page.text
    cuts = [(marker.start, marker.end) for marker in page.markers if marker.is_block]
    if page.original:
        cuts.append((page.original.start, page.original.end))
    if page.credit and page.credit.start < REACH_OF_CREDIT:
        cuts.append((text.rfind("\n", 0, page.credit.start) + 1, page.credit.end))
    if page.lead_in:
        cuts.append((page.story_start, page.story_start + page.lead_in.end))
    if page.dateline:
        cuts.append(page.dateline[1:])
    for start, end in cuts:
        # Signs in the place of what is cut keep the lengths of lines, by which wrapped ones are known.
        text = text[:start] + re.sub(r"[^\n]", _CUT, text[start:end]) + text[end:]
    found = (" ".join(lines).replace(_CUT, "").strip() for lines in paragraphs(text))
    return [line for line in found if line and whole_line(line, page.language or "en") is None]


def _identity(page: Text, provenance: Provenance) -> str:
    if page.address.url:
        return f"url:{page.address.identity}"
    if page.header.message_id:
        return f"mid:{page.header.message_id}"
    return f"file:{provenance.source}"
