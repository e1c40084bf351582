"""The scripts of the search page as it loads them: in one file, so that a first search waits for less.

The files are put together in their order, each of them a function that runs by itself, without the comments that stand
on lines of their own, and behind a line that has all of it compiled early. Nothing else is touched: no names are shortened,
and an error's line can be found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from plugins.search.assets import ARRIVAL_FILES, CLIENT_FILES, VIEW_FILES

SCRIPT = "theme/js/search.js"
"""What the search page loads."""
ARRIVAL = "theme/js/arrival.js"
"""What it need not wait for: asks ahead for the first files of a query in the address."""

_EAGER = b"//# allFunctionsCalledOnLoad\n"
"""Says to Chromium (136 and later) that all functions are to be compiled while the script is read, on a thread beside the page's.
Else each is compiled where it is first called, which is between Enter and the results: 8 of the 40 ms that the page is busy then."""

# Comments that begin a line; no text of a script has line ends in it, so these are never inside one.
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:[^*]|\*(?!/))*\*/[ \t]*)\n", re.MULTILINE)
_BLANK = re.compile(r"\n{2,}")
_INDENT = re.compile(r"^ +", re.MULTILINE)


def compact(script: str) -> str:
    """Return a script without comments that have lines of their own, blank lines and indentation."""
    return _INDENT.sub("", _BLANK.sub("\n", _COMMENT.sub("", script))).lstrip("\n")


def joined(theme: Path, files: Iterable[str]) -> bytes:
    """Return scripts of the theme as one.

    Raises:
        OSError: if one cannot be read.
    """
    return "".join(compact((theme / "static" / file).read_text(encoding="utf-8")) for file in files).encode()


def page_scripts(theme: Path) -> dict[str, bytes]:
    """Return address → script of what the search page loads; :data:`SCRIPT` is the client, and the view on top of it.

    Raises:
        OSError: if a file of the theme cannot be read.
    """
    return {ARRIVAL: joined(theme, ARRIVAL_FILES), SCRIPT: _EAGER + joined(theme, (*CLIENT_FILES, *VIEW_FILES))}
