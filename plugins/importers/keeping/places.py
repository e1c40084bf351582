"""What an archive's own files may name. An archive may come from anywhere: no line of its ledger leads out of the places of records."""

from __future__ import annotations

from plugins.alerts.frontmatter import ID_PATTERN
from plugins.alerts.languages import CODES


def is_place(path: object) -> bool:
    """Say whether a path inside the archive is one at which a record can stand: a language, a folder, a file."""
    parts = path.split("/") if isinstance(path, str) else []
    return len(parts) == 3 and parts[0] in CODES and all(map(is_name, parts[1:])) and parts[2].endswith(".md")


def is_name(text: object) -> bool:
    """Say whether a text is the name of one file or folder."""
    return isinstance(text, str) and text not in ("", ".", "..") and not set(text) & set("/\\\0")


def is_record(language: object, record_id: object) -> bool:
    """Say whether a record can have this language and this id, which becomes the name of a file."""
    return language in CODES and isinstance(record_id, str) and ID_PATTERN.fullmatch(record_id) is not None
