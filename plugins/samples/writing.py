"""The dull part: a made-up archive on disk."""

from __future__ import annotations

from pathlib import Path

from plugins.alerts.errors import ArchiveError
from plugins.alerts.frontmatter import serialise
from plugins.alerts.languages import CODES
from plugins.samples.archive import sample


class SampleError(ArchiveError):
    """A sample that cannot be written where it was asked for."""


def write_sample(archive: Path, alerts: int, seed: int) -> None:
    """Write so many records to ``archive/<language>/<year>/<id>.md``.

    Raises:
        SampleError: if the archive has records already (invented ones must never stand among real ones), is not a folder,
            or fewer than one is asked for.
        OSError: if a file cannot be written.
    """
    if alerts < 1:
        raise SampleError(f"{alerts} alerts were asked for", where="--alerts", do="Give a number from 1 up.")
    if archive.exists() and not archive.is_dir():
        raise SampleError("is a file", where=str(archive), do="Name a new or empty folder with --archive.")
    there = next((file for code in CODES for file in (archive / code).rglob("*.md")), None)
    if there is not None:
        raise SampleError(
            f"there are records already ({there.relative_to(archive).as_posix()}), and invented ones must not stand among them",
            where=str(archive),
            do="Name a new or empty folder with --archive, or delete that one first.",
        )
    folders: set[Path] = set()
    for record in sample(alerts, seed):
        alert = record.alert
        folder = archive / alert.lang / str(alert.issued.year)
        if folder not in folders:
            folder.mkdir(parents=True, exist_ok=True)
            folders.add(folder)
        (folder / f"{alert.id}.md").write_text(serialise(record), encoding="utf-8", newline="\n")
