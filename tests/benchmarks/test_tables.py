"""From an archive to a table in the README, with a small made-up archive and the index alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks import charts, report, search_tables, tables
from benchmarks.building import CHANGED, OURS, WHOLE, Built, measure_builds
from benchmarks.documents import imported, made_up
from benchmarks.engines import ENGINES
from benchmarks.indexing import INDEXERS, Indexed, measure_indexing
from benchmarks.measuring import Cost
from benchmarks.peers import COMPARED, PEERS
from benchmarks.searching import KINDS, measure_searches

ROW = '{"id": "a-1", "language": "en", "title": "Sample", "issued": "2005", "body": "An invented text."}\n'


@pytest.mark.browser
def test_all_is_measured_on_the_same_documents(tmp_path: Path) -> None:
    """Indexers one line each; builds with what they wrote; the pages and their peers, as a browser asks them."""
    documents = made_up(tmp_path / "archive", 12)
    indexed = list(measure_indexing(documents, tmp_path, rounds=1))
    built = list(measure_builds(documents, tmp_path, rounds=1))
    # In a thread of its own: this one may have a browser for other tests already, and Playwright has one loop a thread.
    with ThreadPoolExecutor(1) as pool:
        searched = pool.submit(
            lambda: list(measure_searches(documents, tmp_path, most=1, languages=["fr"], pace=0))
        ).result()

    assert [indexer.name for indexer in INDEXERS] == [row[1] for row in tables.index_table(indexed).rows]
    assert all(line.files > 0 and line.megabytes > line.gzipped > 0 for line in indexed)
    assert indexed[0].files == indexed[1].files

    lines = {(line.who, line.what): line for line in built}
    first = lines["this project", "from nothing"]
    pages = lines["this project", "pages only, from nothing"]
    assert 9 == len(lines)
    assert all(12 <= lines[peer.name, peer.what].files for peer in PEERS)
    _, hugo, listing, _ = COMPARED
    assert 12 == lines[hugo.name, hugo.what].pages < lines[listing.name, listing.what].pages
    assert first.files == first.written > pages.files
    assert 0 == lines["this project", "nothing changed"].written
    assert 0 < lines["this project", "one text changed"].written < first.written
    assert lines["this project", "one record more"].pages >= first.pages + 3

    assert [(engine.name, kind) for engine in ENGINES for kind in KINDS] == [(line.who, line.kind) for line in searched]
    assert all(visit.found and visit.first.requests for line in searched for visit in line.visits)
    assert all(line.longest > 0 for line in searched)
    visited = [visit for line in searched if line.who != "lunr.js, index in one file" for visit in line.visits]
    assert all(
        one and one.milliseconds > 0 and one.requests for visit in visited for one in (visit.arrived, visit.typed)
    )
    assert all(visit.arrived.requests > visit.page.requests for visit in visited if visit.arrived)
    assert all(line.middle("first").unpacked >= line.middle("first").kilobytes > 10 for line in searched)
    assert len(ENGINES) * len(KINDS) == len(search_tables.waiting_table(searched).rows)
    assert len(searched) == len(search_tables.search_table(searched).rows)


def test_real_documents_come_through_the_json_lines_door(tmp_path: Path) -> None:
    """What the importer rejects is counted, with the reason."""
    source = tmp_path / "some.jsonl"
    source.write_text(ROW + ROW.replace("a-1", "a-2").replace("2005", ""))
    documents = imported(tmp_path / "archive", source)

    assert ("1 real", 1) == (documents.label, documents.count)
    assert documents.account.startswith("1 records (en 1, fr 0, es 0), 0.00 million words; 2 items imported in")
    assert documents.account.endswith("rejected: 1 date-missing")


def test_documents_that_are_not_there_are_told(tmp_path: Path) -> None:
    """Before anything is measured."""
    with pytest.raises(FileNotFoundError, match=r"there is no such file\. Check --documents"):
        imported(tmp_path / "archive", tmp_path / "none.jsonl")


def test_figures_stand_between_the_marks() -> None:
    """What stands around them is left; figures of before are gone."""
    table = tables.Table(title="T", columns=("who", "s"), texts=1, rows=(("we", "1"),), notes=("Less.",))
    first = report.put("a\n<!-- figures -->old<!-- /figures -->\nz", report.markdown([table]))

    assert (
        "a\n<!-- figures -->\n\n### T\n\n| who | s |\n| --- | ---: |\n| we | 1 |\n\nLess.\n\n<!-- /figures -->\nz"
        == first
    )
    assert first == report.put(first, report.markdown([table]))


def test_a_readme_without_marks_is_refused() -> None:
    """Nothing is overwritten by guess."""
    with pytest.raises(report.MarksMissingError, match="Put <!-- figures --> and <!-- /figures -->"):
        report.put("nothing", "figures")


def test_the_readme_has_its_marks() -> None:
    """`invoke bench` can write into it."""
    assert report.BEGIN in report.put(report.README.read_text(encoding="utf-8"), "figures")


def _line(documents: str, who: str, what: str, seconds: float) -> Built:
    cost = Cost(seconds=seconds, cpu=seconds, memory=80 * seconds, output="")
    return Built(documents=documents, who=who, what=what, rounds=1, cost=cost, pages=1, files=1, megabytes=1, written=1)


def test_charts_need_two_sizes() -> None:
    """A line through one point would tell nothing; two archives give a chart of what was measured of both, and no others."""
    sizes = {"12 made up": 12, "24 made up": 24}
    whats = [(OURS, WHOLE), (OURS, CHANGED), *((peer.name, peer.what) for peer in PEERS)]
    built = [_line(label, *what, seconds=count) for label, count in sizes.items() for what in whats]
    indexed = [
        Indexed(
            documents=label,
            count=count,
            who=indexer.name,
            rounds=1,
            cost=built[0].cost,
            files=1,
            megabytes=1,
            gzipped=1,
        )
        for label, count in sizes.items()
        for indexer in INDEXERS
    ]
    drawn = charts.draw(built, indexed, [])

    assert {} == charts.draw(built[: len(whats)], indexed[: len(INDEXERS)], [])
    assert {"building.svg", "memory.svg"} == drawn.keys()
    assert b"Hugo and Pagefind" in drawn["building.svg"]
    assert drawn == charts.draw(built, indexed, [])
    # What could not be built is left out, and the others drawn without it.
    assert {} == charts.draw(built[: len(whats)], indexed, [])
    assert 1 == len(tables.glance_table(built[: len(whats)], indexed).rows)
