"""Headlines for texts that have lost theirs: from the address, else from the first sentence. Always marked as inferred."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from plugins.alerts import countries, organisations
from plugins.alerts.countries import fold
from plugins.importers.formats.text.places import RISKY
from plugins.importers.formats.text.words import LONGEST_NAME
from plugins.importers.normalising.dating import unaccented

LONGEST = 110
"""Characters of a headline made of a sentence."""
_ELIDED = {
    "dun": "d’un",
    "dune": "d’une",
    "quil": "qu’il",
    "quils": "qu’ils",
    "quun": "qu’un",
    "sest": "s’est",
    "nest": "n’est",
    "cest": "c’est",
}
# Words of French headlines that without their accents are no words at all.
_FRENCH = {
    unaccented(word): word
    for word in (
        "accès agrégé appréhendé arrêtée arrêtées arrêtés audiovisuel décès déclaré défense délai délit député détenu détenus détention détérioration "
        "émission enlèvement état éditeur écrivain évasion fédération gréviste grève harcèlement hôpital impunité incarcéré inculpé indépendant "
        "indépendante intimidé libération liberté libérée libérés média médias mémoire ménace mère numéro pénal périodique père peine policière "
        "poursuivi préoccupation préoccupé présidence président présumé prévenu procès propriété quotidien rédacteur rédaction relâché réalisateur "
        "régime répression république réseau résidence rétabli santé sécurité séjour sénateur société télévision témoin témoins tués vidéo"
    ).split()
}
SHORTEST_COUNTRY = 4
LONGEST_ACRONYM = 5
"""Letters: a longer word in capitals stands in a line of capitals, not for itself."""
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


def from_slug(slug: str, text: str, language: str) -> str:
    """Return a headline made of an address's words; they take capitals and accents back from the same words in the text.

    Where the text does not have them, only accents that the spelling of the language leaves no choice about come back.
    """
    forms = _forms(text)
    words: list[str] = []
    for word in slug.split():
        restored = _certain(_restored(word, forms), language)
        # "rsf-demande": what an organisation does stands in the present, whatever the text has of the same verb.
        if restored.endswith("é") and words and organisations.known(words[-1]):
            restored = word
        words.append(_elided(restored, forms) if language == "fr" else restored)
    title = " ".join(_with_countries(words, language))
    return title[:1].upper() + title[1:]


@cache
def _country_names(language: str) -> dict[str, str]:
    labels = (countries.label(code, language) for code in set(countries.names().values()))
    return {name: label for label in labels if len(name := fold(label)) >= SHORTEST_COUNTRY and name not in RISKY}


def _with_countries(words: list[str], language: str) -> Iterator[str]:
    """Yield the words with the names of countries as the language writes them: an address has them in small letters."""
    names = _country_names(language)
    position = 0
    while position < len(words):
        for size in range(min(LONGEST_NAME, len(words) - position), 0, -1):
            if name := names.get(fold(" ".join(words[position : position + size]))):
                yield name
                position += size
                break
        else:
            yield words[position]
            position += 1


def _forms(text: str) -> dict[str, str]:
    """Plain word → the form in which the text writes it inside sentences, where it always writes it so."""
    seen: dict[str, Counter[str]] = {}
    for match in _WORD.finditer(text[:20_000]):
        word = match[0]
        if len(word) > LONGEST_ACRONYM and word.isupper():
            continue
        before = text[max(0, match.start() - 20) : match.start()].rstrip(" “\"«(‘'")
        is_first = not before or before[-1] in ".!?:\n–-" or text[match.start() - 1 : match.start()] == "\n"
        # A first word before another capital is the beginning of a name, if it is long enough to be none of the short words.
        if is_first and not (len(word) > 4 and re.match(r" [A-ZÀ-Ý][^\W\d_]{2}", text[match.end() : match.end() + 4])):
            # The capital of a first word says nothing.
            word = word if word[1:] != word[1:].lower() else word.lower()
            if word.islower() and unaccented(word) == word:
                continue
        for part in {word, *re.split(r"[’'-]", word)}:
            if part:
                seen.setdefault(unaccented(part).lower(), Counter())[part] += 1
    return {plain: forms.most_common(1)[0][0] for plain, forms in seen.items() if _is_settled(forms)}


def _elided(word: str, forms: dict[str, str]) -> str:
    """Give back a French elision that can be nothing else: ``dun``, or ``l`` before a word of the text."""
    if word in _ELIDED:
        return _ELIDED[word]
    rest = unaccented(word[1:]).lower()
    is_elidable = word[:1] in ("l", "d") and len(rest) > 3 and rest[0] in "aeiouyh"
    form = forms.get(rest) or _FRENCH.get(rest)
    return f"{word[0]}’{form}" if is_elidable and form and unaccented(word).lower() not in forms else word


def _certain(word: str, language: str) -> str:
    if language == "es":
        # Every Spanish noun in -cion and -sion has its accent; the plural has none.
        return re.sub(r"(?<=[^\W\d_]{2}[cs])ion$", "ión", word)
    return _FRENCH.get(word, word) if language == "fr" else word


def _is_settled(forms: Counter[str]) -> bool:
    ranked = forms.most_common(2)
    return len(ranked) == 1 or ranked[0][1] > ranked[1][1]


def _restored(word: str, forms: dict[str, str]) -> str:
    plain = unaccented(word).lower()
    if form := forms.get(plain):
        return form
    if len(word) > 2 and organisations.known(word) and organisations.canonical(word).isupper() and len(word) <= 6:
        return word.upper()
    # An apostrophe was lost: "bricks" beside "Brick".
    name = forms.get(plain[:-1], "") if plain.endswith("s") and len(plain) > 3 else ""
    return f"{name}’s" if name[:1].isupper() else word


def from_sentence(text: str) -> str:
    """Return the first sentence of a text, cut at a word if it is long."""
    flat = " ".join(text.split()).strip(" –-*")
    stop = re.search(r"(?<=[^\sA-Z.]{2})[.!?](?=\s+[“\"«(A-ZÀ-Ý]|$)", flat)
    sentence = flat[: stop.start()] if stop and stop.start() >= 15 else flat
    if len(sentence) <= LONGEST:
        return sentence.rstrip(" .,;:–-")
    cut = sentence[: LONGEST + 1].rsplit(" ", 1)[0].rstrip(" .,;:–-«“(")
    return f"{cut} …"
