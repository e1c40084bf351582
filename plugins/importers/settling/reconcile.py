"""A record from a source meets the record that stands in the archive: the source updates what no person has touched since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plugins.alerts import frontmatter
from plugins.alerts.findings import Finding
from plugins.alerts.model import Record
from plugins.importers.keeping.entry import BODY, Entry, Value, digest, identity_digest
from plugins.importers.keeping.written import DERIVED, Written, values_of, write

# Settled at the end of an import for the archive as a whole, not read from a source (plugins/importers/matching).
SETTLED = ("follows", "related_ids", "link_confidence", "former_ids")
_INFERRED = {"id", "follows", "related_ids"}
BY_HAND = "-"
"""In the ledger: the importer never wrote this value. No digest equals it."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What should stand in the archive."""

    text: str
    """The whole file."""
    record: Record
    is_changed: bool
    """The file that stands there differs from it."""
    entry: Entry
    """For the ledger."""
    findings: tuple[Finding, ...]


def fresh(record: Record, identity: str, written: Written | None = None) -> Reconciled:
    """Return what to write for a record that the archive does not hold yet; ``written`` is what its file says, if that is known."""
    written = written or write(record)
    return Reconciled(written.text(record), record, True, _entry(record, identity, written.fields), ())


def reconcile(record: Record, identity: str, standing: str, entry: Entry | None) -> Reconciled:
    """Return what should stand where ``standing`` does.

    A field that still is as the importer wrote it takes the source's value. One that a person changed, added or took out stays
    as it is. Where the ledger knows nothing of the record (``entry`` is ``None``), every difference counts as a person's.

    Raises:
        FrontMatterError: if the standing record cannot be read.
    """
    new, old = values_of(frontmatter.serialise(record)), values_of(standing)
    stands = frontmatter.parse(standing).alert
    if carried := [name for name in stands.inferred if name in _INFERRED]:
        new["inferred"] = ", ".join(dict.fromkeys((*record.alert.inferred, *carried)))
    merged: dict[str, Value] = {}
    fields: dict[str, str] = {}
    kept: list[str] = []
    # The standing order of keys first: a rewritten file differs from its predecessor in what changed and nothing else.
    for key in dict.fromkeys((*new, *old)):
        if key in DERIVED:
            continue
        written = entry.fields.get(key, "") if entry else BY_HAND
        if key in SETTLED and key not in new:
            chosen, fields[key] = old.get(key), written
        elif new.get(key) == old.get(key) or digest(old.get(key)) == written:
            chosen, fields[key] = new.get(key), digest(new.get(key))
        else:
            chosen, fields[key] = old.get(key), written
            kept.append(key)
        if chosen is not None:
            merged[key] = chosen
    findings = tuple(
        Finding("kept-by-hand", key, f"{key} was changed by hand and differs from the source; kept") for key in kept
    )
    fields = {key: value for key, value in fields.items() if value}
    is_changed = any(merged.get(key) != old.get(key) for key in {*merged, *old} - DERIVED)
    text = _text(record, merged) if is_changed else standing
    result = frontmatter.parse(text)
    return Reconciled(
        frontmatter.serialise(result) if is_changed else standing,
        result,
        is_changed,
        _entry(result, identity, fields),
        findings,
    )


def is_untouched(standing: str, entry: Entry) -> bool:
    """Say whether a record stands just as the importer wrote it.

    Raises:
        FrontMatterError: if it cannot be read.
    """
    values = {key: digest(value) for key, value in values_of(standing).items() if key not in DERIVED}
    return values == dict(entry.fields)


def _text(record: Record, values: Mapping[str, Value]) -> str:
    lines = [frontmatter.FENCE, f"id: {record.alert.id}", f"lang: {record.alert.lang}"]
    for key, value in values.items():
        if key == BODY:
            continue
        lines += [f"{key}: {value}"] if isinstance(value, str) else [f"{key}:", *(f"    {item}" for item in value)]
    body = values.get(BODY, "")
    return "\n".join([*lines, frontmatter.FENCE, "", body if isinstance(body, str) else ""])


def _entry(record: Record, identity: str, fields: Mapping[str, str]) -> Entry:
    alert = record.alert
    return Entry(
        id=alert.id,
        language=alert.lang,
        year=f"{alert.issued.year:04}",
        identity=identity_digest(identity),
        fields=fields,
    )
