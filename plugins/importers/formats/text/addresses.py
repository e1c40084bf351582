"""What an address of the site says: language, date, country, headline.

========= =========================================================== =====================================
2009–2016 ``/{country}/{YYYY}/{MM}/{DD}/{english_slug}/[fr/|es/]``     date, country, language, the same
                                                                       address in every language
2017 →    ``/[fr/|es/]{slug}[-N]``, ``/[fr/|es/]?p={id}``              language, headline
========= =========================================================== =====================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from urllib.parse import parse_qs, unquote, urlsplit

from plugins.alerts import countries
from plugins.alerts.countries import fold
from plugins.alerts.dates import PartialDate
from plugins.alerts.errors import PartialDateError

_SITE = re.compile(r"(?:^|\.)ifex\.org(?:\.|$)")
_DATED = re.compile(
    r"/(?:(?P<country>[a-z][a-z_'-]*)/)?(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)/(?P<slug>[^/]+)/?(?:(?P<lang>[a-z]{2})/?)?"
)
_MODERN = re.compile(r"/(?:(?P<lang>[a-z]{2})(?:/|$))?(?P<slug>[^/]*)/?")
_NUMBERED = re.compile(r"/(?:(?P<lang>[a-z]{2})/)?(?:content/view/(?:full|archivefeatures)/|(?:[^/]+/)*)\d+/?")
_WEAK_DATE = re.compile(r"/((?:19|20)\d{2})[/-](\d{2})(?:[/-](\d{2}))?/")
_ISSUE_DATE = re.compile(r"/itw(\d\d)(\d\d)(\d\d)\b")
_LISTING = re.compile(
    r"/page/\d+|^/(?:[a-z]{2}/)?(?:articles|location|issue|members|region|category|tag)/|/(?:region|alerts_region_\d{4})/"
)
# A site that took UTF-8 for Latin-1 and then lost the accents of the Ã: a%c2%89 was É.
_HALF_DECODED = re.compile(r"a%c2%([89ab][0-9a-f])", re.IGNORECASE)
_COUNTER = re.compile(r"-[2-9]$")

# Ids of the 2017 site with the month of a page that bore each: those of 1998 to 2000 fall with time, from 2003 they rise.
_FALLING_IDS = (
    (257145, 2000.7),
    (264599, 2000.4),
    (266984, 2000.3),
    (273146, 2000.05),
    (273325, 1999.95),
    (274006, 1999.55),
    (275109, 1998.9),
)
_RISING_IDS = (
    (281006, 2003.4),
    (282246, 2003.85),
    (282735, 2004.1),
    (286786, 2005.35),
    (289537, 2006.1),
    (297817, 2008.15),
    (300095, 2008.7),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What an address says; empty where it does not."""

    url: str
    is_site: bool
    """One of the network's own sites."""
    language: str = ""
    language_hint: str = ""
    """A language among the parts of another site's address: believed where the text does not settle it."""
    date: PartialDate | None = None
    country: str = ""
    """Code."""
    is_dated: bool = False
    """The 2009–2016 shape, whose date is that of publication."""
    is_international: bool = False
    """A dated address whose country segment is ``international``."""
    has_country: bool = False
    """A dated address with a country segment; without one it is a Communiqué or digest item."""
    is_listing: bool = False
    is_newsletter: bool = False
    slug: str = ""
    """Decoded, with blanks between the words."""
    post_id: int | None = None
    key: str = ""
    """The same for every translation, where the shape has that; else empty."""

    @property
    def identity(self) -> str:
        """The address without what changes between copies of one page: scheme, www, closing slash."""
        return re.sub(r"^https?://(?:www\.)?|/+$", "", self.url)


def read(url: str) -> Address:
    """Read an address; one of another site says its date at most, and only weakly."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return Address(url=url, is_site=False)
    path = parts.path
    if not _SITE.search(host):
        return Address(url=url, is_site=False, date=_weak_date(path), language_hint=_segment_language(path))
    if match := _ISSUE_DATE.search(path):
        language = (_MODERN.match(path) or match).groupdict().get("lang") or "en"
        day, month, year = map(int, match.groups())
        return Address(
            url=url, is_site=True, is_newsletter=True, language=language, date=_date(2000 + year, month, day)
        )
    if match := _DATED.fullmatch(path):
        return _dated(url, match)
    if _LISTING.search(path):
        return Address(url=url, is_site=True, is_listing=True, language=_language(path))
    post = parse_qs(parts.query).get("p", [""])[0]
    if _NUMBERED.fullmatch(path) and not post:
        return Address(url=url, is_site=True, language=_language(path))
    modern = _MODERN.fullmatch(path)
    return Address(
        url=url,
        is_site=True,
        language=_language(path),
        slug=_slug(modern["slug"]) if modern and not post else "",
        post_id=int(post) if post.isdigit() else None,
    )


def _language(path: str) -> str:
    # 2001–2009 and 2017 on at the beginning; on the pages of regions and campaigns of 2009–2016 at the end.
    match = re.match(r"/([a-z]{2})(?:/|$)", path) or re.search(r"/(en|fr|es|ar|ru)/?(?:index\d*\.php)?$", path)
    return match[1] if match else "en"


def _segment_language(path: str) -> str:
    match = re.search(r"/(en|fr|es)(?=/|$)", path)
    return match[1] if match else ""


def _dated(url: str, match: re.Match[str]) -> Address:
    segment = match["country"] or ""
    date = _date(int(match["year"]), int(match["month"]), int(match["day"]))
    # Two letters before the date are a language, as in /fr/2012/…; the usual place is the end.
    leading = segment if re.fullmatch(r"en|fr|es|ar|ru", segment) else ""
    return Address(
        url=url,
        is_site=True,
        is_dated=date is not None,
        date=date,
        language=match["lang"] or leading or "en",
        country=_countries().get(_plain(segment), "") if not leading else "",
        is_international=segment == "international",
        has_country=bool(segment) and not leading,
        slug=_slug(match["slug"]),
        key=f"ifex.org/{segment if not leading else ''}/{match['year']}/{match['month']}/{match['day']}/{match['slug']}",
    )


def year_of_post(post_id: int, month: int) -> int | None:
    """Return the year in which a day of ``month`` lies nearest to what a page's number suggests; ``None`` outside 1998–2000 and 2003–2008.

    A weak hint: never a date, and marked as inferred where it is used.
    """
    when = time_of_post(post_id)
    return round(when - (month - 0.5) / 12) if when else None


def time_of_post(post_id: int) -> float | None:
    """Return the time that a page's number suggests, in years; ``None`` outside 1998–2000 and 2003–2008."""
    for table in (_FALLING_IDS, _RISING_IDS):
        for (low, before), (high, after) in pairwise(table):
            if low <= post_id <= high:
                return before + (after - before) * (post_id - low) / (high - low)
    return None


def _slug(text: str) -> str:
    text = _HALF_DECODED.sub(lambda match: bytes((0xC3, int(match[1], 16))).decode("utf-8", "replace").lower(), text)
    text = unquote(text)
    text = text.replace("_", " ") if "_" in text else _COUNTER.sub("", text).replace("-", " ")
    return " ".join(text.split())


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]+", " ", fold(name)).strip()


@cache
def _countries() -> dict[str, str]:
    return {_plain(name): code for name, code in countries.names().items()}


def _date(year: int, month: int, day: int | None) -> PartialDate | None:
    try:
        return PartialDate(year, month, day)
    except PartialDateError:
        return None


def _weak_date(path: str) -> PartialDate | None:
    match = _WEAK_DATE.search(path)
    return _date(int(match[1]), int(match[2]), int(match[3]) if match[3] else None) if match else None
