"""Lines that belong to the page or the mail around a text, not to the text."""

from __future__ import annotations

import re

# Navigation of the site at the top of a page, each a whole line.
_CHROME = re.compile(
    r"Use a secure connection|Why this is important|R[ÉE]GIONS?\s*:|REGIONES\s*:|SUBSCRIBE\s*:|Sign up for weekly updates|"
    r"This is available in\s*:.*|(?:English|Français|Español|عربي|Русский)(?:\s+(?:English|Français|Español|عربي|Русский))+|"
    r"At a glance(?: At a glance)?|This article is more than \d+ years? old|Subscribe now|Skip to content|Share(?: this)?|Print|Logo .{1,30}|"
    r"IFEX Action Alert Network\s.*|-{1,3}",
    re.IGNORECASE,
)
# What follows one of these is another text's.
_TAIL = re.compile(
    r"(?:No comments|No hay comentarios|Aucun commentaire|\d+ comment(?:s|aires?)|\d+ comentarios?)\s*:.{0,40}|Post a Comment|Publicar un comentario|Enregistrer un commentaire|"
    r"(?:Latest Tweet|Dernier Tweet|[ÚU]ltimo Tweet)\s*:.*|Recent articles in\s.*|Articles récents\s.*|Artículos recientes\s.*|More from .{1,60}|"
    r"DISTRIBUTED BY THE INTERNATIONAL FREEDOM OF EXPRESSION E?XCHANGE.*|DIFFUSÉ PAR .*IFEX.*|DISTRIBUIDO POR .*IFEX.*|"
    r"The information contained in this (?:\w+ ){1,3}is the sole responsibility of.*|"
    r"L[ea]s? (?:information|renseignement)s? contenue?s? dans .{1,40} sous la (?:seule )?responsabilité .*|"
    r"La informaci[oó]n contenida en .{1,60} responsabilidad .*|To unsubscribe\b.*|Pour vous désabonner\b.*|-- ",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\s_=~*#-]{5,}|_{3,}")
_MAIL_ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@]+")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")


def is_rule(line: str) -> bool:
    """Say whether a line only divides: a row of underscores, dashes or the like."""
    text = line.strip()
    return bool(text) and _RULE.fullmatch(text) is not None and text.replace("*", "").strip() != ""


def unquote(lines: list[str]) -> list[str]:
    """Take the ``>`` of a reply off the lines if most of them bear it."""
    full = [line for line in lines if line.strip()]
    quoted = sum(line.lstrip().startswith(">") for line in full)
    return [_QUOTE.sub("", line) for line in lines] if full and quoted * 2 > len(full) else lines


def strip_noise(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines without navigation and footers, and the lines taken out."""
    kept: list[str] = []
    removed: list[str] = []
    for number, line in enumerate(lines):
        text = line.strip()
        if text and _TAIL.fullmatch(line.rstrip("\n") if line.startswith("-- ") else text):
            removed += [later.strip() for later in lines[number:] if later.strip()]
            break
        if text and _CHROME.fullmatch(text):
            removed.append(text)
        else:
            kept.append(line)
    return kept, removed


def describe(removed: list[str]) -> str:
    """Return the message of the finding for lines that were taken out: how many, and the beginning of the first.

    A report may be shown to others; addresses of people do not stand in it.
    """
    return (
        f"{len(removed)} lines around the text were taken out, the first: {_MAIL_ADDRESS.sub('…@…', removed[0])[:60]!r}"
    )
