"""Until when an alert asks for appeals: read where it says so unmistakably, in three languages, and nowhere else."""

from __future__ import annotations

import pytest

from plugins.importers.formats.text.deadlines import find_deadline
from plugins.importers.formats.text.single import parse
from plugins.importers.normalising.normalise import normalise
from plugins.importers.parsed import Provenance
from tests.importers.golden import TODAY


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Send appeals before 15 March 1999.", "1999-03-15"),
        ("en", "Please send appeals to the authorities no later than March 15, 1999:", "1999-03-15"),
        ("en", "Write letters to the President by Monday 15 March.", "1999-03-15"),
        (
            "en",
            "RECOMMENDED ACTION:\n\nPlease send urgent appeals,\nif possible before the 15th of March 1999, to:",
            "1999-03-15",
        ),
        ("en", "Before 15 March 1999, please send faxes to the Minister.", "1999-03-15"),
        ("en", "Deadline for appeals: 15 March 1999", "1999-03-15"),
        ("en", "Send appeals before 5 January.", "2000-01-05"),
        ("fr", "Prière d’envoyer des appels avant le 15 mars 1999 :", "1999-03-15"),
        ("fr", "Envoyez vos lettres au ministre au plus tard le 1er mars 1999.", "1999-03-01"),
        ("fr", "Avant le 15 mars, veuillez écrire des lettres.", "1999-03-15"),
        ("fr", "Date limite : 15 mars 1999", "1999-03-15"),
        ("es", "Envíe llamados antes del 15 de marzo de 1999 a:", "1999-03-15"),
        ("es", "Sírvanse enviar cartas a las autoridades a más tardar el 15 de marzo.", "1999-03-15"),
        ("es", "Fecha límite: 15 de marzo de 1999", "1999-03-15"),
        # Not an end of an appeal, or not surely one.
        ("en", "Send appeals asking that he be freed before 15 March 1999.", ""),
        ("en", "Send appeals to authorities: - urging them to act before 15 March 1999", ""),
        ("en", "He must appear in court before 15 March 1999.", ""),
        ("en", "Send appeals by fax: 15 March Street 1999, Monrovia", ""),
        ("en", "Send appeals before 15 March 1999. Write letters before 20 March 1999.", ""),
        ("en", "Send appeals before 15 March 1997.", ""),
        ("en", "Send appeals before 15 March 2004.", ""),
        ("fr", "Envoyez des appels demandant qu’il soit jugé avant le 15 mars 1999.", ""),
        ("fr", "Le tribunal a rejeté l’appel avant le 15 mars 1999.", ""),
        ("es", "El tribunal rechazó la apelación antes del 15 de marzo de 1999.", ""),
        ("es", "Envíe cartas pidiendo su libertad antes del 15 de marzo de 1999.", ""),
    ],
)
def test_the_end_of_an_appeal(language: str, text: str, expected: str) -> None:
    """The date stands beside what is asked for; a year that is left out is that of the alert or the next."""
    assert expected == str(find_deadline(text, language, "1999-02-20") or "")


def test_a_day_without_a_year_needs_the_alert_s_own_date() -> None:
    """Nothing is filled in from today, nor from a year alone."""
    text = "Send appeals before 15 March."

    assert (None, None) == (find_deadline(text, "en", ""), find_deadline(text, "en", "1999"))


def test_the_record_says_that_it_was_inferred() -> None:
    """It is a key of the record, and among those that were inferred."""
    text = (
        "IFEX - News from the international freedom of expression community\n\n9 March 1999\n\nReporter to serve jail term\n\n"
        "SOURCE: Canadian Journalists for Free Expression (CJFE), Toronto\n\n(CJFE/IFEX) - On 8 March 1999, a court in Kuala Lumpur "
        "jailed a reporter.\n\nRECOMMENDED ACTION:\n\nSend appeals before 30 March 1999 to:\n\nThe Prime Minister\nFax: +60 3 298 4172\n"
    )

    record = normalise(parse(text, Provenance(source="x.txt")), today=TODAY).record

    assert record is not None
    assert ("1999-03-30", True) == (dict(record.alert.extra)["action_until"], "action_until" in record.alert.inferred)
