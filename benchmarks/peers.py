"""What stands beside us: programs that turn the same documents into a site, and what each of them does less.

A new peer is one more entry of the table.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A program that builds a site."""

    name: str
    command: Callable[[Path, Path], list[str]]
    """Given the archive and the folder for the site, the command to run."""
    less: str
    """What it was given, and what it does less than we do."""
    largest: int
    """Documents beyond which it is run once only: it takes too long."""


def _pelican(archive: Path, output: Path) -> list[str]:
    return [f"{BIN}/pelican", str(archive), "-o", str(output), "-s", str(HERE / "stock_pelican.py"), "--quiet"]


PEERS = (
    Peer(
        name=f"stock Pelican {version('pelican')}",
        command=_pelican,
        less=(
            "theme `simple`, Python-Markdown, no feeds. One page a record and an index of tens; no navigation by country, violation, "
            "source, year; no page in the reader's language where a translation is missing; no update chains; no search; no manifest; "
            "everything again every time"
        ),
        largest=4_000,
    ),
)
