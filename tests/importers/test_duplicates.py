"""The same alert from several sources: one record with all its origins, and nothing merged that is not the same."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from plugins.alerts.frontmatter import parse
from tests.importers.archives import Import, jsonl_of, run_sources
from tests.importers.mail.mails import mail, mbox
from tests.importers.test_run import reasons

STORY = (
    "(MISA/IFEX) - On 7 September 1998 the police in Ndola took Martin Tembo, who edits the weekly Copperbelt Eye, from his home and "
    "kept him for the night in the central police station.\n\nHe was let out in the morning. No charge was brought."
)
ROW: dict[str, Any] = {
    "language": "en",
    "title": "Editor held",
    "issued": "1998-09-08",
    "body": STORY,
    "country": "Zambia",
}
MAIL = mail(
    f"ALERT - ZAMBIA\n\n8 September 1998\n\nEditor held\n\nSOURCE: Media Institute of Southern Africa (MISA), Windhoek\n\n{STORY}\n",
    subject="Zambia alert (editor held)",
    message_id="<1@x>",
)


def files(folder: Path, **sources: bytes | str) -> list[Path]:
    """Write sources; ``a_jsonl`` is ``a.jsonl``."""
    paths = []
    for name, data in sources.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        paths.append(path)
    return paths


def rows(**fields: Any) -> str:
    """Return the row with other fields as JSON Lines."""
    return jsonl_of(ROW | fields)


def origins(result: Import) -> list[list[str]]:
    """Return the source names of each record's origins."""
    return [[origin.source.split("#")[0] for origin in record.alert.origin] for record in result.records().values()]


def outcomes(result: Import) -> list[str]:
    """Return what became of each item."""
    return [outcome["outcome"] for outcome in result.outcomes]


def test_a_mailbox_a_page_and_an_export_are_one_record(tmp_path: Path) -> None:
    """Words count, not marks: the record has every origin and address, and a second import changes nothing."""
    paths = files(
        tmp_path,
        a_mbox=mbox(MAIL),
        b_jsonl=rows(url="https://example.org/1", body=STORY.replace("(MISA/IFEX) -", "(MISA/IFEX) –")),
        c_jsonl=rows(
            id="db-7",
            body=f"<p>{STORY}</p>".replace("\n\n", "</p><p>"),
            body_format="html",
            url="https://example.org/2",
        ),
    )
    first = run_sources(tmp_path, paths)
    [(name, record)] = first.records().items()
    assert ["duplicate", "duplicate", "accepted"] == outcomes(first)
    assert [["a.mbox", "b.jsonl", "c.jsonl"]] == origins(first)
    assert ("https://example.org/2", ("https://example.org/1",)) == (record.alert.original_url, record.alert.other_urls)
    assert {record.alert.id} == {outcome["duplicate_of"] for outcome in first.outcomes[:2]}
    assert {name} == {outcome["path"] for outcome in first.outcomes}
    again = run_sources(tmp_path, paths)
    assert (0, first.files(), outcomes(first)) == (again.written, again.files(), outcomes(again))


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_any_order_and_any_number_of_imports(tmp_path: Path, order: tuple[int, ...]) -> None:
    """Together, what has an id stays, in any order; one by one, what is imported first; then each source alone changes nothing."""
    paths = files(
        tmp_path, a_mbox=mbox(MAIL), b_jsonl=rows(url="https://example.org/1"), c_jsonl=rows(id="db-7", kind="update")
    )
    together = run_sources(tmp_path, [paths[number] for number in order])
    [record] = together.records().values()
    assert (("db-7", "update"), [["a.mbox", "b.jsonl", "c.jsonl"]]) == (
        (record.alert.id, record.alert.kind),
        origins(together),
    )
    (tmp_path / "one").mkdir()
    one_by_one = [run_sources(tmp_path / "one", [paths[number]]).records().keys() for number in order]
    apart = run_sources(tmp_path / "one", [])
    assert [apart.records().keys()] * 3 == one_by_one
    assert origins(together) == origins(apart)
    for result in (together, apart):
        for path in paths:
            again = run_sources(result.archive.parent, [path])
            assert (0, result.files()) == (again.written, again.files())


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Editor let out"},
        {"body": STORY.replace("morning", "evening")},
        {"body": f"{STORY}\n\nMore."},
        {"issued": "1999-09-08"},
        {"language": "fr"},
    ],
)
def test_what_is_not_the_same_stays_apart(tmp_path: Path, other: dict[str, Any]) -> None:
    """Another headline, word, date or language is another record."""
    result = run_sources(tmp_path, files(tmp_path, a_jsonl=rows(id="a-1"), b_jsonl=rows(id="b-1", **other)))
    assert ["accepted", "accepted"] == outcomes(result)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"issued": "1998-09-08"}, {"issued": "1998-09"}, ["1998-09-08"]),
        ({"issued": "1998"}, {"issued": "1998-09"}, ["1998-09"]),
        ({"body": "Held."}, {"body": "Held."}, ["1998-09-08"]),
        ({"body": "Held.", "issued": "1998-09"}, {"body": "Held.", "issued": "1998-09-08"}, ["1998-09", "1998-09-08"]),
        ({"body": "Held.", "issued": "1998-09"}, {"body": "Held.", "issued": "1998-09"}, ["1998-09", "1998-09"]),
    ],
)
def test_dates_that_do_not_contradict(
    tmp_path: Path, one: dict[str, Any], other: dict[str, Any], expected: list[str]
) -> None:
    """A month and a day in it are the same time for a long text, and the day is the date; a short one needs the same day."""
    result = run_sources(tmp_path, files(tmp_path, a_jsonl=rows(id="a-1", **one), b_jsonl=rows(id="b-1", **other)))
    assert expected == sorted(str(record.alert.issued) for record in result.records().values())


def test_rows_that_a_source_tells_apart_are_not_the_same(tmp_path: Path) -> None:
    """Two rows of one table with ids of their own are two records, now and later."""
    paths = files(tmp_path, a_jsonl=rows(id="a-1") + rows(id="a-2"))
    assert ["accepted", "accepted"] == outcomes(run_sources(tmp_path, paths)) == outcomes(run_sources(tmp_path, paths))


def test_a_resent_mail_is_the_same(tmp_path: Path) -> None:
    """One alert sent twice, under two Message-IDs, is one record."""
    box = mbox(MAIL, MAIL.replace(b"<1@x>", b"<2@x>"))
    result = run_sources(tmp_path, files(tmp_path, a_mbox=box))
    assert (["accepted", "duplicate"], 1) == (outcomes(result), len(result.records()))


def test_two_copies_of_a_mail(tmp_path: Path) -> None:
    """One Message-ID in two mailboxes is one record; where the texts differ that is told, and the longer is kept."""
    paths = files(
        tmp_path, a_mbox=mbox(MAIL), b_mbox=mbox(MAIL), c_mbox=mbox(MAIL + b"\nA line that only this copy has.\n")
    )
    result = run_sources(tmp_path, paths)
    assert ["duplicate", "duplicate", "accepted"] == outcomes(result)
    assert [["a.mbox", "b.mbox", "c.mbox"]] == origins(result)
    [record] = result.records().values()
    assert record.body.endswith("A line that only this copy has.\n")
    assert ["duplicate-differs"] * 2 == [
        one["code"] for outcome in result.outcomes for one in outcome["findings"] if one["code"].startswith("dup")
    ]
    assert 0 == run_sources(tmp_path, paths).written


def test_a_mail_that_stands_twice_in_a_mailbox_does_not_take_turns(tmp_path: Path) -> None:
    """Two copies with other headers have one name in the origins of the record that they repeat: the first stays, also at the next import."""
    again = MAIL.replace(b"Subject:", b"X-List: alerts\nSubject:", 1)
    paths = files(tmp_path, a_mbox=mbox(MAIL), b_mbox=mbox(MAIL, again))
    result = run_sources(tmp_path, paths)

    assert ["accepted", "duplicate", "duplicate"] == outcomes(result)
    assert [["a.mbox", "b.mbox"]] == origins(result)
    assert 0 == run_sources(tmp_path, paths).written


def test_a_record_that_is_no_utf_8_is_left_alone(tmp_path: Path) -> None:
    """Whoever saved it as Latin-1 loses no letter to a duplicate that comes later."""
    first = run_sources(tmp_path, files(tmp_path, a_jsonl=rows(url="https://example.org/1")))
    [name] = first.records()
    standing = (first.archive / name).read_bytes() + "\nAñadido.\n".encode("latin-1")
    (first.archive / name).write_bytes(standing)
    again = run_sources(tmp_path, files(tmp_path, b_jsonl=rows(id="db-7", url="https://example.org/2")))
    assert standing == (first.archive / name).read_bytes()
    assert ["rejected"] == outcomes(again)
    assert again.outcomes[0]["reason"].startswith("header-broken: ")


def test_what_a_person_did_is_kept(tmp_path: Path) -> None:
    """A corrected field stays when the record gains an origin; a deleted record comes back from no source."""
    one, other = files(tmp_path, a_jsonl=rows(id="a-1"), b_jsonl=rows(id="b-1", url="https://example.org/2"))
    [name] = run_sources(tmp_path, [one]).records()
    path = tmp_path / "archive" / name
    path.write_text(
        path.read_text(encoding="utf-8").replace("Editor held", "Editor Martin Tembo held"), encoding="utf-8"
    )
    joined = run_sources(tmp_path, [other])
    record = parse(path.read_text(encoding="utf-8"))
    assert ("Editor Martin Tembo held", 2) == (record.alert.title, len(record.alert.origin))
    assert ["duplicate"] == outcomes(joined)
    assert 0 == run_sources(tmp_path, [one, other]).written
    path.unlink()
    assert ["item-deleted", "item-deleted"] == reasons(run_sources(tmp_path, [one, other]))


def test_a_duplicate_that_changes_is_a_record_of_its_own(tmp_path: Path) -> None:
    """Once its source says something else it is another alert, and the first lets go of its origin."""
    one, other = files(tmp_path, a_jsonl=rows(id="a-1"), b_jsonl=rows(id="b-1"))
    run_sources(tmp_path, [one, other])
    other.write_text(rows(id="b-1", title="Editor let out"), encoding="utf-8")
    result = run_sources(tmp_path, [other, one])
    assert (["accepted", "accepted"], [["a.jsonl"], ["b.jsonl"]]) == (outcomes(result), sorted(origins(result)))


def test_a_changed_original_keeps_its_duplicates(tmp_path: Path) -> None:
    """A correction in one source does not make a second record of the other."""
    one, other = files(tmp_path, a_jsonl=rows(id="a-1"), b_jsonl=rows(id="b-1"))
    run_sources(tmp_path, [one, other])
    one.write_text(rows(id="a-1", title="Editor Martin Tembo held"), encoding="utf-8")
    assert ["accepted", "duplicate"] == outcomes(run_sources(tmp_path, [one, other]))


def test_translations_of_a_duplicate_follow_its_record(tmp_path: Path) -> None:
    """Where a page is taken for a mail, the page's translations are those of the mail's record."""
    french = {
        "language": "fr",
        "title": "Rédacteur détenu",
        "body": "Le 7 septembre, la police de Ndola a arrêté Martin Tembo.",
    }
    paths = files(
        tmp_path,
        a_mbox=mbox(MAIL),
        b_jsonl=rows(translation_of="case 7"),
        c_jsonl=rows(translation_of="case 7", **french),
    )
    result = run_sources(tmp_path, paths)
    one, other = (record.alert for record in result.records().values())
    assert (one.id, {"en", "fr"}) == (other.id, {one.lang, other.lang})
    assert 0 == run_sources(tmp_path, paths).written


def test_a_damaged_memory_is_no_danger(tmp_path: Path) -> None:
    """Lines that cannot be read are records that are not known again; nothing fails."""
    one, other = files(tmp_path, a_jsonl=rows(id="a-1"), b_jsonl=rows(id="b-1"))
    first = run_sources(tmp_path, [one])
    [memory] = first.archive.glob(".ledger/duplicates-en.jsonl")
    memory.write_text(
        'nonsense\n[]\n{"id": 3}\n{"id": "x", "print": "y", "issued": "z", "origins": ["o"]}\n'
        '{"id": "../../x", "print": "y", "issued": "z"}\n',
        encoding="utf-8",
    )
    assert ["accepted"] == outcomes(run_sources(tmp_path, [other]))


@pytest.mark.parametrize("message_id", ["", "1@x"])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_list_archives_page_and_its_mailbox(tmp_path: Path, message_id: str, order: tuple[int, int]) -> None:
    """A mail and the page that a list's archive made of it are one record, with or without the Message-ID on the page."""
    text = MAIL.decode().partition("\n\n")[2]
    named = f"<!--X-Message-Id: {message_id} -->\n" if message_id else ""
    page = (
        f"<!-- MHonArc v2.4.9 -->\n<!--X-Subject: Zambia alert (editor held) -->\n<!--X-Date: 8 Sep 1998 11:02:03 &#45;0400 -->\n{named}"
        f"<html><head><title>Zambia alert</title></head><body><!--X-Body-of-Message--><PRE>\n{text}</PRE><!--X-Body-of-Message-End--></body></html>"
    )
    paths = files(tmp_path, a_mbox=mbox(MAIL), b_html=page)
    result = run_sources(tmp_path, [paths[number] for number in order])
    assert (["accepted", "duplicate"], [["a.mbox", "b.html"]]) == (sorted(outcomes(result)), origins(result))
    again = run_sources(tmp_path, [paths[number] for number in reversed(order)])
    assert (0, result.files()) == (again.written, again.files())
