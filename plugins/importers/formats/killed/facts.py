"""A row of the database, read: every value is one of ours, or is left out with a finding."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from plugins.alerts.findings import Finding
from plugins.importers.formats.killed import outlets as outlet_column
from plugins.importers.formats.killed import places
from plugins.importers.formats.killed.outlets import Outlets, typographic
from plugins.importers.formats.killed.places import Place
from plugins.importers.formats.killed.words import BEATS, COUNTRIES, FIRE, JOBS, MEDIUMS, Gender

FULL_NAME_UNKNOWN = re.compile(r"\s*\[full name unavailable\]\s*", re.IGNORECASE)

GENDERS: dict[str, Gender] = {"male": "male", "female": "female", "": ""}
ROLES = {"journalist": "journalist", "media worker": "media-worker"}
DEATHS = {
    "murder": "murder",
    "crossfire": "crossfire",
    "dangerous assignment": "assignment",
    "unknown": "unknown",
    "n/a": "",
    "": "",
}
EMPLOYMENTS = {"staff": "staff", "freelance": "freelance", "": ""}
MOTIVES = {"confirmed": "confirmed", "unconfirmed": "unconfirmed", "n/a": "", "": ""}
IMPUNITIES = {"complete impunity": "complete", "partial impunity": "partial", "full justice": "full", "": ""}
LOCALS = {"local": "local", "foreign": "foreign", "": ""}
YES_NO = {"yes": "yes", "no": "no", "": ""}
UNKNOWN_FIRE = frozenset({"unknown", "unknown fire"})

REPORTERS = {"broadcast reporter", "print reporter", "internet reporter", "reporter"}
"""Jobs that are journalism itself: the medium tells them apart, so they need no name of their own."""
_IN_WRITING = frozenset({"print", "internet"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a row says of a person's death; empty where it says nothing."""

    year: int
    name: str = ""
    """Empty for a person whom the database could not identify."""
    is_name_partial: bool = False
    gender: Gender = ""
    role: str = "journalist"
    death: str = ""
    motive: str = ""
    employment: str = ""
    outlets: Outlets = field(default_factory=Outlets)
    is_reporter: bool = False
    jobs: tuple[str, ...] = ()
    """Jobs beside that of reporter."""
    mediums: tuple[str, ...] = ()
    beats: tuple[str, ...] = ()
    country: str = ""
    """Key in ``countries.toml``."""
    codes: tuple[str, ...] = ()
    """Country codes of the record."""
    place: Place = field(default_factory=Place)
    origin: str = ""
    """``local`` or ``foreign``, as the database counts the person."""
    nationalities: tuple[str, ...] = ()
    """Keys in ``countries.toml``."""
    fire: tuple[str, ...] = ()
    is_fire_unknown: bool = False
    threatened: bool = False
    captive: bool = False
    tortured: bool = False
    impunity: str = ""
    accountability: str = ""

    @property
    def is_identified(self) -> bool:
        """Say whether any part of the name is known."""
        return bool(self.name)


class _Reader:
    """Takes values out of a row and notes those that are not known."""

    def __init__(self, row: Mapping[str, str]) -> None:
        self._row = row
        self.findings: list[Finding] = []

    def text(self, column: str) -> str:
        return typographic(self._row.get(column, ""))

    def one(self, column: str, table: Mapping[str, str]) -> str:
        value = self.text(column)
        if value.casefold() not in table:
            self.unknown(column, value)
        return table.get(value.casefold(), "")

    def several(self, column: str, known: Mapping[str, object] | frozenset[str] | set[str]) -> tuple[str, ...]:
        values = [part.strip() for part in self.text(column).split(",") if part.strip()]
        for value in values:
            if value.casefold() not in known:
                self.unknown(column, value)
        return tuple(dict.fromkeys(value.casefold() for value in values if value.casefold() in known))

    def unknown(self, column: str, value: str) -> None:
        self.findings.append(
            Finding(
                "value-unknown",
                column,
                f"{value!r} has no wording in plugins/importers/killed; the record leaves it out",
            )
        )


def read(row: Mapping[str, str]) -> tuple[Facts | None, tuple[Finding, ...]]:
    """Read a row; ``None`` if it has no year or no country that is known, and everything that could not be read."""
    reader = _Reader(row)
    year = reader.text("year")
    if not re.fullmatch(r"[0-9]{4}", year):
        return None, (Finding("date-missing", "year", f"{year!r} is not a year"),)
    country = reader.text("country")
    where = ",".join(reader.text(column) for column in ("locality", "province", "state", "region"))
    key, codes = places.decide(country, int(year), where)
    if not key:
        return None, (
            Finding(
                "item-not-an-alert",
                "country",
                f"{country!r} is not in plugins/importers/formats/killed/countries.toml; add it there",
            ),
        )
    raw_name = reader.text("fullName")
    named = reader.several("mediums", MEDIUMS)
    # In the order of the table: a sentence then lists the same mediums in the same way.
    mediums = tuple(medium for medium in MEDIUMS if medium in named)
    jobs = reader.several("jobs", {*JOBS, *REPORTERS, "columnist/commentator"} - {"columnist", "commentator"})
    fire = reader.several("sourcesOfFire", {*FIRE, *UNKNOWN_FIRE})
    place = places.read(row, country)
    death = reader.one("typeOfDeath", DEATHS)
    crossfire, assignment = (
        reader.one("accountabilityCrossfire", YES_NO),
        reader.one("accountabilityAssignment", YES_NO),
    )
    facts = Facts(
        year=int(year),
        name=_name(raw_name),
        is_name_partial=FULL_NAME_UNKNOWN.search(raw_name) is not None,
        gender=GENDERS.get(reader.one("gender", GENDERS), ""),
        role=reader.one("type", ROLES) or "journalist",
        death=death,
        motive=reader.one("motiveConfirmed", MOTIVES),
        employment=reader.one("employedAs", EMPLOYMENTS),
        outlets=outlet_column.read(row.get("organizations", "")),
        is_reporter=any(job in REPORTERS for job in jobs),
        jobs=_jobs(jobs, mediums),
        mediums=mediums,
        beats=reader.several("coverage", BEATS),
        country=key,
        codes=(*codes, *(code for code in place.also if code not in codes)),
        place=place,
        origin=reader.one("localOrForeign", LOCALS),
        nationalities=_nationalities(reader),
        fire=tuple(value for value in fire if value not in UNKNOWN_FIRE),
        is_fire_unknown=bool(fire) and all(value in UNKNOWN_FIRE for value in fire),
        threatened=reader.one("threatened", YES_NO) == "yes",
        captive=reader.one("captive", YES_NO) == "yes",
        tortured=reader.one("tortured", YES_NO) == "yes",
        impunity=reader.one("impunityMurder", IMPUNITIES),
        accountability=assignment or crossfire if death == "assignment" else crossfire or assignment,
    )
    return facts, tuple(reader.findings)


def _name(text: str) -> str:
    """Return the name without remarks: quotation marks curly, "aka" and "or" of a second name left out of its brackets."""
    name = FULL_NAME_UNKNOWN.sub("", text).strip(" ,")
    if name.casefold() in ("unidentified", "unknown"):
        return ""
    name = re.sub(r",?\s*\"([^\"]+)\"", r" “\1”", name)
    name = re.sub(r"\((?:aka|or) ", "(", name)
    return typographic(name)


def _jobs(values: tuple[str, ...], mediums: tuple[str, ...]) -> tuple[str, ...]:
    """Return the jobs beside that of reporter, in the order of the table.

    The database's one category of columnists and commentators is divided by where they wrote or spoke.
    """
    opinion = "columnist" if mediums and set(mediums) <= _IN_WRITING else "commentator"
    named = {opinion if value == "columnist/commentator" else value for value in values}
    return tuple(job for job in JOBS if job in named - REPORTERS)


def _nationalities(reader: _Reader) -> tuple[str, ...]:
    """Return the nationalities that are one country's; the database's composite of two is none."""
    names = [reader.text(column) for column in ("primaryNationality", "secondaryNationality", "tertiaryNationality")]
    kept = []
    for name in dict.fromkeys(names):
        if name in COUNTRIES and COUNTRIES[name].get("nationality"):
            kept.append(name)
        elif name and name != places.ISRAEL_AND_PALESTINE:
            reader.unknown("primaryNationality", name)
    return tuple(kept)
