"""The columns of places: a town, something near it, a region, or nothing known; and which country they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plugins.alerts import countries
from plugins.importers.formats.killed.outlets import typographic
from plugins.importers.formats.killed.words import COUNTRIES, load

_TABLES = load("places")
KINDS: dict[str, dict[str, str]] = _TABLES["kinds"]
_NAMES: dict[str, dict[str, str]] = _TABLES["names"]
_AREAS: dict[str, dict[str, Any]] = {
    name.casefold(): {"name": name} | table for name, table in _TABLES["areas"].items()
}
_PHRASES: dict[str, dict[str, Any]] = _TABLES["phrases"]
_ISRAEL: dict[str, list[str]] = _TABLES["israel"]

ISRAEL_AND_PALESTINE = "Israel and the Occupied Palestinian Territory"

_KIND = re.compile(rf"(.+) ({'|'.join(KINDS)})", re.IGNORECASE)
_RELATION = re.compile(
    r"(?:in )?(?:an area )?(?:the )?(near|outside(?: of)?|outskirts of|(?:north|south|east|west|northeast|northwest|southeast|southwest) of) (.+)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:an area )?between (.+) and (.+)", re.IGNORECASE)
_NOWHERE = frozenset({"", "unknown", "an unknown place", "place of death unknown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A named place."""

    name: str
    """As the database writes it."""
    kind: str = ""
    """One of :data:`KINDS`, or empty for a town."""
    is_kind_written: bool = False
    """The database writes the kind beside the name."""
    names: tuple[tuple[str, str], ...] = ()
    """Language → name, where it differs."""

    def named(self, language: str) -> str:
        """Return its name for a reader of ``language``."""
        return dict(self.names).get(language, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where it happened, as precisely as the row says."""

    relation: str = ""
    """Empty for "in"; else ``near``, ``outside``, ``between``, or a direction of the compass."""
    areas: tuple[Area, ...] = ()
    """The place itself (two of them for "between"), then the regions that hold it."""
    phrases: tuple[tuple[str, str], ...] = ()
    """Language → the whole of it with its preposition, where no rule says it well."""
    is_whole: bool = False
    """The phrases name the country already."""
    also: tuple[str, ...] = ()
    """Codes of further countries that the place names."""

    @property
    def is_known(self) -> bool:
        """Say whether the row names any place inside the country."""
        return bool(self.areas or self.phrases)

    def phrase(self, language: str) -> str:
        """Return the whole phrase in ``language``, if it has one."""
        return dict(self.phrases).get(language, "")


def read(row: Mapping[str, str], country: str) -> Place:
    """Read the place of a row: its locality, then province, state and region; repetitions and the country are left out."""
    parts: list[str] = []
    for column in ("locality", "province", "state", "region"):
        for part in typographic(row.get(column, "")).split(","):
            text = part.strip()
            if text.casefold() not in _NOWHERE | {country.casefold()} and not _repeats(text, parts):
                parts.append(text)
    joined = ", ".join(parts)
    if joined in _PHRASES:
        table = _PHRASES[joined]
        return Place(
            areas=tuple(_area(part, country) for part in parts[:1]),
            phrases=tuple((language, table[language]) for language in ("en", "fr", "es")),
            is_whole=table.get("whole", False),
            also=tuple(table.get("also", ())),
        )
    if not parts:
        return Place()
    regions = tuple(_area(part, country) for part in parts[1:])
    if match := _BETWEEN.fullmatch(parts[0]):
        return Place(relation="between", areas=(_area(match[1], country), _area(match[2], country), *regions))
    if match := _RELATION.fullmatch(parts[0]):
        relation = match[1].casefold().removesuffix(" of")
        relation = "outside" if relation == "outskirts" else relation
        return Place(relation=relation, areas=(_area(match[2], country), *regions))
    is_town = bool(row.get("locality", "").strip())
    return Place(areas=(_area(parts[0], country, is_town=is_town), *regions))


def _repeats(part: str, parts: list[str]) -> bool:
    """Say whether a region only says again what stands there: "Kirkuk", "Taxco, Guerrero state" beside its own locality."""
    return any(part.casefold() == other.casefold() or _bare(part) == _bare(other) for other in parts)


def _bare(part: str) -> str:
    match = _KIND.fullmatch(part)
    return (match[1] if match else part).casefold()


def _area(text: str, country: str, *, is_town: bool = False) -> Area:
    if table := _NAMES.get(f"{text}/{country}") or _NAMES.get(text):
        return Area(name=text, names=tuple(table.items()))
    kind, name, written = "", text, False
    if text.casefold() not in _AREAS and (match := _KIND.fullmatch(text)):
        name, kind, written = match[1], match[2].casefold(), True
    if area := _AREAS.get(name.casefold()):
        if not kind and not (is_town and area.get("is_town_too")):
            kind = area.get("kind", "")
        names = tuple((language, area[language]) for language in ("en", "fr", "es") if language in area)
        return Area(name=area["name"], kind=kind, is_kind_written=written, names=names)
    return Area(name=name, kind=kind, is_kind_written=written, names=tuple(_NAMES.get(name, {}).items()))


def decide(country: str, year: int, place: str) -> tuple[str, tuple[str, ...]]:
    """Return the key of the country in ``countries.toml`` and the codes that the record bears.

    The composite of Israel and the Palestinian territory is divided by ``place`` (all the columns of places, as written);
    a country that is gone bears its four-letter code in the years in which it stood.
    """
    if country == ISRAEL_AND_PALESTINE:
        words = [part.strip() for part in place.split(",")]
        if any(word in _ISRAEL["PS"] for word in words):
            return "Palestine", ("PS",)
        if any(word in _ISRAEL["IL"] for word in words):
            return "Israel", ("IL",)
        return "Israel and Palestine", ("IL", "PS")
    table = COUNTRIES.get(country)
    if table is None:
        return "", ()
    return country, (countries.of_year(str(table["code"]), year),)
