"""The record in Spanish."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.importers.formats.killed.facts import Facts
from plugins.importers.formats.killed.outlets import in_spanish
from plugins.importers.formats.killed.places import KINDS, Area, Place
from plugins.importers.formats.killed.words import BEATS, COUNTRIES, FIRE, MEDIUMS, enumerate_with, form, job, markdown

SOURCE = (
    "Esta ficha resume hechos de la base de datos de periodistas y trabajadores de medios muertos que mantiene el Comité para la "
    "Protección de los Periodistas, tal como estaba en 2020 (<https://cpj.org/data/>). Las frases fueron compuestas por este proyecto y no "
    "reproducen el texto del CPJ. Los datos del CPJ se publican con la licencia "
    "[CC BY-NC-ND 4.0](https://creativecommons.org/licenses/by-nc-nd/4.0/); se ruega citar al CPJ."
)

_DIRECTIONS = {
    "north": "norte",
    "south": "sur",
    "east": "este",
    "west": "oeste",
    "northeast": "noreste",
    "northwest": "noroeste",
    "southeast": "sureste",
    "southwest": "suroeste",
}
_MANNERS = {"crossfire": " por fuego cruzado", "assignment": " durante una cobertura peligrosa"}


def y(items: Sequence[str]) -> str:
    """Join items by commas and "y", which is "e" before the sound of an i: "política e internet"."""
    last = items[-1].lstrip("«“").lower() if items else ""
    sounds_as_i = re.match(r"(i|í|hi(?!e|a)|y(?![aeiouáéíóú]))", last) is not None
    return enumerate_with(items, "e" if sounds_as_i else "y")


def de(noun: str) -> str:
    """Return ``noun`` after "de"; the article contracts, a name's own "El" does not."""
    return f"del {noun[3:]}" if noun.startswith("el ") else f"de {noun}"


def title(facts: Facts) -> str:
    """Return the headline."""
    where = f"{_where(facts, in_headline=True)} ({facts.year})"
    if not facts.is_identified:
        return f"{_deed(facts)} de una persona no identificada{_stranger(facts)}, {where}"
    name = _name(facts)
    if not facts.gender:
        return f"{_deed(facts)} de {name}, {_post(facts)}, {where}"
    verb = ("asesinado", "asesinada") if facts.death == "murder" else ("muerto", "muerta")
    return f"{name}, {_noun(facts)}, {form(facts.gender, *verb, '')} {where}"


def body(facts: Facts) -> str:
    """Return the text: who, where and when; the work; the circumstances; the source."""
    paragraphs = (
        (_death(facts), _date(facts)),
        (_work(facts), _former_work(facts), _beats(facts), _nationality(facts)),
        (_motive(facts), _fire(facts), _before(facts), _justice(facts)),
        (SOURCE,),
    )
    return "\n\n".join(" ".join(filter(None, sentences)) for sentences in paragraphs if any(sentences))


def _stranger(facts: Facts) -> str:
    """Return, for a headline, what is known of a person without a name."""
    post = _post(facts)
    return " que trabajaba para los medios" if facts.role == "media-worker" and post == _noun(facts) else f", {post}"


def _name(facts: Facts) -> str:
    return re.sub("“([^”]*)”", "«\\1»", facts.name)


def _deed(facts: Facts) -> str:
    return {"murder": "Asesinato", "crossfire": "Muerte", "assignment": "Muerte"}.get(facts.death, "Muerte violenta")


def _death(facts: Facts) -> str:
    noun = _noun(facts)
    if facts.is_identified:
        unknown = " cuyo nombre completo no se conoce" if facts.is_name_partial else ""
        who = f"{markdown(_name(facts))}, {noun}{unknown},"
    else:
        at_work = "que trabajaba para los medios" if facts.role == "media-worker" else noun
        who = f"Una persona cuyo nombre no se conoce, {at_work},"
    gender = facts.gender if facts.is_identified or not facts.gender else "female"
    if facts.death == "murder":
        verb = form(gender, "fue asesinado", "fue asesinada", "fue víctima de un asesinato")
    else:
        verb = "murió" if facts.death in _MANNERS else "murió de forma violenta"
    return f"{who} {verb} en {facts.year} {markdown(_where(facts))}{_MANNERS.get(facts.death, '')}."


def _date(facts: Facts) -> str:
    unknown = "pero no el día" if facts.place.is_known else "pero no el día ni el lugar"
    return f"La base de datos del Comité para la Protección de los Periodistas (CPJ) indica el año de su muerte, {unknown}."


def _noun(facts: Facts) -> str:
    """Return what the person was: one job that is not a reporter's, else a journalist of such and such mediums."""
    if facts.role == "media-worker":
        return form(facts.gender, "trabajador de medios", "trabajadora de medios", "trabajador o trabajadora de medios")
    if facts.outlets.is_former_journalist:
        return "experiodista"
    if _is_one_job(facts):
        return job(facts.jobs[0], "es", facts.gender)
    mediums = y([MEDIUMS[medium]["es"]["of"] for medium in facts.mediums])
    return f"periodista de {mediums}" if mediums else "periodista"


def _post(facts: Facts) -> str:
    """Return what the person was, for a headline: "del personal de" an outlet is short where the gender is not known."""
    if facts.gender or facts.role != "media-worker" or facts.employment != "staff" or not facts.outlets.names:
        return _noun(facts)
    return f"del personal {y([de(in_spanish(name)) for name in facts.outlets.names])}"


def _is_one_job(facts: Facts) -> bool:
    return len(facts.jobs) == 1 and not facts.is_reporter


def _where(facts: Facts, *, in_headline: bool = False) -> str:
    """Return the place with the country in brackets; after a comma in a headline, which has the year in brackets."""
    table = COUNTRIES[facts.country]
    place = facts.place
    if not place.is_known:
        return f"en {table.get('es_in', table['es'])}"
    where = place.phrase("es") or _locative(place)
    if place.is_whole:
        return re.sub(r" \(([^)]*)\)", r", \1", where) if in_headline else where
    return f"{where}, {table['es']}" if in_headline else f"{where} ({table['es']})"


def _locative(place: Place) -> str:
    if place.relation == "between":
        first, second, *regions = place.areas
        where = f"entre {y([_area(first), _area(second)])}"
    else:
        first, *regions = place.areas
        name = _area(first)
        if place.relation in _DIRECTIONS:
            where = f"al {_DIRECTIONS[place.relation]} {de(name)}"
        else:
            where = {"near": f"cerca {de(name)}", "outside": f"en las afueras {de(name)}"}.get(
                place.relation, f"en {name}"
            )
    return ", ".join((where, *(_region(region) for region in regions)))


def _area(area: Area) -> str:
    """Return a place that stands first, its kind said with its article."""
    name = area.named("es")
    return f"{KINDS[area.kind]['es']} de {name}" if area.kind else name


def _region(area: Area) -> str:
    """Return a region that follows a place, with its kind where the database writes it."""
    return re.sub("^(la|el) ", "", _area(area)) if area.is_kind_written else area.named("es")


def _work(facts: Facts) -> str:
    if facts.outlets.is_former_journalist:
        return ""
    names = [markdown(in_spanish(name)) for name in facts.outlets.names]
    jobs = [job(code, "es", facts.gender) for code in facts.jobs]
    is_said = facts.role == "journalist" and _is_one_job(facts)
    jobs = [] if is_said else ([job("reporter", "es", facts.gender)] if facts.is_reporter and jobs else []) + jobs
    role = f" como {y(jobs)}" if jobs else ""
    in_mediums = is_said or facts.role == "media-worker"
    mediums = y([MEDIUMS[medium]["es"]["in"] for medium in facts.mediums]) if in_mediums else ""
    if facts.employment == "staff" and names:
        sentence = f"Formaba parte del personal {y([de(name) for name in names])}{role}"
        return f"{sentence} y trabajaba {mediums}." if mediums else f"{sentence}."
    freelance = " de forma independiente" if facts.employment == "freelance" else ""
    outlets = f" para {y(names)}" if names else ""
    mediums = f" {mediums}" if mediums else ""
    if not (freelance or outlets or role or mediums):
        return ""
    return f"Trabajaba{freelance}{mediums}{outlets}{role}."


def _former_work(facts: Facts) -> str:
    if not facts.outlets.former:
        return ""
    return f"Antes había trabajado para {y([markdown(in_spanish(name)) for name in facts.outlets.former])}."


def _beats(facts: Facts) -> str:
    beats = y([BEATS[beat]["es"] for beat in facts.beats])
    return f"Su trabajo versaba sobre {beats}." if beats else ""


def _nationality(facts: Facts) -> str:
    adjectives = y([COUNTRIES[key]["nationality"]["es"] for key in facts.nationalities])
    several = len(facts.nationalities) > 1
    if adjectives and (not facts.origin or facts.country in facts.nationalities):
        return f"{'Tenía las nacionalidades' if several else 'Era de nacionalidad'} {adjectives}."
    if not facts.origin:
        return ""
    noun = "los periodistas" if facts.role == "journalist" else "los trabajadores de medios"
    among = f"igura entre {noun} {'locales' if facts.origin == 'local' else 'extranjeros'} de la base de datos"
    return (
        f"De {'nacionalidades' if several else 'nacionalidad'} {adjectives}, f{among}." if adjectives else f"F{among}."
    )


def _motive(facts: Facts) -> str:
    if facts.motive == "unconfirmed":
        return "En 2020, el CPJ no había confirmado que el motivo estuviera relacionado con su trabajo."
    if facts.motive != "confirmed":
        return ""
    what = "el asesinato estuvo relacionado" if facts.death == "murder" else "la muerte estuvo relacionada"
    unknown = ", aunque registra las circunstancias como desconocidas" if facts.death == "unknown" else ""
    return f"El CPJ confirmó que {what} con su trabajo{unknown}."


def _fire(facts: Facts) -> str:
    if facts.is_fire_unknown:
        if facts.death == "crossfire":
            return "La procedencia de los disparos consta como desconocida."
        return "La identidad de los responsables consta como desconocida."
    if not facts.fire:
        return ""
    suspects = [FIRE[value]["es"] for value in facts.fire]
    if facts.death == "crossfire":
        return f"Se sospecha que los disparos procedían de {y(suspects)}."
    return f"Las sospechas recaían sobre {y(suspects)}."


def _before(facts: Facts) -> str:
    done = (
        (facts.threatened, "recibido amenazas"),
        (facts.captive, "permanecido en cautiverio"),
        (facts.tortured, "sufrido torturas"),
    )
    acts = y([act for is_true, act in done if is_true])
    return f"Antes de su muerte había {acts}." if acts else ""


def _justice(facts: Facts) -> str:
    what = {
        "complete": "registraba una impunidad total en el caso",
        "partial": "registraba una impunidad parcial en el caso",
        "full": "indicaba que se había hecho plena justicia en el caso",
    }.get(facts.impunity) or {
        "no": "indicaba que nadie había rendido cuentas por esta muerte",
        "yes": "indicaba que se habían rendido cuentas por esta muerte",
    }.get(facts.accountability)
    return f"En 2020, la base de datos {what}." if what else ""
