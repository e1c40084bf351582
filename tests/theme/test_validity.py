"""The pages are valid HTML, and what is not is found."""

from __future__ import annotations

from pathlib import Path

from plugins.site.checks.validity import one_of_each, validate
from tests.theme.conftest import BELOW, write
from tests.theme.fakes import ROOT


def test_every_type_of_page_is_valid(small_site: Path) -> None:
    """html-validate finds nothing wrong with a page of every type in every language."""
    pages = sorted((small_site / BELOW).rglob("*.html"))

    assert len(pages) > 40
    assert [] == list(validate(pages, modules=ROOT))


def test_what_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    """File, line, column, and the rule."""
    write(
        tmp_path / "a.html",
        '<!doctype html>\n<html lang="en"><head><title>a</title></head><body><ul><p>b</p></ul></body></html>\n',
    )
    found = list(validate([tmp_path / "a.html"], modules=ROOT))

    assert [f"{tmp_path / 'a.html'}:2:57"] == [one.partition(": ")[0] for one in found]
    assert "element-permitted-content" in found[0]


def test_without_the_program_that_is_said(tmp_path: Path) -> None:
    """A check that could not be made is no check that was passed."""
    assert ["HTML was not checked: html-validate is not there. Run `npm ci`."] == list(validate([], modules=tmp_path))


def test_one_of_each_type(tmp_path: Path) -> None:
    """Pages of one template are one type, of which the heaviest is looked at; indexes, and what a language has once, are types of their own."""
    for path, text in {
        "index.html": "",
        "en/about.html": "",
        "en/countries/index.html": "",
        "en/countries/fj.html": "",
        "en/countries/iq.html": "longer",
        "en/countries/iq/2007.html": "longest",
        "en/countries/fj/2006.html": "",
        "en/alerts/2006/a.html": "",
        "en/alerts/2007/b.html": "b",
    }.items():
        write(tmp_path / path, text)

    assert {
        "index.html",
        "en/about.html",
        "en/countries/index.html",
        "en/countries/iq.html",
        "en/countries/iq/2007.html",
        "en/alerts/2007/b.html",
    } == {page.relative_to(tmp_path).as_posix() for page in one_of_each(tmp_path)}
