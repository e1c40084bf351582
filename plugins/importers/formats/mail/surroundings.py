"""What lists, services and people who answer or pass on put around a text, and mails that no person wrote."""

from __future__ import annotations

import re

from plugins.importers.formats.mail.fields import Fields
from plugins.importers.formats.text.noise import unquote

_PREFIX = re.compile(
    r"\s*(?:(?:Re|Fwd?|Fw|Tr|RV|RE|Rv|AW|WG|Rép|Réf)(?:\[\d+\])?\s*:|\[[^\]\n]{1,40}\]|\((?:fwd|fw)\))\s*",
    re.IGNORECASE,
)
_REPLY = re.compile(r"\s*(?:\[[^\]\n]{1,40}\]\s*)?(?:Re|AW|Rép)(?:\[\d+\])?\s*:", re.IGNORECASE)
_FORWARDED = re.compile(r"\s*\((?:fwd|fw|forwarded)\)\s*$", re.IGNORECASE)
# "On 3 July 1997, A B <a@b.org> wrote:" in the three languages, on one line or two.
_ATTRIBUTION = re.compile(
    r"^[ \t>]*(?:(?:On|Le|El|At|Am)\b[^\n]{4,200}(?:\n[^\n]{0,120})?|[^\n]{1,80}@[^\n]{1,80}|[A-ZÀ-Ý][\w.’'-]+(?: [A-ZÀ-Ý][\w.’'-]+){0,3})"
    r"\s(?:wrote|writes|said|a écrit|écrivait|escribió|escribe|schrieb)\s?:[ \t]*$",
    re.MULTILINE,
)
_LIST_FOOTER = re.compile(
    r"^(?:_{20,}|-{20,}|={20,})[ \t]*\n(?=(?:[^\n]*\n){0,3}?[^\n]*(?:mailing list|liste de diffusion|lista de correo|unsubscribe|désabonner|darse de baja|Yahoo! Groups))"
    r"|^(?:-{5,}[ =_-]*Yahoo! Groups Sponsor|To unsubscribe (?:from|send)|Pour vous désabonner|Para darse de baja|Community email addresses:)",
    re.MULTILINE | re.IGNORECASE,
)
REACH_OF_FOOTER = 2_500
"""Characters from the end in which a list's footer stands."""
_GREETING = re.compile(
    r"(?:(?:Dear|Hi|Hello|Greetings|Chers?|Chères?|Bonjour|Salut|Estimad[oa]s?|Querid[oa]s?|Hola)\b[^\n.!?]{0,60}[,:!]?|FYI|PSI|Pour info(?:rmation)?)[ \t.]*"
)
_MACHINES = re.compile(rb"(?i)(?:^|[<\s\"])(?:mailer-daemon|postmaster|mailman-bounces|listserv-errors)@?|<>")


def clean_subject(subject: str) -> tuple[str, bool]:
    """Return a subject without the marks of replies, forwards and lists; and whether it is that of a reply."""
    is_reply = _REPLY.match(subject) is not None
    before = ""
    while before != subject:
        before, subject = subject, _PREFIX.sub("", subject, count=1) if _PREFIX.match(subject) else subject
    return _FORWARDED.sub("", subject).strip(), is_reply


def unwrap(text: str) -> tuple[str, list[str]]:
    """Return a text without quotation, attributions, greetings and a list's footer; and the lines taken out."""
    removed: list[str] = []
    tail = max(0, len(text) - REACH_OF_FOOTER)
    if (footer := _LIST_FOOTER.search(text, tail)) is not None:
        removed += [line.strip() for line in text[footer.start() :].split("\n") if line.strip()]
        text = text[: footer.start()]
    for match in _ATTRIBUTION.finditer(text):
        removed += [line.strip() for line in match[0].split("\n")]
    text = _ATTRIBUTION.sub("", text)
    lines = unquote(text.split("\n"))
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is not None and _GREETING.fullmatch(lines[first].strip()):
        removed.append(lines[first].strip())
        del lines[first]
    return "\n".join(lines), removed


def no_alert(fields: Fields) -> str:
    """Return why a mail cannot be an alert, as no person wrote it; else an empty text."""
    if fields.raw("content-type").lower().startswith(b"multipart/report"):
        return "a report that a mail could not be delivered, or was read"
    if fields.raw("x-imap") or b"FOLDER INTERNAL DATA" in fields.raw("subject"):
        return "a note that a mail program keeps for itself"
    submitted = fields.raw("auto-submitted").lower()
    if submitted.startswith(b"auto-replied") or fields.raw("x-autoreply") or fields.raw("precedence") == b"auto_reply":
        return "an automatic answer"
    if _MACHINES.search(fields.raw("from")) and not fields.raw("list-id"):
        return "written by a mail server"
    return ""
