"""A synthetic archive: some hundred plainly made-up documents a language, with real names and every sort of word."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence

from plugins.search.documents import Card, DocumentKey, SearchDocument
from plugins.search.plan import Source
from plugins.search.suggestions import Facts
from tests.search.words import real_words

LANGUAGES = ("en", "fr", "es")
COUNT = 240

PEOPLE = (
    "Ñusta Quispe",
    "Jean-Paul N'Djiké",
    "Sinéad O’Brien",
    "Lech Wałęsa",
    "José García Núñez",
    "Ngũgĩ wa Mwangi",
    "Иван Петров",
)
PLACES = {
    "en": ("Chad", "Peru", "Turkey", "Côte d'Ivoire", "Norway", "Democratic Republic of the Congo"),
    "fr": ("Tchad", "Pérou", "Turquie", "Côte d’Ivoire", "Norvège", "République démocratique du Congo"),
    "es": ("Chad", "Perú", "Turquía", "Côte d'Ivoire", "Noruega", "República Democrática del Congo"),
}
CODES = ("TD", "PE", "TR", "CI", "NO", "CD")
SOURCES = ("RSF", "CPJ", "MFWA", "IPYS")
SENTENCES = {
    "en": (
        "The U.S. journalist was detained in N'Djamena on Monday.",
        "Turkey's attorney said the survey of Norway's newspapers was a matter for the State.",
        "Words like constructor, __proto__, toString and hasOwnProperty are words.",
        "The editor-in-chief's well-known newspaper was seized by police; nobody was arrested.",
    ),
    "fr": (
        "L’État s'en prend à la liberté d'expression : le journaliste, arrêté à N'Djamena, n'est pas libre.",
        "Qu'il s'agisse de l'hôpital ou de l’œuvre, la presse congolaise se tait jusqu'aujourd'hui.",
        "Les mots constructor, __proto__ et toString sont des mots.",
        "Le rédacteur en chef du journal L'Express a été libéré ; la Norvège s'en félicite.",
    ),
    "es": (
        "Los periodistas denunciaron la detención de Ñusta en el Perú: «una vergüenza».",
        "El año pasado la policía detuvo a cuatro periodistas en N'Djamena y a uno en EE.UU.",
        "Las palabras constructor, __proto__ y toString son palabras.",
        "El jefe de redacción del diario, José García, fue puesto en libertad en el corazón de Huánuco.",
    ),
}
DATES = ("1995", "1997-03", "1998-11-02", "1998-11-02", "2001-05-31", "2005", "2005-04-26", "2005-12", "2019-01-01", "")


def document(language: str, number: int) -> SearchDocument:
    """Return the document of that number; those of one number are translations of each other."""
    shared = random.Random(number)
    place, person = shared.randrange(len(CODES)), shared.choice(PEOPLE)
    issued, source_name = shared.choice(DATES), shared.choice(SOURCES)
    own = random.Random(f"{language} {number}")
    words = _WORDS[language]
    # Few words often, many words seldom, as in any text.
    picked = [words[min(int(own.paretovariate(0.55)), len(words) - 1)] for _ in range(own.randrange(20, 90))]
    picked.insert(own.randrange(len(picked)), own.choice(SENTENCES[language]))
    if shared.random() < 0.5:
        picked.append(f"{person} ({source_name})")
    identifier = f"a-{number:03d}" if number % 40 else str(number)
    return SearchDocument(
        id=identifier,
        issued=issued,
        title=" ".join(own.sample(words[:400], 4))
        if number % 3
        else f"{person}: {own.choice(SENTENCES[language])[:30]}",
        body=" ".join(picked),
        place=PLACES[language][place] if number % 7 else "",
        source=source_name,
        target=person if number % 2 else "",
        card=Card(
            url=f"{language}/alerts/{issued[:4] or 'undated'}/{identifier}.html",
            kind=shared.choice(("alert", "update", "statement")),
            countries=(CODES[place],) if number % 7 else (),
            sources=(source_name,),
            violations=tuple(sorted({shared.choice(("killed", "detained", "censored")) for _ in range(number % 3)})),
        ),
    )


def documents(language: str) -> tuple[SearchDocument, ...]:
    """Return all documents of a language; each language lacks some that the others have."""
    lacking = {"en": 11, "fr": 7, "es": 5}[language]
    return tuple(document(language, number) for number in range(1, COUNT) if number % lacking)


def source_of(language: str, own: Sequence[SearchDocument]) -> Source:
    """Return documents in the form that `build` takes."""

    def load(positions: Sequence[int]) -> Iterator[SearchDocument]:
        return (own[position] for position in positions)

    keys = tuple(DocumentKey(id=document.id, issued=document.issued) for document in own)
    fixities = tuple(hashlib.sha256(repr(document).encode()).hexdigest() for document in own)

    def describe(positions: Sequence[int]) -> Iterator[Card]:
        return (own[position].card for position in positions)

    return Source(language=language, keys=keys, load=load, describe=describe, fixities=fixities)


def facts(language: str) -> Iterator[Facts]:
    """Yield what suggestions are made of, of the synthetic archive of a language."""
    for document in documents(language):
        yield Facts(
            title=document.title,
            names=(document.target,) if document.target else (),
            countries=document.card.countries,
            sources=document.card.sources,
        )


def source(language: str) -> Source:
    """Return the synthetic archive of a language in the form that `build` takes."""
    return source_of(language, documents(language))


def _shuffled(language: str) -> list[str]:
    words = real_words(language)
    random.Random(language).shuffle(words)
    return words


_WORDS = {language: _shuffled(language) for language in LANGUAGES}
