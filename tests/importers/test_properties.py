"""What must hold for any bytes and any text."""

from __future__ import annotations

import base64
import datetime as dt
import io
import json
import re
import unicodedata
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from plugins.alerts import frontmatter
from plugins.alerts.dates import PartialDate
from plugins.alerts.frontmatter import ID_PATTERN
from plugins.alerts.markup import to_text
from plugins.importers.bodies import commonmark
from plugins.importers.crosswalk import Crosswalk
from plugins.importers.decoding import repair
from plugins.importers.decoding.charset import decode
from plugins.importers.formats.readers import READERS
from plugins.importers.normalising.datelists import read as read_dates
from plugins.importers.normalising.identity import compose_id, group_id, is_id
from plugins.importers.normalising.normalise import normalise
from plugins.importers.opening.detect import detect
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert

TODAY = dt.date(2026, 11, 20)
PRINTABLE = st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn", "Co", "Zl", "Zp"))
TEXT = st.text(st.one_of(PRINTABLE, st.sampled_from("\n\n  -*_#>`~[]()<&|\\=+.:1234!'\"a")), min_size=1, max_size=300)


@pytest.mark.parametrize("name", READERS)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(
    data=st.one_of(
        st.binary(max_size=400),
        TEXT.map(lambda text: text.encode("utf-8")),
        TEXT.map(lambda text: f"title,body\n{text}".encode()),
    )
)
# What a coverage-guided fuzzer found: a language that the archive does not have.
@example(data=b"---\ntitle: x\ndate: 1999-01-02\nlang: [Mali]\n---\n\nText of 3 May 1999\n")
@example(data=b"<html lang=ar><title>x</title><body><p>3 2 1 x y z</p></body></html>")
def test_readers_never_fail_on_bytes(name: str, data: bytes) -> None:
    """Every format makes items of any bytes, or breaks off as it may; each item becomes a record or has the reason why not."""
    account_for(name, data)


@pytest.mark.parametrize("line", (Path(__file__).parent / "fuzzed.txt").read_text(encoding="ascii").splitlines())
def test_what_a_fuzzer_came_to(line: str) -> None:
    """The inputs of every format by which a coverage-guided fuzzer came furthest into the readers are accounted for as well."""
    name, data = line.split(" ")
    account_for(name, base64.b64decode(data))


def account_for(name: str, data: bytes) -> None:
    """Read bytes as a format, and check what becomes of every item."""
    items = READERS[name](io.BytesIO(data), "x", ReadOptions(head=data, language="en"))
    while True:
        try:
            parsed = next(items, None)
        except (OSError, EOFError, zlib.error, ValueError):
            # The import ends the source with an item that says so.
            break
        if parsed is None:
            break
        result = normalise(parsed, today=TODAY)
        if result.record is None:
            assert any(finding.severity == "error" for finding in result.findings)
        else:
            assert result.record == frontmatter.parse(frontmatter.serialise(result.record))


@settings(deadline=None)
@given(data=st.binary(max_size=300))
def test_decoding_and_detection_never_fail(data: bytes) -> None:
    """Any bytes have a text, and a format or none."""
    assert isinstance(decode(data).text, str)
    assert detect(data, "x.txt") is None or isinstance(detect(data, "x.txt"), str)


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()


@settings(deadline=None, max_examples=400)
@given(text=TEXT)
@example(text="---\n# x\n<script>alert(1)</script>\n[x](javascript:alert(1))\n1. one\n2) two\n- item\n+ item\n> quote")
@example(text="    four blanks\n\ttab\n```\ncode\n```\n~~~\n***\n___\n===\ntext\n---")
@example(
    text="a | b\n--|--\nc | d\n:-:\n&amp; &#65; &copy;\n\\* \\\n![x](y) [x]: z\n<http://x.org> *a* _b_ **c** ~~d~~ `e`"
)
@example(text="snake_case _x_ a*b*c 2*3 # heading #\nSetext\n-----\nend\\")
@example(text="[^1]: note\n[^1]\nTerm\n: definition\n{#id} $x$ x^2^ H~2~O")
def test_a_text_body_renders_to_the_same_text(text: str) -> None:
    """Text → CommonMark → HTML → text gives the same words: nothing in a text body is markup."""
    assert _words(text) == _words(to_text(commonmark.from_text(text)))


@given(text=st.text(max_size=200))
@settings(deadline=None)
def test_cleaning_is_idempotent(text: str) -> None:
    """Cleaned text is not changed by cleaning, and can be written."""
    clean, _ = repair.clean(text, "body")
    clean.encode("utf-8")
    assert clean == repair.clean(clean, "body")[0]


@given(text=st.text(max_size=60), year=st.integers(1990, 2026))
def test_ids_are_safe(text: str, year: int) -> None:
    """Whatever a source gives, an id is lower-case ASCII with a letter, and a hyphen or a digit, and no path."""
    for made in (compose_id(PartialDate(year), "", text), group_id(text)):
        assert is_id(made)
        assert ID_PATTERN.fullmatch(made)
        assert not re.search(r"[/\\.]", made)


@given(
    row=st.dictionaries(
        st.sampled_from(
            [
                "id",
                "language",
                "title",
                "issued",
                "body",
                "country",
                "sources",
                "updates",
                "body_format",
                "translation_of",
                "x y",
            ]
        ),
        st.recursive(
            st.one_of(
                st.none(),
                st.booleans(),
                st.integers(),
                st.floats(allow_nan=False),
                st.text(max_size=30),
                st.sampled_from(["en", "2001", "html"]),
            ),
            lambda inner: st.one_of(
                st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
            ),
            max_leaves=5,
        ),
    )
)
@settings(deadline=None)
def test_any_json_object_is_an_item(row: dict[str, object]) -> None:
    """Every object makes exactly one item, whose record, if any, can be written and read."""
    data = json.dumps(row).encode()
    [parsed] = READERS["jsonl"](io.BytesIO(data), "x.jsonl", ReadOptions(head=data))
    result = normalise(parsed, today=TODAY)
    if result.record is not None:
        assert result.record == frontmatter.parse(frontmatter.serialise(result.record))


_DATES = st.lists(st.dates(dt.date(1990, 1, 1), dt.date(2012, 12, 31)), min_size=1, max_size=8, unique=True)
_MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
}
_AND = {"en": " and ", "fr": " et ", "es": " y "}
_OF = {"en": " ", "fr": " ", "es": " de "}


def _written(dates: list[dt.date], language: str) -> str:
    """Write dates as the markers do: newest first, month and year only where the next to the right has another."""
    parts = []
    for date, following in zip(dates, [*dates[1:], None], strict=True):
        part = str(date.day)
        if following is None or (following.year, following.month) != (date.year, date.month):
            part += _OF[language] + _MONTHS[language][date.month - 1]
        if following is None or following.year != date.year:
            part += _OF[language] + str(date.year)
        parts.append(part)
    return ", ".join(parts[:-1]) + (_AND[language] if parts[:-1] else "") + parts[-1]


@given(dates=_DATES, language=st.sampled_from(["en", "fr", "es"]))
def test_date_lists_are_read_as_they_are_written(dates: list[dt.date], language: str) -> None:
    """Reading is the inverse of the markers' way of writing."""
    dates = sorted(dates, reverse=True)
    assert [date.isoformat() for date in dates] == [
        str(date) for date in read_dates(_written(dates, language), language).dates
    ]


def test_a_crosswalk_without_anything_changes_nothing() -> None:
    """The empty crosswalk is the identity on our own names."""
    row = {"title": "x", "body": "y"}
    assert row == Crosswalk().apply(row)


def test_equality_leaves_out_the_provenance() -> None:
    """The same text from two sources is equal."""
    assert ParsedAlert(title="x") == ParsedAlert(title="x")
