"""What the pages of people and outlets show: the letters, and the names that begin alike with their alerts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from plugins.alerts import countries
from plugins.site import addresses
from plugins.site.gathering.names import Filed, Names
from plugins.site.planning.plan import SitePlan
from plugins.site.presenting import present
from plugins.site.views.shared import Item, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLine:
    """A name at one of its places."""

    label: str
    rest: str
    """The words that stand before the label in the name."""
    place: str
    """Its id on the page; at the first of its places only."""
    url: str
    """Its listing, its only alert, or its first place; empty where its alerts follow."""
    count: int
    about: str
    """Date and country of its only alert."""
    alerts: tuple[Item, ...]
    """Where there are several, at the first of its places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesView:
    """The index of people and outlets, or one of its pages."""

    heading: str
    stem: str
    """What the names of the page begin with; empty on the index."""
    count: int
    """Names in all."""
    initials: tuple[Link, ...]
    """Counts are of names."""
    narrower: tuple[Link, ...]
    most: tuple[Link, ...]
    """On the index: who is named by most alerts; counts are of those."""
    names: tuple[NameLine, ...]
    up: Link | None


def names_view(plan: SitePlan, language: str, stem: str, title: str, gettext: Callable[[str], str]) -> NamesView:
    """Return the page of a beginning; of none, the index."""
    names = plan.languages[language].names
    shelf = names.shelves[stem] if stem else None
    index = addresses.index(language, "target")
    above = (
        Link(label=_heading(stem[:-1], gettext), url=addresses.shelf(language, stem[:-1])) if len(stem) > 1 else None
    )
    return NamesView(
        heading=(_heading(stem, gettext) + "…" * (len(stem) > 1)) if stem else title,
        stem=stem,
        count=len(names.entries),
        initials=tuple(
            Link(label=_heading(letter, gettext), url=addresses.shelf(language, letter), count=size)
            for letter, size in names.initials.items()
        ),
        narrower=tuple(
            Link(label=_heading(one, gettext), url=addresses.shelf(language, one), count=size)
            for one, size in sorted(shelf.narrower.items())
        )
        if shelf
        else (),
        most=tuple(Link(label=name, url=names.url(name), count=len(names.entries[name])) for name in names.most())
        if not shelf
        else (),
        names=tuple(_line(names, filed) for filed in sorted(names.filed(stem), key=order(language))) if shelf else (),
        up=(above or Link(label=title, url=index)) if shelf else None,
    )


def order(language: str) -> Callable[[Filed], tuple[str, str]]:
    """Return what the names of a page are sorted by for readers of a language."""

    def key(filed: Filed) -> tuple[str, str]:
        text = filed.filing.order
        if language == "es" and "ñ" in filed.name.casefold():
            # A letter of its own there, after n.
            text = countries.fold(filed.filing.heading.casefold().replace("ñ", "n\uffff"))
        return text, filed.name

    return key


def _heading(stem: str, gettext: Callable[[str], str]) -> str:
    """Return a beginning as people read it: ``Al``; that of all digits in words."""
    _ = gettext
    if stem == "0":
        return _("Digits")
    shown = stem.removeprefix("0")
    return shown[:1].upper() + shown[1:]


def _line(names: Names, filed: Filed) -> NameLine:
    filing, name, entries = filed
    language = names.language
    is_first = not filing.rest
    several = len(entries) > 1 and name not in names.frequent
    only = entries[0].alert if len(entries) == 1 else None
    about = ""
    url = names.url(name)
    if only:
        places = ", ".join(countries.label(code, language) for code in only.countries)
        about = f"{only.issued.display(language)}{', ' if places else ''}{places}"
        url = addresses.alert(only, language)
    return NameLine(
        label=filing.heading,
        rest=filing.rest,
        place=addresses.place(name) if is_first else "",
        url="" if several and is_first else url,
        count=len(entries),
        about=about,
        alerts=tuple(present.item(entry, language) for entry in entries) if several and is_first else (),
    )
