"""Feeds: RSS, RDF and Atom become alerts; broken and hostile ones cost nothing and lose nothing without a word."""

from __future__ import annotations

import io
import time
from typing import Any

import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.alerts.model import Record
from plugins.importers.formats.feed import read
from plugins.importers.normalising.normalise import normalise
from plugins.importers.opening.detect import detect
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert
from tests.importers.archives import TODAY

BODY = "<p>(RSF/IFEX) &#8211; Soldiers shut the station &lt;Oar&gt; in Banjul.</p><p>See <a href='https://x.org/r'>the ruling</a>.</p>"
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Alerts</title><language>en-GB</language>
<item><title>Radio &amp;amp; TV shut</title><link>https://example.org/radio-shut/</link>
<guid isPermaLink="false">https://example.org/?p=7</guid><pubDate>Thu, 03 Jul 1997 10:02:03 +0000</pubDate>
<dc:creator>Jo Doe jo@example.org</dc:creator><category>Gambia</category><category>Radio</category>
<description>Short …</description><content:encoded><![CDATA[{BODY}]]></content:encoded><slash>9</slash></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>x</title><id>x</id>
<entry><title type="html">Radio &lt;i>Rame&lt;/i> fermée</title><id>tag:example.org,1997:7</id><updated>1997-07-05T00:00:00Z</updated>
<published>1997-07-03T10:02:03+01:00</published><link rel="alternate" href="https://example.org/fr/7"/><author><name>RSF</name><email>a@b.org</email></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Le 2 juillet 1997, des soldats ont fermé la radio de Banjul et emporté son émetteur.</p></div></content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<item rdf:about="https://example.org/7"><title>Cierran una radio</title><link>https://example.org/7</link><dc:date>1997-07-03</dc:date>
<dc:language>es</dc:language><description>El 2 de julio de 1997 los soldados cerraron la radio de Lima y se llevaron el transmisor […]</description></item></rdf:RDF>"""


def parse(source: str | bytes) -> list[ParsedAlert]:
    """Read a feed."""
    data = source if isinstance(source, bytes) else source.encode("utf-8")
    return list(read(io.BytesIO(data), "feed.xml", ReadOptions(head=data[:65536], today=TODAY)))


def record(source: str | bytes) -> Record:
    """Return the record of a feed's one entry."""
    [parsed] = parse(source)
    found = normalise(parsed, today=TODAY).record
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("source", "fields", "body"),
    [
        (
            RSS,
            {
                "lang": "en",
                "title": "Radio & TV shut",
                "issued": "1997-07-03",
                "countries": ("GM",),
                "sources": ("RSF",),
            }
            | {"original_url": "https://example.org/radio-shut/"},
            "(RSF/IFEX) – Soldiers shut the station \\<Oar> in Banjul.\n\nSee [the ruling](https://x.org/r).\n",
        ),
        (
            ATOM,
            {
                "lang": "fr",
                "title": "Radio Rame fermée",
                "issued": "1997-07-03",
                "sources": ("RSF",),
                "countries": ("GM",),
            },
            "Le 2 juillet 1997, des soldats ont fermé la radio de Banjul et emporté son émetteur.\n",
        ),
        (
            RDF,
            {
                "lang": "es",
                "title": "Cierran una radio",
                "issued": "1997-07-03",
                "original_url": "https://example.org/7",
            },
            "El 2 de julio de 1997 los soldados cerraron la radio de Lima y se llevaron el transmisor \\[…\\]\n",
        ),
    ],
    ids=["rss", "atom", "rdf"],
)
def test_every_kind_of_feed(source: str, fields: dict[str, Any], body: str) -> None:
    """Title, date, language, address, organisation and text are read from each."""
    alert, text = record(source)
    found = {name: getattr(alert, name) for name in fields} | {"issued": str(alert.issued)}
    assert (fields, body) == (found, text)


def test_what_is_not_read_is_kept_without_people() -> None:
    """Unknown elements and categories stay in the header; authors' names and addresses do not."""
    alert = record(RSS).alert
    assert {"guid": "https://example.org/?p=7", "categories": "Radio", "slash": "9"} == dict(alert.extra)


def test_an_excerpt_is_told() -> None:
    """A feed that holds only the beginning says so in a finding."""
    assert "text-truncated" in {found.code for found in parse(RDF)[0].findings}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (RSS.replace("Banjul.", "Banjul\x0b\x00 town."), "Banjul town."),
        (RSS.replace("<title>Radio", "<title>&eacute;t&eacute;: Radio"), "été: Radio & TV shut"),
        (RSS.replace("Banjul", "Kédougou").encode("cp1252"), "Kédougou"),
        (RSS.replace("Banjul", "Kédougou").replace("UTF-8", "iso-8859-1").encode("cp1252"), "Kédougou"),
        (RSS.replace("Banjul", "Kédougou").replace("UTF-8", "iso-8859-1").encode(), "Kédougou"),
        (RSS.replace("Banjul", "Kédougou").replace("UTF-8", "utf-16").encode("utf-16"), "Kédougou"),
        ("\ufeff\n" + RSS, "Banjul"),
        (RSS.replace('xmlns:dc="http://purl.org/dc/elements/1.1/"', ""), "Banjul"),
    ],
)
def test_what_is_no_xml_is_put_right(source: str | bytes, words: str) -> None:
    """Control characters, HTML's entities and wrong declarations lose no text."""
    alert, body = record(source)
    assert words in alert.title + body


def test_the_tag_soup_of_an_entry_is_no_error_of_the_feed() -> None:
    """Undeclared prefixes end no feed, whatever the HTML parser had to say of the entries before."""
    item = "<item><title>Held</title><link>https://x.org/held</link><a:b/><description>&lt;o:p&gt;Held&lt;/nobr&gt;&lt;td&gt; in Banjul</description></item>"
    found = list(read(io.BytesIO(f"<rss><channel>{item * 2}</channel></rss>".encode()), "f.xml", ReadOptions()))
    lxml.html.fromstring("<div><a:b><td>x</nobr></div>")
    found += read(io.BytesIO(f"<rss><channel>{item}</channel></rss>".encode()), "f.xml", ReadOptions())
    assert [False] * 3 == [one.is_rejected for one in found]


def test_a_broken_end_keeps_what_came_before() -> None:
    """The entries before the break are read, and the break is told."""
    undeclared = RSS.replace('xmlns:dc="http://purl.org/dc/elements/1.1/"', "")
    for source in (RSS, undeclared):
        found = parse(source.replace("</channel></rss>", "<item><title>cut"))
        assert [False, True] == [one.is_rejected for one in found]
        assert "source-unreadable" == found[1].findings[0].code


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE r [<!ENTITY c SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE r SYSTEM "http://127.0.0.1:1/x.dtd" [<!ENTITY c "x">]>',
    ],
)
def test_entities_are_not_expanded(declared: str) -> None:
    """Neither bombs nor files of this machine come out of a feed."""
    source = RSS.replace("<rss", f"{declared}<rss", 1).replace("<slash>9", "<slash>&c;")
    kept = dict(record(source).alert.extra)["slash"]
    assert kept in {"&c;", "c"} or len(kept) < 5


@pytest.mark.parametrize(
    "date", ["3 Jul 99999999999999999999 10:02:03 GMT", "31 Feb 1999", "soon", "1997-13-45T00:00:00Z"]
)
def test_dates_that_are_none(date: str) -> None:
    """They are told and not taken."""
    [parsed] = parse(RSS.replace("Thu, 03 Jul 1997 10:02:03 +0000", date))
    assert ("", True) == (parsed.issued, "date-invalid" in {found.code for found in parsed.findings})


def test_an_identity_of_its_own() -> None:
    """It is the address, as that of a page; else the guid; else the entry's bytes."""
    assert "url:example.org/radio-shut" == parse(RSS)[0].identity
    bare = RSS.replace("<link>https://example.org/radio-shut/</link>", "")
    assert "guid:https://example.org/?p=7" == parse(bare)[0].identity


def test_ten_thousand_entries() -> None:
    """A long feed is read entry by entry."""
    begin = time.process_time()
    item = "<item><title>t</title><description>x</description></item>"
    source = f"<rss><channel>{item * 2000}</channel></rss>".encode()
    assert 2000 == sum(1 for _ in read(io.BytesIO(source), "x", ReadOptions()))
    assert time.process_time() - begin < 20


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(
    data=st.lists(
        st.one_of(
            st.sampled_from(
                [
                    b"<item>",
                    b"</item>",
                    b"<title>",
                    b"</title>",
                    b"<link>x",
                    b"</link>",
                    b"&nbsp;",
                    b"<![CDATA[",
                    b"]]>",
                ]
            ),
            st.binary(max_size=10),
        ),
        max_size=20,
    ).map(lambda parts: b"<rss><channel>" + b"".join(parts) + b"</channel></rss>")
)
def test_any_bytes(data: bytes) -> None:
    """Whatever stands in a feed makes items."""
    for parsed in read(io.BytesIO(data), "x", ReadOptions(head=data)):
        normalise(parsed, today=TODAY)


@pytest.mark.parametrize("source", [RSS, ATOM, RDF])
def test_detection(source: str) -> None:
    """A feed is known by its first element."""
    assert "feed" == detect(source.encode(), "unnamed")


def test_a_title_of_markup_says_nothing_of_the_text() -> None:
    """Plain text stays plain beside it: its paragraphs are kept apart."""
    entry = ATOM.replace('type="xhtml"', 'type="text"')
    plain = "Le 2 juillet 1997, des soldats ont fermé la radio.\n\nIls ont emporté son émetteur."
    _, body = record(f"{entry[: entry.index('<div')]}{plain}{entry[entry.index('</content') :]}")
    assert "la radio.\n\nIls ont" in body


def test_a_long_run_of_forbidden_characters_is_not_the_end() -> None:
    """What stands after it is read."""
    start, end = RSS.split("<item>")
    entry = "<item>" + end.split("</channel>")[0]
    assert 2 == len(parse(f"{start}{entry}{chr(1) * 300_000}{entry}</channel></rss>"))
