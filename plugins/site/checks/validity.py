"""Whether pages are valid HTML, by html-validate (npm), which ``make`` installs beside what the browser needs.

Pages of one type are made by one template: one of each type and language tells what thousands would.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

CONFIG = Path(__file__).resolve().parents[3] / ".htmlvalidate.cjs"
_PROGRAM = Path("node_modules/html-validate/bin/html-validate.mjs")


def one_of_each(output: Path) -> list[Path]:
    """Return the pages of the site's root and of each language's, and the heaviest of every folder of a language, years apart as one."""
    kept: dict[str, Path] = {}
    for file in sorted(output.rglob("*.html")):
        folders = file.relative_to(output).parts[:-1]
        # en/countries/iq.html is another type than en/countries/iq/2007.html.
        kind = "/".join(
            (*folders, file.name)
            if len(folders) < 2 or file.name == "index.html"
            else (*folders[:2], str(len(folders)))
        )
        if kind not in kept or file.stat().st_size > kept[kind].stat().st_size:
            kept[kind] = file
    return list(kept.values())


def validate(pages: Iterable[Path], *, modules: Path) -> Iterator[str]:
    """Yield what is wrong with pages, one line each; ``modules`` is the folder that has ``node_modules``."""
    files = [str(page) for page in pages]
    node = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    program = modules / _PROGRAM
    if not node or not program.is_file():
        yield "HTML was not checked: html-validate is not there. Run `npm ci`."
        return
    done = subprocess.run(  # noqa: S603 (our own program and files)
        [node, str(program), "--config", str(CONFIG), "--formatter=json", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        found = json.loads(done.stdout)
    except ValueError:
        yield f"HTML was not checked: html-validate says {(done.stderr or done.stdout).strip()[:500]!r}."
        return
    for page in found:
        for one in page["messages"]:
            yield f"{page['filePath']}:{one['line']}:{one['column']}: {one['message']} [{one['ruleId']}]"
