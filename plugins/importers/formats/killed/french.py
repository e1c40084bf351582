"""The record in French."""

from __future__ import annotations

import re

from plugins.importers.formats.killed.facts import Facts
from plugins.importers.formats.killed.outlets import in_french
from plugins.importers.formats.killed.places import KINDS, Area, Place
from plugins.importers.formats.killed.words import BEATS, COUNTRIES, FIRE, MEDIUMS, enumerate_with, form, job, markdown

SOURCE = (
    "Cette fiche résume des faits tirés de la base de données des journalistes et collaborateurs de médias tués que tient le Comité pour "
    "la protection des journalistes, dans son état de 2020 (<https://cpj.org/data/>). Les phrases ont été composées par ce projet et ne "
    "reprennent pas le texte du CPJ. Les données du CPJ sont publiées sous licence "
    "[CC BY-NC-ND 4.0](https://creativecommons.org/licenses/by-nc-nd/4.0/)\u00a0: merci de créditer le CPJ."
)

_VOWELS = "aàâeéèêëiîïoôuûœAÀÂEÉÈÊËIÎÏOÔUÛŒÁÍÓÚ"
_DIRECTIONS = {
    "north": "nord",
    "south": "sud",
    "east": "est",
    "west": "ouest",
    "northeast": "nord-est",
    "northwest": "nord-ouest",
    "southeast": "sud-est",
    "southwest": "sud-ouest",
}
_MANNERS = {"crossfire": ", dans des tirs croisés", "assignment": ", lors d’une mission dangereuse"}


def de(noun: str) -> str:
    """Return ``noun`` after "de", contracted and elided: « du Matin », « de la BBC », « d’Al-Arabiya »."""
    for article, contracted in (("le ", "du "), ("les ", "des ")):
        if noun[: len(article)].lower() == article:
            return contracted + noun[len(article) :]
    return f"d’{noun}" if noun[:1] in _VOWELS else f"de {noun}"


def a(noun: str) -> str:
    """Return the name of a place after "à", contracted: « au Caire »."""
    for article, contracted in (("Le ", "au "), ("Les ", "aux ")):
        if noun.startswith(article):
            return contracted + noun[len(article) :]
    return f"à {noun}"


def title(facts: Facts) -> str:
    """Return the headline."""
    where = f"{_where(facts, in_headline=True)} ({facts.year})"
    if not facts.is_identified:
        return f"{_deed(facts)} d’une personne non identifiée{_stranger(facts)}, {where}"
    name = _name(facts)
    if not facts.gender:
        return f"{_deed(facts)} {de(name)}, {_post(facts)}, {where}"
    verb = ("assassiné", "assassinée") if facts.death == "murder" else ("tué", "tuée")
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
    return " qui travaillait pour les médias" if facts.role == "media-worker" and post == _noun(facts) else f", {post}"


def _name(facts: Facts) -> str:
    return re.sub("“([^”]*)”", "«\u00a0\\1\u00a0»", facts.name)


def _deed(facts: Facts) -> str:
    return {"murder": "Assassinat", "crossfire": "Mort", "assignment": "Mort"}.get(facts.death, "Mort violente")


def _death(facts: Facts) -> str:
    noun = _noun(facts)
    if facts.is_identified:
        unknown = " dont le nom complet n’est pas connu" if facts.is_name_partial else ""
        who = f"{markdown(_name(facts))}, {noun}{unknown},"
    else:
        at_work = "qui travaillait pour les médias" if facts.role == "media-worker" else noun
        who = f"Une personne dont le nom n’est pas connu, {at_work},"
    gender = facts.gender if facts.is_identified or not facts.gender else "female"
    if facts.death == "murder":
        verb = form(gender, "a été assassiné", "a été assassinée", "a été victime d’un assassinat")
    else:
        neutral = "a trouvé la mort" if facts.death in _MANNERS else "a trouvé une mort violente"
        verb = form(gender, "a été tué", "a été tuée", neutral)
    return f"{who} {verb} en {facts.year} {markdown(_where(facts))}{_MANNERS.get(facts.death, '')}."


def _date(facts: Facts) -> str:
    unknown = "mais pas le jour" if facts.place.is_known else "mais ni le jour ni le lieu"
    return (
        f"La base de données du Comité pour la protection des journalistes (CPJ) donne l’année de sa mort, {unknown}."
    )


def _noun(facts: Facts) -> str:
    """Return what the person was: one job that is not a reporter's, else a journalist of such and such mediums."""
    if facts.role == "media-worker":
        return form(
            facts.gender,
            "collaborateur de médias",
            "collaboratrice de médias",
            "collaborateur ou collaboratrice de médias",
        )
    if facts.outlets.is_former_journalist:
        return "ex-journaliste"
    if _is_one_job(facts):
        return job(facts.jobs[0], "fr", facts.gender)
    mediums = enumerate_with([MEDIUMS[medium]["fr"]["of"] for medium in facts.mediums], "et")
    return f"journaliste {mediums}".strip().replace(
        "de presse écrite et de presse en ligne", "de presse écrite et en ligne"
    )


def _post(facts: Facts) -> str:
    """Return what the person was, for a headline: "du personnel de" an outlet is short where the gender is not known."""
    if facts.gender or facts.role != "media-worker" or facts.employment != "staff" or not facts.outlets.names:
        return _noun(facts)
    return f"du personnel {enumerate_with([de(in_french(name)) for name in facts.outlets.names], 'et')}"


def _is_one_job(facts: Facts) -> bool:
    return len(facts.jobs) == 1 and not facts.is_reporter


def _where(facts: Facts, *, in_headline: bool = False) -> str:
    """Return the place and the country; a headline has the year in brackets and nothing else right before it."""
    table = COUNTRIES[facts.country]
    place = facts.place
    if not place.is_known:
        return str(table["fr"])
    where, regions = (place.phrase("fr"), []) if place.phrases else _locative(place)
    is_bracketed = "fr_after" in table and not in_headline
    if is_bracketed:
        regions = [*regions, table["fr_after"]]
    in_brackets = f" ({', '.join(regions)})" if regions else ""
    country = "" if place.is_whole or is_bracketed else f", {table['fr']}"
    return f"{where}{in_brackets}{country}"


def _locative(place: Place) -> tuple[str, list[str]]:
    """Return the place with its preposition, and the regions that hold it."""
    if place.relation == "between":
        first, second, *regions = place.areas
        where = f"entre {_area(first)} et {_area(second)}"
    else:
        first, *regions = place.areas
        name = _area(first)
        if place.relation in _DIRECTIONS:
            direction = _DIRECTIONS[place.relation]
            where = f"{'à l’' if direction[0] in 'eo' else 'au '}{direction} {de(name)}"
        elif place.relation:
            where = f"{'près' if place.relation == 'near' else 'aux abords'} {de(name)}"
        else:
            where = f"dans {name}" if first.kind else a(name)
    return where, [_region(region) for region in regions]


def _area(area: Area) -> str:
    """Return a place that stands first, its kind said with its article."""
    name = area.named("fr")
    return f"{KINDS[area.kind]['fr']} {de(name)}" if area.kind else name


def _region(area: Area) -> str:
    """Return a region that follows a place, with its kind where the database writes it."""
    return re.sub("^(la |le |l’)", "", _area(area) if area.is_kind_written else area.named("fr"))


def _subject(facts: Facts) -> str:
    if not facts.is_identified:
        return "Cette personne"
    return form(facts.gender, "Il", "Elle", markdown(_name(facts)))


def _subject_inside(facts: Facts) -> str:
    """Return the subject as it stands inside a sentence."""
    if not facts.is_identified:
        return "cette personne"
    return form(facts.gender, "il", "elle", markdown(_name(facts)))


def _work(facts: Facts) -> str:
    if facts.outlets.is_former_journalist:
        return ""
    names = [markdown(in_french(name)) for name in facts.outlets.names]
    jobs = [job(code, "fr", facts.gender) for code in facts.jobs]
    is_said = facts.role == "journalist" and _is_one_job(facts)
    jobs = [] if is_said else ([job("reporter", "fr", facts.gender)] if facts.is_reporter and jobs else []) + jobs
    role = f" comme {enumerate_with(jobs, 'et')}" if jobs else ""
    in_mediums = is_said or facts.role == "media-worker"
    mediums = enumerate_with([MEDIUMS[medium]["fr"]["in"] for medium in facts.mediums], "et") if in_mediums else ""
    subject = _subject(facts)
    if facts.employment == "staff" and names:
        sentence = f"{subject} faisait partie du personnel {enumerate_with([de(name) for name in names], 'et')}{role}"
        return f"{sentence} et travaillait {mediums}." if mediums else f"{sentence}."
    freelance = " à titre indépendant" if facts.employment == "freelance" else ""
    outlets = f" pour {enumerate_with(names, 'et')}" if names else ""
    mediums = f" {mediums}" if mediums else ""
    if not (freelance or outlets or role or mediums):
        return ""
    return f"{subject} travaillait{freelance}{mediums}{outlets}{role}."


def _former_work(facts: Facts) -> str:
    if not facts.outlets.former:
        return ""
    outlets = enumerate_with([markdown(in_french(name)) for name in facts.outlets.former], "et")
    return f"{_subject(facts)} avait auparavant travaillé pour {outlets}."


def _beats(facts: Facts) -> str:
    beats = enumerate_with([BEATS[beat]["fr"] for beat in facts.beats], "et")
    return f"Son travail portait sur {beats}." if beats else ""


def _nationality(facts: Facts) -> str:
    adjectives = enumerate_with([COUNTRIES[key]["nationality"]["fr"] for key in facts.nationalities], "et")
    several = len(facts.nationalities) > 1
    if adjectives and (not facts.origin or facts.country in facts.nationalities):
        what = f"avait les nationalités {adjectives}" if several else f"était de nationalité {adjectives}"
        return f"{_subject(facts)} {what}."
    if not facts.origin:
        return ""
    noun = "journalistes" if facts.role == "journalist" else "collaborateurs de médias"
    among = f"figure parmi les {noun} {'locaux' if facts.origin == 'local' else 'étrangers'} de la base de données"
    if adjectives:
        return f"De {'nationalités' if several else 'nationalité'} {adjectives}, {_subject_inside(facts)} {among}."
    return f"{form(facts.gender, 'Il', 'Elle', 'Cette personne')} {among}."


def _motive(facts: Facts) -> str:
    if facts.motive == "unconfirmed":
        return "En 2020, le CPJ n’avait pas confirmé que le motif était lié à son travail."
    if facts.motive != "confirmed":
        return ""
    what = "cet assassinat était lié" if facts.death == "murder" else "cette mort était liée"
    unknown = ", mais en donne les circonstances comme inconnues" if facts.death == "unknown" else ""
    return f"Le CPJ a confirmé que {what} à son travail{unknown}."


def _fire(facts: Facts) -> str:
    if facts.is_fire_unknown:
        if facts.death == "crossfire":
            return "L’origine des tirs est donnée comme inconnue."
        return "L’identité des responsables est donnée comme inconnue."
    if not facts.fire:
        return ""
    if facts.death == "crossfire":
        return f"Les tirs proviendraient {enumerate_with([FIRE[value]['fr_de'] for value in facts.fire], 'et')}."
    return f"Les soupçons se portaient sur {enumerate_with([FIRE[value]['fr'] for value in facts.fire], 'et')}."


def _before(facts: Facts) -> str:
    gender = facts.gender if facts.is_identified else ""
    done = (
        (facts.threatened, form(gender, "menacé", "menacée", "reçu des menaces")),
        (facts.captive, form(gender, "retenu en captivité", "retenue en captivité", "connu la captivité")),
        (facts.tortured, form(gender, "torturé", "torturée", "subi des tortures")),
    )
    acts = enumerate_with([act for is_true, act in done if is_true], "et")
    if not acts:
        return ""
    auxiliary = "avait été" if gender else "avait"
    return f"Avant sa mort, {_subject_inside(facts)} {auxiliary} {acts}."


def _justice(facts: Facts) -> str:
    what = {
        "complete": "faisait état d’une impunité totale dans cette affaire",
        "partial": "faisait état d’une impunité partielle dans cette affaire",
        "full": "indiquait que justice avait été pleinement rendue dans cette affaire",
    }.get(facts.impunity) or {
        "no": "indiquait que personne n’avait eu à répondre de cette mort",
        "yes": "indiquait que des responsables avaient eu à répondre de cette mort",
    }.get(facts.accountability)
    return f"En 2020, la base de données {what}." if what else ""
