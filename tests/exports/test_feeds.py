"""Feeds: valid in each format, honest about dates, with ids that last."""

from __future__ import annotations

import json
from email.utils import parsedate_to_datetime
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from hypothesis import given

from plugins.alerts.model import Record
from plugins.exports import items
from tests.alerts.strategies import bodies
from tests.exports import world

ATOM = {"a": "http://www.w3.org/2005/Atom", "t": "http://purl.org/dc/terms/"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a site without an address exports."""
    folder = tmp_path_factory.mktemp("feeds")
    world.made(world.archive(folder), folder)
    return world.files(folder)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a site with an address exports."""
    folder = tmp_path_factory.mktemp("published")
    world.made(world.archive(folder), folder, world.ADDRESS)
    return world.files(folder)


def atoms(files: dict[str, bytes]) -> dict[str, ET.Element]:
    """Return path → Atom feed."""
    return {path: ET.fromstring(data) for path, data in files.items() if path.endswith(".atom")}  # noqa: S314 (ours)


def entry(feed: ET.Element, title: str) -> ET.Element:
    """Return the entry whose title begins so."""
    return next(one for one in feed.iterfind("a:entry", ATOM) if (one.findtext("a:title", "", ATOM)).startswith(title))


def test_there_is_a_feed_of_everything_and_of_every_term(exported: dict[str, bytes]) -> None:
    """All, what a language has of its own, the digest, and each country, violation and organisation."""
    english = sorted(path for path in exported if path.startswith("en/feeds/"))

    assert [
        *("en/feeds/all.atom", "en/feeds/all.json", "en/feeds/all.rss"),
        *(f"en/feeds/countries/{code}.atom" for code in ("cd", "fj", "rw", "zrcd")),
        *("en/feeds/digest.atom", "en/feeds/sources/cpj.atom", "en/feeds/sources/jed.atom"),
        *("en/feeds/sources/rsf.atom", "en/feeds/sources/union-of-editors-co.atom"),
        *(f"en/feeds/violations/{code}.atom" for code in ("censorship", "detention", "release")),
        "en/feeds/written.atom",
    ] == english


def test_atom_feeds_have_what_the_standard_requires(exported: dict[str, bytes], published: dict[str, bytes]) -> None:
    """A feed and each entry have id, title and updated; an author stands in the feed; entries link somewhere (RFC 4287, 4.1)."""
    for feed in (*atoms(exported).values(), *atoms(published).values()):
        entries = feed.findall("a:entry", ATOM)
        assert entries
        assert feed.findtext("a:author/a:name", "", ATOM)
        for element in (feed, *entries):
            for name in ("id", "title", "updated"):
                assert 1 == len(element.findall(f"a:{name}", ATOM)), name
            assert element.findtext("a:id", "", ATOM).startswith("urn:uuid:")
            assert 1 == len(element.findall("a:link[@rel='alternate']", ATOM))
        for one in entries:
            assert 1 == len(one.findall("a:content", ATOM)) + len(one.findall("a:summary", ATOM))
        ids = [one.findtext("a:id", "", ATOM) for one in entries]
        assert sorted(set(ids)) == sorted(ids)


def test_links_lead_to_pages_of_the_site(exported: dict[str, bytes]) -> None:
    """On a site without an address, links are relative to the feed and end in the feed's own language."""
    for path, feed in atoms(exported).items():
        for one in feed.iterfind(".//a:link[@rel='alternate']", ATOM):
            target = normpath(join(dirname(path), one.get("href", "")))
            assert target.startswith(f"{path[:2]}/"), target
            assert target.endswith(".html"), target


def test_links_are_full_where_the_site_has_an_address(published: dict[str, bytes]) -> None:
    """Every link of every format is absolute, and each feed names its own address."""
    for path, feed in atoms(published).items():
        for one in feed.iterfind(".//a:link", ATOM):
            assert one.get("href", "").startswith(f"{world.ADDRESS}/")
        assert f"{world.ADDRESS}/{path}" == feed.find("a:link[@rel='self']", ATOM).get("href")  # type: ignore[union-attr]
    channel = ET.fromstring(published["es/feeds/all.rss"]).find("channel")  # noqa: S314
    assert channel is not None
    assert all(one.text and urlsplit(one.text).scheme == "https" for one in channel.iter("link") if one.text)
    feed = json.loads(published["es/feeds/all.json"])
    assert f"{world.ADDRESS}/es/feeds/all.json" == feed["feed_url"]
    assert all(one["url"].startswith(world.ADDRESS) for one in feed["items"])


def test_ids_do_not_depend_on_address_feed_or_headline(
    exported: dict[str, bytes], published: dict[str, bytes], tmp_path: Path
) -> None:
    """An entry has one id in every feed, with and without an address, and after a correction."""
    place = world.archive(tmp_path)
    corrected = world.retitled(world.HOSTILE, "Corrected")
    (place / "en/2006/2006-03-fj-evil.md").write_text(world.frontmatter_of(corrected), encoding="utf-8")
    world.made(place, tmp_path)
    title = world.HOSTILE.alert.title[:10]
    found = {
        entry(atoms(exported)["en/feeds/all.atom"], title).findtext("a:id", "", ATOM),
        entry(atoms(exported)["fr/feeds/countries/fj.atom"], title).findtext("a:id", "", ATOM),
        entry(atoms(published)["en/feeds/all.atom"], title).findtext("a:id", "", ATOM),
        entry(atoms(world.files(tmp_path))["es/feeds/violations/censorship.atom"], "Corrected").findtext(
            "a:id", "", ATOM
        ),
    }

    assert {items.urn("alert", "2006-03-fj-evil", "en")} == found
    assert "urn:uuid:086766fa-3db6-5366-81a5-642af04b3ceb" == items.urn("alert", "2006-03-fj-evil", "en")


def test_a_date_is_given_as_it_is_known(exported: dict[str, bytes]) -> None:
    """What is known to the year has no day of publication, its true date beside the required one, and a sentence that says so."""
    feed = atoms(exported)["en/feeds/all.atom"]
    year, day = entry(feed, "Une station"), entry(feed, "Editor of")

    assert ("2007", "2007-01-01T00:00:00+00:00", None) == (
        year.findtext("t:issued", None, ATOM),
        year.findtext("a:updated", None, ATOM),
        year.findtext("a:published", None, ATOM),
    )
    assert "Published in 2007; month and day are not known." in year.findtext("a:content", "", ATOM)
    assert ("2005-04-26", "2005-04-26T00:00:00+00:00") == (
        day.findtext("t:issued", None, ATOM),
        day.findtext("a:published", None, ATOM),
    )
    assert "not known" not in day.findtext("a:content", "", ATOM)


def test_an_entry_in_another_language_says_so(exported: dict[str, bytes]) -> None:
    """A feed has every alert, and marks the language of those that have no translation."""
    feed = atoms(exported)["en/feeds/all.atom"]

    assert "en" == feed.get(LANG)
    assert ("fr", None) == (entry(feed, "Une station").get(LANG), entry(feed, "Editor of").get(LANG))
    own = atoms(exported)["fr/feeds/written.atom"]
    assert ["2007", "2005-04-26"] == [one.findtext("t:issued", "", ATOM) for one in own.iterfind("a:entry", ATOM)]


def test_hostile_titles_and_texts_stay_text(exported: dict[str, bytes]) -> None:
    """A title comes back as it was written, and no script comes with a text."""
    found = world.HOSTILE.alert.title
    atom = entry(atoms(exported)["en/feeds/all.atom"], "=HYPER")
    rss = ET.fromstring(exported["en/feeds/all.rss"])  # noqa: S314
    feed = json.loads(exported["en/feeds/all.json"])

    assert found == atom.findtext("a:title", "", ATOM)
    assert found in [one.text for one in rss.iterfind("channel/item/title")]
    assert found in [one["title"] for one in feed["items"]]
    contents = [
        one.findtext("a:content", "", ATOM) for one in atoms(exported)["en/feeds/all.atom"].iterfind("a:entry", ATOM)
    ]
    contents += [one["content_html"] for one in feed["items"]]
    contents += [one.text or "" for one in rss.iterfind("channel/item/description")]
    for digest in (feed for path, feed in atoms(exported).items() if path.endswith("digest.atom")):
        contents += [one.findtext("a:content", "", ATOM) for one in digest.iterfind("a:entry", ATOM)]
    assert not [content for content in contents if BeautifulSoup(content, "lxml").find("script")]


def test_rss_has_what_it_requires(exported: dict[str, bytes]) -> None:
    """A channel has title, link and description; an item a guid that is no address, and a date that can be read."""
    channel = ET.fromstring(exported["fr/feeds/all.rss"]).find("channel")  # noqa: S314
    assert channel is not None
    assert all(channel.findtext(name) for name in ("title", "link", "description", "language"))
    for one in channel.iterfind("item"):
        guid = one.find("guid")
        assert guid is not None
        assert "false" == guid.get("isPermaLink")
        assert str(parsedate_to_datetime(one.findtext("pubDate", "")).date()).startswith(
            one.findtext("t:issued", "", ATOM)
        )


def test_json_feed_has_what_it_requires(exported: dict[str, bytes]) -> None:
    """Version, title and items, each with an id and content."""
    feed = json.loads(exported["es/feeds/all.json"])

    assert ("https://jsonfeed.org/version/1.1", "es") == (feed["version"], feed["language"])
    assert all(one["id"] and one["content_html"] and one["date_published"] for one in feed["items"])
    assert "2007" in [one["_archive"]["issued"] for one in feed["items"]]


def test_the_digest_has_a_week_with_its_alerts_by_country(exported: dict[str, bytes]) -> None:
    """One entry a week, which leads to the week's page and lists what is known to the day."""
    (week,) = atoms(exported)["fr/feeds/digest.atom"].findall("a:entry", ATOM)
    content = BeautifulSoup(week.findtext("a:content", "", ATOM), "lxml")

    assert "25 avril – 1er mai 2005 (1)" == week.findtext("a:title", "", ATOM)
    assert "../../fr/digests/2005-W17.html" == week.find("a:link", ATOM).get("href")  # type: ignore[union-attr]
    assert ["Fidji"] == [one.text for one in content.find_all("h2")]
    assert ["../../fr/alerts/2005/2005-04-26-fj-aaaa.html"] == [one["href"] for one in content.find_all("a")]


@pytest.mark.parametrize(
    ("body", "beginning"),
    [
        ("# Heading\n\nFirst *words*.\n\nMore.", "<p>First words.</p>"),
        ("A < B & C\nstill", "<p>A &lt; B &amp; C still</p>"),
        ("", ""),
        ("# Only a heading", ""),
        ("字" * 600, f"<p>{'字' * 500} …</p>"),
    ],
)
def test_the_beginning_is_the_first_paragraph(body: str, beginning: str) -> None:
    """Headings are not words of the text, and markup goes."""
    assert beginning == items.beginning(body)


@given(bodies)
def test_beginnings_are_short_and_can_stand_in_xml(body: str) -> None:
    """Whatever a text is, its beginning is one paragraph of bounded length that XML can hold."""
    found = items.beginning(body * 3)
    root = ET.fromstring(f"<x>{found}</x>")  # noqa: S314

    assert len("".join(root.itertext())) <= items.LONGEST_BEGINNING + 2


def test_a_feed_is_cut_at_the_newest(tmp_path: Path) -> None:
    """Of many alerts, the newest thirty, newest first."""
    from tests.site import miniature  # noqa: PLC0415

    place = tmp_path / "archive"
    written: list[Record] = [miniature.record(f"n-{n:02}", "en", f"Alert {n}", f"2005-01-{n:02}") for n in range(1, 32)]
    for one in written:
        miniature.write(place, one)
    world.made(place, tmp_path)
    feed = atoms(world.files(tmp_path))["en/feeds/all.atom"]

    assert [f"Alert {n}" for n in range(31, 1, -1)] == [
        one.findtext("a:title", "", ATOM) for one in feed.iterfind("a:entry", ATOM)
    ]
