"""The mail readers: what a mail says is read as the text reader reads it; around it stand envelope, parts and lists."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from plugins.alerts import organisations
from plugins.alerts.findings import Finding
from plugins.alerts.languages import CODES
from plugins.importers.formats.hypertext import graft
from plugins.importers.formats.mail import content as contents
from plugins.importers.formats.mail import digests, mbox, sent, surroundings
from plugins.importers.formats.mail import fields as headers
from plugins.importers.formats.mail.fields import Fields
from plugins.importers.formats.mail.structure import DEEPEST
from plugins.importers.formats.text import noise
from plugins.importers.formats.text.header import Envelope
from plugins.importers.formats.text.many import parse_all
from plugins.importers.formats.text.single import parse
from plugins.importers.formats.text.state import Beside
from plugins.importers.formats.text.tongue import guess_language
from plugins.importers.normalising.identity import short_hash
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert, Provenance, fixity, rejected
from plugins.importers.pieces import Piece, read_through

_EML, _MBOX = "eml/1", "mbox/1"
_NOTE = 400
"""Characters: what is shorter and stands above a mail that is passed on is a note to it."""


def read_eml(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ParsedAlert]:
    """Yield the alerts of one mail: one, unless other mails are in it."""
    data = stream.read(mbox.LONGEST + 1)
    provenance = Provenance(source=name, sha256=fixity(data), reader=_EML)
    if len(data) > mbox.LONGEST:
        yield _over_budget(provenance)
        return
    yield from _items(data, provenance, options, separator=data.partition(b"\n")[0] if data[:5] == b"From " else b"")


def read_mbox(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ParsedAlert]:
    """Yield the alerts of an mbox, a mail at a time."""
    return read_through(cut_mbox, read_piece, stream, name, options)


def read_piece(piece: Piece, options: ReadOptions) -> Iterator[ParsedAlert]:
    """Yield the alerts of one mail of an mbox."""
    data, separator = piece.content
    return _items(data, piece.provenance, options, separator=separator)


def cut_mbox(stream: BinaryIO, name: str, _: ReadOptions) -> Iterator[Piece | ParsedAlert]:
    """Yield the mails of an mbox."""
    for number, mail in enumerate(mbox.divide(stream), start=1):
        provenance = Provenance(
            source=name, item=f"mail {number}", member=str(number), sha256=mail.sha256, reader=_MBOX
        )
        if mail.size > mbox.LONGEST:
            yield _over_budget(provenance)
        else:
            yield Piece(provenance=provenance, content=(mail.data, mail.separator))


def _over_budget(provenance: Provenance) -> ParsedAlert:
    return rejected(
        provenance,
        "over-budget",
        f"a mail of more than {mbox.LONGEST:,} bytes is not read. Take its attachments out, or save its text as a file of its own",
    )


def _items(
    data: bytes, provenance: Provenance, options: ReadOptions, *, separator: bytes = b"", depth: int = 0
) -> Iterator[ParsedAlert]:
    """Yield what is in one mail: itself, or the mails that it passes on."""
    fields = headers.read(data)
    identity = _identity(fields, data)
    if reason := surroundings.no_alert(fields):
        yield replace(rejected(provenance, "item-not-an-alert", f"{reason}, not an alert"), identity=identity)
        return
    found = contents.read(data, fields)
    divided = [] if found.messages else digests.divide(found.text)
    # The text of a digest is decoded already.
    inner = found.messages or [_undeclared(text).encode("utf-8") for text in divided]
    if inner and depth >= DEEPEST:
        yield rejected(provenance, "over-budget", f"mails inside mails, {DEEPEST} deep and deeper, are not read")
        return
    if not inner or (not divided and len(found.text.strip()) > _NOTE):
        yield from _alerts(fields, found, provenance, options, identity=identity, separator=separator)
    for number, message in enumerate(inner, start=1):
        part = f"{provenance.item}, part {number}" if provenance.item else f"part {number}"
        member = f"{provenance.member}.{number}" if provenance.member else str(number)
        where = replace(provenance, item=part, member=member, sha256=fixity(message))
        yield from _items(message, where, options, depth=depth + 1)


def _undeclared(text: str) -> str:
    """Take the declarations of encodings off the header of a digest's mail."""
    head, blank, body = text.partition("\n\n")
    kept = [line for line in head.split("\n") if not line.lower().startswith(("content-", "mime-version"))]
    return "\n".join([*kept, "content-type: text/plain; charset=utf-8"]) + blank + body


def _alerts(
    fields: Fields,
    found: contents.Content,
    provenance: Provenance,
    options: ReadOptions,
    *,
    identity: str,
    separator: bytes,
) -> Iterator[ParsedAlert]:
    """Yield the alert that a mail's own text is, or those of the listing that it is."""
    date, is_inferred, date_findings = sent.find_date(fields, separator, options.today)
    subject, is_reply = surroundings.clean_subject(fields.text("subject"))
    text, removed = surroundings.unwrap(found.text)
    findings = (*found.findings, *date_findings, *_of_the_header(fields))
    if removed:
        findings += (Finding("noise-removed", "body", noise.describe(removed)),)
    if identity.startswith("mid:"):
        provenance = replace(provenance, member=f"mid-{short_hash(identity, 10)}")
    language = options.language or guess_language(text) or _declared_language(fields)
    envelope = Envelope(subject=subject, date=date, is_date_inferred=is_inferred)
    parsed = replace(
        parse(text, provenance, language=language, findings=findings, beside=Beside(envelope=envelope)),
        identity=identity,
    )
    if parsed.kind == "digest" or any(one.code == "listing-not-split" for one in parsed.findings):
        for item in parse_all(text, provenance, language=language, findings=findings):
            here = item.provenance.item if item.provenance.item != provenance.item else ""
            where = replace(item.provenance, item=", ".join(filter(None, (provenance.item, here))))
            yield replace(item, provenance=where) if here else parsed
        return
    # An answer's subject is that of the mail that it answers.
    is_answer = is_reply or (fields.raw("in-reply-to") and "kind" in parsed.inferred)
    if is_answer and not parsed.is_rejected and not _has_frame(parsed):
        told = Finding(
            "item-not-an-alert", "", "an answer to another mail, without credit, header or source of an alert"
        )
        yield replace(parsed, findings=(*parsed.findings, told))
        return
    if not parsed.sources and (sender := _organisation(fields)):
        parsed = replace(parsed, sources=(sender,), inferred=(*parsed.inferred, "sources"))
    is_html = len(found.markdown) == len(found.texts)
    yield replace(parsed, body=graft(parsed.body, found.markdown)) if is_html else parsed


def _of_the_header(fields: Fields) -> tuple[Finding, ...]:
    if not fields.is_cut:
        return ()
    message = (
        f"of the mail's header, {headers.MOST_FIELDS} fields and {headers.LONGEST_FIELD:,} bytes of each were read"
    )
    return (Finding("header-truncated", "", message),)


def _has_frame(parsed: ParsedAlert) -> bool:
    """Say whether a text has what only alerts have: a credit or source, or a marker."""
    return bool(parsed.sources or parsed.updates or parsed.background or parsed.related)


def _organisation(fields: Fields) -> str:
    """Return the sender's name if it is that of an organisation; people's names and addresses are nothing to a record."""
    name = re.sub(r"<[^>]*>|\([^)]*\)", "", fields.text("from")).strip(" \"'")
    return name if organisations.known(name) or organisations.named(name) else ""


def _declared_language(fields: Fields) -> str:
    code = fields.text("content-language").lower()[:2]
    return code if code in CODES else ""


def _identity(fields: Fields, data: bytes) -> str:
    """Return the Message-ID; a mail without one is told apart by what no server on the way changes."""
    if message_id := fields.text("message-id").strip("<> "):
        return f"mid:{message_id}"
    digest = hashlib.sha256()
    for name in ("date", "from", "subject"):
        digest.update(fields.raw(name) + b"\n")
    digest.update(data[fields.end :].replace(b"\r\n", b"\n").rstrip())
    return f"mail:{digest.hexdigest()}"
