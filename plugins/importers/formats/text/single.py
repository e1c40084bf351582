"""One text: its frame, its opening, its fields, its body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from plugins.alerts.findings import Finding
from plugins.alerts.languages import CODES
from plugins.importers.bodies.lines import paragraphs
from plugins.importers.decoding import repair
from plugins.importers.formats.text import addresses, body, fields, issues, noise
from plugins.importers.formats.text.addresses import Address
from plugins.importers.formats.text.credits import find_credit
from plugins.importers.formats.text.deadlines import find_deadline
from plugins.importers.formats.text.header import add_envelope, read_header, read_mail_fields
from plugins.importers.formats.text.leadins import find_dateline, find_lead_in
from plugins.importers.formats.text.listings import find_listing, masthead_language
from plugins.importers.formats.text.markers import communique_issues, find_markers
from plugins.importers.formats.text.original import find_original
from plugins.importers.formats.text.page import read_top
from plugins.importers.formats.text.saved import split_urls
from plugins.importers.formats.text.state import Beside, Text
from plugins.importers.formats.text.tongue import guess_language
from plugins.importers.formats.text.violations import infer_violations
from plugins.importers.normalising.dating import whole_line
from plugins.importers.parsed import ParsedAlert, Provenance

REACH_OF_CREDIT = 600
"""Characters; a credit further down does not begin the text."""
NOTHING_BESIDE = Beside()
NO_LINKS: Mapping[str, str] = MappingProxyType({})
_CUT = "\x01"


def parse(
    text: str,
    provenance: Provenance,
    *,
    language: str = "",
    findings: tuple[Finding, ...] = (),
    beside: Beside = NOTHING_BESIDE,
    links: Mapping[str, str] = NO_LINKS,
) -> ParsedAlert:
    """Read one text.

    ``language`` is that of texts whose address does not tell it; ``findings`` are those of the decoding; ``beside`` is what the
    source says of the text outside it; ``links`` are addresses by headline, for the issue of a newsletter.
    """
    text, repairs = repair.clean(text, "body")
    urls, lines = split_urls(text)
    address = addresses.read(urls[0]) if urls else Address(url="", is_site=False)
    found = told_language(address, language, lines)
    page = Text(address=address, language=found, findings=[*findings, *repairs], beside=beside)
    listing = find_listing(lines, address)
    if listing is not None and listing.is_issue and (not beside.is_single or listing.kind == "communique"):
        issue = issues.read_issue(noise.unquote(lines), listing.kind, found or "en", links)
        return _issue(page, issue, listing.kind, urls, provenance)
    if listing is not None and not beside.is_single:
        page.find(
            "listing-not-split",
            "",
            f"a listing that names {listing.count} alerts, not one alert. It cannot be divided without doubt; save the alerts one by one",
        )
        return ParsedAlert(
            identity=page.identity(provenance),
            language=found,
            kind=listing.kind,
            url=address.url,
            provenance=provenance,
            findings=tuple(page.findings),
        )
    _read_frame(page, noise.unquote(lines))
    _read_opening(page)
    return _assembled(page, urls, provenance)


def _issue(page: Text, issue: issues.Issue, kind: str, urls: tuple[str, ...], provenance: Provenance) -> ParsedAlert:
    """Return an issue of a newsletter or a digest, whole."""
    if (mail := read_mail_fields(list(issue.removed))) is not None:
        page.header = mail[0]
    if page.beside.envelope is not None:
        add_envelope(page.header, page.beside.envelope)
    if issue.removed:
        page.find("noise-removed", "body", noise.describe(list(issue.removed)))
    page.findings += issue.findings
    if issue.number:
        page.unmapped.append(("communique_issue", issue.number))
    issued = issue.date or (page.address.date if page.address.is_site else None) or page.beside.date
    issued = issued or page.header.mail_date
    if issued is None and issue.weak_date is not None:
        issued = issue.weak_date
        page.infer("issued")
        page.find(
            "date-from-listing",
            "issued",
            f"only the issue itself is dated, by its volume or period; {issued} was taken",
        )
    title = page.beside.headline or issue.title or page.header.subject
    if not issue.number and not page.beside.headline and kind == "newsletter":
        page.infer("title")
    return ParsedAlert(
        identity=page.identity(provenance),
        translation_of=page.address.key,
        language=page.language,
        title=title,
        body=issue.body,
        body_format="markdown",
        issued=str(issued or ""),
        kind=kind,
        url=page.address.url,
        other_urls=urls[1:],
        inferred=tuple(page.inferred),
        unmapped=tuple(page.unmapped),
        provenance=provenance,
        findings=tuple(page.findings),
    )


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
    markdown, prose, joined = body.to_commonmark(text, marker_texts, known="\n".join(_standfirst(page.text)))
    if joined:
        page.find("lines-joined", "body", f"{joined} line breaks were taken for those of a fixed width, and joined")
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
    if deadline := find_deadline(page.text, page.language, issued):
        page.infer("action_until")
        page.unmapped.append(("action_until", str(deadline)))
    for issue in communique_issues(page.text):
        page.unmapped.append(("updates_communique", issue))
    return ParsedAlert(
        identity=page.identity(provenance),
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
    if page.credit is None and (source := fields.INLINE_SOURCE.search(text)):
        # Where an organisation has its seat nothing need have happened.
        cuts.append(source.span())
    for start, end in cuts:
        # Signs in the place of what is cut keep the lengths of lines, by which wrapped ones are known.
        text = text[:start] + re.sub(r"[^\n]", _CUT, text[start:end]) + text[end:]
    found = (" ".join(lines).replace(_CUT, "").strip() for lines in paragraphs(text))
    return [line for line in found if line and whole_line(line, page.language or "en") is None]


def told_language(address: Address, language: str, lines: list[str]) -> str:
    """Return the language of a text: its address says it, or the caller, or the words."""
    if address.language in CODES:
        return address.language
    return language or masthead_language(lines) or guess_language("\n".join(lines)) or address.language_hint
