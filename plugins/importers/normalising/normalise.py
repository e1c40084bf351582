"""A parsed alert becomes a record: a chain of small steps, each of which looks at one thing.

A step takes the draft so far and returns it with more filled in and with findings. It opens nothing and knows no clock but the
``today`` that it is given. A draft with a finding of severity error makes no record; the later steps still run, so that a maintainer
reads of everything that is wrong at once.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from plugins.alerts import countries, organisations
from plugins.alerts.dates import PartialDate
from plugins.alerts.errors import PartialDateError
from plugins.alerts.findings import Finding, has_errors
from plugins.alerts.frontmatter import one_line
from plugins.alerts.languages import CODES
from plugins.alerts.model import Alert, Origin, Record
from plugins.alerts.validation import EARLIEST_YEAR, validate
from plugins.alerts.vocabularies import KINDS, VIOLATIONS
from plugins.importers.bodies import commonmark, markup
from plugins.importers.decoding import repair
from plugins.importers.normalising import datelists
from plugins.importers.normalising.dating import AmbiguousDateError, read_date, read_when
from plugins.importers.normalising.draft import Draft
from plugins.importers.normalising.identity import stable_id
from plugins.importers.normalising.notice import Notice
from plugins.importers.normalising.vocabulary import find_kind, find_violation
from plugins.importers.parsed import ParsedAlert


@dataclass(frozen=True, slots=True)
class Normalised:
    """What became of a parsed alert: a record, or none; and everything that was noticed."""

    record: Record | None
    findings: tuple[Finding, ...]


def normalise(parsed: ParsedAlert, *, today: dt.date, date_order: str = "", notice: Notice | None = None) -> Normalised:
    """Make a record of a parsed alert.

    ``notice`` becomes its last paragraph. The record is ``None`` if a finding of severity error keeps it from being one.
    """
    if parsed.is_rejected:
        return Normalised(None, parsed.findings)
    draft = Draft(parsed=parsed, today=today, date_order=date_order, findings=parsed.findings)
    for step in STEPS:
        draft = step(draft)
    issued = draft.issued
    if has_errors(draft.findings) or issued is None:
        return Normalised(None, draft.findings)
    if notice is not None:
        body = commonmark.join([draft.body.rstrip("\n"), notice.paragraph(draft.language, one_line(parsed.url))])
        draft = replace(draft.kept("note", notice.note), body=body)
    record = _record(draft, issued)
    known = {(finding.code, finding.field) for finding in draft.findings}
    late = tuple(found for found in validate(record, today=today) if (found.code, found.field) not in known)
    findings = (*draft.findings, *late)
    return Normalised(None if has_errors(late) else record, findings)


def _language(draft: Draft) -> Draft:
    code = draft.parsed.language.strip().lower().replace("_", "-")
    # A region ("en-GB", "es-419") says nothing here.
    short = code.split("-", 1)[0]
    if not code:
        return draft.found(
            Finding("language-missing", "language", f"no language; name one of {', '.join(CODES)}, or use --language")
        )
    if short not in CODES:
        return draft.found(Finding("language-unknown", "language", f"{code!r} is not one of {', '.join(CODES)}"))
    return replace(draft, language=short)


def _clean(parsed: ParsedAlert, text: str, field: str) -> tuple[str, tuple[Finding, ...]]:
    return (text, ()) if parsed.body_format == "composed" else repair.clean(text, field)


def _title(draft: Draft) -> Draft:
    title, findings = _clean(draft.parsed, draft.parsed.title, "title")
    title = " ".join(one_line(title).split())
    draft = replace(draft, title=title).found(*findings)
    return draft if title else draft.found(Finding("title-missing", "title", "there is no headline; give one"))


def _body(draft: Draft) -> Draft:
    text, findings = _clean(draft.parsed, draft.parsed.body, "body")
    match draft.parsed.body_format:
        case "text":
            body = commonmark.from_text(text)
        case "markdown" | "composed":
            body = commonmark.join([text.strip("\n")])
        case "html":
            body, more = markup.from_html(text)
            findings = (*findings, *more)
    draft = replace(draft, body=body).found(*findings)
    return (
        draft
        if body.strip()
        else draft.found(Finding("body-missing", "body", "there is no text; nothing would be left to read"))
    )


def _lost_accents(draft: Draft) -> Draft:
    """Mark Spanish without a single ó: the texts of 1998 to March 2003 lost them all, and which is a matter of words, not of rule."""
    text = draft.body
    if draft.language == "es" and "ó" not in text and re.search(r"[^\W\d_]{3}(?:c|(?<!s)s)ion\b", text):
        return draft.found(
            Finding("accents-lost", "body", "the text has lost every ó (libre expresion); mend it by hand")
        )
    return draft


def _issued(draft: Draft) -> Draft:
    text = draft.parsed.issued.strip()
    if not text:
        return draft.found(
            Finding("date-missing", "issued", "nothing says when it was published; give issued, at least the year")
        )
    try:
        date = read_date(text, draft.language, order=draft.date_order)
    except AmbiguousDateError as error:
        date = error.sure
        draft = draft.found(Finding("date-ambiguous", "issued", f"{error.what}; only the year was kept. {error.do}"))
    except PartialDateError as error:
        return draft.found(Finding("date-unreadable", "issued", f"{error}"))
    if date.year < EARLIEST_YEAR or date.first > draft.today:
        return draft.found(
            Finding(
                "date-unreadable",
                "issued",
                f"{date} cannot be a date of publication (before {EARLIEST_YEAR}, or still to come)",
            )
        )
    return replace(draft, issued=date)


def _occurred(draft: Draft) -> Draft:
    text = draft.parsed.occurred.strip()
    if not text:
        return draft
    try:
        return replace(draft, occurred=read_when(text, draft.language, order=draft.date_order))
    except PartialDateError as error:
        return draft.kept("occurred_as_found", text).found(
            Finding("date-invalid", "occurred", f"{error}; kept as it stands")
        )


def _kind(draft: Draft) -> Draft:
    text = draft.parsed.kind.strip()
    if not text:
        return replace(draft, kind="alert", inferred=(*draft.inferred, "kind"))
    code = find_kind(text)
    if code is None:
        return replace(draft.kept("kind_as_found", text), kind="alert", inferred=(*draft.inferred, "kind")).found(
            Finding(
                "kind-unknown", "kind", f"{text!r} is none of {', '.join(KINDS)}; taken as alert, kept as kind_as_found"
            )
        )
    return replace(draft, kind=code)


def _countries(draft: Draft) -> Draft:
    codes: list[str] = []
    for name in draft.parsed.countries:
        code = countries.find(name) or (name.upper() if countries.known(name.upper()) else None)
        if code:
            # A code that the source itself gives says which country it means; a name may be that of two, one after the other.
            is_code = name.upper() == code and "countries" not in draft.parsed.inferred
            codes.append(countries.of_year(code, draft.issued.year) if draft.issued and not is_code else code)
        elif choices := countries.candidates(name):
            draft = draft.kept("country_as_found", name).found(
                Finding("country-ambiguous", "countries", f"{name!r} may be {' or '.join(choices)}; give the code")
            )
        else:
            draft = draft.kept("country_as_found", name).found(
                Finding(
                    "country-unknown",
                    "countries",
                    f"{name!r} is not a country's name or code that the archive knows; kept as country_as_found",
                )
            )
    return replace(draft, countries=tuple(dict.fromkeys(codes)))


def _sources(draft: Draft) -> Draft:
    """Take abbreviations as they stand; a full name that the table knows becomes its abbreviation."""
    found = (one_line(name) for name in draft.parsed.sources)
    sources = tuple(dict.fromkeys(organisations.named(name) or name for name in found if name))
    return replace(draft, sources=sources)


def _violations(draft: Draft) -> Draft:
    codes: list[str] = []
    for text in draft.parsed.violations:
        code = find_violation(text)
        if code is None:
            draft = draft.kept("violation_as_found", text).found(
                Finding(
                    "violation-unknown",
                    "violations",
                    f"{text!r} is none of {', '.join(VIOLATIONS)}; kept as violation_as_found",
                )
            )
        else:
            codes.append(code)
    return replace(draft, violations=tuple(dict.fromkeys(codes)))


def _references(draft: Draft) -> Draft:
    """Read the lists of earlier alerts; ``related`` has no field of its own in a record and is kept as a key."""
    before = draft.issued or (draft.occurred if isinstance(draft.occurred, PartialDate) else None)
    lists: dict[str, tuple[str, ...]] = {}
    is_open = False
    for key in ("updates", "background", "related"):
        dates: list[str] = []
        for raw in getattr(draft.parsed, key):
            found = datelists.read(raw, draft.language or "en", before=before)
            dates += map(str, found.dates)
            is_open |= found.is_open
            if found.unread or not found.dates:
                draft = draft.kept(f"{key}_as_found", raw).found(
                    Finding("reference-unknown", key, f"no full date can be read from {raw!r}; kept as {key}_as_found")
                )
        lists[key] = tuple(dict.fromkeys(dates))
    if lists["related"]:
        draft = draft.kept("related", ", ".join(lists["related"]))
    if is_open:
        draft = draft.kept("updates_open", "yes")
    return replace(draft, updates=lists["updates"], background=lists["background"])


def _unmapped(draft: Draft) -> Draft:
    for key, value in draft.parsed.unmapped:
        text, findings = _clean(draft.parsed, value, key)
        draft = draft.kept(key, text).found(*findings)
    return draft


STEPS: tuple[Callable[[Draft], Draft], ...] = (
    _language,
    _title,
    _body,
    _lost_accents,
    _issued,
    _occurred,
    _kind,
    _countries,
    _sources,
    _violations,
    _references,
    _unmapped,
)


def _record(draft: Draft, issued: PartialDate) -> Record:
    parsed = draft.parsed
    provenance = parsed.provenance
    where = one_line(f"{provenance.source}#{provenance.member}" if provenance.member else provenance.source)
    record_id = stable_id(parsed, issued, draft.countries)
    extra = draft.extra
    if parsed.id and parsed.id != record_id and not parsed.translation_of:
        extra = (*extra, ("source_id", one_line(parsed.id)))
    if parsed.translation_of and parsed.translation_of != record_id:
        extra = (*extra, ("translation_of", one_line(parsed.translation_of)))
    return Record(
        Alert(
            id=record_id,
            lang=draft.language,
            title=draft.title,
            issued=issued,
            occurred=draft.occurred,
            kind=draft.kind,
            countries=draft.countries,
            sources=draft.sources,
            violations=draft.violations,
            targets=tuple(text for item in parsed.targets if (text := one_line(_clean(parsed, item, "targets")[0]))),
            updates=draft.updates,
            background=draft.background,
            campaigns=parsed.campaigns,
            original_url=one_line(parsed.url),
            other_urls=tuple(map(one_line, parsed.other_urls)),
            origin=(Origin(source=where, sha256=provenance.sha256, importer=provenance.reader),),
            inferred=tuple(dict.fromkeys((*parsed.inferred, *draft.inferred))),
            repaired=draft.repaired,
            extra=extra,
        ),
        draft.body,
    )
