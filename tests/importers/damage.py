"""Damage as migrations did it, for undoing it again."""

from __future__ import annotations

import re
from collections.abc import Callable

_C1 = re.compile("[\x80-\x9f]")


def as_latin_1(text: str) -> str:
    """UTF-8 read as Latin-1: the C1 characters are there, and invisible."""
    return text.encode("utf-8").decode("latin-1")


def as_windows_1252(text: str) -> str:
    """UTF-8 read as windows-1252, as browsers do it: bytes that it lacks become C1 characters."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode("utf-8"))


def twice(text: str) -> str:
    """The same a second time."""
    return as_windows_1252(as_windows_1252(text))


def half_repaired(text: str) -> str:
    """UTF-8 read as Latin-1, of which only what has no C1 byte was put right."""
    return "".join(char if min(char.encode("utf-8")[1:], default=0xA0) >= 0xA0 else as_latin_1(char) for char in text)


def half_repaired_and_stripped(text: str) -> str:
    """The same, and the C1 characters gone."""
    return _C1.sub("", half_repaired(text))


WHOLE: tuple[Callable[[str], str], ...] = (as_latin_1, as_windows_1252, twice, half_repaired)
"""What can be undone without knowing anything."""
