"""Lunr queries of every kind, from a language's own words and its index's own vocabulary."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from plugins.search.documents import FIELDS

FIELD_NAMES = tuple(field.name for field in FIELDS)

# fmt: off
# Queries worth naming: traps that random ones seldom hit.
NAMED: dict[str, tuple[str, ...]] = {
    "en": (
        *("turkey", "Norway", "surveys attorney", "U.S.", "U.S. journalist", "N'Djamena", "O'Brien", "O’Brien’s", "Côte d'Ivoire"),
        *("+journalist +detained", "+journalist -detained", "title:journalist", "+title:journalist +place:chad", "target:ñusta"),
        *("the", "+the", "+the +journalist", "-the", "journalist^10 police", "title:police^3 body:state^2", "walesa Wałęsa"),
        *("well-known", "editor-in-chief", "al-jazeera", "journal*", "*ist", "j*t", "*our*", "jo*n*l*", "*", "**", "title:jour*"),
        *("jornalist~1", "jurnalits~2", "+jornalist~1 -polic~1", "turkey~0", "tur*ey~0", "tur*ey~1", "title:turky~1^4"),
    ),
    "fr": (
        *("liberté", "libertes", "d'expression", "d’expression l'État", "L’ÉTAT", "hôpital", "hopital", "cœur coeur", "N'Djamena"),
        *("+journaliste +libre", "+journaliste -libre", "+presse +congolaise", "title:presse", "source:rsf^3 presse", "qu'il"),
        *("rédac*", "*té", "lib*é", "*onst*", "jounaliste~1", "libretés~2", "jusqu'aujourd'hui", "aujourd'hui", "+qu'il", "-presse"),
        *("+place:tchad target:walesa", "norvège^5 turquie", "presqu'île", "S'en", "sécurite~1 -journaliste"),
    ),
    "es": (
        *("periodistas", "Ñusta", "nusta", "año", "ano", "detencion", "detención", "García", "garcia", "EE.UU.", "N'Djamena"),
        *("+periodistas +policía", "+periodistas -policía", "title:periodista", "target:ñusta^4 place:perú", "peru", "corazón"),
        *("detenc*", "*ción", "per*ta", "*iod*", "periodsita~1", "polciía~2", "el", "+el", "-periodista", "+vergüenza", "verguenza"),
    ),
}
# In every language: words that are names in JavaScript, operators by themselves, what no text has.
COMMON = (
    *("constructor", "__proto__", "+__proto__", "proto", "tostring", "hasOwnProperty", "+constructor -proto", "constr*", "_index"),
    *("zzyzxq", "+zzyzxq", "zzyzxq journalist", "-zzyzxq", "-zzyzxq -qwxyz", "zzyz*", "*zzyzxq*", "zzyzxq~2", ""),
    *("2005", "200*", "2005~1", "19 95", "x", "«", "+«", "россия", "РОССИЯ росс*", "الجزيرة", "新闻", "新*", "\u0130stanbul"),
)
BROKEN = ("foo:", "nofield:word", "+", "word^", "word~x", "+ -", "title:", "++word", "title:+word")

# fmt: on


def generated(vocabulary: Sequence[str], words: Sequence[str], seed: str, count: int) -> Iterator[str]:
    """Yield random queries; the seed decides them all."""
    chance = random.Random(seed)

    def word() -> str:
        return chance.choice(vocabulary if chance.random() < 0.6 else words).replace("'", "’")

    def damaged(text: str) -> str:
        place = chance.randrange(len(text))
        other = chance.choice("aeionrst")
        return chance.choice(
            (
                text[:place] + text[place + 1 :] or text,
                text[:place] + other + text[place:],
                text[:place] + other + text[place + 1 :],
                text[:place] + text[place : place + 2][::-1] + text[place + 2 :],
            )
        )

    def term() -> str:
        text = word()
        kind = chance.randrange(10)
        if kind == 0:
            cut = chance.randrange(1, len(text) + 1)
            return text[:cut] + "*"
        if kind == 1:
            cut = chance.randrange(len(text))
            return "*" + text[cut:]
        if kind == 2 and len(text) > 2:
            cut = chance.randrange(1, len(text) - 1)
            return text[:cut] + "*" + text[cut + 1 :]
        if kind == 3:
            return f"{damaged(text)}~1"
        if kind == 4 and len(text) < 12:
            return f"{damaged(damaged(text))}~2"
        return text

    for _ in range(count):
        parts = []
        for _ in range(chance.choice((1, 1, 2, 2, 3, 5))):
            presence = chance.choice(("", "", "", "+", "-"))
            field = f"{chance.choice(FIELD_NAMES)}:" if chance.random() < 0.2 else ""
            boost = f"^{chance.randrange(2, 12)}" if chance.random() < 0.15 else ""
            parts.append(presence + field + term() + boost)
        yield " ".join(parts)
