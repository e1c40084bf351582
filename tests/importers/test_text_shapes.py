"""The text reader on made-up texts of every shape that the atlas lists."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest

from plugins.alerts.model import Record
from plugins.importers.formats.text.reader import read
from plugins.importers.normalising.normalise import Normalised, normalise
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert
from tests.importers import texts

TODAY = dt.date(2026, 11, 20)


def parse(text: str) -> ParsedAlert:
    """Read a text."""
    [parsed] = read(io.BytesIO(text.encode("utf-8")), "text.txt", ReadOptions())
    return parsed


def normalised(text: str) -> Normalised:
    """Read a text and normalise it."""
    return normalise(parse(text), today=TODAY)


def record(text: str) -> Record:
    """Return the record that a text makes."""
    result = normalised(text)
    assert result.record is not None, result.findings
    return result.record


def codes(text: str) -> set[str]:
    """Return the codes of a text's findings."""
    return {finding.code for finding in normalised(text).findings}


def value(found: Record, name: str) -> Any:
    """Return a field of a record, or one of its unknown keys."""
    if hasattr(found.alert, name):
        result = getattr(found.alert, name)
        return str(result) if name in ("issued", "occurred") else result
    return dict(found.alert.extra).get(name)


@pytest.mark.parametrize("name", texts.TEXTS)
def test_fields(name: str) -> None:
    """Every field that a text says is read as it says it."""
    text, expected = texts.TEXTS[name]
    found = record(text)
    assert expected == {field: value(found, field) for field in expected}


def test_the_body_of_an_email() -> None:
    """Wrapped lines are joined; bullets, address lines and headings are not; masthead, forwarding and footer are gone."""
    assert (
        '(MISA/IFEX) - On 7 September 1998 the police in Ndola took Martin Tembo, who edits the weekly "Copperbelt Eye", from his home '
        "and kept him for the night in the central police station.\n"
        "\n"
        "He was let out in the morning. No charge was brought.\n"
        "\n"
        "## RECOMMENDED ACTION\n"
        "\n"
        "Send appeals to authorities:\n"
        "\n"
        "- saying that nobody should be held for what a newspaper has printed about prices\n"
        "- asking that the two reporters be left in peace\n"
        "\n"
        "## APPEALS TO\n"
        "\n"
        "The Inspector General\\\n"
        "Police Headquarters\\\n"
        "P.O. Box 1\\\n"
        "Lusaka, Zambia\\\n"
        "Fax: +260 1 000000\n"
    ) == record(texts.EMAIL_EN).body


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (texts.EMAIL_EN, "noise-removed"),
        (texts.DATED_FR, "noise-removed"),
        (texts.TEASER_ONLY, "text-truncated"),
        (texts.TEASER_ONLY, "date-from-event"),
        (texts.CONGO, "country-ambiguous"),
        (texts.ORIGINAL_EN, "date-from-original"),
        (texts.RISING_ID, "year-inferred"),
        (texts.HALF_REPAIRED, "encoding-repaired"),
        (texts.MIRROR, "encoding-damaged"),
        (texts.RELATED_AFTER, "title-inferred"),
        (texts.RELATED_AFTER, "country-inferred"),
    ],
)
def test_what_was_done_is_told(text: str, code: str) -> None:
    """Nothing is guessed, dropped or repaired without a finding."""
    assert code in codes(text)


def test_a_page_cut_within_its_teaser() -> None:
    """Where less is left of the text than of the teaser, the teaser stays, once."""
    found = record(texts.TEASER_ONLY + "(BAJ/IFEX) – On 5 May 2004 the ministry told the daily “Dzen” to stop\n")
    assert 1 == found.body.count("the ministry told the daily")
    assert "threw the whole run away" in found.body


def test_joined_lines_are_told() -> None:
    """A text that was wrapped says so in its record; one whose paragraphs are lines does not, nor do lists and addresses."""
    wrapped = "URL: https://ifex.org/a-page\n\nEditor held\n\n(RSF/IFEX) - On 5 May 1999, police in the town of Kara, Togo, held the editor of\nthe weekly paper for two days, and let him go without a charge on the third.\n"
    assert "lines-joined" in record(wrapped).alert.repaired
    whole = wrapped.replace("editor of\nthe", "editor of the") + "\nAppeals To\n\nThe Minister\nLomé\nFax: +228 21 1\n"
    assert "lines-joined" not in record(whole).alert.repaired


def test_half_repaired_text() -> None:
    """Apostrophes, quotation marks and É come back from their neighbours."""
    body = record(texts.HALF_REPAIRED).body
    for part in ("“L’Éveil”", "contre l’État", "Il s’est dit", "de l’arrêt", "“à huis clos”"):
        assert part in body


def test_translations_of_a_dated_address_share_an_id() -> None:
    """The address of 2009–2016 is the same in every language; so is the id, whatever the texts say."""
    other = texts.DATED_FR.replace("/fr/", "/").replace(
        "Un journal suspendu pour douze jours", "Newspaper suspended for twelve days"
    )
    assert record(texts.DATED_FR).alert.id == record(other).alert.id
    assert record(texts.DATED_FR).alert.id.startswith("2010-11-05-")


def test_a_date_is_never_that_of_today() -> None:
    """A text without any date is rejected, not dated."""
    assert {"date-missing"} <= codes(
        "URL: https://ifex.org/a-page-without-a-date\n\n(RSF/IFEX) – An editor was held in Lomé last week.\n"
    )


def test_line_ends_and_encodings_of_old_files() -> None:
    """The same e-mail in Latin-1 with Windows line ends gives the same record."""
    [parsed] = read(io.BytesIO(texts.EMAIL_ES.replace("\n", "\r\n").encode("cp1252")), "text.txt", ReadOptions())
    other = normalise(parsed, today=TODAY).record
    assert other is not None
    assert (record(texts.EMAIL_ES).body, record(texts.EMAIL_ES).alert.title) == (other.body, other.alert.title)
    assert "charset-guessed" in {finding.code for finding in parsed.findings}
