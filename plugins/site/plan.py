"""The plan of a site: every page that there is to be, each with a fingerprint of all that goes into it.

A page whose fingerprint is that of the last build is not rendered again. Nothing is rendered or written here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection as Collection_
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from plugins.alerts import neighbours
from plugins.alerts.cases import Case, Cases
from plugins.alerts.collection import Collection, Entry
from plugins.alerts.languages import CODES, fallbacks
from plugins.alerts.model import AlertId
from plugins.site import addresses, chronicles, digests, facets, listings, standins, tallies
from plugins.site.concerned import Concerned, Key, concerned
from plugins.site.digests import Week
from plugins.site.extras import Extras
from plugins.site.listings import Sheet
from plugins.site.names import Beginnings, Names
from plugins.site.pages import AlertPage, AnyPage, CasePage, DigestPage, Listing, ListingPage, SinglePage
from plugins.site.records import Changes
from plugins.site.related import Related
from plugins.site.shown import ShownLabels
from plugins.site.ties import Ties
from plugins.site.withdrawn import Withdrawn


@dataclass(frozen=True, slots=True)
class LanguagePlan:
    """What the pages of one language are made from."""

    language: str
    shown: tuple[Entry, ...]
    """One entry an alert, oldest first."""
    terms: dict[str, facets.Terms]
    """Facet → code → entries; of people and outlets, those with a listing of their own."""
    names: Names


class SitePlan:
    """Every page of the site."""

    def __init__(
        self,
        collection: Collection,
        withdrawn: tuple[Withdrawn, ...] = (),
    ) -> None:
        """Bring together what pages are made from, but for what other plugins add: see :meth:`add`."""
        self.collection = collection
        self.extras = Extras()
        self.base = b""
        self._shown_labels = ShownLabels()
        self.ties = Ties(collection, CODES)
        self.cases = Cases(collection)
        self.weeks = digests.gather(collection)
        self.related = Related(collection, self.cases)
        self._related_to: dict[AlertId, tuple[AlertId, ...]] = {}
        self._withdrawn = withdrawn
        self._crossed: dict[tuple[str, str], Collection_[str]] = {}
        self.languages = {
            code: LanguagePlan(
                code,
                shown,
                facets.gather(shown) | {"target": names.frequent},
                names,
            )
            for code in CODES
            for shown in (collection.shown_to(code),)
            for names in (Names(code, shown),)
        }
        self.beginnings = beginnings = Beginnings.of(plan.names for plan in self.languages.values())
        for plan in self.languages.values():
            plan.names.shelve(beginnings)
        self.has_campaigns = any(plan.terms["campaign"] for plan in self.languages.values())

    def add(self, extras: Extras, base: bytes) -> None:
        """Take what other plugins add; ``base`` is the fingerprint of code, templates, catalogues and settings."""
        self.extras = extras
        # The foot of every page leads to what there is of these.
        self.base = base + bytes((bool(self.cases.all), bool(self.weeks), self.has_campaigns))

    def pages(self, only: Concerned | None = None) -> Iterator[AnyPage]:
        """Yield every page; or those that may be other than before a change, given what it concerns."""
        yield from self._alerts(None if only is None else only.alerts)
        yield from self._listings(None if only is None else only.terms)
        for case in self.cases.all:
            if only is None or case.id in only.alerts:
                yield from self._case(case)
        yield from self._digests(None if only is None else only.weeks)
        formers = self.ties.formers if only is None else self.ties.formers_of(only.alerts)
        yield from standins.pages(self._withdrawn, formers, self.collection, self._fingerprint)
        yield from self._singles(None if only is None else self.beginnings.around(only.names))

    @cached_property
    def layout(self) -> bytes:
        """What changes when names are filed otherwise than they were, or a label is another: any alert may show one of them."""
        letters = [sorted(plan.names.initials) for plan in self.languages.values()]
        return hashlib.blake2b(
            repr((self.beginnings.own, letters, self._shown_labels.all)).encode(), digest_size=16
        ).digest()

    def concerned(self, changes: Changes) -> Concerned:
        """Return what a change of records may concern."""
        return concerned(
            changes,
            self.collection,
            ties=self.ties,
            cases=self.cases,
            weeks=self.weeks,
            related=self.related,
            terms=[plan.terms for plan in self.languages.values()],
            names=[plan.names for plan in self.languages.values()],
        )

    def _fingerprint(self, *parts: str) -> bytes:
        state = hashlib.blake2b(self.base, digest_size=16)
        state.update("\0".join(parts).encode())
        return state.digest()

    def _alerts(self, only: Collection_[AlertId] | None) -> Iterator[AlertPage]:
        # The pages of one alert stand together: a text shown in several languages is read and rendered once. They share a fingerprint, of
        # all that is shown on any of them: to work out three costs more than to make two pages now and then that come out the same.
        orders = [(code, fallbacks(code)) for code in CODES]
        groups = self.collection.groups() if only is None else map(self.collection.translations, sorted(only))
        for versions in groups:
            if not versions:
                continue
            alert_id = next(iter(versions.values())).alert.id
            others = self.related_to(alert_id)
            parts = [f"{lang} {version.alert.issued.year} {version.digest}" for lang, version in versions.items()]
            parts += map(self._shown_labels.of, versions.values())
            for other in (*others, *self.ties.of(versions.values())):
                for version in self.collection.translations(other).values():
                    parts += version.digest, self._shown_labels.of(version)
            if case := self.cases.of(alert_id):
                parts.append(f"{case.id} {len(case.members)}")
            shown = [
                (code, versions.get(code) or next(versions[lang] for lang in order if lang in versions))
                for code, order in orders
            ]
            parts += [self.languages[code].names.url(name) for code, entry in shown for name in entry.alert.targets]
            fingerprint = self._fingerprint(*parts)
            for code, entry in shown:
                yield AlertPage(addresses.alert(entry.alert, code), code, fingerprint, entry)

    def related_to(self, alert_id: AlertId) -> tuple[AlertId, ...]:
        """Return the alerts that are related to one: those that it cites as such, then others that are near it."""
        found = self._related_to.get(alert_id)
        if found is None:
            found = tuple(dict.fromkeys((*self.ties.related(alert_id), *self.related.of(alert_id))))
            self._related_to[alert_id] = found
        return found

    def _sheets(self, only: Collection_[Key] | None) -> Iterator[tuple[str, Listing, Sheet]]:
        for code, plan in self.languages.items():
            for facet, terms in plan.terms.items():
                cut = listings.by_month if facet == "year" else listings.by_year
                for term, entries in terms.items():
                    if only is not None and (facet, addresses.slug(term)) not in only:
                        continue
                    periods = cut(entries)
                    crossings = listings.crossings(entries) if facet == "country" else {}
                    counts, crossed = ({key: len(own) for key, own in some.items()} for some in (periods, crossings))
                    if facet == "country":
                        self._crossed[code, term] = crossed.keys()
                    listing = Listing(facet, term, code, tuple(entries), counts, crossed)
                    for sheet in listings.sheets(entries, periods | crossings):
                        yield addresses.listing(code, facet, term, sheet.period, sheet.part), listing, sheet

    def _listings(self, only: Collection_[Key] | None) -> Iterator[ListingPage]:
        found = {path: (listing, sheet) for path, listing, sheet in self._sheets(only)}
        for path, (listing, sheet) in found.items():
            elsewhere = {code: self._counterpart(path, listing, code, found) for code in CODES}
            counts = (f"{period}={count}" for period, count in listing.periods.items())
            # The first page counts what all of them say, and leads to whom they name.
            names = self.languages[listing.language].names.token + self.layout.hex()
            whole = [] if sheet.period else [names, *(entry.digest for entry in listing.entries)]
            if not sheet.period and listing.facet == "violation":
                whole += self.crossing(listing)
            if not sheet.period and listing.facet == "country":
                whole += [case.digest for case in self.cases.among(listing.entries)]
                whole += self.around(listing)
            fingerprint = self._fingerprint(
                path,
                *whole,
                str(sheet.parts),
                *elsewhere.values(),
                *counts,
                repr(self.extras.feeds_of(listing.language, listing.facet, listing.code)),
                *(entry.digest for entry in sheet.entries),
                *self._labels_on(listing, sheet),
            )
            yield ListingPage(path, listing.language, fingerprint, listing, sheet, elsewhere)

    def _labels_on(self, listing: Listing, sheet: Sheet) -> Iterator[str]:
        """Yield what changes with the labels on a page: any where alerts are counted, and where a country leads to its violations."""
        if not sheet.period or listing.facet == "country":
            yield self._shown_labels.all
        else:
            yield self._shown_labels.term(listing.facet, listing.code)
            yield from dict.fromkeys(map(self._shown_labels.of, sheet.entries))

    @staticmethod
    def _counterpart(path: str, listing: Listing, language: str, found: Container[str]) -> str:
        """Return the page of another language that is nearest to one of a listing.

        Translations of one alert may be dated or placed differently, so a listing, or a page of it, may exist in one language only.
        """
        same = f"{language}/{path.partition('/')[2]}"
        whole = addresses.listing(language, listing.facet, listing.code)
        return next((one for one in (same, whole) if one in found), addresses.index(language, listing.facet))

    def crossing(self, listing: Listing) -> list[str]:
        """Return the countries that have a page of their own for a violation."""
        countries_here = self.languages[listing.language].terms["country"]
        return [code for code in countries_here if listing.code in self._crossings_of(listing.language, code)]

    def _crossings_of(self, language: str, country: str) -> Collection_[str]:
        found = self._crossed.get((language, country))
        if found is None:
            entries = self.languages[language].terms["country"][country]
            found = self._crossed[language, country] = listings.crossings(entries).keys()
        return found

    def around(self, listing: Listing) -> list[str]:
        """Return the countries that are named on the page of one and have alerts: what it was, what it became, what lies beside it."""
        code, terms = listing.code, self.languages[listing.language].terms["country"]
        return [other for other in neighbours.around(code) if other in terms]

    def _case(self, case: Case) -> Iterator[CasePage]:
        for code in CODES:
            path = addresses.case(code, case.id)
            yield CasePage(path, code, self._fingerprint(path, case.digest, self._shown_labels.all), case)

    def _digests(self, only: Collection_[Week] | None) -> Iterator[DigestPage]:
        weeks = list(self.weeks)
        for place, week in enumerate(weeks):
            if only is not None and week not in only:
                continue
            near = [str(other) for other in weeks[max(0, place - 1) : place + 2]]
            alerts = [
                version.digest for one in self.weeks[week] for version in self.collection.translations(one).values()
            ]
            cases = [found.id if (found := self.cases.of(one)) else "" for one in self.weeks[week]]
            for code in CODES:
                path = addresses.digest(code, str(week))
                fingerprint = self._fingerprint(path, self._shown_labels.all, *near, *alerts, *cases)
                yield DigestPage(path, code, fingerprint, week)

    def _singles(self, stems: Container[str] | None) -> Iterator[SinglePage]:
        for code, plan in self.languages.items():
            counts = {facet: self._counts(terms) for facet, terms in plan.terms.items() if facet != "target"}
            newest = [entry.digest for entry in plan.shown[-listings.NEWEST :]]
            everything = [text for facet in counts.values() for text in facet]
            feeds = repr(self.extras.feeds_of(code))
            everything += [case.digest for case in self.cases.among(plan.shown, listings.DEVELOPED)]
            everything += [str(len(self.cases.all)), str(len(self.weeks))]
            by_year = tallies.years_and_regions(plan.shown)
            yield self._single(
                code,
                "home",
                addresses.page(code, "index"),
                [str(len(plan.shown)), *newest, *everything, *by_year, feeds],
            )
            for name, path in (("search", addresses.page(code, "search")), ("labels", addresses.labels(code))):
                yield self._single(code, name, path, everything)
            texts = [str(len(self.collection.in_language(one))) for one in CODES]
            yield self._single(code, "about", addresses.page(code, "about"), [str(len(plan.shown)), *texts])
            for facet, texts in counts.items():
                if facet != "campaign" or self.has_campaigns:
                    charted = by_year if facet == "year" else []
                    yield self._single(code, f"index:{facet}", addresses.index(code, facet), [*texts, *charted])
            for name, path, texts in plan.names.pages(stems):
                stem = name.partition(":")[2]
                also = [other for other, own in self.languages.items() if stem in own.names.shelves]
                yield self._single(code, name, path, [*texts, *also])
            for name, texts in chronicles.lists(self.cases, self.weeks):
                yield self._single(code, name, chronicles.address(name, code), texts)
        for extra in self.extras.pages:
            yield self._single(
                extra.language,
                extra.name,
                addresses.page(extra.language, extra.name),
                [extra.template, extra.title, repr(extra.values)],
            )
        yield self._single(CODES[0], "root", "index.html", [])
        yield self._single(CODES[0], "missing", "404.html", [])

    @staticmethod
    def _counts(terms: facets.Terms) -> list[str]:
        return [f"{term}={len(entries)}" for term, entries in sorted(terms.items())]

    def _single(self, language: str, name: str, path: str, parts: Iterable[str]) -> SinglePage:
        return SinglePage(path, language, self._fingerprint(language, name, path, self._shown_labels.all, *parts), name)
