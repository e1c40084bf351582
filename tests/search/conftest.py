"""What the tests of search share: Node with the client in it, and a small site of three languages."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.search.assets import CLIENT_FILES, VENDOR_FILES, VENDOR_FOLDER
from plugins.search.build import build
from plugins.search.suggestions import write_suggestions
from tests.search.corpus import LANGUAGES, facts, source

ROOT = Path(__file__).resolve().parents[2]

Client = Callable[..., Any]


@pytest.fixture(scope="session")
def client(node: str) -> Client:
    """Run a command of client.cjs: ``client("analyse", language="en", …)`` gives its answer."""

    def ask(command: str, **arguments: object) -> Any:
        done = subprocess.run(
            [node, str(Path(__file__).parent / "client.cjs")],
            input=json.dumps({"command": command, **arguments}),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return ask


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the index of the whole synthetic archive, the client, and a bare page a language below ``sub/``.

    The unsplit indexes are beside it, in ``whole/``.
    """
    folder = tmp_path_factory.mktemp("site")
    root = folder / "sub"
    with pytest.MonkeyPatch.context() as patch:
        # As in an archive of some size, cards are written with a list of words.
        patch.setattr("plugins.search.plan._SMALLEST_SAMPLED", 50)
        patch.setattr("plugins.search.plan._SAMPLE", 20)
        build([source(language) for language in LANGUAGES], root, whole=folder / "whole")
    for language in LANGUAGES:
        write_suggestions(language, facts(language), root)
    for file in CLIENT_FILES:
        copy(ROOT / "theme/static" / file, root / "theme" / file)
    for file, name in VENDOR_FILES.items():
        copy(ROOT / "node_modules" / file, root / VENDOR_FOLDER / name)
    scripts = "".join(f'<script defer src="../theme/{file}"></script>' for file in CLIENT_FILES)
    for language in LANGUAGES:
        page = root / language / "search.html"
        page.parent.mkdir()
        page.write_text(
            f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><link rel="icon" href="data:,">'
            f'<meta http-equiv="Content-Security-Policy" content="default-src \'self\'; img-src data:">'
            f"<title>Search</title>{scripts}</head></html>",
            encoding="utf-8",
        )
    return folder


def copy(source_file: Path, target: Path) -> None:
    """Copy a file, making its folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source_file, target)
