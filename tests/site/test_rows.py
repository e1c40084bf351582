"""Alerts as plain tuples: nothing is lost on the way into the cache and back."""

from __future__ import annotations

import marshal
from dataclasses import fields

from plugins.alerts.dates import PartialDate, parse_when
from plugins.alerts.model import Alert, AlertId, Origin
from plugins.site.reading.rows import from_row, to_row

FULL = Alert(
    id=AlertId("2005-04-26-cn-k7q2"),
    lang="fr",
    title="Un journaliste arrêté",
    issued=PartialDate(2005, 4, 26),
    kind="update",
    occurred=parse_when("2005-04/2005-05-02"),
    countries=("CN", "YUCS"),
    sources=("RSF",),
    violations=("arrest",),
    targets=("Zhao Yan", "New York Times"),
    updates=("22 April 2005",),
    background=("2004",),
    follows=(AlertId("2004-09-24-cn-a2b3"),),
    campaigns=("beijing-2008",),
    original_url="https://alerts.example/fr/1/",
    other_urls=("https://alerts.example/fr/2/",),
    origin=(Origin(source="list.mbox#4", sha256="0" * 64, importer="mbox/1"),),
    inferred=("violations",),
    repaired=("mojibake",),
    extra=(("note", "as it stands"), ("former_ids", ("2005-04-26-cn-aaaa",))),
)


def test_every_field_comes_back() -> None:
    """An alert that has something in every field is the same after marshal's bytes; so is one that has next to nothing."""
    bare = Alert(id=AlertId("2005-cn-k7q2"), lang="en", title="", issued=PartialDate(2005))

    assert all(getattr(FULL, field.name) != getattr(bare, field.name) for field in fields(Alert))
    for alert in (FULL, bare):
        assert alert == from_row(marshal.loads(marshal.dumps(to_row(alert))))  # noqa: S302 (ours)
