"""Pages of many: a listing or a digest divided into its alerts, an issue of a newsletter as what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from plugins.alerts.dates import PartialDate
from plugins.alerts.findings import Finding
from plugins.importers.decoding import repair
from plugins.importers.formats.text import addresses, items, noise
from plugins.importers.formats.text.addresses import Address
from plugins.importers.formats.text.listings import find_listing
from plugins.importers.formats.text.saved import split_urls
from plugins.importers.formats.text.single import parse, told_language
from plugins.importers.formats.text.state import Beside
from plugins.importers.parsed import ParsedAlert, Provenance, fixity

NO_LINKS: Mapping[str, str] = MappingProxyType({})


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
    if not found or (listing is not None and listing.is_issue):
        yield parse(text, provenance, language=language, findings=findings, links=links)
    if listing is None or not found:
        return
    told = told_language(address, language, lines)
    period = items.digest_period(lines, told or "en") if listing.kind == "digest" else None

    def one(number: int, before: ParsedAlert | None, year: int | None) -> ParsedAlert:
        item = found[number]
        where = replace(
            provenance, item=f"item {number + 1}", sha256=fixity(f"{item.title}\n{item.text}\n{period or ''}".encode())
        )
        return of_listing(
            item,
            where,
            language=told,
            period=period,
            before=before,
            findings=findings,
            url=links.get(" ".join(item.title.split()), ""),
            year=year,
        )

    yield from dated_by_neighbours(one, len(found))


ItemReader = Callable[[int, ParsedAlert | None, int | None], ParsedAlert]
"""Number of an item, the item above it, the year that its neighbours tell → the item."""


def dated_by_neighbours(one: ItemReader, count: int) -> Iterator[ParsedAlert]:
    """Yield the items of a page; one that does not say when it was published takes the year on which its neighbours agree.

    Such pages are in the order of publication.
    """
    found: list[ParsedAlert] = []
    for number in range(count):
        found.append(one(number, found[-1] if found else None, None))
    years = [int(parsed.issued[:4]) if parsed.issued[:4].isdigit() else None for parsed in found]
    for number, parsed in enumerate(found):
        year = None if parsed.issued or parsed.is_rejected else _year_between(years, number)
        yield one(number, found[number - 1] if number else None, year) if year else parsed


def _year_between(years: list[int | None], number: int) -> int | None:
    """Return the year of the nearest dated items on both sides; at an end of the page that of the nearest two."""
    above = [year for year in reversed(years[:number]) if year]
    below = [year for year in years[number + 1 :] if year]
    nearest = [above[0], below[0]] if above and below else (above or below)[:2]
    return nearest[0] if len(nearest) == 2 and nearest[0] == nearest[1] else None


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
    year: int | None = None,
) -> ParsedAlert:
    """Read one item of a page of many.

    ``period`` is what the page covers, ``before`` the item above, ``url`` and ``date`` are the item's own, where the page has
    them; ``year`` is that of its neighbours.
    """
    text = item.text
    if item.source:
        text = f"SOURCE: {item.source}\n\n{text}"
    beside = Beside(headline=item.title, date=date or (PartialDate(year) if year else None), is_single=True)
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
    if year and issued == str(year):
        inferred.append("issued")
        found.append(
            Finding("date-from-listing", "issued", f"only the items beside it are dated; their year, {year}, was taken")
        )
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
