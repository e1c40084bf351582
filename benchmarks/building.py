"""Building the site: from nothing, with nothing to do, with one record changed, with one more; and the peers from nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.documents import Documents
from benchmarks.measuring import Cost, measure, median
from benchmarks.peers import BIN, INDEX, PAGES, PEERS
from plugins.alerts import frontmatter
from plugins.alerts.dates import PartialDate
from plugins.alerts.model import AlertId, Record

ROOT = Path(__file__).resolve().parents[1]
OURS = "this project"
WHOLE, CHANGED = "from nothing", "one text changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """One line of the table."""

    documents: str
    who: str
    what: str
    rounds: int
    cost: Cost
    pages: int
    files: int
    megabytes: float
    written: int
    """Files that this run wrote."""


def measure_builds(documents: Documents, work: Path, *, rounds: int) -> Iterator[Built]:
    """Measure ours and the peers in turn.

    The last of our sites is left in ``work/site``, the last index of Pagefind in ``work/peers/pagefind``.
    """
    peers = work / "peers"
    site, cache = work / "site", work / "cache"
    ours: list[Cost] = []
    pages: list[Cost] = []
    theirs: dict[str, list[Cost]] = {peer.key: [] for peer in PEERS}
    given = {peer.key: peer.prepare(documents.archive, peers) for peer in PEERS}
    for turn in range(rounds):
        _away(work / "pages", turn)
        pages.append(_build(documents, work / "pages", work / f"cache-{turn}", 'PLUGINS=["plugins.site"]'))
        _away(site, turn)
        _away(cache, turn)
        ours.append(_build(documents, site, cache))
        for peer in PEERS:
            if turn == 0 or documents.count <= peer.largest:
                _away(peers / peer.key, turn)
                theirs[peer.key].append(measure(peer.command(given[peer.key], peers / peer.key), cwd=ROOT))
    for folder in [*work.glob(_AWAY.format("*", "*")), *peers.glob(_AWAY.format("*", "*"))]:
        shutil.rmtree(folder)
    yield _built(documents, OURS, WHOLE, ours, site)
    yield _built(documents, OURS, PAGES, pages, work / "pages")
    for peer in PEERS:
        yield _built(documents, peer.name, peer.what, theirs[peer.key], peers / peer.key)
    for folder in (work / "pages", *(peers / peer.key for peer in PEERS if peer.what != INDEX)):
        shutil.rmtree(folder, ignore_errors=True)
    for what, change in (("nothing changed", _nothing), (CHANGED, _change), ("one record more", _add)):
        costs = []
        for turn in range(rounds):
            change(documents, turn)
            before = _stamps(site)
            costs.append(_build(documents, site, cache))
            after = _stamps(site)
        written = sum(stamp != before.get(path) for path, stamp in after.items())
        yield _built(documents, OURS, what, costs, site, written=written)


_AWAY = "{}-away-{}"


def _away(folder: Path, turn: int) -> None:
    """Rename what an earlier round has made: ext4 takes six times as long to create files where as many have just been deleted."""
    if folder.exists():
        folder.rename(folder.with_name(_AWAY.format(folder.name, turn)))


def _build(documents: Documents, site: Path, cache: Path, *more: str) -> Cost:
    # What `invoke build` runs, with a cache of its own.
    settings = ["-s", f"{ROOT}/pelicanconf.py", "--fatal", "errors", "--quiet", "-e", f'ALERT_CACHE="{cache}"', *more]
    return measure([f"{BIN}/pelican", str(documents.archive), "-o", str(site), *settings], cwd=ROOT)


def _built(
    documents: Documents, who: str, what: str, costs: list[Cost], site: Path, *, written: int | None = None
) -> Built:
    """Look at a site; ``written`` are the files that the last run wrote, if not all."""
    sizes = {path: size for path, (size, _) in _stamps(site).items()}
    return Built(
        documents=documents.label,
        who=who,
        what=what,
        rounds=len(costs),
        cost=median(costs),
        pages=sum(path.endswith(".html") for path in sizes),
        files=len(sizes),
        megabytes=sum(sizes.values()) / 1e6,
        written=len(sizes) if written is None else written,
    )


def _files(folder: Path) -> Iterator[str]:
    for parent, _, names in os.walk(folder):
        for name in names:
            yield f"{parent}/{name}"


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Return path → size in bytes and time of the last change in ns."""
    return {path: (status.st_size, status.st_mtime_ns) for path in _files(folder) if (status := Path(path).stat())}


def _nothing(documents: Documents, turn: int) -> None:
    pass


def _change(documents: Documents, turn: int) -> None:
    """Give one record, in the middle of all, a further paragraph."""
    paths = documents.paths()
    path = paths[len(paths) // 2]
    path.write_text(f"{path.read_text(encoding='utf-8')}\nOne more sentence, number {turn}.\n", encoding="utf-8")


def _add(documents: Documents, turn: int) -> None:
    """Add a record in English, newer than all others."""
    paths = documents.paths()
    alert, body = frontmatter.parse(paths[0].read_text(encoding="utf-8"))
    newest = max(int(path.parent.name) for path in paths)
    new = replace(
        alert,
        id=AlertId(f"{newest}-12-31-xx-new{turn}"),
        issued=PartialDate(newest, 12, 31),
        occurred=None,
        follows=(),
        updates=(),
    )
    path = documents.archive / new.lang / str(newest) / f"{new.id}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(frontmatter.serialise(Record(new, body)), encoding="utf-8")
