"""Recommended actions, which are history, and reports of errors, which are welcome."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from plugins.alerts import markup
from plugins.alerts.dates import PartialDate
from plugins.alerts.model import Alert, AlertId
from plugins.site.presenting.actions import divide, until
from plugins.site.reporting import reporter
from plugins.site.settings import SettingsError, SiteSettings


@pytest.mark.parametrize(
    ("heading", "is_one"),
    [
        ("## Recommended Action", True),
        ("**RECOMMENDED ACTION:**", True),
        ("RECOMMENDED ACTIONS:", True),
        ("## Action recommandée", True),
        ("## Mesures recommandées :", True),
        ("**ACCIÓN RECOMENDADA**:", True),
        ("## Acciones recomendadas", True),
        ("The recommended action was refused.", False),
        ("## Appeals To", False),
    ],
)
def test_a_text_is_parted_where_it_recommends_action(heading: str, is_one: bool) -> None:
    """The heading ends the first part; words in a sentence are no heading. Nothing is lost."""
    page = markup.to_html(f"Before.\n\n{heading}\n\nSend appeals.\n")
    before, after = divide(page)

    assert page == before + after
    assert ("Send appeals" in after) is is_one


def test_blanks_without_end_do_not_hold_the_build_up() -> None:
    """What looks like the heading and goes on for a page of blanks is given up at once; it took the fourth power of their number."""
    page = f"<p>Recommended Action{' ' * 50_000}x</p>"

    assert (page, "") == divide(page)


@pytest.mark.parametrize(
    ("extra", "expected"),
    [((("action_until", "1998-01-20"),), "20 January 1998"), ((("action_until", "soon"),), "soon"), ((), "")],
)
def test_a_record_may_say_until_when(extra: tuple[tuple[str, str], ...], expected: str) -> None:
    """As a date where it is one, else in the words of the record."""
    alert = Alert(id=AlertId("a"), lang="en", title="", issued=PartialDate(1998), extra=extra)

    assert expected == until(alert, "en")


@pytest.mark.parametrize("siteurl", ["", "https://example.org/a b"])
def test_a_report_by_mail_names_the_page(siteurl: str) -> None:
    """The subject has the record's id and the page's address, whatever the language's words."""
    make = reporter("", "mail@example.org", "fr", siteurl=siteurl, subject="Erreur & fiche {id}, {url}")
    address = urlsplit(make("2005-x", "fr/alerts/2005/2005-x.html"))
    page = f"{siteurl}/fr/alerts/2005/2005-x.html".lstrip("/")

    assert ("mailto", "mail@example.org") == (address.scheme, address.path)
    assert {"subject": [f"Erreur & fiche 2005-x, {page}"]} == parse_qs(address.query)


def test_a_report_by_a_form_fills_its_address() -> None:
    """Slots may stand anywhere and more than once; the setting wins over the contact."""
    make = reporter("https://f.org/{lang}?r={id}&u={url}&t={id}", "mail@example.org", "es", siteurl="", subject="")

    assert "https://f.org/es?r=x&u=es/a.html&t=x" == unquote(make("x", "es/a.html"))


@pytest.mark.parametrize("contact", ["", "https://example.org/contact", "Write to the museum"])
def test_without_a_mail_address_there_is_nothing_to_fill(contact: str) -> None:
    """The page then leads to what is said about errors."""
    assert "" == reporter("", contact, "en", siteurl="", subject="{id}")("x", "y")


@pytest.mark.parametrize("report", ["nobody", "https://f.org/{ref}", "javascript:alert(1)"])
def test_a_setting_that_leads_nowhere_is_refused(report: str, tmp_path: Path) -> None:
    """Neither address nor pattern, or with a slot that nothing fills: it is said before anything is built."""
    settings = {"PATH": tmp_path, "OUTPUT_PATH": "", "THEME": "", "SITENAME": "", "ALERT_REPORT": report}

    with pytest.raises(SettingsError, match="ALERT_REPORT"):
        SiteSettings.from_pelican(settings)
