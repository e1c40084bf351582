"""A miniature archive, made for a test: a few alerts in three languages, plainly invented."""

from __future__ import annotations

from pathlib import Path

from plugins.alerts import frontmatter
from plugins.alerts.dates import PartialDate
from plugins.alerts.model import Alert, AlertId, Record

TITLES = {
    "en": "Editor of “Lantern” released in Port Amity",
    "fr": "Le rédacteur en chef de « Lanterne » libéré à Port-Amitié",
    "es": "Liberan al director de «Linterna» en Puerto Amistad",
}


def record(alert_id: str, lang: str, title: str, issued: str, **fields: object) -> Record:
    """Return a record with a body of its own."""
    alert = Alert(id=AlertId(alert_id), lang=lang, title=title, issued=PartialDate.parse(issued), **fields)  # type: ignore[arg-type]
    return Record(alert, f"Text of {alert_id} in {lang}.\n\nSecond paragraph.\n")


def write(archive: Path, one: Record) -> Path:
    """Put a record where it belongs."""
    file = archive / one.alert.lang / str(one.alert.issued.year) / f"{one.alert.id}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(frontmatter.serialise(one), encoding="utf-8")
    return file


def make(archive: Path) -> None:
    """Write the whole miniature: one alert in three languages, one that updates it, one in French only, one in a gone country."""
    for lang, title in TITLES.items():
        write(
            archive,
            record(
                "2005-04-26-fj-aaaa",
                lang,
                title,
                "2005-04-26",
                countries=("FJ",),
                sources=("CPJ", "RSF"),
                violations=("release",),
                targets=("A. Editor", "Lantern"),
            ),
        )
    write(
        archive,
        record(
            "2005-05-fj-bbbb",
            "en",
            "Editor detained again",
            "2005-05",
            kind="update",
            countries=("FJ",),
            sources=("CPJ",),
            violations=("detention",),
            updates=("2005-04-26", "2005-03-01"),
            follows=(AlertId("2005-04-26-fj-aaaa"),),
        ),
    )
    write(
        archive,
        record(
            "2007-xx-cccc",
            "fr",
            "Une station de radio fermée",
            "2007",
            countries=("CD", "RW"),
            sources=("JED",),
            repaired=("encoding-repaired", "text-truncated", "<i>by-hand</i>"),
        ),
    )
    write(
        archive, record("1996-zr-dddd", "en", "Printer’s <script>alert(1)</script> seized", "1996", countries=("ZRCD",))
    )
