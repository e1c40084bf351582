"""A notice: what a maintainer wants every record of a source to say of itself, in its own language, as its last paragraph.

It serves sources that are not what they look like: summaries, machine translations, texts of another owner. In a crosswalk::

    [notice]
    note = "reworded-summary"      # goes into the header of the record
    [notice.en]
    text = "This is a summary in other words."
    original = "The original: {url}"   # added where the item has an address; {url} becomes a link
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from plugins.alerts.languages import CODES
from plugins.importers.bodies import commonmark

_LINKABLE = re.compile(r"https?://[^\s<>]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice in every language of the archive."""

    note: str
    """What the header says, under ``note``."""
    texts: tuple[tuple[str, str], ...]
    """Language → sentence."""
    originals: tuple[tuple[str, str], ...]
    """Language → sentence with ``{url}`` in it."""

    def paragraph(self, language: str, url: str) -> str:
        """Return the paragraph as CommonMark; without an address the second sentence is left out."""
        text = commonmark.escape(dict(self.texts)[language])
        if not url:
            return text
        link = f"<{url}>" if _LINKABLE.fullmatch(url) else commonmark.escape(url)
        return f"{text} {commonmark.escape(dict(self.originals)[language]).replace('{url}', link)}"


def parse(table: Mapping[str, object]) -> Notice:
    """Read the ``[notice]`` of a crosswalk.

    Raises:
        ValueError: if a text is missing in a language, an address has no place, or a key is not one.
    """
    if unknown := sorted(set(table) - {"note", *CODES}):
        raise ValueError(f"[notice] has no use for {unknown[0]!r}")
    note = table.get("note")
    if not isinstance(note, str) or not note:
        raise ValueError("[notice] lacks note, the word for the header")
    texts, originals = [], []
    for language in CODES:
        own = table.get(language)
        text, original = (own.get("text"), own.get("original")) if isinstance(own, dict) else (None, None)
        if not isinstance(text, str) or not isinstance(original, str) or "{url}" not in original:
            raise ValueError(f"[notice.{language}] wants text, and original with {{url}} in it")
        texts.append((language, text))
        originals.append((language, original))
    return Notice(note=note, texts=tuple(texts), originals=tuple(originals))
