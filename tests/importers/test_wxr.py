"""WordPress exports: what was published comes in, everything else is accounted for, nobody who commented is named."""

from __future__ import annotations

import datetime as dt
import gc
import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.alerts.model import Record
from plugins.importers.formats.wxr.editor import paragraphs, shown
from plugins.importers.formats.wxr.reader import read
from plugins.importers.normalising.normalise import normalise
from plugins.importers.opening.detect import detect
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert
from tests.importers.archives import run
from tests.importers.exports import export, item, meta, term

TODAY = dt.date(2026, 11, 20)


def parse(text: str | bytes) -> list[ParsedAlert]:
    """Read an export."""
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    return list(read(io.BytesIO(data), "export.xml", ReadOptions(head=data[:65536], today=TODAY)))


def record(text: str) -> Record:
    """Return the record that an export of one post makes."""
    [parsed] = parse(text)
    result = normalise(parsed, today=TODAY)
    assert result.record is not None, result.findings
    return result.record


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_a_post(version: str) -> None:
    """Title, text, date and addresses are the post's; credit, event and country are read from its text."""
    assert "wxr" == detect(export(item(), version=version).encode()[:65536], "export.xml")
    alert, body = record(export(item(), version=version))
    assert ("Editor held in Harare", "2004-05-04", "2004-05-03", ("MISA",), ("ZW",), "en") == (
        alert.title,
        str(alert.issued),
        str(alert.occurred),
        alert.sources,
        alert.countries,
        alert.lang,
    )
    assert ("https://union.example/editor-held-7/", ("https://union.example/?p=7",)) == (
        alert.original_url,
        alert.other_urls,
    )
    assert body.endswith("over a story about fuel.\n\nHe was let go.\n")


def test_nobody_who_commented_or_wrote_is_named(tmp_path: Path) -> None:
    """Neither addresses nor words of commenters, nor the accounts of the site, reach archive or report."""
    result = run(tmp_path, export(item(), item(8, status="draft")), name="export.xml")
    written = str(result.report) + "".join(result.files().values())
    for secret in ("private.example", "192.0.2.7", "Somebody", "I know who", "secret@union.example", "admin"):
        assert secret not in written


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"status": "draft"}, "not-published"),
        ({"status": "private"}, "not-published"),
        ({"status": "pending"}, "not-published"),
        ({"status": "future"}, "not-published"),
        ({"status": "trash"}, "not-published"),
        ({"post_password": "x"}, "not-published"),
        ({"post_date": "2027-01-01 10:00:00"}, "not-published"),
        ({"post_type": "attachment", "status": "inherit"}, "item-not-an-alert"),
        ({"post_type": "nav_menu_item"}, "item-not-an-alert"),
        ({"post_type": "page", "content": "We are a union of journalists, and this is about us."}, "item-not-an-alert"),
        ({"content": "<p>x</p>" * 300_000}, "over-budget"),
    ],
)
def test_what_was_not_published(fields: dict[str, str], code: str) -> None:
    """It is rejected, with the reason."""
    [parsed] = parse(export(item(**fields)))
    assert [code] == [finding.code for finding in parsed.findings if finding.severity == "error"]


def test_drafts_are_no_failure(tmp_path: Path) -> None:
    """Every export has some: they are rejected with their reason, and the import is in order."""
    result = run(tmp_path, export(item(), item(8, status="draft"), item(9, post_password="x")), name="export.xml")  # noqa: S106
    assert ["", "not-published", "not-published"] == [
        (outcome["reason"] or "").partition(":")[0] for outcome in result.outcomes
    ]
    assert 0 == result.exit_status


def test_dates_that_are_none() -> None:
    """A post without a date has the year 0; nothing is filled in for it."""
    [parsed] = parse(
        export(
            item(
                post_date="0000-00-00 00:00:00",
                post_date_gmt="0000-00-00 00:00:00",
                pubDate="Wed, 30 Nov -0001 00:00:00 +0000",
                content="Nobody knows when an editor was held.",
            )
        )
    )
    assert "" == parsed.issued


def test_polylang_translations_share_an_id(tmp_path: Path) -> None:
    """Posts with the same term are translations, in the languages that their terms name."""
    group = term("post_translations", "pll_5f1a2b", "pll_5f1a2b")
    spanish = (
        "(MISA/IFEX) – El 3 de mayo de 2004 la policía de Harare detuvo durante una hora al director de un diario."
    )
    text = export(
        item(1, terms=group + term("language", "en", "English")),
        item(2, terms=group + term("language", "es", "Español"), title="Director detenido en Harare", content=spanish),
        item(3, terms=term("language", "en", "English")),
    )
    outcomes = run(tmp_path, text, name="export.xml").outcomes
    assert ["en", "es", "en"] == [one["language"] for one in outcomes]
    assert outcomes[0]["id"] == outcomes[1]["id"] != outcomes[2]["id"]


@pytest.mark.parametrize(
    "metas",
    [
        ((("trid", "12"), ("wpml_language", "en")), (("trid", "12"), ("wpml_language", "fr"))),
        (((),), (("_icl_lang_duplicate_of", "1"), ("wpml_language", "fr"))),
    ],
)
def test_wpml_translations_share_an_id(metas: tuple[tuple[tuple[str, str], ...], ...]) -> None:
    """By the number of their group, or by what the copy says of its original."""
    one, other = (
        item(number, more="".join(meta(*pair) for pair in pairs if pair)) for number, pairs in enumerate(metas, start=1)
    )
    first, second = parse(export(one, other))
    assert first.translation_of
    assert first.translation_of == second.translation_of
    assert "fr" == second.language


def test_categories() -> None:
    """Those that are exactly a country or a violation are that, what was inferred gives way; the others are kept."""
    terms = term("category", "zm", "Zambia") + term("post_tag", "d", "Detention") + term("category", "n", "Our news")
    alert = record(export(item(terms=terms))).alert
    assert (("ZM",), ("detention",), "Our news") == (alert.countries, alert.violations, dict(alert.extra)["categories"])
    assert not {"countries", "violations"} & set(alert.inferred)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One\n\nTwo", "<p>One</p>\n\n<p>Two</p>"),
        ("One\nline", "<p>One<br>\nline</p>"),
        ("<p>One\nline</p>", "<p>One\nline</p>"),
        ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
        ("<ul>\n<li>a</li>\n</ul>", "<ul>\n<li>a</li>\n</ul>"),
        ("<b>a</b>\nb", "<p><b>a</b><br>\nb</p>"),
    ],
)
def test_paragraphs(source: str, expected: str) -> None:
    """Blank lines are paragraphs, line ends are breaks, blocks stay as they are."""
    assert expected == paragraphs(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            '[caption id="a" width="3"]<img src="https://x.org/a.jpg" alt="A press" /> Printers[/caption]',
            "[A press](https://x.org/a.jpg)\n\nPrinters",
        ),
        (
            '[caption id="a" caption="Printers"]<img src="https://x.org/a.jpg" alt="A press" />[/caption]',
            "[A press](https://x.org/a.jpg)\n\nPrinters",
        ),
        ("a [gallery ids=1,2] b", "a b"),
        ("[embed]https://x.org/v[/embed]", "<https://x.org/v>"),
        ('[audio mp3="https://x.org/a.mp3"][/audio]', "<https://x.org/a.mp3>"),
        ('[vc_row][vc_column width="1/2"]Inside[/vc_column][/vc_row]', "Inside"),
        ("He said “[the paper] is […] closed [sic]”", "\\[the paper\\] is \\[…\\] closed \\[sic\\]"),
        (
            "<!-- wp:paragraph --><p>Block</p><!-- /wp:paragraph --><!-- wp:paragraph --><p>Other</p><!-- /wp:paragraph -->",
            "Block\n\nOther",
        ),
    ],
)
def test_short_codes(source: str, expected: str) -> None:
    """They become what they stand for, or go; words in brackets stay."""
    body = record(export(item(content=f"{export_text()}\n\n{source}"))).body
    assert body.replace("\xa0", " ").endswith(f"{expected}\n") or expected in body


def export_text() -> str:
    """Return an opening that makes a text an alert's."""
    return "(MISA/IFEX) – On 3 May 2004, the police in Harare held the editor Tendai Moyo."


def test_control_characters_lose_no_text() -> None:
    """A character that XML forbids is taken out; the text around it stays."""
    assert "held\x0b" not in (body := record(export(item(content=f"{export_text()}\x0b\x00 And more."))).body)
    assert "And more." in body


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "https://evil.example/x.dtd">',
    ],
)
def test_document_types_are_refused(doctype: str, tmp_path: Path) -> None:
    """No export declares one: neither bombs nor files of this machine come in."""
    text = export(item()).replace("<rss ", f"{doctype}<rss ", 1).replace("for an hour", "for &c;&x; an hour")
    result = run(tmp_path, text, name="export.xml", format="wxr")
    assert (1, 0) == (result.report["rejected"], result.report["accepted"])
    assert result.outcomes[0]["reason"].startswith("source-unreadable")


def test_a_truncated_export(tmp_path: Path) -> None:
    """What was read before the break is imported, and the break is told."""
    text = export(item(1), item(2), item(3))
    result = run(tmp_path, text[: text.index("<wp:post_id>3")], name="export.xml")
    assert ["accepted", "accepted", "rejected"] == [one["outcome"] for one in result.outcomes]


def test_memory_does_not_grow_with_the_export() -> None:
    """Items are let go one by one."""

    def peak(count: int) -> int:
        data = export(*(item(number) for number in range(count))).encode()
        stream = io.BytesIO(data)
        gc.collect()
        tracemalloc.start()
        for _ in read(stream, "export.xml", ReadOptions(head=data[:65536], today=TODAY)):
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(3)
    assert peak(60) < 2 * peak(15) + 200_000


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(
    parts=st.lists(
        st.sampled_from(
            [
                "<item>",
                "</item>",
                item(),
                item(2, status="draft"),
                "<wp:post_id>",
                "]]>",
                "<![CDATA[",
                "&x;",
                "<",
                "x",
                "\x00",
                "<!DOCTYPE a>",
            ]
        ),
        max_size=8,
    ),
    end=st.booleans(),
)
def test_any_pieces_are_accounted_for(parts: list[str], end: bool) -> None:
    """An export of any pieces yields items, each a record or rejected, or breaks with a ValueError."""
    whole = export(*parts)
    data = (whole if end else whole[: -len("</channel></rss>\n")]).encode()
    try:
        for parsed in read(io.BytesIO(data), "x", ReadOptions(head=data, today=TODAY)):
            result = normalise(parsed, today=TODAY)
            assert result.record is not None or any(finding.severity == "error" for finding in result.findings)
    except ValueError:
        pass


@settings(deadline=None, max_examples=200)
@given(text=st.text(st.sampled_from("ab \n[]/<>=\"'p1"), max_size=60))
def test_words_survive_the_editor(text: str) -> None:
    """Without brackets and tags nothing is lost by what the editor does."""
    plain = "".join(char for char in text if char not in "[]<>")
    assert plain.split() == shown(plain)[0].replace("<p>", " ").replace("</p>", " ").replace("<br>", " ").split()
