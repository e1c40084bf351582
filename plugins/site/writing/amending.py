"""Going on from the last build: only what a change concerns is laid out and looked at; all else stands as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from plugins.alerts.languages import CODES
from plugins.alerts.model import AlertId
from plugins.site import addresses
from plugins.site.planning.concerned import Concerned
from plugins.site.planning.pages import AnyPage
from plugins.site.planning.plan import SitePlan
from plugins.site.planning.probing import pages_before
from plugins.site.reading.holdings import ArchiveReading
from plugins.site.reading.records import Records
from plugins.site.writing.output import OutputState
from plugins.site.writing.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The pages that have to be made, and those that are no more."""

    stale: list[AnyPage]
    gone: frozenset[str] | None
    """Nothing where every page was laid out: then what was not is gone."""
    looked_at: int
    """Pages that were laid out."""


def lay_out(plan: SitePlan, state: OutputState, reading: ArchiveReading, standing: Standing) -> Layout:
    """Find the pages that are not as they have to be: among those that the changes concern, if the last build can be gone on from."""
    only = None
    changes = reading.changes
    if (
        changes is not None
        and standing.token
        and (standing.token, standing.records, standing.base, standing.layout)
        == (state.before.token, reading.fingerprint_before, plan.base, plan.layout)
        and not state.own_are_altered
    ):
        only = plan.concerned(changes, reading.renamed, standing.beginnings)
        if reading.before.withdrawn:
            # What is withdrawn is not among the changes, and yet has pages.
            only = replace(only, are_texts_alone=False)
        state.go_on()
    pages = 0
    stale: list[AnyPage] = []
    paths: set[str] = set()
    for page in plan.pages(only, state.before.own):
        pages += 1
        if only is not None:
            paths.add(page.path)
        if not state.unchanged(page.path, page.fingerprint):
            stale.append(page)
    gone: frozenset[str] | None = None if only is None else frozenset()
    if only is not None and not only.are_texts_alone:
        gone = frozenset(_gone(only, state, plan, reading)) - paths - plan.standing
    return Layout(stale=stale, gone=gone, looked_at=pages)


def _gone(only: Concerned, state: OutputState, plan: SitePlan, reading: ArchiveReading) -> Iterator[str]:
    years = {int(year) for one in plan.languages.values() for year in one.terms["year"]} | only.years
    violations = {code for one in plan.languages.values() for code in one.terms["violation"]}
    stems = plan.beginnings.around(only.names, only.stems)
    yield from pages_before(
        only, state.before.own, stems, range(min(years, default=0), max(years, default=-1) + 1), violations
    )
    yield from (path for path in _withheld(reading.before) if path in state.before.own)


def _withheld(before: Records) -> Iterator[str]:
    """Yield where there may have been pages of withdrawn records: a change, which is of what is published, does not have their years."""
    withheld = {one[0] for one in before.withdrawn}
    for one in before.known.values() if withheld else ():
        if one.id in withheld:
            yield from (addresses.alert_of(code, int(one.issued[:4]), AlertId(one.id)) for code in CODES)
