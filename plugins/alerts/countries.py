"""Countries, those that are gone included: codes, names in every language, regions, and finding one by an exact name.

Codes are ISO 3166-1 alpha-2, or the four letters of ISO 3166-3 for countries that are gone. Names are CLDR's (Babel), bettered and
added to in ``terms/countries.toml``. Nothing is matched by likeness: a name is in the table or it is not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import pycountry
from babel import Locale

from plugins.alerts.errors import VocabularyError
from plugins.alerts.languages import BY_CODE, CODES
from plugins.alerts.vocabularies import REGION_COUNTRIES, load_terms

_TABLES = load_terms("countries")
_AMBIGUOUS: Mapping[str, list[str]] = _TABLES.pop("ambiguous")
_REGION_OF = {country: region for region, countries in REGION_COUNTRIES.items() for country in countries}


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Return ``name`` without case, accents and the shape of its apostrophes and dashes, for comparing."""
    text = name.replace("’", "'").replace("‐", "-").replace("‑", "-").replace("–", "-")
    text = text.casefold()
    if not text.isascii():
        text = "".join([char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char)])
    return " ".join(text.split())


def _label_in(code: str, language: str) -> str:
    own = _TABLES.get(code, {}).get(language)
    if own:
        return str(own)
    locale = Locale.parse(BY_CODE[language].locale)
    label = locale.territories.get(code)
    if not label:
        raise VocabularyError(
            f"the country {code!r} has no name in {language!r}",
            where="plugins/alerts/terms/countries.toml",
            do="Add the name there, or take the code out of terms/regions.toml.",
        )
    # CLDR's typographic apostrophe is kept; nothing else is changed.
    return str(label)


_LABELS: dict[str, dict[str, str]] = {
    code: {language: _label_in(code, language) for language in CODES} for code in _REGION_OF
}

CODES_BY_REGION = REGION_COUNTRIES


def known(code: str) -> bool:
    """Say whether ``code`` is a country of the archive."""
    return code in _LABELS


def label(code: str, language: str) -> str:
    """Return the country's name for a reader of ``language``, or the code itself where it is not one."""
    names = _LABELS.get(code)
    return names[language] if names else code


def region(code: str) -> str:
    """Return the region's code; ``international`` for what is not a country of the table."""
    return _REGION_OF.get(code, "international")


@cache
def successors(code: str) -> tuple[str, ...]:
    """Return today's countries where ``code`` is one that is gone, else nothing."""
    return tuple(_TABLES.get(code, {}).get("successors", ()))


@cache
def predecessors(code: str) -> tuple[str, ...]:
    """Return the countries that are gone of which ``code`` is a successor."""
    return tuple(gone for gone, table in _TABLES.items() if code in table.get("successors", ()))


def was_part(code: str) -> bool:
    """Say whether what is gone was but a part of what its successor is now: the Panama Canal Zone was never Panama's name."""
    return bool(_TABLES.get(code, {}).get("part"))


def until(code: str) -> int | None:
    """Return the year in which the country ended, where it has."""
    year: Any = _TABLES.get(code, {}).get("until")
    return int(year) if year is not None else None


def of_year(code: str, year: int) -> str:
    """Return the country that was called so in a year: East Timor has another code until 2002 (ISO 3166-3), and the same name."""
    return next(
        (gone for gone in predecessors(code) if _TABLES[gone].get("called_alike") and year < _TABLES[gone]["until"]),
        code,
    )


@cache
def _names() -> dict[str, str]:
    """Folded name → code: every label in every language, official names, and the aliases."""
    names: dict[str, str] = {}
    for country in pycountry.countries:
        if country.alpha_2 in _LABELS:
            for attribute in ("name", "official_name", "common_name"):
                if value := getattr(country, attribute, None):
                    names[fold(value)] = country.alpha_2
    for language in CODES:
        for code, territory in Locale.parse(BY_CODE[language].locale).territories.items():
            if code in _LABELS:
                names[fold(territory)] = code
    # In this order: what is written in the table wins over what the libraries say, today's country over a former one.
    for gone_first in (True, False):
        for code, labels in _LABELS.items():
            if (len(code) == 4) is gone_first:
                names.update((fold(text), code) for text in labels.values())
                names.update((fold(text), code) for text in _TABLES.get(code, {}).get("aliases", ()))
    for name in _AMBIGUOUS:
        names.pop(fold(name), None)
    return names


@cache
def _ambiguous() -> dict[str, tuple[str, ...]]:
    return {fold(name): tuple(codes) for name, codes in _AMBIGUOUS.items()}


def find(name: str) -> str | None:
    """Return the country that bears exactly this name in one of the languages, case and accents apart; else ``None``.

    Codes are accepted as they stand (``CD``, ``ZRCD``). A name that two countries bear finds neither: see :func:`candidates`.
    """
    if name in _LABELS:
        return name
    return _names().get(fold(name))


def candidates(name: str) -> tuple[str, ...]:
    """Return the countries that an ambiguous name ("Congo") can mean; nothing for a name that is not ambiguous."""
    return _ambiguous().get(fold(name), ())


def names() -> Mapping[str, str]:
    """Return the whole table of exact names, folded (:func:`fold`), each with its country."""
    return _names()


def ambiguous_names() -> Mapping[str, tuple[str, ...]]:
    """Return the table of ambiguous names, folded, each with the countries that it can mean."""
    return _ambiguous()


def all_labels() -> Mapping[str, Mapping[str, str]]:
    """Return code → language → name."""
    return _LABELS
