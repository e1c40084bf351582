"""Reading on a Dask cluster: the same records, the same account, in the same order; what ends a process costs its piece there, too."""

from __future__ import annotations

import datetime as dt
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from plugins.importers.parsed import Provenance
from plugins.importers.pieces import Piece
from plugins.importers.processes import cluster, reading
from plugins.importers.processes.budget import Budget
from plugins.importers.processes.cutting import Cursor, Cut, Step, failed
from plugins.importers.run import run_import
from tests.site.build import fixity

TODAY = dt.date(2026, 11, 25)
# The library's own: a cluster on a busy machine that hears late from its workers, and what it leaves to be collected at the end.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


def _sources(folder: Path) -> Path:
    """A folder of several formats, some of it broken."""
    folder.mkdir()
    rows = [
        f'{{"id": "item-{number}", "language": "en", "title": "Number {number}", "issued": "2005", "body": "An invented text."}}\n'
        for number in range(300)
    ]
    (folder / "rows.jsonl").write_text("".join(rows) + "{broken\n")
    (folder / "page.html").write_text(
        "<html lang=en><title>One</title><p>On 3 May 2001 nothing happened in Fiji.</p></html>"
    )
    (folder / "empty.txt").write_text("")
    return folder


def test_a_cluster_gives_the_same_bytes(tmp_path: Path) -> None:
    """Records, ledger and outcomes are those of an import without one."""
    source = _sources(tmp_path / "source")
    told: dict[str, list[Any]] = {"": [], cluster.LOCAL: []}
    for address, outcomes in told.items():
        run_import(
            [source],
            archive=tmp_path / f"archive-{address}",
            today=TODAY,
            workers=2,
            cluster=address,
            on_outcome=outcomes.append,
        )

    assert told[""] == told[cluster.LOCAL]
    assert fixity(tmp_path / "archive-") == fixity(tmp_path / f"archive-{cluster.LOCAL}")
    assert 300 < len(told[""])


def _read(found: Any, _format: str) -> list[reading.Sealed]:
    if found.content == b"fatal":
        os.kill(os.getpid(), signal.SIGKILL)
    return [reading.settled(_item(found))]


def _item(found: Piece) -> Any:
    """Return the item of a harmless piece."""
    return failed(found.content.decode(), "item-unreadable", "a test")


def test_what_ends_a_process_costs_its_piece_and_no_more() -> None:
    """A batch is read by processes that the worker does not lose itself with."""
    contents = [b"one", b"fatal", b"three"]
    batch = [
        Cut(
            step=Step.PIECE,
            cursor=Cursor(0, 0, place),
            format="text",
            found=Piece(provenance=Provenance(source=f"s{place}"), content=content),
        )
        for place, content in enumerate(contents)
    ]
    done = cluster.read_batch(batch, _read, Budget())

    assert ["one", "s1", "three"] == [one.items[0].precedence.source.decode() for one in done]


def test_a_cluster_that_does_not_answer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is written, with what to do."""
    monkeypatch.setattr(cluster, "_PATIENCE", "1s")
    with pytest.raises(
        cluster.ClusterError, match=r"--cluster: tcp://127\.0\.0\.1:9 does not answer .*Start its scheduler"
    ):
        run_import([tmp_path], archive=tmp_path / "archive", today=TODAY, cluster="tcp://127.0.0.1:9")

    assert not (tmp_path / "archive").exists()
