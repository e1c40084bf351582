"""Bytes of a page to a tree, within limits, and what its head and its comments say of it."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element as Element

from plugins.alerts.dates import PartialDate
from plugins.alerts.errors import PartialDateError
from plugins.alerts.findings import Finding
from plugins.importers.bodies import markup
from plugins.importers.decoding.charset import decode
from plugins.importers.formats.html import links
from plugins.importers.formats.html.walking import parse_page, tags, words_in
from plugins.importers.normalising.dating import read_date

LARGEST = 5_000_000
"""Bytes of a page. The longest text of the site has 200 kB of HTML around it."""
DEEPEST = 200
"""Levels: libxml2 drops text below level 256 without a word."""
MOST_TAGS = 40_000
"""Of a page. Its tree takes a second then; the site's own pages have some hundreds."""
LONGEST_TEXT = 400_000
"""Characters of the text of a page. A long report has 100,000."""
LONGEST_TAG = 20_000
"""Characters of one tag. libxml2 compares every attribute of a tag with every other: 100,000 of them take minutes."""
HEAD = 200_000
"""Characters in which the head of a page, and what programs that saved it wrote above, are looked for."""

_META_CHARSET = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_OPEN_TAG = re.compile(rf"<([a-zA-Z][a-zA-Z0-9:-]{{0,40}})(?=[\s/])[^<>]{{{LONGEST_TAG},}}>")
_HIDDEN = re.compile(r"(?is)<(script|style|template|noscript)\b[^<>]*>.*?(?:</\1\s*>|\Z)")
_INSTRUCTION = re.compile(r"<\?[^<>]*>")
_DOCTYPE = re.compile(r"(?is)<!DOCTYPE[^\[>]*\[.*?\]\s*>")
# Who saved the page, and from where.
_SAVED = (
    re.compile(r"<!-- Mirrored from (?P<url>\S+) by HTTrack", re.IGNORECASE),
    re.compile(r"<!-- saved from url=\(\d+\)(?P<url>https?://\S+) -->", re.IGNORECASE),
    re.compile(r"(?:FILE ARCHIVED ON|PAGE ARCHIVED FROM)[^\n]{0,80}?(?P<url>https?://\S+)", re.IGNORECASE),
)
_SAVED_SAYS = ("mirrored from", "saved from", "archived on", "archived from")
_HOST = re.compile(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,8}(?::\d+)?")
_PUBLISHED = (
    "article:published_time",
    "datePublished",
    "og:article:published_time",
    "dcterms.issued",
    "dc.date.issued",
    "citation_publication_date",
    "publish-date",
    "pubdate",
)
_TITLE_PARTS = re.compile(r"\s+(?:[|»«·•]|::|[-–—])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page as a tree, and what it says of itself; empty where it does not."""

    text: str
    """The page's source, decoded."""
    tree: Element
    url: str = ""
    other_urls: tuple[str, ...] = ()
    language: str = ""
    headline: str = ""
    """Of the head: that of sharing, else the title without the site's name."""
    site: str = ""
    """The site's name, where the page gives it."""
    issued: PartialDate | None = None
    alternates: tuple[str, ...] = ()
    """Addresses of the page in all its languages, its own included; empty if it names no other."""
    flat: str = ""
    """The text of a page that is nested too deeply for a tree."""
    findings: tuple[Finding, ...] = field(default_factory=tuple)


def read(data: bytes, *, url: str = "", name: str = "", charset: str = "") -> Document:
    """Read a page.

    ``url`` is where it was fetched, if that is known; ``name`` its place in a mirror, which may tell it; ``charset`` what the server
    declared. The page's own declaration goes before that: servers declared one for all their pages.
    """
    match = _XML_CHARSET.match(data) or _META_CHARSET.search(data[:4096]) or _META_CHARSET.search(data[:HEAD])
    decoded = decode(data, match[1].decode("ascii") if match else charset)
    findings = [*decoded.findings]
    text, removed = without_excess(decoded.text.replace("\x00", ""))
    findings += removed
    flat = ""
    if is_too_much(text):
        flat = flatten(text)
        findings.append(too_deep())
    tree = parse_page("" if flat else text)
    head = parse_page(text[: _end_of_head(text)]) if flat else tree
    meta = _meta(head)
    linked = _json_ld(head)
    canonical = _canonical(head, meta)
    saved = url or _saved_from(text) or _mirrored(name)
    own, others = _addresses(saved, canonical)
    site = meta.get("og:site_name", "")
    links.make_absolute(tree, own)
    return Document(
        text=text,
        tree=tree,
        url=own,
        other_urls=others,
        language=_language(head, meta),
        headline=_headline(head, meta, site, own),
        site=site,
        issued=_issued(meta, linked),
        alternates=_alternates(head, own),
        flat=flat,
        findings=tuple(findings),
    )


def flatten(text: str) -> str:
    """Return the words of HTML that is too deep for a tree."""
    visible = re.sub(r"<!--.*?(?:-->|\Z)", " ", _HIDDEN.sub(" ", text), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^<>]*>", "\n", visible))


def is_too_much(text: str) -> bool:
    """Say whether HTML is too deep or has too many tags for a tree."""
    return text.count("<") > MOST_TAGS or markup.is_too_deep(text)


def too_deep() -> Finding:
    """Return the finding of a page of which only the text was taken."""
    return Finding(
        "markup-removed", "body", f"more than {MOST_TAGS:,} tags, or deeper than {DEEPEST}; only the text was taken"
    )


def without_excess(text: str) -> tuple[str, list[Finding]]:
    """Take off what no page needs and parsers suffer from: declarations of entities, tags of thousands of attributes."""
    text = _INSTRUCTION.sub("", text)
    # One declaration stands at the top; to look for others costs minutes in a page that begins thousands.
    start = text[:HEAD].lower().find("<!doctype")
    if start >= 0 and (declared := _DOCTYPE.match(text, start)):
        text = f"{text[:start]}<!DOCTYPE html>{text[declared.end() :]}"
    text, count = _OPEN_TAG.subn(r"<\1>", text)
    if not count:
        return text, []
    return text, [
        Finding("markup-removed", "body", f"{count} tags longer than {LONGEST_TAG:,} characters lost their attributes")
    ]


def _end_of_head(text: str) -> int:
    match = re.search(r"(?i)</head\s*>|<body\b", text[:HEAD])
    return match.end() if match else HEAD


def _meta(tree: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tags(tree, ("meta",))[:200]:
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = tag.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip() if name == "datePublished" else name.strip().lower(), content.strip())
    return found


def _json_ld(tree: Element) -> dict[str, str]:
    """Return date and address of the article that a page describes in JSON-LD."""
    for tag in [one for one in tags(tree, ("script",)) if one.get("type") == "application/ld+json"][:10]:
        try:
            data = json.loads("".join(map(str, tag.itertext())))
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph", data) if isinstance(data, dict) else data
        for node in graph if isinstance(graph, list) else [graph]:
            if isinstance(node, dict) and isinstance(node.get("datePublished"), str):
                return {"datePublished": node["datePublished"]}
    return {}


def _issued(meta: dict[str, str], linked: dict[str, str]) -> PartialDate | None:
    for name in _PUBLISHED:
        if text := meta.get(name) or linked.get(name):
            try:
                return read_date(text[:40])
            except PartialDateError:
                continue
    return None


def _language(tree: Element, meta: dict[str, str]) -> str:
    code = tree.get("lang") or tree.get("xml:lang") or meta.get("og:locale") or meta.get("content-language", "")
    return re.split(r"[-_,]", code.strip().lower())[0]


def _headline(tree: Element, meta: dict[str, str], site: str, url: str) -> str:
    if title := meta.get("og:title"):
        return _without_site(title, site, url)
    tag = next(tree.iter("title"), None)
    return _without_site(words_in(tag), site, url) if tag is not None else ""


def _without_site(title: str, site: str, url: str) -> str:
    """Take the site's name off either end of a title: the name that the page gives, or one that its address has too."""
    parts = _TITLE_PARTS.split(title)
    host = re.sub(r"^www\.", "", _host(url))
    if len(parts) == 1:
        return (
            ""
            if title.strip().casefold() in (site.casefold(), "ifex", "untitled", "untitled document")
            else title.strip()
        )
    for part in (parts[-1], parts[0]):
        plain = re.sub(r"\W+", "", part.casefold())
        if plain and (part.casefold() == site.casefold() or plain in ("ifex", host.split(".")[0].replace("-", ""))):
            return title.removesuffix(part).removeprefix(part).strip(" |»«·•:-–—")
    return title.strip()


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _canonical(tree: Element, meta: dict[str, str]) -> str:
    link = next(iter(_related(tree, "canonical")), None)
    found = link.get("href", "").strip() if link is not None else ""
    return found or meta.get("og:url", "")


def _related(tree: Element, relation: str) -> list[Element]:
    return [tag for tag in tags(tree, ("link",)) if relation in tag.get("rel", "").split()]


def _saved_from(text: str) -> str:
    ends = (text[:HEAD], text[-4096:])
    small = [end.lower() for end in ends]
    if not any(said in end for end in small for said in _SAVED_SAYS):
        return ""
    for pattern in _SAVED:
        if match := pattern.search(ends[0]) or pattern.search(ends[1]):
            url = match["url"]
            return url if "://" in url else f"http://{url}"
    return ""


def _mirrored(name: str) -> str:
    """Return the address that a place in a mirror stands for: ``www.example.org/a/index.html?p=7`` in a folder."""
    host, slash, path = name.rpartition("#")[2].partition("/")
    if not slash or not _HOST.fullmatch(host.lower()):
        return ""
    path = re.sub(r"(?:^|(?<=/))index\.html?(?=$|\?)", "", path)
    # wget -E adds a suffix after the query, which no server wrote.
    path = re.sub(r"(\?[^/]*)\.html$", r"\1", path)
    return f"http://{host}/{path}"


def _addresses(saved: str, canonical: str) -> tuple[str, tuple[str, ...]]:
    """Return the page's own address and the others: the one that it declares, unless that is the front page of everything."""
    try:
        own = urljoin(saved, canonical) if canonical else saved
        if not own.startswith(("http://", "https://")) or re.search(r"\s", own) or len(own) > 2000:
            own = saved
        if saved and own != saved and not urlsplit(own).path.strip("/") and not urlsplit(own).query:
            own = saved
    except ValueError:
        own = saved
    return own, (saved,) if saved and saved != own else ()


def _alternates(tree: Element, own: str) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for link in _related(tree, "alternate")[:100]:
        code, href = link.get("hreflang"), link.get("href")
        if code and href is not None and code.lower() != "x-default":
            try:
                url = urljoin(own, href.strip())
                # The front page of a language stands for pages that have no translation.
                if len(urlsplit(url).path.strip("/")) > 3 or urlsplit(url).query:
                    found.setdefault(code.lower().split("-")[0], url)
            except ValueError:
                continue
    return tuple(sorted({*found.values(), own})) if len(found) > 1 and own in found.values() else ()
