"""Signs that stand where a letter, a dash or a quotation mark was lost but for its first byte, and nothing says what it was.

In UTF-8 that was read as Latin-1 a character begins with ``Ã Ä Å È Æ Ð á â``; where the bytes after it were C1 characters and were stripped,
that letter alone is left. Found are those that stand where no word of any language has them; texts with none of this have no such place
(15,923 real documents: none is marked).
"""

from __future__ import annotations

import re
from collections import Counter

_PLACES = (
    # Inside a word, after a small letter or between a capital and a small one: Vučić, Gießen, Akşener, Pōhiva.
    r"(?<=[a-zß-öø-ÿ])[ÃÄÅÈÆÐ](?![A-ZÀ-ÂÆ-Þ])|(?<=[A-ZÀ-Þ])[ÄÅ](?=[a-zß-ÿ])",
    # lѐse; 裕一 after è.
    r"(?<=[a-zß-öø-ÿ])Ñ(?=[a-zß-ÿ])|[à-ï][¢£¤¥¦¬¯±µ¶¸¼½¾]|â[¹º]",
    # Portuguese words have Ã after another capital, and before none but O and E.
    r"(?<![A-ZÀ-Þ])Ã(?=[^\W\d_])|(?<![^\W_])Ã(?![^\W_])",
    # Čaputová, Đukanović; but Ärzte, Äußerung.
    r"\bÄ(?:(?=[aeoì])|u(?!ß|ss))",
    # Świątek, œil; but Åland, Åslund.
    r"\bÅ(?=[wczxjeou]|il\b|soph|d[eè]m)",
    # e‐commerce.
    r"\beâ(?=[a-z]{3})",
    # 20– and 10-year terms; 4×18.
    r"(?<=\d)â(?=\s)|(?<=\d)Ã(?=\d)",
    # Șor, Țuțu; but Ève, È.
    r"\bÈ(?=[aou])",
    # Trọng; but «será».
    r"á[º»](?=[^\W\d_])",
    # A quotation mark or a dash before a capital, a dash after capitals or before a figure.
    r"(?<![^\W_])â(?=[A-ZÀ-Þ])",
    r"(?<=[A-Z]{2})â|(?<=[A-Z])â(?=[A-Z])|(?<=[^\W_])â(?=\d)",
)
_LETTER = re.compile("|".join(_PLACES))
_JOINED = re.compile(r"(?<![^\W\d_])([^\W\d_]{3,})â([^\W\d_]{4,}|era|led|run)(?![^\W\d_])")
_TAILS = ("âera", "âled", "ârun")
"""So no name ends."""
_ENDING = re.compile(r"(?<=[^\W\d_]{3})â(?=\s)")
"""A dash, or a quotation mark that closes: no English or Spanish word ends so."""
_LONG = 5
"""Letters before a French ending that make it none: incitement-charges, but relâche."""
_VOWEL = re.compile(r"[aeiouyáéíóúàèêëïôöü]", re.IGNORECASE)
_NO_END = re.compile(r"[bcdfgkptv][lr]$", re.IGNORECASE)
"""How no English or Spanish word ends: disgr-âce, Atl-ântico."""
_BEGINNING = re.compile(
    r"(?:[aeiouáéíóúñ]|[bcdfghjklmnpqrstvwxyz]?[aeiouyáéíóú]|(?:[bcfgpks]l|[bcdfgkptw]r|ch|dw|gh|gn|kn|ph|ps|qu|rh|s[chkmnpqtw]|th|tw|wh|str|spr|spl|scr|shr|thr|sch)[a-záéíóú])"
)
"""How English and Spanish words begin: not as the ntico of Atlântico does."""


def has_lost_letter(text: str) -> bool:
    """Say whether a letter or sign stands where none can, in whatever language the text is."""
    return _LETTER.search(text) is not None


def has_lost_dash(text: str, names: re.Pattern[str]) -> bool:
    """Say whether an ``â`` holds together what may be two words, in a text of a language that has no such letter.

    ``names`` are words with an ``â`` of their own; so is one that stands there more than once (Selâhattin).
    """
    found = Counter(match[0] for match in _JOINED.finditer(text) if _is_two_words(match, names))
    return 1 in found.values() or any(name.endswith(_TAILS) for name in found) or _ENDING.search(text) is not None


def _is_two_words(match: re.Match[str], names: re.Pattern[str]) -> bool:
    before, after = match[1], match[2]
    if names.match(match[0]) or (len(before) < _LONG and names.search(match[0])):
        return False
    return _VOWEL.search(before) is not None and not _NO_END.search(before) and _BEGINNING.match(after) is not None
