"""The country of a text that does not declare one: from names, towns, peoples, people, seats and members, in this order.

Everything found here is inferred and marked so. Names are compared exactly (case and accents apart); nothing is matched by likeness.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from plugins.alerts import countries, organisations
from plugins.alerts.countries import fold
from plugins.importers.formats.text import gazetteer
from plugins.importers.formats.text.words import LONGEST_NAME, Words, first_words, look_up, phrase, words

SHORTEST_PREFIX, SHORTEST_SUFFIX = 6, 3
"""Letters of a country's or people's name, and of what a compound adds to it."""
LONGEST = 20_000
"""Characters of a text that are looked at."""
# Names of countries that are also names of people, of parts of other countries, or everyday words: never taken from prose.
RISKY = frozenset(
    {
        "jordan",
        "chad",
        "georgia",
        "maurice",
        "dominique",
        "israel",
        "salvador",
        "jersey",
        "granada",
        "guernsey",
        "niue",
        "man",
        "car",
        "us",
        "malte",
        "reunion",
        "la reunion",
    }
)
# A country's name after one of these is part of the name of an agency, a station or a paper.
_BEFORE = frozenset(
    "radio agence agency air tele television tv bank banque banco times voice club amnesty journal herald telegraph daily hebdo le-monde de-france".split()
)
# … and after one of these where somebody went or lives, not where it happened.
_ELSEWHERE = re.compile(
    r"(?:(?:said|told|speaking|spoke|telephone|wrote)(?: \w+){0,2} from|(?:fled|flee|flown|flew|escaped|emigrated|moved) (?:\w+ )?(?:to|from .{0,20} to)|(?:exile|exiled|refuge|asylum|based|living|studying)(?: himself| herself)? in|"
    r"(?:en exil|exilée?s?|réfugiée?s?|refuge|établie?s?|installée?s?) (?:à|au|aux|en)|enfuie?s? (?:à|au|aux|en|vers)|(?:exiliad[oa]s?|exilio|refugi\w+|asilo|residentes?) en|huy(?:ó|eron) (?:a|hacia))(?: the)?$",
    re.IGNORECASE,
)
_AUTHORITY = frozenset(
    "government governments gouvernement gobierno authorities authority autorites autorite autoridades autoridad police policia policier policiere president presidente "
    "presidenta justice justicia court courts tribunal army armee ejercito minister ministre ministro ministry ministere ministerio prison parliament parlement parlamento "
    "constitution constitucion press presse prensa media medias medios capital capitale officials embassy ambassade embajada regime regimen security state etat estado".split()
)


@dataclass(frozen=True, slots=True)
class Inference:
    """Countries, and what they were taken from."""

    codes: tuple[str, ...]
    evidence: str
    ambiguous: str = ""
    """A name that more than one country bears, where nothing else pointed anywhere."""


def infer(
    title: str, paragraphs: Sequence[str], sources: Sequence[str], *, seat: str = "", title_only: bool = False
) -> Inference:
    """Return the country that a text is about, or several where its headline names several; ``seat`` names the town of its source."""
    ambiguous = ""
    parts: tuple[str, ...] = (
        (title,)
        if title_only
        else (title, paragraphs[0][:LONGEST] if paragraphs else "", "\n".join(paragraphs[1:])[:LONGEST])
    )
    headline = words(title)
    for number, text in enumerate(parts):
        # Divided when it is its turn: mostly the headline or the opening names the country.
        part = words(text)
        named, doubtful = _named(part)
        ambiguous = ambiguous or doubtful
        if named:
            return Inference(
                tuple(named) if number == 0 else named[:1],
                "a name in the headline" if number == 0 else "a name in the text",
            )
        if number and (towns := list(_looked_up(part, _towns()))):
            return Inference((_commonest(towns),), "a town in the text")
        if not number and (towns := _towns_in_full(part, "\n".join(parts[1:]))):
            return Inference(tuple(dict.fromkeys(towns)), "a town in the headline")
        if number == 1:
            people = _peoples(headline + part, near_authority=True)
            if people:
                return Inference((people[0],), "a people's name beside that of an authority")
        if number and (towns := gazetteer.located(headline + part if number == 1 else part)):
            return Inference((_commonest(towns),), "a town or province in the text")
    if title_only:
        return Inference((), "", ambiguous)
    whole = headline + words(parts[1]) + words(parts[2])
    for code in _looked_up(whole, _people()):
        return Inference((code,), "a well-known person")
    if seat and (towns := list(_looked_up(words(seat), _towns()))):
        return Inference((_commonest(towns),), "the seat of its source")
    if people := _peoples(whole, near_authority=False):
        return Inference((people[0],), "a people's name")
    if compound := _compound(whole):
        return Inference((compound,), "a name that begins with a country's")
    if left := _named(whole, elsewhere=True)[0]:
        return Inference(left[:1], "a name in the text, of where somebody went")
    for source in sources:
        if home := _homes().get(source) or _homes().get(organisations.canonical(source)):
            return Inference((home,), f"the country in which {source} works")
    return Inference((), "", ambiguous)


def _named(found: Words, *, elsewhere: bool = False) -> tuple[tuple[str, ...], str]:
    """Return the countries that a text names, in its order, and the first ambiguous name.

    Those to which somebody went or from which somebody speaks are left out; with ``elsewhere`` they alone are returned.
    """
    names, ambiguous = countries.names(), countries.ambiguous_names()
    firsts, others = first_words(names), first_words(ambiguous)
    codes: list[str] = []
    doubtful = ""
    end = 0
    may_be = not (firsts.isdisjoint(found.openings) and others.isdisjoint(found.openings))
    for position in found.capitals if may_be else ():
        first = found.folded[position]
        if position < end or not (first in firsts or first in others):
            continue
        for size in range(min(LONGEST_NAME, len(found) - position), 0, -1):
            name = found.phrase(position, size)
            if not _may_be_name(found, position, size, name):
                continue
            if code := names.get(name):
                before = " ".join(found.raw[max(0, position - 3) : position])
                if elsewhere == (_ELSEWHERE.search(before) is not None):
                    codes.append(code)
                end = position + size
                break
            if name in ambiguous:
                doubtful = doubtful or " ".join(found.raw[position : position + size])
                end = position + size
                break
    return tuple(dict.fromkeys(codes)), doubtful


def _may_be_name(found: Words, position: int, size: int, name: str) -> bool:
    if name in RISKY:
        return False
    if size == 1 and len(name) <= 3 and not found.raw[position].isupper():
        return False
    before = found.folded[position - 1] if position else ""
    return not (size == 1 and before in _BEFORE)


def _looked_up(found: Words, table: dict[str, str]) -> Iterator[str]:
    return (code for _, _, code in look_up(found, table))


def _towns_in_full(headline: Words, text: str) -> list[str]:
    """Return the countries of a headline's towns; one that the text calls by a longer name is that one: Santiago, Santiago de Cuba."""
    codes = []
    for position, size, code in look_up(headline, _towns()):
        longer = f"{headline.phrase(position, size)} "
        names = [(name, there) for name, there in _towns().items() if there != code and name.startswith(longer)]
        said = f" {' '.join(words(text).folded)} " if names else ""
        codes.append(next((there for name, there in names if f" {name} " in said), code))
    return codes


def _compound(found: Words) -> str:
    """Return the country of a name made with its own: ``Belarusbank``, ``Kazakhtelecom``."""
    for position in found.capitals:
        if code := _within(found.folded[position]):
            return code
    return ""


@lru_cache(maxsize=1 << 13)
def _within(word: str) -> str:
    """Return the country with whose name, or whose people's, a longer word begins."""
    if "-" not in word:
        for size in range(len(word) - SHORTEST_SUFFIX, SHORTEST_PREFIX - 1, -1):
            stem = word[:size]
            if stem not in RISKY and (code := countries.names().get(stem) or _demonyms().get(stem)):
                return code
    return ""


def _commonest(codes: list[str]) -> str:
    return max(dict.fromkeys(codes), key=codes.count)


def _peoples(found: Words, *, near_authority: bool) -> list[str]:
    table = _demonyms()
    firsts = first_words(table)
    codes: list[str] = []
    for position, word in enumerate(() if firsts.isdisjoint(found.all) else found.folded):
        if word not in firsts:
            continue
        code = table.get(word) or table.get(found.phrase(position, 2))
        if not code:
            continue
        if not near_authority or not _AUTHORITY.isdisjoint(found.folded[max(0, position - 2) : position + 3]):
            codes.append(code)
    return codes


@cache
def _tables(name: str) -> dict[str, dict[str, object]]:
    return tomllib.loads((files(__package__) / "terms" / f"{name}.toml").read_text(encoding="utf-8"))


def _by_phrase(section: str) -> dict[str, str]:
    table: dict[str, str] = {}
    for code, names in _tables("places")[section].items():
        assert isinstance(names, list)
        for name in names:
            table[phrase(str(name))] = code
    return table


@cache
def _towns() -> dict[str, str]:
    return _by_phrase("towns")


@cache
def _people() -> dict[str, str]:
    return _by_phrase("people")


@cache
def _homes() -> dict[str, str]:
    return {name: str(code) for name, code in _tables("places")["homes"].items()}


@cache
def _demonyms() -> dict[str, str]:
    table: dict[str, str] = {}
    for language, peoples in _tables("demonyms").items():
        for code, text in peoples.items():
            for word in str(text).split():
                for form in _forms(word, language):
                    table.setdefault(form, code)
    return table


def _forms(word: str, language: str) -> Iterator[str]:
    stem, _, ending = fold(word).partition("|")
    plain = stem.replace("-", " ")
    if language == "en":
        yield from (plain, f"{plain}s")
    elif language == "fr":
        feminine = stem[:-1] + "que" if ending == "que" else stem + ending
        yield from (stem, f"{stem}s", feminine, f"{feminine}s")
    elif ending in ("o", "a", "e"):
        masculine = f"{stem}o" if ending == "o" else stem if ending == "a" else f"{stem}e"
        plural = f"{stem}os" if ending == "o" else f"{stem}es"
        yield from (masculine, plural, f"{stem}a", f"{stem}as")
    else:
        yield from (stem, f"{stem}s", f"{stem}es")
