"""Markdown with the front matter of several generators."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.alerts.model import Record
from plugins.importers.formats.headers import divide
from plugins.importers.formats.markdown_files import read
from plugins.importers.normalising.normalise import normalise
from plugins.importers.opening.detect import detect
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert
from tests.importers.archives import TODAY, run, run_sources

BODY = "\nThe police in **Oslo** took *Kari Nordmann* from her home. She was let out in the morning.\n\n- one\n- two\n"
JEKYLL = f"""---
layout: post   # how it is shown
title: "Editor held: \\"again\\""
date: 2005-04-26 10:00:00 +0200
categories: [Norway, press, 'a, b']
country: NO
number: 0123
time: 12:30
author: Some One <some@example.org>
summary: >
  One line
  and another.
nested:
  key: value
  - odd
---
{BODY}"""
HUGO = f"""+++
title = "Editor held"
date = 2005-04-26T10:00:00+02:00
draft = false
tags = ["Norway", "press"]
translationKey = "case-7"
aliases = ["https://old.example.org/7", "/7"]
[params]
number = 123
+++
{BODY}"""
PELICAN = f"""Title: Editor held
Date: 2005-04-26 10:00
Tags: Norway, press
Lang: en
Slug: editor-held
Summary: One line
    and another
{BODY}"""


def parse(text: str, name: str = "held.md") -> ParsedAlert:
    """Read a Markdown file."""
    [parsed] = read(io.BytesIO(text.encode("utf-8")), name, ReadOptions(today=TODAY))
    return parsed


def record(text: str, name: str = "held.md") -> Record:
    """Return the record of a Markdown file."""
    result = normalise(parse(text, name), today=TODAY)
    assert result.record is not None, result.findings
    return result.record


@pytest.mark.parametrize(
    ("text", "title", "extra"),
    [
        (
            JEKYLL,
            'Editor held: "again"',
            {"number": "0123", "time": "12:30", "summary": "One line and another.", "nested_key": "value"}
            | {"tags": ("press", "a, b"), "author": "Some One", "header_as_found": "- odd"},
        ),
        (HUGO, "Editor held", {"tags": "press", "params_number": "123", "aliases": None}),
        (PELICAN, "Editor held", {"tags": "press", "slug": "editor-held", "summary": ("One line", "and another")}),
    ],
    ids=["jekyll", "hugo", "pelican"],
)
def test_front_matter(text: str, title: str, extra: dict[str, Any]) -> None:
    """Each generator's header becomes the same fields; what has no field of ours is kept as it stands."""
    alert, body = record(text)
    assert (title, "2005-04-26", ("NO",), "en") == (alert.title, str(alert.issued), alert.countries, alert.lang)
    assert "The police in **Oslo** took *Kari Nordmann* from her home." in body
    assert body.endswith("- one\n- two\n")
    kept = dict(alert.extra)
    assert {key: value for key, value in extra.items() if value} == {key: kept.get(key) for key in extra if extra[key]}


def test_addresses_of_old() -> None:
    """Whole addresses among the aliases are kept."""
    assert ("https://old.example.org/7",) == record(HUGO).alert.other_urls


@pytest.mark.parametrize("line", ["draft: true", "published: false", "status: hidden"])
def test_drafts_are_not_published(line: str) -> None:
    """What was never shown is rejected with the reason."""
    assert ["not-published"] == [found.code for found in parse(JEKYLL.replace("layout: post", line, 1)).findings]


def test_dates_in_names() -> None:
    """A Jekyll file without a date has that of its name; a date that is none is told, and the text's own taken if it has one."""
    text = "---\ntitle: Held\nlang: en\n---\n" + BODY
    assert "1999-05-03" == str(record(text, "_posts/1999-05-03-held.md").alert.issued)
    broken = parse(text.replace("lang", "date: 31/02/1999\nlang"), "held.md")
    assert ("31/02/1999", True) == (broken.issued, any(found.code == "date-invalid" for found in broken.findings))


def test_translations_by_name() -> None:
    """Hugo's ``held.fr.md`` and ``held.en.md`` share an id and differ in language."""
    text = "---\ntitle: Held\ndate: 1999-05-03\n---\n" + BODY
    one, other = record(text, "posts/held.en.md").alert, record(text, "posts/held.fr.md").alert
    assert (one.id, "en", "fr") == (other.id, one.lang, other.lang)


def test_html_and_commands_in_a_body() -> None:
    """HTML becomes CommonMark, a generator's commands go, and that is told."""
    parsed = parse(JEKYLL.replace("- one\n", '{{< figure src="x" >}}<b>Bold</b> <https://x.org> {% raw %}\n\n- one\n'))
    assert "**Bold** <https://x.org>" in parsed.body
    assert "figure" not in parsed.body
    assert "raw" not in parsed.body
    assert "markup-removed" in {found.code for found in parsed.findings}


def test_that_it_was_published_is_no_date() -> None:
    """Jekyll's ``published: true`` leaves the date to the name."""
    alert, _ = record(f"---\ntitle: Held\npublished: true\nlang: en\n---\n{BODY}", "posts/2005-04-26-held.md")
    assert "2005-04-26" == str(alert.issued)


def test_a_file_without_a_header() -> None:
    """The heading is the headline, and the credit says who and when."""
    text = "# Radio shut in Banjul\n\n(RSF/IFEX) - 3 July 1997 - Soldiers shut the station **Oar** in Banjul and took its transmitter with them.\n"
    alert, body = record(text)
    assert ("Radio shut in Banjul", ("RSF",), "1997-07-03") == (alert.title, alert.sources, str(alert.issued))
    assert body.startswith("(RSF/IFEX) - 3 July 1997")
    assert "**Oar**" in body


def test_an_archive_of_our_own_can_be_read(tmp_path: Path) -> None:
    """The records of one archive, imported into another, are the same records."""
    first = run(tmp_path, JEKYLL.replace("nested:\n  key: value\n  - odd\n", ""), name="held.md")
    (tmp_path / "second").mkdir()
    second = run_sources(tmp_path / "second", [first.archive / "en"])
    [(name, (alert, body))], [(other, (again, text))] = first.records().items(), second.records().items()
    assert (name, alert.title, alert.issued, alert.countries, body) == (
        other,
        again.title,
        again.issued,
        again.countries,
        text,
    )


@settings(deadline=None)
@given(
    text=st.lists(
        st.one_of(
            st.sampled_from(
                ["---", "+++", "a: b", "a = 1", "- x", "  y: [a, 'b", "key: |", "  text", "", 'x: "', "Title: y"]
            ),
            st.text(max_size=12),
        ),
        max_size=12,
    ).map("\n".join)
)
def test_any_header(text: str) -> None:
    """Any text divides into a header and a body, and nothing of the body is lost."""
    header, body = divide(text)
    assert text.endswith(body)
    assert header is not None or body == text
    [parsed] = read(io.BytesIO(text.encode("utf-8", "replace")), "x.md", ReadOptions(language="en"))
    normalise(parsed, today=TODAY)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (JEKYLL, "x", "markdown"),
        (HUGO, "x", "markdown"),
        (PELICAN, "x.md", "markdown"),
        ("---\ntext\n---\n", "x.txt", "text"),
    ],
)
def test_detection(text: str, name: str, expected: str) -> None:
    """Front matter is known by its fence and first key; fields without a fence by the name."""
    assert expected == detect(text.encode(), name)
