"""The written form of a record."""

from __future__ import annotations

from pathlib import Path

import markdown
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pelican.readers import MarkdownReader
from pelican.settings import read_settings

from plugins.alerts import frontmatter
from plugins.alerts.dates import PartialDate
from plugins.alerts.errors import FrontMatterError
from plugins.alerts.model import Alert, AlertId, Origin, Record
from tests.alerts.strategies import records

WHOLE = Record(
    Alert(
        id=AlertId("2005-04-26-cn-k7q2"),
        lang="en",
        title="Reporter: “three years”, says court --- appeal #2",
        issued=PartialDate(2005, 4, 26),
        kind="update",
        occurred=PartialDate(2005, 4),
        countries=("CN",),
        sources=("CPJ", "RSF"),
        violations=("imprisonment",),
        targets=("Shi Tao", "Dangdai Shang Bao, Changsha"),
        updates=("2005-03-11", "2004-12-14"),
        follows=(AlertId("2005-03-11-cn-aaaa"),),
        original_url="https://example.org/shi-tao",
        origin=(Origin(source="mail box.mbox#12", sha256="0" * 64, importer="mbox/1"),),
        inferred=("countries",),
        repaired=("encoding-repaired", "teaser-removed"),
        extra=(("note", "kept"), ("remarks", ("one, two", "three"))),
    ),
    "First paragraph.\n\n---\n\nAfter a rule.\n",
)

WRITTEN = f"""---
id: 2005-04-26-cn-k7q2
lang: en
title: Reporter: “three years”, says court --- appeal #2
issued: 2005-04-26
date: 2005-04-26
occurred: 2005-04
kind: update
countries: CN
sources: CPJ, RSF
violations: imprisonment
targets:
    Shi Tao
    Dangdai Shang Bao, Changsha
updates: 2005-03-11, 2004-12-14
follows: 2005-03-11-cn-aaaa
original_url: https://example.org/shi-tao
origin: mail box.mbox#12 sha256:{"0" * 64} mbox/1
inferred: countries
repaired: encoding-repaired, teaser-removed
note: kept
remarks:
    one, two
    three
---

First paragraph.

---

After a rule.
"""


@given(records)
def test_a_record_is_read_back_as_it_was_written(record: Record) -> None:
    """Writing and reading a record are inverses, whatever is in its fields."""
    assert record == frontmatter.parse(frontmatter.serialise(record))


@given(records)
def test_the_body_alone_is_the_body(record: Record) -> None:
    """Reading only the body gives what reading the whole record gives."""
    text = frontmatter.serialise(record)

    assert frontmatter.parse(text).body == frontmatter.body_of(text)


def test_a_record_looks_like_this() -> None:
    """The written form is fixed: plain keys, lists with commas or below their key, unknown keys last."""
    assert frontmatter.serialise(WHOLE) == WRITTEN
    assert frontmatter.parse(WRITTEN) == WHOLE


READER = MarkdownReader(read_settings(override={"TIMEZONE": "UTC"}))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(records)
def test_stock_pelican_reads_the_same_header(tmp_path: Path, record: Record) -> None:
    """The files outlive this code: Pelican's own reader finds the same title, id and lists."""
    file = tmp_path / "record.md"
    file.write_text(frontmatter.serialise(record._replace(body="Text.")), encoding="utf-8")

    _, metadata = READER.read(str(file))

    assert record.alert.title == str(metadata["title"]).strip()
    assert record.alert.id == metadata["id"]
    assert record.alert.issued.first == metadata["date"].date()


def test_stock_pelican_reads_lists() -> None:
    """Both written forms of a list reach Pelican with every value."""
    converter = markdown.Markdown(extensions=["markdown.extensions.meta"])
    html = converter.convert(WRITTEN)

    assert converter.Meta["targets"] == ["", "Shi Tao", "Dangdai Shang Bao, Changsha"]  # type: ignore[attr-defined]
    assert converter.Meta["sources"] == ["CPJ, RSF"]  # type: ignore[attr-defined]
    assert html.startswith("<p>First paragraph.</p>")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "has no header"),
        ("Title: x\n\nBody", "has no header"),
        ("---\nid: a-b\n", "not closed"),
        ("---\nno key here\n---\n", "line 2 of the header is not `key: value`"),
        ("---\nid: a-b\nid: c-d\n---\n", "repeats the key 'id'"),
        ("---\nid: a-b\nlang: en\nissued: 2005\n---\n", "lacks 'title'"),
        ("---\nid: ../../etc\nlang: en\ntitle: x\nissued: 2005\n---\n", "id '../../etc' is not one"),
        (f"---\nid: {'a' * 101}\nlang: en\ntitle: x\nissued: 2005\n---\n", "aaa' is not one"),
        ("---\nid: a-b\nlang: de\ntitle: x\nissued: 2005\n---\n", "language 'de' is unknown"),
        ("---\nid: a-b\nlang: en\ntitle: x\nissued: May 2005\n---\n", "'May 2005' is not a date"),
        ("---\nid: a-b\nlang: en\ntitle: x\nissued: 2005\norigin: who knows\n---\n", "origin 'who knows'"),
    ],
)
def test_a_broken_header_says_what_and_what_to_do(text: str, what: str) -> None:
    """Every error names the line or the value, and the next step."""
    with pytest.raises(FrontMatterError) as caught:
        frontmatter.parse(text)

    assert what in str(caught.value)
    assert caught.value.do


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\nb", "a b"), ("a\tb", "a b"), ("a\r\n\u2028b", "a b"), (" a\x00\x02b ", "ab"), ("a\x85b", "a b")],
)
def test_a_value_stands_on_one_line(text: str, expected: str) -> None:
    """What another reader would break, expand or choke on becomes a blank or goes."""
    assert expected == frontmatter.one_line(text)


def test_a_header_may_come_from_a_windows_editor() -> None:
    """A byte order mark and CRLF line ends in the header are read as what they mean."""
    record = frontmatter.parse("\ufeff" + WRITTEN.replace("\n", "\r\n"))

    assert WHOLE.alert == record.alert


@pytest.mark.parametrize("written", ["former_ids: b-1, c-2", "former_ids:\n    b-1\n    c-2"])
def test_ids_of_a_further_key_stand_on_one_line_or_several(written: str) -> None:
    """Both written forms of a list are read, in keys that are no fields as well: an address that a person noted leads on."""
    alert = frontmatter.parse(f"---\nid: a-b\nlang: en\ntitle: x\nissued: 2005\n{written}\n---\n\nText.\n").alert

    assert ("b-1", "c-2") == alert.former_ids


def test_control_characters_of_a_header_are_not_read() -> None:
    """A bell that an old terminal left in a name reaches no page and no feed."""
    text = "---\nid: a-b\nlang: en\ntitle: x\x07y\nissued: 2005\nsources:\n    A\x02B, C\nmood: s\x7fad\n---\n\nText.\n"
    alert = frontmatter.parse(text).alert

    assert ("xy", ("AB, C",), (("mood", "sad"),)) == (alert.title, alert.sources, alert.extra)


@pytest.mark.parametrize("mark", ["---", "--- ", "---\t", "---\r"])
def test_a_rule_in_the_text_is_not_the_end_of_the_header(mark: str) -> None:
    """Where a person's editor left a blank behind the mark, all of the text is read, not what stands below its first rule."""
    text = f"{mark}\nid: a-b\nlang: en\ntitle: x\nissued: 2005\n{mark}\n\nAbove.\n\n---\n\nBelow.\n"

    assert frontmatter.parse(text).body == frontmatter.body_of(text)
    assert "Above." in frontmatter.body_of(text)


def _outcome(text: str) -> object:
    try:
        return frontmatter.split(text)
    except FrontMatterError as error:
        return str(error)


@given(
    st.lists(st.sampled_from(["---", "--- ", "----", "id: a", "x: 1, 2", "    more", "", "words", "key:", "\tid: b"]))
)
def test_a_file_is_divided_alike_with_and_without_a_mark(lines: list[str]) -> None:
    """A file as it is written is divided at sight, one with a byte order mark line by line: the outcome is the same."""
    text = "\n".join(["---", *lines])

    assert _outcome(f"\ufeff{text}") == _outcome(text)
