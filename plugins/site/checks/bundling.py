"""A built site as one file to carry: a zip that is unpacked and opened by a double click, and proves itself.

The same site gives the same bytes, on any day and any machine: members stand in the manifest's order, with one date and one mode.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from plugins.alerts.errors import ArchiveError
from plugins.site.writing.output import MANIFEST

_FOLDER = "alert-archive"
"""What it unpacks to: files that lie about loose are lost."""
_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can say: a date of today would make every bundle another file."""
_READ_ME = """\
English: open index.html in a browser. No connection is needed, and none is made.
Français : ouvrez index.html dans un navigateur. Aucune connexion n'est nécessaire, et aucune n'est établie.
Español: abra index.html en un navegador. No hace falta conexión, y no se establece ninguna.

sha256sum -c MANIFEST.sha256
"""


class BundleError(ArchiveError):
    """A site that cannot be bundled."""


def write_bundle(site: Path, bundle: Path) -> int:
    """Write a site into a zip; return how many files are in it.

    Only what the manifest names is taken, and only as the manifest knows it.

    Raises:
        BundleError: if there is no site, or a file is not what its manifest says.
        OSError: if the bundle cannot be written; there is then no half of one.
    """
    manifest = site / MANIFEST
    if not manifest.is_file():
        raise BundleError("there is no site", where=str(site), do="Build one with `invoke build`.")
    half = bundle.with_name(f".{bundle.name}.new")
    try:
        bundle.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for path, data in _files(site, manifest):
                archive.writestr(_member(path), data, zipfile.ZIP_DEFLATED)
            count = len(archive.namelist())
        half.replace(bundle)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    return count


def _files(site: Path, manifest: Path) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every member: how to begin, the manifest, then what it names."""
    listed = manifest.read_bytes()
    yield "READ-ME.txt", _READ_ME.encode()
    yield MANIFEST, listed
    for line in listed.decode("utf-8").splitlines():
        sha256, _, path = line.partition("  ")
        if path.startswith("/") or ".." in path.split("/"):
            raise BundleError(f"is named in {MANIFEST}, and is outside the site", where=path, do=_AGAIN)
        try:
            data = (site / path).read_bytes()
        except FileNotFoundError as error:
            raise BundleError(f"is named in {MANIFEST}, and not there", where=path, do=_AGAIN) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise BundleError(f"is not what {MANIFEST} says", where=path, do=_AGAIN)
        yield path, data


_AGAIN = "Build the site again with `invoke build`, then bundle it."


def _member(path: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(f"{_FOLDER}/{path}", _DATE)
    # A file that everybody may read, whatever the mode is here; made on Unix, so that the name is UTF-8.
    info.create_system = 3
    info.external_attr = 0o100644 << 16
    return info
