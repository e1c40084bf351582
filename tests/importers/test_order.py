"""Ids, records and the confidence of links are the same in whatever order the sources of an import come, and however often it is killed."""

from __future__ import annotations

import csv
import datetime as dt
import errno
import html
import io
import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plugins.importers.run import run_import
from tests.importers.archives import TODAY, jsonl_of, run_sources
from tests.importers.mail.mails import mail, mbox
from tests.importers.matching.stories import near_misses
from tests.importers.test_duplicates import MAIL, files, rows
from tests.importers.test_interruption import KILLED, at_writes, in_child, kill

TABLES = ("a", "b", "c")


def world(folder: Path, seed: int) -> list[Path]:
    """Write sources in which alerts in three languages stand once or several times, with other ids, dates and words, and declared or not.

    Returns the sources.
    """
    rng = random.Random(seed)
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    sheet: list[dict[str, Any]] = []
    boxes: dict[str, list[bytes]] = {"m": [], "n": []}
    pages: dict[str, str] = {}
    for number, (story, language) in enumerate(itertools.product(rng.sample(near_misses(rng), 2), ("en", "fr", "es"))):
        told = story.row(language)
        for place in rng.choices((*TABLES, "sheet", "m", "n", "pages"), k=rng.randint(1, 4)):
            row = {key: told[key] for key in ("language", "title", "body", "country")}
            row["issued"] = rng.choice((told["issued"], told["issued"], told["issued"][:7]))
            if rng.random() < 0.15:
                row["body"] = row["body"].replace(".", " indeed.", 1)
            if place in tables:
                row |= rng.choice(
                    (
                        {"id": f"rec-{number}"},
                        {"id": f"rec-{number // 3}"},
                        {"url": f"https://x.org/{place}/{number}"},
                        {},
                    )
                )
                row |= rng.choice(
                    ({}, {}, {"translation_of": f"case {number // 3}"}, {"translation_of": f"rec-{number // 3}"})
                )
                row |= rng.choice(({}, {}, {"updates": "2000-01-10"}, {"kind": "update"}))
                tables[place].append(row)
            elif place == "sheet":
                sheet.append(row | {"id": f"{language}{number}"})
            elif place == "pages":
                paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in row["body"].split("\n\n"))
                title = html.escape(row["title"])
                pages[f"{number}.html"] = (
                    f"<html lang={language}><title>{title}</title><h1>{title}</h1><p>{row['issued']}</p>{paragraphs}</html>"
                )
            else:
                sent = dt.date.fromisoformat(told["issued"]).strftime("%a, %d %b %Y 10:00:00 +0000")
                message_id = f"<{number}{rng.choice(('', place))}@x>"
                boxes[place].append(
                    mail(f"{row['title']}\n\n{row['body']}\n", subject=row["title"], message_id=message_id, date=sent)
                )
    return list(_written(folder, tables, sheet, boxes, pages))


def _written(
    folder: Path,
    tables: dict[str, list[dict[str, Any]]],
    sheet: list[dict[str, Any]],
    boxes: dict[str, list[bytes]],
    pages: dict[str, str],
) -> Iterator[Path]:
    text = io.StringIO()
    writer = csv.DictWriter(text, ["id", "language", "title", "issued", "body", "country"])
    writer.writeheader()
    writer.writerows(sheet)
    sources = {f"{name}.jsonl": jsonl_of(*own).encode() for name, own in tables.items() if own}
    sources |= {f"{name}.mbox": mbox(*mails) for name, mails in boxes.items() if mails}
    sources |= {"sheet.csv": text.getvalue().encode()} if sheet else {}
    sources |= {f"pages/{name}": page.encode() for name, page in pages.items()}
    for name, data in sources.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if path.parent == folder:
            yield path
    if pages:
        yield folder / "pages"


def imported(sources: list[Path], archive: Path, workers: int = 1) -> dict[str, bytes]:
    """Import sources and return all that stands in the archive then."""
    run_import(sources, archive=archive, today=TODAY, workers=workers)
    return {
        path.relative_to(archive).as_posix(): path.read_bytes() for path in sorted(archive.rglob("*")) if path.is_file()
    }


@pytest.mark.parametrize("seed", range(8, 16))
def test_the_order_of_sources_makes_no_difference(tmp_path: Path, seed: int) -> None:
    """Every byte of the archive, its ledger and its questions is the same; and the same import again changes none."""
    sources = world(tmp_path / "sources", seed)
    whole = imported(sources, tmp_path / "whole")
    shuffled = random.Random(seed).sample(sources, len(sources))

    assert whole == imported(shuffled, tmp_path / "shuffled", workers=1 + seed % 3)
    assert whole == imported(sources[::-1], tmp_path / "shuffled")


@pytest.mark.parametrize("seed", [3, 17])
def test_killed_in_one_order_and_finished_in_another(tmp_path: Path, seed: int) -> None:
    """Wherever it was killed, while items are settled or the archive as a whole is, the same sources make the same archive."""
    sources = world(tmp_path / "sources", seed)
    whole = imported(sources, tmp_path / "whole")
    for number in itertools.count(seed % 7 + 3, 19):
        archive = tmp_path / str(number)
        act = at_writes(archive, number, kill, lambda: imported(sources, archive))  # noqa: B023
        status = in_child(act)
        assert whole == imported(sources[::-1], archive)
        if status != -KILLED:
            break
    assert number > 19


def test_what_a_killed_import_left_is_nobody_s_yet(tmp_path: Path) -> None:
    """Where another source is named as the import is begun again, an id that only the killed one wrote may still give way."""
    box, table = files(tmp_path, a_mbox=mbox(MAIL), b_jsonl=rows(id="db-7"))
    whole = imported([table, box], tmp_path / "whole")
    archive = tmp_path / "archive"
    status = in_child(at_writes(archive, 10, kill, lambda: imported([box], archive)))

    assert (-KILLED, 1) == (status, len(list(archive.rglob("*.md"))))
    assert whole == imported([table, box], archive)


def test_a_copy_names_its_record_for_ever(tmp_path: Path) -> None:
    """An id that is there stays; whoever names it by the id that a copy has elsewhere, later, and in another language, means that record."""
    box, table, french = files(
        tmp_path,
        a_mbox=mbox(MAIL),
        b_jsonl=rows(id="db-7"),
        c_jsonl=rows(
            id="db-8", language="fr", translation_of="db-7", title="Rédacteur détenu", body="Martin Tembo est détenu."
        ),
    )
    for source in (box, table):
        result = run_sources(tmp_path, [source])
    [(name, record)] = result.records().items()
    assert ["a.mbox", "b.jsonl#db-7"] == [str(origin.source).split("#mid")[0] for origin in record.alert.origin]
    last = run_sources(tmp_path, [french])
    assert {"en", "fr"} == {one.alert.lang for one in last.records().values() if one.alert.id == record.alert.id}
    assert name in last.records()
    together = (
        run_sources(tmp_path / "together", [french, table, box]) if (tmp_path / "together").mkdir() is None else last
    )
    assert {"db-7"} == {one.alert.id for one in together.records().values()}


def test_a_source_that_tells_two_apart_does_so_beside_a_third(tmp_path: Path) -> None:
    """Two rows of one table with the same words are two records, though a mail with these words is one of them."""
    paths = files(tmp_path, a_mbox=mbox(MAIL), b_jsonl=rows(id="db-7") + rows(id="db-8"))
    first = run_sources(tmp_path, paths)
    assert ["db-7", "db-8"] == sorted(record.alert.id for record in first.records().values())
    for order in (paths[:1], paths[1:]):
        apart = run_sources(tmp_path / "apart", order) if (tmp_path / "apart").mkdir(exist_ok=True) is None else first
    assert 2 == len(apart.records())


def test_an_id_that_a_broken_import_gave_is_none_that_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begun again without the source that led to it, an import gives a translation the id that it has without that source."""
    declared, table, french = files(
        tmp_path,
        a_jsonl=rows(id="", url="https://example.org/7", translation_of="case 7"),
        b_jsonl=rows(id="db-7"),
        c_jsonl=rows(id="db-7", language="fr", title="Rédacteur détenu", body="Martin Tembo est détenu."),
    )
    with monkeypatch.context() as broken:
        broken.setattr("plugins.importers.keeping.closing.close", lambda *_: run_out_of_room())
        with pytest.raises(OSError, match="No space"):
            run_sources(tmp_path, [declared, table, french])
    written = [path.stem for path in (tmp_path / "archive").glob("fr/*/*.md")]
    assert [] == [name for name in written if not name.startswith("tr-")]
    assert ["db-7"] == [
        record.alert.id
        for record in run_sources(tmp_path, [table, french]).records().values()
        if record.alert.lang == "fr"
    ]


def run_out_of_room() -> None:
    """Let the ledger find no room."""
    raise OSError(errno.ENOSPC, "No space left on device")
