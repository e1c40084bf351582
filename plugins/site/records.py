"""What is kept of the archive between builds: every record as it was read, in one file, unpacked only where it is wanted."""

from __future__ import annotations

import hashlib
import marshal
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Self

from plugins.alerts.collection import Entry
from plugins.alerts.dates import PartialDate
from plugins.alerts.model import AlertId
from plugins.site.rows import from_row, parse_date

Stamp = tuple[int, int]
"""Time of the last change in ns, and size in bytes."""
FoundHere = tuple[tuple[str, str, str], ...]
"""Findings as plain tuples: code, field, message."""


class Known(NamedTuple):
    """What is known of one file of the archive."""

    changed: int
    size: int
    digest: str
    """Fixity of what is published of it: of the file, or, where a name is redacted in it, of the record as redacted."""
    is_redacted: bool
    id: str
    lang: str
    issued: str
    findings: FoundHere
    row: bytes
    """The alert (:mod:`plugins.site.rows`) in ``marshal``'s form; nothing where the record cannot be used."""

    @property
    def stamp(self) -> Stamp:
        """Time and size of the file."""
        return self.changed, self.size

    def entry(self, path: str) -> Entry:
        """Return the record, to be unpacked when it is wanted."""
        found = _new(_KnownEntry)
        # As its class forbids it: this is called for every record.
        _set_path(found, path)
        _set_digest(found, self.digest)
        _set_known(found, self)
        return found


class _KnownEntry(Entry):
    """An entry whose alert is unpacked when it is first asked for, and what is at hand before found once: lists are made of nothing else."""

    __slots__ = ("_known", "id", "issued", "lang")
    _known: Known
    id: AlertId
    lang: str
    issued: PartialDate

    def __getattr__(self, name: str) -> Any:
        found: Any
        if name == "alert":
            found = from_row(marshal.loads(self._known.row))  # noqa: S302 (our own)
        elif name == "issued":
            found = parse_date(self._known.issued)
        elif name in {"id", "lang"}:
            found = getattr(self._known, name)
        else:
            raise AttributeError(name)
        object.__setattr__(self, name, found)
        return found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entry) and (self.path, self.digest) == (other.path, other.digest)

    def __hash__(self) -> int:
        return hash((self.path, self.digest))


_new = object.__new__
_set_path, _set_digest = (vars(Entry)[name].__set__ for name in ("path", "digest"))
_set_known = vars(_KnownEntry)["_known"].__set__


@dataclass(slots=True)
class Records:
    """All files of the archive as they were read, and the redactions by which they were."""

    known: dict[str, Known] = field(default_factory=dict)
    """Path, relative to the archive → what is known of the file."""
    names: tuple[str, ...] = ()
    """The names that were redacted."""
    withdrawn: tuple[tuple[str, str, str], ...] = ()
    """Id, day and reason of the records that were withdrawn."""
    kept: tuple[bytes, bool] | None = None
    """Fingerprint, and whether there are doubles, where they are known from before."""

    @classmethod
    def load(cls, store: Path, version: str) -> Self:
        """Return what was kept; nothing where the code has changed since or the file is damaged."""
        try:
            kept_version, kept, known, names, withdrawn = marshal.loads(store.read_bytes())  # noqa: S302 (written by us, beside the output)
        except (OSError, ValueError, EOFError, TypeError):
            return cls()
        if kept_version != f"{version} {sys.version}":
            return cls()
        return cls({path: Known(*one) for path, one in known.items()}, names, withdrawn, kept)

    def save(self, store: Path, version: str) -> None:
        """Keep them."""
        store.parent.mkdir(parents=True, exist_ok=True)
        half = store.with_suffix(".new")
        plain = {path: tuple(one) for path, one in self.known.items()}
        kept = self.fingerprint(), self.has_doubles()
        half.write_bytes(marshal.dumps((f"{version} {sys.version}", kept, plain, self.names, self.withdrawn)))
        half.replace(store)

    def fingerprint(self) -> bytes:
        """Return what changes when anything that is published of the archive does."""
        if self.kept:
            return self.kept[0]
        state = hashlib.blake2b(repr((self.names, self.withdrawn)).encode(), digest_size=16)
        state.update("\n".join(f"{path} {one.digest}" for path, one in sorted(self.known.items())).encode())
        return state.digest()

    def has_doubles(self) -> bool:
        """Say whether two records have one id and language."""
        if self.kept:
            return self.kept[1]
        usable = [(one.id, one.lang) for one in self.known.values() if one.row]
        return len(set(usable)) < len(usable)

    def published(self, path: str) -> bool:
        """Say whether there is a record at a path that is neither damaged nor withdrawn; a second one of its id counts."""
        one = self.known.get(path)
        return one is not None and bool(one.row) and not any(one.id == withheld[0] for withheld in self.withdrawn)
