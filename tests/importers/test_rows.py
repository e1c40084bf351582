"""JSON Lines, CSV and TSV: the universal door, crosswalks, and what happens to rows that are wrong."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from plugins.importers.crosswalk import Crosswalk, CrosswalkError
from plugins.importers.crosswalk import parse as parse_crosswalk
from plugins.importers.formats import delimited, jsonl
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert
from tests.importers.archives import Import, jsonl_of, run

ROW: dict[str, Any] = {
    "id": "row-1",
    "language": "en",
    "title": "Editor held",
    "issued": "2005-04-26",
    "body": "An editor is held.",
}


def read_jsonl(data: bytes, **options: Any) -> list[ParsedAlert]:
    """Read JSON Lines."""
    return list(jsonl.read(io.BytesIO(data), "rows.jsonl", ReadOptions(head=data, **options)))


def read_csv(data: bytes, **options: Any) -> list[ParsedAlert]:
    """Read CSV."""
    return list(delimited.read_csv(io.BytesIO(data), "rows.csv", ReadOptions(head=data, **options)))


def codes(parsed: ParsedAlert) -> list[str]:
    """Return the codes of an item's findings."""
    return [finding.code for finding in parsed.findings]


@pytest.mark.parametrize(
    ("country", "issued", "expected"),
    [
        ("East Timor", "1999-09-03", "TPTL"),
        ("Timor oriental", "2001", "TPTL"),
        ("East Timor", "2004", "TL"),
        ("TL", "1999-09-03", "TL"),
        ("Zaire", "2005", "ZRCD"),
    ],
)
def test_a_country_is_the_one_that_was_called_so_then(tmp_path: Path, country: str, issued: str, expected: str) -> None:
    """A name that two countries bore, one after the other, is told by the date; a code says itself which of them is meant."""
    row = ROW | {"country": country, "issued": issued}
    [record] = run(tmp_path, jsonl_of(row)).records().values()

    assert (expected,) == record.alert.countries


def test_every_key_of_the_door(tmp_path: Path) -> None:
    """All keys find their field."""
    row = ROW | {
        "kind": "press release",
        "country": ["Zaire", "TN"],
        "sources": "RSF, CPJ",
        "violations": ["arrest", "Censure"],
        "targets": ["A; B"],
        "url": "https://example.org/1",
        "updates": ["2005-04-20", "3 and 1 April 2005"],
        "occurred": "2005-04-25",
    }
    alert = run(tmp_path, jsonl_of(row)).records()["en/2005/row-1.md"].alert
    assert ("press-release", ("ZRCD", "TN"), ("RSF", "CPJ"), ("arrest", "censorship"), ("A; B",)) == (
        alert.kind,
        alert.countries,
        alert.sources,
        alert.violations,
        alert.targets,
    )
    assert ("https://example.org/1", ("2005-04-20", "2005-04-03", "2005-04-01"), "2005-04-25") == (
        alert.original_url,
        alert.updates,
        str(alert.occurred),
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": ""}, "title-missing"),
        ({"body": " \n "}, "body-missing"),
        ({"language": ""}, "language-missing"),
        ({"language": "xx"}, "language-unknown"),
        ({"issued": ""}, "date-missing"),
        ({"issued": "2005-02-30"}, "date-unreadable"),
        ({"issued": "next week"}, "date-unreadable"),
        ({"issued": "2036-01-01"}, "date-unreadable"),
        ({"body_format": "rtf"}, "body-format-unknown"),
    ],
)
def test_a_wrong_row_is_rejected_and_the_rest_goes_on(tmp_path: Path, change: dict[str, Any], code: str) -> None:
    """The outcome has the line's number and the reason; the row after it is accepted."""
    result = run(tmp_path, jsonl_of(ROW | {"id": "row-0"} | change, ROW))
    assert ["rejected", "accepted"] == [outcome["outcome"] for outcome in result.outcomes]
    assert "line 1" == result.outcomes[0]["item"]
    assert result.outcomes[0]["reason"].startswith(f"{code}: ")
    assert 1 == result.exit_status


@pytest.mark.parametrize("line", [b"{broken", b"[1, 2]", b'"text"', b"[" * 100_000, b'{"a": 1e999, "title": NaN}'])
def test_a_line_that_is_no_object(line: bytes) -> None:
    """It comes as one rejected item, and reading goes on."""
    first, second = read_jsonl(b'{"id": "a-1"}\n' + line + b"\n")[:2]
    assert "a-1" == first.id
    assert not codes(first)
    assert "item-unreadable" in codes(second) or not second.title


def test_unknown_keys_are_kept(tmp_path: Path) -> None:
    """They stand in the header, lower case, as text, with a finding."""
    result = run(tmp_path, jsonl_of(ROW | {"Collection Name": "north", "weights": [1, 2]}))
    assert {"collection_name": "north", "weights": "[1, 2]"} == dict(result.records()["en/2005/row-1.md"].alert.extra)
    assert ["field-unknown", "field-unknown"] == [found["code"] for found in result.outcomes[0]["findings"]]


def test_values_of_the_wrong_type() -> None:
    """They are left out with a finding; nothing is made of them."""
    [parsed] = read_jsonl(b'{"title": {"a": 1}, "issued": 2018, "country": [["x"]], "sources": {"a": 1}}\n')
    assert ("", "2018", (), ()) == (parsed.title, parsed.issued, parsed.countries, parsed.sources)
    assert ["field-invalid"] * 3 == codes(parsed)


def test_crosswalk_serves_all_tables(tmp_path: Path) -> None:
    """The same crosswalk maps the columns of CSV, TSV and JSON Lines."""
    walk = tmp_path / "walk.toml"
    walk.write_text(
        '[columns]\nid = "Nr"\ntitle = "Headline"\nbody = "Text"\nissued = "Day"\ncountry = "Nation"\n'
        '[constants]\nlanguage = "fr"\nkind = "update"\n[options]\ndate_order = "day"\n',
        encoding="utf-8",
    )
    found: list[Import] = []
    for name, text in (
        (
            "a.csv",
            'Nr,Headline,Text,Day,Nation,Page\nn-1,Un titre,"Un texte, long\nde deux lignes",03/04/2005,Tchad,7\n',
        ),
        ("b.tsv", "Nr\tHeadline\tText\tDay\tNation\tPage\nn-1\tUn titre\tUn texte, long\t03/04/2005\tTchad\t7\n"),
        (
            "c.jsonl",
            '{"Nr": "n-1", "Headline": "Un titre", "Text": "Un texte, long", "Day": "03/04/2005", "Nation": "Tchad", "Page": 7}\n',
        ),
    ):
        folder = tmp_path / name.replace(".", "-")
        folder.mkdir()
        found.append(run(folder, text, name=name, crosswalk=walk))
    for result in found:
        alert = result.records()["fr/2005/n-1.md"].alert
        assert ("Un titre", "2005-04-03", ("TD",), "update", (("page", "7"),)) == (
            alert.title,
            str(alert.issued),
            alert.countries,
            alert.kind,
            alert.extra,
        )


@pytest.mark.parametrize("written", ["03/04/2005", "03/04/2005 12:30", "3.4.2005, 12:30:00 UTC"])
def test_an_ambiguous_date_loses_what_is_not_known(tmp_path: Path, written: str) -> None:
    """03/04/2005 without a crosswalk's word on it is 2005, and a finding says so."""
    result = run(tmp_path, jsonl_of(ROW | {"issued": written}))
    assert "2005" == str(result.records()["en/2005/row-1.md"].alert.issued)
    assert ["date-ambiguous"] == [found["code"] for found in result.outcomes[0]["findings"]]


@pytest.mark.parametrize("year", ["0000", "1234", "2098"])
def test_an_ambiguous_date_of_no_year_of_ours_is_rejected(tmp_path: Path, year: str) -> None:
    """That the year is kept does not make one of it."""
    result = run(tmp_path, jsonl_of(ROW | {"issued": f"03/04/{year}"}))
    assert [("rejected", "date-unreadable")] == [
        (outcome["outcome"], outcome["reason"].split(":")[0]) for outcome in result.outcomes
    ]


def test_columns_of_one_name_are_all_kept(tmp_path: Path) -> None:
    """Neither of two notes is lost, nor a title beside a headline."""
    text = "id,language,title,issued,body,note,note,Note,headline\nr-1,en,Held,2005-04-26,A text.,one,two,three,four\n"
    alert = run(tmp_path, text, name="a.csv").records()["en/2005/r-1.md"].alert
    assert ("Held", ["four", "one", "three", "two"]) == (alert.title, sorted(value for _, value in alert.extra))


def test_missing_columns_name_themselves() -> None:
    """A crosswalk whose columns are not there, and a file without our columns, say which, where and what to do."""
    walk = Crosswalk(name="walk.toml", columns=(("title", "Headline"), ("body", "Text")))
    [first] = read_csv(b"Headline,Day\nx,y\n", crosswalk=walk)
    assert ["crosswalk-column-missing"] == codes(first)
    for part in ("walk.toml", "'Text'", "'Headline', 'Day'"):
        assert part in first.findings[0].message
    [second] = read_csv(b"title,text,x\na,b,c\n")
    assert "no column is our body, issued, language" in second.findings[0].message


@pytest.mark.parametrize(
    "text",
    [
        "[columns",
        "[colums]\n",
        '[columns]\nheadline = "x"\n',
        "[columns]\ntitle = []\n",
        "[options]\ndate_order = 'year'\n",
        "[options]\nx = 1\n",
    ],
)
def test_a_wrong_crosswalk_is_refused(text: str) -> None:
    """The message names the file."""
    with pytest.raises(CrosswalkError, match=r"walk\.toml"):
        parse_crosswalk(text, "walk.toml")


def test_rows_with_too_many_cells_and_odd_bytes() -> None:
    """A row with more cells than columns is rejected; NULs go, and a Latin-1 row in a UTF-8 file is read with a finding."""
    data = (
        b"title,body,issued,language\n" + "é,b,2001,fr\n".encode() + b"a,b,2001,en,f\n" + b"\xe9t\xe9,b\x00c,2002,fr\n"
    )
    first, second, third = read_csv(data)
    assert ("é", [], ["item-unreadable"]) == (first.title, codes(first), codes(second))
    assert ("été", "bc", ["charset-guessed"]) == (third.title, third.body, codes(third))


def test_an_unclosed_quote_takes_the_rest_and_loses_no_row() -> None:
    """What the csv module makes one row of is one item: the account still adds up."""
    parsed = read_csv(b'title,body,issued,language\na,"b,2001,en\nc,d,2001,en\n')
    assert 1 == len(parsed)


def test_delimiters_are_found() -> None:
    """Semicolons and tabs need no option."""
    [parsed] = read_csv(b"title;body;issued;language\na;b, c;2001;en\n")
    assert ("a", "b, c") == (parsed.title, parsed.body)


def test_a_header_of_very_many_columns_is_read_at_once() -> None:
    """A hundred thousand headings, half of them empty, are told apart without being compared with each other (which takes minutes)."""
    header = ",".join(["title", *[""] * 50_000, *(f"x{number}" for number in range(50_000))])
    [found] = read_csv(f"{header}\nEditor held\n".encode())
    assert ["crosswalk-column-missing"] == codes(found)
    assert len(found.findings[0].message) < 5_000


def test_a_wide_table_shows_what_may_be_meant() -> None:
    """Of many columns the rejection names those that are most like ours, then the first: eight in all."""
    names = [*(f"column {number}" for number in range(60)), "Titel", "Issued on", "Bodytext"]
    [found] = read_csv(f"{','.join(names)}\n{','.join('x' * 63)}\n".encode())
    message = found.findings[0].message
    assert "the file has 'Titel', 'Bodytext', 'Issued on', 'column 0'" in message
    assert "'column 4', and 55 more" in message
