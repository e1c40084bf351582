"""The Pelican plugin that reads the archive and writes the pages, one run for all languages.

Settings (``pelicanconf.py``), all optional:

=======================  =====================================================================================
``ALERT_CACHE``          folder of what can be made again: parsed headers, what was written (``.cache``)
``ALERT_WORKERS``        processes that render (the number of processors)
``ALERT_SITE_NAMES``     name of the site by language (``SITENAME`` where one is missing)
``ALERT_CONTACT``        address shown on the about page
``ALERT_REPORT``         where errors in records are reported, a mail address or the pattern of a web address
``ALERT_LICENCE``        licence of the archive's content, in words
``ALERT_MODULES``        where npm put the browser's libraries (``node_modules`` beside the settings)
=======================  =====================================================================================

===============  =============================================================  ======================================
package          is                                                             imports, of the site
===============  =============================================================  ======================================
``reading``      files become records, redactions applied                       what stands beside these packages
``gathering``    who follows whom, what each name, week and list holds          ``reading``
``views``        what templates are given: plain values, charts, counts         what stands beside these packages
``planning``     every page with a fingerprint; what a change concerns          ``reading``, ``gathering``, ``views``
``presenting``   from the plan to the views, and what machines read of a page   ``gathering``, ``views``, ``planning``
``templating``   templates, texts and styles of the theme                       ``views``
``writing``      rendering, files, the manifest, going on from the last build   all of the above
``checks``       what is done with a site or an archive that stands             ``reading``, ``writing``
===============  =============================================================  ======================================

``building`` leads from an archive that was read to a site that is written, ``generator`` alone knows Pelican.

Writes ``<language>/…``, ``index.html``, ``404.html``, ``theme/…`` and ``MANIFEST.sha256``; hands the archive to the other plugins as
``context["collection"]``.
"""

from __future__ import annotations

from pelican import signals

from plugins.site.generator import AlertsGenerator


def _generators(_: object) -> type[AlertsGenerator]:
    return AlertsGenerator


def register() -> None:
    """Connect the plugin; Pelican calls this."""
    signals.get_generators.connect(_generators)
