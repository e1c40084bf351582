"""What is kept of the archive between builds: every record as it was read, unpacked only where it is wanted.

All lie in one file; what has changed since that was written lies in another beside it, which is short. So a change of one record does not
write fifty thousand others, and what was made of all when they were written whole can be gone on from for many builds.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from plugins.alerts.collection import Entry
from plugins.alerts.dates import PartialDate
from plugins.alerts.labels import Key
from plugins.alerts.model import AlertId
from plugins.site import stores
from plugins.site.reading.rows import from_row, parse_date

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
    """The alert (:mod:`plugins.site.reading.rows`) in ``marshal``'s form; nothing where the record cannot be used."""
    header: str
    """Fixity of all that the record says but its text, and of what its terms are called; nothing where it cannot be used."""
    tallied: str
    """Fixity of what listings count of it, and of what that is called."""

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
        _set_lang(found, self.lang)
        _set_id(found, self.id)
        return found


class _KnownEntry(Entry):
    """An entry whose alert is unpacked when it is first asked for, and what is at hand before found once: lists are made of nothing else."""

    __slots__ = ("_known", "id", "issued", "lang")
    _known: Known
    id: AlertId
    lang: str
    issued: PartialDate

    @property
    def header(self) -> str:
        return self._known.header

    @property
    def tallied(self) -> str:
        return self._known.tallied

    def __getattr__(self, name: str) -> Any:
        found: Any
        if name == "alert":
            found = from_row(marshal.loads(self._known.row))  # noqa: S302 (our own)
        elif name == "issued":
            found = parse_date(self._known.issued)
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
_set_known, _set_lang, _set_id = (vars(_KnownEntry)[name].__set__ for name in ("_known", "lang", "id"))


_FEW = 200
"""Records that may have changed since all were written, before all are written anew."""
_BITS = 128


@dataclass(slots=True, eq=False)
class Records:
    """All files of the archive as they were read, and the redactions by which they were."""

    known: dict[str, Known] = field(default_factory=dict)
    """Path, relative to the archive → what is known of the file; changed by :meth:`put` and :meth:`drop` alone."""
    names: tuple[str, ...] = ()
    """The names that were redacted."""
    withdrawn: tuple[tuple[str, str, str], ...] = ()
    """Id, day and reason of the records that were withdrawn."""
    called: Mapping[Key, str] = field(default_factory=dict)
    """Term → what changes when its label does, as it was when they were read."""
    whole: Records | None = None
    """Those that lie in the store whole; these are they but for ``since``."""
    since: dict[str, Known | None] = field(default_factory=dict)
    """Path → what is otherwise than in the whole, or nothing where it is gone."""
    token: bytes = b""
    """Of the file that has them whole."""
    _sum: int | None = None
    _has_doubles: bool | None = None

    def __post_init__(self) -> None:
        """Add up what is given."""
        if self._sum is None:
            self._sum = sum(_hash(path, one) for path, one in self.known.items())

    def following(
        self,
        names: tuple[str, ...],
        withdrawn: tuple[tuple[str, str, str], ...],
        called: Mapping[Key, str] | None = None,
    ) -> Records:
        """Return records that are these as long as nothing is put among them or dropped."""
        return Records(
            dict(self.known),
            names,
            withdrawn,
            self.called if called is None else called,
            whole=self.whole,
            since=dict(self.since),
            _sum=self._sum,
            _has_doubles=self._has_doubles,
        )

    def put(self, found: Iterable[tuple[str, Known]]) -> None:
        """Take what was found at some paths, in the place of what was there."""
        total = self._sum or 0
        usable: dict[str, tuple[str, str]] = {}
        for path, one in found:
            before = self.known.get(path)
            if before is not None:
                total -= _hash(path, before)
            total += _hash(path, one)
            self.known[path] = self.since[path] = one
            if one.row:
                usable[path] = one.id, one.lang
        self._sum = total
        if self._has_doubles:
            self._has_doubles = None
        elif self._has_doubles is False:
            # None of the others has another's id.
            added = set(usable.values())
            self._has_doubles = len(added) < len(usable) or any(
                (one.id, one.lang) in added and path not in usable for path, one in self.known.items() if one.row
            )

    def drop(self, paths: Iterable[str]) -> None:
        """Forget what was at some paths."""
        total = self._sum or 0
        for path in paths:
            total -= _hash(path, self.known.pop(path))
            self.since[path] = None
            if self._has_doubles:
                self._has_doubles = None
        self._sum = total

    @classmethod
    def load(cls, store: Path, version: str) -> Records:
        """Return what was kept; nothing where the code has changed since or the file is damaged."""
        try:
            kept_version, token, *kept = stores.read(store)
        except (stores.LostError, ValueError, TypeError):
            return cls()
        if kept_version != f"{version} {sys.version}":
            return cls()
        plain_ones, labels_then, names, withdrawn, total, has_doubles = kept
        known = dict(zip(plain_ones, map(Known._make, plain_ones.values()), strict=True))
        whole = cls(
            known,
            names,
            withdrawn,
            labels_then,
            token=token,
            _sum=int.from_bytes(total, "big"),
            _has_doubles=has_doubles,
        )
        try:
            about, changed, *rest = stores.read(stores.since(store)) if stores.since(store).exists() else (None, {})
        except (stores.LostError, ValueError, TypeError):
            return cls()
        if about != token:
            changed, rest = {}, [None, names, withdrawn, total, has_doubles]
        called, names, withdrawn, total, has_doubles = rest
        since = {path: None if plain is None else Known._make(plain) for path, plain in changed.items()}
        known = {path: one for path, one in whole.known.items() if path not in since} if since else dict(whole.known)
        known.update((path, one) for path, one in since.items() if one is not None)
        return cls(
            known,
            names,
            withdrawn,
            labels_then if called is None else called,
            whole=whole,
            since=since,
            _sum=int.from_bytes(total, "big"),
            _has_doubles=has_doubles,
        )

    def save(self, store: Path, version: str, *, anew: bool = False) -> None:
        """Keep them: what has changed, if that is little; ``anew`` keeps them whole."""
        about = self.names, self.withdrawn, self._total(), self.has_doubles()
        if self.whole is not None and (self._is_whole if anew else self.is_near_whole):
            changed = {path: None if one is None else tuple(one) for path, one in self.since.items()}
            called = None if self.called == self.whole.called else dict(self.called)
            stores.write(stores.since(store), (self.whole.token, changed, called, *about))
            return
        store.parent.mkdir(parents=True, exist_ok=True)
        token = os.urandom(16)
        plain = {path: tuple(one) for path, one in self.known.items()}
        stores.write(store, (f"{version} {sys.version}", token, plain, dict(self.called), *about))
        stores.since(store).unlink(missing_ok=True)
        self.since = {}
        self.whole = self.following(self.names, self.withdrawn)
        self.whole.whole, self.whole.token = None, token

    @property
    def _is_whole(self) -> bool:
        one = self.whole
        about = self.names, self.withdrawn, self.called
        return one is not None and not self.since and about == (one.names, one.withdrawn, one.called)

    @property
    def is_near_whole(self) -> bool:
        """Say whether little has changed since they were kept whole."""
        return self.whole is not None and len(self.since) <= _FEW

    def fingerprint(self) -> bytes:
        """Return what changes when anything that is published of the archive does."""
        state = hashlib.blake2b(repr((self.names, self.withdrawn)).encode(), digest_size=16)
        state.update(self._total())
        return state.digest()

    def has_doubles(self) -> bool:
        """Say whether two records have one id and language."""
        if self._has_doubles is None:
            usable = [(one.id, one.lang) for one in self.known.values() if one.row]
            self._has_doubles = len(set(usable)) < len(usable)
        return self._has_doubles

    def unlike(self, other: Records) -> set[str]:
        """Return the paths at which there may be something else than in other records."""
        if self.whole is not None and (self.whole is other or self.whole is other.whole):
            return self.since.keys() | other.since.keys()
        paths = {path for path, one in self.known.items() if other.known.get(path) is not one}
        return paths | (other.known.keys() - self.known.keys())

    def published(self, path: str) -> bool:
        """Say whether there is a record at a path that is neither damaged nor withdrawn; a second one of its id counts."""
        one = self.known.get(path)
        return one is not None and bool(one.row) and not any(one.id == withheld[0] for withheld in self.withdrawn)

    def _total(self) -> bytes:
        return ((self._sum or 0) % (1 << _BITS)).to_bytes(_BITS // 8, "big")


def _hash(path: str, one: Known) -> int:
    # Added up, so that a change takes out one and puts in another.
    return int.from_bytes(
        hashlib.blake2b(f"{path} {one.digest} {one.header}".encode(), digest_size=_BITS // 8).digest(), "big"
    )
