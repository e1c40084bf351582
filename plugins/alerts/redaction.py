"""Redactions: what a person asked to be taken out, and how it is.

``archive/redactions.toml`` has a line for each::

    record.2005-04-26-cn-k7q2 = { since = 2026-11-25, reason = "safety" }
    name."Jane Roe" = { since = 2026-11-25 }

A record that is withdrawn is nowhere but on a page at its address that says so. A name is replaced by a mark wherever it stands in a record.
Nothing here changes the archive's files.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Self

from plugins.alerts import frontmatter
from plugins.alerts.errors import ArchiveError
from plugins.alerts.model import AlertId, Extra, Record
from plugins.alerts.names import Name, fold, spans
from plugins.alerts.vocabularies import Vocabulary, load_terms

FILE = "redactions.toml"
"""Its name in the archive's folder."""
_TERMS = Vocabulary("withdrawals", load_terms("withdrawals"))
REASONS = tuple(code for code in _TERMS if code != "mark")
"""Why a record may be withdrawn; the page says it in its own language."""

_KINDS = ("record", "name")
_DETAILS = {"since", "reason"}


class RedactionError(ArchiveError):
    """A list of redactions that cannot be used: nothing is built from an archive whose redactions are not understood."""


class Withdrawal(NamedTuple):
    """A record that is withdrawn."""

    id: AlertId
    since: dt.date | None
    reason: str
    """One of :data:`REASONS`, or nothing."""


def mark(language: str) -> str:
    """Return what stands in place of a name in a text of this language."""
    return _TERMS.label("mark", language)


def reason(code: str, language: str) -> str:
    """Return why a record was withdrawn, as a sentence."""
    return _TERMS.label(code, language)


@dataclass(frozen=True, slots=True)
class Redactions:
    """All redactions of an archive."""

    withdrawn: Mapping[AlertId, Withdrawal] = field(default_factory=dict)
    names: tuple[Name, ...] = ()

    @classmethod
    def parse(cls, text: str, where: str = FILE) -> Self:
        """Read the list.

        Raises:
            RedactionError: if it is not TOML, or a line of it cannot be understood; it names the line's key.
        """
        try:
            tables: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise RedactionError(f"is not TOML: {error}", where=where, do="Mend that line.") from error
        for kind, lines in tables.items():
            if kind not in _KINDS or not isinstance(lines, dict):
                raise RedactionError(f"{kind!r} is no kind of redaction", where=where, do=_EXAMPLE)
            for key, details in lines.items():
                _check(f"{kind}.{key}", details, where)
        withdrawn = {}
        for key, details in tables.get("record", {}).items():
            if not frontmatter.ID_PATTERN.fullmatch(key):
                raise RedactionError(f"{key!r} is not the id of a record", where=where, do=_EXAMPLE)
            withdrawn[AlertId(key)] = Withdrawal(AlertId(key), details.get("since"), details.get("reason", ""))
        try:
            names = tuple(Name(key) for key in tables.get("name", {}))
        except ValueError as error:
            raise RedactionError(str(error), where=where, do="Take the line away, or write the name.") from error
        return cls(withdrawn, names)

    def are_in(self, text: str) -> bool:
        """Say whether a name to be redacted stands in a text."""
        return bool(self.names) and _any_stands_in(self.names, fold(text))

    def redact(self, text: str, language: str) -> str:
        """Return a text with a mark in place of every name."""
        if not self.names or not text:
            return text
        quick = fold(text)
        for name in self.names:
            if name.stands_in(quick):
                text = _replaced(text, name, mark(language))
        return text

    def redact_record(self, record: Record) -> Record | None:
        """Return a record with a mark in place of every name, the same object where none stands in it.

        Addresses with a name are left out: they would lead nowhere. Nothing is returned where the id itself has a name: the record
        cannot be published under any address. Ids of withdrawn records are not followed.
        """
        alert, body = record
        if not self.withdrawn.keys().isdisjoint(alert.follows):
            alert = replace(alert, follows=tuple(one for one in alert.follows if one not in self.withdrawn))
            record = Record(alert, body)
        if not self.withdrawn.keys().isdisjoint(alert.related_ids):
            left = tuple(one for one in alert.related_ids if one not in self.withdrawn)
            others = tuple(pair for pair in alert.extra if pair[0] != "related_ids")
            alert = replace(alert, extra=(*others, ("related_ids", left)) if left else others)
            record = Record(alert, body)
        if not self.names or not self.are_in(f"{frontmatter.serialise(record)}\n{alert.id}"):
            return record
        if self.are_in(alert.id):
            return None
        lang = alert.lang

        def texts(values: Iterable[str]) -> tuple[str, ...]:
            return tuple(self.redact(value, lang) for value in values)

        extra: Extra = tuple(
            (self.redact(key, lang), self.redact(value, lang) if isinstance(value, str) else texts(value))
            for key, value in alert.extra
        )
        return Record(
            replace(
                alert,
                title=self.redact(alert.title, lang),
                # Of the controlled fields, a person may have written words that are in no vocabulary: they are shown as they stand.
                kind=self.redact(alert.kind, lang),
                countries=texts(alert.countries),
                violations=texts(alert.violations),
                inferred=texts(alert.inferred),
                repaired=texts(alert.repaired),
                sources=texts(alert.sources),
                targets=texts(alert.targets),
                updates=texts(alert.updates),
                background=texts(alert.background),
                follows=tuple(one for one in alert.follows if not self.are_in(one)),
                campaigns=texts(alert.campaigns),
                original_url="" if self.are_in(alert.original_url) else alert.original_url,
                other_urls=tuple(url for url in alert.other_urls if not self.are_in(url)),
                origin=tuple(replace(origin, source=self.redact(origin.source, lang)) for origin in alert.origin),
                extra=extra,
            ),
            self.redact(body, lang),
        )


def line_of(what: str, *, is_record: bool, since: dt.date, reason_code: str = "") -> str:
    """Return the line that redacts a record, by its id, or a name.

    Raises:
        RedactionError: if there is no such reason, or the name has nothing to be looked for.
    """
    details = f"since = {since.isoformat()}" + (f', reason = "{reason_code}"' if reason_code else "")
    key = what if is_record else '"' + what.replace("\\", "\\\\").replace('"', '\\"') + '"'
    line = f"{'record' if is_record else 'name'}.{key} = {{ {details} }}\n"
    Redactions.parse(line, where="the redaction")
    return line


_EXAMPLE = 'A line is `record.<id> = { since = 2026-11-25 }` or `name."<name>" = { since = 2026-11-25 }`.'


def _check(key: str, details: object, where: str) -> None:
    if not isinstance(details, dict) or details.keys() - _DETAILS:
        raise RedactionError(f"{key} has something other than `since` and `reason`", where=where, do=_EXAMPLE)
    since = details.get("since")
    if since is not None and (not isinstance(since, dt.date) or isinstance(since, dt.datetime)):
        raise RedactionError(f"{key}: since = {since!r} is not a day", where=where, do=_EXAMPLE)
    if details.get("reason", REASONS[0]) not in REASONS:
        raise RedactionError(
            f"{key}: there is no reason {details['reason']!r}", where=where, do=f"Give one of {', '.join(REASONS)}."
        )


def _any_stands_in(names: Iterable[Name], quick: str) -> bool:
    return any(name.stands_in(quick) for name in names)


def _replaced(text: str, name: Name, by: str) -> str:
    parts = []
    end_before = 0
    for start, end in spans(text, name):
        if start >= end_before:
            parts += [text[end_before:start], by]
            end_before = end
    return "".join([*parts, text[end_before:]])
