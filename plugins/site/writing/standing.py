"""What a finished build was made from, in a small file: by it the next one knows at once whether there is anything to do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Self

from plugins.alerts.redaction import FILE
from plugins.site import stores
from plugins.site.code import code_version
from plugins.site.reading.records import Stamp
from plugins.site.settings import SiteSettings

_NAME = "standing.marshal"
# Read by our plugins. How many processes work changes no byte.
_SETTINGS = ("SITENAME", "SITEURL", "PATH", "OUTPUT_PATH", "THEME", "PLUGINS", "TIMEZONE")
_WITHOUT_EFFECT = frozenset({"ALERT_WORKERS", "ALERT_TIMINGS", "ALERT_PROGRESS"})


class Standing(NamedTuple):
    """A build that ended."""

    signature: bytes = b""
    """Of everything that goes into a build: code, settings, theme, libraries, and the stamps of all records."""
    token: str = ""
    """Which output it left (:attr:`plugins.site.writing.output.Files.token`)."""
    base: bytes = b""
    """Of all that goes into every page."""
    records: bytes = b""
    """Of everything that was published of the archive."""
    layout: bytes = b""
    """Of what any page may show."""
    beginnings: tuple[str, ...] = ()
    """Of names, those with a page of their own."""
    alerts: int = 0
    report: tuple[tuple[str, str, str, str], ...] = ()
    """Path, code, field and message of everything that was found wrong with the archive."""

    @classmethod
    def load(cls, work: Path) -> Self:
        """Return the last build that ended; an empty one if there is none."""
        try:
            return cls(*stores.read(work / _NAME))
        except (stores.LostError, TypeError):
            return cls()

    def save(self, work: Path) -> None:
        """Keep it: the last thing that a build does."""
        stores.write(work / _NAME, tuple(self))


def signature(
    settings: SiteSettings, given: Mapping[str, Any], assets: Mapping[str, bytes], found: Mapping[str, Stamp]
) -> bytes:
    """Return the fingerprint of everything that goes into a build, without reading a record.

    ``given`` are Pelican's settings, ``assets`` what is copied into the site, ``found`` the stamps of the archive's files.
    """
    state = hashlib.blake2b(digest_size=16)
    state.update(code_version("plugins", with_labels=True).encode())
    own = {name: given[name] for name in sorted(given) if name in _SETTINGS or name.startswith("ALERT_")}
    state.update(repr([(name, value) for name, value in own.items() if name not in _WITHOUT_EFFECT]).encode())
    for path, data in assets.items():
        state.update(path.encode() + hashlib.blake2b(data).digest())
    for name, data in _contents(settings.theme):
        state.update(name.encode() + b"\0" + data)
    try:
        state.update((settings.archive / FILE).read_bytes())
    except OSError:
        state.update(b"no redactions")
    state.update("\n".join([f"{path} {stamp}" for path, stamp in sorted(found.items())]).encode())
    return state.digest()


def _contents(folder: Path) -> Iterable[tuple[str, bytes]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file.read_bytes()
