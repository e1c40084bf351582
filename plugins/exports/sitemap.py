"""``sitemap.xml`` and ``robots.txt`` (https://www.sitemaps.org/protocol.html): both need full addresses, so only a site that has one gets them.

A part has the alerts of one language and year, or the lists of one language: a new alert changes one part. Pages name their versions in other
languages, themselves among them, as https://developers.google.com/search/docs/specialty/international/localized-versions asks.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

INDEX, ROBOTS, FOLDER = "sitemap.xml", "robots.txt", "sitemaps"
LARGEST = 10_000
"""Addresses in a part. The protocol's limits are 50,000 and 50 MB; with the versions of each page the second is reached first."""

_SITEMAP, _XHTML = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"

_NONE: AttributesImpl[str] = AttributesImpl({})

Versions = Mapping[str, str]
"""Language → address of a page's version in it."""


def sitemap(pages: Iterable[tuple[str, Versions]], siteurl: str) -> dict[str, bytes]:
    """Return path → content of the files, for pages given by their address below ``siteurl``."""
    groups: dict[str, list[tuple[str, Versions]]] = {}
    for path, versions in pages:
        groups.setdefault(_group(path), []).append((path, versions))
    files: dict[str, bytes] = {}
    for name, members in sorted(groups.items()):
        members.sort(key=lambda page: page[0])
        for number, start in enumerate(range(0, len(members), LARGEST), start=1):
            part = f"{FOLDER}/{name}.xml" if number == 1 else f"{FOLDER}/{name}-{number}.xml"
            files[part] = _part(members[start : start + LARGEST], siteurl)
    files[INDEX] = _index(sorted(files), siteurl)
    files[ROBOTS] = f"User-agent: *\nAllow: /\n\nSitemap: {siteurl}/{INDEX}\n".encode()
    return files


def _group(path: str) -> str:
    """Return the part that a page belongs to: ``en-2005`` for ``en/alerts/2005/….html``."""
    parts = path.split("/")
    if len(parts) == 1:
        return "root"
    return f"{parts[0]}-{parts[2]}" if parts[1] == "alerts" else f"{parts[0]}-lists"


def _part(pages: Iterable[tuple[str, Versions]], siteurl: str) -> bytes:
    written = io.StringIO()
    xml = XMLGenerator(written, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement("urlset", AttributesImpl({"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML}))
    for path, versions in pages:
        xml.startElement("url", _NONE)
        _element(xml, "loc", f"{siteurl}/{path}")
        if len(versions) > 1:
            for language, other in sorted(versions.items()):
                link = {"rel": "alternate", "hreflang": language, "href": f"{siteurl}/{other}"}
                xml.startElement("xhtml:link", AttributesImpl(link))
                xml.endElement("xhtml:link")
        xml.endElement("url")
        xml.characters("\n")
    xml.endElement("urlset")
    return written.getvalue().encode() + b"\n"


def _index(parts: Iterable[str], siteurl: str) -> bytes:
    written = io.StringIO()
    xml = XMLGenerator(written, "utf-8")
    xml.startDocument()
    xml.startElement("sitemapindex", AttributesImpl({"xmlns": _SITEMAP}))
    for part in parts:
        xml.startElement("sitemap", _NONE)
        _element(xml, "loc", f"{siteurl}/{part}")
        xml.endElement("sitemap")
        xml.characters("\n")
    xml.endElement("sitemapindex")
    return written.getvalue().encode() + b"\n"


def _element(xml: XMLGenerator, name: str, words: str) -> None:
    xml.startElement(name, _NONE)
    xml.characters(words)
    xml.endElement(name)
