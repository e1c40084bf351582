"""What sort of text it is, where no kind line says so. Everything found here is inferred, save the markers."""

from __future__ import annotations

import re

from plugins.importers.formats.text.addresses import Address

# News that can only follow earlier news: somebody is let go, acquitted, tried further; a case or outlet is taken up again.
_FOLLOWS = re.compile(
    r"\b(?:(?:is|are|was|were|been|now|finally|conditionally)\s+(?:released|freed|free|acquitted|pardoned)|(?:released|freed)\s+(?:on|from|after|in|by|without|pending)\b|"
    r"(?:released|freed|acquitted|pardoned)(?=[\s.;,]*$)|(?:let|set)\s+(?:\S+\s+){0,14}?(?:go|free)\b|(?:royal|presidential) pardon|(?:left|leaves?|walk(?:s|ed) out of|out of) (?:\S+ ){0,3}prison|(?:quitt[ée]e?s?|sortie?s?) (?:de )?(?:la )?prison|sali(?:ó|eron) de (?:la )?(?:cárcel|prisión)|charges? (?:against .{3,60} )?(?:dropped|dismissed|withdrawn)|"
    r"(?:sentence|verdict|conviction|ban) (?:upheld|overturned|quashed|lifted|reduced)|back on (?:the )?air|reopen(?:s|ed)?|"
    r"(?:trial|hearing|appeal|case)s? (?:of .{3,60}? )?(?:(?:is|was|again) )?(?:resumes|resumed|adjourned|postponed|put off|continues|reopened|turned down|rejected)|"
    r"(?:upholds?|overturns?|quash(?:es|ed)|reduces?) (?:\S+ ){0,6}(?:sentence|verdict|conviction|ban)|(?:sentence|peine|pena|condena)s? (?:reduced|réduite?s?|reducid[oa]s?)|"
    r"(?:suspects?|men|man|killers?|murderers?|attackers?|assailants?|one|two|three|four)\b.{0,30}?\b(?:arrested|charged|convicted|sentenced|caught|indicted) (?:over|for|in|with) .{0,30}\b(?:murder|killing|attack|assault|assassination|death)|"
    r"confirm(?:a|ó|an|aron|e|ent|é|ée)? (?:\S+ ){0,9}(?:sentencia|condena|peine|condamnation|jugement)|(?:freed|released) (?:\S+ ){1,8}on bail|"
    r"lib[ée]ration|lib[ée]r[ée]e?s?\b|remise? en libert[ée]|est libre|en libert[ée] (?:conditionnelle|provisoire)|acquitt[ée]e?s?|relax[ée]e?s?|graci[ée]e?s?|"
    r"proc[èe]s .{0,60}(?:report[ée]|ajourn[ée]|reprise)|"
    r"liberad[oa]s?|liberan|liberaci[oó]n de|puest[oa]s? en libertad|en libertad (?:condicional|provisional)|absuelt[oa]s?|absuelven|indultad[oa]s?|excarcelad[oa]s?)\b",
    re.IGNORECASE,
)
# "The jailed journalist …": the jailing was told before. With an article only: "Periodista encarcelado" may be the news itself.
_HELD = re.compile(
    r"\b(?:(?:jailed|imprisoned)\s+(?:journalist|reporter|editor|writer|blogger|poet|publisher|lawyer)s?|"
    r"(?:du|le|la|au|aux|des|les|ce|cette)\s+(?:journaliste|r[ée]dacteur|[ée]crivain|cyberdissident|blogueur)s?\s+(?:\S+\s+)?(?:emprisonn|incarc[ée]r|d[ée]tenu)\S*|"
    r"(?:del|al|el|la|los|las)\s+(?:periodista|escritor|poeta|editor|bloguero|disidente)(?:e?s|as)?\s+(?:encarcelad|pres)[oa]s?)\b",
    re.IGNORECASE,
)
# … unless the same sentence tells how it began.
_BEGINS = re.compile(
    r"\b(?:arrested|detained|briefly|abducted|kidnapped|seized|picked up|arr[êe]t[ée]e?s?|interpell[ée]e?s?|enlev[ée]e?s?|detenid[oa]s?|detienen|arrestad[oa]s?|secuestrad[oa]s?)\b"
    r"(?:(?!\b(?:since|depuis|desde|for \w+ (?:days|months|years))\b).)*$",
    re.IGNORECASE,
)
_ROUND_UP = re.compile(
    r"round-?up|tour d['’]horizon|panorama mensual|produced by IFEX['’]s Regional Editor", re.IGNORECASE
)
_MONTH_ROUND = re.compile(
    r"\b(?:in|en|durante)\s+(?:January|February|March|April|May|June|July|August|September|October|November|December|janvier|février|mars|avril|mai|juin|juillet|août|"
    r"septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)(?:\s+(?:de\s+)?\d{4})?\s*$",
    re.IGNORECASE,
)
FIRST_COMMUNIQUE, LAST_COMMUNIQUE = 1998, 2012
"""Years of the Communiqué on the site."""


# "… calls for the release of": nobody has been let go.
_ASKED_FOR = re.compile(
    r"\b(?:calls? (?:for|on)|asks?|asked|demands?|urges?|appeals? (?:for|to)|seeks?|to be|should be|must be|demand(?:e|é|ent|ée)|réclam(?:e|é|ent)|exig(?:e|é|ent)|appel(?:le|é|lent)|en faveur|pour|"
    r"pid(?:e|en|ió|ieron)|exig(?:en?|ió)|solicit(?:a|an|ó)|reclam(?:a|ó)|llam(?:a|ó)|por)\b[^.;:]{0,70}$",
    re.IGNORECASE,
)


def _follows(text: str) -> re.Match[str] | None:
    return next(
        (match for match in _FOLLOWS.finditer(text) if not _ASKED_FOR.search(text[: match.start()] + match[0])), None
    )


def is_follow_up(title: str, first_sentence: str) -> bool:
    """Say whether headline or first sentence tell news of a case that was told before."""
    if _HELD.search(title):
        return True
    for text in (title, first_sentence):
        if (match := _follows(text)) is not None:
            # "Arrested, then released" is all of one story; "Kidnapped reporter released" too, but told in the other order.
            return _BEGINS.search(text[: match.start()]) is None
    return False


def is_round_up(*texts: str) -> bool:
    """Say whether headline or standfirst call the text a round-up."""
    return any(_ROUND_UP.search(text) for text in texts)


def is_monthly_survey(title: str, country_count: int) -> bool:
    """Say whether a headline is that of a survey: it names several countries and a month."""
    return country_count >= 3 and _MONTH_ROUND.search(title) is not None


def uncredited_kind(address: Address, year: int | None, *, has_source: bool) -> str:
    """Return the kind of a text without credit, marker or lead-in.

    Until mid-1996 alerts had no credit; from 1997 to 2012 what has none is an item of the Communiqué; later pages are articles.
    """
    if address.is_dated:
        return "article" if address.has_country else "communique"
    if has_source or year is None:
        return "alert"
    if address.is_site and FIRST_COMMUNIQUE <= year <= LAST_COMMUNIQUE:
        return "communique"
    return "article" if year > LAST_COMMUNIQUE else "alert"
