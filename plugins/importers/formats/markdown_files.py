"""Markdown files with front matter, of Jekyll, Hugo, Pelican, or this archive: one is one alert."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from markdown_it import MarkdownIt

from plugins.alerts import countries, organisations
from plugins.alerts.dates import PartialDate
from plugins.alerts.errors import PartialDateError
from plugins.alerts.findings import Finding
from plugins.alerts.frontmatter import one_line
from plugins.alerts.languages import CODES
from plugins.importers.bodies import markup
from plugins.importers.decoding.charset import decode
from plugins.importers.formats import headers, hypertext
from plugins.importers.formats.headers import Header, Value
from plugins.importers.formats.text.state import Beside
from plugins.importers.normalising.dating import read_date
from plugins.importers.normalising.vocabulary import find_kind, find_violation
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert, Provenance, fixity, rejected

READER = "markdown/1"
LONGEST = 4_000_000
"""Bytes of a file."""
# Ours → theirs, first come first.
_FIELDS = {
    "title": ("title", "headline"),
    "issued": ("issued", "date", "published", "publishdate", "pubdate", "published_at", "created"),
    "language": ("lang", "language", "locale"),
    "id": ("id", "uid"),
    "url": ("original_url", "canonical_url", "canonical", "source_url", "url", "link", "permalink"),
    "kind": ("kind", "type"),
    "occurred": ("occurred",),
    "translation_of": ("translation_of", "translationkey", "translation_key", "translation_id"),
    "countries": ("countries", "country"),
    "sources": ("sources", "source", "organisations", "organisation", "organizations", "organization"),
    "violations": ("violations", "violation"),
    "targets": ("targets", "target", "victims"),
    "updates": ("updates",),
    "background": ("background",),
    "campaigns": ("campaigns", "campaign"),
    "other_urls": ("other_urls", "aliases", "redirect_from"),
}
_TAGS = ("tags", "tag", "categories", "category", "keywords", "taxonomies.tags", "taxonomies.categories")
_AUTHORS = ("author", "authors", "byline")
# What says how a file was to be shown, or follows from what is read.
_LAYOUT = frozenset(
    {
        "layout",
        "template",
        "draft",
        "published",
        "status",
        "weight",
        "toc",
        "comments",
        "math",
        "inferred",
        "origin",
        "repaired",
    }
)
_YES = ("true", "yes", "on")
_SHORTCODE = re.compile(r"\{\{[<%].{0,2000}?[%>]\}\}|\{%.{0,2000}?%\}", re.DOTALL)
_DATED_NAME = re.compile(r"(?:^|/)(\d{4})-(\d{2})-(\d{2})-[^/]+$")
_NAME_WITH_LANGUAGE = re.compile(r"(?P<path>.+)\.(?P<lang>[a-z]{2})\.(?:md|markdown|mdown|mkd)$", re.IGNORECASE)
_RAW_HTML = re.compile(r"<[a-zA-Z/!][^<>]*>")
_AUTOLINK = re.compile(r"<(?:https?:|mailto:)[^\s<>]*>")
_HTML = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_WRITTEN_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}:\d{2}.*")


@dataclass(slots=True)
class _File:
    """What is left of a header as it is read."""

    header: Header
    taken: set[str]

    def take(self, name: str) -> Value:
        """Return the first of their keys that is ours and says something."""
        for key in _FIELDS[name]:
            value = self.header.values.get(key)
            # Whether it was published is no date.
            if value and not (key == "published" and str(value).lower() in _YES):
                self.taken.add(key)
                return value
        return ""

    def text(self, name: str) -> str:
        value = self.take(name)
        return one_line(" ".join(value) if isinstance(value, list) else value)

    def items(self, name: str) -> tuple[str, ...]:
        return tuple(_items(self.take(name)))


def _items(value: Value) -> Iterator[str]:
    for part in value if isinstance(value, list) else re.split(r"[;,]", value):
        if text := one_line(part):
            yield text


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ParsedAlert]:
    """Yield the one alert of a Markdown file."""
    data = stream.read(LONGEST + 1)
    provenance = Provenance(source=name, sha256=fixity(data), reader=READER)
    if len(data) > LONGEST:
        yield rejected(provenance, "over-budget", f"a Markdown file of more than {LONGEST:,} bytes is not read")
        return
    decoded = decode(data)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")
    header, body = headers.divide(text)
    yield _parsed(_File(header or Header(), set()), body, provenance, options, decoded.findings)


def _parsed(
    file: _File, body: str, provenance: Provenance, options: ReadOptions, findings: tuple[Finding, ...]
) -> ParsedAlert:
    values = file.header.values
    if reason := _unpublished(values):
        return replace(
            rejected(provenance, "not-published", f"{reason}: it was never made public"), identity=_identity(provenance)
        )
    markdown, more = _commonmark(body)
    findings += more
    match = _NAME_WITH_LANGUAGE.fullmatch(provenance.source)
    in_name = match["lang"].lower() if match and match["lang"].lower() in CODES else ""
    language = file.text("language").lower()[:2] or in_name
    title, written, url = file.text("title"), file.text("issued"), file.text("url")
    date, date_findings = _date(written, provenance.source)
    findings += date_findings
    is_address = re.match(r"https?://", url) is not None
    parsed = hypertext.read(
        markdown,
        provenance,
        language=language or options.language,
        beside=Beside(headline=title, date=date, is_single=True),
        url=url if is_address else "",
        findings=findings,
    )
    key = file.text("translation_of") or (f"file:{match['path']}" if match and in_name else "")
    told = {name: found for name in ("countries", "sources", "violations", "targets") if (found := file.items(name))}
    kind = file.text("kind")
    if kind and find_kind(kind):
        told["kind"] = (kind,)
    elif kind:
        file.taken -= {"kind", "type"}
    record_id = file.text("id")
    parsed = replace(
        parsed,
        identity=f"url:{url}" if is_address and not parsed.identity.startswith("url:") else parsed.identity,
        id=record_id,
        translation_of=key or parsed.translation_of,
        # The front matter is the publisher's own word on the date.
        issued=written if date is None and written and not parsed.issued else str(date or parsed.issued),
        occurred=file.text("occurred") or parsed.occurred,
        kind=told.get("kind", (parsed.kind,))[0],
        countries=told.get("countries", parsed.countries),
        sources=told.get("sources", parsed.sources),
        violations=told.get("violations", parsed.violations),
        targets=told.get("targets", parsed.targets),
        updates=file.items("updates") or parsed.updates,
        background=file.items("background") or parsed.background,
        campaigns=file.items("campaigns") or parsed.campaigns,
        other_urls=tuple(
            dict.fromkeys(
                (*parsed.other_urls, *(one for one in file.items("other_urls") if re.match(r"https?://", one)))
            )
        ),
    )
    if record_id:
        parsed = replace(parsed, identity=f"row:{record_id}")
    says = {*told, *(name for name in ("occurred",) if values.get(name)), *(("issued",) if date else ())}
    return _with_rest(_told(parsed, says), file, is_address=is_address)


def _told(parsed: ParsedAlert, names: set[str]) -> ParsedAlert:
    """Take the mark of the inferred off what the header says itself."""
    findings = tuple(
        found for found in parsed.findings if not (found.code == "country-inferred" and "countries" in names)
    )
    return replace(parsed, inferred=tuple(one for one in parsed.inferred if one not in names), findings=findings)


def _with_rest(parsed: ParsedAlert, file: _File, *, is_address: bool) -> ParsedAlert:
    """Keep what has no field of ours; among the tags, countries, organisations and violations are ours."""
    unmapped: list[tuple[str, str]] = []
    tags = [text for key in _TAGS for text in _items(file.header.values.get(key, ""))]
    file.taken.update((*_TAGS, *_AUTHORS))
    named = tuple(dict.fromkeys(text for text in tags if countries.find(text)))
    violations = tuple(dict.fromkeys(text for text in tags if find_violation(text)))
    if named and (not parsed.countries or "countries" in parsed.inferred):
        parsed = _told(replace(parsed, countries=named), {"countries"})
    if violations and (not parsed.violations or "violations" in parsed.inferred):
        parsed = _told(replace(parsed, violations=violations), {"violations"})
    unmapped += [("tags", text) for text in dict.fromkeys(tags) if text not in (*named, *violations)]
    for author in (text for key in _AUTHORS for text in _items(file.header.values.get(key, ""))):
        plain = re.sub(r"\S+@\S+", "", author).strip(" <>()")
        if not parsed.sources and (organisations.known(plain) or organisations.named(plain)):
            parsed = replace(parsed, sources=(plain,))
        elif plain:
            unmapped.append(("author", plain))
    if not is_address:
        file.taken -= set(_FIELDS["url"])
    for key, value in file.header.values.items():
        if key not in file.taken and key not in _LAYOUT:
            name = re.sub(r"[^a-z0-9_-]+", "_", key).strip("_") or "key"
            unmapped += [(name, text) for text in (value if isinstance(value, list) else [value]) if text]
    findings = parsed.findings
    if file.header.unread:
        unmapped += [("header_as_found", line) for line in file.header.unread[:50]]
        told = f"{len(file.header.unread)} lines of the front matter cannot be read; kept as header_as_found"
        findings += (Finding("field-invalid", "header_as_found", told),)
    return replace(parsed, unmapped=(*parsed.unmapped, *unmapped), findings=findings)


def _unpublished(values: dict[str, Value]) -> str:
    """Return what says that a file was not shown; empty if nothing does."""
    if str(values.get("draft", "")).lower() in _YES:
        return "draft: true"
    if str(values.get("published", "")).lower() in ("false", "no", "off"):
        return "published: false"
    status = str(values.get("status", "")).lower()
    return f"status: {status}" if status in ("draft", "hidden", "private", "pending", "skip") else ""


def _date(written: str, name: str) -> tuple[PartialDate | None, tuple[Finding, ...]]:
    """Return the date of the header, else that of a name like ``2005-04-26-held.md``."""
    if written:
        plain = _WRITTEN_DATE.sub(r"\1", written)
        try:
            return read_date(plain), ()
        except PartialDateError:
            return None, (
                Finding("date-invalid", "issued", f"{written[:60]!r} in the front matter is no date that is sure"),
            )
    if match := _DATED_NAME.search(name):
        try:
            return PartialDate(*map(int, match.groups())), ()
        except PartialDateError:
            return None, ()
    return None, ()


def _commonmark(body: str) -> tuple[str, tuple[Finding, ...]]:
    """Return the body without the generator's own commands; HTML in it becomes CommonMark."""
    findings: tuple[Finding, ...] = ()
    plain = _SHORTCODE.sub("", body)
    if plain != body:
        findings = (
            Finding("markup-removed", "body", "commands of the site's generator ({{< … >}}, {% … %}) were taken out"),
        )
    if _RAW_HTML.search(_AUTOLINK.sub("", plain)):
        markdown, more = markup.from_html(_HTML.render(plain))
        return markdown, (*findings, *more)
    return plain.strip("\n"), findings


def _identity(provenance: Provenance) -> str:
    return f"file:{provenance.source}"
