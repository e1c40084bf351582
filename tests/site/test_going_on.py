"""A build that goes on from the last one looks at every page that a change concerns: what it leaves is what a build from nothing makes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plugins.alerts import countries, organisations
from plugins.alerts.dates import PartialDate
from plugins.alerts.languages import CODES
from plugins.alerts.markup import to_html
from plugins.alerts.model import AlertId
from plugins.alerts.vocabularies import KINDS, REGIONS, VIOLATIONS, Term
from plugins.site.extras import Extras
from plugins.site.gathering import kept as keeping
from plugins.site.gathering.gathered import Gathered, gather
from plugins.site.gathering.kept import keep
from plugins.site.planning import listings
from plugins.site.planning.pages import AnyPage
from plugins.site.planning.plan import SitePlan
from plugins.site.reading.changes import relabelled
from plugins.site.reading.holdings import ArchiveReading
from plugins.site.reading.records import Records
from plugins.site.reading.shown import ShownLabels
from plugins.site.reading.withdrawn import withdrawn
from plugins.site.writing.amending import Layout, lay_out
from plugins.site.writing.files import Files, pack
from plugins.site.writing.output import OutputState
from plugins.site.writing.render import Renderer
from plugins.site.writing.standing import Standing
from tests.site.small_archives import (
    DATES,
    IDS,
    Change,
    Found,
    changes,
    collect,
    entries,
    read,
    redactions,
    short_lists,
)
from tests.theme import fakes


def planned(of: Records, gathered: Gathered | None = None) -> SitePlan:
    """Return the plan of a site of some records, of what is gathered of them."""
    withheld = withdrawn(redactions(AlertId(one[0]) for one in of.withdrawn), of.known.values())
    plan = SitePlan(gathered or gather(collect(entries(of))), withheld)
    plan.add(Extras(), b"base")
    return plan


def gone_on(change: Change) -> Records:
    """Return the records of after a change as those of before with what has changed, as they are read where those are kept."""
    before, now = change.before, change.now
    found = before.following(now.names, now.withdrawn, now.called)
    found.whole = before
    found.drop(before.known.keys() - now.known.keys())
    found.put((path, one) for path, one in now.known.items() if before.known.get(path) != one)
    return found


@contextmanager
def called_otherwise(term: str) -> Iterator[None]:
    """Give a term (``country:RW``) another label in every language; none where it is empty."""
    vocabulary, _, code = term.partition(":")
    labels = dict.fromkeys(CODES, "Otherwise")
    with pytest.MonkeyPatch.context() as patch:
        if vocabulary == "country":
            patch.setitem(countries._LABELS, code, labels)
        elif vocabulary == "source":
            patch.setitem(organisations._NAMES, code, labels)
        elif vocabulary:
            terms = {"kind": KINDS, "violation": VIOLATIONS, "region": REGIONS}[vocabulary].terms
            patch.setitem(terms, code, Term(code, labels))
        yield


def relabelled_now(now: Records) -> Records:
    """Return records as they are read by the labels of now."""
    shown = ShownLabels()
    found = now.following(now.names, now.withdrawn, shown.table)
    found.put(relabelled(now, shown))
    return found


def pages(plan: SitePlan) -> dict[str, AnyPage]:
    """Return address → page of a whole plan."""
    return {page.path: page for page in plan.pages()}


@dataclasses.dataclass(frozen=True)
class Build:
    """A build that went on from the last one, and what there was and is to be."""

    before: SitePlan
    was: dict[str, AnyPage]
    now: SitePlan
    expected: dict[str, AnyPage]
    going_on: SitePlan
    found: Layout

    @classmethod
    def of(cls, change: Change, work: Path, term: str = "") -> Build:
        """Lay out a site before a change, after it, and going on from what is kept of before in a folder.

        A ``term`` of a vocabulary is called otherwise after it.
        """
        gathered = gather(collect(entries(change.before)))
        before = planned(change.before, gathered)
        was = pages(before)
        with called_otherwise(term):
            return cls._gone_on(Change(change.before, relabelled_now(change.now)), work, gathered, before, was)

    @classmethod
    def _gone_on(
        cls, change: Change, work: Path, gathered: Gathered, before: SitePlan, was: dict[str, AnyPage]
    ) -> Build:
        now = planned(change.now)
        reading = ArchiveReading(
            gone_on(change),
            change.before,
            read_body=lambda path: change.now.known[path].digest,
            read_page=lambda path: to_html(change.now.known[path].digest),
            read=0,
            withheld=(),
        )
        keep(gathered, work, reading.fingerprint_before)
        going_on = planned(change.now, keeping.going_on(reading, work)[0])
        own = {path: pack((page.fingerprint, "0" * 64, 0, 0)) for path, page in was.items()}
        files = Files("of before", own, {})
        standing = Standing(
            b"", files.token, before.base, reading.fingerprint_before, before.layout, tuple(before.beginnings.own)
        )
        state = OutputState(Path(), Path(), files, frozenset())
        found = lay_out(going_on, state, reading, standing)
        return cls(before, was, now, pages(now), going_on, found)

    @property
    def made(self) -> dict[str, AnyPage]:
        """Address → page that is made anew."""
        return {page.path: page for page in self.found.stale}

    @property
    def standing(self) -> set[str]:
        """The addresses of what there is in the end: all that there was and what is made, but for what is taken away."""
        gone = self.was.keys() - self.expected.keys() if self.found.gone is None else self.found.gone
        return {*self.was, *self.made} - gone


def rendered(plan: SitePlan, some: dict[str, AnyPage], cache: Path) -> dict[str, bytes]:
    """Return address → bytes of some pages."""
    renderer = Renderer(plan, fakes.settings(cache), ())
    return {path: renderer.render(page) for path, page in some.items()}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where compiled templates are kept, and what was gathered."""
    return tmp_path_factory.mktemp("going-on")


def altered(build: Build) -> set[str]:
    """Return the addresses of pages that are new, or have another fingerprint than before."""
    return {
        path
        for path, page in build.expected.items()
        if path not in build.was or build.was[path].fingerprint != page.fingerprint
    }


def passed_over(build: Build, cache: Path, term: str = "") -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return what the pages that have another fingerprint than before, and were not made, were and would be: they have to be the same.

    A ``term`` is called otherwise now.
    """
    left = altered(build) - build.made.keys()
    if not left:
        return {}, {}
    was, now = ({path: plan[path] for path in left if path in plan} for plan in (build.was, build.expected))
    old = rendered(build.before, was, cache)
    with called_otherwise(term):
        return old, rendered(build.now, now, cache)


# Eight alerts of two years: of a list that is so long, a change of the one leaves the page of the other as it is.
_LONG: Found = {
    (one, "en"): {"title": "T", "issued": DATES[0 if place < 4 else 5], "sources": ("A-B" if place else "A B",)}
    for place, one in enumerate(IDS)
}

_NAMED: Found = {
    (one, "en"): {"title": "T", "issued": DATES[0]} | about
    for one, about in zip(
        IDS, ({"targets": ("El Faro",)}, {"sources": ("A B",)}, {"targets": ("El Faro",)}), strict=False
    )
}


@settings(max_examples=120, deadline=None)
@given(change=changes())
# But not where the list is headed as the alert that has gone wrote it.
@example(change=Change(read(_LONG), read({key: own for key, own in _LONG.items() if key[0] != IDS[0]})))
def test_no_page_that_is_otherwise_is_passed_over(cache: Path, change: Change) -> None:
    """Whatever changes, no page is left that reads otherwise now or is no more, and none is made that is as it was."""
    with short_lists():
        build = Build.of(change, cache)
        old, new = passed_over(build, cache)

    assert new == old
    assert build.made.keys() <= altered(build)
    assert build.expected.keys() == build.standing


TERMS = ["country:RW", "country:ZRCD", "country:CD", "violation:killed", "source:CPJ", "kind:update", "region:africa"]


@settings(max_examples=60, deadline=None)
@given(change=changes(), term=st.sampled_from(TERMS))
# Nothing but the label is another: what the countries around it say of a country without an alert, for one.
@example(change=Change(read(_LONG), read(_LONG)), term="country:ZRCD")
@example(
    change=Change(*[read({(IDS[0], "en"): {"title": "T", "issued": DATES[0], "countries": ("CD",)}})] * 2),
    term="country:ZRCD",
)
# A name loses its own page: what stands of a list that does not name it has another fingerprint.
@example(
    change=Change(read(_NAMED), read({key: own for key, own in _NAMED.items() if key[0] != IDS[0]})), term="country:RW"
)
def test_no_page_with_a_label_that_is_another_is_passed_over(cache: Path, change: Change, term: str) -> None:
    """What a term is called changes the pages that show it, wherever they are, and they are made; no other is."""
    with short_lists():
        build = Build.of(change, cache, term)
        # What stands may have another fingerprint, such as that of names of which none is on the page.
        old, new = passed_over(build, cache, term)

    assert new == old
    assert build.made.keys() <= altered(build)
    assert build.expected.keys() == build.standing


def test_a_changed_label_leaves_what_does_not_show_it(cache: Path) -> None:
    """A country that is called otherwise: its alerts, their lists and the countries that name it are made, and those of another are not."""
    found: Found = {
        (one, "en"): {"title": "T", "issued": date, "countries": (code,)}
        for one, date, code in zip(IDS, (DATES[2], DATES[5]), ("CD", "FJ"), strict=False)
    }
    build = Build.of(Change(read(found), read(found)), cache, "country:CD")

    assert {"en/countries/cd.html", "en/years/2005.html", f"en/alerts/2005/{IDS[0]}.html"} <= build.made.keys()
    assert {"en/countries/fj.html", "en/years/2006.html", f"en/alerts/2006/{IDS[1]}.html"}.isdisjoint(build.made)
    assert build.found.gone is not None
    assert altered(build) == build.made.keys()


def test_a_page_that_names_an_alert_does_not_show_what_its_country_is_called(cache: Path) -> None:
    """An update from elsewhere shows the headline and the date of the alert that it follows: what the other one's country is called is not there."""
    found: Found = {
        (IDS[0], "en"): {"title": "T", "issued": DATES[2], "countries": ("CD",)},
        (IDS[1], "en"): {"title": "T", "issued": DATES[5], "countries": ("FJ",), "follows": (IDS[0],)},
    }
    build = Build.of(Change(read(found), read(found)), cache, "country:CD")

    assert f"en/alerts/2005/{IDS[0]}.html" in build.made
    assert f"en/alerts/2006/{IDS[1]}.html" not in build.made


_OF_ONE: Found = {(IDS[0], "en"): {"title": "T", "issued": DATES[0], "countries": ("RW",), "sources": ("A B",)}}
_OF_ANOTHER: Found = {(IDS[1], "en"): {"title": "T", "issued": DATES[5], "countries": ("FJ",), "sources": ("A-B",)}}
_EL_FARO: Found = {
    (one, "en"): {"title": "T", "issued": date, "targets": (name,)}
    for one, date, name in zip(IDS, [*DATES[:2], *DATES[3:]], ("El  Faro", *["El Faro"] * 5), strict=False)
}
_IN_TWO_YEARS: Found = {
    (IDS[0], lang): {"title": "T", "issued": date} for lang, date in (("fr", DATES[5]), ("es", DATES[0]))
}
_CASE: Found = {
    (IDS[0], "en"): {"title": "T", "issued": DATES[0]},
    (IDS[1], "en"): {"title": "T", "issued": DATES[1], "targets": ("Jane Roe",), "follows": IDS[:1]},
}
_JANE_ELSEWHERE: Found = {(IDS[2], "en"): {"title": "T", "issued": DATES[2], "targets": ("Jane Roe",)}}


@settings(max_examples=12, deadline=None)
@given(change=changes(sources=("A B", "A-B", "CPJ")))
# Another organisation with the same address, whose alert wrote it first, is gone.
@example(change=Change(read(_OF_ONE | _OF_ANOTHER), read(_OF_ANOTHER)))
# So is the alert by which the pages of a name were headed.
@example(change=Change(read(_EL_FARO), read({key: own for key, own in _EL_FARO.items() if key[0] != IDS[0]})))
# The page of what is withdrawn leads to itself in another language, in another year than before.
@example(
    change=Change(
        read(_IN_TWO_YEARS, IDS[:1]), read({key: own for key, own in _IN_TWO_YEARS.items() if key[1] == "fr"}, IDS[:1])
    )
)
# Whom a case names comes to a listing of her own by another alert.
@example(change=Change(read(_CASE), read(_CASE | _JANE_ELSEWHERE)))
def test_a_fingerprint_is_of_all_that_a_page_shows(cache: Path, change: Change) -> None:
    """A page with the fingerprint that it had before a change would have the same bytes if it were made anew; so has one that is made."""
    with short_lists():
        build = Build.of(change, cache)
        same = {path: page for path, page in build.expected.items() if path not in altered(build)}
        old = rendered(build.before, {path: build.was[path] for path in same}, cache)
        old |= rendered(build.going_on, build.made, cache)
        new = rendered(build.now, {path: build.expected[path] for path in old}, cache)

    assert [] == [path for path in old if old[path] != new[path]]


def test_a_text_is_shown_on_the_pages_of_its_own_alert_alone(cache: Path) -> None:
    """What changes nothing but a text has these laid out and made, and no list, case, digest or page of another alert."""
    fields = {"title": "One", "issued": PartialDate(2005, 4, 8), "countries": ("FJ",), "sources": ("CPJ",)}
    found: Found = {(one, "en"): {**fields, "text": "text", "follows": (IDS[0],)} for one in IDS[1:5]}
    found[IDS[0], "en"] = {**fields, "text": "text"}
    rewritten = {**found, (IDS[0], "en"): {**fields, "text": "other text"}}
    build = Build.of(Change(read(found), read(rewritten)), cache)

    assert {f"{code}/alerts/2005/{IDS[0]}.html" for code in CODES} == build.made.keys() == altered(build)
    assert len(CODES) == build.found.looked_at


@pytest.mark.parametrize("how", ["deleted", "withdrawn"])
def test_a_list_that_gets_too_short_to_be_turned_round_leaves_no_page(cache: Path, how: str) -> None:
    """The page of a listing's alerts in the order of time goes with the last alert that made it worth one: it names what is gone."""
    every: Found = {
        (one, "en"): {"title": "T", "issued": DATES[2], "countries": ("FJ",)}
        for one in [AlertId(f"b{number}") for number in range(listings.SORTED)]
    }
    few = {key: own for key, own in every.items() if key[0] != "b0"}
    change = Change(read(every), read(few) if how == "deleted" else read(every, [AlertId("b0")]))

    build = Build.of(change, cache)

    gone = {"en/countries/fj/oldest.html", "en/years/2005/oldest.html"}
    assert gone <= build.was.keys()
    assert build.found.gone is not None
    assert gone <= build.found.gone


def test_a_name_is_filed_as_the_first_of_its_alerts_writes_it(cache: Path) -> None:
    """One alert less of a name that it writes otherwise: the page where the name is filed is made, whose beginning its own way has not."""
    before: Found = {
        (one, "en"): {"title": "T", "issued": date, "targets": (name,)}
        for one, date, name in zip(IDS, DATES, ("Jane Roe", "Jane roe"), strict=False)
    }
    now = {key: own for key, own in before.items() if own["targets"] == ("Jane Roe",)}

    build = Build.of(Change(read(before), read(now)), cache)

    assert {f"en/names/initials/{letter}.html" for letter in "jr"} <= build.made.keys()


def test_a_name_is_led_to_where_it_is_filed_now(cache: Path) -> None:
    """One alert less of a name: another is filed under a shorter beginning, and its alert leads there; the alert of a third is left alone."""
    before: Found = {
        (one, "en"): {"title": "T", "issued": date, "targets": (name,)}
        for one, date, name in zip(IDS, DATES, ("Jane Roe", "Janet Roy", "El Faro"), strict=False)
    }
    now = {key: own for key, own in before.items() if key[0] != IDS[0]}
    with short_lists():
        build = Build.of(Change(read(before), read(now)), cache)
        page = build.going_on.languages["en"].names.url("Janet Roy")

    assert build.before.languages["en"].names.url("Janet Roy") != page
    assert f"en/alerts/2005/{IDS[1]}.html" in build.made
    assert f"en/alerts/2005/{IDS[2]}.html" not in build.made
    assert build.expected.keys() == build.standing


@pytest.mark.parametrize("how", ["dated otherwise", "deleted"])
def test_a_change_of_what_is_withdrawn_is_no_change_of_a_text(cache: Path, how: str) -> None:
    """Where a text has changed as well, the page of a withdrawn record is still where its record is dated, and gone with it."""
    found: Found = {(one, "en"): {"title": "One", "issued": DATES[2]} for one in IDS[:2]}
    now = {**found, (IDS[1], "en"): {**found[IDS[1], "en"], "text": "rewritten"}}
    if how == "deleted":
        del now[IDS[0], "en"]
    else:
        now[IDS[0], "en"] = {**found[IDS[0], "en"], "issued": DATES[5]}
    build = Build.of(Change(read(found, [IDS[0]]), read(now, [IDS[0]])), cache)

    assert build.expected.keys() == build.standing
    assert altered(build) == build.made.keys()


def test_a_withdrawn_record_that_is_dated_otherwise_and_given_back_leaves_no_page(cache: Path) -> None:
    """What stood at its old address, that it was withdrawn, goes."""
    before, after = ({(IDS[0], "en"): {"title": "T", "issued": PartialDate(year)}} for year in (2001, 2007))

    build = Build.of(Change(read(before, [IDS[0]]), read(after)), cache)

    assert "fr/alerts/2001/a0.html" in build.was
    assert build.expected.keys() == build.standing
