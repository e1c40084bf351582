"""The reader of WordPress exports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email.utils import parsedate_tz
from typing import BinaryIO
from urllib.parse import urlsplit

from plugins.alerts.dates import PartialDate
from plugins.alerts.errors import PartialDateError
from plugins.alerts.findings import Finding
from plugins.alerts.languages import CODES
from plugins.importers.bodies.markup import LONGEST
from plugins.importers.formats.categories import with_categories
from plugins.importers.formats.html.reader import read_fragment
from plugins.importers.formats.text import addresses
from plugins.importers.formats.wxr.editor import shown
from plugins.importers.formats.wxr.posts import Channel, Post, posts
from plugins.importers.normalising.dating import read_date
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert, Provenance, rejected
from plugins.importers.pieces import Piece, read_through

READER = "wxr/1"
EARLIEST_YEAR = 1990
"""A post without a date has one of the year -1, 0 or 1970."""
_NO_TEXTS = frozenset(
    "attachment nav_menu_item revision custom_css customize_changeset oembed_cache user_request wp_block wp_template wp_template_part "
    "wp_global_styles wp_navigation wp_font_family wp_font_face acf-field acf-field-group polylang_mo wpcf7_contact_form tablepress_table "
    "feedback shop_order mc4wp-form popup".split()
)
_LANGUAGE_TERMS = frozenset({"language", "translation_language", "term_language"})
_NOT_TERMS = _LANGUAGE_TERMS | {
    "post_translations",
    "term_translations",
    "post_format",
    "nav_menu",
    "yst_prominent_words",
}
_DRAFTS = {
    "draft": "a draft",
    "auto-draft": "a draft",
    "pending": "waits for approval",
    "private": "private",
    "future": "still to be published",
    "trash": "in the bin",
}


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ParsedAlert]:
    """Yield the posts of an export; what was not published, and what is no text, is rejected.

    Raises:
        ValueError: where it is not XML; what came before was yielded.
    """
    return read_through(cut, read_piece, stream, name, options)


def read_piece(piece: Piece, options: ReadOptions) -> Iterator[ParsedAlert]:
    """Yield the alert of a post."""
    post, channel, originals = piece.content
    yield _parsed(post, piece.provenance, options, channel, originals)


def cut(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Piece | ParsedAlert]:
    """Yield the posts of an export that may be read; it raises what :func:`read` raises."""
    originals = _duplicated(stream)
    channel = Channel()
    for post in posts(stream, options.head, channel):
        provenance = Provenance(
            source=name,
            item=f"post {post.get('post_id') or post.number}",
            member=post.get("post_id") or str(post.number),
            sha256=post.sha256,
            reader=READER,
        )
        if reason := _refusal(post, options):
            yield rejected(provenance, reason[0], reason[1])
        elif len(post.content) > LONGEST:
            yield rejected(provenance, "over-budget", f"a text of more than {LONGEST:,} characters is not read")
        else:
            # The channel is filled in as the export is read: a post has what stands before it.
            content = (post, replace(channel), originals & {post.get("post_id")})
            yield Piece(provenance=provenance, content=content)


def _duplicated(stream: BinaryIO) -> frozenset[str]:
    """Return the ids of posts that others say they translate; an export that cannot be read twice has none."""
    if not stream.seekable():
        return frozenset()
    pattern = re.compile(rb"_icl_lang_duplicate_of(?:\]\]>)?</wp:meta_key>\s*<wp:meta_value>(?:<!\[CDATA\[)?(\d{1,12})")
    found: set[str] = set()
    before = b""
    while data := stream.read(1 << 20):
        window = before + data
        found |= {match[1].decode("ascii") for match in pattern.finditer(window)}
        before = window[-200:]
    stream.seek(0)
    return frozenset(found)


def _refusal(post: Post, options: ReadOptions) -> tuple[str, str] | None:
    kind, status = post.get("post_type") or "post", post.get("status") or "publish"
    if kind in _NO_TEXTS:
        return "item-not-an-alert", f"a {kind}, which is part of the site's furniture"
    if status != "publish":
        return "not-published", f"{_DRAFTS.get(status, f'of status {status!r}')}: it was never published"
    if post.get("post_password"):
        return "not-published", "protected with a password: it was not published to everybody"
    date = _date(post)
    if date is not None and date.first > options.today:
        return "not-published", f"its date, {date}, is still to come"
    return None


def _parsed(
    post: Post, provenance: Provenance, options: ReadOptions, channel: Channel, originals: frozenset[str]
) -> ParsedAlert:
    findings: list[Finding] = []
    source = post.content
    if not source.strip() and post.excerpt.strip():
        source = post.excerpt
        findings.append(Finding("text-truncated", "body", "the post has no text but its excerpt"))
    html, codes = shown(source)
    if codes:
        findings.append(Finding("markup-removed", "body", f"{codes} short codes of WordPress were taken out"))
    link = post.get("link") if post.get("link").startswith(("http://", "https://")) else ""
    guid = post.get("guid")
    parsed = read_fragment(
        html,
        provenance,
        url=link,
        headline=" ".join(post.get("title").split()),
        date=_date(post),
        declared=_language(post),
        fallback=addresses.read(link).language_hint or channel.language[:2].lower() or options.language,
        findings=tuple(findings),
    )
    if post.get("post_type") == "page" and not parsed.sources and not parsed.is_rejected:
        return rejected(provenance, "item-not-an-alert", "a page of the site without a credit, not a post")
    site = channel.site or _host(link or guid)
    key = _translation_key(post, originals)
    others = (*parsed.other_urls, *((guid,) if guid.startswith(("http://", "https://")) and guid != link else ()))
    if original := post.meta.get("original_url", ""):
        others = (*others, *((original,) if original.startswith(("http://", "https://")) else ()))
    parsed = replace(
        parsed,
        identity=parsed.identity
        if link and not _is_numbered(link)
        else f"wp:{_host(site)}#{post.get('post_id') or guid}",
        translation_of=parsed.translation_of or (f"wp:{_host(site)}#{key}" if key else ""),
        other_urls=tuple(dict.fromkeys(others)),
    )
    return with_categories(parsed, [name for domain, _, name in post.terms if domain not in _NOT_TERMS])


def _is_numbered(link: str) -> bool:
    # "?p=7" of a post whose address was not made yet.
    return re.search(r"[?&](?:p|page_id)=\d+$", link) is not None


def _host(url: str) -> str:
    try:
        return re.sub(r"^www\.", "", urlsplit(url).hostname or url)
    except ValueError:
        return ""


def _date(post: Post) -> PartialDate | None:
    """Return the day on which a post was published, in its site's own time."""
    for name in ("post_date", "post_date_gmt"):
        try:
            date = read_date(post.get(name)[:19])
        except PartialDateError:
            continue
        if date.year >= EARLIEST_YEAR:
            return date
    try:
        # A date of nothing is written as one of the year -0001, which parsers take for 2000.
        text = post.get("pubDate")[:60]
        parts = parsedate_tz(text) if re.search(r"(?<![-\d])[12]\d{3}\b", text) else None
        sent = PartialDate(*parts[:3]) if parts else None
    except (PartialDateError, ValueError, TypeError, IndexError):
        return None
    return sent if sent is not None and sent.year >= EARLIEST_YEAR else None


def _language(post: Post) -> str:
    """Return the language that Polylang or WPML give a post; empty without them."""
    found = [slug or name for domain, slug, name in post.terms if domain in _LANGUAGE_TERMS]
    found += [post.meta.get("wpml_language", ""), post.meta.get("_wpml_language", "")]
    code = next((text.lower().removeprefix("pll_") for text in found if text), "")
    short = re.split(r"[-_]", code)[0]
    return short if short in CODES else code


def _translation_key(post: Post, originals: frozenset[str]) -> str:
    """Return what a post shares with its translations: the term of Polylang, the number of WPML."""
    for domain, slug, name in post.terms:
        if domain == "post_translations" and (slug or name):
            return f"pll:{slug or name}"
    for name in ("_wpml_trid", "wpml_trid", "trid", "_icl_trid"):
        if trid := post.meta.get(name):
            return f"trid:{trid}"
    if original := post.meta.get("_icl_lang_duplicate_of"):
        return f"icl:{original}"
    return f"icl:{post.get('post_id')}" if post.get("post_id") in originals else ""
