"""The manifest's lines, changed where they stand: of 150,000 lines, a change of one record changes two dozen."""

from __future__ import annotations

from collections.abc import Mapping

# Of the SHA-256 and the two blanks before a path.
_BEFORE_PATH = 66


def lines(fixity: Mapping[str, str]) -> bytes:
    """Return path → SHA-256 as ``sha256sum`` reads it, sorted by path."""
    return "".join([f"{sha256}  {path}\n" for path, sha256 in sorted(fixity.items())]).encode()


def amended(before: bytes, changed: Mapping[str, str | None]) -> bytes:
    """Return the lines with those of some paths changed, put in, or, where there is nothing, taken out."""
    pieces = []
    done = 0
    for path, sha256 in sorted(changed.items()):
        name = path.encode()
        start, end = _find(before, name, done)
        pieces.append(before[done:start])
        if sha256 is not None:
            pieces.append(f"{sha256}  {path}\n".encode())
        done = end
    return b"".join([*pieces, before[done:]])


def _find(text: bytes, name: bytes, low: int) -> tuple[int, int]:
    """Return where the line of a path begins and ends, or twice where it is to be put in; ``low`` is where a line before it begins."""
    high = len(text)
    while low < high:
        # The line that the middle falls into.
        start = text.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = text.index(b"\n", start) + 1
        found = text[start + _BEFORE_PATH : end - 1]
        if found == name:
            return start, end
        if found < name:
            low = end
        else:
            high = start
    return low, low
