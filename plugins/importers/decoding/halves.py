"""Half-repaired text: UTF-8 read as Latin-1, of which only the sequences without a C1 byte were put right later.

What is left are the sequences with one, of which the C1 characters are invisible and mostly stripped::

    É C3 89  ─▶ Ã        ’ E2 80 99 ─▶ â        œ C5 93 ─▶ Å        … E2 80 A6 ─▶ â¦        € E2 82 AC ─▶ â¬

So a lone ``â`` was an apostrophe, a quotation mark or a dash, and its neighbours say which; ``Ã`` was a capital with an accent, and
where the rest of the word leaves a choice it stays as it is. Nothing is touched in a text that has no sign of this damage.
"""

from __future__ import annotations

import re

from plugins.importers.decoding import lost, spelling

_HALF = re.compile("[âÃÄÅÈÆÐÑ]|[à-ï][¢-¾]")
_ELISION = re.compile(
    r"(?<![^\W\d_])((?:[ldnsjmtcç]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu|entr)|aujourd)â(?=Dj|[aeiouyhàâéèêëîïôùûœæÃÅ])",
    re.IGNORECASE,
)
# Not before "ve": Petit-Goâve is a town.
_ENGLISH = re.compile(r"(?<=n)â(?=t\b)|(?<=[^\W\d_])â(?=(?:s|re|ll)\b)")
_END = r"(?=[\s.,;:!?)\]–»]|$)"
_PAIR = re.compile(rf"(?<![^\s(\[’'«“–-])â(?!g[eé])(?=[^\s.,;:!?)][^â\n]{{0,400}}[^\s(\[]â{_END})")
_OPENING = re.compile(r"(?<![^\s(\[’'«“–-])â(?=[^\s\d.,;:!?)])(?!(?:g(?:e|é|is)|mes?\b|nes?\b|ner|pre|tres?\b|cre))")
_CLOSING = re.compile(rf"(?<=[^\s(\[])â{_END}")
_CLOSING_APART = re.compile(r"(?<=[^\s]\s)â(?=[.,;:!?)])")
_DASH = re.compile(r"(?<=\s)â(?=\s)")
_BETWEEN_FIGURES = re.compile(r"(?<=\d)â(?=\d)")
_OPEN_SPAN = re.compile(r"(?<=\d[–;, ][12]\d{3})â(?=\))|(?<=; [12]\d{3})â(?=\))|(?<=\([12]\d{3})â(?=\))")
"""(2010–14; 2018–)"""
_RULE = re.compile("â(?=â)|(?<=â)â")
_DATELINE = re.compile(r"(?<=\b[12]\d{3})â(?=[A-ZÀ-Ý])")
_BETWEEN_WORDS = re.compile(r"(?<![^\W\d_])([^\W\d_]{3,})â([^\W\d_]{2,})(?![^\W\d_])")
# No word of any language has a small â before a capital, or a figure before it.
_BEFORE_CAPITAL = re.compile(r"(?<=[^\W\d_A-Z]{2})â(?=[A-ZÀ-Þ][^\W\d_])|(?<=[A-Z]{2})â(?=[^\W\d_]{2})")
_AFTER_FIGURE = re.compile(r"(?<=\d)â(?=[a-z]{2})")
_AFTER_CLOSING = re.compile(r"(?<=[\w.,][\"”)\]])â(?=[a-z])")
_BEFORE_FIGURE = re.compile(r"(?<![^\W_])â(?=\d)")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# Where no French word has its â.
_STRAY = re.compile(r"â(?![^\W\d_])|(?<=[^\W_])â(?=[A-ZÀ-Þ])|\dâ")
_CAPITAL_BETWEEN = re.compile(r"[A-Z]Ã[A-Z]")
# SÃO PAULO, JOÃO, MÃES; but AÑO, NIÑO, ANNÉES, VIDÉO.
_PORTUGUESE = re.compile(
    r"\b(?!VIDÃ|RODÃ|STÃRÃ|ROMÃ|(?:A|DUE|ENGA|NI|PEQUE|SE|SUE|EXTRA|DA|CA|BA)ÃO)[A-ZÀ-Þ]*ÃOS?\b"
    r"|\b(?:MÃE|PÃE|CÃE|ALEMÃE|CAPITÃE|GUIMARÃE|MAGALHÃE|SIMÃE|TRÊS MÃE)S?\b"
)
# In these the letter itself is meant, whatever the damage around them.
_FRENCH_A = re.compile(
    r"\b(?:ch|m|th[eé]|g|b|r|p|go|gr|l|t|cr|h|f|inf|d[eé]b|rel|c|n|pl)â|â(?:tre|teau|ch\w*|ge|ne|me|te|cle|ve|ble|le)\b",
    re.IGNORECASE,
)
_SHORT_WORDS = {
    "fr": re.compile(r"\b(?:le|les|des|du|et|est|une|dans|pour|au|sur)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:el|los|las|del|y|una|con|por|al|fue)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:the|of|and|was|were|has|that|with|in|to)\b", re.IGNORECASE),
}
# No word of any language goes on like this after its â.
_GOES_ON = (
    r"(?:a|an|the|and|or|but|of|in|on|at|to|by|for|from|with|without|who|whose|whom|which|that|where|when|while|as|is|was|were|are|be|been|has|had|"
    r"have|will|would|may|can|could|including|especially|particularly|often|still|also|only|even|both|such|his|her|their|its|he|she|they|it|we|you|"
    r"not|one|two|three|some|many|most|all|after|before|during|though|although|because|since|until|if|so|than|then|there|these|those|this)\b"
)
_DASHED = re.compile(rf"(?:[^\W\d_A-Z]{{2}}|[A-Z]{{2}})â{_GOES_ON}")
_IN_ENGLISH = (_DASHED, _BEFORE_CAPITAL, _AFTER_FIGURE, _AFTER_CLOSING)
"""Signs of the damage in a text that is English."""
_SIGNS = {"â¦": "…", "â¬": "€", "â¹": "‹", "âº": "›", "â¢": "•"}
# At the beginning of a line … and › may as well be ♦ and ►; after a letter • may be ™.
_SIGN = re.compile(
    r"(?<!^)(?<![\n.)])(?<!\n[ \t])â¦(?![^\W\d_\x80-\x9f])|â¬(?![^\W\d_\x80-\x9f])|â¹(?=[^\W_])|(?<=[^\W_])âº(?![^\W\d_\x80-\x9f])"
    r"|(?<=[.,!?])âº(?!\s*[^\W\d_\x80-\x9f])|(?<![^\W_])â¢(?=\s)"
)
_LIGATURE = re.compile(
    r"(?<=[^\W\d_])Å(?=(?:u[rdxfv]|il\b))|(?<=[’'])Å(?=uvre|il\b|uf)|(?<=\b[Ee]n )Å(?=uvre\b)|(?<=\b[ld]es )Å(?=ufs\b)"
    r"|(?<=[ld][’'])Å(?=soph|d[eè]m|cum|nolog)"
)
# In the middle of a sentence it may be either.
_CAPITAL_LIGATURE = re.compile(r"(?:(?<=^)|(?<=\n)|(?<=[.!?] ))Å(?=uvre|il\b)")
_BEGINS_SENTENCE = re.compile(
    r"(?:(?<=^)|(?<=\n)|(?<=[.!?:] )|(?<=[.!?]\n)|(?<=[.!?…])|(?<=[.!?][\"«“])|(?<=[ \n][\"“])|(?<=«)|(?<=«[ \xa0]))Ã(?= [^\W_])|(?<=[A-Z]{2} )Ã(?= [A-Z]{2})"
)
_ENDS_CAPITALS = re.compile(r"[A-ZÀ-Ý]{2,}Ã(?=[ \n])")

# À stands alone, and in VIS-À-VIS.
_ALONE = re.compile(r"\bÃ(?=\s)|(?<=-)Ã(?=-)")
_WORD = re.compile(r"[^\W\d_]+")
# Letters of which the second byte was lost are capitals.
_AMONG_SMALL = re.compile("[a-zß-öø-ÿ]Ã")
_COMMUNIQUE = re.compile(r"COMMUNIQUÃ\b")


def repair_signs(text: str) -> tuple[str, int]:
    """Return the text with those signs put right whose last byte was kept, and how many they were.

    This must come before any other repair: with a blank after it ``â¦`` looks like the misread UTF-8 of another sign, and an ``À`` that
    begins a sentence like that of ``à``.
    """
    text, signs = _SIGN.subn(lambda match: _SIGNS[match[0]], text)
    capitals = 0
    if "Ã " in text and _language(text) == "fr":
        text, capitals = _BEGINS_SENTENCE.subn("À", text)
        before = text.count(spelling.LOST)
        text = _ENDS_CAPITALS.sub(lambda match: spelling.restored(match[0], "fr"), text)
        capitals += before - text.count(spelling.LOST)
    return text, signs + capitals


def repair(text: str) -> tuple[str, int, bool]:
    """Return the text with what its neighbours settle put right, how many characters that were, and whether some are left."""
    if not _HALF.search(text):
        return text, 0, False
    if not _is_damaged(text):
        is_french = _language(text) == "fr"
        is_marked = _ENDS_CAPITALS.search(text) if is_french else lost.has_lost_dash(text, _FRENCH_A)
        return text, 0, bool(is_marked) or lost.has_lost_letter(text)
    total = 0
    steps = [
        (_ELISION, r"\1’"),
        (_ENGLISH, "’"),
        (_RULE, "–"),
        (_DASH, "–"),
        (_DATELINE, "–"),
        (_BETWEEN_FIGURES, "–"),
        (_OPEN_SPAN, "–"),
        (_PAIR, "“"),
        (_OPENING, "“"),
        (_CLOSING, "”"),
        (_CLOSING_APART, "”"),
    ]
    for pattern, by in [*steps, (_LIGATURE, "œ"), (_CAPITAL_LIGATURE, "Œ")]:
        text, number = pattern.subn(by, text)
        total += number
    language = _language(text)
    if language == "en":
        for pattern in (_BEFORE_CAPITAL, _AFTER_FIGURE, _AFTER_CLOSING):
            text, number = pattern.subn("–", text)
            total += number
        before = text.count("â")
        known = frozenset(_LETTERS.findall(text))
        text = _DASHED.sub(lambda match: match[0].replace("â", "–"), text)
        text = _BETWEEN_WORDS.sub(lambda match: _dashed(match, known), text)
        total += before - text.count("â")
    if language == "en":
        text, number = _COMMUNIQUE.subn("COMMUNIQUÉ", text)
        return text, total + number, leaves(text)
    if language == "fr":
        text, number = _ALONE.subn("À", text)
        total += number
    before = text.count(spelling.LOST)
    text = _WORD.sub(lambda match: _spelt(match[0], language), text)
    return text, total + before - text.count(spelling.LOST), leaves(text)


def _spelt(word: str, language: str) -> str:
    is_portuguese = word.count(spelling.LOST) == 1 and _PORTUGUESE.fullmatch(word)
    is_kept = spelling.LOST not in word or _AMONG_SMALL.search(word) or is_portuguese
    return word if is_kept else spelling.restored(word, language)


def leaves(text: str) -> bool:
    """Say whether a damaged text still has signs that may stand for something else."""
    # French has an â of its own; elsewhere it stands in names alone, and which of them is meant is not known here.
    is_left = _STRAY.search(text) is not None if _language(text) == "fr" else "â" in text
    return is_left or "Ã" in text or "â¢" in text or lost.has_lost_letter(text)


def _dashed(match: re.Match[str], known: frozenset[str]) -> str:
    # Names of people and places have an â of their own (Atlântico, România): there both halves must be words that the text has.
    may_be_name = match[1][0].isupper() and not {match[1], match[2]} <= known
    return match[0] if may_be_name or _FRENCH_A.search(match[0]) else f"{match[1]}–{match[2]}"


def _joins_words(text: str) -> bool:
    """Say whether a sign stands between two words that the text has elsewhere too."""
    found = [match.groups() for match in _BETWEEN_WORDS.finditer(text)]
    known = frozenset(_LETTERS.findall(text)) if found else frozenset()
    return any(known.issuperset(pair) for pair in found)


def _language(text: str) -> str:
    """Return the language whose commonest words a text has most of; French where they do not tell, as most of this damage is."""
    return max(_SHORT_WORDS, key=lambda language: len(_SHORT_WORDS[language].findall(text[:20_000])))


def _is_damaged(text: str) -> bool:
    """Say whether a sign stands where no undamaged text has it: in an elision, around words, before another half."""
    return bool(
        _ELISION.search(text)
        or _ENGLISH.search(text)
        or _PAIR.search(text)
        or _BETWEEN_FIGURES.search(text)
        or _DASH.search(text)
        or _DATELINE.search(text)
        or "âââ" in text
        or _BEFORE_FIGURE.search(text)
        or (_language(text) == "en" and (any(sign.search(text) for sign in _IN_ENGLISH) or _joins_words(text)))
        or re.search("âÃ|COMMUNIQUÃ\\b|(?<![^\\W\\d_])Ã[bcdfglmnpqrstv]", text)
        or _CAPITAL_BETWEEN.search(_PORTUGUESE.sub("", text))
    )
