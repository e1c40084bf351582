"""Every label of the vocabularies in one table, so that a page can have those that it shows in its fingerprint."""

from __future__ import annotations

import hashlib

from plugins.alerts import countries, organisations
from plugins.alerts.vocabularies import CAMPAIGNS, KINDS, REGIONS, REPAIRS, VIOLATIONS

Key = str
"""Name of a vocabulary and code of a term: ``violation:killed``."""


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
