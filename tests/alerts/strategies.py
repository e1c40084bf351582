"""Records as Hypothesis invents them: every field, every shape of date, any text that a header can hold."""

from __future__ import annotations

import calendar

from hypothesis import strategies as st

from plugins.alerts.dates import PartialDate, Period
from plugins.alerts.frontmatter import KEYS, one_line
from plugins.alerts.languages import CODES
from plugins.alerts.model import Alert, AlertId, Origin, Record
from plugins.alerts.vocabularies import KINDS, VIOLATIONS

# Surrogates cannot be written as UTF-8.
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
line = text.map(one_line)
some_line = line.filter(bool)
items = st.lists(some_line, max_size=3).map(tuple)
ids = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True).map(AlertId)
hexadecimal = st.text("0123456789abcdef", min_size=64, max_size=64)
words = st.from_regex(r"[a-z]{1,8}/[0-9]", fullmatch=True)


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    """A year, a month or a day between 1900 and 2100."""
    year = draw(st.integers(1900, 2100))
    month = draw(st.none() | st.integers(1, 12))
    if month is None:
        return PartialDate(year)
    return PartialDate(year, month, draw(st.none() | st.integers(1, calendar.monthrange(year, month)[1])))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Two dates in order."""
    start, end = sorted((draw(dates()), draw(dates())))
    return Period(start, end)


origins = st.builds(Origin, source=some_line, sha256=hexadecimal, importer=words)
extra_keys = st.from_regex(r"[a-z_]{1,12}", fullmatch=True).filter(lambda key: key not in KEYS)
extra_values = some_line | st.lists(some_line, min_size=1, max_size=3).map(tuple)


def _extra(pairs: dict[str, str | tuple[str, ...]]) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    return tuple(pairs.items())


alerts = st.builds(
    Alert,
    id=ids,
    lang=st.sampled_from(CODES),
    title=some_line,
    issued=dates(),
    kind=st.sampled_from(list(KINDS)),
    occurred=st.none() | dates() | periods(),
    countries=st.lists(st.sampled_from(["CD", "ZRCD", "FR"]), max_size=2).map(tuple),
    sources=items,
    violations=st.lists(st.sampled_from(list(VIOLATIONS)), max_size=2).map(tuple),
    targets=items,
    updates=items,
    background=items,
    follows=st.lists(ids, max_size=2).map(tuple),
    campaigns=items,
    original_url=line,
    other_urls=items,
    origin=st.lists(origins, max_size=2).map(tuple),
    inferred=items,
    repaired=items,
    extra=st.dictionaries(extra_keys, extra_values, max_size=3).map(_extra),
)
bodies = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
records = st.builds(Record, alerts, bodies)
