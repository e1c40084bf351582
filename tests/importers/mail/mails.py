"""Mails of every era, made up, built as bytes."""

from __future__ import annotations

import base64
import io
import quopri

from plugins.alerts.model import Record
from plugins.importers.formats.mail.reader import read_eml, read_mbox
from plugins.importers.normalising.normalise import normalise
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert
from tests.importers.archives import TODAY

OPTIONS = ReadOptions(today=TODAY)

ALERT = """\
IFEX - News from the international freedom of expression community
_________________________________________________________________

ALERT - ZAMBIA

8 September 1998

Editor detained overnight after story on maize prices

SOURCE: Media Institute of Southern Africa (MISA), Windhoek

(MISA/IFEX) - On 7 September 1998 the police in Ndola took Martin Tembo, who
edits the weekly "Copperbelt Eye", from his home and kept him for the night
in the central police station.

He was let out in the morning. No charge was brought.
"""

SPANISH = """\
IFEX - Noticias de la comunidad internacional de la libertad de expresión
_________________________________________________________________

ACTUALIZACIÓN - PERÚ

el 3 de marzo de 2006

Absuelven a director de radio procesado por difamación

FUENTE: El Instituto Prensa y Sociedad (IPYS), Lima

(IPYS/IFEX) - El 1 de marzo de 2006, un juez de Huaraz absolvió a Julio Quispe, director de Radio Nieve.
"""

PLAIN = """\
(RSF/IFEX) - On 2 July 1997 soldiers shut the station "Radio Oar" in Banjul and took its transmitter away.

The owner, Lamin Sowe, has asked a court to have it back.
"""


def mail(body: str | bytes = ALERT, **fields: str | bytes) -> bytes:
    """Return a mail; ``message_id="<1@x>"`` becomes a field ``Message-Id``; bytes stand as they are."""
    data = body if isinstance(body, bytes) else body.encode("utf-8")
    lines = [
        name.replace("_", "-").title().encode() + b": " + (value if isinstance(value, bytes) else value.encode("utf-8"))
        for name, value in fields.items()
    ]
    return b"\n".join(lines) + b"\n\n" + data


def encoded(text: str, encoding: str, *, charset: str = "utf-8") -> bytes:
    """Return text in a transfer encoding."""
    data = text.encode(charset)
    return base64.encodebytes(data) if encoding == "base64" else quopri.encodestring(data)


def multipart(*parts: bytes, kind: str = "mixed", boundary: str = "=_b", **fields: str) -> bytes:
    """Return a mail of parts, each with its own header."""
    body = b"".join(b"--%s\n%s\n" % (boundary.encode(), part) for part in parts) + b"--%s--\n" % boundary.encode()
    return mail(body, **fields, content_type=f'multipart/{kind}; boundary="{boundary}"')


def mbox(*mails: bytes, separator: bytes = b"From ifex@example.org Tue Sep  8 15:02:03 1998") -> bytes:
    """Return mails as an mbox."""
    return b"".join(separator + b"\n" + one.rstrip(b"\n") + b"\n\n" for one in mails)


def read(data: bytes) -> list[ParsedAlert]:
    """Read a mail."""
    return list(read_eml(io.BytesIO(data), "a.eml", OPTIONS))


def read_box(data: bytes) -> list[ParsedAlert]:
    """Read an mbox."""
    return list(read_mbox(io.BytesIO(data), "a.mbox", OPTIONS))


def record(data: bytes) -> Record:
    """Return the record that a mail makes."""
    [parsed] = read(data)
    result = normalise(parsed, today=TODAY)
    assert result.record is not None, result.findings
    return result.record


def codes(data: bytes) -> set[str]:
    """Return the codes of what was found in a mail."""
    return {found.code for parsed in read(data) for found in normalise(parsed, today=TODAY).findings}
