"""The templates of the theme, made ready once for each language."""

from __future__ import annotations

import gettext
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from babel.numbers import format_decimal
from jinja2 import FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.runtime import Context
from markupsafe import Markup

from plugins.alerts.languages import BY_CODE, LANGUAGES, Language
from plugins.site import addresses
from plugins.site.code import code_version
from plugins.site.reporting import reporter
from plugins.site.settings import SiteSettings
from plugins.site.templating.compiling import keyed
from plugins.site.templating.folding import FoldingEnvironment
from plugins.site.views.shared import Item, Link, Mention

_MOST_LINES = 20_000
"""Some 10 MB a language."""
_ROOT = "\0"
"""Stands for the way to the root in a line that is made for lists of any depth: no HTML has it."""
_COMPILER = ("plugins/site/templating/compiling.py", "plugins/site/templating/folding.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """What every template knows of the site."""

    name: str
    names: Mapping[str, str]
    """Language → its name there."""
    languages: tuple[Language, ...]
    contact: str
    licence: str


class Templates:
    """The templates in one language."""

    def __init__(
        self,
        settings: SiteSettings,
        language: str,
        translations: Mapping[str, gettext.NullTranslations],
        *,
        further: tuple[Link, ...] = (),
    ) -> None:
        """Make the environment; templates are compiled when first asked for, and their bytecode kept in the cache folder.

        ``translations`` are those of every language: the choice of language is offered in each one's own words.
        ``further`` are pages that the navigation does not have; the foot of every page does.
        """
        # One folder a language: the texts are compiled in.
        compiled = f"{_digest(settings.theme / 'locale' / language)}-{code_version(*_COMPILER)[:16]}"
        bytecode = settings.cache / "templates" / language / compiled
        bytecode.mkdir(parents=True, exist_ok=True)
        self.gettext = translations[language].gettext
        self._ngettext = translations[language].ngettext
        self._language = language
        self._environment = FoldingEnvironment(
            translate=self.gettext,
            loader=FileSystemLoader(settings.theme / "templates"),
            bytecode_cache=FileSystemBytecodeCache(str(bytecode)),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
            auto_reload=False,
        )
        self._environment.globals.update(
            _=self.gettext,
            ngettext=translations[language].ngettext,
            part=self._part,
            rows=self._rows,
            mentions=self._mentions,
            gettext_in=lambda code, message: translations[code].gettext(message),
            number=partial(_number, language),
            site=SiteView(
                name=settings.names[language],
                names=settings.names,
                languages=LANGUAGES,
                contact=settings.contact,
                licence=settings.licence,
            ),
            nav=_navigation(language, self.gettext),
            further=further,
            report=reporter(
                settings.report,
                settings.contact,
                language,
                siteurl=settings.siteurl,
                subject=self.gettext("Error in the record {id}, {url}"),
            ),
        )
        self.field_names = _field_names(self.gettext)
        self._parts: dict[tuple[str, str, str, str], Markup] = {}
        # By its template and whether countries are named, and by the identity of an item, which is held so that it stays its own.
        self._kept_lines: defaultdict[tuple[str, bool], dict[int, tuple[Item | Mention, str, str]]] = defaultdict(dict)
        self._line_context: Context | None = None
        self._sections = frozenset(link.url for link in _navigation(language, self.gettext))

    def compile(self) -> None:
        """Make every template ready now: before processes are forked that would each do it for themselves."""
        for name in self._environment.list_templates(["html"]):
            self._environment.get_template(name)

    def _part(self, name: str, root: str, section: str = "", path: str = "") -> Markup:
        """Return what is the same on all pages of one depth and section (``parts/<name>.html``), made once.

        ``path`` is the page's address; it matters only where the page is a section of the site itself.
        """
        here = path if path in self._sections else ""
        part = self._parts.get((name, root, section, here))
        if part is None:
            made = self._environment.get_template(f"parts/{name}.html").render(root=root, section=section, here=here)
            # Made by a template, with everything in it escaped.
            part = self._parts[name, root, section, here] = Markup(made)  # noqa: S704
        return part

    def _rows(self, items: Iterable[Item], root: str, with_countries: bool) -> Markup:
        """Return alerts as the lines of a list (``parts/row.html``)."""
        return self._lines("row", items, root, with_countries)

    def _mentions(self, mentions: Iterable[Mention], root: str) -> Markup:
        """Return alerts as the page of another one names them (``parts/mention.html``)."""
        return self._lines("mention", mentions, root)

    def _lines(self, name: str, items: Iterable[Item | Mention], root: str, with_countries: bool = False) -> Markup:
        kept = self._kept_lines[name, with_countries]
        found = []
        for item in items:
            line = kept.get(id(item))
            if line is None:
                if len(kept) >= _MOST_LINES:
                    kept.clear()
                line = kept[id(item)] = item, *self._halves(name, item, with_countries)
            found.append(f"{line[1]}{root}{line[2]}")
        return Markup("\n".join(found))  # noqa: S704 (made by a template, with everything in it escaped)

    def _halves(self, name: str, item: Item | Mention, with_countries: bool) -> tuple[str, str]:
        """Return what comes before and after the way to the root in the line of an alert: lists of any depth have it."""
        template = self._environment.get_template(f"parts/{name}.html")
        if self._line_context is None:
            self._line_context = template.new_context()
        # One context for a hundred thousand of them, instead of one each: nearly half of the time went there.
        self._line_context.vars = {"item": item, "root": _ROOT, "with_countries": with_countries}
        before, _, after = "".join(template.root_render_func(self._line_context)).partition(_ROOT)
        return before, after

    def alerts(self, count: int) -> str:
        """Return a number of alerts in words: ``1,850 alerts``."""
        return self._ngettext("%(count)s alert", "%(count)s alerts", count) % {"count": _number(self._language, count)}

    def render(self, name: str, **context: Any) -> bytes:
        """Return a page as UTF-8; keys of mappings in the context can be named as attributes."""
        return (
            self._environment.get_template(name).render({key: keyed(value) for key, value in context.items()}).encode()
        )


_NUMBERS: dict[tuple[str, int], str] = {}


def _number(language: str, value: int) -> str:
    """Format by CLDR; the few thousand counts of a site are asked for again and again."""
    text = _NUMBERS.get((language, value))
    if text is None:
        by = BY_CODE[language]
        text = format_decimal(value, locale=by.locale, group_separator=value >= by.grouped_from)
        _NUMBERS[language, value] = text
    return text


def _navigation(language: str, _: Any) -> tuple[Link, ...]:
    return (
        Link(label=_("Home"), url=addresses.page(language, "index")),
        Link(label=_("Search"), url=addresses.page(language, "search")),
        Link(label=_("Countries"), url=addresses.index(language, "country")),
        Link(label=_("Years"), url=addresses.index(language, "year")),
        Link(label=_("Violations"), url=addresses.index(language, "violation")),
        Link(label=_("Organisations"), url=addresses.index(language, "source")),
        Link(label=_("People and outlets"), url=addresses.index(language, "target")),
        Link(label=_("About"), url=addresses.page(language, "about")),
    )


def _field_names(_: Any) -> dict[str, str]:
    """Return the names of a record's fields, for saying which were inferred."""
    return {
        "title": _("headline"),
        "issued": _("date of publication"),
        "occurred": _("date of the event"),
        "kind": _("kind of text"),
        "countries": _("country"),
        "sources": _("organisation"),
        "violations": _("violation"),
        "targets": _("people and outlets"),
        "updates": _("alerts that it updates"),
        "background": _("alerts cited as background"),
        "follows": _("alerts that it follows"),
        "campaigns": _("campaign"),
        "original_url": _("original address"),
        "other_urls": _("other addresses"),
        "lang": _("language"),
        "id": _("translations"),
        "action_until": _("end of the appeal"),
        "related_ids": _("related alerts"),
    }


def _digest(folder: Path) -> str:
    """Return a fingerprint of the files of a folder."""
    state = hashlib.blake2b(digest_size=8)
    for file in sorted(folder.glob("*")):
        state.update(file.read_bytes())
    return state.hexdigest()


def templates_path(theme: Path) -> tuple[Path, ...]:
    """Return the folders whose content shapes a page."""
    return (theme / "templates", theme / "locale", theme / "map")
