"""Which texts of the interface there are, and which of them lack a translation."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from plugins.alerts.languages import CODES

_ROOT = Path(__file__).resolve().parents[3]
_METHODS = [("**/templates/**.html", "jinja2"), ("site/**.py", "python")]
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "gettext_in": (2,)}


def extract(theme: Path) -> Catalog:
    """Return every text that the templates, and the site's Python, show."""
    catalogue = Catalog(charset="utf-8", fuzzy=False)
    options = {"**/templates/**.html": {"trimmed": "true", "encoding": "utf-8"}}
    for folder, methods in ((theme, _METHODS[:1]), (_ROOT / "plugins" / "site", [("**.py", "python")])):
        for file, line, message, comments, context in extract_from_dir(
            str(folder), method_map=methods, options_map=options, keywords=_KEYWORDS, comment_tags=("Translators:",)
        ):
            place = (Path(folder, file).relative_to(folder.parent).as_posix(), line)
            catalogue.add(message, None, [place], auto_comments=comments, context=context)
    return catalogue


def missing_texts(theme: Path) -> list[tuple[str, str]]:
    """Return language and text of every text without a translation; an English text is its own."""
    wanted = extract(theme)
    return [
        (language, message.id if isinstance(message.id, str) else message.id[0])
        for language in CODES[1:]
        for message in _missing(wanted, _read(theme, language))
    ]


def _missing(wanted: Catalog, have: Catalog) -> Iterator[Message]:
    for message in wanted:
        if not message.id:
            continue
        own = have.get(message.id, message.context)
        if own is None or own.fuzzy or not own.string or (isinstance(own.string, tuple) and not all(own.string)):
            yield message


def update_catalogues(theme: Path) -> None:
    """Bring every catalogue up to date: new texts are added without a translation, those that are gone are taken out."""
    wanted = extract(theme)
    for language in CODES[1:]:
        catalogue = _read(theme, language)
        made = catalogue.creation_date
        catalogue.update(wanted, no_fuzzy_matching=True)
        catalogue.creation_date = made
        written = io.BytesIO()
        # Without times and line numbers, a catalogue changes only where its texts do.
        write_po(written, catalogue, width=120, ignore_obsolete=True, sort_by_file=True, include_lineno=False)
        _path(theme, language).write_bytes(written.getvalue())


def _read(theme: Path, language: str) -> Catalog:
    with _path(theme, language).open("rb") as source:
        return read_po(source, locale=language)


def _path(theme: Path, language: str) -> Path:
    return theme / "locale" / language / "messages.po"
