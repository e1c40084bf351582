"""The settings of the site, read once and checked."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from plugins.alerts.errors import ArchiveError
from plugins.alerts.languages import CODES
from plugins.site import reporting


class SettingsError(ArchiveError):
    """A setting that cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """What the builder needs to know."""

    archive: Path
    output: Path
    theme: Path
    cache: Path
    modules: Path
    workers: int
    siteurl: str
    """Full address of the root, without a slash at the end; empty where it is not known."""
    names: Mapping[str, str]
    """Language → name of the site."""
    contact: str
    licence: str
    timings: bool = False
    """Whether what each stage of a build took is said at its end."""
    progress: bool = False
    """Whether a terminal is shown how far a build is."""
    report: str = ""
    """Where errors in records are reported: a mail address, or a web address with slots (:mod:`plugins.site.reporting`)."""

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> Self:
        """Read Pelican's settings.

        Raises:
            SettingsError: if one of them cannot be used; it names the setting.
        """
        workers = settings.get("ALERT_WORKERS") or os.cpu_count() or 1
        if not isinstance(workers, int) or workers < 1:
            raise SettingsError(f"ALERT_WORKERS is {workers!r}", where="pelicanconf.py", do="Give a number from 1 up.")
        archive = Path(settings["PATH"])
        if not archive.is_dir():
            raise SettingsError("there is no such archive", where=str(archive), do="Name a folder that exists.")
        names = settings.get("ALERT_SITE_NAMES") or {}
        if not isinstance(names, Mapping) or any(code not in CODES for code in names):
            raise SettingsError(
                f"ALERT_SITE_NAMES is {names!r}",
                where="pelicanconf.py",
                do=f"Give names by language: {', '.join(CODES)}.",
            )
        report = str(settings.get("ALERT_REPORT") or "")
        if report and not reporting.is_pattern(report):
            raise SettingsError(
                f"ALERT_REPORT is {report!r}",
                where="pelicanconf.py",
                do="Give a mail address, or an http(s) address in which {id}, {lang} and {url} stand for those of the page.",
            )
        here = Path(settings.get("ALERT_ROOT") or Path.cwd())
        return cls(
            archive=archive,
            output=Path(settings["OUTPUT_PATH"]),
            theme=Path(settings["THEME"]),
            cache=Path(settings.get("ALERT_CACHE") or here / ".cache"),
            modules=Path(settings.get("ALERT_MODULES") or here / "node_modules"),
            workers=workers,
            siteurl=str(settings.get("SITEURL") or "").rstrip("/"),
            names={code: str(names.get(code) or settings["SITENAME"]) for code in CODES},
            contact=str(settings.get("ALERT_CONTACT") or ""),
            licence=str(settings.get("ALERT_LICENCE") or ""),
            timings=bool(settings.get("ALERT_TIMINGS")),
            progress=bool(settings.get("ALERT_PROGRESS")) and sys.stderr.isatty(),
            report=report,
        )
