"""Other people's words for our terms: kinds and violations, by code, by label in any language, and by the words of the sources."""

from __future__ import annotations

from functools import cache

from plugins.alerts.countries import fold
from plugins.alerts.languages import CODES
from plugins.alerts.vocabularies import KINDS, VIOLATIONS, Vocabulary

# What e-mails and pages call their kinds.
_KIND_WORDS = {
    "flash": "alert",
    "bulletin": "update",
    "joint letter": "letter",
    "open letter": "letter",
    "lettre ouverte": "letter",
    "lettre conjointe": "letter",
    "carta abierta": "letter",
    "carta conjunta": "letter",
    "communique article": "communique",
    "ifex communique": "communique",
    "alerte action": "action-alert",
    "action": "action-alert",
    "media release": "press-release",
    "news release": "press-release",
    "joint statement": "statement",
    "roundup": "round-up",
    "feature": "article",
    "capsule": "capsule-report",
}
# The eleven categories of MISA, and the forms of words in which others name the same.
_VIOLATION_WORDS = {
    "assaulted": "assault",
    "beaten": "assault",
    "bombed": "bombing",
    "censored": "censorship",
    "detained": "detention",
    "arrested": "arrest",
    "arresto/detencion": "arrest",
    "expelled": "expulsion",
    "legislated": "legislation",
    "sentenced": "sentence",
    "sentence": "sentence",
    "threatened": "threat",
    "violation of public freedom of expression": "public-expression",
    "abducted": "abduction",
    "kidnapping": "abduction",
    "kidnapped": "abduction",
    "confiscated": "confiscation",
    "seizure": "confiscation",
    "imprisoned": "imprisonment",
    "jailed": "imprisonment",
    "released": "release",
    "murder": "killed",
    "murdered": "killed",
    "killing": "killed",
    "disappearance": "missing",
    "disappeared": "missing",
    "attacked": "attack",
    "fined": "fine",
    "closed": "closure",
    "ban": "censorship",
    "banned": "censorship",
    "dismissed": "dismissal",
    "harassed": "harassment",
    "interrogated": "interrogation",
    "tortured": "torture",
    "deported": "expulsion",
    "deportation": "expulsion",
    "raid": "search",
    "charged": "legal-action",
    "assassinat": "killed",
    "asesinato": "killed",
}


def _table(vocabulary: Vocabulary, words: dict[str, str]) -> dict[str, str]:
    table = dict(words)
    for code in vocabulary:
        table[fold(code)] = table[fold(code.replace("-", " "))] = code
        for language in CODES:
            table.setdefault(fold(vocabulary.label(code, language)), code)
    return table


@cache
def _kinds() -> dict[str, str]:
    return _table(KINDS, _KIND_WORDS)


@cache
def _violations() -> dict[str, str]:
    return _table(VIOLATIONS, _VIOLATION_WORDS)


def find_kind(text: str) -> str | None:
    """Return the code of a kind that bears exactly this name, case and accents apart; else ``None``."""
    return _kinds().get(fold(text).replace("_", " "))


def find_violation(text: str) -> str | None:
    """Return the code of a violation that bears exactly this name, case and accents apart; else ``None``."""
    return _violations().get(fold(text).replace("_", " "))
