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
    ],
)
def test_halves(broken: str, sound: str) -> None:
    """Neighbours tell what a half was; letters that belong there stay."""
    assert sound == clean(broken, "body")[0]


def test_what_cannot_be_known_is_kept_and_marked() -> None:
    """A question mark for an apostrophe, a lost ó, a character that became U+FFFD."""
    for broken in ("L?ADHÉSION DE QUATRE MEMBRES", "la derni\ufffdre fois"):
        text, findings = clean(broken, "body")
        assert broken == text
        assert ["encoding-damaged"] == [finding.code for finding in findings]
