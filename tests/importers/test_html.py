"""Pages: every shape that the atlas knows, in our own words, and pages that mean harm."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import time
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.alerts.markup import to_html, to_text
from plugins.alerts.model import Record
from plugins.importers.bodies.markup import from_html
from plugins.importers.formats.html.blocks import blocks
from plugins.importers.formats.html.document import DEEPEST, LARGEST, LONGEST_TAG, read
from plugins.importers.formats.html.links import make_absolute
from plugins.importers.formats.html.merge import merge
from plugins.importers.formats.html.reader import Fetched, read_page
from plugins.importers.formats.html.walking import parse_page, text_in
from plugins.importers.normalising.normalise import normalise
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert, Provenance
from tests.importers import pages
from tests.importers.archives import run_sources

TODAY = dt.date(2026, 11, 20)


def parse(page: str | bytes, *, url: str = "", name: str = "page.html", charset: str = "") -> list[ParsedAlert]:
    """Read a page."""
    data = page if isinstance(page, bytes) else page.encode("utf-8")
    return list(read_page(data, Provenance(source=name), ReadOptions(), Fetched(url=url, charset=charset)))


def record(page: str | bytes, **options: str) -> Record:
    """Return the record that a page of one alert makes."""
    [parsed] = parse(page, **options)
    result = normalise(parsed, today=TODAY)
    assert result.record is not None, result.findings
    return result.record


def codes(page: str | bytes, **options: str) -> set[str]:
    """Return the codes of a page's findings."""
    return {finding.code for parsed in parse(page, **options) for finding in parsed.findings}


def article(body: str, head: str = "") -> str:
    """Return a page of one English alert with some HTML in its text."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Editor held in Lima</title>{head}</head><body><article>'
        f"<h1>Editor held in Lima</h1><p>(IPYS/IFEX) – On 3 May 2004, the police in Lima, Peru, held the editor Ana Paz for an hour.</p>{body}"
        "</article></body></html>"
    )


def test_a_page_of_the_site_of_2011() -> None:
    """Its address gives country, date and the key of its translations; navigation and tweets are gone; links and lists stay."""
    alert, body = record(pages.SITE_2011)
    assert ("Radio presenter detained for two days", "2011-06-09", "2011-06-07", ("GH",), ("MFWA",)) == (
        alert.title,
        str(alert.issued),
        str(alert.occurred),
        alert.countries,
        alert.sources,
    )
    assert "http://www.ifex.org/ghana/2011/06/09/presenter_detained/" == alert.original_url
    assert body.endswith(
        "The [full statement of MFWA](http://www.mediafound.org/statement.html) asks for an apology.\n\n- two recorders were taken\n- one was given back\n"
    )
    assert "*Radio Savanna*" in body
    assert "Tweet" not in body
    assert "page-shape-guessed" not in codes(pages.SITE_2011)
    french = pages.SITE_2011.replace("presenter_detained/", "presenter_detained/fr/")
    assert alert.id == record(french).alert.id


def test_a_page_of_the_site_of_today() -> None:
    """The teaser goes, the heading of a section is one, what is beside the article is told of."""
    alert, body = record(pages.SITE_2018)
    assert ("Weekly closed after cartoon", ("NE",), "https://ifex.org/weekly-closed-after-cartoon/") == (
        alert.title,
        alert.countries,
        alert.original_url,
    )
    assert 1 == body.count("petitioners queued")
    assert "## Background Information\n" in body
    assert "Another story" not in body
    assert {"noise-removed", "teaser-removed", "date-from-event"} <= codes(pages.SITE_2018)


def test_a_listing() -> None:
    """Each item has its own address and, where the listing gives one, its date; what is not dated has the year of its neighbours, marked."""
    found = parse(pages.LISTING_2018, url="https://ifex.org/location/niger/page/3/")
    assert [
        ("Weekly closed after cartoon", "2000-03-15", "https://ifex.org/weekly-closed-after-cartoon/", True),
        ("Editor fined", "2000-02", "https://ifex.org/editor-fined/", False),
        ("Station warned", "2000", "https://ifex.org/station-warned/", True),
    ] == [
        (one.title, one.issued, one.url, "text-truncated" in {finding.code for finding in one.findings})
        for one in found
    ]
    assert ("20 January 2000",) == found[1].updates
    assert [False, True, True] == ["issued" in one.inferred for one in found]
    assert all(normalise(one, today=TODAY).record is not None for one in found)


def test_the_opening_in_a_listing_does_not_take_the_place_of_the_page(tmp_path: Path) -> None:
    """Where the page is imported, in any order, what a listing shows of it is a repetition; what stands in the listing only is a record."""
    for number, name in enumerate(("a/page.html", "b/list.html")):
        path = tmp_path / "crawl" / name
        path.parent.mkdir(parents=True)
        listing = pages.LISTING_2018.replace('href="/', 'href="https://ifex.org/')
        path.write_text((pages.SITE_2018, listing)[number], encoding="utf-8")
    for order in (("a", "b"), ("b", "a")):
        archive = tmp_path / "".join(order)
        archive.mkdir()
        result = run_sources(archive, [tmp_path / "crawl" / name for name in order])
        [page], listed = (
            [one["outcome"] for one in result.outcomes if one["source"] == name] for name in ("page.html", "list.html")
        )
        assert ("accepted", ["accepted", "accepted", "duplicate"]) == (page, sorted(listed))
        whole = [found.body for found in result.records().values() if "on 14 march 2000" in found.body.lower()]
        assert ["RSF has asked the minister to lift it" in body for body in whole] == [True]
    again = run_sources(tmp_path / "ab", [tmp_path / "crawl" / "b"])
    assert (0, 1) == (again.written, [one["outcome"] for one in again.outcomes].count("duplicate"))


def test_a_page_of_the_nineties() -> None:
    """Unclosed tags, a layout of tables, a declared Latin-1: the text is where most of it stands, and that is told."""
    page = pages.GENERIC.encode("latin-1")
    alert, body = record(page)
    assert "Two reporters summoned over café interview" == alert.title
    assert ("1999-07-03", ("ZM",)) == (str(alert.issued), alert.countries)
    assert body.endswith("- The first was let go after an hour\n- The second after three\n")
    assert "Contact" not in body
    assert "page-shape-guessed" in codes(page)


@pytest.mark.parametrize("name", pages.ARCHIVED)
def test_pages_of_list_archives(name: str) -> None:
    """Each is the mail that it was made of: the same identity in every archive, the header read as in a mail."""
    [parsed] = parse(pages.ARCHIVED[name], url="http://lists.example/1997/msg1.html")
    assert "mid:199707031802.OAA01234@web.example" == parsed.identity
    alert, body = record(pages.ARCHIVED[name])
    assert ("Editor taken from home", "1997-07-03", ("NG",), ("IJC",)) == (
        alert.title,
        str(alert.issued),
        alert.countries,
        alert.sources,
    )
    assert 'weekly "Lagos Lantern", Bayo Adekunle, was taken from' in body
    assert "web.example" not in body


def test_an_index_of_a_list_archive_is_no_alert() -> None:
    """It is told, and its mails are items of their own."""
    page = "<html><body><!--X-TL-Begin--><ul><li><a href='msg1.html'>NIGERIA alert</a></ul></body></html>"
    assert {"item-not-an-alert"} == codes(page)


@pytest.mark.parametrize(
    ("page", "options", "expected"),
    [
        (article("", '<link rel="canonical" href="https://x.org/a">'), {}, "https://x.org/a"),
        (article("", '<link rel="canonical" href="/a">'), {"url": "https://x.org/b"}, "https://x.org/a"),
        (article("", '<link rel="canonical" href="https://x.org/">'), {"url": "https://x.org/b"}, "https://x.org/b"),
        (article("", '<meta property="og:url" content="https://x.org/og">'), {}, "https://x.org/og"),
        (article("", '<link rel="canonical" href="javascript:alert(1)">'), {}, ""),
        ("<!-- saved from url=(0019)https://x.org/saved -->" + article(""), {}, "https://x.org/saved"),
        (article(""), {"name": "www.x.org/2004/05/held/index.html"}, "http://www.x.org/2004/05/held/"),
        (article(""), {"name": "x.org/index.html?p=7.html"}, "http://x.org/?p=7"),
        (article(""), {"name": "folder/page.html"}, ""),
        (article(""), {"name": "page.html"}, ""),
    ],
)
def test_addresses(page: str, options: dict[str, str], expected: str) -> None:
    """A page's own word goes before the place from which it was fetched, unless it names the front page."""
    assert expected == parse(page, **options)[0].url


def test_declared_translations_share_an_id() -> None:
    """Pages that name each other are translations; a language's front page is nobody's translation."""
    links = '<link rel="alternate" hreflang="en" href="https://x.org/held-in-lima"><link rel="alternate" hreflang="es" href="https://x.org/es/detenida-en-lima">'
    one = parse(article("", links), url="https://x.org/held-in-lima")[0]
    other = parse(article("", links), url="https://x.org/es/detenida-en-lima")[0]
    assert one.translation_of
    assert one.translation_of == other.translation_of
    front = links.replace("/es/detenida-en-lima", "/es/")
    assert "" == parse(article("", front), url="https://x.org/held-in-lima")[0].translation_of


def test_a_mailbox_s_signs_are_no_text() -> None:
    """A line that begins with "From" had a sign before it in the mailbox from which the archive was made."""
    page = pages.MHONARC.replace(
        "{body}", f"{pages.MAIL_BODY}\n&gt;From there he was taken to Abuja, as his brother told the centre.\n"
    )
    [parsed] = read_page(page.encode(), Provenance(source="msg1.html"), ReadOptions())
    assert "From there he was taken to Abuja" in parsed.body
    assert ">From" not in parsed.body


@pytest.mark.parametrize(
    ("data", "charset", "expected"),
    [
        ("<meta charset=windows-1252><p>caf\xe9".encode("cp1252"), "", "café"),
        ("<meta charset=utf-8><p>café".encode(), "iso-8859-1", "café"),
        ("<p>café".encode("cp1252"), "iso-8859-1", "café"),
        ("<p>café".encode(), "iso-8859-1", "café"),
        ("<p>café".encode("utf-16"), "", "café"),
        (b"<meta charset=utf-7><p>caf+AOk-", "", "caf+AOk-"),
        (b"<p>caf&eacute; &#8220;x&#8221;", "", "café “x”"),
    ],
)
def test_charsets(data: bytes, charset: str, expected: str) -> None:
    """Mark, declaration of the page, of the server, strict UTF-8, detection; nothing that is no encoding of texts."""
    assert expected == text_in(read(data, charset=charset).tree).strip()


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One <a href='https://x.org/'>link</a>.</p>", "One [link](https://x.org/)."),
        ("<p>One<br>line</p><p>Two</p>", "One\\\nline\n\nTwo"),
        ("First<br><br>Second", "First\n\nSecond"),
        (
            "<table><tr><th>Who</th><th>When</th></tr><tr><td>Ana</td><td>May</td></tr></table>",
            "| Who | When |\n| --- | --- |\n| Ana | May |",
        ),
        ("<ol><li>one<li>two</ol>", "1. one\n2. two"),
        ("<p><img src='https://x.org/a.jpg' alt='A press in Lima'></p>", "[A press in Lima](https://x.org/a.jpg)"),
        ("<p>a * b _c_ [d]</p>", "a \\* b \\_c\\_ \\[d\\]"),
        ("<blockquote>They said so.</blockquote>", "> They said so."),
    ],
)
def test_markup(html: str, expected: str) -> None:
    """What a text can carry stays."""
    assert expected in record(article(html)).body


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert('evil')</script>",
        "<style>p{color:evil}</style>",
        "<iframe src='https://evil.example/'>evil</iframe>",
        "<p onclick='evil()'>x</p>",
        "<a href='javascript:evil()'>x</a>",
        "<a href='&#106;avascript:evil()'>x</a>",
        "<a href='data:text/html,evil'>x</a>",
        "<form action='//evil.example'><input value=evil></form>",
        "<svg onload=evil()><text>evil</text></svg>",
        "<p>x</p><!-- evil -->",
        "<noscript><p>evil</p></noscript>",
        "<object data=evil.swf>evil</object>",
    ],
)
def test_what_means_harm_is_gone(html: str) -> None:
    """Nothing that runs, loads or hides reaches a record."""
    body = record(article(html)).body
    assert "evil" not in body
    assert "evil" not in to_html(body)


BOMB = '<!DOCTYPE html [<!ENTITY a "evilevil"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (article("<div>" * 100_000 + "deep" + "</div>" * 100_000), "markup-removed"),
        (article("<b>" * 5_000 + "deep"), "markup-removed"),
        (article("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">many</p>"), "markup-removed"),
        (article("x" * LARGEST), "over-budget"),
        (BOMB + article("<p>&b;&x;</p>"), ""),
        (article("<table>" * 150 + "<tr><td>inside"), ""),
        (article("<a href='" + "x" * 15_000 + "'>long</a>" * 50), ""),
        (article("<!--" * 100_000), ""),
        (article("<p>" * 1_000_000), "over-budget"),
        (article("<td>x" * 200_000), ""),
        (article("word " * 200_000), "over-budget"),
        (article("<!DOCTYPE a [" * 300_000), "over-budget"),
        ("<html>" + "<!--" * 1_000_000, ""),
        (article("<![CDATA[" * 1000 + "&" * 100_000), ""),
    ],
)
def test_hostile_pages_cost_little(page: str, code: str) -> None:
    """Each is read, or rejected with a reason, in a few seconds; what was left out is told."""
    start = time.process_time()
    found = parse(page)
    assert time.process_time() - start < 5
    assert 1 == len(found)
    assert not code or code in {finding.code for finding in found[0].findings}
    assert "root:" not in found[0].body
    assert "evil" not in found[0].body


def test_links_have_whole_addresses() -> None:
    """A link that leads nowhere without the page's own address is its text."""
    page = article("<p>The <a href='../all/1.html'>list</a> and the <a href='#end'>end</a>.</p>")
    assert "The [list](https://x.org/all/1.html) and the" in record(page, url="https://x.org/a/held").body
    assert "The list and the end." in record(page).body
    based = page.replace("<title>", "<base href='https://y.org/b/'><title>")
    assert "[list](https://y.org/all/1.html)" in record(based).body


def test_links_at_both_ends_are_the_way_back() -> None:
    """A few words of links above and below a text are navigation, and are told; links in it stay."""
    page = """<html><body><p><a href='/'>Home</a> | <a href='/all'>All alerts</a></p><h1>Editor held in Lima</h1>
    <p>(IPYS/IFEX) - On 3 May 2004 the police in Lima held an editor of <a href='https://x.org/'>a weekly</a> for an hour.</p><p><a href=index.html>Back</a></p>"""
    assert (
        "(IPYS/IFEX) - On 3 May 2004 the police in Lima held an editor of [a weekly](https://x.org/) for an hour.\n"
        == record(page).body
    )
    assert "noise-removed" in codes(page)


def test_a_digest_as_a_page() -> None:
    """The digest itself; then its lines: with links they have the date and the country of the address, else the month and the heading's country."""
    base = "http://www.ifex.org/2011/04/18/digest/"
    page = f"""<html><head><title>IFEX Digest</title></head><body><h1>IFEX Digest | 11 - 17 April 2011</h1><h3>Mali</h3>
    <p><a href="{base.replace("2011/04/18/digest", "ghana/2011/04/12/roughed_up")}">Reporter roughed up</a> (MFWA)</p><h3>Mali</h3>
    <p>Station closed in the north (MFWA)</p><p>+ Its editor questioned for hours (RSF)</p><p>A third story of the week (CPJ)</p></body></html>"""
    assert [
        ("IFEX Digest | 11 - 17 April 2011", "2011-04-18", base),
        ("Reporter roughed up", "2011-04-12", "http://www.ifex.org/ghana/2011/04/12/roughed_up/"),
        ("Station closed in the north", "2011-04", ""),
        ("Its editor questioned for hours", "2011-04", ""),
        ("A third story of the week", "2011-04", ""),
    ] == [(one.title, one.issued, one.url) for one in parse(page, url=base)]
    address = base.replace("2011/04/18/digest", "ghana/2011/04/12/roughed_up")
    assert f"- [Reporter roughed up](<{address}>) (MFWA)" in parse(page, url=base)[0].body


def test_a_blog_s_front_page_of_whole_texts() -> None:
    """Articles that are marked as such are told apart, however long they are."""
    long = "<p>More was said about it in the following days by those who had seen it.</p>" * 40
    page = "<html lang=en><body><main>" + "".join(
        f"<article><h2><a href='https://b.org/{day}'>Editor held again, day {day}</a></h2><p>(IPYS/IFEX) – On {day} May 2004 police in Lima held an editor.</p>{long}</article>"
        for day in (3, 4, 5)
    )
    assert [
        ("https://b.org/3", "2004-05-03"),
        ("https://b.org/4", "2004-05-04"),
        ("https://b.org/5", "2004-05-05"),
    ] == [(one.url, one.occurred) for one in parse(page)]


def test_nothing_is_dropped_below_a_depth() -> None:
    """The text of a page that is too deep for a tree is all there."""
    page = article("<div>" * 300 + "<p>Far down.</p>" + "</div>" * 300 + "<p>After it.</p>")
    body = to_text(record(page).body)
    assert "Far down." in body
    assert "After it." in body
    assert DEEPEST < 256
    assert LONGEST_TAG < LARGEST


def test_a_folder_and_packed_pages(tmp_path: Path) -> None:
    """A mirror's folders tell the addresses; a packed page is read as it is."""
    folder = tmp_path / "mirror" / "www.example.org" / "2004" / "held"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(article(""), encoding="utf-8")
    (folder / "other.html.gz").write_bytes(gzip.compress(article("<p>And more.</p>").encode()))
    result = run_sources(tmp_path, [tmp_path / "mirror"])
    assert (2, 2) == (result.report["items"], result.report["accepted"])
    assert {"http://www.example.org/2004/held/", "http://www.example.org/2004/held/other.html.gz"} == {
        found.alert.original_url for found in result.records().values()
    }


WORDS = st.text(st.characters(categories=("Lu", "Ll", "Nd")), min_size=1, max_size=8)
INLINE = st.one_of(
    WORDS,
    WORDS.map(lambda word: f"<em>{word}</em>"),
    WORDS.map(lambda word: f"<b>{word}"),
    WORDS.map(lambda word: f"<a href='https://x.org/'>{word}</a>"),
    st.sampled_from(
        ["&amp;", "&lt;b&gt;", "*", "_", "[", "]", "#", "1.", "-", "+", "|", "`", "~~", "\\", "<br>", "=", ">"]
    ),
)
BLOCK = st.lists(INLINE, min_size=1, max_size=6).map(" ".join)
PAGE = st.lists(
    st.one_of(
        BLOCK.map(lambda text: f"<p>{text}</p>"),
        BLOCK.map(lambda text: f"<div>{text}</div>"),
        st.lists(BLOCK, min_size=1, max_size=3).map(lambda items: "<ul><li>" + "<li>".join(items) + "</ul>"),
        BLOCK.map(lambda text: f"<h2>{text}</h2>"),
        BLOCK.map(lambda text: f"<blockquote>{text}</blockquote>"),
        BLOCK,
    ),
    min_size=1,
    max_size=5,
).map("".join)


def letters(text: str) -> list[str]:
    """Return the words of a text, without what a list's numbers or marks are."""
    return ["".join(char for char in word if char.isalnum()) for word in text.split() if any(map(str.isalpha, word))]


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(page=PAGE)
def test_html_to_commonmark_to_html_keeps_the_text(page: str) -> None:
    """Every word of a page's HTML is a word of the rendered record, in its order."""
    shown = " ".join(block.text for block in blocks(parse_page(page)))
    assert letters(shown) == letters(to_text(from_html(page)[0]))


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(page=PAGE)
def test_merging_loses_no_word(page: str) -> None:
    """The body with its markup back has the words of the body that the text reader made."""
    whole = article(page)
    for parsed in parse(whole):
        assert letters(to_text(merge(parsed.body, list(blocks(parse_page(page))))[0])) == letters(to_text(parsed.body))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    data=st.one_of(
        st.binary(max_size=300),
        st.lists(
            st.sampled_from(
                [
                    "<p>",
                    "<",
                    ">",
                    "<a href=",
                    "</",
                    "<!--",
                    "-->",
                    "<table>",
                    "<td",
                    "<li>",
                    "<pre>",
                    "&#",
                    "&",
                    "\x00",
                    "x",
                    " ",
                    "'",
                    '"',
                    "<h1>",
                    "<title>",
                    "<meta charset=",
                    "<!--X-Body-of-Message-->",
                    "<h2><a href=/x>y</a></h2>",
                ]
            ),
            max_size=40,
        ).map(lambda parts: "".join(parts).encode()),
    )
)
def test_any_bytes_are_accounted_for(data: bytes) -> None:
    """There is always an item, and each becomes a record or has the reason why not."""
    found = list(read_page(io.BytesIO(data).read(), Provenance(source="x"), ReadOptions(language="en")))
    assert found
    for parsed in found:
        result = normalise(parsed, today=TODAY)
        assert result.record is not None or any(finding.severity == "error" for finding in result.findings)


@pytest.mark.parametrize(
    "base", ["https://ex-a.org/b/c.html?d#e", "http://example.org:8080", "https://example.org", "", "x"]
)
@pytest.mark.parametrize(
    "written",
    [
        "/",
        "/a/b.html",
        "/a/../b",
        "/./a",
        "/.a/",
        "//other.org/x",
        "/a//b",
        "/a?b",
        "a",
        "",
        "/é",
        "/a%20b/",
        "/...",
        "/a/.",
    ],
)
def test_addresses_are_joined_as_browsers_do(base: str, written: str) -> None:
    """The short way for plain paths gives what joining gives."""
    tree = parse_page(f'<p><a href="{written}">x</a></p>')
    make_absolute(tree, base)
    whole = urljoin(base, written)
    [link] = tree.iter("a")
    assert (whole if whole.startswith("http") else "") == link.get("href")
