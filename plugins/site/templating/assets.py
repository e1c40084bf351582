"""What pages load besides themselves: the style sheet, that of the search page, and the libraries that npm fetched.

The search page's script is made by the search (:mod:`plugins.search.bundle`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from plugins.alerts.errors import ArchiveError
from plugins.site.templating import styles


class AssetError(ArchiveError):
    """A file that pages load is not there."""


def assets(theme: Path, modules: Path, vendor: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield the output path and the bytes of every asset.

    ``vendor`` names what other plugins want from npm: file below ``modules`` → its path in the output.

    Raises:
        AssetError: if a library is missing.
    """
    sheets = sorted((theme / "static" / "css").glob("*.css"))
    yield "theme/site.css", styles.bundle(sheet.read_text(encoding="utf-8") for sheet in sheets).encode()
    own = sorted((theme / "static" / "css" / "search").glob("*.css"))
    yield "theme/search.css", styles.bundle(sheet.read_text(encoding="utf-8") for sheet in own).encode()
    base = theme / "static" / "images"
    for file in sorted(base.rglob("*")):
        if file.is_file():
            yield f"theme/images/{file.relative_to(base).as_posix()}", file.read_bytes()
    for source, path in vendor.items():
        file = modules / source
        if not file.is_file():
            raise AssetError("is missing", where=str(file), do="Fetch the browser's libraries with `npm ci`.")
        yield path, file.read_bytes()
