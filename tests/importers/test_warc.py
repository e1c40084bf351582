"""Web archives: the pages in them are read as pages, the rest of what was crawled is no item."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import zipfile
from pathlib import Path

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.importers.formats.html.document import LARGEST
from plugins.importers.formats.warc.reader import read
from plugins.importers.normalising.normalise import normalise
from plugins.importers.opening.detect import detect
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert
from tests.importers.archives import run
from tests.importers.crawls import WARC_INFO, arc, chunked, deflated, digest, http, members, record
from tests.importers.pages import SITE_2011
from tests.importers.test_html import article

TODAY = dt.date(2026, 11, 20)
PAGE = article("<p>She was let go.</p>").encode()
URL = "https://union.example/held"


def parse(data: bytes) -> list[ParsedAlert]:
    """Read an archive."""
    return list(read(io.BytesIO(data), "crawl.warc", ReadOptions(head=data[:65536])))


def codes(data: bytes) -> list[list[str]]:
    """Return the codes of the findings of each item, without those of every page here."""
    usual = {"date-from-event", "country-inferred"}
    return [[finding.code for finding in parsed.findings if finding.code not in usual] for parsed in parse(data)]


@pytest.mark.parametrize(
    "data",
    [
        WARC_INFO + record(URL, http(PAGE)),
        record(URL, http(chunked(PAGE), more="Transfer-Encoding: chunked\r\n")),
        record(URL, http(gzip.compress(PAGE), more="Content-Encoding: gzip\r\n")),
        record(URL, http(deflated(PAGE), more="Content-Encoding: deflate\r\n")),
        record(URL, http(brotli.compress(PAGE), more="Content-Encoding: br\r\n")),
        record(
            URL, http(chunked(brotli.compress(PAGE)), more="Transfer-Encoding: chunked\r\nContent-Encoding: br\r\n")
        ),
        record(
            URL, http(chunked(gzip.compress(PAGE)), more="Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n")
        ),
        record(f"<{URL}>", http(PAGE)),
        record(URL, PAGE, kind="resource"),
        record(URL, http(PAGE, kind="application/xhtml+xml; charset=utf-8")),
        members(WARC_INFO, record(URL, http(PAGE))),
        arc((URL, http(PAGE))),
    ],
)
def test_pages(data: bytes) -> None:
    """Records of every making hold the same page; the day of the crawl is not its date."""
    [parsed] = parse(data)
    assert (URL, f"url:{URL.removeprefix('https://')}", "Editor held in Lima", "2004-05") == (
        parsed.url,
        parsed.identity,
        parsed.title,
        parsed.issued,
    )
    assert parsed.body.endswith("She was let go.\n")
    assert URL == parsed.provenance.member
    assert ", crawled 20" in parsed.provenance.item


@pytest.mark.parametrize(
    "data",
    [
        record(URL, http(b"", status="301 Moved Permanently", more="Location: /\r\n")),
        record(URL, http(PAGE, status="404 Not Found")),
        record(URL, http(b"\x89PNG", kind="image/png")),
        record("dns:union.example", b"192.0.2.1", kind="response"),
        record(URL, b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(URL, b"x: y", kind="metadata"),
    ],
)
def test_what_is_no_page_is_no_item(data: bytes) -> None:
    """Redirections, errors, pictures, requests: the page after them is the only item."""
    assert 1 == len(parse(data + record(f"{URL}/2", http(PAGE))))


def test_the_charset_of_the_server() -> None:
    """It is believed where the page declares none."""
    page = "<title>Prensa</title><h1>Periodista detenido en Lima, según su familia</h1><p>El 3 de mayo de 2004 la policía de Lima detuvo al periodista."
    [parsed] = parse(record(URL, http(page.encode("latin-1"), kind="text/html; charset=ISO-8859-1")))
    assert "Periodista detenido en Lima, según su familia" == parsed.title


def test_revisits() -> None:
    """What was the same as before names its original and is no failure; one whose original is elsewhere is."""
    more = f"WARC-Payload-Digest: {digest(PAGE)}\r\n"
    again = f"{more}WARC-Refers-To-Target-URI: {URL}\r\nWARC-Refers-To-Date: 2012-01-01T00:00:00Z\r\n"
    original, revisit = (
        record(URL, http(PAGE), more=more),
        record(f"{URL}?print", http(b""), kind="revisit", more=again),
    )
    assert [[], ["item-repeated"]] == codes(original + revisit)
    assert f"{URL} of 2012-01-01" in parse(original + revisit)[1].findings[0].message
    assert [["body-missing"]] == codes(revisit)
    # Crawlers that kept no digests wrote the address alone.
    by_address = f"WARC-Refers-To-Target-URI: {URL}\r\n"
    assert [[], ["item-repeated"]] == codes(
        record(URL, http(PAGE)) + record(f"{URL}?print", http(b""), kind="revisit", more=by_address)
    )
    picture = record(URL, http(b"", kind="image/png"), kind="revisit", more=again)
    assert [[]] == codes(original + picture)


def test_revisits_are_no_failure(tmp_path: Path) -> None:
    """An import of a crawl that stored a page once is as it should be."""
    more = f"WARC-Payload-Digest: {digest(PAGE)}\r\n"
    result = run(
        tmp_path, record(URL, http(PAGE), more=more) + record(URL, http(b""), kind="revisit", more=more), name="a.warc"
    )
    assert (0, 1, 1) == (result.exit_status, result.report["accepted"], result.report["rejected"])


def test_cut_records() -> None:
    """A page that the crawler cut, or that breaks off with the file, is marked, and what is there is kept."""
    limited = record(URL, http(PAGE), more="WARC-Truncated: length\r\n")
    assert [["text-truncated"]] == codes(limited)
    whole = record(URL, http(PAGE))
    assert [[], ["text-truncated"]] == codes(
        record(f"{URL}/1", http(PAGE)) + whole[: -len(b"</article></body></html>\r\n\r\n") - 5]
    )


def test_a_cut_file_of_members(tmp_path: Path) -> None:
    """What came before the break is imported, and the break is told."""
    data = members(WARC_INFO, record(URL, http(PAGE)), record(f"{URL}/2", http(PAGE)))
    result = run(tmp_path, data[:-40], name="a.warc.gz")
    assert 1 <= result.report["accepted"]
    assert result.outcomes[-1]["reason"].startswith("source-unreadable")


def test_a_wrong_length() -> None:
    """Where a record is longer than it says, what was passed over is told."""
    data = (
        record(URL, http(PAGE), length=len(http(PAGE)) - 30)
        + record(f"{URL}/2", http(PAGE))
        + record(f"{URL}/3", http(PAGE))
    )
    assert ["source-unreadable"] in codes(data)


def test_pages_that_cannot_be_unpacked_or_are_too_large() -> None:
    """Each is rejected with its reason, and the next is read."""
    data = record(URL, http(b"x", more="Content-Encoding: zstd\r\n")) + record(URL, http(b"x" * (LARGEST + 1)))
    assert [["source-unreadable"], ["over-budget"], []] == codes(data + record(URL, http(PAGE)))


def test_a_bomb_costs_little() -> None:
    """A page that unpacks to a thousand times its size is not unpacked to its end."""
    data = record(URL, http(gzip.compress(b"x" * 200_000_000, 1), more="Content-Encoding: gzip\r\n"))
    data += record(URL, http(brotli.compress(b"x" * 200_000_000, quality=5), more="Content-Encoding: br\r\n"))
    assert [["over-budget"]] * 2 == codes(data)


def test_two_languages_of_the_site_share_an_id(tmp_path: Path) -> None:
    """As in every other source, by the address."""
    base = "http://www.ifex.org/ghana/2011/06/09/presenter_detained/"
    french = SITE_2011.replace("presenter_detained/", "presenter_detained/fr/")
    data = record(base, http(SITE_2011.encode())) + record(f"{base}fr/", http(french.encode()))
    outcomes = run(tmp_path, data, name="a.warc").outcomes
    assert [("en", outcomes[0]["id"]), ("fr", outcomes[0]["id"])] == [(one["language"], one["id"]) for one in outcomes]


def test_wacz(tmp_path: Path) -> None:
    """The archives in it are read, its indexes are not."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
        archive.writestr("archive/data.warc.gz", members(WARC_INFO, record(URL, http(PAGE))))
    result = run(tmp_path, packed.getvalue(), name="crawl.wacz")
    assert (1, 1) == (result.report["items"], result.report["accepted"])


@pytest.mark.parametrize(
    "head",
    [WARC_INFO, arc(), record(URL, http(bytes(60_000), kind="image/png"))],
)
def test_detection(head: bytes) -> None:
    """By content, whatever stands in the first records."""
    assert "warc" == detect(head[:65536], "noname")


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    parts=st.lists(
        st.one_of(
            st.sampled_from(
                [
                    record(URL, http(PAGE)),
                    record(URL, http(chunked(PAGE), more="Transfer-Encoding: chunked\r\n")),
                    record(URL, http(PAGE), length=5),
                    record(URL, http(PAGE), length=10**9),
                    arc((URL, http(PAGE))),
                    b"WARC/1.0\r\n",
                    b"\r\n\r\n",
                    b"Content-Length: x\r\n",
                    b"HTTP/1.1 200\r\n",
                    gzip.compress(record(URL, http(PAGE))),
                ]
            ),
            st.binary(max_size=60),
        ),
        max_size=5,
    )
)
def test_any_bytes_are_accounted_for(parts: list[bytes]) -> None:
    """Whatever comes, items come out that are records or rejected, or reading breaks off with an error that is reported."""
    try:
        for parsed in parse(b"".join(parts)):
            result = normalise(parsed, today=TODAY)
            assert result.record is not None or any(finding.severity == "error" for finding in result.findings)
    except (OSError, EOFError, ValueError):
        pass
