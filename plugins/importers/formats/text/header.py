"""The header of the e-mail form: subject, masthead, rule, kind line, date line, headline, ``SOURCE:``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from plugins.alerts import countries
from plugins.alerts.dates import PartialDate
from plugins.importers.formats.text.credits import CREDIT, SOURCE_LINE, SourceNames, read_source_names
from plugins.importers.formats.text.noise import is_rule
from plugins.importers.normalising.dating import whole_line

_MASTHEAD = re.compile(
    r"IFEX\s*[-–—]+\s*(?:News from the international|Noticias de la comunidad|Nouvelles de la communauté|Nouvelles du réseau|Les nouvelles)\b",
    re.IGNORECASE,
)
# Label → kind. ALERT, UPDATE, ALERTA were seen; the others are the likely twins.
KIND_LINES = {
    "ALERT": "alert",
    "ALERTE": "alert",
    "ALERTA": "alert",
    "FLASH": "alert",
    "UPDATE": "update",
    "MISE À JOUR": "update",
    "MISE A JOUR": "update",
    "ACTUALIZACIÓN": "update",
    "ACTUALIZACION": "update",
    "BULLETIN": "update",
    "ACTION ALERT": "action-alert",
    "ALERTE ACTION": "action-alert",
    "APPEL À L'ACTION": "action-alert",
    "ALERTA DE ACCIÓN": "action-alert",
    "LLAMADO A LA ACCIÓN": "action-alert",
    "THREAT": "threat",
    "MENACE": "threat",
    "AMENAZA": "threat",
    "JOINT ACTION": "joint-action",
    "ACTION CONJOINTE": "joint-action",
    "ACCIÓN CONJUNTA": "joint-action",
    "PRESS RELEASE": "press-release",
    "COMMUNIQUÉ DE PRESSE": "press-release",
    "COMMUNIQUE DE PRESSE": "press-release",
    "COMUNICADO DE PRENSA": "press-release",
    "STATEMENT": "statement",
    "DÉCLARATION": "statement",
    "DECLARACIÓN": "statement",
    "LETTER": "letter",
    "LETTRE": "letter",
    "CARTA": "letter",
    "CAPSULE REPORT": "capsule-report",
    "REPORT": "report",
    "RAPPORT": "report",
    "INFORME": "report",
}
KIND_LINES |= (_PLACED_ONLY := dict.fromkeys(("COMMUNIQUÉ", "COMMUNIQUE", "COMUNICADO"), "press-release"))
"""The second ones only before a place: by themselves they are the network's newsletter."""
_KIND = re.compile(
    rf"(?!(?:{'|'.join(_PLACED_ONLY)})\s*$)"
    rf"(?P<kind>{'|'.join(sorted(map(re.escape, KIND_LINES), key=len, reverse=True))})\s*(?:[-–—:]+\s*(?P<place>[^a-z]{{3,70}}))?"
)
_URGENCIES = {
    "flash": "alert",
    "bulletin": "update",
    "alert": "alert",
    "alerte": "alert",
    "alerta": "alert",
    "update": "update",
    "threat": "threat",
}
_SUBJECT = re.compile(
    r"(?:(?:Fwd?|Re|Tr|RV)\s*:\s*)*(?P<place>[^()\[\]|:]{3,50}?)\s+(?P<urgency>alert|alerte|alerta|Flash|Bulletin|Update|Threat)\s*\((?P<gist>.+?)\)?",
    re.IGNORECASE,
)
_PLACED = re.compile(r"(?P<place>[A-ZÀ-Ý][^a-zà-ý:()]{2,50}):\s+(?P<gist>\S.*)")
_MAIL_FIELD = re.compile(
    r"(?P<name>From|To|Date|Subject|Cc|Sent|Reply-To|Message-ID|An|Betreff|Datum|Von|De|Para|Asunto|Fecha|Objet|Envoyé|Enviado|À)\s*:\s*(?P<value>.*?)"
    r"(?=\s+(?:From|To|Date|Subject|Cc|Sent|Reply-To|Message-ID)\s*:|$)"
)
_DATES = frozenset({"Date", "Sent", "Datum", "Envoyé", "Enviado", "Fecha"})
_SUBJECTS = frozenset({"Subject", "Betreff", "Asunto", "Objet"})
REACH = 60
"""Lines in which a header must begin."""


@dataclass(slots=True)
class Header:
    """What a header says; empty where it does not."""

    kind: str = ""
    place: tuple[str, ...] = ()
    """Country names as written, of the kind line or the subject."""
    is_international: bool = False
    urgency: str = ""
    date: PartialDate | None = None
    mail_date: PartialDate | None = None
    is_mail_date_inferred: bool = False
    subject: str = ""
    message_id: str = ""
    headline: str = ""
    sources: SourceNames | None = None
    removed: list[str] = field(default_factory=list)
    """Lines before the masthead: forwarding, list banners, the furniture of a blog."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What a mail says around its text; whatever the text says of itself goes before it."""

    subject: str = ""
    """Decoded, without the marks of replies, forwards and lists."""
    date: PartialDate | None = None
    is_date_inferred: bool = False
    """Not the sender's, but that of a machine on the way."""


def add_envelope(header: Header, envelope: Envelope) -> None:
    """Fill in from the envelope what a text's own header leaves open."""
    if header.mail_date is None and envelope.date is not None:
        header.mail_date = envelope.date
        header.is_mail_date_inferred = envelope.is_date_inferred
    header.subject = header.subject or envelope.subject
    found = subject_country(envelope.subject)
    if found and not header.place and not header.is_international:
        _take_place(header, found[0], is_certain=False)
    if found:
        header.urgency = header.urgency or found[1].capitalize()


def read_header(lines: list[str], language: str) -> tuple[Header, list[str]] | None:
    """Return the header and the lines after it, or ``None`` if the text has no header of this form."""
    begin = _begin(lines, language)
    if begin is None:
        return None
    header = Header(removed=[line.strip() for line in lines[:begin] if line.strip()])
    _read_surroundings(header, language)
    number = begin
    while number < len(lines):
        text = lines[number].strip()
        if not text or is_rule(text) or _MASTHEAD.search(text):
            number += 1
        elif CREDIT.match(text) or text.startswith("**"):
            break
        elif not header.kind and (kind := _KIND.fullmatch(text)):
            header.kind = KIND_LINES[kind["kind"]]
            _take_place(header, kind["place"] or "", is_certain=True)
            number += 1
        elif header.date is None and (date := whole_line(text, language)):
            header.date = date
            number += 1
        elif header.sources is None and SOURCE_LINE.fullmatch(text):
            number = _read_sources(header, lines, number)
        elif (
            not header.headline
            and header.sources is None
            and (block := _block(lines, number))
            and len(" ".join(block)) <= 250
        ):
            header.headline = " ".join(block)
            number += len(block)
        else:
            break
    return header, lines[number:]


def read_mail_fields(lines: list[str]) -> tuple[Header, list[str]] | None:
    """Return what a block of mail fields at the top says, and the lines after it; ``None`` if there is none."""
    end = 0
    while end < len(lines) and (
        _MAIL_FIELD.fullmatch(lines[end].strip()) or (end and lines[end][:1] in " \t" and lines[end].strip())
    ):
        end += 1
    if end < 2:
        return None
    header = Header(removed=[line.strip() for line in lines[:end]])
    _read_surroundings(header, "en")
    return header, lines[end:]


def subject_country(text: str) -> tuple[str, str] | None:
    """Return country and urgency of a subject like ``EGYPT Bulletin (gist)``, or ``None``."""
    match = _SUBJECT.fullmatch(text.strip())
    if match and _is_country(match["place"]):
        return match["place"].strip(), match["urgency"]
    return None


def _begin(lines: list[str], language: str) -> int | None:
    """Return the line at which the header begins: the masthead, else a kind line, else the date above a ``SOURCE:`` line."""
    reach = range(min(REACH, len(lines)))
    for number in reach:
        if _MASTHEAD.search(lines[number]):
            return number
    for number in reach:
        match = _KIND.fullmatch(lines[number].strip())
        if match and match["place"] and (_places(match["place"]) or _is_international(match["place"])):
            return number
    for number in reach:
        if SOURCE_LINE.fullmatch(lines[number].strip()) and lines[number].strip().split(":")[0].isupper():
            dated = [one for one in range(number) if whole_line(lines[one].strip(), language)]
            headline = next((one for one in range(number - 1, -1, -1) if lines[one].strip()), number)
            return dated[-1] if dated and number - dated[-1] <= 8 else headline
    return None


def _read_surroundings(header: Header, language: str) -> None:
    for line in header.removed:
        for match in _MAIL_FIELD.finditer(line):
            name, value = match["name"], match["value"].strip()
            if name in _DATES:
                # The innermost mail, which comes last, is the original.
                header.mail_date = whole_line(value, language) or whole_line(value, "en") or header.mail_date
            elif name in _SUBJECTS:
                header.subject = value
            elif name == "Message-ID":
                header.message_id = value.strip("<> ")
        if found := subject_country(line) or subject_country(header.subject):
            _take_place(header, found[0], is_certain=False)
            header.urgency = header.urgency or found[1].capitalize()
        elif (placed := _PLACED.fullmatch(line)) and _is_country(placed["place"]):
            _take_place(header, placed["place"], is_certain=False)


def _take_place(header: Header, text: str, *, is_certain: bool) -> None:
    if text and (is_certain or not header.place):
        header.is_international = _is_international(text)
        header.place = _places(text) or header.place


def _places(text: str) -> tuple[str, ...]:
    """Return the countries of ``EGYPT``, ``ISRAEL / PALESTINE`` or ``CONGO``; nothing for what is none."""
    text = text.strip(" .-")
    if _is_country(text):
        return (text,)
    parts = [part.strip() for part in re.split(r"\s*(?:/|,|;|&|\bAND\b|\bET\b|\bY\b)\s*", text)]
    return tuple(parts) if all(map(_is_country, parts)) else ()


def _is_country(text: str) -> bool:
    text = text.strip()
    return countries.find(text) is not None or bool(countries.candidates(text))


def _is_international(text: str) -> bool:
    return text.strip().casefold() in ("international", "internacional")


def _block(lines: list[str], start: int) -> list[str]:
    block: list[str] = []
    for line in lines[start:]:
        text = line.strip()
        if not text or is_rule(text) or SOURCE_LINE.match(text) or text.startswith("**") or CREDIT.match(text):
            break
        block.append(text)
    return block


def _read_sources(header: Header, lines: list[str], number: int) -> int:
    first = SOURCE_LINE.fullmatch(lines[number].strip())
    texts = [first["names"].strip()] if first and first["names"].strip() else []
    number += 1
    while number < len(lines):
        text = lines[number].strip()
        if not text:
            # An empty "SOURCES:" line has its organisations in the next block.
            if texts:
                break
        elif text.startswith("**") or CREDIT.match(text) or is_rule(text):
            break
        else:
            texts.append(text)
        number += 1
    header.sources = read_source_names("\n".join(_unwrapped(texts)))
    return number


def _unwrapped(texts: list[str]) -> list[str]:
    """Join a name that is wrapped over two lines: one that has neither an abbreviation nor a town yet."""
    joined: list[str] = []
    for text in texts:
        if joined and not re.search(r"\)|,", joined[-1]):
            joined[-1] = f"{joined[-1]} {text}"
        else:
            joined.append(text)
    return joined
