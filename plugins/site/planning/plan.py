"""The plan of a site: every page that there is to be, each with a fingerprint of all that goes into it.

A page whose fingerprint is that of the last build is not rendered again. Nothing is rendered or written here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection as Collection_
from collections.abc import Container, Iterable, Iterator
from functools import cached_property

from plugins.alerts import neighbours
from plugins.alerts.cases import Case
from plugins.alerts.changes import Changes
from plugins.alerts.labels import Key
from plugins.alerts.languages import CODES, fallbacks
from plugins.alerts.model import AlertId
from plugins.alerts.vocabularies import REGIONS
from plugins.site import addresses, facets
from plugins.site.extras import ExtraPage, Extras
from plugins.site.gathering.digests import Week
from plugins.site.gathering.gathered import Gathered
from plugins.site.planning import chronicles, listings, standins
from plugins.site.planning.concerned import Concerned, concerned
from plugins.site.planning.initials import Letters
from plugins.site.planning.listings import Sheet
from plugins.site.planning.pages import AlertPage, AnyPage, CasePage, DigestPage, Listing, ListingPage, SinglePage
from plugins.site.planning.sheets import sheets
from plugins.site.reading.shown import ShownLabels
from plugins.site.reading.withdrawn import Withdrawn
from plugins.site.views import tallies, worldmap


class SitePlan:
    """Every page of the site."""

    def __init__(self, gathered: Gathered, withdrawn: tuple[Withdrawn, ...] = ()) -> None:
        """Take what pages are made from, but for what other plugins add: see :meth:`add`."""
        self.collection = gathered.collection
        self.languages = gathered.languages
        self.beginnings = gathered.beginnings
        self._filed = hashlib.blake2b(repr(self.beginnings.own).encode(), digest_size=8).hexdigest()
        self.ties = gathered.ties
        self.cases = gathered.cases
        self.weeks = gathered.weeks
        self.related = gathered.related
        self.extras = Extras()
        self.base = b""
        self._shown_labels = ShownLabels()
        self._related_to: dict[AlertId, tuple[AlertId, ...]] = {}
        self.letters = Letters({code: own.terms for code, own in self.languages.items()})
        self._withdrawn = withdrawn
        self.standing: set[str] = set()
        self._crossed = gathered.crossed
        self.has_campaigns = any(plan.terms["campaign"] for plan in self.languages.values())

    def add(self, extras: Extras, base: bytes) -> None:
        """Take what other plugins add; ``base`` is the fingerprint of code, templates, catalogues and settings."""
        self.extras = extras
        # The foot of every page leads to what there is of these.
        self.base = base + bytes((bool(self.cases.all), bool(self.weeks), self.has_campaigns))

    def pages(self, only: Concerned | None = None, before: Container[str] = ()) -> Iterator[AnyPage]:
        """Yield every page; or those that may be other than before a change, given what it concerns and the pages of the last build.

        Those of concerned listings that stand as they are, are in ``standing`` then.
        """
        yield from self._alerts(None if only is None else only.alerts)
        if only is not None and only.are_texts_alone:
            return
        yield from self._listings(only, before)
        for case in self.cases.all:
            if only is None or not only.alerts.isdisjoint(case.members):
                yield from self._case(case)
        yield from self._digests(None if only is None else only.weeks)
        formers = self.ties.formers if only is None else self.ties.formers_of(only.alerts)
        yield from standins.pages(self._withdrawn, formers, self.collection, self._fingerprint)
        yield from self._singles(None if only is None else self.beginnings.around(only.names))

    @cached_property
    def layout(self) -> bytes:
        """What changes when there are other letters that names begin with, or a region is called otherwise: any page may show that."""
        letters = [sorted(plan.names.initials) for plan in self.languages.values()]
        regions = self._shown_labels.of_terms("region", REGIONS)
        return hashlib.blake2b(repr((letters, regions)).encode(), digest_size=16).digest()

    def concerned(self, changes: Changes, relabelled: frozenset[Key], beginnings: Iterable[str]) -> Concerned:
        """Return what a change of records, and of what some terms are called, may concern.

        ``beginnings`` of names had a page of their own before.
        """
        return concerned(
            changes,
            relabelled,
            self.collection,
            ties=self.ties,
            cases=self.cases,
            weeks=self.weeks,
            related=self.related,
            terms=[plan.terms for plan in self.languages.values()],
            names=[plan.names for plan in self.languages.values()],
            stems=self.beginnings.unlike(beginnings),
        )

    def _fingerprint(self, *parts: str) -> bytes:
        state = hashlib.blake2b(self.base, digest_size=16)
        state.update("\0".join(parts).encode())
        return state.digest()

    def _alerts(self, only: Collection_[AlertId] | None) -> Iterator[AlertPage]:
        # The pages of one alert stand together: a text shown in several languages is read and rendered once. They share a fingerprint, of
        # all that is shown on any of them: to work out three costs more than to make two pages now and then that come out the same.
        # Nothing but these pages shows the text itself: they alone depend on the digests of records, all else on those of their headers.
        orders = [(code, fallbacks(code)) for code in CODES]
        groups = self.collection.groups() if only is None else map(self.collection.translations, sorted(only))
        for versions in groups:
            if not versions:
                continue
            alert_id = next(iter(versions.values())).alert.id
            others = self.related_to(alert_id)
            parts = [
                f"{lang} {version.issued.year} {version.digest} {version.header}" for lang, version in versions.items()
            ]
            parts += map(self.ties.named, (*others, *self.ties.of(versions.values())))
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
            found = tuple(dict.fromkeys((*self.ties.related(alert_id), *self._near(alert_id))))
            self._related_to[alert_id] = found
        return found

    def _near(self, alert_id: AlertId) -> tuple[AlertId, ...]:
        return self.related.of(next(iter(self.collection.translations(alert_id).values())))

    def _listings(self, only: Concerned | None, before: Container[str]) -> Iterator[ListingPage]:
        found: dict[str, tuple[Listing, Sheet]] = {}
        paths: set[str] = set()
        for path, listing, sheet in sheets(self.languages, only, before):
            paths.add(path)
            if listing.facet == "country":
                self._crossed[listing.language, listing.code] = (*listing.crossings,)
            if sheet is None:
                self.standing.add(path)
            else:
                found[path] = listing, sheet
        for path, (listing, sheet) in found.items():
            elsewhere = {code: self._counterpart(path, listing, code, paths) for code in CODES}
            # The first page counts what all of them say, and leads to whom they name; the others name each other.
            counts = (f"{period}={count}" for period, count in listing.periods.items())
            periods = listing.periods if sheet.period else counts
            names = self.languages[listing.language].names.token + self.layout.hex() + self._filed
            whole = [] if sheet.period else [names, *(entry.tallied for entry in listing.entries)]
            if not sheet.period and listing.facet == "violation":
                whole += self.crossing(listing)
            if not sheet.period and listing.facet == "country":
                whole += [case.digest for case in self.cases.among(listing.entries)]
                whole += self.around(listing)
                whole.append(self._shown_labels.of_terms("country", neighbours.around(listing.code)))
            fingerprint = self._fingerprint(
                path,
                # Each of its pages is headed as the first of all its alerts writes it.
                listing.code,
                *whole,
                f"{sheet.parts} {listing.count(sheet.period)}",
                *elsewhere.values(),
                *periods,
                repr(self.extras.feeds_of(listing.language, listing.facet, listing.code)),
                *(entry.header for entry in sheet.entries),
            )
            yield ListingPage(path, listing.language, fingerprint, listing, sheet, elsewhere)

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
            found = self._crossed[language, country] = (*listings.crossings(entries),)
        return found

    def around(self, listing: Listing) -> list[str]:
        """Return the countries that are named on the page of one and have alerts: what it was, what it became, what lies beside it."""
        code, terms = listing.code, self.languages[listing.language].terms["country"]
        return [other for other in neighbours.around(code) if other in terms]

    def _case(self, case: Case) -> Iterator[CasePage]:
        versions = (entry for one in case.members for entry in self.collection.translations(one).values())
        people = {name: None for entry in versions for name in entry.alert.targets}
        for code in CODES:
            path = addresses.case(code, case.id)
            places = map(self.languages[code].names.url, people)
            yield CasePage(path, code, self._fingerprint(path, case.digest, *places), case)

    def _digests(self, only: Collection_[Week] | None) -> Iterator[DigestPage]:
        weeks = list(self.weeks)
        regions = self._shown_labels.of_terms("region", REGIONS)
        for place, week in enumerate(weeks):
            if only is not None and week not in only:
                continue
            near = [str(other) for other in weeks[max(0, place - 1) : place + 2]]
            alerts = [
                version.header for one in self.weeks[week] for version in self.collection.translations(one).values()
            ]
            cases = [found.id if (found := self.cases.of(one)) else "" for one in self.weeks[week]]
            for code in CODES:
                for part, _ in enumerate(listings.parts(self.weeks[week]), 1):
                    path = addresses.digest(code, str(week), part)
                    fingerprint = self._fingerprint(path, regions, *near, *alerts, *cases)
                    yield DigestPage(path, code, fingerprint, week, part)

    def _singles(self, stems: Container[str] | None) -> Iterator[SinglePage]:
        # What lists names or cases shows no labels but those of its records, with which their headers change.
        every_label = self._shown_labels.all
        for code, plan in self.languages.items():
            counts = {facet: self._counts(terms) for facet, terms in plan.terms.items() if facet != "target"}
            newest = [entry.header for entry in plan.shown[-listings.NEWEST :]]
            everything = [text for facet in counts.values() for text in facet]
            feeds = repr(self.extras.feeds_of(code))
            everything += [case.digest for case in self.cases.among(plan.shown, listings.DEVELOPED)]
            everything += [str(len(self.cases.all)), str(len(self.weeks))]
            by_year = tallies.years_and_regions(plan.grid)
            # Alerts that name a country and what it was are one there, which no list's length tells.
            on_map = repr(sorted(worldmap.counted(plan.terms["country"]).items()))
            yield self._single(
                code,
                "home",
                addresses.page(code, "index"),
                [every_label, str(len(plan.shown)), *newest, *everything, feeds, on_map],
            )
            for name, path in (("search", addresses.page(code, "search")), ("labels", addresses.labels(code))):
                yield self._single(code, name, path, [every_label, *everything])
            texts = [str(len(self.collection.in_language(one))) for one in CODES]
            yield self._single(
                code, "about", addresses.page(code, "about"), [every_label, str(len(plan.shown)), *texts]
            )
            for facet, texts in counts.items():
                if facet != "campaign" or self.has_campaigns:
                    charted = by_year if facet == "year" else []
                    yield self._single(
                        code, f"index:{facet}", addresses.index(code, facet), [every_label, *texts, *charted]
                    )
            for name, path, texts in plan.names.pages(stems):
                stem = name.partition(":")[2]
                also = [other for other, own in self.languages.items() if stem in own.names.shelves]
                yield self._single(code, name, path, [*texts, *also])
            for name, path, texts in self.letters.pages(code):
                yield self._single(code, name, path, [every_label, *texts])
            for name, texts in chronicles.lists(self.cases, self.weeks):
                yield self._single(code, name, chronicles.address(name, code), texts)
        yield from (self._extra(page) for page in self.extras.pages if not page.is_late)
        yield self._single(CODES[0], "root", "index.html", [])
        yield self._single(CODES[0], "missing", "404.html", [])

    def late_pages(self) -> list[SinglePage]:
        """Return the pages that had to be waited for, which is done now; they are not among :meth:`pages`."""
        late = [page.waited_for() for page in self.extras.pages if page.is_late]
        self.extras = self.extras.waited_for()
        return [self._extra(page) for page in late]

    def _extra(self, page: ExtraPage) -> SinglePage:
        path = addresses.page(page.language, page.name)
        return self._single(
            page.language, page.name, path, [self._shown_labels.all, page.template, page.title, repr(page.values)]
        )

    @staticmethod
    def _counts(terms: facets.Terms) -> list[str]:
        return [f"{term}={len(entries)}" for term, entries in sorted(terms.items())]

    def _single(self, language: str, name: str, path: str, parts: Iterable[str]) -> SinglePage:
        return SinglePage(path, language, self._fingerprint(language, name, path, *parts), name)
