"""The settings of the exports, read once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from plugins.alerts.languages import CODES


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSettings:
    """What the exports are made with."""

    output: Path
    """The site's root."""
    cache: Path
    """Where things that can be made again are kept."""
    workers: int
    """Processes that make files."""
    siteurl: str
    """Full address of the root, without a slash at the end; empty where it is not known."""
    names: Mapping[str, str]
    """Language → name of the site."""
    licence: str
    """Licence of the content, in words; empty where nothing is said."""

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> Self:
        """Read Pelican's settings; the site's own reading of the same ones refuses what cannot be used."""
        names = settings.get("ALERT_SITE_NAMES")
        by_language = names if isinstance(names, Mapping) else {}
        here = Path(settings.get("ALERT_ROOT") or Path.cwd())
        return cls(
            output=Path(settings["OUTPUT_PATH"]),
            cache=Path(settings.get("ALERT_CACHE") or here / ".cache"),
            workers=int(settings.get("ALERT_WORKERS") or os.cpu_count() or 1),
            siteurl=str(settings.get("SITEURL") or "").rstrip("/"),
            names={code: str(by_language.get(code) or settings["SITENAME"]) for code in CODES},
            licence=str(settings.get("ALERT_LICENCE") or ""),
        )
