"""A small archive and the site around it, without Pelican."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from plugins.alerts import frontmatter
from plugins.alerts.dates import PartialDate
from plugins.alerts.model import Alert, AlertId, Record
from plugins.exports.build import Made, export
from plugins.exports.feeds import feeds
from plugins.exports.model import Model
from plugins.exports.pages import feed_links, pages
from plugins.exports.settings import ExportSettings
from plugins.site import addresses, facets
from plugins.site.reading.archive import read_archive
from tests.site import miniature

WORKERS = 1
ADDRESS = "https://alerts.example/archive"

HOSTILE = Record(
    Alert(
        id=AlertId("2006-03-fj-evil"),
        lang="en",
        title="=HYPERLINK(\"https://evil.example\") ]]></title><script>alert('x')</script> & “más” {\\input} 100%_#$^~",
        issued=PartialDate(2006, 3),
        countries=("FJ",),
        sources=("Union | of, {Editors} & Co",),
        targets=("@cmd|' /C calc'!A0", "-2+3", "A, B and C", "back\\slash|bar"),
        violations=("censorship",),
        original_url="https://example.org/a?b=1&c=%7B{x}",
        extra=(("motive", "confirmed"), ("related", ("2005-01", "2005-02"))),
    ),
    "- a list that begins like a formula\n\n<script>alert(1)</script> \x0b control, [link](https://example.org/?a=1&b=2) and é, ñ, 中.\n",
)


def settings(folder: Path, siteurl: str = "") -> ExportSettings:
    """Return settings for an output in a folder."""
    return ExportSettings(
        output=folder / "output",
        cache=folder / "cache",
        workers=WORKERS,
        siteurl=siteurl,
        names={"en": "Alerts & Archive", "fr": "Archives", "es": "Archivo"},
        licence="",
    )


def archive(folder: Path) -> Path:
    """Write the miniature, and a hostile record, and return where."""
    place = folder / "archive"
    miniature.make(place)
    miniature.write(place, HOSTILE)
    return place


def model(place: Path, folder: Path, siteurl: str = "") -> Model:
    """Read an archive, for an output in a folder."""
    reading = read_archive(place, folder / "reading", workers=1, today=dt.date(2026, 1, 1))
    return Model(reading.collection, addresses=addresses, facets=facets, settings=settings(folder, siteurl))


def made(place: Path, folder: Path, siteurl: str = "") -> Made:
    """Export an archive into ``folder/output``."""
    known = model(place, folder, siteurl)
    found = list(feeds(known))
    done = export(known, found)
    return done | {"feeds": feed_links(known, found), "pages": pages(found, lambda: done["data"])}


def retitled(one: Record, title: str) -> Record:
    """Return a record with another headline."""
    return one._replace(alert=replace(one.alert, title=title))


def frontmatter_of(one: Record) -> str:
    """Return a record as it stands in a file."""
    return frontmatter.serialise(one)


def files(folder: Path) -> dict[str, bytes]:
    """Return path → content of what was exported."""
    output = folder / "output"
    return {
        file.relative_to(output).as_posix(): file.read_bytes() for file in sorted(output.rglob("*")) if file.is_file()
    }
