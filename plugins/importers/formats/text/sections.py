"""Headings of the sections that alerts had. The upper-case ones of e-mails were not seen and are the likely twins."""

from __future__ import annotations

import re

_HEADINGS = re.compile(
    r"(?:Recommended Actions?|Appeals? To|Send Appeals To|More Information|Further Information|Background(?: Information)?|"
    r"Actions? Recommandée?s?|Mesures? Recommandées?|Prière d['’]envoyer (?:des|les) appels(?: à)?|Appels? à|Renseignements(?: complémentaires)?|"
    r"Pour (?:plus|de plus amples) (?:de )?renseignements|Informations? complémentaires?|Contexte|Information contextuelle|"
    r"Acci[oó]n(?:es)? Recomendadas?|Llamados? A|Env[ií]e (?:sus )?(?:llamados|apelaciones) A|M[aá]s Informaci[oó]n|"
    r"(?:Para )?(?:Mayor|M[aá]s) Informaci[oó]n|Antecedentes)\s*:?",
    re.IGNORECASE,
)


def heading(line: str) -> str:
    """Return the heading that a line consists of, without its colon; empty for another line."""
    text = line.strip()
    return text.rstrip(": ") if _HEADINGS.fullmatch(text) and text[:1].isupper() else ""
