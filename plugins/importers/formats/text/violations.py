"""Types of violation from the headline, by a small lexicon a language: words that can mean nothing else there. Marked as inferred."""

from __future__ import annotations

import re

# Term → what a headline says, English | French | Spanish. Left out: words that may be about something else (attack on a plan, charge,
# threat to democracy, fine weather, sentence of a text), and everything that needs the text to be understood.
_LEXICON = {
    "killed": r"(?:journalist|reporter|editor|director|writer|broadcaster|cameraman|photographer|publisher)s?\b.{0,40}\b(?:killed|murdered|shot dead|assassinated|slain|dies? in ambush)"
    r"|\b(?:murder|assassination|killing) of\b|killed by gunm[ae]n"
    r"|\b(?:journaliste|r[ée]dacteur|directeur|correspondant|cam[ée]raman|photographe)s?\b.{0,40}\b(?:tu[ée]e?s?|assassin[ée]e?s?)\b|\bassassinat d"
    r"|\b(?:periodista|reportero|director|corresponsal|camar[oó]grafo|fot[oó]grafo|locutor)(?:e?s|as)?\b.{0,40}\basesinad[oa]s?\b|\basesina(?:n|to)\b",
    "missing": r"\b(?:missing|disappear(?:s|ed|ance))\b|\b(?:port[ée]e?s? disparue?s?|introuvables?|disparition)\b|\b(?:desaparecid[oa]s?|desaparici[oó]n)\b",
    "abduction": r"\b(?:abducted|kidnapped|abductions?|kidnapping)\b|\b(?:enlev[ée]e?s?|enl[èe]vement)\b|\b(?:secuestrad[oa]s?|secuestro)\b",
    "bombing": r"\b(?:bombed|bombing|bomb attack|grenade attack)\b|\battentat [àa] la bombe\b|\batentado con bomba\b",
    "assault": r"\b(?:assaulted|beaten|beaten up|roughed up|assault on)\b|\b(?:agress[ée]e?s?|tabass[ée]e?s?|battue?s?|agression)\b|\b(?:agredid[oa]s?|golpead[oa]s?|agresi[oó]n)\b",
    "death-threat": r"\bdeath threats?\b|\bmenaces? de mort\b|\bamenazas? de muerte\b",
    "threat": r"\bthreatened(?! with)\b|\breceives? threats\b|\bmenac[ée]e?s?\b(?! de mort)|\bamenazad[oa]s?\b",
    "harassment": r"\b(?:harass(?:ed|ment))\b|\b(?:harcel[ée]e?s?|harc[èe]lement)\b|\b(?:hostigamiento|hostigad[oa]s?)\b",
    "arrest": r"\barrest(?:s|ed)?\b|\b(?:arr[êe]t[ée]e?s?|arrestations?|interpell[ée]e?s?)\b|\b(?:arrestad[oa]s?|arresto)\b",
    "detention": r"\bdetained\b|\bd[ée]tenue?s?\b|\b(?:detenid[oa]s?|detienen)\b",
    "imprisonment": r"\b(?:jailed|imprisoned|imprisonment)\b|\b(?:emprisonn[ée]e?s?|incarc[ée]r[ée]e?s?)\b|\b(?:encarcelad[oa]s?|encarcelamiento)\b",
    "torture": r"\btortured?\b|\btortur[ée]e?s?\b|\btorturad[oa]s?\b",
    "legal-action": r"\b(?:summoned to court|facing charges|charged with|sued|on trial|prosecuted|lawsuit)\b|\b(?:proc[èe]s|poursuivie?s?|inculp[ée]e?s?)\b|\b(?:demandad[oa]s?|procesad[oa]s?|querella)\b",
    "sentence": r"\b(?:sentenced|convicted)\b|\bcondamn[ée]e?s? [àa]\b|\bcondenad[oa]s? a\b",
    "fine": r"\bfined\b|\bcondamn[ée]e?s? [àa] une amende\b|\bmultad[oa]s?\b",
    "censorship": r"\b(?:censored|censorship|banned|ban on|blocked|websites? blocked)\b|\b(?:censur[ée]e?s?|censure|interdite?s? de (?:parution|diffusion))\b|\b(?:censurad[oa]s?|censura|prohibid[oa]s?)\b",
    "confiscation": r"\b(?:confiscated|confiscation|seized)\b|\b(?:saisie?s?|confisqu[ée]e?s?)\b|\b(?:decomisad[oa]s?|decomiso|confiscad[oa]s?|incautad[oa]s?)\b",
    "search": r"\b(?:searched|raided|raid on|ransacked)\b|\bperquisition(?:n[ée]e?s?)?\b|\b(?:allanad[oa]s?|allanamiento)\b",
    "closure": r"\b(?:shut down|closed down|shut by|closure of)\b|\b(?:newspaper|paper|daily|weekly|station|magazine|publication|website)s? suspended\b"
    r"|\bfermeture d|\b(?:journal|journaux|hebdomadaire|quotidien|radio|station|publication)s? (?:est |sont )?(?:ferm|suspendu)\S*|\b(?:clausurad[oa]s?|clausura de|cierre de)\b",
    "dismissal": r"\b(?:sacked|dismissed from|fired from)\b|\b(?:licenci[ée]e?s?|licenciement)\b|\b(?:despedid[oa]s?|despido)\b",
    "expulsion": r"\b(?:expelled|deported|expulsion|deportation)\b|\bexpuls[ée]e?s?\b|\b(?:expulsad[oa]s?|deportad[oa]s?)\b",
    "denied-access": r"\b(?:refused entry|denied entry|denied access|refused a visa|visa refus\w+)\b|\binterdite?s? de s[ée]jour\b|\bniegan (?:visa|acceso|entrada)\b",
    "release": r"\b(?:released|freed|released on bail|set free)\b|\b(?:lib[ée]r[ée]e?s?|lib[ée]ration|remise? en libert[ée])\b|\b(?:liberad[oa]s?|liberan|liberaci[oó]n|excarcelad[oa]s?)\b",
    "impunity": r"\bimpunity\b|\bimpunit[ée]\b|\bimpunidad\b",
}
_ASKED_FOR = re.compile(
    r"\b(?:calls? for|asks?|demands?|urges?|appeals?|seeks?|demande|réclame|exige|appelle|pide|piden|exigen?|solicita|reclama|llama)\b",
    re.IGNORECASE,
)
# They are looked for in a headline in small letters, which takes half the time of a search that minds no capitals.
_PATTERNS = tuple((code, re.compile(pattern)) for code, pattern in _LEXICON.items())


def infer_violations(title: str) -> tuple[str, ...]:
    """Return the terms that a headline names, in the order of the vocabulary."""
    asked_for = _ASKED_FOR.search(title)
    small = title.lower()
    return tuple(code for code, pattern in _PATTERNS if pattern.search(small) and not (code == "release" and asked_for))
