"""From what stands in and around a text to the fields of a parsed alert; what is inferred is marked and told."""

from __future__ import annotations

import re

from plugins.alerts.dates import PartialDate
from plugins.importers.formats.text import addresses, events, kinds, places, titles
from plugins.importers.formats.text.credits import SourceNames, read_source_names
from plugins.importers.formats.text.markers import communique_issues
from plugins.importers.formats.text.state import Text
from plugins.importers.normalising import datelists
from plugins.importers.normalising.dating import find_days, find_months

INLINE_SOURCE = re.compile(
    r"(?:^|[\s.”\"])Source:\s*(?P<names>(?:[^\n.]|(?<=\b[A-Z])\.){3,120}?,\s*[A-ZÀ-Ý][\w’'-]+(?: [A-ZÀ-Ý][\w’'-]+)?)(?=\s*$|\s+(?:On|The|In|At|A|An|[A-Z]\w+)\s)",
    re.MULTILINE,
)

EARLIEST = 1990
"""The first year that a month in a text is believed to date it by."""
FIRST_MONTHS, LAST_MONTHS = 3, 11


def read_title(page: Text, story: list[str]) -> str:
    """Return the headline: the text's own, else the subject, else one made of the address or the first sentence."""
    if headline := page.header.headline or page.top.headline or page.beside.headline:
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


def read_dates(page: Text, story: list[str]) -> tuple[str, str]:
    """Return date of publication and date of the event as texts, and mark what was inferred."""
    address = page.address
    issued = page.header.date or (address.date if address.is_dated or address.is_newsletter else None)
    issued = issued or (page.credit.date if page.credit else None) or (page.lead_in.date if page.lead_in else None)
    issued = issued or page.beside.date
    if page.lead_in or page.credit or named_sources(page):
        issued = issued or (page.dateline[0] if page.dateline else None)
    issued = issued or (page.top.date if not address.is_site else None)
    if issued is None and page.header.mail_date is not None:
        issued = page.header.mail_date
        if page.header.is_mail_date_inferred:
            page.infer("issued")
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
    if issued is None and (found := _undated(page, story)) is not None:
        issued, evidence = found
        page.infer("issued")
        page.find(
            "date-from-text", "issued", f"no day of publication or of an event; {issued} was taken from {evidence}"
        )
    return str(issued) if issued else "", occurred


def _undated(page: Text, story: list[str]) -> tuple[PartialDate, str] | None:
    """Return what is left to date a text by that names no past day: month or year, and where it comes from."""
    language = page.language or "en"
    opening = "\n".join(story[: events.OPENING])[: events.LONGEST]
    if months := [month for month in find_months(opening, language) if month.year >= EARLIEST]:
        return max(months, key=lambda month: month.first), "the latest month that the opening names"
    cited = [date for marker in page.markers for _, raw in marker.lists for date in datelists.read(raw, language).dates]
    latest = max(cited, key=lambda date: date.first, default=None)
    # What updates an alert of December may be of the next year.
    if latest is not None and (latest.month or LAST_MONTHS) < LAST_MONTHS:
        return PartialDate(latest.year), "the alerts that it cites"
    if (when := addresses.time_of_post(page.address.post_id or 0)) is not None:
        return PartialDate(int(when)), "the page's number"
    # A day to come, but not one of the first months, which may have been told in the year before.
    to_come = [day.year for day in find_days(opening, language) if day.year and day.month > FIRST_MONTHS]
    return (PartialDate(min(to_come)), "a day to come that the opening names") if to_come else None


def read_countries(page: Text, title: str, story: list[str]) -> tuple[str, ...]:
    """Return the countries: declared in the header or the address, else inferred."""
    if page.header.place:
        return page.header.place
    if page.address.country:
        return (page.address.country,)
    if page.header.is_international or page.address.is_international:
        return ()
    named = named_sources(page)
    credited = page.credit.sources if page.credit else named.sources if named else ()
    # A round-up, and what has a dated address without a country segment, are of no single country, unless the headline names one.
    is_of_many = kinds.is_round_up(title, *story[:2]) or (page.address.is_dated and not page.address.has_country)
    lead = [page.text[page.story_start :][: page.lead_in.end]] if page.lead_in else []
    # What stands in the text is no header, and its alert mostly of the country in which its source has its seat.
    seat = named.line if named and not page.credit and not page.header.sources else ""
    found = places.infer(title, [*story, *lead], credited, seat=seat, title_only=is_of_many)
    if found.codes:
        page.infer("countries")
        page.find("country-inferred", "countries", f"{', '.join(found.codes)}: from {found.evidence}")
    elif found.ambiguous:
        return (found.ambiguous,)
    return found.codes


def read_kind(page: Text, title: str, story: list[str], country: tuple[str, ...], when: str) -> str:
    """Return the kind: declared, else told by markers, lead-in and subject, else inferred."""
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
    if kinds.is_round_up(title, *story[:2]) or kinds.is_monthly_survey(title, len(country)):
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
    return kinds.uncredited_kind(page.address, year, has_source=INLINE_SOURCE.search(page.text) is not None)


def named_sources(page: Text) -> SourceNames | None:
    """Return what a source line names, wherever it stands."""
    named: SourceNames | None = page.header.sources or page.top.sources
    if named is None and page.credit is None and (match := INLINE_SOURCE.search(page.text)):
        named = read_source_names(match["names"])
    return named


def read_sources(page: Text) -> tuple[str, ...]:
    """Return the organisations: of the credit, else of the source line, else of the lead-in."""
    named = named_sources(page)
    if named:
        page.unmapped.append(("source_line", named.line))
    if page.credit:
        return page.credit.sources
    if named:
        return named.sources
    return page.lead_in.sources if page.lead_in else ()
