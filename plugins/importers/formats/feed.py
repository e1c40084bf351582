"""Feeds: RSS 0.9 to 2.0, RSS 1.0 (RDF) and Atom, read element by element. Nothing is loaded, no entity is expanded.

An element is ours by its local name: the namespaces of feeds were written in many ways, and its names mean the same in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from lxml import etree

from plugins.alerts import organisations
from plugins.alerts.dates import PartialDate
from plugins.alerts.errors import PartialDateError
from plugins.alerts.findings import Finding
from plugins.alerts.languages import CODES
from plugins.importers.bodies import markup
from plugins.importers.formats import hypertext
from plugins.importers.formats.categories import with_categories
from plugins.importers.formats.mail.sent import read_mail_date
from plugins.importers.formats.text.state import Beside
from plugins.importers.formats.xmlstream import XmlStream
from plugins.importers.normalising.dating import read_date
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert, Provenance, fixity, rejected
from plugins.importers.pieces import Piece, read_through

READER = "feed/1"
_ITEMS = frozenset({"item", "entry"})
LONGEST_ITEM = 4_000_000
"""Bytes of an item as XML."""
# First come first.
_TITLE = ("title",)
_WHOLE = ("encoded", "content", "body", "fulltext")
_EXCERPT = ("description", "summary", "abstract", "tagline")
_PUBLISHED = ("pubdate", "published", "issued", "date", "created")
_CHANGED = ("updated", "modified")
_READ = frozenset(
    (*_TITLE, *_WHOLE, *_EXCERPT, *_PUBLISHED, "link", "guid", "id", "category", "subject", "language", "origlink")
)
_PERSONAL = frozenset({"author", "name", "email", "creator", "uri", "contributor", "managingeditor", "webmaster"})
_CUT = re.compile(r"(?:\[…\]|\[\.\.\.\]|…|\.\.\.|(?:Read more|Lire la suite|Leer más)\W*)\s*$")
_MAIL_ADDRESS = re.compile(r"(?<!\S)[^\s@]+@\S+")


@dataclass(slots=True)
class _Entry:
    values: dict[str, list[str]] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    is_markup: set[str] = field(default_factory=set)
    authors: list[str] = field(default_factory=list)
    language: str = ""

    def first(self, *names: str) -> str:
        return self.named(*names)[1]

    def named(self, *names: str) -> tuple[str, str]:
        """Return the first text that is none of blanks, after the name of its element; both are empty without one."""
        found = ((name, text.strip()) for name in names for text in self.values.get(name, ()))
        return next((one for one in found if one[1]), ("", ""))


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ParsedAlert]:
    """Yield the alerts of a feed; where it is no XML any more, that is the last item."""
    return read_through(cut, read_piece, stream, name, options)


def read_piece(piece: Piece, options: ReadOptions) -> Iterator[ParsedAlert]:
    """Yield the alert of an entry."""
    entry, channel = piece.content
    yield _parsed(entry, piece.provenance, options, channel)


def cut(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Piece | ParsedAlert]:
    """Yield the entries of a feed."""
    source = XmlStream(stream, options.head)
    number = 0
    channel = ""
    try:
        # Elements of items are let go with them; `recover` would lose texts without a word.
        for _, element in etree.iterparse(
            source, events=("end",), encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False
        ):
            local = _local(element)
            if local == "language" and not _inside_item(element):
                channel = _text(element)
            if local not in _ITEMS or _inside_item(element):
                continue
            number += 1
            data = etree.tostring(element, with_tail=False)
            provenance = Provenance(
                source=name, item=f"entry {number}", member=str(number), sha256=fixity(data), reader=READER
            )
            if len(data) > LONGEST_ITEM:
                yield rejected(provenance, "over-budget", f"an entry of more than {LONGEST_ITEM:,} bytes is not read")
            else:
                yield Piece(provenance=provenance, content=(_entry(element), channel or _lang(element)))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        # lxml keeps one log for all that it parses: the HTML of the entries read so far is in it too.
        log: list[Any] = list(error.error_log)  # type: ignore[call-overload]  # the stubs do not know that it is a list
        told = [entry for entry in log if entry.domain != etree.ErrorDomains.HTML]
        if told and all(entry.domain == etree.ErrorDomains.NAMESPACE for entry in told):
            # Prefixes that are nowhere declared: all was read, and lxml says so in the end.
            return
        yield rejected(
            Provenance(source=name, reader=READER),
            "source-unreadable",
            f"not XML from here on, after {number} entries: {error}. Get a whole copy",
        )


def _local(element: Any) -> str:
    # A prefix that is nowhere declared stays in the name.
    return re.split("[}:]", element.tag)[-1].lower() if isinstance(element.tag, str) else ""


def _inside_item(element: Any) -> bool:
    return any(_local(parent) in _ITEMS for parent in element.iterancestors())


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _lang(element: Any) -> str:
    name = "{http://www.w3.org/XML/1998/namespace}lang"
    return next((value for one in (element, *element.iterancestors()) if (value := one.get(name))), "")


def _entry(element: Any) -> _Entry:
    entry = _Entry(language=_lang(element))
    for child in element:
        local = _local(child)
        if local in ("link", "origlink"):
            _read_link(entry, child, local)
        elif local == "guid":
            entry.values.setdefault("guid", []).append(_text(child))
            if child.get("isPermaLink", "true").lower() == "true":
                entry.links.append(_text(child))
        elif local == "category":
            entry.values.setdefault("category", []).append(child.get("label") or child.get("term") or _text(child))
        elif local in _PERSONAL:
            entry.authors += [text for one in ("name", "creator") if (text := _author(child, one))]
        elif local in ("content", "summary", "title", "tagline") and child.get("type", "").endswith(("xhtml", "+xml")):
            entry.values.setdefault(local, []).append("".join(etree.tostring(one, encoding="unicode") for one in child))
            entry.is_markup.add(local)
        elif local:
            entry.values.setdefault(local, []).append(_text(child))
            if child.get("type", "") in ("html", "text/html"):
                entry.is_markup.add(local)
    return entry


def _read_link(entry: _Entry, child: Any, local: str) -> None:
    if child.get("rel", "alternate") == "alternate" and (url := (child.get("href") or _text(child)).strip()):
        # A feed service's own address of the item is not that of the item.
        entry.links.insert(0, url) if local == "origlink" else entry.links.append(url)


def _author(element: Any, name: str) -> str:
    found = [one for one in element if _local(one) == name] if len(element) else [element]
    return _MAIL_ADDRESS.sub("", _text(found[0])).strip(" ()<>,;") if found else ""


def _parsed(entry: _Entry, provenance: Provenance, options: ReadOptions, channel: str) -> ParsedAlert:
    findings: list[Finding] = []
    title = _plain(entry.first(*_TITLE))
    element, source = entry.named(*_WHOLE)
    if not source:
        element, source = entry.named(*_EXCERPT)
        if _CUT.search(_plain(source)):
            findings.append(Finding("text-truncated", "body", "the feed holds only the beginning of the text"))
    is_markup = element in entry.is_markup or re.search(r"<[a-zA-Z/!]|&(?:#\d+|\w+);", source) is not None
    # What is no markup has its paragraphs in its lines.
    html = source if is_markup else "".join(f"<p>{_escaped(part)}</p>" for part in re.split(r"\n\s*\n", source))
    markdown, more = markup.from_html(html)
    findings += more
    url = next((link for link in entry.links if re.match(r"https?://", link)), "")
    identity = f"guid:{guid}" if (guid := entry.first("guid", "id")) else f"content:{provenance.sha256}"
    date, date_findings = _date(entry)
    findings += date_findings
    told = next(
        (code for text in (entry.first("language"), entry.language, channel) if (code := text.lower()[:2]) in CODES), ""
    )
    parsed = hypertext.read(
        markdown,
        replace(provenance, member=guid or url or provenance.member),
        language=told or options.language,
        beside=Beside(headline=title, date=date, is_single=True),
        url=url,
        findings=tuple(findings),
    )
    categories = (_plain(text) for name in ("category", "subject") for text in entry.values.get(name, ()))
    return with_categories(
        replace(
            parsed,
            identity=parsed.identity if url else identity,
            unmapped=(*parsed.unmapped, *_rest(entry, guid if guid != url else "")),
            sources=parsed.sources or _organisations(entry.authors),
        ),
        categories,
    )


def _organisations(authors: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in authors if organisations.known(one) or organisations.named(one)))


def _rest(entry: _Entry, guid: str) -> Iterator[tuple[str, str]]:
    """Yield what is not read, under the feed's own names; people's names and addresses are left."""
    if guid:
        yield "guid", guid
    for name, texts in entry.values.items():
        if name not in _READ and name not in _PERSONAL:
            yield from ((re.sub(r"[^a-z0-9_-]", "_", name), _plain(text)[:1000]) for text in texts if text)


def _date(entry: _Entry) -> tuple[PartialDate | None, list[Finding]]:
    text = entry.first(*_PUBLISHED)
    if not text and (text := entry.first(*_CHANGED)):
        # Atom demands a date of change and none of publication.
        return _read_date(text), []
    date = _read_date(text)
    if text and date is None:
        return None, [Finding("date-invalid", "issued", f"{text[:60]!r} is no date; it was not taken")]
    return date, []


def _read_date(text: str) -> PartialDate | None:
    text = " ".join(text.split())[:100]
    try:
        return read_date(text)
    except PartialDateError:
        return read_mail_date(text)


def _plain(text: str) -> str:
    """Return a title, which may be HTML written as text, as words."""
    if not re.search(r"[<&]", text):
        return " ".join(text.split())
    return " ".join(hypertext.flatten(markup.from_html(text)[0]).split())


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
