"""Until when an alert asks for appeals, where it says so unmistakably: ``Send appeals before 15 March 1999``.

The date stands right behind what is asked for, or right before it, or behind a label of its own; of a sentence that says what to ask for
("asking that he be freed before …") nothing is taken. A day without a year is the next one after the alert's own date, never after today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from plugins.alerts.dates import PartialDate
from plugins.alerts.errors import PartialDateError
from plugins.importers.normalising.dating import FoundDate, find_days, month_pattern, weekday_pattern

LONGEST = 400
"""Days from the alert to the end of its appeal; what is further is another date."""

# What is asked for, with the few words that may stand in it, and to whom; no verb of a demand may stand between.
_ASKED = {
    "en": (
        r"(?:send(?:ing)?|writ(?:e|ing)|fax(?:ing)?|e-?mail(?:ing)?|address(?:ing)?)\s+(?:your\s+|urgent\s+|polite\s+|further\s+|any\s+)*"
        r"(?:appeals?|letters?|protests?|messages?|faxes|e-?mails|petitions?)"
    ),
    "fr": (
        r"(?:(?:d['’]\s?)?envoy(?:er|ez)|écri(?:re|vez)|adress(?:er|ez)|(?:faire|faites)\s+parvenir|transmett(?:re|ez))\s+"
        r"(?:(?:de\s+vos|vos|des|les|vos)\s+)?(?:appels?|lettres?|messages?|protestations?|courriers?|courriels?|télécopies|pétitions?)"
    ),
    "es": (
        r"(?:env[ií](?:e|en|ar|emos)|escrib(?:a|an|ir)|dirij(?:a|an)|dirigir|mand(?:e|en|ar)|remit(?:a|an|ir)|ha(?:ga|gan|cer)\s+llegar)\s+"
        r"(?:(?:sus|los|las)\s+)?(?:llamados?|llamamientos?|apelaciones|cartas?|mensajes?|faxes|protestas|correos(?:\s+electrónicos)?|peticiones)"
    ),
}
_TO = {
    "en": r"(?:,?\s+(?:immediately|urgently|as soon as possible|if possible)|\s+to\s+(?:the\s+)?[^\s.,:;]+(?:\s+[^\s.,:;]+){0,5}?|\s+to arrive)?,?",
    "fr": r"(?:,?\s+(?:immédiatement|au plus vite|dès que possible|d['’]urgence)|\s+(?:aux?|à)\s+(?:la\s+|l['’])?[^\s.,:;]+(?:\s+[^\s.,:;]+){0,5}?)?,?",
    "es": r"(?:,?\s+(?:inmediatamente|urgentemente|cuanto antes|lo antes posible)|\s+(?:a|al)\s+(?:las?\s+|los\s+)?[^\s.,:;]+(?:\s+[^\s.,:;]+){0,5}?)?,?",
}
_BEFORE = {
    "en": r"(?:before|by|until|till|prior to|up to|(?:no|not) later than|on or before)(?:\s+the)?",
    "fr": r"(?:avant\s+le|jusqu['’]au|au\s+plus\s+tard\s+le|d['’]ici\s+(?:le|au))",
    "es": r"(?:antes\s+del(?:\s+día)?|hasta\s+el(?:\s+día)?|a\s+más\s+tardar\s+el(?:\s+día)?|no\s+más\s+tarde\s+del)",
}
_LABEL = {
    "en": r"(?:deadline(?:\s+for\s+(?:action|appeals))?|(?:expiry|expiration)\s+date|action\s+expires(?:\s+on)?|appeals?\s+(?:are\s+)?valid\s+until)",
    "fr": r"(?:date\s+limite(?:\s+d['’](?:action|envoi))?|date\s+d['’]expiration|échéance|appels?\s+valables?\s+jusqu['’]au)",
    "es": r"(?:fecha\s+l[ií]mite(?:\s+de\s+(?:acción|envío))?|fecha\s+de\s+(?:expiración|vencimiento)|llamados?\s+válidos?\s+hasta\s+el)",
}
_PLEASE = {
    "en": r",?\s+(?:please\s+)?",
    "fr": r",?\s+(?:veuillez\s+|prière\s+(?:de\s+|d['’]))?",
    "es": r",?\s+(?:por\s+favor,?\s+|se\s+ruega\s+)?",
}
_HINTS = (
    "appeal letter protest messag fax mail petition pétition appel lettre courri télécop llama apelac cartas mensaj correo petici "
    "deadline expir échéance limite límite vencim"
).split()
"""Without one of these a text asks for nothing, as most do."""
_DEMAND = re.compile(
    r"\b(?:that|asking|urging|calling|demanding|requesting|que|demandant|exigeant|pidiendo|exigiendo|solicitando)\b",
    re.IGNORECASE,
)


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    # A word for the day (any date is read from where this begins), so that "by fax" and "before the court" are none.
    day = (
        rf"(?P<date>(?:{weekday_pattern(language)}\s+)?(?:\d{{1,2}}(?:er|º|st|nd|rd|th)?(?:\s+(?:of|de))?\s+{month_pattern(language)}"
        rf"|{month_pattern(language)}\s+\d{{1,2}}))"
    )
    asked, before = _ASKED[language], _BEFORE[language]
    return tuple(
        re.compile(source, re.IGNORECASE)
        for source in (
            rf"\b(?P<asked>{asked}{_TO[language]})\s+{before}\s+{day}",
            rf"(?:^|[.;:]\s+|\n)(?P<asked>){before}\s+{day}(?:,?\s+(?:(?:de|del)\s+)?\d{{4}})?{_PLEASE[language]}{asked}",
            rf"(?:^|[.;(]\s*|\n)(?P<asked>){_LABEL[language]}\s*:?\s*(?:le\s+|el\s+|on\s+)?{day}",
        )
    )


def find_deadline(text: str, language: str, issued: str) -> PartialDate | None:
    """Return the last day for which an alert asks for appeals, or ``None`` where none is named, or more than one."""
    try:
        own = PartialDate.parse(issued) if issued else None
    except PartialDateError:
        own = None
    if not _may_ask(text):
        return None
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", text) if _may_ask(block)]
    found = {date for block in blocks for day in _days(block, language) if (date := _dated(day, own)) is not None}
    return found.pop() if len(found) == 1 else None


def _may_ask(text: str) -> bool:
    lowered = text.lower()
    return any(hint in lowered for hint in _HINTS)


def _days(text: str, language: str) -> Iterator[FoundDate]:
    if language not in _ASKED:
        return
    for pattern in _patterns(language):
        for match in pattern.finditer(text):
            if not _DEMAND.search(match["asked"]):
                yield from (day for day in find_days(text, language) if day.start <= match.end("date") <= day.end)


def _dated(day: FoundDate, own: PartialDate | None) -> PartialDate | None:
    if day.year is not None:
        date = day.on(day.year)
        return date if date is not None and (own is None or _is_near(date, own)) else None
    if own is None or own.month is None:
        return None
    return next(
        (date for year in (own.year, own.year + 1) if (date := day.on(year)) is not None and _is_near(date, own)), None
    )


def _is_near(date: PartialDate, own: PartialDate) -> bool:
    return 0 <= (date.first - own.first).days <= LONGEST
