"""Rendering: from a page of the plan to bytes."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from plugins.alerts import markup, redaction
from plugins.alerts.collection import Entry
from plugins.alerts.dates import PartialDate
from plugins.alerts.languages import CODES
from plugins.site import addresses
from plugins.site.planning import chronicles, initials, listings
from plugins.site.planning.pages import (
    AlertPage,
    AnyPage,
    CasePage,
    DigestPage,
    ListingPage,
    MovedPage,
    SinglePage,
    WithdrawnPage,
)
from plugins.site.planning.plan import SitePlan
from plugins.site.presenting import (
    actions,
    case_views,
    digest_views,
    listing_views,
    metadata,
    name_views,
    present,
    single_views,
)
from plugins.site.presenting.heads import Heads
from plugins.site.settings import SiteSettings
from plugins.site.templating import catalogues
from plugins.site.templating.templates import Templates
from plugins.site.views.shared import Link


class _Text(NamedTuple):
    """What the pages of one record, in whatever language, have alike."""

    path: str
    body: Markup
    action: Markup
    """What stands under the heading of its recommended action, if it has one."""
    description: str
    """The beginning of its text."""
    core: metadata.Core


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
            code: Templates(
                settings, code, translations, further=single_views.further(plan, code, translations[code].gettext)
            )
            for code in CODES
        }
        self._heads = Heads(settings)
        self._scripts = scripts
        self._last: _Text | None = None

    def compile(self) -> None:
        """Make the templates ready: before processes are forked that would each do it for themselves."""
        for templates in self._templates.values():
            templates.compile()

    def render(self, page: AnyPage) -> bytes:
        """Return a page as UTF-8."""
        if isinstance(page, AlertPage):
            return self._alert(page)
        if isinstance(page, ListingPage):
            return self._listing(page)
        if isinstance(page, CasePage):
            return self._case(page)
        if isinstance(page, DigestPage):
            return self._digest(page)
        if isinstance(page, WithdrawnPage):
            return self._withdrawn(page)
        if isinstance(page, MovedPage):
            return self._moved(page)
        return self._single(page)

    def _alert(self, page: AlertPage) -> bytes:
        entry, language = page.entry, page.language
        templates = self._templates[language]
        # The pages of an alert stand together, and several of them may show one text.
        last = self._last
        if last is None or last.path != entry.path:
            last = self._last = self._text(entry)
        others = present.alternates_of_alert(self._plan.collection, entry.alert.id, language)
        view = present.alert_view(
            entry,
            language,
            body=last.body,
            action=last.action,
            alternates=others,
            plan=self._plan,
            names=templates.field_names,
            site_name=self._settings.names[language],
        )
        head = self._heads.alert(page.path, language, view, last.core, description=last.description, others=others)
        return templates.render("alert.html", page=head, alert=view)

    def _text(self, entry: Entry) -> _Text:
        page = self._plan.collection.page(entry)
        text, action = actions.divide(page)
        # to_html escapes everything that is not an element of its own.
        return _Text(
            entry.path,
            Markup(text),  # noqa: S704
            Markup(action),  # noqa: S704
            present.description(markup.beginning(page, present.LONGEST_DESCRIPTION)),
            self._heads.core(entry.alert),
        )

    def _listing(self, page: ListingPage) -> bytes:
        templates = self._templates[page.language]
        view = listing_views.listing_view(page, self._plan, templates.gettext)
        title = f"{view.heading}, {view.period}" if view.period else view.heading
        if page.sheet.period == listings.OLDEST:
            title = f"{title} – {templates.gettext('Oldest first')}"
        if view.part:
            title = f"{title} ({view.part})"
        section = addresses.FACETS[view.facet]
        index = Link(
            label=single_views.index_title(view.facet, templates.gettext),
            url=addresses.index(page.language, view.facet),
        )
        ways = (index,) if view.up is None or not page.sheet.period else (index, view.up)
        head = self._heads.page(
            page.path,
            page.language,
            title=title,
            section=section,
            description=listing_views.description(page, title, templates.alerts),
            elsewhere=page.elsewhere,
            ways=ways,
            feeds=self._plan.extras.feeds_of(page.language, view.facet, view.code),
        )
        return templates.render("listing.html", page=head, listing=view)

    def _case(self, page: CasePage) -> bytes:
        templates = self._templates[page.language]
        view = case_views.case_view(self._plan, page.case, page.language)
        up = Link(label=templates.gettext("Cases"), url=addresses.case(page.language, "index"))
        title = templates.gettext("Case: %(title)s") % {"title": view.title}
        head = self._heads.page(page.path, page.language, title=title, section="cases", ways=(up,))
        missing = case_views.missing(self._plan, page.case, page.language)
        return templates.render("case.html", page=head, case=view, up=up, missing=missing)

    def _digest(self, page: DigestPage) -> bytes:
        templates = self._templates[page.language]
        _ = templates.gettext
        view = digest_views.digest_view(self._plan, page.week, page.language, page.part, _)
        index = Link(label=_("Weekly digests"), url=addresses.digest(page.language, "index"))
        title = f"{view.heading}{_(':')} {view.days}" + (f" ({view.part})" if view.part else "")
        head = self._heads.page(page.path, page.language, title=title, section="digests", ways=(index, view.up))
        return templates.render("digest.html", page=head, digest=view)

    def _withdrawn(self, page: WithdrawnPage) -> bytes:
        templates = self._templates[page.language]
        title = templates.gettext("This alert was withdrawn")
        head = self._heads.page(
            page.path, page.language, title=title, section="alert", elsewhere=page.elsewhere, is_listed=False
        )
        since, code = page.withdrawn.since, page.withdrawn.reason
        return templates.render(
            "withdrawn.html",
            page=head,
            since=PartialDate(since.year, since.month, since.day).display(page.language) if since else "",
            reason=redaction.reason(code, page.language) if code else "",
        )

    def _moved(self, page: MovedPage) -> bytes:
        templates = self._templates[page.language]
        one = page.moved
        head = self._heads.moved(page.path, one, templates.gettext("This alert has moved"))
        return templates.render("moved.html", page=head, target=one.targets[page.language], alert=one.alert)

    def _names(self, page: SinglePage) -> bytes:
        """Return the index of people and outlets, or the page of the names with one beginning."""
        language, stem = page.language, page.name.partition(":")[2]
        templates = self._templates[language]
        title = single_views.index_title("target", templates.gettext)
        view = name_views.names_view(self._plan, language, stem, title, templates.gettext)
        names = {code: own.names for code, own in self._plan.languages.items()}
        elsewhere = {
            code: addresses.shelf(code, stem) if stem in own.shelves else addresses.index(code, "target")
            for code, own in names.items()
        }
        head = self._heads.page(
            page.path,
            language,
            title=f"{title}: {view.heading}" if stem else title,
            section="names",
            elsewhere=elsewhere,
            ways=(Link(label=title, url=addresses.index(language, "target")),) if stem else (),
        )
        return templates.render("names.html", page=head, names=view)

    def _initial(self, page: SinglePage) -> bytes:
        """Return a page of an index with the terms that begin with a letter."""
        facet, letter, part = initials.parse(page.name)
        templates, plan, language = self._templates[page.language], self._plan, page.language
        title = single_views.index_title(facet, templates.gettext)
        index = single_views.initial(plan, page.name, language, title, templates.gettext)
        up = Link(label=title, url=addresses.index(language, facet))
        title = index.heading + (f" ({part})" if index.part else "")
        places, section = plan.letters.elsewhere(facet, letter, part), addresses.FACETS[facet]
        head = self._heads.page(page.path, language, title=title, section=section, elsewhere=places, ways=(up,))
        return templates.render("facet.html", page=head, index=index, up=up)

    def _chronicle(self, page: SinglePage) -> bytes:
        """Return a list of cases or of digests."""
        kind, year, part = chronicles.parse(page.name)
        templates = self._templates[page.language]
        _ = templates.gettext
        if kind == "cases":
            title = _("Cases")
            up = Link(label=title, url=addresses.case(page.language, "index"))
            view = case_views.case_list(self._plan, page.language, year, part, up)
            head = self._heads.page(
                page.path,
                page.language,
                title=(f"{title}, {year}" if year else title) + (f" ({view.part})" if view.part else ""),
                section="cases",
                ways=(up,) if year else (),
            )
            return templates.render("cases.html", page=head, list=view, heading=title)
        title = _("Weekly digests")
        index = digest_views.index(self._plan, page.language, year, title, _)
        up = Link(label=title, url=addresses.digest(page.language, "index"))
        head = self._heads.page(
            page.path, page.language, title=index.heading, section="digests", ways=(up,) if year else ()
        )
        return templates.render("facet.html", page=head, index=index, up=up if year else None)

    def _single(self, page: SinglePage) -> bytes:
        language, path = page.language, page.path
        templates = self._templates[language]
        _ = templates.gettext
        if page.name.startswith(("cases:", "digests:")):
            return self._chronicle(page)
        if page.name.startswith("names:"):
            return self._names(page)
        if page.name == "labels":
            return single_views.labels_script(single_views.search_labels(self._plan, language), language)
        if page.name.startswith("index:"):
            facet = page.name.partition(":")[2]
            title = single_views.index_title(facet, _)
            head = self._heads.page(path, language, title=title, section=addresses.FACETS[facet])
            index = single_views.index(self._plan, facet, language, title, _)
            return templates.render("facet.html", page=head, index=index, up=None)
        if page.name.startswith("initials:"):
            return self._initial(page)
        if page.name == "home":
            home = single_views.home(self._plan, language, self._settings.theme, _)
            head = self._heads.home(
                path,
                language,
                description=_(
                    "Alerts about killed journalists, closed newspapers and jailed writers, sent out by the members of IFEX "
                    "since 1992: to read, search, cite and keep."
                ),
                first_year=home.first_year,
                last_year=home.last_year,
                feeds=self._plan.extras.feeds_of(language),
            )
            return templates.render("home.html", page=head, home=home)
        if added := self._plan.extras.page(language, page.name):
            head = self._heads.page(path, language, title=added.title, section=added.name)
            return templates.render(added.template, page=head, **added.known)
        titles = {"search": _("Search"), "about": _("About")}
        files = {"root": "root.html", "missing": "404.html"}
        title = titles.get(page.name, self._settings.names[language])
        head = self._heads.page(path, language, title=title, section=page.name, is_listed=page.name != "missing")
        extra: dict[str, object] = {}
        if page.name == "search":
            extra.update(single_views.search(self._plan, language), scripts=self._scripts)
        if page.name == "about":
            extra["about"] = single_views.about(self._plan, language)
        return templates.render(files.get(page.name, f"{page.name}.html"), page=head, **extra)
