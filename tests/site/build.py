"""Running the build as a maintainer does."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def pelican(archive: Path, output: Path, cache: Path, *settings: str) -> subprocess.CompletedProcess[str]:
    """Run plain `pelican`; ``settings`` are KEY=JSON."""
    return subprocess.run(
        [
            str(Path(sys.executable).parent / "pelican"),
            str(archive),
            "-o",
            str(output),
            "-s",
            str(ROOT / "pelicanconf.py"),
            "--log-handler",
            "plain",
            "-e",
            f'ALERT_CACHE="{cache}"',
            *settings,
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


def fixity(output: Path) -> dict[str, str]:
    """Return path → SHA-256 of every file of a site."""
    return {
        file.relative_to(output).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(output.rglob("*"))
        if file.is_file()
    }
