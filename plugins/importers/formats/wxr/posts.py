"""The elements of an export as posts, one at a time: https://wordpress.org/export/1.2/ (nowhere specified, read from the exporter)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from lxml import etree

from plugins.importers.formats.xmlstream import XmlStream
from plugins.importers.parsed import Sha256, fixity

_WP = "wordpress.org/export/"
_SINGLE = frozenset(
    "title link guid pubDate post_id post_date post_date_gmt post_name status post_type post_password".split()
)


@dataclass(slots=True)
class Post:
    """One item; what it lacks is empty."""

    number: int
    sha256: Sha256
    size: int
    """Bytes of it as XML."""
    values: dict[str, str] = field(default_factory=dict)
    content: str = ""
    excerpt: str = ""
    terms: list[tuple[str, str, str]] = field(default_factory=list)
    """(taxonomy, short name, name) of categories, tags and the like."""
    meta: dict[str, str] = field(default_factory=dict)
    """Those of :data:`META` only: others hold what plugins note of people."""

    def get(self, name: str) -> str:
        """Return a value without blanks around it."""
        return self.values.get(name, "").strip()


META = frozenset(
    {
        "_wpml_language",
        "wpml_language",
        "_wpml_trid",
        "wpml_trid",
        "trid",
        "_icl_trid",
        "_icl_lang_duplicate_of",
        "original_url",
    }
)


@dataclass(slots=True)
class Channel:
    """What an export says of the whole site, filled in as it is read."""

    language: str = ""
    site: str = ""


def posts(stream: BinaryIO, head: bytes, channel: Channel) -> Iterator[Post]:
    """Yield the items of an export.

    Raises:
        ValueError: where it is not XML, or declares a document type; what came before was yielded.
    """
    number = 0
    is_first = True
    try:
        # `recover` would lose whole texts without a word.
        for event, element in etree.iterparse(
            XmlStream(stream, head),
            events=("end", "start"),
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        ):
            if event == "start":
                if is_first and (doctype := element.getroottree().docinfo.doctype):
                    raise ValueError(f"declares a document type ({doctype[:60]!r}), which no export does")
                is_first = False
                continue
            _, local = _name(element)
            parent = element.getparent()
            if parent is not None and _name(parent)[1] == "channel" and local != "item":
                if local == "language":
                    channel.language = _text(element)
                elif local in ("base_blog_url", "base_site_url"):
                    channel.site = _text(element) or channel.site
                # Authors with their addresses, categories, terms: nothing of ours.
                element.clear()
            elif local == "item" and parent is not None and _name(parent)[1] == "channel":
                number += 1
                yield _post(element, number)
                element.clear()
                while element.getprevious() is not None:
                    del parent[0]
    except etree.XMLSyntaxError as error:
        raise ValueError(f"not XML: {error}") from error


def _name(element: Any) -> tuple[str, str]:
    if not isinstance(element.tag, str):
        return "", ""
    name = etree.QName(element)
    return name.namespace or "", name.localname


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _post(element: Any, number: int) -> Post:
    data = etree.tostring(element, with_tail=False)
    post = Post(number=number, sha256=fixity(data), size=len(data))
    for child in element:
        namespace, local = _name(child)
        if local == "encoded":
            if "excerpt" in namespace:
                post.excerpt = "".join(child.itertext())
            else:
                post.content = "".join(child.itertext())
        elif local == "category":
            post.terms.append((child.get("domain") or "category", child.get("nicename") or "", _text(child)))
        elif local == "postmeta" and _WP in namespace:
            key = value = ""
            for one in child:
                if _name(one)[1] == "meta_key":
                    key = _text(one)
                elif _name(one)[1] == "meta_value":
                    value = _text(one)
            if key in META and value:
                post.meta.setdefault(key, value)
        elif local in _SINGLE and (not namespace or _WP in namespace):
            post.values.setdefault(local, "".join(child.itertext()))
    return post
