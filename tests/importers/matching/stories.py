"""Made-up alerts in three languages, told as a translator would: for what belongs together and for what only seems to."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import Any

LANGUAGES = ("en", "fr", "es")
ORGANISATIONS = ("RSF", "JED", "MISA", "CPJ")
TOWNS = ("Bukonda", "Mirandela", "Tarsis", "Okavo", "Lindi", "Porvenir")
PAPERS = ("La Colmena", "The Lantern", "Radio Aurora", "El Faro", "Le Messager", "Kasai Times")
FIRST = ("Ama", "Tomas", "Ibrahim", "Lucia", "Moussa", "Elena", "Kofi", "Daniel", "Nadia", "Rafael")
LAST = ("Tembo", "Quiroga", "Loseko", "Marchetti", "Okello", "Benali", "Sarmiento", "Mukendi", "Valdes", "Traore")

# One event a line: headline and text in each language. {who} {paper} {town} {official} {day} {number} {lawyer}
EVENTS: dict[str, dict[str, tuple[str, str]]] = {
    "arrest": {
        "en": (
            "{who} arrested in {town}",
            (
                "({source}/IFEX) - On {day}, {who}, editor of the newspaper {paper}, was arrested by police officers in {town}.\n\n"
                "According to {official}, the town's prosecutor, the arrest followed an article that put the damage at {number} francs. "
                "The lawyer {lawyer} was not allowed to see the prisoner.\n\n{source} asked {official} for the immediate release of {who}."
            ),
        ),
        "fr": (
            "Arrestation de {who} à {town}",
            (
                "({source}/IFEX) – Le {day}, {who}, directeur du journal {paper}, a été arrêté par des policiers à {town}.\n\n"
                "Selon {official}, procureur de la ville, l'arrestation a suivi un article qui chiffrait les dégâts à {number} francs. "
                "L'avocat {lawyer} n'a pas été autorisé à voir le prisonnier.\n\n{source} a demandé à {official} la libération immédiate de {who}."
            ),
        ),
        "es": (
            "{who} arrestado en {town}",
            (
                "({source}/IFEX) - El {day}, {who}, director del periódico {paper}, fue arrestado por agentes de policía en {town}.\n\n"
                "Según {official}, fiscal de la ciudad, el arresto siguió a un artículo que cifraba los daños en {number} francos. "
                "El abogado {lawyer} no fue autorizado a ver al preso.\n\n{source} pidió a {official} la liberación inmediata de {who}."
            ),
        ),
    },
    "release": {
        "en": (
            "{who} released",
            (
                "({source}/IFEX) - {who}, who edits {paper}, left the prison of {town} on {day}.\n\n"
                'The lawyer {lawyer} paid bail of {number} francs. "They never told me why", {who} said to {source}.\n\n'
                "{official} said that the inquiry went on. The staff of {paper} met {who} at the gate."
            ),
        ),
        "fr": (
            "{who} remis en liberté",
            (
                "({source}/IFEX) – {who}, qui dirige {paper}, a quitté la prison de {town} le {day}.\n\n"
                "L'avocat {lawyer} a payé une caution de {number} francs. « On ne m'a jamais dit pourquoi », a dit {who} à {source}.\n\n"
                "{official} a dit que l'enquête se poursuivait. L'équipe de {paper} attendait {who} à la porte."
            ),
        ),
        "es": (
            "{who} liberado",
            (
                "({source}/IFEX) - {who}, quien dirige {paper}, salió de la cárcel de {town} el {day}.\n\n"
                "El abogado {lawyer} pagó una fianza de {number} francos. «Nunca me dijeron por qué», dijo {who} a {source}.\n\n"
                "{official} dijo que la investigación seguía. El personal de {paper} recibió a {who} en la puerta."
            ),
        ),
    },
    "threat": {
        "en": (
            "{who} receives death threats",
            (
                "({source}/IFEX) - In {town}, {who} of {paper} found {number} letters with death threats on {day}.\n\n"
                "{source} calls on {official} to protect the journalist. {lawyer}, a colleague, saw two men leave the building."
            ),
        ),
        "fr": (
            "Menaces de mort contre {who}",
            (
                "({source}/IFEX) – À {town}, {who}, de {paper}, a trouvé {number} lettres de menaces de mort le {day}.\n\n"
                "{source} appelle {official} à protéger le journaliste. {lawyer}, un collègue, a vu deux hommes quitter l'immeuble."
            ),
        ),
        "es": (
            "Amenazas de muerte contra {who}",
            (
                "({source}/IFEX) - En {town}, {who}, de {paper}, encontró {number} cartas con amenazas de muerte el {day}.\n\n"
                "{source} llama a {official} a proteger al periodista. {lawyer}, un colega, vio salir a dos hombres del edificio."
            ),
        ),
    },
}
MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
}


@dataclass(frozen=True)
class Story:
    """One alert, whatever its language."""

    event: str
    who: str
    paper: str
    town: str
    official: str
    lawyer: str
    number: int
    source: str
    issued: dt.date
    country: str = "CD"

    def row(self, language: str, **fields: Any) -> dict[str, Any]:
        """Return it in a language, as the JSON Lines door takes it; nothing in it says what it is a translation of."""
        day = self.issued - dt.timedelta(days=1)
        joined = " de " if language == "es" else " "
        words = vars(self) | {"day": f"{day.day}{joined}{MONTHS[language][day.month - 1]}{joined}{day.year}"}
        title, body = (text.format(**words) for text in EVENTS[self.event][language])
        return {
            "id": f"{self.who}-{self.event}-{self.source}-{self.number}-{language}".lower().replace(" ", "-"),
            "language": language,
            "title": title,
            "issued": self.issued.isoformat(),
            "body": body,
            "country": self.country,
            "sources": [self.source],
        } | fields


def story(rng: random.Random, **fields: Any) -> Story:
    """Make one up; the people in it are three, who share no name."""
    names = list(zip(rng.sample(FIRST, 3), rng.sample(LAST, 3), strict=True))
    who, official, lawyer = (" ".join(name) for name in names)
    return Story(
        **{
            "event": rng.choice(sorted(EVENTS)),
            "who": who,
            "paper": rng.choice(PAPERS),
            "town": rng.choice(TOWNS),
            "official": official,
            "lawyer": lawyer,
            "number": rng.randrange(20, 900),
            "source": rng.choice(ORGANISATIONS),
            "issued": dt.date(2000, 1, 10) + dt.timedelta(days=rng.randrange(300)),
        }
        | fields
    )


def _another(rng: random.Random, than: Story) -> str:
    """Return somebody who is nobody of a story: with the same people in other parts it would be the same alert."""
    while (found := story(rng).who) in {than.who, than.official, than.lawyer}:
        pass
    return found


def near_misses(rng: random.Random) -> list[Story]:
    """Return alerts that have nearly everything in common: country, day, organisation, town, paper; or person and case."""
    one = story(rng)
    own = vars(one)
    return [
        one,
        # Another person, on the same day, in the same town, of the same paper.
        Story(**own | {"who": _another(rng, one), "number": rng.randrange(20, 900)}),
        # Another person, and all else.
        Story(**own | {"who": _another(rng, one), "lawyer": _another(rng, one)}),
        # The same case on the same day: another event.
        *(Story(**own | {"event": event, "number": rng.randrange(20, 900)}) for event in EVENTS if event != one.event),
        # The same case, told by another organisation.
        Story(**own | {"source": next(name for name in ORGANISATIONS if name != one.source)}),
    ]
