"""Damage is undone where that can be known, told where not, and what is not damaged never changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from plugins.importers.repair import clean
from tests.importers import damage
from tests.importers.test_cases import CASES

LANGUAGES = ("en", "fr", "es")
SOUND = {
    language: [
        case.text.partition("\n\n")[2].strip()
        for case in CASES.values()
        if case.expected.get("lang") == language
        and "â" not in case.text
        and "——" not in case.text
        and "\u202e" not in case.text
    ]
    for language in LANGUAGES
}
# Half-repaired text without its C1 characters has lost which dash and which quotation mark it was, and capitals that the word leaves open.
FEWEST_RESTORED = {"en": 0.97, "fr": 0.99, "es": 0.85}


def _ambiguous(text: str) -> str:
    return text.translate(str.maketrans("—‘", "–“"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_sound_texts_do_not_change(language: str) -> None:
    """Cleaning returns what it is given."""
    assert SOUND[language] == [clean(text, "body")[0] for text in SOUND[language]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("damaged", damage.WHOLE, ids=lambda one: one.__name__)
def test_whole_damage_is_undone(damaged: Callable[[str], str], language: str) -> None:
    """Misread UTF-8 whose bytes are all there comes back character for character, and every repair is told."""
    for text in SOUND[language]:
        repaired, findings = clean(damaged(text), "body")
        assert text == repaired
        assert (damaged(text) != text) == ("encoding-repaired" in {finding.code for finding in findings})


@pytest.mark.parametrize("language", LANGUAGES)
def test_stripped_halves_are_read_from_their_neighbours(language: str) -> None:
    """Most characters come back; none that was sound is changed."""
    lost = wrong = 0
    for text in SOUND[language]:
        broken = damage.half_repaired_and_stripped(text)
        repaired = clean(broken, "body")[0]
        lost += sum(damage.half_repaired(one) != one for one in text)
        wrong += sum((Counter(_ambiguous(text)) - Counter(_ambiguous(repaired))).values())
    assert 1 - wrong / lost >= FEWEST_RESTORED[language]


@pytest.mark.parametrize(
    ("broken", "sound"),
    [
        ("lâÃchange et la dâÃtat", "l’Échange et la d’État"),
        ("le journal âLâÃveilâ, sâest arrêté", "le journal “L’Éveil”, s’est arrêté"),
        ("âà ce jourâ, dit-il", "“à ce jour”, dit-il"),
        ("ÃTAT DâURGENCE : LE PROCÃS DES FRANÃAIS, LâENQUÃTE", "ÉTAT D’URGENCE : LE PROCÈS DES FRANÇAIS, L’ENQUÊTE"),
        ("sous lâÅil de sa sÅur, quelquâun", "sous l’œil de sa sœur, quelqu’un"),
        ("lââge de lââne", "l’âge de l’âne"),
        ("doesnât say so; the editorâs case, 1995â97", "doesn’t say so; the editor’s case, 1995–97"),
        ("une pâte, un âne et un château", "une pâte, un âne et un château"),
        ("Goâve, România, São Tomé, Ângela", "Goâve, România, São Tomé, Ângela"),
        ("séparément par lâunâ¦ Lire", "séparément par l’un… Lire"),
        ("the National UnionâPatriotic Front of the CNDDâFDD", "the National Union–Patriotic Front of the CNDD–FDD"),
        ("hold as of December 2022âwas due to the law", "hold as of December 2022–was due to the law"),
        ("It was Touréâa leading figure of the town", "It was Touré–a leading figure of the town"),
        ("In the city that May began, the Mayâbegan of it", "In the city that May began, the May–began of it"),
        ('the "Erased"âwho were many, and in the city', 'the "Erased"–who were many, and in the city'),
        (
            "The paper of the Atlântico and of the Câmara was sued",
            "The paper of the Atlântico and of the Câmara was sued",
        ),
    ],
)
def test_halves(broken: str, sound: str) -> None:
    """Neighbours tell what a half was; letters that belong there stay."""
    assert sound == clean(broken, "body")[0]


def test_what_cannot_be_known_is_kept_and_marked() -> None:
    """A question mark for an apostrophe, a character that became U+FFFD, a č or ć that became Ä, a sign before a figure."""
    for broken in (
        "L?ADHÉSION DE QUATRE MEMBRES",
        "la derni\ufffdre fois",
        "the minister, VuÄiÄ, said in the city that it was so",
        "the score of the country declined from 0 to â2 in that year",
    ):
        text, findings = clean(broken, "body")
        assert broken == text
        assert ["encoding-damaged"] == [finding.code for finding in findings]
