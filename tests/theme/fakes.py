"""Views with plausible content, for looking at the theme and for testing it without an archive."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from markupsafe import Markup

from plugins.alerts import countries, organisations, redaction
from plugins.alerts.collection import Entry
from plugins.alerts.dates import PartialDate
from plugins.alerts.languages import BY_CODE, LANGUAGES
from plugins.alerts.model import Alert, AlertId
from plugins.alerts.vocabularies import KINDS, REGIONS, REPAIRS, VIOLATIONS
from plugins.exports.columns import COLUMNS
from plugins.search.assets import VIEW_FILES
from plugins.site import addresses
from plugins.site.gathering.digests import Week
from plugins.site.presenting import actions, digest_views
from plugins.site.presenting.case_views import CaseList, CaseView
from plugins.site.presenting.digest_views import DigestView, RegionView
from plugins.site.presenting.name_views import NameLine, NamesView
from plugins.site.settings import SiteSettings
from plugins.site.templating import catalogues
from plugins.site.templating.templates import Templates
from plugins.site.views import worldmap
from plugins.site.views.alert import AlertView, Earlier, Provenance
from plugins.site.views.charts import Stack, StackedChart
from plugins.site.views.shared import (
    AboutView,
    Alternate,
    Around,
    CaseLine,
    Group,
    HomeView,
    IndexSection,
    IndexView,
    Item,
    Link,
    ListingView,
    Mention,
    Page,
    SearchTerm,
    Tally,
)

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "theme"
SITE_NAMES = {
    "en": "Free Expression Alerts Archive",
    "fr": "Archives des alertes sur la liberté d’expression",
    "es": "Archivo de alertas sobre libertad de expresión",
}
ENGINE = "theme/js/search/api.js"
"""Where the engine that needs no index stands."""
SCRIPTS = ("theme/js/arrival.js", ENGINE, *(f"theme/{file}" for file in VIEW_FILES))

TITLES = {
    "en": (
        "Journalist shot dead outside his home after reporting on land sales",
        "Authorities suspend weekly newspaper for three months over editorial",
        "Cyber-dissident released on parole after eighteen months in prison",
        "Radio station raided, transmitter confiscated",
        "Writer's appeal rejected; she remains in solitary confinement",
        "Nine members call on president to repeal “false news” law",
    ),
    "fr": (
        "Un journaliste abattu devant son domicile après une enquête sur des ventes de terres",
        "Un hebdomadaire suspendu pour trois mois à cause d’un éditorial",
        "Le cyberdissident Zouhaïr Yahyaoui en liberté conditionnelle",
        "Descente de police dans une station de radio, l’émetteur est saisi",
        "L’appel de l’écrivaine est rejeté ; elle reste à l’isolement",
        "Neuf membres demandent l’abrogation de la loi sur les « fausses nouvelles »",
    ),
    "es": (
        "Asesinan a tiros a un periodista frente a su casa tras investigar ventas de tierras",
        "Suspenden por tres meses un semanario a causa de un editorial",
        "Queda en libertad condicional un ciberdisidente",
        "Allanan una emisora de radio y decomisan el transmisor",
        "Rechazan la apelación de la escritora, que sigue incomunicada",
        "Nueve miembros piden derogar la ley de «noticias falsas»",
    ),
}

BODIES = {
    "en": (
        "<p>(RSF/IFEX) – Zouhair Yahyaoui, a cyber-dissident who had been in prison since 4 June 2002, was released on parole on"
        " 18 November 2003. He had been sentenced to two years on 10 July 2002 for “spreading false news” on his site TUNeZINE.</p>"
        "<p>The organisation said it was relieved, and waited for Hamadi Jebali and Abdallah Zouari to be freed as well. It recalled"
        " that conditions in Borj el-Amri prison had led the prisoner to go on hunger strike three times.</p>"
        "<blockquote><p>“No one should lose a day of freedom for a joke about a referendum.”</p></blockquote>"
        "<h2>Recommended action</h2><p>Send appeals to the authorities:</p><ul><li>asking that all charges be dropped</li>"
        "<li>calling for the release of every journalist who is held for their work</li></ul>"
    ),
    "fr": (
        "<p>(RSF/IFEX) – Zouhaïr Yahyaoui, cyberdissident en prison depuis le 4 juin 2002, est en liberté conditionnelle depuis le"
        " 18 novembre 2003. Il avait été condamné à deux ans le 10 juillet 2002 pour « propagation de fausses nouvelles » sur TUNeZINE.</p>"
        "<p>RSF se dit soulagée et attend la sortie de Hamadi Jebali et d’Abdallah Zouari.</p>"
    ),
    "es": (
        "<p>(FLIP/IFEX) – Grave está el periodista Gustavo Rojas Gabalo tras el atentado del pasado 4 de febrero en Montería, Córdoba."
        " Un hombre le disparó dos veces: una en la cabeza y otra en la clavícula, y huyó en motocicleta.</p>"
        "<p>«El Gaba» no había reportado amenazas.</p>"
    ),
}

COUNTS = {
    "CO": 2413,
    "TN": 1876,
    "CN": 1690,
    "ZW": 1502,
    "MX": 1377,
    "CD": 1204,
    "TR": 1160,
    "RU": 903,
    "ET": 655,
    "IR": 101,
    "TP": 0,
}
SOURCES = {"RSF": 9120, "CPJ": 7310, "MISA": 3204, "FLIP": 1210, "JED": 804, "PEN": 12, "MFWA": 1}


ABOUT = AboutView(count=33591, texts={"en": 24102, "fr": 16004, "es": 9894})


def names(lang: str, stem: str = "") -> NamesView:
    """Return the index of people and outlets, or the page of a letter."""
    initials = tuple(
        Link(label=letter, url=f"{lang}/names/initials/{letter.lower()}.html", count=7 + n)
        for n, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWYZ")
    )
    lines = (
        NameLine(
            label="Zapata", rest="Luz", place="", url=f"{lang}/alerts/1.html", count=1, about="2007, Fiji", alerts=()
        ),
        NameLine(
            label="Zouhaïr Yahyaoui",
            rest="",
            place="n-zouhair-yahyaoui",
            url="",
            count=2,
            about="",
            alerts=(item(lang, 2), item(lang, 4, foreign="fr" if lang == "en" else "en")),
        ),
    )
    return NamesView(
        heading=stem.upper() or "Names",
        stem=stem,
        count=1204,
        initials=initials,
        narrower=(Link(label="Za", url=f"{lang}/names/initials/za.html", count=131),) if stem else (),
        most=() if stem else (Link(label="Radio Arrecife", url=f"{lang}/names/radio-arrecife.html", count=31),),
        names=lines if stem else (),
        up=Link(label="Names", url=f"{lang}/names/index.html") if stem else None,
    )


def settings(cache: Path, **changes: Any) -> SiteSettings:
    """Return settings that point at the theme of this repository."""
    values: dict[str, Any] = {
        "archive": ROOT / "archive",
        "output": cache / "output",
        "theme": THEME,
        "cache": cache,
        "modules": ROOT / "node_modules",
        "workers": 1,
        "siteurl": "",
        "names": SITE_NAMES,
        "contact": "archive@example.org",
        "licence": "CC BY-SA 4.0",
    }
    return SiteSettings(**(values | changes))


def page(lang: str, path: str, *, title: str = "Title", section: str = "alert", fallback: tuple[str, ...] = ()) -> Page:
    """Return what every page has, for an address without its language."""
    full = f"{lang}/{path}"
    return Page(
        path=full,
        root="../" * full.count("/"),
        lang=lang,
        direction=BY_CODE[lang].direction,
        title=title,
        description="",
        section=section,
        alternates=tuple(
            Alternate(
                code=other.code,
                name=other.name,
                url=f"{other.code}/{path}",
                is_current=other.code == lang,
                is_fallback=other.code in fallback,
            )
            for other in LANGUAGES
        ),
    )


def root_page(title: str, path: str) -> Page:
    """Return the page at the root: its alternates are the homes."""
    return Page(
        path=path,
        root="",
        lang="en",
        direction="ltr",
        title=title,
        description="",
        section="",
        alternates=tuple(
            Alternate(code=one.code, name=one.name, url=f"{one.code}/index.html", is_current=False, is_fallback=False)
            for one in LANGUAGES
        ),
    )


def item(lang: str, number: int, *, title: str | None = None, foreign: str = "") -> Item:
    """Return the n-th line of a list."""
    shown = foreign or lang
    issued = PartialDate.parse(("2005-04-26", "2005-04", "2005", "2004-12-03", "2003-11-18", "1998-03")[number % 6])
    country = ("CO", "CN", "TN", "CD", "ZW", "MX")[number % 6]
    return Item(
        title=title if title is not None else TITLES[shown][number % 6],
        url=f"{lang}/alerts/{issued.year}/2005-04-26-{country.lower()}-k7q{number}.html",
        lang=shown,
        language_name=BY_CODE[foreign].name if foreign else "",
        issued=str(issued),
        date=issued.display(lang),
        kind=KINDS.label(("alert", "update", "press-release", "joint-action")[number % 4], lang),
        countries=countries.label(country, lang),
        sources=("RSF", "CPJ", "MISA", "FLIP, CPJ")[number % 4],
    )


def mention(lang: str, number: int, *, foreign: str = "") -> Mention:
    """Return an alert as the page of another names it."""
    one = item(lang, number, foreign=foreign)
    return Mention(one.title, one.url, one.lang, one.language_name, one.issued, one.date)


def years(first: int = 1992, last: int = 2021) -> dict[int, int]:
    """Return counts that climb, fall and have an empty year."""
    return {
        first + n: 0 if n == 1 else 60 + (n * 397) % 700 + max(0, 900 - abs(n - 14) * 95)
        for n in range(last - first + 1)
    }


def country_links(lang: str) -> tuple[Link, ...]:
    """Return countries with their counts."""
    return tuple(
        Link(label=countries.label(code, lang), url=addresses.listing(lang, "country", code), count=count)
        for code, count in COUNTS.items()
        if count
    )


def violation_links(lang: str) -> tuple[Link, ...]:
    """Return violations with their counts."""
    return tuple(
        Link(label=VIOLATIONS.label(code, lang), url=addresses.listing(lang, "violation", code), count=4000 - 379 * n)
        for n, code in enumerate(list(VIOLATIONS)[:10])
    )


def source_links(lang: str) -> tuple[Link, ...]:
    """Return organisations with their counts."""
    return tuple(
        Link(
            label=f"{organisations.label(code, lang)} ({code})",
            url=addresses.listing(lang, "source", code),
            count=count,
        )
        for code, count in SOURCES.items()
    )


def _entries(count: int, country: str) -> list[Entry]:
    """Return so many alerts that differ in nothing but their ids."""
    return [
        Entry(
            alert=Alert(
                id=AlertId(f"{country}-{n}".lower()),
                lang="en",
                title="",
                issued=PartialDate(2000),
                countries=(country,),
            ),
            path="",
            digest="",
        )
        for n in range(count)
    ]


ON_MAP = sorted(json.loads((THEME / "map/world.json").read_text(encoding="utf-8"))["countries"])
_ON_MAP = {code: _entries(COUNTS.get(code, 0) or 1 + place**2 % 90, code) for place, code in enumerate(ON_MAP)}
# No country is without alerts: the map can weigh no more.
MAPS = {one.code: worldmap.world_map(THEME, _ON_MAP, one.code) for one in LANGUAGES}


def simple_chart(lang: str) -> StackedChart:
    """Return a chart of years without classes."""
    stacks = tuple(
        Stack(label=str(year), count=count, parts=(count, 0), url=f"{lang}/years/{year}.html" if count else "")
        for year, count in years().items()
    )
    highest = max(stacks, key=lambda stack: stack.count)
    return StackedChart(classes=("",), stacks=stacks, highest=highest, has_others=False)


def chart(lang: str, first: int = 1992, last: int = 2021) -> StackedChart:
    """Return a chart of violations that has an empty year."""
    codes = list(VIOLATIONS)[:4]
    stacks = tuple(
        Stack(
            label=str(year),
            count=count,
            parts=(count - 4 * (count // 7), *[count // 7] * 4),
            url=f"{lang}/years/{year}.html" if count else "",
        )
        for year, count in years(first, last).items()
    )
    return StackedChart(
        classes=tuple(VIOLATIONS.label(code, lang) for code in codes),
        stacks=stacks,
        highest=max(stacks, key=lambda stack: stack.count),
    )


def tallies(lang: str) -> tuple[Tally, ...]:
    """Return what a country's listing counts."""
    return (
        Tally(name="violation", links=violation_links(lang), others=3),
        Tally(name="source", links=source_links(lang), others=0),
        Tally(
            name="target",
            links=(
                Link(label="Zouhaïr Yahyaoui", url=f"{lang}/search.html?q=Zouha%C3%AFr%20Yahyaoui", count=9),
                Link(label="TUNeZINE", url="", count=1),
            ),
            others=211,
        ),
    )


def case_line(lang: str, number: int) -> CaseLine:
    """Return the n-th line of a list of cases."""
    newest = item(lang, number)
    return CaseLine(
        title=TITLES[lang][number],
        url=f"{lang}/cases/a.html",
        lang=lang,
        language_name="",
        count=3 + number,
        first=PartialDate.parse("2002-06-05").display(lang),
        last=PartialDate.parse("2003-11-18").display(lang),
        issued="2003-11-18",
        countries=countries.label("TN", lang),
        newest=newest,
    )


def case(lang: str) -> CaseView:
    """Return a case with an alert in another language."""
    foreign = "fr" if lang == "en" else "en"
    steps = (item(lang, 5), item(lang, 4, foreign=foreign), item(lang, 0))
    return CaseView(
        title=TITLES[foreign][2],
        lang=foreign,
        language_name=BY_CODE[foreign].name,
        count=3,
        first=PartialDate.parse("2002-06-05").display(lang),
        last=PartialDate.parse("2005-03-13").display(lang),
        countries=(Link(label=countries.label("TN", lang), url=f"{lang}/countries/tn.html"),),
        targets=(
            Link(label="Zouhaïr Yahyaoui", url=f"{lang}/names/initials/z.html#n-zouhair-yahyaoui"),
            Link(label="TUNeZINE", url=""),
        ),
        steps=steps,
    )


def case_list(lang: str) -> CaseList:
    """Return the list of cases."""
    return CaseList(
        year="",
        cases=tuple(case_line(lang, n) for n in range(5)),
        total=321,
        years=tuple(
            Link(label=str(year), url=f"{lang}/cases/years/{year}.html", count=12) for year in range(1996, 2020)
        ),
        up=None,
    )


def digest(lang: str) -> DigestView:
    """Return the digest of a week."""
    week = Week(2005, 17)
    return DigestView(
        heading="17",
        days=digest_views.days(week, lang),
        count=5,
        regions=(
            RegionView(
                heading="Africa",
                countries=(
                    Group(heading=countries.label("CD", lang), items=(item(lang, 0), item(lang, 3))),
                    Group(heading=countries.label("ZW", lang), items=(item(lang, 4),)),
                ),
            ),
            RegionView(heading="International", countries=(Group(heading="", items=(item(lang, 5),)),)),
        ),
        before=Link(label=digest_views.days(Week(2005, 16), lang), url=f"{lang}/digests/2005-W16.html"),
        after=None,
        up=Link(label="2005", url=f"{lang}/digests/2005.html"),
    )


def home(lang: str) -> HomeView:
    """Return a front page on which everything is as long as it may get."""
    return HomeView(
        count=52310,
        first_year="1992",
        last_year="2021",
        newest=tuple(item(lang, n, foreign="en" if n == 3 and lang != "en" else "") for n in range(8)),
        chart=simple_chart(lang),
        countries=(*country_links(lang), *country_links(lang)[:2]),
        country_count=235,
        violations=violation_links(lang),
        sources=(*source_links(lang), *source_links(lang)[:3]),
        map=MAPS[lang],
        developed=tuple(case_line(lang, n) for n in range(6)),
        further=tuple(
            Link(label=label, url=f"{lang}/{folder}/index.html", count=321)
            for label, folder in (("Cases", "cases"), ("Campaigns", "campaigns"), ("Weekly digests", "digests"))
        ),
    )


def alert(lang: str, *, shown: str = "", title: str | None = None, body: str | None = None) -> AlertView:
    """Return an alert with every field; ``shown`` is the language of its text, where it is not the page's."""
    text = shown or lang
    before, after = actions.divide(body if body is not None else BODIES[text])
    return AlertView(
        id="2003-11-18-tn-k7q2",
        title=title if title is not None else TITLES[text][2],
        lang=text,
        direction="ltr",
        is_fallback=text != lang,
        language_name={"en": "French", "fr": "anglais", "es": "inglés"}[lang],
        # The fake stands for sanitised HTML.
        body=Markup(before),  # noqa: S704
        action=Markup(after),  # noqa: S704
        action_until=PartialDate.parse("2004-01").display(lang) if after else "",
        issued="2003-11-18",
        date=PartialDate.parse("2003-11-18").display(lang),
        occurred=PartialDate.parse("2003-11").display(lang),
        kind=KINDS.label("update", lang),
        countries=(Link(label=countries.label("TN", lang), url=f"{lang}/countries/tn.html"),),
        year=Link(label="2003", url=f"{lang}/years/2003.html"),
        sources=(Link(label=f"{organisations.label('RSF', lang)} (RSF)", url=f"{lang}/sources/rsf.html"),),
        violations=(
            Link(label=VIOLATIONS.label("release", lang), url=f"{lang}/violations/release.html"),
            Link(label=VIOLATIONS.label("imprisonment", lang), url=f"{lang}/violations/imprisonment.html"),
        ),
        targets=(
            Link(label="Zouhaïr Yahyaoui", url=f"{lang}/names/initials/z.html#n-zouhair-yahyaoui"),
            Link(label="TUNeZINE", url=""),
        ),
        translations=tuple(
            Alternate(
                code=one.code, name=one.name, url=f"{one.code}/alerts/x.html", is_current=False, is_fallback=False
            )
            for one in LANGUAGES
            if one.code not in {text, lang}
        ),
        updates=Earlier(found=(mention(lang, 4),), missing=PartialDate.parse("2002-06-05").display(lang)),
        background=Earlier(found=(), missing="2001"),
        updated_by=(mention(lang, 5, foreign="en" if lang != "en" else ""),),
        stood_at=tuple(
            Link(label=url, url=url)
            for url in (
                "https://ifex.org/fr/?p=282246",
                "https://www.ifex.org/tunisia/2003/11/19/cyberdissident_released_on_parole_after_eighteen_months_in_prison/",
            )
        ),
        provenance=(
            Provenance(
                source="mail/2003-11.mbox, message 41",
                sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                importer="mbox 1.2",
            ),
        ),
        inferred={"en": ("country", "violation"), "fr": ("pays", "atteinte"), "es": ("país", "vulneración")}[lang],
        repaired=(REPAIRS.label("encoding-repaired", lang), REPAIRS.label("teaser-removed", lang)),
        cite_as=f"RSF ({PartialDate.parse('2003-11-18').display(lang)}). {TITLES[text][2]}. {SITE_NAMES[lang]}, 2003-11-18-tn-k7q2.",
        case=Link(label="", url=f"{lang}/cases/a.html", count=3),
        campaigns=(Link(label="Tunisia monitoring group", url=f"{lang}/campaigns/tunisia-monitoring-group.html"),),
        related=(mention(lang, 1), mention(lang, 3, foreign="en" if lang != "en" else "")),
    )


def listing(lang: str, *, cut: bool = True) -> ListingView:
    """Return a country's listing; ``cut`` into years."""
    return ListingView(
        heading=countries.label("CD", lang),
        facet="country",
        code="CD",
        count=1204 if cut else 14,
        shown=14,
        groups=(
            Group(
                heading="2005",
                items=tuple(item(lang, n, foreign="en" if n % 5 == 4 and lang != "en" else "") for n in range(9)),
            ),
            # A headline that has lost its spaces must not make the page wider.
            Group(heading="2004", items=(*(item(lang, n) for n in range(2, 7)), item(lang, 1, title="Ł" * 200))),
        ),
        chart=None if cut else chart(lang),
        tallies=() if cut else tallies(lang),
        cases=() if cut else (case_line(lang, 1), case_line(lang, 2)),
        case_count=0 if cut else 7,
        periods=tuple(
            Link(label=str(year), url=f"{lang}/countries/cd/{year}.html", count=count)
            for year, count in years().items()
        )
        if cut
        else (),
        crossings=() if cut else violation_links(lang)[:4],
        has_newest_first=True,
        search=f"{lang}/search.html?country=CD",
        is_oldest_first=cut,
        oldest=None if cut else Link(label="", url=f"{lang}/countries/cd/1992.html"),
        period="2005" if cut else "",
        span="" if cut else "1992–2021",
        parts=tuple(Link(label=str(n), url=f"{lang}/countries/cd/2005-{n}.html") for n in range(1, 5)) if cut else (),
        part=2 if cut else 0,
        up=Link(label=countries.label("CD", lang), url=f"{lang}/countries/cd.html") if cut else None,
        around=(
            Around(
                name="former", links=(Link(label=countries.label("ZRCD", lang), url=f"{lang}/countries/zrcd.html"),)
            ),
            Around(name="borders", links=country_links(lang)[:5]),
        ),
    )


def index(lang: str) -> IndexView:
    """Return the index of countries."""
    links = country_links(lang)
    return IndexView(
        heading={"en": "Countries", "fr": "Pays", "es": "Países"}[lang],
        facet="country",
        sections=(
            IndexSection(heading="Africa", links=links[3:] * 3),
            IndexSection(heading="Americas", links=links[:6]),
        ),
    )


def labels(lang: str) -> dict[str, list[SearchTerm]]:
    """Return what the search page's facets may show."""
    return {
        "country": [
            SearchTerm(
                code=code,
                label=countries.label(code, lang),
                url=f"{lang}/countries/cd.html",
                feed=f"{lang}/feeds/countries/{code.lower()}.atom",
                region=countries.region(code) or "",
            )
            for code in COUNTS
        ],
        "year": [
            SearchTerm(code=str(year), label=str(year), url=f"{lang}/countries/cd/{year}.html")
            for year in range(1992, 2022)
        ],
        "kind": [SearchTerm(code=code, label=KINDS.label(code, lang)) for code in KINDS],
        "violation": [SearchTerm(code=code, label=VIOLATIONS.label(code, lang)) for code in VIOLATIONS],
        "region": [SearchTerm(code=code, label=REGIONS.label(code, lang)) for code in REGIONS],
    }


def feeds(lang: str) -> dict[str, Any]:
    """Return what the page of feeds is given."""
    links = [
        {"label": link.label, "url": f"{lang}/feeds/a.atom", "count": link.count, "lang": ""}
        for link in country_links(lang)
    ]
    formats = [{"format": ending, "url": f"{lang}/feeds/all.{ending}"} for ending in ("atom", "rss", "json")]
    return {
        "main": [{"name": "all", "label": "All alerts", "count": 1850, "links": formats}],
        "facets": [
            {"facet": facet, "links": links, "others": 12 if facet == "source" else 0}
            for facet in ("country", "violation", "source")
        ],
    }


def data(lang: str, *, cut: bool = False) -> dict[str, Any]:
    """Return what the page of the data is given; ``cut`` is that of an archive whose texts are in a table a year."""
    file = {"url": "data/alerts.csv", "size": 8_900_000}
    return {
        "count": 5_494,
        "snapshot": "57e07241d7cfdb9b",
        "terms": "Each alert remains the work of the organisation that issued it.",
        "separator": "|",
        "whole": [file, {"url": "data/alerts.jsonl", "size": 12_000_000}],
        "years": [
            {"year": str(year), "csv": file, "jsonl": file, "bib": "a.bib", "ris": "a.ris"}
            for year in range(1992, 2022)
        ]
        if cut
        else [],
        "languages": [{"code": one.code, **file} for one in LANGUAGES],
        "countries": [{"label": link.label, **file} for link in country_links(lang)],
        "citations": [{"year": year, "bib": "a.bib", "ris": "a.ris"} for year in range(1995, 2003)],
        "package": "data/datapackage.json",
        "schema": "data/schema.json",
        "columns": [{"name": one.name, "type": one.type, "about": one.descriptions[lang]} for one in COLUMNS],
        "dataset": {"@context": "https://schema.org/", "@type": "Dataset", "name": SITE_NAMES[lang]},
    }


SEARCH = {
    one.code: {
        "years": [str(year) for year in range(1992, 2022)],
        "feed": f"{one.code}/feeds/all.atom",
        "labels": addresses.labels(one.code),
        "scripts": SCRIPTS,
    }
    for one in LANGUAGES
}
"""What the search page of each language is given."""


def made_templates(cache: Path, lang: str) -> Templates:
    """Return the templates of a language, as the builder makes them."""
    return Templates(settings(cache), lang, {one.code: catalogues.load(THEME, one.code) for one in LANGUAGES})


def pages(cache: Path, lang: str) -> dict[str, bytes]:
    """Render one page of every type in a language: path → bytes."""
    templates = made_templates(cache, lang)
    foreign = "fr" if lang == "en" else "en"
    up = Link(label="Cases", url=f"{lang}/cases/index.html")
    made: tuple[tuple[str, Page, dict[str, Any]], ...] = (
        ("home.html", page(lang, "index.html", section="home"), {"home": home(lang)}),
        ("alert.html", page(lang, "alerts/2003/a.html", title=TITLES[lang][2]), {"alert": alert(lang)}),
        (
            "alert.html",
            page(lang, "alerts/2003/f.html", title=TITLES[foreign][2], fallback=(lang,)),
            {"alert": alert(lang, shown=foreign)},
        ),
        ("listing.html", page(lang, "countries/cd/2005.html", section="countries"), {"listing": listing(lang)}),
        ("listing.html", page(lang, "countries/cd.html", section="countries"), {"listing": listing(lang, cut=False)}),
        ("facet.html", page(lang, "countries/index.html", section="countries"), {"index": index(lang), "up": None}),
        (
            "case.html",
            page(lang, "cases/a.html", section="cases"),
            {"case": case(lang), "up": up, "missing": ("2001",)},
        ),
        ("cases.html", page(lang, "cases/index.html", section="cases"), {"list": case_list(lang), "heading": "Cases"}),
        ("digest.html", page(lang, "digests/2005-W17.html", section="digests"), {"digest": digest(lang)}),
        ("search.html", page(lang, "search.html", section="search"), SEARCH[lang]),
        ("names.html", page(lang, "names/index.html", section="names"), {"names": names(lang)}),
        ("names.html", page(lang, "names/initials/z.html", section="names"), {"names": names(lang, "z")}),
        ("about.html", page(lang, "about.html", section="about"), {"about": ABOUT}),
        ("feeds.html", page(lang, "feeds.html", title="Feeds"), {"feeds": feeds(lang)}),
        ("data.html", page(lang, "data.html", title="Data"), {"data": data(lang)}),
        ("data.html", page(lang, "years-of-data.html", title="Data"), {"data": data(lang, cut=True)}),
        (
            "withdrawn.html",
            page(lang, "alerts/2003/w.html", title="Withdrawn"),
            {"since": PartialDate.parse("2026-11-25").display(lang), "reason": redaction.reason("safety", lang)},
        ),
    )
    return {one.path: templates.render(name, page=one, **views) for name, one, views in made}


def root_pages(cache: Path) -> dict[str, bytes]:
    """Render the two pages that belong to no language: path → bytes."""
    templates = made_templates(cache, "en")
    return {
        path: templates.render(name, page=root_page(SITE_NAMES["en"], path))
        for name, path in (("root.html", "index.html"), ("404.html", "404.html"))
    }
