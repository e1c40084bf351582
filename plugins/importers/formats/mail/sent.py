"""When a mail was sent: its Date if a clock can have shown it, else the time at which a machine on the way took it over."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_tz

from plugins.alerts.dates import PartialDate
from plugins.alerts.findings import Finding
from plugins.alerts.frontmatter import one_line
from plugins.alerts.languages import CODES
from plugins.importers.formats.mail.fields import Fields
from plugins.importers.normalising.dating import whole_line

EARLIEST_YEAR = 1990
"""No organisation of the network sent mail before; clocks that lost their battery say 1970, 1978 or 1980."""
_LONGEST = 100
# Programs that counted the years from 1900 wrote 100 or 19100 for 2000.
_MISCOUNTED = re.compile(r"(?<!\d)(?:19)?(1[0-3]\d)(?=\s+\d{1,2}:\d{2})")
# mktime's zone of a list archive's separator is no part of it: "From a at b  Tue Jul  3 15:02:03 2007".
_SEPARATOR_DATE = re.compile(
    rb"((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s+[^\n]{8,60})$|\s(\d{1,2}\s+[A-Z][a-z]{2}\s+[^\n]{8,40})$"
)


def find_date(fields: Fields, separator: bytes, today: dt.date) -> tuple[PartialDate | None, bool, tuple[Finding, ...]]:
    """Return the day on which a mail was sent, whether it is only inferred, and what is to be said about it.

    ``separator`` is its ``From`` line in an mbox, or empty.
    """
    written = fields.text("date")[:_LONGEST]
    date = read_mail_date(written)
    if date is not None and _is_plausible(date, today):
        return date, False, ()
    other = next((one for one in _others(fields, separator) if one is not None and _is_plausible(one, today)), None)
    if not written:
        return other, other is not None, ()
    why = f"{date} cannot be when it was sent" if date else f"{one_line(written)[:60]!r} is no date"
    done = f"; {other}, at which a machine on the way took it over, was looked at instead" if other else ""
    return other, other is not None, (Finding("mail-date-implausible", "issued", f"the mail's Date: {why}{done}"),)


def _others(fields: Fields, separator: bytes) -> list[PartialDate | None]:
    # The first machine wrote the last line.
    found = [read_mail_date(value.decode("latin-1").rpartition(";")[2]) for value in reversed(fields.all("received"))]
    if match := _SEPARATOR_DATE.search(separator.strip()):
        found.append(read_mail_date((match[1] or match[2]).decode("latin-1")))
    return found


def _is_plausible(date: PartialDate, today: dt.date) -> bool:
    return date.year >= EARLIEST_YEAR and date.first <= today


def read_mail_date(text: str) -> PartialDate | None:
    """Read a date as mails write them (RFC 5322, and what programs made of it); ``None`` for what is none."""
    text = " ".join(text.split())[:_LONGEST]
    text = _MISCOUNTED.sub(lambda match: str(1900 + int(match[1])), text)
    try:
        parts = parsedate_tz(text)
    except (ValueError, TypeError, IndexError, LookupError):
        parts = None
    if parts is not None:
        try:
            day = dt.date(*parts[:3])
        except (ValueError, OverflowError):
            return None
        return PartialDate(day.year, day.month, day.day) if day.year >= 1000 else None
    return next((date for code in CODES if (date := whole_line(text, code)) is not None), None)
