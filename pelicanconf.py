"""Settings of the site as it is built for reading anywhere: from a disk, under any path, at any address.

Each of them is explained in docs/settings.md. ``publishconf.py`` adds what only a published site has.
"""

from __future__ import annotations

import sys
from pathlib import Path

ALERT_ROOT = str(Path(__file__).resolve().parent)
# Pelican is run as a program, which does not look for plugins beside the settings.
if ALERT_ROOT not in sys.path:
    sys.path.insert(0, ALERT_ROOT)

SITENAME = "Free Expression Alerts Archive"
SITEURL = ""
ALERT_SITE_NAMES = {
    "en": SITENAME,
    "fr": "Archives des alertes sur la liberté d’expression",
    "es": "Archivo de alertas sobre libertad de expresión",
}
ALERT_CONTACT = ""
ALERT_REPORT = ""
ALERT_LICENCE = ""

PATH = str(Path(ALERT_ROOT, "archive"))
OUTPUT_PATH = str(Path(ALERT_ROOT, "output"))
THEME = str(Path(ALERT_ROOT, "theme"))
TIMEZONE = "UTC"
DEFAULT_LANG = "en"

# The search and the exports write first: the site ends with the manifest of everything that was written.
PLUGINS = ["plugins.search", "plugins.exports", "plugins.site"]

# Pelican's own generators have nothing to do here: the site's generator reads the archive and writes every page.
ARTICLE_PATHS: list[str] = []
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
DELETE_OUTPUT_DIRECTORY = False
