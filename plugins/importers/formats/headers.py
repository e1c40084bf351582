"""Front matter of other people's Markdown: Jekyll's and Hugo's YAML (``---``) and TOML (``+++``), Pelican's and MultiMarkdown's fields.

Of YAML what such headers use is read: values, quoted values, lists on one line or several, text blocks, one level of keys in keys. All
are texts: a YAML reader makes ``NO`` (Norway) false, ``0123`` 83 and ``12:30`` 750. What is more than that is kept as it stands.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field

Value = str | list[str]
LONGEST = 64_000
"""Characters of a header."""
_YAML = re.compile(r"\A---[ \t]*\n(?P<header>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(?P<header>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"([A-Za-z][\w-]*):(?:[ \t]+(.*)|)")
_KEY = re.compile(r"""(?:"([^"\n]+)"|'([^'\n]+)'|([^\s:#\[\]{}"',&*!|>%@`-][^:#\n]*?))\s*:(?:\s+(.*)|\s*)""")
_ITEM = re.compile(r"-(?:\s+(.*)|\s*)")
_COMMENT = re.compile(r"\s+#.*$")


@dataclass(slots=True)
class Header:
    """Keys in lower case and what they say; keys inside keys are joined by a point."""

    values: dict[str, Value] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    """Lines that could not be read."""


def divide(text: str) -> tuple[Header | None, str]:
    """Return the header and the body of a Markdown file; ``None`` where there is no header."""
    head = text[:LONGEST]
    if match := _TOML.match(head):
        return _toml(match["header"]), text[match.end() :]
    if match := _YAML.match(head):
        return _yaml(match["header"].split("\n")), text[match.end() :]
    lines = head.split("\n")
    end = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    fields = [line for line in lines[:end] if not line.startswith((" ", "\t"))]
    if len(fields) >= 2 and all(_FIELD.fullmatch(line) for line in fields):
        return _fields(lines[:end]), "\n".join(text.split("\n")[end:])
    return None, text


def _fields(lines: list[str]) -> Header:
    """Read Pelican's and MultiMarkdown's header: fields, whose values may go on in lines that begin with a blank."""
    header = Header()
    key = ""
    for line in lines:
        if match := _FIELD.fullmatch(line):
            key = match[1].lower()
            _put(header, key, (match[2] or "").strip())
        elif key and line.strip():
            _put(header, key, line.strip())
    return header


def _put(header: Header, key: str, value: str) -> None:
    before = header.values.get(key)
    if before is None or before == "":
        header.values[key] = value
    else:
        header.values[key] = [*(before if isinstance(before, list) else [before]), value]


def _toml(text: str) -> Header:
    header = Header()
    try:
        _flatten(header, tomllib.loads(text), "")
    except (tomllib.TOMLDecodeError, RecursionError):
        header.unread = [line for line in text.split("\n") if line.strip()]
    return header


def _flatten(header: Header, table: dict[str, object], prefix: str) -> None:
    for key, value in table.items():
        name = f"{prefix}{key}".lower()
        if isinstance(value, dict):
            _flatten(header, value, f"{name}.")
        elif isinstance(value, list):
            header.values[name] = [one if isinstance(one, str) else _as_text(one) for one in value]
        else:
            header.values[name] = _as_text(value)


def _as_text(value: object) -> str:
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _yaml(lines: list[str]) -> Header:
    header = Header()
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _KEY.fullmatch(line.rstrip())
        if match is None:
            header.unread.append(line.strip())
            continue
        key = (match[1] or match[2] or match[3]).strip().lower()
        value = _COMMENT.sub("", match[4] or "") if not (match[4] or "").startswith(('"', "'")) else match[4]
        start = number
        while number < len(lines) and _belongs(lines[number]):
            number += 1
        _read_value(header, key, value.strip(), lines[start:number])
    return header


def _belongs(line: str) -> bool:
    """Say whether a line goes on with the key above: it is indented, blank, or an item of a list."""
    return not line.strip() or line[:1] in " \t" or _ITEM.fullmatch(line.rstrip()) is not None


def _read_value(header: Header, key: str, value: str, below: list[str]) -> None:
    inner = [line for line in below if line.strip() and not line.lstrip().startswith("#")]
    if re.fullmatch(r"[|>][+-]?\d?", value):
        width = min((len(line) - len(line.lstrip()) for line in below if line.strip()), default=0)
        text = "\n".join(line[width:] for line in below).strip("\n")
        header.values[key] = text if value.startswith("|") else re.sub(r"(?<!\n)\n(?!\n)", " ", text)
    elif value.startswith("["):
        header.values[key] = list(_inline(" ".join([value, *map(str.strip, inner)])))
    elif value or not inner:
        # A plain value may go on in the lines below.
        header.values[key] = _unquoted(" ".join([value, *map(str.strip, inner)]))
    elif all(_ITEM.fullmatch(line.strip()) for line in inner):
        header.values[key] = [_unquoted((_ITEM.fullmatch(line.strip()) or [""] * 2)[1] or "") for line in inner]
    else:
        for line in inner:
            match = _KEY.fullmatch(line.strip())
            if match is not None and match[4]:
                _put(header, f"{key}.{(match[1] or match[2] or match[3]).strip().lower()}", _unquoted(match[4]))
            else:
                header.unread.append(line.strip())


def _inline(text: str) -> Iterator[str]:
    """Yield the items of ``[a, "b, c", 'd']``."""
    for match in re.finditer(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,\[\]]+)\s*(?:,|\]|$)""", text.lstrip("[")):
        if item := _unquoted(match[1].strip()):
            yield item


def _unquoted(text: str) -> str:
    text = text.strip()
    if len(text) >= 2 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    if len(text) >= 2 and text[0] == text[-1] == '"':
        try:
            return str(json.loads(text))
        except ValueError:
            return text[1:-1].replace('\\"', '"')
    return "" if text in ("~", "null") else text
