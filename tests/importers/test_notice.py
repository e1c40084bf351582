"""A notice stands at the end of every record of a source, in its language."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from plugins.importers import crosswalk
from plugins.importers.crosswalk import CrosswalkError
from plugins.importers.normalising.normalise import normalise
from plugins.importers.parsed import ParsedAlert

REWORDED = Path(crosswalk.__file__).parent / "reworded.toml"
TODAY = dt.date(2026, 1, 1)

GOOD = """
[notice]
note = "summary"
[notice.en]
text = "A *summary*."
original = "It stood at {url}."
[notice.fr]
text = "Un résumé."
original = "Il se trouvait à l’adresse {url}."
[notice.es]
text = "Un resumen."
original = "Estaba en {url}."
"""


@pytest.mark.parametrize(
    ("language", "url", "paragraph"),
    [
        ("en", "https://example.org/a_b_c", "A \\*summary\\*. It stood at <https://example.org/a_b_c>."),
        ("fr", "", "Un résumé."),
        ("es", "a <b> c", "Un resumen. Estaba en a \\<b> c."),
    ],
)
def test_a_notice_is_the_last_paragraph_and_a_word_in_the_header(language: str, url: str, paragraph: str) -> None:
    """The address becomes a link if it can be one; without any, its sentence is left out."""
    notice = crosswalk.parse(GOOD, "good.toml").notice
    parsed = ParsedAlert(identity="x", language=language, title="A title", body="One.\n\nTwo.", issued="2005", url=url)
    record = normalise(parsed, today=TODAY, notice=notice).record

    assert record is not None
    assert (f"One.\n\nTwo.\n\n{paragraph}\n", "summary") == (record.body, dict(record.alert.extra)["note"])


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (GOOD.replace('note = "summary"', ""), "note"),
        (GOOD.replace("[notice.es]", "[notice.de]"), "de"),
        (GOOD.replace("Estaba en {url}.", "Estaba."), "notice.es"),
        (GOOD.replace('text = "Un résumé."', ""), "notice.fr"),
    ],
)
def test_a_notice_that_lacks_something_is_refused(broken: str, says: str) -> None:
    """The message names the file and what is missing."""
    with pytest.raises(CrosswalkError, match=says):
        crosswalk.parse(broken, "broken.toml")


def test_the_projects_own_notice_can_be_read() -> None:
    """The crosswalk that marks reworded summaries is a good one."""
    notice = crosswalk.parse(REWORDED.read_text(encoding="utf-8"), REWORDED.name).notice

    assert notice is not None
    assert "reworded-summary" == notice.note
