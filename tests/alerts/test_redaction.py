"""What a person asked to be taken out is, whatever field of a record it stands in and however it is written."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.alerts.model import AlertId, Origin
from plugins.alerts.names import Name, _letters, fold
from plugins.alerts.redaction import RedactionError, Redactions, line_of, mark
from tests.site.miniature import record

ROE = Redactions.parse('name."Jane Roe" = { since = 2026-11-25 }')


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("They met Jane Roe.", "They met [redacted]."),
        ("JANE ROË’s lawyer", "[redacted]’s lawyer"),
        ("met **Jane**\n> Roe today", "met [redacted] today"),
        ("_Jane_ _Roe_ said", "[redacted] said"),
        ("**Jane Roe** said", "**[redacted]** said"),
        ("Jan&eacute; R&#111;e", "[redacted]"),
        ("Ja\u00adne Ro\u200be", "[redacted]"),
        ("J\\ane Roe", "[redacted]"),
        ("Jane\u00a0Roe, Jane-Roe, jane_roe", "[redacted], [redacted], [redacted]"),
        ("write to jane.roe@example.org", "write to [redacted]@example.org"),
        ("[her page](http://x.example/jan%C3%A9-roe.html)", "[her page](http://x.example/[redacted].html)"),
        ("Jane Roer and Mary-Jane Roebuck", "Jane Roer and Mary-Jane Roebuck"),
        ("Jane, Roe", "Jane, Roe"),
        ("janeroe", "janeroe"),
        ("A Jane and a Roe", "A Jane and a Roe"),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, redacted: str) -> None:
    """Case, accents, emphasis, line ends, entities and addresses hide no name; other words are no match."""
    assert redacted == ROE.redact(text, "en")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("O’Brien", "Mr O'Brien, MR OBRIEN, o-brien"),
        ("Golunimbo Ñoma", "golunimbonoma.html, Golunimbo\nNoma"),
        ("Łukasz Wójcik", "Lukasz Wojcik"),
        ("王伟", "记者王伟被捕"),
        ("محمد", "ومُحَمَّد"),
        ("J. Roe", "J. Roe, J Roe"),
    ],
)
def test_names_of_many_scripts_are_found(name: str, text: str) -> None:
    """Apostrophes, letters with strokes, long names run together, and scripts that do not set words apart."""
    redactions = Redactions(names=(Name(name),))

    assert not redactions.are_in(redactions.redact(text, "en"))
    assert mark("en") in redactions.redact(text, "en")


@settings(max_examples=60, deadline=None)
@given(st.text(), st.sampled_from(["Jane Roe", "Ñoma", "O'Brien", "Æsa &amp; Øre"]), st.text())
def test_nothing_of_a_name_is_left(before: str, name: str, after: str) -> None:
    """Whatever stands around a name, a redacted text does not have it; a second redaction changes nothing."""
    redactions = Redactions(names=(Name(name),))
    redacted = redactions.redact(f"{before} {name} {after}", "fr")

    assert not redactions.are_in(redacted)
    assert redacted == redactions.redact(redacted, "fr")


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_characters="&%")))
def test_folding_a_text_is_folding_its_letters(text: str) -> None:
    """What says quickly whether a name may be there, and what says where it is, read a text alike."""
    assert fold(text) == "".join(map(_letters, text))


def test_every_field_that_may_hold_a_name_is_redacted() -> None:
    """Every field and the body have the mark, the controlled ones too, in which anything may stand; addresses with the name are left out."""
    one = record(
        "2005-aa",
        "es",
        "Jane Roe",
        "2005",
        targets=("Jane Roe", "Lantern"),
        sources=("Friends of Jane Roe",),
        kind="letter to Jane Roe",
        countries=("FJ", "Jane Roe’s country"),
        violations=("harassment of Jane Roe",),
        inferred=("kind", "Jane Roe"),
        repaired=("Jane Roe’s name was wrong",),
        campaigns=("free-jane-roe",),
        updates=("2005-01-02", "that of Jane Roe"),
        background=("the trial of JANE ROE",),
        follows=(AlertId("2004-jane-roe"), AlertId("2004-aa")),
        origin=(Origin(source="mails/jane-roe.eml", sha256="0" * 64, importer="eml/1"),),
        original_url="http://x.example/jane-roe",
        other_urls=("http://x.example/1", "http://x.example/JaneRoe/jane_roe"),
        extra=(("note", "Jane Roe"), ("list", ("Jane Roe", "x")), ("jane_roe", "said")),
    )
    redacted = ROE.redact_record(one._replace(body="Jane\nRoe"))
    assert redacted is not None
    alert = redacted.alert

    assert "[suprimido]" == alert.title == redacted.body
    assert ("[suprimido]", "Lantern") == alert.targets
    assert ("Friends of [suprimido]",) == alert.sources
    assert ("free-[suprimido]",) == alert.campaigns
    assert ("letter to [suprimido]", ("FJ", "[suprimido]’s country")) == (alert.kind, alert.countries)
    assert (("harassment of [suprimido]",), ("kind", "[suprimido]")) == (alert.violations, alert.inferred)
    assert ("[suprimido]’s name was wrong",) == alert.repaired
    assert ("", ("http://x.example/1",)) == (alert.original_url, alert.other_urls)
    assert (("note", "[suprimido]"), ("list", ("[suprimido]", "x")), ("[suprimido]", "said")) == alert.extra
    assert (("2005-01-02", "that of [suprimido]"), ("the trial of [suprimido]",)) == (alert.updates, alert.background)
    assert ("2004-aa",) == alert.follows
    assert ["mails/[suprimido].eml"] == [origin.source for origin in alert.origin]
    assert one.alert.id == alert.id


def test_a_record_without_a_name_stays_what_it_is() -> None:
    """Nothing is copied where nothing is redacted, and an id with the name cannot be published at all."""
    one = record("2005-aa", "en", "Title", "2005")

    assert one is ROE.redact_record(one)
    assert ROE.redact_record(record("2005-jane-roe", "en", "Title", "2005")) is None


def test_withdrawn_records_are_not_followed() -> None:
    """The id of a withdrawn record stands in no other, neither as what it follows nor as a related case."""
    redactions = Redactions.parse("record.2005-aa = {}")
    both = ("2005-aa", "2005-cc")
    one, other = (
        redactions.redact_record(
            record("2006-bb", "en", "Title", "2006", follows=ids, extra=(("related_ids", ids), ("note", "x")))
        )
        for ids in (both, both[:1])
    )

    assert one is not None
    assert other is not None
    assert (("2005-cc",), ("2005-cc",)) == (one.alert.follows, one.alert.related_ids)
    assert ((), (("note", "x"),)) == (other.alert.follows, other.alert.extra)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = 1", "'name' is no kind"),
        ("person.x = {}", "'person' is no kind"),
        ('name."…" = {}', "no letter"),
        ("record.x = { since = 5 }", "since = 5"),
        ("record.x = { why = 1 }", "record.x"),
        ('record.x = { reason = "none" }', "'none'"),
        ('record."X y" = {}', "'X y'"),
        ("record.x {", "not TOML"),
    ],
)
def test_a_list_that_is_not_understood_stops_the_build(text: str, said: str) -> None:
    """Nothing is published on a guess of what was to be taken out; the message names the line and what to write."""
    with pytest.raises(RedactionError, match=said):
        Redactions.parse(text)


@pytest.mark.parametrize("name", ["Jane Roe", 'Jane "JR" Roe', "back\\slash", "O'Brien", "Ñoma"])
def test_a_line_reads_back(name: str) -> None:
    """What `invoke redact` writes is one line, and means what was said."""
    line = line_of(name, is_record=False, since=dt.date(2026, 11, 25))

    assert 1 == line.count("\n")
    assert [name] == [one.written for one in Redactions.parse(line).names]
