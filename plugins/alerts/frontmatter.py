"""The written form of a record: a header between ``---`` lines, then CommonMark.

The header is the one that stock Pelican reads (Python-Markdown's ``meta`` extension): ``key: value`` on one line, or the key
alone and one value a line below it, indented by four blanks. Lists stand on one line with commas, and go below the key where
a value itself has a comma. :func:`parse` and :func:`serialise` are inverses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from plugins.alerts.dates import PartialDate, parse_when
from plugins.alerts.errors import FrontMatterError, PartialDateError
from plugins.alerts.languages import CODES
from plugins.alerts.model import Alert, AlertId, Extra, Origin, Record

FENCE = "---"
LIST_KEYS = frozenset(
    {
        "countries",
        "sources",
        "violations",
        "targets",
        "updates",
        "background",
        "follows",
        "campaigns",
        "other_urls",
        "origin",
        "inferred",
        "repaired",
    }
)
TEXT_KEYS = frozenset({"id", "lang", "title", "issued", "date", "occurred", "kind", "original_url"})
KEYS = LIST_KEYS | TEXT_KEYS
REQUIRED_KEYS = ("id", "lang", "title", "issued")

ID_PATTERN = re.compile(r"(?=.{1,100}\Z)[a-z0-9]+(?:-[a-z0-9]+)*")
"""What an id may be, 100 characters at most; it becomes a file name and an address."""

_KEY = re.compile(r"([A-Za-z0-9_-]+):[ \t]*(.*)")
_ORIGIN = re.compile(r"(.+) sha256:([0-9a-f]{64}) (\S+)")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# What ends a line for some reader of the file, besides LF; and tabs, which stock Pelican's reader makes into blanks.
_LINE_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def one_line(text: str) -> str:
    """Return ``text`` as a header value can hold it: line breaks and tabs become blanks, control characters go, edges are trimmed."""
    return _CONTROLS.sub("", _LINE_BREAKS.sub(" ", text)).strip()


def split(text: str) -> tuple[dict[str, str | tuple[str, ...]], str]:
    """Divide a file into its header, values as written, and its body.

    Raises:
        FrontMatterError: if there is no header, it is not closed, a line of it has no key, or a key comes twice.
    """
    lines, body = _divide(text)
    header: dict[str, str | tuple[str, ...]] = {}
    key = ""
    for number, line in enumerate(lines, start=2):
        if line.startswith("    ") and key:
            value = header[key]
            more = line.strip()
            header[key] = (*value, more) if isinstance(value, tuple) else ((value, more) if value else (more,))
            continue
        match = _KEY.fullmatch(line.rstrip())
        if match is None:
            written = line.rstrip("\r")
            raise FrontMatterError(
                f"line {number} of the header is not `key: value`: {written[:60]!r}",
                do=f"Mend the line, or close the header with {FENCE!r} above it.",
            )
        key = match[1].lower()
        if key in header:
            raise FrontMatterError(f"line {number} repeats the key {key!r}", do="Keep one of the two lines.")
        header[key] = match[2].strip()
    return header, body


def _divide(text: str) -> tuple[list[str], str]:
    """Return the lines of the header, and the body.

    Raises:
        FrontMatterError: if there is no header, or it is not closed.
    """
    end = text.find(f"\n{FENCE}\n")
    if end > len(FENCE) and text.startswith(f"{FENCE}\n") and f"\n{FENCE}" not in text[:end]:
        # As :func:`serialise` writes it, and nearly every file is: its body, the most of it, need not be looked at.
        return text[len(FENCE) + 1 : end].split("\n"), text[end + len(FENCE) + 2 :].removeprefix("\n")
    lines = text.removeprefix("\ufeff").split("\n")
    if lines[0].rstrip() != FENCE:
        raise FrontMatterError("has no header", do=f"Begin the file with a line {FENCE!r}, then `key: value` lines.")
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == FENCE:
            return lines[1:number], "\n".join(lines[number + 1 :]).removeprefix("\n")
    raise FrontMatterError("the header is not closed", do=f"Put a line {FENCE!r} after the last `key: value` line.")


def body_of(text: str) -> str:
    """Return the body of a file whose header is known to be good: its lines are not looked at.

    Raises:
        FrontMatterError: if there is no header, or it is not closed.
    """
    return _divide(text)[1]


def parse(text: str) -> Record:
    """Read a record. Control characters in its header, which :func:`serialise` never writes, are left out.

    Raises:
        FrontMatterError: if the header cannot be read, lacks a required key or has a value that cannot be one.
    """
    header, body = split(text)
    if _CONTROLS.search(text, 0, len(text) - len(body)):
        # Most formats that a value goes into cannot hold them, and one of them ends the writing of a feed.
        header = {
            key: one_line(value) if isinstance(value, str) else tuple(map(one_line, value))
            for key, value in header.items()
        }
    for key in REQUIRED_KEYS:
        if not header.get(key):
            raise FrontMatterError(f"the header lacks {key!r}", do=f"Add a line `{key}: …`.")
    if not ID_PATTERN.fullmatch(_text(header, "id")):
        raise FrontMatterError(
            f"id {_text(header, 'id')[:120]!r} is not one",
            do="Use lower-case ASCII letters, digits and single hyphens, 100 characters at most.",
        )
    if _text(header, "lang") not in CODES:
        raise FrontMatterError(f"language {_text(header, 'lang')!r} is unknown", do=f"Use one of {', '.join(CODES)}.")
    try:
        issued = PartialDate.parse(_text(header, "issued"))
        occurred = parse_when(_text(header, "occurred")) if header.get("occurred") else None
    except PartialDateError as error:
        raise FrontMatterError(error.what, do=error.do) from error
    extra: Extra = tuple((key, value) for key, value in header.items() if key not in KEYS)
    alert = Alert(
        id=AlertId(_text(header, "id")),
        lang=_text(header, "lang"),
        title=_text(header, "title"),
        issued=issued,
        kind=_text(header, "kind") or "alert",
        occurred=occurred,
        countries=_items(header, "countries"),
        sources=_items(header, "sources"),
        violations=_items(header, "violations"),
        targets=_items(header, "targets"),
        updates=_items(header, "updates"),
        background=_items(header, "background"),
        follows=tuple(AlertId(item) for item in _items(header, "follows")),
        campaigns=_items(header, "campaigns"),
        original_url=_text(header, "original_url"),
        other_urls=_items(header, "other_urls"),
        origin=tuple(_origin(item) for item in _items(header, "origin")),
        inferred=_items(header, "inferred"),
        repaired=_items(header, "repaired"),
        extra=extra,
    )
    return Record(alert, body)


def serialise(record: Record) -> str:
    """Write a record; :func:`parse` reads it back.

    Values are put on one line (:func:`one_line`); keys without a value are left out.
    """
    alert, body = record
    lines = [FENCE]
    for key, value in _pairs(alert):
        lines.extend(_lines(key, value))
    lines += [FENCE, "", body]
    return "\n".join(lines)


def _pairs(alert: Alert) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    yield "id", alert.id
    yield "lang", alert.lang
    yield "title", alert.title
    yield "issued", str(alert.issued)
    # For Pelican's sake: it wants a full date. The first day of the period is not a claim about the day.
    yield "date", alert.issued.first.isoformat()
    yield "occurred", str(alert.occurred) if alert.occurred else ""
    yield "kind", alert.kind
    yield "countries", alert.countries
    yield "sources", alert.sources
    yield "violations", alert.violations
    yield "targets", alert.targets
    yield "updates", alert.updates
    yield "background", alert.background
    yield "follows", alert.follows
    yield "campaigns", alert.campaigns
    yield "original_url", alert.original_url
    yield "other_urls", alert.other_urls
    yield "origin", tuple(str(origin) for origin in alert.origin)
    yield "inferred", alert.inferred
    yield "repaired", alert.repaired
    yield from alert.extra


def _lines(key: str, value: str | tuple[str, ...]) -> list[str]:
    if isinstance(value, str):
        text = one_line(value)
        return [f"{key}: {text}"] if text else []
    items = [text for item in value if (text := one_line(item))]
    if not items:
        return []
    if key in LIST_KEYS and not any("," in item for item in items):
        return [f"{key}: {', '.join(items)}"]
    return [f"{key}:", *(f"    {item}" for item in items)]


def _text(header: dict[str, str | tuple[str, ...]], key: str) -> str:
    value = header.get(key, "")
    return value if isinstance(value, str) else " ".join(value)


def _items(header: dict[str, str | tuple[str, ...]], key: str) -> tuple[str, ...]:
    value = header.get(key, "")
    if not value:
        return ()
    items = value.split(",") if isinstance(value, str) else value
    return tuple([text for item in items if (text := item.strip())])


def read_origins(texts: Iterable[str]) -> tuple[Origin, ...]:
    """Read origins as a header has them.

    Raises:
        FrontMatterError: for one that cannot be read.
    """
    return tuple(map(_origin, texts))


def _origin(text: str) -> Origin:
    match = _ORIGIN.fullmatch(text)
    if match is None:
        raise FrontMatterError(
            f"origin {text!r} cannot be read", do="Write `source sha256:<64 hexadecimal digits> importer/version`."
        )
    return Origin(source=match[1], sha256=match[2], importer=match[3])
