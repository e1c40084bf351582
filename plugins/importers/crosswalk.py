"""Crosswalks: a TOML file that says which column of a source holds which of our fields.

::

    [columns]               # ours = "theirs"
    title = "Headline"
    issued = "PubDate"
    country = "Nation"

    [constants]             # for every row of the source
    language = "en"
    kind = "alert"

    [options]
    delimiter = ";"         # default: found by looking
    list_separator = "|"    # default: ; between the items of a list
    date_order = "day"      # 03/04/2005 is the third of April; "month": March the fourth; default: neither, only the year is kept
    composer = "killed"     # rows of facts: a function of plugins.importers.formats.composers writes the text
    needs = ["year"]        # columns without which the composer cannot work

    [notice]                # what every record is to say of itself: see plugins.importers.normalising.notice

The same crosswalk serves CSV, TSV and JSON Lines; its notice serves every format. Columns that it does not name are kept under their own name.
"""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plugins.alerts.errors import ArchiveError
from plugins.importers.normalising import notice as notices
from plugins.importers.normalising.notice import Notice

FIELDS = (
    "id",
    "language",
    "title",
    "issued",
    "body",
    "body_format",
    "kind",
    "country",
    "sources",
    "violations",
    "targets",
    "url",
    "translation_of",
    "updates",
    "background",
    "related",
    "occurred",
    "campaigns",
)
"""The fields of a row, as JSON Lines name them."""

REQUIRED = ("title", "body", "issued", "language")

ALIASES = {"countries": "country", "lang": "language", "date": "issued", "source": "sources", "violation": "violations"}
"""Other names for our own fields that need no crosswalk."""

_OPTIONS = {"delimiter", "list_separator", "date_order", "composer", "needs"}
_TABLES = ("columns", "constants", "options", "notice")
_DATE_ORDERS = ("", "day", "month")


class CrosswalkError(ArchiveError):
    """A crosswalk that cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """Which of their columns is which of our fields."""

    name: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    """(ours, theirs)."""
    constants: tuple[tuple[str, str], ...] = ()
    """(ours, value for every row)."""
    delimiter: str = ""
    list_separator: str = ";"
    date_order: str = ""
    composer: str = ""
    needs: tuple[str, ...] = ()
    notice: Notice | None = None

    def missing(self, header: tuple[str, ...]) -> tuple[str, ...]:
        """Return the columns that the crosswalk names and a source with this header lacks."""
        present = {name.casefold() for name in header}
        wanted = [theirs for _, theirs in self.columns] + list(self.needs)
        return tuple(name for name in wanted if name.casefold() not in present)

    def apply(self, row: Mapping[str, object]) -> dict[str, object]:
        """Return the row under our names; columns that are not ours keep their own, lower case.

        Of two columns that are the same field of ours, one that the crosswalk names wins, then the first; the other keeps its name.
        """
        ours_of = {theirs.casefold(): ours for ours, theirs in self.columns}
        result: dict[str, object] = {}
        for name, value in row.items():
            low = name.strip().casefold()
            key = ours_of.get(low) or ALIASES.get(low, low)
            if key in result and low in ours_of:
                result[_free(key, result)] = result[key]
            elif key in result:
                key = _free(low, result)
            result[key] = value
        return {**result, **dict(self.constants)}


def _free(name: str, taken: Mapping[str, object]) -> str:
    """Return a name that is neither taken nor a field of ours: ``name``, else ``name 2`` and so on."""
    numbered = (f"{name} {number}" for number in itertools.count(2))
    return next(one for one in itertools.chain((name,), numbered) if one not in taken and one not in FIELDS)


def parse(text: str, name: str) -> Crosswalk:
    """Read a crosswalk; ``name`` is that of the file, for messages.

    Raises:
        CrosswalkError: if it is not TOML, has a table, field or option that there is not, or a value of the wrong type.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CrosswalkError(f"is not TOML ({error})", where=name, do="Mend the line.") from error
    for table, value in tables.items():
        if table not in _TABLES or not isinstance(value, dict):
            raise CrosswalkError(
                f"has no use for {table!r}", where=name, do="Use [columns], [constants], [options] and [notice]."
            )
    options: dict[str, Any] = tables.get("options", {})
    if unknown := sorted(set(options) - _OPTIONS):
        raise CrosswalkError(f"has no option {unknown[0]!r}", where=name, do=f"Use {', '.join(sorted(_OPTIONS))}.")
    if options.get("date_order", "") not in _DATE_ORDERS:
        raise CrosswalkError(f"date_order {options['date_order']!r} is unknown", where=name, do="Use day or month.")
    needs = options.get("needs", [])
    if not isinstance(needs, list):
        raise CrosswalkError("needs is not a list", where=name, do='Write needs = ["column", …].')
    try:
        notice = notices.parse(tables["notice"]) if "notice" in tables else None
    except ValueError as error:
        raise CrosswalkError(
            str(error), where=name, do="See plugins/importers/normalising/notice.py for how it is written."
        ) from error
    return Crosswalk(
        name=name,
        columns=_pairs(tables.get("columns", {}), name),
        constants=_pairs(tables.get("constants", {}), name),
        delimiter=str(options.get("delimiter", "")),
        list_separator=str(options.get("list_separator", ";")),
        date_order=str(options.get("date_order", "")),
        composer=str(options.get("composer", "")),
        needs=tuple(str(item) for item in needs),
        notice=notice,
    )


def _pairs(table: Mapping[str, object], name: str) -> tuple[tuple[str, str], ...]:
    for ours, value in table.items():
        if ALIASES.get(ours, ours) not in FIELDS:
            raise CrosswalkError(f"{ours!r} is not a field", where=name, do=f"Use {', '.join(FIELDS)}.")
        if not isinstance(value, str | int):
            raise CrosswalkError(
                f"the value of {ours!r} is not text", where=name, do="Write one name in quotation marks."
            )
    return tuple((ALIASES.get(ours, ours), str(value)) for ours, value in table.items())
