from __future__ import annotations

import pytest

from plugins.alerts import labels
from plugins.site import code, facets
from plugins.site.reading.shown import ShownLabels
from tests.site import miniature


def test_a_changed_label_concerns_what_shows_it() -> None:
    """What an alert shows of the vocabularies changes with the labels of its own terms, and with no other."""
    table = labels.table()
    alert = miniature.record(
        "2005-aa",
        "en",
        "T",
        "2005",
        kind="update",
        countries=("FJ",),
        violations=("release",),
        sources=("FIP", "CPJ"),
        campaigns=("tunisia-monitoring-group", "another"),
        repaired=("teaser-removed",),
    ).alert
    shown = {key for key, digest in table.items() if digest in ShownLabels().of(alert).split(" ")}

    assert {
        "kind:update",
        "country:FJ",
        "violation:release",
        "source:IFJ",
        "source:CPJ",
        "campaign:tunisia-monitoring-group",
        "repair:teaser-removed",
    } == shown


def test_code_that_is_named_is_there() -> None:
    """A file of code that was moved is an error: nothing would be made anew when it changes."""
    with pytest.raises(FileNotFoundError):
        code.code_version("plugins/site/moved_elsewhere.py")

    assert code.reading_version() != code.code_version("plugins/alerts")


def test_campaigns_have_names_in_every_language() -> None:
    """The network's own have those that it gave them; others the words of their code."""
    assert "Grupo de Vigilancia de Túnez" == facets.label("campaign", "tunisia-monitoring-group", "es")
    assert "Free the press" == facets.label("campaign", "free-the-press", "es")
