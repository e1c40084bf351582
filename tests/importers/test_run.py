"""Whole imports: accounts that add up, imports that can be repeated, corrections and deletions that are respected."""

from __future__ import annotations

import gzip
import itertools
import re
from pathlib import Path
from typing import Any

import pytest

from plugins.importers.run import UsageError, run_import
from plugins.importers.settling.waiting import Waiting
from tests.importers.archives import TODAY, jsonl_of, run, run_sources

ROW: dict[str, Any] = {
    "id": "row-1",
    "language": "en",
    "title": "Editor held",
    "issued": "2005-04-26",
    "body": "An editor is held.",
    "country": "Peru",
    "sources": "IPYS",
}
PATH = "en/2005/row-1.md"


def reasons(result: Any) -> list[str]:
    """Return the codes by which items were rejected; empty for the others."""
    return [(outcome["reason"] or "").split(":")[0] for outcome in result.outcomes]


def test_an_item_that_is_lost_on_the_way_is_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Items are counted as they come from being read, outcomes as they are settled: one that vanishes between leaves a difference."""
    whole = Waiting.in_order
    monkeypatch.setattr(
        "plugins.importers.run.Waiting.in_order",
        lambda waiting: ((place, item) for place, item in whole(waiting) if item.parsed.id != "row-2"),
    )
    source = tmp_path / "rows.jsonl"
    source.write_text(jsonl_of(ROW, ROW | {"id": "row-2"}), encoding="utf-8")
    report = run_import([source], archive=tmp_path / "archive", today=TODAY)

    assert (2, 1, False, 1) == (report.items, report.results.total(), report.balances, report.exit_status)


def test_importing_again_changes_nothing(tmp_path: Path) -> None:
    """The second time no file is written, and every item is accepted as before."""
    rows = jsonl_of(ROW, ROW | {"language": "fr"}, ROW | {"id": "row-2"})
    first = run(tmp_path, rows)
    before = {path: path.stat().st_mtime_ns for path in first.archive.rglob("*")}
    second = run(tmp_path, rows)
    assert (3, 0, first.report) == (first.written, second.written, second.report)
    assert before == {path: path.stat().st_mtime_ns for path in first.archive.rglob("*")}


def test_a_changed_source_updates_its_record(tmp_path: Path) -> None:
    """A field that nobody touched follows the source, one that is gone goes, one that is new comes."""
    run(tmp_path, jsonl_of(ROW))
    changed = {**ROW, "title": "Editor still held", "kind": "update"}
    del changed["country"]
    alert = run(tmp_path, jsonl_of(changed)).records()[PATH].alert
    assert ("Editor still held", "update", ()) == (alert.title, alert.kind, alert.countries)


def test_what_a_person_corrected_stays(tmp_path: Path) -> None:
    """Neither the same source nor a changed one overwrites it; the fields beside it still follow the source."""
    path = run(tmp_path, jsonl_of(ROW)).archive / PATH
    text = path.read_text(encoding="utf-8").replace("title: Editor held", "title: Editor Ana Paz held\nnote: by hand")
    path.write_text(text.replace("sources: IPYS\n", "") + "\nMore, by hand.\n", encoding="utf-8")
    standing = path.read_text(encoding="utf-8")
    same = run(tmp_path, None)
    assert standing == same.files()[PATH]
    changed = run(
        tmp_path, jsonl_of(ROW | {"title": "Another", "body": "Another.", "country": "Chile", "sources": "RSF"})
    )
    alert, body = changed.records()[PATH]
    assert ("Editor Ana Paz held", (), ("CL",), (("note", "by hand"),)) == (
        alert.title,
        alert.sources,
        alert.countries,
        alert.extra,
    )
    assert body.endswith("More, by hand.\n")
    assert {"title", "sources", "body", "note"} == {
        found["field"] for found in changed.outcomes[0]["findings"] if found["code"] == "kept-by-hand"
    }


def test_a_record_keeps_how_its_text_was_repaired(tmp_path: Path) -> None:
    """It follows the source as other fields do; what befell a key that no reader sees is not kept."""
    damaged = ROW | {"title": "Se\u00c3\u00b1al", "remark": "Lost \ufffd"}
    repaired = run(tmp_path, jsonl_of(damaged)).records()[PATH].alert
    lost = run(tmp_path, jsonl_of(damaged | {"body": "Nothing \ufffd is\x07 known."})).records()[PATH].alert
    whole = run(tmp_path, jsonl_of(ROW)).records()[PATH].alert

    assert ("Señal", ("encoding-repaired",)) == (repaired.title, repaired.repaired)
    assert ("encoding-repaired", "encoding-damaged") == lost.repaired
    assert () == whole.repaired


def test_a_record_of_before_gains_how_its_text_was_repaired(tmp_path: Path) -> None:
    """A record and its ledger that know nothing of repairs take them from the source, once."""
    rows = jsonl_of(ROW | {"title": "Se\u00c3\u00b1al"})
    first = run(tmp_path, rows)
    before = first.files()
    record = first.archive / PATH
    record.write_text(record.read_text(encoding="utf-8").replace("repaired: encoding-repaired\n", ""), encoding="utf-8")
    for ledger in (first.archive / ".ledger").rglob("*.jsonl"):
        text = ledger.read_text(encoding="utf-8")
        ledger.write_text(re.sub(r'"repaired": "\w+", ', "", text), encoding="utf-8")
    again = run(tmp_path, rows)

    assert (1, before) == (again.written, again.files())
    assert 0 == run(tmp_path, rows).written


def test_a_text_that_a_person_mended_is_no_longer_told_as_damaged(tmp_path: Path) -> None:
    """Whoever mends the words takes the code out, and it stays out."""
    rows = jsonl_of(ROW | {"body": "Nothing \ufffd is known."})
    path = run(tmp_path, rows).archive / PATH
    mended = path.read_text(encoding="utf-8").replace("\ufffd", "more").replace("repaired: encoding-damaged\n", "")
    path.write_text(mended, encoding="utf-8")

    assert mended == run(tmp_path, rows).files()[PATH]


def test_copies_that_were_repaired_differently_are_one(tmp_path: Path) -> None:
    """The same words of the same id are a duplicate, however they were damaged."""
    result = run(tmp_path, jsonl_of(ROW | {"title": "Señal"}, ROW | {"title": "Se\u00c3\u00b1al"}))

    assert ["accepted", "duplicate"] == [outcome["outcome"] for outcome in result.outcomes]


def test_what_a_person_deleted_does_not_come_back(tmp_path: Path) -> None:
    """The item is rejected with that reason, which is not a failure."""
    (run(tmp_path, jsonl_of(ROW)).archive / PATH).unlink()
    again = run(tmp_path, None)
    assert (["item-deleted"], 0, {}) == (reasons(again), again.exit_status, again.records())


def test_without_the_ledger_nothing_is_overwritten(tmp_path: Path) -> None:
    """Every difference then counts as made by hand."""
    first = run(tmp_path, jsonl_of(ROW))
    for path in (first.archive / ".ledger").rglob("*.jsonl"):
        path.unlink()
    assert first.files()[PATH] == run(tmp_path, jsonl_of(ROW | {"title": "Another"})).files()[PATH]


def test_a_record_written_before_the_ledger_is_taken_up(tmp_path: Path) -> None:
    """An import that was killed after its records and before its ledger is finished by the next."""
    first = run(tmp_path, jsonl_of(ROW))
    ledger = {name: text for name, text in first.files().items() if ".ledger" in name}
    for name in ledger:
        (first.archive / name).unlink()
    again = run(tmp_path, None)
    assert (0, first.files()) == (again.written, again.files())


def test_a_corrected_date_keeps_the_id(tmp_path: Path) -> None:
    """The record of an address moves to its year's folder under the id that it had."""
    row = {key: value for key, value in ROW.items() if key != "id"} | {"url": "https://example.org/a"}
    [name] = run(tmp_path, jsonl_of(row)).records()
    moved = run(tmp_path, jsonl_of(row | {"issued": "2004-12-31"}))
    assert [name.replace("en/2005/", "en/2004/")] == list(moved.records())


def test_twins(tmp_path: Path) -> None:
    """Two equal records of one id are a duplicate; two that differ are one accepted and one rejected that names both."""
    result = run(tmp_path, jsonl_of(ROW, ROW, ROW | {"title": "Other"}))
    assert ["accepted", "duplicate", "rejected"] == [outcome["outcome"] for outcome in result.outcomes]
    assert "row-1" == result.outcomes[1]["duplicate_of"]
    assert "rows.jsonl, line 3 and rows.jsonl, line 1" in result.outcomes[2]["reason"]


def test_ids_do_not_depend_on_the_order(tmp_path: Path) -> None:
    """Any order of the rows makes the same files."""
    rows = [
        {key: value for key, value in ROW.items() if key != "id"} | extra
        for extra in (
            {"url": "https://example.org/a"},
            {"url": "https://example.org/b", "title": "Other"},
            {"translation_of": "case 7"},
            {"translation_of": "case 7", "language": "fr", "issued": "2006", "country": "Chile"},
        )
    ]
    names = set()
    for number, order in enumerate(itertools.permutations(rows)):
        folder = tmp_path / str(number)
        folder.mkdir()
        names.add(tuple(sorted(run(folder, jsonl_of(*order)).records())))
    assert 1 == len(names)


def test_translations_share_an_id(tmp_path: Path) -> None:
    """Rows with one translation_of have one id, and one that names another row's id has that."""
    rows = [
        ROW | {"id": "a", "translation_of": "Fall 7"},
        ROW | {"id": "b", "translation_of": "Fall 7", "language": "es"},
        ROW | {"id": "case-8"},
        ROW | {"id": "c", "translation_of": "case-8", "language": "fr"},
    ]
    ids = [outcome["id"] for outcome in run(tmp_path, jsonl_of(*rows)).outcomes]
    assert ids[0] == ids[1]
    assert ["case-8", "case-8"] == ids[2:]


@pytest.mark.parametrize("given", ["a1", "doc12", "case-8", "2005-x"])
def test_ids_of_a_source_that_can_be_ours_are(tmp_path: Path, given: str) -> None:
    """Whoever gives an id finds the record under it."""
    assert [f"en/2005/{given}.md"] == list(run(tmp_path, jsonl_of(ROW | {"id": given})).records())


@pytest.mark.parametrize(
    "given",
    ["7", "2005", "../../etc/passwd", "con", "com1", "A-1", "a--b", "constructor", "é-1", "x" * 300 + "-1", "a-1\n"],
)
def test_ids_that_cannot_be_file_names(tmp_path: Path, given: str) -> None:
    """The row gets an id of ours, with a letter, and a hyphen or a digit; its own is kept in the header unless it is one after trimming."""
    [(name, record)] = run(tmp_path, jsonl_of(ROW | {"id": given})).records().items()
    if given.strip() == "a-1":
        assert "en/2005/a-1.md" == name
    else:
        assert record.alert.id.startswith("2005-04-26-pe-")
        assert given == dict(record.alert.extra)["source_id"]


def test_sources_that_cannot_be_read(tmp_path: Path) -> None:
    """Each is one rejected item with its reason, and the others are imported."""
    rows = gzip.compress(
        jsonl_of(*(ROW | {"id": f"row-{number}", "body": f"{number} " * 50} for number in range(2000))).encode()
    )
    for name, data in {
        "cut.jsonl.gz": rows[: len(rows) // 2],
        "empty.txt": b" \n",
        "page.pdf": b"%PDF-1.4 ...",
        "page.html": b"<!DOCTYPE html><html><body>x</body></html>",
        "good.jsonl": jsonl_of(ROW).encode(),
    }.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder").mkdir()
    names = ["cut.jsonl.gz", "empty.txt", "folder", "good.jsonl", "missing.csv", "page.html", "page.pdf"]
    result = run_sources(tmp_path, [tmp_path / name for name in names])
    assert {
        *(
            "",
            "source-unreadable",
            "source-empty",
            "source-missing",
            "format-unknown",
            "id-duplicate",
            "language-missing",
        )
    } == set(reasons(result))
    assert 1 == result.exit_status
    assert "row-1" in {outcome["id"] for outcome in result.outcomes if outcome["outcome"] == "accepted"}
    counts = result.report
    assert counts["items"] == counts["accepted"] + counts["duplicates"] + counts["rejected"] == len(result.outcomes)


def test_a_folder_of_texts(tmp_path: Path) -> None:
    """Every file of a folder and its folders is a source; hidden ones are not."""
    folder = tmp_path / "texts"
    for name in ("b.txt", "deep/a.txt", ".hidden.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(
            f"URL: https://ifex.org/editor-held-in-{name[0]}\n\n(RSF/IFEX) – On 3 May 2001 an editor was held in Lomé for {name}.\n",
            encoding="utf-8",
        )
    result = run_sources(tmp_path, [folder])
    assert ["b.txt", "deep/a.txt"] == [outcome["source"] for outcome in result.outcomes]
    assert 2 == len(result.records())


def test_gzip_is_read(tmp_path: Path) -> None:
    """A packed source is the same as the unpacked one."""
    assert 1 == len(run(tmp_path, gzip.compress(jsonl_of(ROW).encode()), name="rows.jsonl.gz").records())


def test_a_broken_record_in_the_archive_is_left_alone(tmp_path: Path) -> None:
    """It is not overwritten; the outcome names the file."""
    path = run(tmp_path, jsonl_of(ROW)).archive / PATH
    path.write_text("no header any more\n", encoding="utf-8")
    again = run(tmp_path, None)
    assert ["header-broken"] == reasons(again)
    assert PATH in again.outcomes[0]["reason"]
    assert "no header any more\n" == path.read_text(encoding="utf-8")


def test_wrong_usage(tmp_path: Path) -> None:
    """A format or a language that there is not is refused before anything is read."""
    for options in ({"format": "papyrus"}, {"language": "xx"}):
        with pytest.raises(UsageError):
            run_import([], archive=tmp_path, today=TODAY, **options)  # type: ignore[arg-type]


def test_a_wrong_crosswalk_is_an_outcome(tmp_path: Path) -> None:
    """Nothing is read with it, and the report says why."""
    walk = tmp_path / "walk.toml"
    for text in (b"[colums]\n", "[columns]\ntitle = 'Título'\n".encode("latin-1")):
        walk.write_bytes(text)
        result = run(tmp_path, jsonl_of(ROW), crosswalk=walk)
        assert (["crosswalk-invalid"], 1) == (reasons(result), result.exit_status)


def test_nothing_half_written_stays(tmp_path: Path) -> None:
    """There are no temporary files after an import."""
    assert not [name for name in run(tmp_path, jsonl_of(ROW)).files() if name.endswith(".new")]


def test_what_a_killed_import_left_is_cleared(tmp_path: Path) -> None:
    """A file that was being written when an import was killed is taken away by the next."""
    first = run(tmp_path, jsonl_of(ROW))
    (first.archive / "en/2005/.row-9.md.new").write_text("---\nid: ro", encoding="utf-8")
    ledger = {".ledger/en/2005.jsonl", ".ledger/duplicates-en.jsonl"}
    assert first.files().keys() == {PATH, *ledger, "en/2005/.row-9.md.new"}
    assert {PATH, *ledger} == run(tmp_path, None).files().keys()


def test_no_path_of_this_machine_in_records(tmp_path: Path) -> None:
    """Origins name the source, not where it lay."""
    assert str(tmp_path) not in run(tmp_path, jsonl_of(ROW)).files()[PATH]
