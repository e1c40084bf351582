"""The text reader: one source is one alert, or something that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from plugins.alerts.dates import PartialDate
from plugins.alerts.findings import Finding
from plugins.alerts.languages import CODES
from plugins.importers import repair
from plugins.importers.charset import decode
from plugins.importers.dating import whole_line
from plugins.importers.lines import paragraphs
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert, Provenance, fixity
from plugins.importers.text import addresses, body, events, kinds, noise, places, titles
from plugins.importers.text.addresses import Address
from plugins.importers.text.credits import Credit, SourceNames, find_credit, read_source_names
from plugins.importers.text.header import Header, read_header, read_mail_fields
from plugins.importers.text.leadins import LeadIn, find_lead_in
from plugins.importers.text.listings import find_listing
from plugins.importers.text.markers import Marker, communique_issues, find_markers
from plugins.importers.text.original import Original, find_original
from plugins.importers.text.page import Top, read_top
from plugins.importers.text.saved import split_urls
from plugins.importers.text.tongue import guess_language
from plugins.importers.text.violations import infer_violations

READER = "text/1"
REACH_OF_CREDIT = 600
"""Characters; a credit further down does not begin the text."""
_CUT = "\x01"
_INLINE_SOURCE = re.compile(
    r"(?:^|[\s.”\"])Source:\s*(?P<names>[^\n.]{3,120}?,\s*[A-ZÀ-Ý][\w’'-]+(?: [A-ZÀ-Ý][\w’'-]+)?)(?=\s*$|\s+(?:On|The|In|At|A|An|[A-Z]\w+)\s)",
    re.MULTILINE,
)


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ParsedAlert]:
    """Yield the one alert of a text, or the one item that says why there is none."""
    data = stream.read()
    decoded = decode(data)
    provenance = Provenance(source=name, sha256=fixity(data), reader=READER)
    yield parse(decoded.text, provenance, language=options.language, findings=decoded.findings)


@dataclass(slots=True)
class _Text:
    """What is known of a text while it is being read."""

    address: Address
    language: str
    findings: list[Finding]
    header: Header = field(default_factory=Header)
    top: Top = field(default_factory=Top)
    text: str = ""
    """The text proper, markers and credit included."""
    markers: tuple[Marker, ...] = ()
    credit: Credit | None = None
    story_start: int = 0
    """Where the text goes on after marker and credit."""
    lead_in: LeadIn | None = None
    original: Original | None = None
    inferred: list[str] = field(default_factory=list)
    unmapped: list[tuple[str, str]] = field(default_factory=list)

    def infer(self, name: str) -> None:
        self.inferred.append(name)

    def find(self, code: str, name: str, message: str) -> None:
        self.findings.append(Finding(code, name, message))


def parse(text: str, provenance: Provenance, *, language: str = "", findings: tuple[Finding, ...] = ()) -> ParsedAlert:
    """Read one text.

    ``language`` is that of texts whose address does not tell it; ``findings`` are those of the decoding.
    """
    text, repairs = repair.clean(text, "body")
    urls, lines = split_urls(text)
    address = addresses.read(urls[0]) if urls else Address(url="", is_site=False)
    found = (
        address.language
        if address.language in CODES
        else language or guess_language("\n".join(lines)) or address.language_hint
    )
    page = _Text(address=address, language=found, findings=[*findings, *repairs])
    if (listing := find_listing(lines, address)) is not None:
        page.find(
            "listing-not-split",
            "",
            f"a {listing.kind} that names {listing.count} alerts, not one alert. It is not divided by this version; save the alerts one by one",
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


def _read_frame(page: _Text, lines: list[str]) -> None:
    """Take off what stands around the text."""
    kept, removed = noise.strip_noise(lines)
    if (found := read_header(kept, page.language or "en")) is not None:
        page.header, kept = found
    elif (fields := read_mail_fields(_from_first(kept))) is not None:
        page.header, kept = fields
    if not page.header.headline and page.header.sources is None:
        page.top, kept = read_top(kept, page.language or "en")
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


def _read_opening(page: _Text) -> None:
    """Read markers, credit and lead-in."""
    page.markers = find_markers(page.text)
    page.credit = find_credit(page.text, page.language or "en")
    start = page.credit.end if page.credit else 0
    for marker in page.markers:
        if marker.is_block and not page.text[start : marker.start].strip():
            start = marker.end
    page.story_start = start
    page.lead_in = find_lead_in(page.text[start:], page.language or "en")
    page.original = find_original(page.text, page.language or "en")


def _assembled(page: _Text, urls: tuple[str, ...], provenance: Provenance) -> ParsedAlert:
    text, marker_texts = body.isolate(page.text, page.markers)
    markdown, prose = body.to_commonmark(text, marker_texts, known="\n".join(_standfirst(page.text)))
    if any(line[:1].islower() for line in prose[1:]) and "\n## " in markdown:
        page.find(
            "text-incomplete",
            "body",
            "a paragraph of the appeals begins in mid-sentence: the first line of each was lost in an earlier migration",
        )
    story = _story(page)
    title = _title(page, story)
    issued, occurred = _dates(page, story)
    country = _countries(page, title, story)
    kind = _kind(page, title, story, country, issued or occurred)
    sources = _sources(page)
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


def _cited(page: _Text, name: str) -> tuple[str, ...]:
    return tuple(raw for marker in page.markers for one, raw in marker.lists if one == name)


def _standfirst(text: str) -> list[str]:
    """Return the lines that hold whole sentences: names in them show what a stray break elsewhere divided."""
    return [line for line in text.split("\n") if len(line) < 400]


def _story(page: _Text) -> list[str]:
    """Return the paragraphs that tell the story: without markers, credit, lead-in and the note on a first publication."""
    text = page.text
    cuts = [(marker.start, marker.end) for marker in page.markers if marker.is_block]
    if page.original:
        cuts.append((page.original.start, page.original.end))
    if page.credit and page.credit.start < REACH_OF_CREDIT:
        cuts.append((text.rfind("\n", 0, page.credit.start) + 1, page.credit.end))
    if page.lead_in:
        cuts.append((page.story_start, page.story_start + page.lead_in.end))
    for start, end in cuts:
        # Signs in the place of what is cut keep the lengths of lines, by which wrapped ones are known.
        text = text[:start] + re.sub(r"[^\n]", _CUT, text[start:end]) + text[end:]
    found = (" ".join(lines).replace(_CUT, "").strip() for lines in paragraphs(text))
    return [line for line in found if line and whole_line(line, page.language or "en") is None]


def _identity(page: _Text, provenance: Provenance) -> str:
    if page.address.url:
        return f"url:{page.address.identity}"
    if page.header.message_id:
        return f"mid:{page.header.message_id}"
    return f"file:{provenance.source}"


def _title(page: _Text, story: list[str]) -> str:
    if headline := page.header.headline or page.top.headline:
        return headline
    if page.header.subject and not page.address.slug:
        return page.header.subject
    page.infer("title")
    if page.address.slug:
        page.find(
            "title-inferred",
            "title",
            "no headline in the text; made of the address, whose accents and capitals are partly lost",
        )
        return titles.from_slug(page.address.slug, page.text, page.language)
    if page.lead_in and len(story) > 1:
        # A statement's own title is a short line at its top.
        for line in story[:2]:
            if len(line) <= 100 and not re.search(r"[.:,;]$|^(?:On behalf|Au nom|En nombre)", line):
                page.find("title-inferred", "title", "no headline in the text; the statement's own title was taken")
                return line
    page.find("title-inferred", "title", "no headline in the text; made of its first sentence")
    return titles.from_sentence(story[0]) if story else ""


def _dates(page: _Text, story: list[str]) -> tuple[str, str]:
    """Return date of publication and date of the event as texts, and mark what was inferred."""
    address = page.address
    issued = page.header.date or (address.date if address.is_dated or address.is_newsletter else None)
    issued = issued or (page.credit.date if page.credit else None) or (page.lead_in.date if page.lead_in else None)
    issued = issued or (page.top.date if not address.is_site else None) or page.header.mail_date
    hint = (lambda month: addresses.year_of_post(address.post_id or 0, month)) if address.post_id else None
    event = events.find_event(story, page.language or "en", issued=issued, year_hint=hint)
    occurred = event_text = ""
    if event and event.is_anniversary:
        event_text = f"{event.latest}, an anniversary"
    elif event:
        event_text = str(event.latest)
        occurred = str(event.date)
        page.infer("occurred")
        if event.year_is_hinted:
            page.find(
                "year-inferred",
                "occurred",
                f"the text names the day without its year; {event.date.year} was inferred from the page's number",
            )
    if issued is None and page.original and page.original.date:
        issued = PartialDate(page.original.date.year, page.original.date.month)
        page.infer("issued")
        page.find(
            "date-from-original",
            "issued",
            f"only the first publication elsewhere is dated ({page.original.date}); its month was taken",
        )
    if page.original:
        page.unmapped.append(("originally_published", f"{page.original.site} {page.original.date or ''}".strip()))
    if issued is None and event:
        issued = PartialDate(event.latest.year, event.latest.month)
        page.infer("issued")
        page.find(
            "date-from-event",
            "issued",
            f"no date of publication; the month of the latest day that the opening tells was taken ({event_text})",
        )
    if issued is None and address.date:
        issued = address.date
        page.infer("issued")
    return str(issued) if issued else "", occurred


def _countries(page: _Text, title: str, story: list[str]) -> tuple[str, ...]:
    if page.header.place:
        return page.header.place
    if page.address.country:
        return (page.address.country,)
    if page.header.is_international or (page.address.has_country and not page.address.country):
        return ()
    credited = page.credit.sources if page.credit else ()
    # A dated address without a country segment is an item of no single country, unless its headline names one.
    lead = [page.text[page.story_start :][: page.lead_in.end]] if page.lead_in else []
    found = places.infer(
        title, [*story, *lead], credited, title_only=page.address.is_dated and not page.address.has_country
    )
    if found.codes:
        page.infer("countries")
        page.find("country-inferred", "countries", f"{', '.join(found.codes)}: from {found.evidence}")
    elif found.ambiguous:
        return (found.ambiguous,)
    return found.codes


def _kind(page: _Text, title: str, story: list[str], country: tuple[str, ...], when: str) -> str:
    if page.header.kind:
        return page.header.kind
    if any(marker.is_update for marker in page.markers):
        return "update"
    if page.lead_in:
        return page.lead_in.kind
    if page.header.urgency:
        return page.header.urgency
    if communique_issues(page.text):
        return "communique"
    page.infer("kind")
    if kinds.is_round_up(title, len(country)):
        return "round-up"
    if page.original:
        return "article"
    has_source = bool(page.header.sources or page.header.headline)
    if page.credit or has_source:
        if kinds.is_follow_up(title, story[0].split(". ")[0] if story else ""):
            return "update"
        page.inferred.remove("kind")
        return "alert"
    year = int(when[:4]) if when else None
    return kinds.uncredited_kind(page.address, year, has_source=_INLINE_SOURCE.search(page.text) is not None)


def _sources(page: _Text) -> tuple[str, ...]:
    named: SourceNames | None = page.header.sources or page.top.sources
    if named is None and page.credit is None and (match := _INLINE_SOURCE.search(page.text)):
        named = read_source_names(match["names"])
    if named:
        page.unmapped.append(("source_line", named.line))
    if page.credit:
        return page.credit.sources
    if named:
        return named.sources
    return page.lead_in.sources if page.lead_in else ()
