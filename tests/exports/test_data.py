"""The data files: they say what the records say, describe themselves, and are the same bytes every time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import re
from pathlib import Path

import pytest

from plugins.alerts import frontmatter
from plugins.alerts.languages import CODES
from plugins.exports.cells import read_row
from plugins.exports.columns import BODY, BY_NAME, COLUMNS, from_row
from plugins.exports.rows import BOM
from tests.exports import world
from tests.site import miniature

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """The archive, and what was exported of it."""
    folder = tmp_path_factory.mktemp("data")
    place = world.archive(folder)
    world.made(place, folder)
    return place, world.files(folder)


def rows(data: bytes) -> list[dict[str, str]]:
    """Read a CSV file as its documentation says."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def records(place: Path) -> dict[str, frontmatter.Record]:
    """Return path → record of an archive."""
    return {
        file.relative_to(place).as_posix(): frontmatter.parse(file.read_bytes().decode())
        for file in place.rglob("*.md")
    }


def test_csv_reads_back_as_the_records(exported: tuple[Path, dict[str, bytes]]) -> None:
    """Every record is one row, with all that it holds."""
    place, files = exported
    read = rows(files["data/alerts.csv"])

    assert records(place) == {row["record"]: from_row(read_row(row, COLUMNS)) for row in read}
    assert [column.name for column in COLUMNS] == list(read[0])


def test_json_lines_read_back_as_the_records(exported: tuple[Path, dict[str, bytes]]) -> None:
    """Every line is an object with all that its record holds, in the order of the dictionary."""
    place, files = exported
    read = [json.loads(one) for one in files["data/alerts.jsonl"].decode().splitlines()]

    assert records(place) == {row["record"]: from_row(row) for row in read}
    assert [[column.name for column in COLUMNS]] * len(read) == [list(row) for row in read]


def test_rows_say_where_they_come_from(exported: tuple[Path, dict[str, bytes]]) -> None:
    """A row has its page, the hash of its record, and its terms."""
    place, files = exported
    read = rows(files["data/alerts.csv"])
    row = next(one for one in read if one["record"] == "fr/2007/2007-xx-cccc.md")

    assert "fr/alerts/2007/2007-xx-cccc.html" == row["permalink"]
    assert hashlib.sha256((place / row["record"]).read_bytes()).hexdigest() == row["record_sha256"]
    assert "Chaque alerte demeure l’œuvre de l’organisation qui l’a diffusée." == row["terms"]
    assert ("2007-01-01", "2007-12-31", "2007") == (row["issued_first"], row["issued_last"], row["issued"])


def test_small_tables_have_everything_but_the_texts(exported: tuple[Path, dict[str, bytes]]) -> None:
    """Tables by language and country hold the same rows, without the text."""
    _, files = exported
    whole = {row["record"]: row for row in rows(files["data/alerts.csv"])}
    languages = [row for code in CODES for row in rows(files[f"data/languages/{code}.csv"])]
    country = rows(files["data/countries/fj.csv"])

    assert whole.keys() == {row["record"] for row in languages}
    assert {record for record, row in whole.items() if row["countries"] == "FJ"} == {row["record"] for row in country}
    for row in (*languages, *country):
        assert {**whole[row["record"]], BODY: ""} == {**row, BODY: ""}


def test_no_cell_is_a_formula(exported: tuple[Path, dict[str, bytes]]) -> None:
    """No spreadsheet runs what a source wrote."""
    _, files = exported
    for path, data in files.items():
        if path.endswith(".csv"):
            assert data.startswith(BOM)
            assert not [cell for row in rows(data) for cell in row.values() if cell.startswith(tuple("=+-@"))]


def test_the_dictionary_describes_every_column(exported: tuple[Path, dict[str, bytes]]) -> None:
    """Schemas, the page's dictionary and the documentation know every column, in every language."""
    _, files = exported
    schema = json.loads(files["data/schema.json"])
    small = json.loads(files["data/schema-tables.json"])
    documented = (ROOT / "docs/data.md").read_text(encoding="utf-8")

    assert list(BY_NAME) == [field["name"] for field in schema["fields"]]
    assert list(rows(files["data/countries/fj.csv"])[0]) == [field["name"] for field in small["fields"]]
    assert [set(CODES)] * len(COLUMNS) == [set(field["descriptions"]) for field in schema["fields"]]
    assert [] == [name for name in BY_NAME if f"`{name}`" not in documented]


def test_values_keep_to_the_schema(exported: tuple[Path, dict[str, bytes]]) -> None:
    """What the schema demands of a cell, every cell fulfils."""
    _, files = exported
    fields = {field["name"]: field.get("constraints", {}) for field in json.loads(files["data/schema.json"])["fields"]}
    for row in rows(files["data/alerts.csv"]):
        for name, demands in fields.items():
            assert row[name] or not demands.get("required"), name
            assert not row[name] or re.fullmatch(demands.get("pattern", "(?s).*"), row[name]), name
            assert row[name] in demands.get("enum", [row[name]]), name


def test_the_package_tells_size_and_hash_of_every_table(exported: tuple[Path, dict[str, bytes]]) -> None:
    """Each table of the folder is a resource, and its size and hash are right."""
    _, files = exported
    package = json.loads(files["data/datapackage.json"])
    described = {one["path"]: (one["bytes"], one["hash"]) for one in package["resources"]}
    tables = {path.removeprefix("data/"): data for path, data in files.items() if path.endswith((".csv", ".jsonl"))}

    assert {
        path: (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}") for path, data in tables.items()
    } == described
    assert {"schema.json", "schema-jsonl.json", "schema-tables.json"} == {one["schema"] for one in package["resources"]}
    assert "1996/2007" == package["temporalCoverage"]


def test_going_on_equals_beginning_anew(tmp_path: Path) -> None:
    """After each of many edits the files are those of a clean build, though rows are copied from the last one."""
    rng = random.Random(4)
    place = world.archive(tmp_path)
    for number in range(8):
        file = rng.choice(sorted(place.rglob("*.md")))
        record = frontmatter.parse(file.read_bytes().decode())
        if number % 4 == 3:
            file.unlink()
        elif number % 4 == 2:
            added = miniature.record(f"added-{number}", "es", f"-Añadida {number}", "2001-02-03", countries=("PE",))
            miniature.write(place, added)
        else:
            miniature.write(place, world.retitled(record, f"=Edited “{number}” \\ | é"))
        world.made(place, tmp_path)
        clean = tmp_path / f"clean{number}"
        world.made(place, clean)

        assert world.files(clean) == world.files(tmp_path), number


def test_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    """Rows are not copied out of a table that somebody changed."""
    place = world.archive(tmp_path)
    world.made(place, tmp_path)
    before = world.files(tmp_path)
    table = tmp_path / "output/data/alerts.csv"
    table.write_bytes(table.read_bytes().replace(b"Editor", b"Tailor"))
    (tmp_path / "output/data/languages/en.csv").unlink()
    world.made(place, tmp_path)

    assert before == world.files(tmp_path)


def test_the_documented_program_reads_the_table(
    exported: tuple[Path, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The lines of Python in docs/data.md print every headline as it was written."""
    place, _ = exported
    program = (ROOT / "docs/data.md").read_text(encoding="utf-8").partition("```python\n")[2].partition("```")[0]
    monkeypatch.chdir(place.parent / "output/data")
    exec(compile(program, "docs/data.md", "exec"), {})  # noqa: S102 (what a reader would do)

    assert sorted(f"{one.alert.id} {one.alert.title}" for one in records(place).values()) == sorted(
        capsys.readouterr().out.splitlines()
    )
