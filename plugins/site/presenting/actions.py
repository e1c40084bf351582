"""The recommended action of an alert: where it begins in a text, and until when it was asked for.

What people were asked to do in 1997 is history, and its addresses lead to other people now. The page says so at the place.
"""

from __future__ import annotations

import re

from plugins.alerts.dates import PartialDate
from plugins.alerts.errors import PartialDateError
from plugins.alerts.model import Alert

UNTIL = "action_until"
"""Key of a record that says until when action was asked for: a date as precise as it is known."""

# A heading, or a paragraph of nothing but these words, as the e-mails and pages of the network had them.
_HEADING = re.compile(
    r"<(h[2-6]|p)>(?:<strong>)?\s*"
    r"(?:Recommended\s+Actions?|(?:Actions?|Mesures?)\s+Recommandée?s?|Acci[oó]n(?:es)?\s+Recomendadas?)"
    # No two runs of blanks side by side: a text with thousands of them would take hours.
    r"[\s:]*(?:</strong>[\s:]*)?</\1>",
    re.IGNORECASE,
)


def divide(page: str) -> tuple[str, str]:
    """Return a text's HTML up to the heading of its recommended action, that included, and the rest; no rest where none is recommended."""
    if "ecom" not in page and "ECOM" not in page:
        return page, ""
    found = _HEADING.search(page)
    return (page[: found.end()], page[found.end() :]) if found else (page, "")


def until(alert: Alert, language: str) -> str:
    """Return until when a record says that action was asked for, for a reader of ``language``; empty where it does not."""
    value = next((value for key, value in alert.extra if key == UNTIL), "")
    if not isinstance(value, str) or not value:
        return ""
    try:
        return PartialDate.parse(value).display(language)
    except PartialDateError:
        # As it was written: a person put it there for people.
        return value
