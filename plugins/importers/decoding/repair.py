"""Cleaning text: mojibake, line ends, control characters, composed accents. Every change is a finding; what cannot be known is kept.

:func:`clean` is idempotent. What is not done: a lost ``ó`` or a ``?`` that was an apostrophe is marked and left as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import ftfy

from plugins.alerts.findings import Finding
from plugins.importers.decoding import halves

_FTFY = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
)
# ftfy takes 0.8 ms a page; text without a letter that misread UTF-8 begins with, and a sign that it goes on with, cannot be that.
_SUSPECT = re.compile("[Â-ô][\x80-\xbf\u2010-\u203a€ŒœŠšŸŽžƒˆ˜™‚„†‡…‰]|â€")
# With the blank after it the one would be taken for a character of three bytes, as no text has it, and the other, after two capitals, for à.
_BEFORE_BLANK = re.compile("â(?=[\xa2\xa6\xb9\xba][ \xa0])|(?<=[A-ZÀ-Ý]{2})Ã(?=[ \xa0])")
_HOLD = str.maketrans({"â": "\ue0e2", "Ã": "\ue0c3"})
_LET_GO = str.maketrans({"\ue0e2": "â", "\ue0c3": "Ã"})
MOST_ROUNDS = 5
_BREAKS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_BREAKING = re.compile("[\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\ufeff\u202a-\u202e\u2066-\u2069]")
_WORTH_A_LOOK = re.compile("[\x00-\x08\x0b-\x1f\x7f?]")
"""What may have to be changed or marked in text that is ASCII."""
_SURROGATES = re.compile("[\ud800-\udfff]")
_LEFT = "Ã, Ä or â may stand where a letter, a quotation mark or a dash was lost; mend it by hand"
_LOST_APOSTROPHE = re.compile(r"\b(?:[LDNSJMTC]|[ldnsjmtc]|[Qq]u|QU)\?[^\W\d_]")


def clean(text: str, field: str) -> tuple[str, tuple[Finding, ...]]:
    """Return the text cleaned, and a finding for every kind of change or damage; ``field`` is the name for the findings."""
    if text.isascii() and not _WORTH_A_LOOK.search(text):
        return text, ()
    findings: list[Finding] = []
    for _ in range(MOST_ROUNDS):
        before = text
        for step in _STEPS:
            text = step(text, field, findings)
        # A control character between two halves hides what it was until it is gone.
        if text == before:
            break
    # What one round left, the next may have put right.
    if _LEFT in {found.message for found in findings} and not halves.leaves(text):
        findings = [found for found in findings if found.message != _LEFT]
    return text, tuple(dict.fromkeys(findings))


def _join_surrogates(text: str, field: str, findings: list[Finding]) -> str:
    if not _SURROGATES.search(text):
        return text
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if "\ufffd" in joined:
        findings.append(Finding("encoding-damaged", field, "half of a character was alone; it became U+FFFD"))
    return joined


def _undo_mojibake(text: str, field: str, findings: list[Finding]) -> str:
    if not _SUSPECT.search(text):
        return text
    text, count = halves.repair_signs(text)
    if count:
        findings.append(
            Finding("encoding-repaired", field, f"{count} signs whose middle byte was lost put right (… €)")
        )
    is_held = text.translate(_LET_GO) == text
    held = _BEFORE_BLANK.sub(lambda match: match[0].translate(_HOLD), text) if is_held else text
    fixed, steps = ftfy.fix_and_explain(held, _FTFY)
    fixed = fixed.translate(_LET_GO) if is_held else fixed
    if fixed == text:
        return text
    done = ", ".join(f"{step.action} {step.parameter}" for step in steps or ())
    findings.append(Finding("encoding-repaired", field, f"misread UTF-8 put right ({done})"))
    return fixed


def _repair_halves(text: str, field: str, findings: list[Finding]) -> str:
    text, count, is_left = halves.repair(text)
    if count:
        findings.append(
            Finding(
                "encoding-repaired",
                field,
                f"{count} half-repaired characters read from their neighbours (â as ’ “ ” –, Ã as É and the like)",
            )
        )
    if is_left:
        findings.append(Finding("encoding-damaged", field, _LEFT))
    return text


def _mark_damage(text: str, field: str, findings: list[Finding]) -> str:
    if "\ufffd" in text and not any(found.code == "encoding-damaged" for found in findings):
        findings.append(Finding("encoding-damaged", field, "U+FFFD stands where a character was lost; mend it by hand"))
    if "?" in text and (match := _LOST_APOSTROPHE.search(text)):
        findings.append(
            Finding("encoding-damaged", field, f"? may stand for an apostrophe in {match[0]!r}; mend it by hand")
        )
    return text


def _unify_breaks(text: str, _field: str, _findings: list[Finding]) -> str:
    return _BREAKS.sub("\n", text) if _BREAKING.search(text) else text


def _remove_controls(text: str, field: str, findings: list[Finding]) -> str:
    text, count = _CONTROLS.subn("", text)
    if count:
        findings.append(Finding("control-removed", field, f"{count} control characters removed"))
    return text


def _compose(text: str, _field: str, _findings: list[Finding]) -> str:
    return unicodedata.normalize("NFC", text)


_STEPS: tuple[Callable[[str, str, list[Finding]], str], ...] = (
    _join_surrogates,
    _undo_mojibake,
    _unify_breaks,
    _remove_controls,
    _repair_halves,
    _mark_damage,
    _compose,
)
