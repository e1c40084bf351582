"""The record in English."""

from __future__ import annotations

import re

from plugins.importers.formats.killed.facts import Facts
from plugins.importers.formats.killed.outlets import in_english
from plugins.importers.formats.killed.places import Area, Place
from plugins.importers.formats.killed.words import (
    BEATS,
    COUNTRIES,
    FIRE,
    MEDIUMS,
    capitalised,
    enumerate_with,
    form,
    job,
    markdown,
)

SOURCE = (
    "This record is a summary of facts from the database of journalists and media workers killed that is kept by the Committee to "
    "Protect Journalists, as it stood in 2020 (<https://cpj.org/data/>). The sentences were composed by this project; CPJ’s own words "
    "are not reproduced. CPJ’s data are licensed under "
    "[CC BY-NC-ND 4.0](https://creativecommons.org/licenses/by-nc-nd/4.0/): please credit CPJ."
)


def title(facts: Facts) -> str:
    """Return the headline."""
    who = f"{facts.name}, {_noun(facts)}," if facts.is_identified else f"Unidentified {_noun(facts)}"
    return f"{who} {'murdered' if facts.death == 'murder' else 'killed'} {_where(facts)} ({facts.year})"


def body(facts: Facts) -> str:
    """Return the text: who, where and when; the work; the circumstances; the source."""
    paragraphs = (
        (_death(facts), _date(facts)),
        (_work(facts), _former_work(facts), _beats(facts), _nationality(facts)),
        (_motive(facts), _fire(facts), _before(facts), _justice(facts)),
        (SOURCE,),
    )
    return "\n\n".join(" ".join(filter(None, sentences)) for sentences in paragraphs if any(sentences))


def _death(facts: Facts) -> str:
    noun = _noun(facts)
    article = "an" if noun[0] in "aeio" else "a"
    if facts.is_identified:
        unknown = " whose full name is not known" if facts.is_name_partial else ""
        who = f"{markdown(facts.name)}, {article} {noun}{unknown},"
    else:
        who = f"{capitalised(article)} {noun} whose name is not known"
    how = {"murder": "murdered", "crossfire": "killed in crossfire", "assignment": "killed on a dangerous assignment"}
    where = _where(facts)
    comma = "," if "," in where else ""
    return f"{who} was {how.get(facts.death, 'killed')} {markdown(where)}{comma} in {facts.year}."


def _date(facts: Facts) -> str:
    unknown = "not the day" if facts.place.is_known else "neither the day nor the place"
    return f"The database of the Committee to Protect Journalists (CPJ) gives the year of the death, but {unknown}."


def _noun(facts: Facts) -> str:
    """Return what the person was: one job that is not a reporter's, else a journalist of such and such mediums."""
    if facts.role == "media-worker":
        return "media worker"
    if facts.outlets.is_former_journalist:
        return "former journalist"
    if _is_one_job(facts):
        return job(facts.jobs[0], "en", facts.gender)
    mediums = enumerate_with([MEDIUMS[medium]["en"]["of"] for medium in facts.mediums], "and")
    return f"{mediums} journalist".strip()


def _is_one_job(facts: Facts) -> bool:
    return len(facts.jobs) == 1 and not facts.is_reporter


def _where(facts: Facts) -> str:
    country = str(COUNTRIES[facts.country]["en"])
    place = facts.place
    if not place.is_known:
        return f"in {country}"
    where = place.phrase("en") or _locative(place)
    # After a place the article goes: "Manila, Philippines".
    return where if place.is_whole else f"{where}, {re.sub('^[Tt]he ', '', country)}"


def _locative(place: Place) -> str:
    if place.relation == "between":
        first, second, *regions = place.areas
        where = f"between {_area(first)} and {_area(second)}"
    else:
        first, *regions = place.areas
        prefix = {"": "in", "near": "near", "outside": "outside"}.get(place.relation, f"{place.relation} of")
        where = f"{prefix} {_area(first)}"
    return ", ".join((where, *(_region(region) for region in regions)))


def _area(area: Area) -> str:
    """Return a place that stands first, its kind said."""
    name = area.named("en")
    if area.kind == "city":
        return f"{name} City"
    if area.kind in ("town", "village"):
        return f"the {area.kind} of {name}"
    return f"{name} {area.kind}".strip()


def _region(area: Area) -> str:
    """Return a region that follows a place, with its kind where the database writes it."""
    return _area(area) if area.is_kind_written else area.named("en")


def _subject(facts: Facts) -> str:
    if not facts.is_identified:
        return "This person"
    return form(facts.gender, "He", "She", markdown(facts.name))


def _work(facts: Facts) -> str:
    if facts.outlets.is_former_journalist:
        return ""
    outlets = enumerate_with([markdown(in_english(name)) for name in facts.outlets.names], "and")
    names = [job(code, "en", facts.gender) for code in facts.jobs]
    jobs = enumerate_with((["reporter"] if facts.is_reporter and names else []) + names, "and")
    is_journalist = facts.role == "journalist" and not _is_one_job(facts)
    mediums = "" if is_journalist else _mediums(facts)
    role = "" if not jobs or (facts.role == "journalist" and _is_one_job(facts)) else jobs
    subject = _subject(facts)
    if facts.employment == "staff" and outlets:
        sentence = f"{subject} was on the staff of {outlets}"
        sentence += f" as {_a(role)}" if role else ""
        return f"{sentence} and worked {mediums}." if mediums else f"{sentence}."
    freelance = "freelance" if facts.employment == "freelance" else ""
    if not (outlets or role or mediums or freelance):
        return ""
    parts = [freelance, f"as {_a(role)}" if role else "", mediums, f"for {outlets}" if outlets else ""]
    return f"{subject} worked {' '.join(filter(None, parts))}."


def _mediums(facts: Facts) -> str:
    """Return where the work appeared: "in print and radio", "in print and online"."""
    phrases = [MEDIUMS[medium]["en"]["in"] for medium in facts.mediums]
    if all(phrase.startswith("in ") for phrase in phrases):
        phrases[1:] = [phrase.removeprefix("in ") for phrase in phrases[1:]]
    return enumerate_with(phrases, "and")


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"


def _former_work(facts: Facts) -> str:
    if not facts.outlets.former:
        return ""
    outlets = enumerate_with([markdown(in_english(name)) for name in facts.outlets.former], "and")
    return f"{_subject(facts)} had formerly worked for {outlets}."


def _beats(facts: Facts) -> str:
    beats = enumerate_with([BEATS[beat]["en"] for beat in facts.beats], "and")
    whose = form(facts.gender, "His", "Her", f"{markdown(facts.name)}’s" if facts.is_identified else "This person’s")
    return f"{whose} work covered {beats}." if beats else ""


def _nationality(facts: Facts) -> str:
    nations = enumerate_with(
        [
            f"{'' if number else 'a national '}of {COUNTRIES[key]['en']}"
            for number, key in enumerate(facts.nationalities)
        ],
        "and",
    )
    if nations and (not facts.origin or (facts.country in facts.nationalities)):
        return f"{_subject(facts)} was {nations}."
    if not facts.origin:
        return ""
    noun = "journalist" if facts.role == "journalist" else "media worker"
    subject = _subject(facts)
    if nations:
        subject = subject if subject == markdown(facts.name) else subject.lower()
        return f"{capitalised(nations)}, {subject} is counted by CPJ as a {facts.origin} {noun}."
    return f"{form(facts.gender, 'He', 'She', 'This person')} is counted by CPJ as a {facts.origin} {noun}."


def _motive(facts: Facts) -> str:
    whose = form(facts.gender, "his work", "her work", "the victim’s work")
    if facts.motive == "unconfirmed":
        return f"As of 2020, CPJ had not confirmed that the motive was related to {whose}."
    if facts.motive != "confirmed":
        return ""
    what = "murder" if facts.death == "murder" else "death"
    unknown = ", but recorded the circumstances as unknown" if facts.death == "unknown" else ""
    return f"CPJ confirmed that the {what} was related to {whose}{unknown}."


def _fire(facts: Facts) -> str:
    if facts.is_fire_unknown:
        what = "The source of the fire" if facts.death == "crossfire" else "Who was responsible"
        return f"{what} is recorded as unknown."
    suspects = enumerate_with([FIRE[value]["en"] for value in facts.fire], "and")
    if not suspects:
        return ""
    if facts.death == "crossfire":
        return f"The fire is suspected to have come from {suspects}."
    return f"Suspicion fell on {suspects}."


def _before(facts: Facts) -> str:
    done = (
        (facts.threatened, "threatened"),
        (facts.captive, "taken captive"),
        (facts.tortured, "tortured"),
    )
    acts = enumerate_with([act for is_true, act in done if is_true], "and")
    if not acts:
        return ""
    subject = form(facts.gender, "he", "she", markdown(facts.name) if facts.is_identified else "this person")
    return f"Before the {'murder' if facts.death == 'murder' else 'death'}, {subject} had been {acts}."


def _justice(facts: Facts) -> str:
    what = {"complete": "complete impunity", "partial": "partial impunity", "full": "full justice"}.get(facts.impunity)
    if what:
        return f"As of 2020, the database recorded {what} in the case."
    account = {"no": "no accountability", "yes": "accountability"}.get(facts.accountability)
    return f"As of 2020, the database recorded {account} for the death." if account else ""
