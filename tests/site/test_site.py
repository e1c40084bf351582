"""The miniature archive, built for real by plain `pelican`."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from plugins.alerts.vocabularies import REPAIRS
from plugins.site.checks.checking import check_site
from plugins.site.writing.output import write_if_changed
from tests.site import miniature
from tests.site.build import fixity, pelican


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the miniature archive."""
    folder = tmp_path_factory.mktemp("site")
    miniature.make(folder / "archive")
    done = pelican(folder / "archive", folder / "output", folder / "cache")
    assert 0 == done.returncode, done.stdout + done.stderr
    return folder / "output"


def page(output: Path, path: str) -> BeautifulSoup:
    """Return a page, parsed."""
    return BeautifulSoup((output / path).read_text(encoding="utf-8"), "lxml")


def test_every_address_of_the_contract_is_there(output: Path) -> None:
    """The addresses that others rely on exist in every language."""
    expected = ["index.html", "404.html", "MANIFEST.sha256"]
    for lang in ("en", "fr", "es"):
        expected += [
            f"{lang}/index.html",
            f"{lang}/search.html",
            f"{lang}/alerts/2005/2005-04-26-fj-aaaa.html",
            f"{lang}/alerts/2007/2007-xx-cccc.html",
            f"{lang}/countries/fj.html",
            f"{lang}/countries/zrcd.html",
            f"{lang}/countries/index.html",
            f"{lang}/violations/release.html",
            f"{lang}/sources/rsf.html",
            f"{lang}/years/2005.html",
        ]

    assert [] == [path for path in expected if not (output / path).is_file()]


def test_nothing_is_broken(output: Path) -> None:
    """Every link leads somewhere, the manifest is true, budgets are kept."""
    assert check_site(output) == []


def test_the_manifest_is_what_sha256sum_reads(output: Path) -> None:
    """Every line is a SHA-256, two blanks and a path; together they are all files but the manifest."""
    lines = (output / "MANIFEST.sha256").read_text(encoding="utf-8").splitlines()
    listed = dict(reversed(line.split("  ", 1)) for line in lines)

    assert {path: sha for path, sha in fixity(output).items() if path != "MANIFEST.sha256"} == listed


@pytest.mark.parametrize(
    ("lang", "title", "date"),
    [
        ("en", miniature.TITLES["en"], "26 April 2005"),
        ("fr", miniature.TITLES["fr"], "26 avril 2005"),
        ("es", miniature.TITLES["es"], "26 de abril de 2005"),
    ],
)
def test_an_alert_is_shown_in_its_language(output: Path, lang: str, title: str, date: str) -> None:
    """Headline, date, country and text stand on the page of each language."""
    soup = page(output, f"{lang}/alerts/2005/2005-04-26-fj-aaaa.html")

    assert lang == soup.html["lang"]  # type: ignore[index]
    assert title == soup.h1.get_text()  # type: ignore[union-attr]
    assert date in soup.get_text()
    assert f"Text of 2005-04-26-fj-aaaa in {lang}." in soup.get_text()


def test_the_language_switch_leads_to_the_same_alert(output: Path) -> None:
    """Each version links the other two."""
    soup = page(output, "en/alerts/2005/2005-04-26-fj-aaaa.html")

    assert [link["href"] for link in soup.select("nav.languages a")] == [
        "../../../en/alerts/2005/2005-04-26-fj-aaaa.html",
        "../../../fr/alerts/2005/2005-04-26-fj-aaaa.html",
        "../../../es/alerts/2005/2005-04-26-fj-aaaa.html",
    ]


def test_a_missing_translation_is_said_and_the_other_text_shown(output: Path) -> None:
    """A Spanish reader of an alert that exists in French only sees a Spanish page with the French text, marked as French."""
    soup = page(output, "es/alerts/2007/2007-xx-cccc.html")
    french = soup.select('[lang="fr"]')

    assert soup.html["lang"] == "es"  # type: ignore[index]
    assert any("Text of 2007-xx-cccc in fr." in part.get_text() for part in french)
    assert any("Une station de radio fermée" in part.get_text() for part in french)
    assert "francés" in soup.get_text()


@pytest.mark.parametrize(
    ("lang", "heading", "broken_off"),
    [
        ("en", "Condition of the text", "The text breaks off: no more of it could be read from the source."),
        ("fr", "État du texte", "Le texte est tronqué\u00a0: la suite n’a pas pu être lue dans la source."),
        ("es", "Estado del texto", "El texto está truncado: no se pudo leer más en la fuente."),
    ],
)
def test_an_alert_says_how_its_text_was_repaired(output: Path, lang: str, heading: str, broken_off: str) -> None:
    """The provenance tells it in the reader's language, whatever that of the text; a code that nobody knows stands as it is."""
    parts = page(output, f"{lang}/alerts/2007/2007-xx-cccc.html").select(".source dl > div")
    [told] = [part for part in parts if part.dt is not None and heading == part.dt.get_text()]

    assert [REPAIRS.label("encoding-repaired", lang), broken_off, "<i>by-hand</i>"] == [
        line.get_text() for line in told.select("dd")
    ]
    whole = page(output, f"{lang}/alerts/2005/2005-04-26-fj-aaaa.html")
    assert heading not in [term.get_text() for term in whole.select("dt")]


def test_an_alert_names_what_it_updates_and_what_updates_it(output: Path) -> None:
    """The later alert links the earlier one and names the date of one that is not in the archive; the earlier links back."""
    later = page(output, "en/alerts/2005/2005-05-fj-bbbb.html")
    earlier = page(output, "fr/alerts/2005/2005-04-26-fj-aaaa.html")

    assert later.select_one('main a[href$="2005-04-26-fj-aaaa.html"]')
    assert "1 March 2005" in later.get_text()
    assert earlier.select_one('main a[href$="2005-05-fj-bbbb.html"]')


def test_markup_in_a_headline_is_text_everywhere(output: Path) -> None:
    """No page has an element that a record brought."""
    for file in output.rglob("*.html"):
        assert b"<script>alert" not in file.read_bytes(), file
    assert "<script>alert(1)</script>" in page(output, "en/alerts/1996/1996-zr-dddd.html").h1.get_text()  # type: ignore[union-attr]


def test_no_page_has_inline_code_or_asks_elsewhere(output: Path) -> None:
    """No inline script or style, and nothing is loaded from another address."""
    for file in output.rglob("*.html"):
        soup = BeautifulSoup(file.read_bytes(), "lxml")
        assert not soup.find_all("style"), file
        assert not soup.find_all(style=True), file
        # A data block is not run: https://html.spec.whatwg.org/multipage/scripting.html#data-block
        inline = [script for script in soup.find_all("script") if not script.get("src")]
        assert all(script.get("type") == "application/ld+json" for script in inline), file
        for element in soup.find_all(["script", "img", "link"]):
            address = str(element.get("src") or element.get("href"))
            assert address.startswith("data:") or "://" not in address, (file, address)


def test_a_listing_shows_each_alert_once_in_the_readers_language(output: Path) -> None:
    """A reader of French finds the French version, and the English one where there is no French, marked as English."""
    soup = page(output, "fr/countries/fj.html")
    links = [link["href"] for link in soup.select("main a") if "/alerts/" in str(link["href"])]

    assert links == ["../../fr/alerts/2005/2005-05-fj-bbbb.html", "../../fr/alerts/2005/2005-04-26-fj-aaaa.html"]
    assert soup.select_one('main [lang="en"]')


def test_building_again_writes_nothing(output: Path) -> None:
    """With nothing changed, no file is touched."""
    before = {file: file.stat().st_mtime_ns for file in output.rglob("*") if file.is_file()}
    done = pelican(output.parent / "archive", output, output.parent / "cache")

    assert 0 == done.returncode
    assert before == {file: file.stat().st_mtime_ns for file in output.rglob("*") if file.is_file()}


def test_one_worker_and_many_write_the_same_bytes(output: Path, tmp_path: Path) -> None:
    """The number of processes shows nowhere."""
    done = pelican(output.parent / "archive", tmp_path / "output", tmp_path / "cache", "ALERT_WORKERS=1")

    assert 0 == done.returncode
    assert fixity(output) == fixity(tmp_path / "output")


def test_a_page_that_somebody_changed_is_made_again(output: Path) -> None:
    """The output is what the archive says, whatever happened to it."""
    file = output / "en/index.html"
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    file.write_text("spoilt", encoding="utf-8")
    pelican(output.parent / "archive", output, output.parent / "cache")

    assert before == hashlib.sha256(file.read_bytes()).hexdigest()


def test_copies_by_hard_link_keep_what_they_had(tmp_path: Path) -> None:
    """A file that changes gets a new inode: a snapshot made of hard links is not written into."""
    write_if_changed(tmp_path, "page.html", b"first")
    (tmp_path / "snapshot.html").hardlink_to(tmp_path / "page.html")
    write_if_changed(tmp_path, "page.html", b"second")

    assert b"first" == (tmp_path / "snapshot.html").read_bytes()
    assert b"second" == (tmp_path / "page.html").read_bytes()
