"""Composing: a row becomes one alert in three languages. The only module here that knows the importers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from plugins.alerts.dates import PartialDate
from plugins.alerts.findings import Finding
from plugins.importers.formats.killed import english, facts, french, spanish
from plugins.importers.formats.killed.facts import Facts
from plugins.importers.formats.killed.outlets import typographic
from plugins.importers.normalising.identity import compose_id
from plugins.importers.parsed import ParsedAlert

FIRST_YEAR = 1995
LAST_YEAR = 2020
"""The years of the archive and of the database as it is used here."""

_STATE_AGENTS = frozenset({"government officials", "military officials"})

_LANGUAGES: dict[str, tuple[Callable[[Facts], str], Callable[[Facts], str]]] = {
    "en": (english.title, english.body),
    "fr": (french.title, french.body),
    "es": (spanish.title, spanish.body),
}


class KilledComposer:
    """Composes the alerts of one source's rows.

    It remembers the keys it has met, because two persons can be told apart by nothing that the database says.
    """

    version = "killed/1"

    def __init__(self) -> None:
        """Begin a source."""
        self._met: Counter[str] = Counter()

    def __call__(self, row: Mapping[str, str]) -> tuple[ParsedAlert, ...]:
        """Return the row's alert in English, French and Spanish, or one item with a finding that says why there is none."""
        year = row.get("year", "").strip()
        if year.isdecimal() and not FIRST_YEAR <= int(year) <= LAST_YEAR:
            message = f"the year {year} lies outside {FIRST_YEAR}–{LAST_YEAR}, the years that the archive takes from this database"
            return (ParsedAlert(findings=(Finding("item-left-out", "year", message),)),)
        read, findings = facts.read(row)
        if read is None:
            return (ParsedAlert(findings=findings),)
        key = identity(row)
        self._met[key] += 1
        if self._met[key] > 1:
            key = f"{key} #{self._met[key]}"
        return tuple(_parsed(read, key, language, findings) for language in _LANGUAGES)


def identity(row: Mapping[str, str]) -> str:
    """Return what tells a row apart: name, year, country and outlets as written, whatever the order of the rows."""
    return "killed:" + "|".join(
        typographic(row.get(column, "")) for column in ("fullName", "year", "country", "organizations")
    )


def violations(read: Facts) -> tuple[str, ...]:
    """Return the violations that the row's columns state.

    Captivity counts as an abduction only where no agent of the state is suspected: theirs may have been an arrest.
    """
    terms = (
        (True, "killed"),
        (read.tortured, "torture"),
        (read.captive and not _STATE_AGENTS & set(read.fire), "abduction"),
        (read.threatened, "threat"),
        (read.impunity == "complete", "impunity"),
    )
    return tuple(term for is_true, term in terms if is_true)


def _parsed(read: Facts, key: str, language: str, findings: tuple[Finding, ...]) -> ParsedAlert:
    title, body = _LANGUAGES[language]
    record_id = compose_id(PartialDate(read.year), read.codes[0], key)
    further = (("role", read.role), ("death", read.death), ("motive", read.motive))
    return ParsedAlert(
        identity=f"{key}|{language}",
        translation_of=record_id,
        language=language,
        title=title(read),
        body=body(read),
        body_format="composed",
        issued=str(read.year),
        occurred=str(read.year),
        kind="record",
        countries=read.codes,
        sources=("CPJ",),
        violations=violations(read),
        targets=tuple(filter(None, (read.name, *read.outlets.names, *read.outlets.former))),
        unmapped=tuple((name, value) for name, value in further if value),
        # One row, one account: what could not be read of it is told once.
        findings=findings if language == "en" else (),
    )
