"""A build that goes on from the last one equals a build from nothing, byte for byte, whatever was done in between."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
import traceback
from pathlib import Path

import pytest
from pelican import Pelican
from pelican.settings import read_settings

from plugins.site.checks.checking import check_site
from tests.site import edits, miniature
from tests.site.build import ROOT, fixity
from tests.site.edits import World

STEPS = int(os.environ.get("ALERT_TEST_EDITS", "15"))
"""Edits in a row; `invoke test --thorough` makes 200."""


def build(world: World, output: Path, cache: Path, *, kill_after: float | None = None) -> None:
    """Build in a process of its own, with the world's own copy of the code; ``kill_after`` is in seconds."""
    log = world.archive.parent / "log.txt"
    process = os.fork()
    if not process:
        status = 1
        try:
            with log.open("w", encoding="utf-8") as said:
                sys.stdout = sys.stderr = said
                try:
                    status = _build(world, output, cache)
                except BaseException:  # noqa: BLE001 (told by the parent)
                    traceback.print_exc()
        finally:
            os._exit(status)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    assert kill_after is not None or os.waitstatus_to_exitcode(status) == 0, log.read_text(encoding="utf-8")


def _build(world: World, output: Path, cache: Path) -> int:
    # The code of the copy, as it stands now.
    for name in [name for name in sys.modules if name.split(".")[0] == "plugins"]:
        del sys.modules[name]
    sys.path.insert(0, str(world.repository))
    os.chdir(world.repository)
    override = {
        "PATH": str(world.archive),
        "OUTPUT_PATH": str(output),
        "ALERT_CACHE": str(cache),
        "ALERT_MODULES": str(ROOT / "node_modules"),
        "ALERT_WORKERS": 2,
        **world.settings,
    }
    try:
        Pelican(read_settings(str(world.repository / "pelicanconf.py"), override=override)).run()
    except SystemExit as ended:
        # A record that cannot be used is named at the end; the site is built without it.
        return 0 if "could not be used" in str(ended.code) else 1
    return 0


@pytest.fixture
def world(tmp_path: Path) -> World:
    """The miniature, a copy of the code, and nothing built."""
    repository = tmp_path / "repository"
    for name in ("plugins", "theme"):
        shutil.copytree(ROOT / name, repository / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pelicanconf.py", repository)
    miniature.make(tmp_path / "archive")
    seed = int(os.environ.get("ALERT_TEST_SEED", "3"))
    return World(repository, tmp_path / "archive", tmp_path / "output", tmp_path / "cache", random.Random(seed))


def test_going_on_equals_beginning_anew(world: World) -> None:
    """After every edit of a long row, the incremental site has the bytes of a clean one, and is in order."""
    build(world, world.output, world.cache)
    row = random.Random(world.rng.random())
    # Whatever may befall a site besides its records befalls it in the shortest row, too.
    chosen = [*edits.AROUND, *row.sample(edits.RECORDS, len(edits.RECORDS))][:STEPS]
    chosen += row.choices([*edits.AROUND, *edits.RECORDS, *edits.RECORDS], k=STEPS - len(chosen))
    row.shuffle(chosen)
    done = []
    for edit in chosen:
        done.append(edit.__name__)
        edit(world)
        if world.kill:
            build(world, world.output, world.cache, kill_after=world.rng.random())
            world.kill = False
        build(world, world.output, world.cache)
        clean = world.archive.parent / "clean"
        build(world, clean, clean.with_name("clean-cache"))

        expected, found = fixity(clean), fixity(world.output)
        other = {path for path in expected.keys() | found.keys() if expected.get(path) != found.get(path)}
        assert not other, f"after {', '.join(done)}: {sorted(other)[:20]}"
        assert [] == check_site(clean), f"after {', '.join(done)}"
        shutil.rmtree(clean)
        shutil.rmtree(clean.with_name("clean-cache"))
