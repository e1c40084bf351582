"""The search page's script: one file, and the same as what people write."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from plugins.search.assets import ARRIVAL_FILES, CLIENT_FILES, VIEW_FILES
from plugins.search.bundle import ARRIVAL, SCRIPT, compact, page_scripts

THEME = Path(__file__).resolve().parents[2] / "theme"


@pytest.mark.parametrize(
    ("written", "loaded"),
    [
        ("/** What it is.\n * More. */\nf();\n", "f();\n"),
        ("  // A reason.\n  f();\n\n\n  g();\n", "f();\ng();\n"),
        ("/** @type {Map} */ const a = 1;\nf(); // why\n/* all */\n", "/** @type {Map} */ const a = 1;\nf(); // why\n"),
        ("const a = '// no comment /* nor this */';\n", "const a = '// no comment /* nor this */';\n"),
        ("f(); /* one */\ng(); /* two */\n", "f(); /* one */\ng(); /* two */\n"),
    ],
)
def test_comments_and_indentation_go(written: str, loaded: str) -> None:
    """Comments with lines of their own, blank lines and indentation go; nothing else is touched."""
    assert loaded == compact(written)


def test_every_script_is_in_the_bundles() -> None:
    """What the page loads is every file below js/, in the order that is written down."""
    written = {file.relative_to(THEME / "static").as_posix() for file in (THEME / "static/js").rglob("*.js")}

    assert written == {*CLIENT_FILES, *VIEW_FILES, *ARRIVAL_FILES}
    made = page_scripts(THEME)
    for address, files in ((SCRIPT, (*CLIENT_FILES, *VIEW_FILES)), (ARRIVAL, ARRIVAL_FILES)):
        places = [
            made[address].find(compact((THEME / "static" / file).read_text(encoding="utf-8")).encode())
            for file in files
        ]
        assert -1 not in places
        assert places == sorted(places)


def test_the_page_is_compiled_before_it_is_asked() -> None:
    """The first line, where Chromium looks for it, asks for all functions to be compiled as the script is read; its comment is no comment to go."""
    first, _, rest = page_scripts(THEME)[SCRIPT].partition(b"\n")

    assert first == b"//# allFunctionsCalledOnLoad"
    assert rest.startswith(compact((THEME / "static" / CLIENT_FILES[0]).read_text(encoding="utf-8")).encode())


@pytest.mark.parametrize("address", [SCRIPT, ARRIVAL])
def test_a_bundle_is_a_script(node: str, tmp_path: Path, address: str) -> None:
    """Node reads it as it reads the written files."""
    program = "new (require('node:vm').Script)(require('node:fs').readFileSync(process.argv[1], 'utf8'))"
    (tmp_path / "search.js").write_bytes(page_scripts(THEME)[address])

    subprocess.run([node, "-e", program, str(tmp_path / "search.js")], check=True)
