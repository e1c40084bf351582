"""What every page has: its address, title, language, the same page in other languages, and what machines read of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from plugins.alerts.languages import BY_CODE, CODES, LANGUAGES
from plugins.alerts.model import Alert
from plugins.site import addresses
from plugins.site.extras import Feed
from plugins.site.planning.moved import Moved
from plugins.site.presenting import metadata
from plugins.site.settings import SiteSettings
from plugins.site.views.alert import AlertView
from plugins.site.views.shared import Alternate, Link, Page


class Heads:
    """Makes the heads of pages."""

    def __init__(self, settings: SiteSettings) -> None:
        """Take the settings: names of the site, and its address where it is known."""
        self._names = settings.names
        self._siteurl = settings.siteurl
        self._licence = settings.licence

    def page(
        self,
        path: str,
        language: str,
        *,
        title: str,
        section: str,
        description: str = "",
        elsewhere: Mapping[str, str] | None = None,
        ways: Iterable[Link] = (),
        feeds: tuple[Feed, ...] = (),
        is_listed: bool = True,
    ) -> Page:
        """Return the head of a page that exists in its own right in the languages in which its address does.

        ``elsewhere`` gives for every language where its readers are led to, for pages that not every language has.
        ``ways`` lead from the front page to this one. Of a page that ``is_listed`` nowhere no versions are named to search engines.
        """
        urls = elsewhere or _everywhere(path)
        head = self._bare(path, language, title=title, section=section, description=description or title)
        inside = path.partition("/")[2]
        versions = {code: url for code, url in urls.items() if url.partition("/")[2] == (inside or "index.html")}
        if inside in {"", "index.html"}:
            versions["x-default"] = "index.html"
        if not is_listed:
            versions = {}
        parts = [metadata.general(head, siteurl=self._siteurl, versions=versions)]
        if ways:
            front = Link(label="", url=addresses.page(language, "index"))
            parts.append(metadata.json_ld([metadata.trail(head, (front, *ways), self._siteurl)]))
        return head._replace(
            alternates=alternates(urls, language if inside else ""),
            metadata=metadata.markup(*parts),
            feeds=feeds,
        )

    def home(
        self,
        path: str,
        language: str,
        *,
        description: str,
        first_year: str,
        last_year: str,
        feeds: tuple[Feed, ...],
    ) -> Page:
        """Return the head of a front page, which describes the whole archive."""
        name = self._names[language]
        head = self.page(path, language, title=name, section="home", description=description, feeds=feeds)
        data = metadata.dataset(
            head,
            description=description,
            first=first_year,
            last=last_year,
            licence=self._licence,
            siteurl=self._siteurl,
        )
        return head._replace(metadata=metadata.markup(head.metadata, data))

    def moved(self, path: str, one: Moved, title: str) -> Page:
        """Return the head of a page that leads on to an alert, which is the canonical one."""
        head = self.page(path, one.language, title=title, section="alert", elsewhere=one.targets, is_listed=False)
        target = addresses.alert(one.alert, one.alert.lang)
        return head._replace(canonical=f"{self._siteurl}/{target}" if self._siteurl else "")

    def core(self, alert: Alert) -> metadata.Core:
        """Return what the pages of a record, in whatever language, say alike to machines."""
        siteurl = self._siteurl
        return metadata.core(alert, f"{siteurl}/{addresses.alert(alert, alert.lang)}" if siteurl else "")

    def alert(
        self,
        path: str,
        language: str,
        view: AlertView,
        core: metadata.Core,
        *,
        description: str,
        others: tuple[Alternate, ...],
    ) -> Page:
        """Return the head of an alert's page; where its text is in another language, that language's page is the canonical one."""
        siteurl, site_name, root = self._siteurl, self._names[language], addresses.root_of(path)
        versions = {}
        if siteurl and not view.is_fallback:
            versions = {other.code: other.url for other in others if not other.is_fallback}
        return Page(
            path=path,
            root=root,
            lang=language,
            direction=BY_CODE[language].direction,
            title=view.title,
            description=description,
            alternates=others,
            section="alert",
            site_name=site_name,
            canonical=core.canonical,
            metadata=metadata.of_alert(
                core, view, language=language, site_name=site_name, root=root, siteurl=siteurl, versions=versions
            ),
        )

    def _bare(self, path: str, language: str, *, title: str, section: str, description: str) -> Page:
        return Page(
            path=path,
            root=addresses.root_of(path),
            lang=language,
            direction=BY_CODE[language].direction,
            title=title,
            site_name=self._names[language],
            description=description,
            alternates=(),
            section=section,
            canonical=f"{self._siteurl}/{path}" if self._siteurl else "",
        )


def _everywhere(path: str) -> dict[str, str]:
    """Return the page with the same name in every language; the two pages of the root lead to the languages' front pages."""
    inside = path.partition("/")[2]
    return {code: f"{code}/{inside or 'index.html'}" for code in CODES}


def alternates(urls: Mapping[str, str], language: str) -> tuple[Alternate, ...]:
    """Return the choice of language of a page; ``language`` is the page's own, empty where it has none."""
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
