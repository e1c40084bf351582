"""Every label of the vocabularies in one table, so that what is made can depend on those that it shows, and on no others."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from plugins.alerts import countries, organisations
from plugins.alerts.languages import CODES
from plugins.alerts.model import Alert
from plugins.alerts.vocabularies import CAMPAIGNS, KINDS, REGIONS, REPAIRS, VIOLATIONS

Key = str
"""Name of a vocabulary and code of a term: ``violation:killed``."""

_TERMS = Path(__file__).with_name("terms")
_LABELS = frozenset({*CODES, "name"})
# What stands in place of a redacted name is read into records.
_READ = "withdrawals.toml"


def content(file: Path) -> bytes:
    """Return what a source file says; of a vocabulary's file, all but the labels: they are not code."""
    data = file.read_bytes()
    if file.parent != _TERMS or file.suffix != ".toml" or file.name == _READ:
        return data
    tables = tomllib.loads(data.decode("utf-8"))
    return repr(
        [
            (code, [(key, value) for key, value in table.items() if key not in _LABELS])
            if isinstance(table, dict)
            else (code, table)
            for code, table in tables.items()
        ]
    ).encode()


def changed(before: Mapping[Key, str], now: Mapping[Key, str]) -> frozenset[Key]:
    """Return the terms whose labels are not the same in two tables."""
    return frozenset(key for key in before.keys() | now.keys() if before.get(key) != now.get(key))


def terms_of(alert: Alert) -> Iterator[Key]:
    """Yield the terms that an alert has: its kind, countries, violations, organisations, campaigns, and what was done to its text."""
    yield f"kind:{alert.kind}"
    yield from (f"country:{code}" for code in alert.countries)
    yield from (f"violation:{code}" for code in alert.violations)
    yield from (f"source:{organisations.canonical(source)}" for source in alert.sources)
    yield from (f"campaign:{code}" for code in alert.campaigns)
    yield from (f"repair:{code}" for code in alert.repaired)


def digest() -> str:
    """Return what changes when any label does."""
    return hashlib.blake2b(repr(sorted(table().items())).encode(), digest_size=8).hexdigest()


def table() -> dict[Key, str]:
    """Return term → what changes when its label does in any language."""
    found = {
        f"{name}:{code}": repr(sorted(term.labels.items()))
        for name, vocabulary in (
            ("kind", KINDS),
            ("violation", VIOLATIONS),
            ("campaign", CAMPAIGNS),
            ("region", REGIONS),
            ("repair", REPAIRS),
        )
        for code, term in vocabulary.terms.items()
    }
    found |= {f"country:{code}": repr(sorted(labels.items())) for code, labels in countries.all_labels().items()}
    found |= {f"source:{code}": repr(sorted(names.items())) for code, names in organisations.all_names().items()}
    return {key: hashlib.blake2b(labels.encode(), digest_size=8).hexdigest() for key, labels in found.items()}
