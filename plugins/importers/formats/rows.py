"""Rows, whatever they stand in: one mapping from the universal door's keys to a parsed alert."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from plugins.alerts.findings import Finding
from plugins.importers.crosswalk import FIELDS, Crosswalk
from plugins.importers.formats.composers import Composer
from plugins.importers.parsed import BODY_FORMATS, BodyFormat, ParsedAlert, Provenance

_TEXT = ("id", "language", "title", "issued", "body", "kind", "url", "translation_of", "occurred")
_LISTS = {
    "country": "countries",
    "sources": "sources",
    "violations": "violations",
    "targets": "targets",
    "updates": "updates",
    "background": "background",
    "related": "related",
    "campaigns": "campaigns",
}
# A comma divides these where the crosswalk's own separator does not occur; names and places may hold one themselves.
_COMMA_LISTS = frozenset({"sources", "violations", "campaigns"})
_FORMATS: dict[str, BodyFormat] = {name: name for name in BODY_FORMATS}


def parsed_rows(
    row: Mapping[str, object], provenance: Provenance, crosswalk: Crosswalk, language: str, composer: Composer | None
) -> Iterator[ParsedAlert]:
    """Yield what a row makes: one alert, or what its composer composes.

    ``row`` has the source's own column names; ``language`` is that of rows that do not say; ``composer`` is the source's own.
    """
    if composer:
        text = {name: "" if value is None else _as_text(value) for name, value in row.items()}
        for number, parsed in enumerate(composer(text), start=1):
            item = f"{provenance.item} ({parsed.language or number})"
            made_by = f"{provenance.reader}+{composer.version}"
            yield replace(parsed, provenance=replace(provenance, item=item, reader=made_by))
        return
    yield _parsed(crosswalk.apply(row), provenance, crosswalk, language)


def _parsed(row: Mapping[str, object], provenance: Provenance, crosswalk: Crosswalk, language: str) -> ParsedAlert:
    findings: list[Finding] = []
    texts = {key: _text(row, key, findings) for key in _TEXT}
    if texts["id"]:
        provenance = replace(provenance, member=texts["id"])
    body_format = str(row.get("body_format") or "text").strip().lower()
    if body_format not in _FORMATS:
        findings.append(
            Finding("body-format-unknown", "body_format", f"{body_format!r} is not one of {', '.join(BODY_FORMATS)}")
        )
    unmapped = []
    for key, value in row.items():
        if key not in FIELDS and value not in (None, "", [], {}):
            name = re.sub(r"[^a-z0-9_-]+", "_", key.strip().lower()).strip("_") or "column"
            unmapped.append((name, _as_text(value)))
            findings.append(
                Finding("field-unknown", name, f"{key!r} is not a field of the door; kept in the header as it stands")
            )
    lists = {ours: tuple(_items(row.get(key), key, crosswalk, findings)) for key, ours in _LISTS.items()}
    return ParsedAlert(
        identity=_identity(texts, provenance),
        excerpt_of="",
        id=texts["id"],
        language=texts["language"] or language,
        title=texts["title"],
        issued=texts["issued"],
        # Blanks and breaks of a body mean something; only its ends are nobody's.
        body=texts["body"],
        body_format=_FORMATS.get(body_format, "text"),
        kind=texts["kind"],
        url=texts["url"],
        translation_of=texts["translation_of"],
        occurred=texts["occurred"],
        unmapped=tuple(unmapped),
        provenance=provenance,
        findings=tuple(findings),
        **lists,
    )


def _identity(texts: Mapping[str, str], provenance: Provenance) -> str:
    """Return the row's own identity; a row that has neither id nor address is told apart by what it says."""
    if texts["id"]:
        return f"row:{texts['id']}"
    if texts["url"]:
        return f"url:{texts['url']}#{texts['language']}"
    return f"content:{provenance.sha256}"


def _text(row: Mapping[str, object], key: str, findings: list[Finding]) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool | float | dict | list):
        findings.append(Finding("field-invalid", key, f"{key} is {type(value).__name__}, not text; it was not read"))
        return ""
    return str(value)


def _items(value: object, key: str, crosswalk: Crosswalk, findings: list[Finding]) -> Iterator[str]:
    if isinstance(value, dict):
        findings.append(Finding("field-invalid", key, f"{key} is neither text nor a list of texts; it was not read"))
        return
    if value is None or isinstance(value, str | int | float):
        text = "" if value is None else str(value)
        separator = crosswalk.list_separator
        if key in _COMMA_LISTS and separator not in text:
            separator = ","
        value = text.split(separator)
    for item in value if isinstance(value, list) else []:
        if isinstance(item, str | int) and (text := str(item).strip()):
            yield text
        elif not isinstance(item, str | int | None):
            findings.append(
                Finding("field-invalid", key, f"an item of {key} is {type(item).__name__}, not text; it was not read")
            )


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
