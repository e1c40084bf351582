"""The style sheet as pages load it: without what only its authors read.

Comments, line ends, indentation and the blanks around braces and semicolons go; nothing else is touched, and nothing inside quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# A string is matched first, so that what looks like a comment inside one stays.
_STRING = r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
_STRING_OR_COMMENT = re.compile(rf"{_STRING}|/\*.*?\*/", re.DOTALL)
_STRING_OR_SIGN = re.compile(rf"{_STRING}|\s*([{{}};])\s*")


def bundle(sheets: Iterable[str]) -> str:
    """Return style sheets as one, in their order, each on a line of its own."""
    return "".join(_compact(sheet) for sheet in sheets)


def _compact(sheet: str) -> str:
    bare = _STRING_OR_COMMENT.sub(lambda found: found[1] or "", sheet)
    bare = _STRING_OR_SIGN.sub(lambda found: found[1] or found[2], bare)
    lines = [" ".join(_words(line)) for line in bare.split("\n")]
    text = ""
    for line in lines:
        # After these a line end means nothing; anywhere else it is the blank between two words of a value or a selector.
        text += line if not text or text[-1] in "{};,\n" else f" {line}" if line else ""
    return f"{text}\n" if text else ""


def _words(line: str) -> list[str]:
    """Return the parts between runs of blanks; a line with a string in it is one part."""
    return [line.strip()] if '"' in line or "'" in line else line.split()
