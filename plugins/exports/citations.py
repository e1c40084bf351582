"""Citations of every alert: one file a language and year of publication, as BibTeX and as RIS.

BibTeX keys are the record's id and language, so a citation made today and one made in ten years agree. An organisation is one name, in
braces. Dates are given as far as they are known: ``date`` (biblatex, EDTF) beside ``year`` and ``month`` (BibTeX); RIS has
``DA  - 2005/04//`` for a month (RIS format specification: year/month/day/other, empty where not known).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from plugins.alerts import countries, organisations
from plugins.alerts.collection import Entry
from plugins.alerts.languages import CODES
from plugins.alerts.vocabularies import KINDS, VIOLATIONS
from plugins.exports.model import Model, by_year
from plugins.exports.output import Artefact, fingerprint
from plugins.exports.rows import Known

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BABEL = {"en": "british", "fr": "french", "es": "spanish"}
_LATEX = {
    "\\": r"\textbackslash{}",
    # BibTeX counts every brace, a backslash before it or not: a lone one has to have a name.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_TO_ESCAPE = re.compile(r"[\\{}$&#%_~^]")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def latex(text: str) -> str:
    """Return text as LaTeX shows it: its ten special characters written out; letters of any alphabet stay UTF-8."""
    return _TO_ESCAPE.sub(lambda match: _LATEX[match[0]], _one_line(text))


def bibtex(entry: Entry, model: Model) -> str:
    """Return an alert as a BibTeX entry."""
    alert = entry.alert
    issued, lang = alert.issued, alert.lang
    authors = " and ".join(f"{{{latex(organisations.label(source, lang))}}}" for source in alert.authors)
    # An address is not escaped, for it is not text; braces, a backslash or a percent sign in it would end the field.
    url = model.link(model.addresses.alert(alert, lang)) if model.settings.siteurl else ""
    fields = {
        "author": authors,
        "title": f"{{{latex(alert.title)}}}",
        "date": str(issued),
        "year": str(issued.year),
        "howpublished": latex(model.settings.names[lang]),
        "type": latex(KINDS.label(alert.kind, lang)),
        "number": alert.id,
        "url": url,
        "langid": _BABEL.get(lang, ""),
        "keywords": latex(", ".join(_keywords(entry))),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    if issued.month:
        # A macro, as every style expects it, not a text.
        lines.insert(4 if authors else 3, f"  month = {_MONTHS[issued.month - 1]},\n")
    return f"@misc{{{alert.id}-{lang},\n{''.join(lines)}}}\n"


def ris(entry: Entry, model: Model) -> str:
    """Return an alert as a RIS record."""
    alert = entry.alert
    issued, lang = alert.issued, alert.lang
    month = f"{issued.month:02}" if issued.month else ""
    day = f"{issued.day:02}" if issued.day else ""
    tags = [
        ("TY", "ELEC"),
        *(("AU", organisations.label(source, lang)) for source in alert.authors),
        ("TI", alert.title),
        ("PY", str(issued.year)),
        ("DA", f"{issued.year:04}/{month}/{day}/"),
        ("PB", model.settings.names[lang]),
        ("M3", KINDS.label(alert.kind, lang)),
        ("LA", lang),
        ("AN", alert.id),
        ("UR", model.link(model.addresses.alert(alert, lang)) if model.settings.siteurl else ""),
        *(("KW", word) for word in _keywords(entry)),
    ]
    lines = [f"{tag}  - {_one_line(value)}\r\n" for tag, value in tags if value.strip()]
    return "".join([*lines, "ER  - \r\n"])


def _keywords(entry: Entry) -> Iterator[str]:
    alert = entry.alert
    yield from (countries.label(code, alert.lang) for code in alert.countries)
    yield from (VIOLATIONS.label(code, alert.lang) for code in alert.violations)


FORMATS: dict[str, Callable[[Entry, Model], str]] = {"bib": bibtex, "ris": ris}


def citations(model: Model, base: str, known: Known) -> Iterator[Artefact]:
    """Yield the files of citations; ``base`` is the fingerprint of all but records and labels, of which ``known`` says which have changed."""
    for language in CODES:
        for year, entries in by_year(model.collection.in_language(language)):
            own = fingerprint(base, *[entry.path for entry in entries], *[entry.header for entry in entries])
            is_stale = known.called_otherwise(entries)
            for ending, write in FORMATS.items():
                path = f"data/citations/{language}/{year}.{ending}"
                yield Artefact(path, own, partial(_file, entries, write, model), is_stale)


def _file(entries: Iterable[Entry], write: Callable[[Entry, Model], str], model: Model) -> bytes:
    return "\n".join(write(entry, model) for entry in entries).encode()
