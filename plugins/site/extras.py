"""What other plugins add to the site through Pelican's context, in plain values, so that none has to import another.

===================  =========================================================================================================
``extra_pages``      list of ``{"name", "template", "language", "title", "values"}``: pages at ``<language>/<name>.html``, made
                     from the theme's ``template`` with ``values``; the foot of every page leads to them. ``values`` may be a
                     function without arguments that waits for them: such pages are made last
``feeds``            (language, facet, code) → feeds (and tables) of a listing, each ``(label, address, media type)``;
                     (language, "", "") for the front page
``pending``          work begun aside by ``context["aside"]``: each has a ``result()``, path → SHA-256 of the files that it wrote
``has_more_to_do``   true where a plugin has to be run even if nothing has changed
``when_planned``     functions that are called with all pages that search engines may list, as pairs of an address and
                     language → address of its versions; each returns path → SHA-256 of the files that it wrote
===================  =========================================================================================================

In return the context has ``collection``, ``cases``, ``addresses`` and ``facets``, the modules that say where pages stand and what they list,
``stands``, true where everything is as the last build left it and nothing is to be done, and, where there are several processes, ``aside``
(:class:`plugins.site.aside.Aside`), by which a plugin may do its work while the site does its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Self

Indexed = tuple[str, Mapping[str, str]]
"""A page's address, and language → address of its versions, its own among them."""
WhenPlanned = Callable[[Iterable[Indexed]], Mapping[str, str]]


class Feed(NamedTuple):
    """A feed that a page points to."""

    label: str
    url: str
    """Relative to the output's root."""
    type: str
    """Media type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraPage:
    """A page that another plugin wants, one a language."""

    name: str
    template: str
    language: str
    title: str
    values: Mapping[str, Any] | Callable[[], Mapping[str, Any]]
    """What the template is given, besides what every template has, or what waits for it; its ``repr`` is its fingerprint."""

    @property
    def is_late(self) -> bool:
        """Say whether its values have to be waited for."""
        return callable(self.values)

    @property
    def known(self) -> Mapping[str, Any]:
        """The values, waited for if need be."""
        return self.values() if callable(self.values) else self.values

    def waited_for(self) -> ExtraPage:
        """Return the page with its values."""
        return replace(self, values=self.known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """All that other plugins add."""

    pages: tuple[ExtraPage, ...] = ()
    feeds: Mapping[tuple[str, str, str], tuple[Feed, ...]] = field(default_factory=dict)
    when_planned: tuple[WhenPlanned, ...] = ()

    @classmethod
    def from_context(cls, context: Mapping[str, Any]) -> Self:
        """Take what Pelican's context has; nothing where no plugin has put anything there."""
        return cls(
            pages=tuple(ExtraPage(**page) for page in context.get("extra_pages", ())),
            feeds={key: tuple(Feed(*feed) for feed in feeds) for key, feeds in context.get("feeds", {}).items()},
            when_planned=tuple(context.get("when_planned", ())),
        )

    def waited_for(self) -> Extras:
        """Return the same with the values of all pages."""
        return replace(self, pages=tuple(page.waited_for() for page in self.pages))

    def page(self, language: str, name: str) -> ExtraPage | None:
        """Return the page of this name in a language, if there is one."""
        return next((page for page in self.pages if (page.language, page.name) == (language, name)), None)

    def feeds_of(self, language: str, facet: str = "", code: str = "") -> tuple[Feed, ...]:
        """Return the feeds of a listing, or of the front page."""
        return self.feeds.get((language, facet, code), ())
