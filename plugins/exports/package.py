"""What describes the data to programs: ``datapackage.json`` and its schemas (Frictionless Data Package 1, https://specs.frictionlessdata.io/).

Files are made last, for the package names the size and SHA-256 of every file that it describes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from plugins.alerts.languages import CODES, LANGUAGES
from plugins.exports.cells import SEPARATOR
from plugins.exports.columns import BODY, COLUMNS, Column
from plugins.exports.model import Model
from plugins.exports.output import Kept
from plugins.exports.tables import are_texts, terms
from plugins.exports.texts import text

PACKAGE = "data/datapackage.json"
SCHEMA, SMALL_SCHEMA, JSONL_SCHEMA = "data/schema.json", "data/schema-tables.json", "data/schema-jsonl.json"
# In CSV, a list is a text: the standard has no lists within a cell.
_CSV_TYPES = {"date": "date", "object": "object"}
_JSON_TYPES = {**_CSV_TYPES, "list": "array"}
_PARTIAL = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_PATTERNS = {"partial": _PARTIAL, "period": f"{_PARTIAL}(/{_PARTIAL})?"}
_REQUIRED = ("id", "language", "title", "issued", "issued_first", "issued_last", "kind", "permalink", "record_sha256")


def schemas() -> dict[str, Callable[[], bytes]]:
    """Return path → what makes the Table Schema: of the whole CSV file, of those without texts, of JSON Lines."""
    return {
        SCHEMA: lambda: _schema(COLUMNS, _CSV_TYPES),
        SMALL_SCHEMA: lambda: _schema([column for column in COLUMNS if column.name != BODY], _CSV_TYPES),
        JSONL_SCHEMA: lambda: _schema(COLUMNS, _JSON_TYPES),
    }


def _schema(columns: Iterable[Column], types: Mapping[str, str]) -> bytes:
    fields = [_field(column, types.get(column.type, "string")) for column in columns]
    return _json({"fields": fields, "missingValues": [""], "primaryKey": ["id", "language"]})


def _field(column: Column, kind: str) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.name in _REQUIRED:
        constraints["required"] = True
    if column.type in _PATTERNS:
        constraints["pattern"] = _PATTERNS[column.type]
    if column.name == "language":
        constraints["enum"] = [*CODES]
    return {
        "name": column.name,
        "type": kind,
        "description": column.descriptions[CODES[0]],
        # Not of the standard, which has no languages.
        "descriptions": dict(column.descriptions),
        **({"listSeparator": SEPARATOR} if (column.type, kind) == ("list", "string") else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def package(model: Model, files: Mapping[str, Kept]) -> bytes:
    """Return the description of the data files among ``files``."""
    settings = model.settings
    described: dict[str, Any] = {
        "profile": "data-package",
        "name": "free-expression-alerts",
        "title": settings.names[CODES[0]],
        "titles": dict(settings.names),
        "description": text("dataset", CODES[0]),
        "descriptions": {code: text("dataset", code) for code in CODES},
        **({"homepage": f"{settings.siteurl}/"} if settings.siteurl else {}),
        # Of the records, not of a day: the same archive has the same version wherever and whenever it is built.
        "version": model.snapshot,
        "languages": [language.code for language in LANGUAGES],
        **({"temporalCoverage": f"{model.years[0]}/{model.years[1]}"} if model.years else {}),
        "rights": {code: terms(model, code) for code in CODES},
        "resources": [_resource(path, files[path]) for path in data_files(files)],
    }
    return _json(described)


def data_files(paths: Iterable[str]) -> list[str]:
    """Return the tables among paths, those with the texts first."""
    tables = (path for path in paths if path.startswith("data/") and path.endswith((".csv", ".jsonl")))
    return sorted(tables, key=lambda path: (not are_texts(path), path))


def _resource(path: str, kept: Kept) -> dict[str, Any]:
    inside = path.removeprefix("data/")
    common = {
        "name": inside.replace("/", "-").replace(".", "-").lower(),
        "path": inside,
        "bytes": kept.size,
        "hash": f"sha256:{kept.sha256}",
        "encoding": "utf-8",
    }
    if path.endswith(".jsonl"):
        kind = {"format": "jsonl", "mediatype": "application/x-ndjson"}
        return {"profile": "data-resource", **common, **kind, "schema": JSONL_SCHEMA.removeprefix("data/")}
    return {
        "profile": "tabular-data-resource",
        **common,
        "format": "csv",
        "mediatype": "text/csv",
        "schema": (SCHEMA if are_texts(path) else SMALL_SCHEMA).removeprefix("data/"),
    }


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
