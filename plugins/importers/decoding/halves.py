"""Half-repaired text: UTF-8 read as Latin-1, of which only the sequences without a C1 byte were put right later.

What is left are the sequences with one, of which the C1 characters are invisible and mostly stripped::

    É C3 89  ─▶ Ã        ’ E2 80 99 ─▶ â        œ C5 93 ─▶ Å        … E2 80 A6 ─▶ â¦        € E2 82 AC ─▶ â¬

So a lone ``â`` was an apostrophe, a quotation mark or a dash, and its neighbours say which; ``Ã`` was a capital with an accent, and
where the rest of the word leaves a choice it stays as it is. Nothing is touched in a text that has no sign of this damage.
"""

from __future__ import annotations

import re

from plugins.importers.decoding import lost

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
_SIGNS = {"â¦": "…", "â¬": "€", "â¹": "‹", "âº": "›"}
_SIGN = re.compile(
    "["
    + "".join(sorted({sign[0] for sign in _SIGNS}))
    + "]["
    + "".join(sign[1] for sign in _SIGNS)
    + r"](?![^\W\d_\x80-\x9f])"
)
_BULLET = re.compile(r"^([ \t]*)â¢(?=\s)", re.MULTILINE)
_LIGATURE = re.compile(r"(?<=[^\W\d_])Å(?=(?:u[rdxfv]|il\b))|(?<=[’'])Å(?=uvre|il\b|uf)")
_CAPITAL_LIGATURE = re.compile(r"(?<![^\W\d_])Å(?=uvre|il\b)")

# What Ã was, by the letters around it; the first that fits. Before a consonant it was É, save in the few words that begin with another.
_FRENCH = (
    ("À", r"\bÃ(?=\s)"),
    ("Ç", r"\bÃ[aà]\b|FRANÃAI|(?:GAR|FA|SOUP|LE)ÃON|(?:RE|DE|CON|PER)ÃU|(?:MENA|COMMEN|FOR|LAN)ÃA"),
    (
        "Ê",
        r"\bÃ(?:tre|tes\b|TRE|TES\b)|(?:ARR|INT|FOR|PR)ÃT|(?:ENQU|REQU|CONQU)ÃT|\b[TFB]ÃTE|\bM?MÃMES?\b|(?:EXTR|SUPR)ÃME|\bPÃCH",
    ),
    ("Î", r"\bÃ(?:les?|lots?|LES?|LOTS?)\b"),
    ("Â", r"\bÃ(?:g[eé]|mes?\b|GE\b|GÃ)|BÃTIM"),
    ("Ô", r"\bÃ(?:ter|TER)\b|(?:CONTR|\bR)ÃLE|\bHÃ(?:TEL|PITA)|\bCÃTE|DIPLÃM|(?:BIENT|PLUT|AUSSIT|\bT)ÃT\b"),
    ("È", r"[A-Z]ÃRES?\b|(?:ACC|CONGR|PROGR|EXC|DÃC|DÉC|\bPR|APR|\bTR|PROC|SUCC)ÃS\b|[A-Z]Ã(?:GE|ME|VE|NE)S?\b|POÃTE"),
    ("É", r"\bÃ(?=[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ])|(?<=[A-ZÀ-Þ])Ã(?=[A-Z]|[ES]?\b)|(?<=[’'])Ã(?=[A-Z])"),
)
_SPANISH = (
    ("Ó", r"[CS]IÃN\b"),
    ("Í", r"[B-DF-HJ-NP-TV-Z]ÃAS?\b|\bÃNDICE"),
    ("Ú", r"\bACTÃE|\bÃLTIM|\bÃTIL|PÃBLIC"),
    ("Ñ", r"(?<=[AEIOU])Ã(?=[AEO])"),
)
_ENGLISH_TEXT = (("É", r"COMMUNIQUÃ\b"),)
_CAPITALS = {
    language: tuple((letter, re.compile(pattern)) for letter, pattern in table)
    for language, table in (("fr", _FRENCH), ("es", _SPANISH), ("en", _ENGLISH_TEXT))
}


def repair_signs(text: str) -> tuple[str, int]:
    """Return the text with those signs put right whose last byte was kept, and how many they were.

    This must come before any other repair: with a blank after it ``â¦`` looks like the misread UTF-8 of another sign.
    """
    return _SIGN.subn(lambda match: _SIGNS[match[0]], text)


def repair(text: str) -> tuple[str, int, bool]:
    """Return the text with what its neighbours settle put right, how many characters that were, and whether some are left."""
    if not _HALF.search(text):
        return text, 0, False
    if not _is_damaged(text):
        return text, 0, lost.has_lost_letter(text) or (_language(text) != "fr" and lost.has_lost_dash(text, _FRENCH_A))
    total = 0
    steps = [
        (_BULLET, r"\1•"),
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
    kept = [match.span() for match in _PORTUGUESE.finditer(text)]
    for letter, pattern in _CAPITALS[language]:
        text, number = _capitals(text, letter, pattern, kept)
        total += number
    return text, total, leaves(text)


def leaves(text: str) -> bool:
    """Say whether a damaged text still has signs that may stand for something else."""
    # French has an â of its own; elsewhere it stands in names alone, and which of them is meant is not known here.
    is_left = _STRAY.search(text) is not None if _language(text) == "fr" else "â" in text
    return is_left or "Ã" in text or "â¢" in text or lost.has_lost_letter(text)


def _capitals(text: str, letter: str, pattern: re.Pattern[str], kept: list[tuple[int, int]]) -> tuple[str, int]:
    """Put a letter for every ``Ã`` that the pattern is about, but for those of words that have it; the text stays as long."""
    count = 0

    def put(match: re.Match[str]) -> str:
        nonlocal count
        if any(start <= match.start() < end for start, end in kept):
            return match[0]
        count += 1
        return match[0].replace("Ã", letter, 1)

    return pattern.sub(put, text), count


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
