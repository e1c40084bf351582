"""Citations: what a reference manager reads is what the record says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given

from plugins.alerts.collection import Collection, Entry
from plugins.alerts.dates import PartialDate
from plugins.alerts.model import Alert, Record
from plugins.exports.citations import bibtex, latex, ris
from plugins.exports.model import Model
from plugins.site import addresses, facets
from tests.alerts.strategies import records
from tests.exports import world


def model(siteurl: str = "") -> Model:
    """Return a site without records: citations need its address and names."""
    empty = Collection([], read_body=lambda _: "")
    return Model(empty, addresses=addresses, facets=facets, settings=world.settings(Path("nowhere"), siteurl))


def entry(alert: Alert) -> Entry:
    """Return an entry of an alert."""
    return Entry(alert=alert, path="p", digest="0")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("50% & more", r"50\% \& more"),
        ("a_b #1 $2", r"a\_b \#1 \$2"),
        ("{x}", r"\textbraceleft{}x\textbraceright{}"),
        ("a\\b", r"a\textbackslash{}b"),
        ("~^", r"\textasciitilde{}\textasciicircum{}"),
        ("État «ñ» 中", "État «ñ» 中"),
        ("two\n lines", "two lines"),
    ],
)
def test_latex_shows_what_was_written(text: str, escaped: str) -> None:
    """The ten special characters are escaped, letters are left alone."""
    assert escaped == latex(text)


@given(records)
def test_braces_always_balance(record: Record) -> None:
    """Whatever a headline holds, the entry ends where it should."""
    written = bibtex(entry(record.alert), model("https://example.org"))
    depth = 0
    for position, sign in enumerate(written):
        depth += (sign == "{") - (sign == "}")
        assert depth > 0 or position < written.index("{") or position >= len(written) - 2
    assert 0 == depth


@given(records)
def test_ris_has_one_tag_a_line(record: Record) -> None:
    """A record begins with TY, ends with ER, and every line between is a tag with a value."""
    lines = ris(entry(record.alert), model()).removesuffix("\r\n").split("\r\n")

    assert ("TY  - ELEC", "ER  - ") == (lines[0], lines[-1])
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .+", line, re.DOTALL) and "\n" not in line for line in lines[1:-1])


@pytest.mark.parametrize(
    ("issued", "lines", "ris_date"),
    [
        (PartialDate(2005), ["date = {2005}", "year = {2005}"], "2005///"),
        (PartialDate(2005, 4), ["date = {2005-04}", "year = {2005}", "month = apr"], "2005/04//"),
        (PartialDate(2005, 4, 6), ["date = {2005-04-06}", "year = {2005}", "month = apr"], "2005/04/06/"),
    ],
)
def test_dates_are_no_more_precise_than_the_record(issued: PartialDate, lines: list[str], ris_date: str) -> None:
    """A year is a year in both formats."""
    alert = entry(Alert(**{**_fields(world.HOSTILE.alert), "issued": issued}))
    written = bibtex(alert, model())

    assert lines == re.findall(r"^  ((?:date|year|month) = .*),$", written, re.MULTILINE)
    assert f"DA  - {ris_date}\r\n" in ris(alert, model())


def test_an_organisation_is_one_author_by_its_name() -> None:
    """Names are written out in the citation's language, each in braces of its own."""
    alert = Alert(**{**_fields(world.HOSTILE.alert), "lang": "fr", "sources": ("RSF", "CPJ")})

    assert "author = {{Reporters sans frontières} and {" in bibtex(entry(alert), model())
    assert "AU  - Reporters sans frontières\r\nAU  - " in ris(entry(alert), model())


def test_addresses_are_given_where_there_is_one() -> None:
    """A site without an address has no link that could be followed."""
    alert = entry(world.HOSTILE.alert)

    assert "url = {https://example.org/en/alerts/2006/2006-03-fj-evil.html}" in bibtex(
        alert, model("https://example.org")
    )
    assert "url =" not in bibtex(alert, model())


def test_every_record_is_cited_once(tmp_path: Path) -> None:
    """The files together have each record's key once, and RIS as many records."""
    place = world.archive(tmp_path)
    world.made(place, tmp_path)
    files = world.files(tmp_path)
    bib = "".join(data.decode() for path, data in files.items() if path.endswith(".bib"))
    ris_files = "".join(data.decode() for path, data in files.items() if path.endswith(".ris"))
    wanted = sorted(f"{file.stem}-{file.parts[-3]}" for file in place.rglob("*.md"))

    assert wanted == sorted(re.findall(r"^@misc\{(.+),$", bib, re.MULTILINE))
    assert len(wanted) == ris_files.count("TY  - ELEC")
    assert "data/citations/fr/2007.ris" in files


def _fields(alert: Alert) -> dict[str, object]:
    return {name: getattr(alert, name) for name in Alert.__dataclass_fields__}
