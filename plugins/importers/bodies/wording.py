"""The words of a text without anything else, for telling whether two say the same."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Return the words of a text, without markup, punctuation and capitals."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def print_of(title: str, words: list[str]) -> str:
    """Return a digest of the words of a headline and of a text's."""
    said = "\n".join((" ".join(words_of(title)), " ".join(words)))
    return hashlib.blake2b(said.encode("utf-8"), digest_size=10).hexdigest()
