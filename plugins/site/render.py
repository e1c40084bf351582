"""Rendering: from a page of the plan to bytes."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from plugins.alerts import countries, markup
from plugins.alerts.collection import Entry
from plugins.alerts.languages import BY_CODE, CODES, LANGUAGES
from plugins.alerts.vocabularies import KINDS, REGIONS
from plugins.site import addresses, catalogues, facets, listings, present
from plugins.site.extras import Feed
from plugins.site.plan import AlertPage, AnyPage, Listing, ListingPage, SinglePage, SitePlan
from plugins.site.settings import SiteSettings
from plugins.site.templates import Templates
from plugins.site.views import Alternate, Bar, HomeView, IndexSection, IndexView, Link, ListingView, Page


class Renderer:
    """Makes the bytes of pages."""

    def __init__(self, plan: SitePlan, settings: SiteSettings, scripts: tuple[str, ...]) -> None:
        """Prepare the templates of every language; ``scripts`` are the addresses of what the search page loads, in order.

        Raises:
            MissingTextError: if a language has no catalogue.
        """
        self._plan = plan
        self._settings = settings
        translations = {code: catalogues.load(settings.theme, code) for code in CODES}
        self._templates = {
            code: Templates(settings, code, translations, further=_further(plan, code)) for code in CODES
        }
        self._scripts = scripts
        self._last_body: tuple[str, Markup, str] = ("", Markup(), "")

    def render(self, page: AnyPage) -> bytes:
        """Return a page as UTF-8."""
        if isinstance(page, AlertPage):
            return self._alert(page)
        if isinstance(page, ListingPage):
            return self._listing(page)
        return self._single(page)

    def _page(
        self,
        path: str,
        language: str,
        *,
        title: str,
        description: str,
        section: str,
        alternates: tuple[Alternate, ...] = (),
        canonical: str = "",
        feeds: tuple[Feed, ...] = (),
    ) -> Page:
        return Page(
            path=path,
            root=addresses.root_of(path),
            lang=language,
            direction=BY_CODE[language].direction,
            title=title,
            description=description,
            alternates=alternates or _same_page(path, language),
            section=section,
            canonical=f"{self._settings.siteurl}/{canonical or path}" if self._settings.siteurl else "",
            feeds=feeds,
        )

    def _alert(self, page: AlertPage) -> bytes:
        entry, language = page.entry, page.language
        templates = self._templates[language]
        body, description = self._body(entry)
        alternates = present.alternates_of_alert(self._plan.collection, entry.alert.id, language)
        view = present.alert_view(
            entry,
            language,
            body=body,
            alternates=alternates,
            ties=self._plan.ties,
            names=templates.field_names,
            site_name=self._settings.names[language],
        )
        return templates.render(
            "alert.html",
            page=self._page(
                page.path,
                language,
                title=view.title,
                description=description,
                section="alert",
                alternates=alternates,
                canonical=addresses.alert(entry.alert, entry.alert.lang),
            ),
            alert=view,
        )

    def _body(self, entry: Entry) -> tuple[Markup, str]:
        """Return the text as HTML and its beginning; the last one is kept, for a text is shown in several languages in a row."""
        if self._last_body[0] != entry.path:
            page = markup.to_html(self._plan.collection.body(entry))
            beginning = markup.html_to_text(page[: present.LONGEST_DESCRIPTION * 8].rpartition(">")[0] + ">")
            # to_html escapes everything that is not an element of its own.
            self._last_body = (entry.path, Markup(page), present.description(beginning))  # noqa: S704
        return self._last_body[1], self._last_body[2]

    def _listing(self, page: ListingPage) -> bytes:
        view = self._listing_view(page)
        title = f"{view.heading}, {view.period}" if view.period else view.heading
        if view.part:
            title = f"{title} ({view.part})"
        return self._templates[page.language].render(
            "listing.html",
            page=self._page(
                page.path,
                page.language,
                title=title,
                description=title,
                section=addresses.FACETS[view.facet],
                alternates=_alternates(page.elsewhere, page.language),
                feeds=self._plan.extras.feeds_of(page.language, view.facet, view.code),
            ),
            listing=view,
        )

    def _listing_view(self, page: ListingPage) -> ListingView:
        listing, sheet = page.listing, page.sheet
        language, facet, code = listing.language, listing.facet, listing.code
        of_year = facet == "year"
        heading = facets.label(facet, code, language)
        return ListingView(
            heading=heading,
            facet=facet,
            code=code,
            count=len(listing.entries),
            shown=len(sheet.entries),
            groups=present.groups(
                sheet.entries,
                language,
                by_month=of_year or bool(sheet.period),
                undated=self._templates[language].gettext("Month not known"),
            ),
            bars=() if sheet.period or of_year else self._bars(listing),
            periods=tuple(
                Link(
                    label=self._period_label(listing, period),
                    url=addresses.listing(language, facet, code, period),
                    count=count,
                )
                for period, count in sorted(listing.periods.items())
            )
            if listing.is_cut
            else (),
            period=self._period_label(listing, sheet.period) if sheet.period else "",
            parts=tuple(
                Link(label=str(part), url=addresses.listing(language, facet, code, sheet.period, part))
                for part in range(1, sheet.parts + 1)
            )
            if sheet.parts > 1
            else (),
            part=sheet.part if sheet.parts > 1 else 0,
            up=Link(label=heading, url=addresses.listing(language, facet, code))
            if sheet.period
            else Link(label=self._index_title(facet, language), url=addresses.index(language, facet)),
            related=self._related(listing),
        )

    def _period_label(self, listing: Listing, period: str) -> str:
        if listing.facet != "year":
            return period
        if period == listings.UNDATED:
            return self._templates[listing.language].gettext("Month not known")
        return present.month_name(int(period), listing.language)

    def _bars(self, listing: Listing) -> tuple[Bar, ...]:
        urls = {
            int(period): addresses.listing(listing.language, listing.facet, listing.code, period)
            for period in listing.periods
            if listing.is_cut
        }
        return present.bars(listing.entries, urls)

    def _related(self, listing: Listing) -> tuple[Link, ...]:
        return tuple(
            Link(
                label=countries.label(code, listing.language),
                url=addresses.listing(listing.language, "country", code),
                count=len(entries),
            )
            for code, entries in self._plan.related(listing)
        )

    def _index_title(self, facet: str, language: str) -> str:
        _ = self._templates[language].gettext
        return {
            "country": _("Countries"),
            "year": _("Years"),
            "violation": _("Violations"),
            "source": _("Organisations"),
        }[facet]

    def _single(self, page: SinglePage) -> bytes:
        templates = self._templates[page.language]
        _ = templates.gettext
        if page.name.startswith("index:"):
            facet = page.name.partition(":")[2]
            title = self._index_title(facet, page.language)
            head = self._page(page.path, page.language, title=title, description=title, section=addresses.FACETS[facet])
            return templates.render("facet.html", page=head, index=self._index(facet, page.language, title))
        added = self._plan.extras.page(page.language, page.name)
        if added:
            head = self._page(page.path, page.language, title=added.title, description=added.title, section=added.name)
            return templates.render(added.template, page=head, **added.values)
        titles = {"home": self._settings.names[page.language], "search": _("Search"), "about": _("About")}
        files = {"root": "root.html", "missing": "404.html"}
        title = titles.get(page.name, self._settings.names[page.language])
        feeds = self._plan.extras.feeds_of(page.language) if page.name == "home" else ()
        head = self._page(page.path, page.language, title=title, description=title, section=page.name, feeds=feeds)
        extra: dict[str, object] = {}
        if page.name == "home":
            extra["home"] = self._home(page.language)
        elif page.name == "search":
            extra.update(labels=self._search_labels(page.language), scripts=self._scripts)
        return templates.render(files.get(page.name, f"{page.name}.html"), page=head, **extra)

    def _index(self, facet: str, language: str, heading: str) -> IndexView:
        terms = self._plan.languages[language].terms[facet]
        counts = {code: len(entries) for code, entries in terms.items()}
        return IndexView(
            heading=heading,
            facet=facet,
            sections=tuple(
                IndexSection(heading=text, links=tuple(self._term_link(facet, code, language) for code in codes))
                for text, codes in facets.sections(facet, counts, language)
            ),
        )

    def _term_link(self, facet: str, code: str, language: str) -> Link:
        return Link(
            label=facets.label(facet, code, language),
            url=addresses.listing(language, facet, code),
            count=len(self._plan.languages[language].terms[facet][code]),
        )

    def _home(self, language: str) -> HomeView:
        plan = self._plan.languages[language]
        years = sorted(plan.terms["year"])

        def most(facet: str, number: int) -> tuple[Link, ...]:
            codes = sorted(plan.terms[facet], key=lambda code: (-len(plan.terms[facet][code]), code))[:number]
            return tuple(self._term_link(facet, code, language) for code in codes)

        return HomeView(
            count=len(plan.shown),
            first_year=years[0] if years else "",
            last_year=years[-1] if years else "",
            newest=tuple(present.item(entry, language) for entry in reversed(plan.shown[-12:])),
            bars=present.bars(plan.shown, {int(year): addresses.listing(language, "year", year) for year in years}),
            countries=most("country", 24),
            country_count=len(plan.terms["country"]),
            violations=most("violation", 12),
            sources=most("source", 12),
        )

    def _search_labels(self, language: str) -> dict[str, list[tuple[str, str]]]:
        """Return code and label of every value that a result can be filtered by."""
        terms = self._plan.languages[language].terms
        labels = {
            facet: sorted(
                ((code, facets.label(facet, code, language)) for code in terms[facet]),
                key=lambda pair: (countries.fold(pair[1]), pair[0]),
            )
            for facet in ("country", "violation", "source")
        }
        labels["kind"] = [(code, KINDS.label(code, language)) for code in KINDS]
        labels["region"] = [(code, REGIONS.label(code, language)) for code in REGIONS]
        return labels


def _further(plan: SitePlan, language: str) -> tuple[Link, ...]:
    """Return the pages of a language that other plugins added."""
    return tuple(
        Link(label=page.title, url=addresses.page(language, page.name))
        for page in plan.extras.pages
        if page.language == language
    )


def _same_page(path: str, language: str) -> tuple[Alternate, ...]:
    """Return the page with the same name in every language; the two pages of the root lead to the languages' front pages."""
    inside = path.partition("/")[2]
    urls = {code: f"{code}/{inside or 'index.html'}" for code in CODES}
    return _alternates(urls, language if inside else "")


def _alternates(urls: Mapping[str, str], language: str) -> tuple[Alternate, ...]:
    return tuple(
        Alternate(
            code=other.code,
            name=other.name,
            url=urls[other.code],
            is_current=other.code == language,
            is_fallback=False,
        )
        for other in LANGUAGES
    )
