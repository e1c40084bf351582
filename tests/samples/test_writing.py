"""The made-up archive on disk."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from plugins.alerts.frontmatter import parse
from plugins.samples.archive import sample
from plugins.samples.writing import SampleError, write_sample

ROOT = Path(__file__).resolve().parents[2]


def test_records_stand_where_the_archive_has_them(tmp_path: Path) -> None:
    """As many files as records, each in its language's and year's folder."""
    write_sample(tmp_path / "new", 50, 1)
    files = sorted((tmp_path / "new").rglob("*.md"))

    assert 50 == len(files)
    assert set(sample(50, 1)) == {parse(file.read_text(encoding="utf-8")) for file in files}
    for file in files:
        alert = parse(file.read_text(encoding="utf-8")).alert
        assert f"{alert.lang}/{alert.issued.year}/{alert.id}.md" == file.relative_to(tmp_path / "new").as_posix()


def test_invented_records_never_stand_among_real_ones(tmp_path: Path) -> None:
    """A folder with a record is refused, and left as it was."""
    record = tmp_path / "fr/2005/a-b.md"
    record.parent.mkdir(parents=True)
    record.write_text("---\n")

    with pytest.raises(SampleError, match=r"there are records already \(fr/2005/a-b.md\).*Name a new or empty folder"):
        write_sample(tmp_path, 5, 1)
    assert [record] == [file for file in tmp_path.rglob("*") if file.is_file()]


def test_what_stands_beside_the_records_is_no_hindrance(tmp_path: Path) -> None:
    """An archive's own description is not a record."""
    (tmp_path / "README.md").write_text("About.")
    write_sample(tmp_path, 3, 1)

    assert 4 == len(list(tmp_path.rglob("*.md")))


@pytest.mark.parametrize(("alerts", "name"), [(0, "new"), (-1, "new"), (5, "file")])
def test_nonsense_is_refused(tmp_path: Path, alerts: int, name: str) -> None:
    """No records, or a file for a folder, is told and nothing is written."""
    (tmp_path / "file").write_text("")

    with pytest.raises(SampleError, match=r"Give a number|Name a new"):
        write_sample(tmp_path / name, alerts, 1)
    assert not (tmp_path / "new").exists()


def test_the_command_ends_with_status_1_and_a_sentence(tmp_path: Path) -> None:
    """The second time, the folder has records."""
    command = [sys.executable, "-m", "invoke", "sample", "--alerts", "4", "--seed", "2", "--archive", str(tmp_path)]
    first = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (0, "") == (first.returncode, first.stderr)
    assert 1 == second.returncode
    assert "there are records already" in second.stderr
    assert 4 == len(list(tmp_path.rglob("*.md")))
