"""Exports: feeds, data downloads, citations, and, for a site with an address, a sitemap and robots.txt.

Settings (``pelicanconf.py``), all optional:

=======================  =====================================================================================
``SITEURL``              full address of the root: links in feeds and data become absolute, the sitemap is made
``ALERT_SITE_NAMES``     name of the site by language (``SITENAME`` where one is missing)
``ALERT_LICENCE``        licence of the archive's content, in words
``ALERT_WORKERS``        processes that make feeds and citations (the number of processors)
``ALERT_CACHE``          folder of what can be made again: what the last build exported (``.cache``)
=======================  =====================================================================================

Writes ``data/…``, ``<language>/feeds/…``, ``sitemap.xml``, ``sitemaps/…`` and ``robots.txt``. Takes the archive from
``context["collection"]``; hands on ``extra_pages``, ``feeds`` and ``when_planned`` (``plugins/site/extras.py`` explains them).
It has to stand before ``plugins.site`` in ``PLUGINS``.
"""

from __future__ import annotations

from pelican import signals

from plugins.exports.generator import ExportsGenerator


def _generators(_: object) -> type[ExportsGenerator]:
    return ExportsGenerator


def register() -> None:
    """Connect the plugin; Pelican calls this."""
    signals.get_generators.connect(_generators)
