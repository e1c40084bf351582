"""The settings of the search, read once and checked."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from plugins.alerts.errors import ArchiveError


class SearchSettingsError(ArchiveError):
    """A setting that cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSettings:
    """What the index is built with."""

    output: Path
    """The site's root."""
    workers: int
    """Processes that count and write."""
    cache: Path
    """Where things that can be made again are kept."""
    theme: Path
    """Where the scripts and the style of the search page are."""
    whole: Path | None
    """A folder for the unsplit indexes, if they are wanted."""

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> Self:
        """Read Pelican's settings.

        Raises:
            SearchSettingsError: if one of them cannot be used; it names the setting.
        """
        workers = settings.get("ALERT_WORKERS") or os.cpu_count() or 1
        if not isinstance(workers, int) or workers < 1:
            raise SearchSettingsError(
                f"ALERT_WORKERS is {workers!r}", where="pelicanconf.py", do="Give a number from 1 up."
            )
        whole = settings.get("WHOLE_INDEX")
        if whole is not None and not isinstance(whole, str | Path):
            raise SearchSettingsError(
                f"WHOLE_INDEX is {whole!r}", where="pelicanconf.py", do="Give the path of a folder, or leave it out."
            )
        here = Path(settings.get("ALERT_ROOT") or Path.cwd())
        return cls(
            output=Path(settings["OUTPUT_PATH"]),
            workers=workers,
            cache=Path(settings.get("ALERT_CACHE") or here / ".cache"),
            theme=Path(settings.get("THEME") or here / "theme"),
            whole=Path(whole) if whole else None,
        )
