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
# Of other languages in capitals, in a French text: GARCÍA, LÓPEZ, MÜNCHEN.
_FOREIGN = re.compile(
    r"\b(?:[A-Z]*(?:GARC|D|MAR|POL|ECHEVERR)ÃAS?|[A-Z]*RDRÃGUEZ|(?:RODR|DOM|BR|AGU|L?IÃ)ÃN?GUEZ|(?:L|C)ÃPEZ|G(?:Ã|O)MÃ?EZ|SÃNCHEZ|GONZÃLEZ"
    r"|(?:FERN|HERN|MEL)ÃNDEZ|(?:MART|JIM)ÃNEZ|(?:CHÃV|NUÃ|IBÃÃ|VELÃZQU|VÃZQU)[A-ZÃ]*EZ|RAMÃREZ|GUTIÃRREZ|BOGOTÃ|PERÃ|CÃRDOBA|MEDELLÃN|JUÃREZ"
    r"|PANAMÃ|CÃDIZ|MÃLAGA|YUCATÃN|MICHOACÃN|MÃNCHEN|KÃLN|DÃSSELDORF|ZÃRICH|NÃRNBERG|WÃRTTEMBERG|MALMÃ|GÃTEBORG|TÃRKIYE)\b"
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
_ENDS_CAPITALS = re.compile(r"(?<=[A-ZÀ-Ý]{2})Ã(?=[ \n])")

# How French words go on that begin with É, and names with another letter (Álvarez, Ángel, Óscar, Özil, Ødegaard, Åland) do not.
_ACUTE = (
    r"c(?:a|h|l|o|r|u)|d(?:en\b|i|ou|u|mond)|g(?:a|l|y)|l(?:a(?!mo|nd)|e(?![xs])|i|o|u|y|é|â)|m(?:a|e|i(?!t\b|r)|o|u|é)|n(?:er|i|o|u|é)"
    r"|p(?:a|e|i|l|o|r|u|é)|qu|r(?:a|i|o|y)|t(?:a(?!lo)|e|h|i|o|r|u|é|ê)|v(?:a|e(?!rb)|i(?!l)|o|r|é|ê)|b(?:a|l|o|r|u)|f(?:au|ou)|z(?:éc|éch)"
)

# What Ã was, by the letters around it; the first that fits.
_FRENCH = (
    ("À", r"\bÃ(?=\s)"),
    ("Ç", r"\bÃ[aà]\b|FRANÃAI|(?:GAR|FA|SOUP|LE)ÃON|(?:RE|DE|CON|PER)ÃU|(?:MENA|COMMEN|FOR|LAN)ÃA"),
    (
        "Ê",
        r"\bÃ(?:tre|tes\b|TRE|TES\b)|(?:ARR|INT|FOR|PR)ÃT|(?:ENQU|REQU|CONQU)ÃT|\b[TFB]ÃTE|\bM?MÃMES?\b|(?:EXTR|SUPR)ÃME|(?:\b|EM|(?<=D[ÃÉ]))PÃCH|(?:TEMP|\bQU|FEN|\bPR|V)ÃT(?:E|R)|\b(?:R|TR|GR)ÃVE|(?:CAR|BAPT)ÃME|VÃQUE",
    ),
    ("Î", r"\bÃ(?:les?|lots?|LES?|LOTS?)\b|(?:MA|NA|CONNA|PARA|CROI?)ÃT|(?:CHA|ENTRA)ÃN|FRAÃCH|ABÃM|\bDÃNER"),
    ("Ë", r"(?:NO|ISRA|APHA|ICHA|JO|GA|CITRO)Ã[LN]"),
    ("Ï", r"HAÃTI|KOWEÃT|MAÃS|LAÃ(?:QUE|C)|NAÃ[FV]|HÃROÃ|COÃNC|THAÃ|TAÃWAN|CARAÃB"),
    ("Û", r"(?:CO|AO|GO)ÃT|\b(?:S|M)ÃRE?S?\b|BRÃL|\bD?FÃTS?\b"),
    ("Ù", r"\bOÃ\b"),
    (
        "Â",
        r"\bÃ(?:g[eé]|mes?\b|GE\b|GÃ)|BÃT(?:IM|ON|IR)|(?:(?<=D[ÃÉ]G)|CH|\bG)ÃT|(?<=TH[ÃÉ])ÃTR|\b(?:T|L|F)ÃCH|GRÃCE|PÃ(?:TIS|QUES)|INFÃM|CÃBL",
    ),
    (
        "Ô",
        r"\bÃ(?:ter|TER)\b|(?:CONTR|\bR|\bDR|\bP)ÃLE|(?:IMP|(?<=D[ÃÉ]P)|ENTREP)ÃT|\bHÃTE|(?:FANT|SYMPT|\bD)ÃM|CHÃMAG|\bHÃ(?:TEL|PITA)|\b(?:PENTE)?CÃTE|DIPLÃM|(?:BIENT|PLUT|AUSSIT|\bT)ÃT\b",
    ),
    ("È", r"[A-Z]ÃRES?\b|(?:ACC|CONGR|PROGR|EXC|DÃC|DÉC|\bPR|APR|\bTR|PROC|SUCC)ÃS\b|[A-Z]Ã(?:GE|ME|VE|NE)S?\b|POÃTE"),
    ("É", rf"\bÃ(?=(?i:{_ACUTE}))|(?<=[A-ZÀ-Þ])Ã(?=[A-Z]|[ES]?\b)|(?<=[’'])Ã(?=[A-Z])"),
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

    This must come before any other repair: with a blank after it ``â¦`` looks like the misread UTF-8 of another sign, and an ``À`` that
    begins a sentence like that of ``à``.
    """
    text, signs = _SIGN.subn(lambda match: _SIGNS[match[0]], text)
    capitals = 0
    if "Ã " in text and _language(text) == "fr":
        for letter, pattern in (("À", _BEGINS_SENTENCE), ("É", _ENDS_CAPITALS)):
            text, count = pattern.subn(letter, text)
            capitals += count
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
    kept = [match.span() for pattern in (_PORTUGUESE, _FOREIGN) for match in pattern.finditer(text)]
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
