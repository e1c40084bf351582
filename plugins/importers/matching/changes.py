"""What settling changes in the archive: fields that follow from other records, ids that translations share, records that are one.

Every change goes through the ledger, so that no field that a person changed is written over, and that an import that is killed is
taken up by the next. What a person's decision moved or merged is remembered with all that is needed to take it back
(:mod:`plugins.importers.matching.reversible`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

from plugins.alerts import frontmatter
from plugins.alerts.errors import FrontMatterError
from plugins.alerts.languages import CODES
from plugins.alerts.model import Alert, AlertId, Record
from plugins.importers.keeping.entry import Entry, digest
from plugins.importers.keeping.ledger import FOLDER, Ledger
from plugins.importers.keeping.shelf import Shelf
from plugins.importers.matching.duplicates import Duplicates
from plugins.importers.matching.links import Links
from plugins.importers.matching.register import Register
from plugins.importers.matching.reversible import (
    LINKS,
    MERGED,
    Merger,
    read_links,
    read_mergers,
    written,
)
from plugins.importers.matching.traits import Key

CONFIDENCE = "link_confidence"
"""Key of a record whose link to its translations was inferred."""
GATHERED = -2.0
"""In the place of a confidence: the id is that of translations which were declared."""
FORMER = "former_ids"
"""Key of a record whose id changed after it had been in the archive."""


class Changes:
    """Changes to the records of an archive."""

    def __init__(self, archive: Path, shelf: Shelf, ledger: Ledger, duplicates: Duplicates, register: Register) -> None:
        """Read what was linked and merged; lines that cannot be used are left in their files as they are."""
        self._archive = archive
        self._shelf = shelf
        self._ledger = ledger
        self._duplicates = duplicates
        self._register = register
        links, unread_links = read_links(archive / FOLDER)
        mergers, unread_mergers = read_mergers(archive / FOLDER)
        self._unread = {LINKS: unread_links, MERGED: unread_mergers}
        self.links = Links(links)
        self.merged: dict[Key, Merger] = {(line["language"], line["id"]): line for line in mergers}
        self._links_before = self.links.state()
        self._has_merged = False
        for key in [*self.merged]:
            # The import that was to merge it, or had taken that back, was killed between two files.
            if self.path_of(key) is not None:
                del self.merged[key]
                self._has_merged = True
        self.written = 0

    def changed(self) -> Iterator[tuple[Path, Callable[[], Iterator[str]]]]:
        """Yield the files of the ledger's folder that must be written anew, with what makes their lines."""
        if self.links.state() != self._links_before:
            yield self._archive / FOLDER / LINKS, lambda: written(map(asdict, self.links), self._unread[LINKS])
        if self._has_merged:
            lines = [line for _, line in sorted(self.merged.items())]
            yield self._archive / FOLDER / MERGED, lambda: written(lines, self._unread[MERGED])

    def current(self, key: Key) -> Key:
        """Return what a record that is named by an id it once had is named today."""
        language, record_id = key
        met = {record_id}
        while self.links or self.merged:
            if (link := self.links.get((language, record_id))) is not None:
                record_id = link.id
            elif (line := self.merged.get((language, record_id))) is not None:
                record_id = line["kept"]
            else:
                break
            # What was damaged may lead in a circle.
            if record_id in met:
                break
            met.add(record_id)
        return language, record_id

    def linked(self, first: Iterable[Key], now: Iterable[Key]) -> set[Key]:
        """Return the keys of links by which records have their ids: by those that they had at first, or have now."""
        found = {key for key in first if self.links.get(key) is not None}
        return found | {former for key in now if (former := self.links.former(key)) is not None}

    def named(self, key: Key) -> Key:
        """Return the record that a person named: by an id that it has, that it had, or that a link gave it for a time."""
        now = self.current(key)
        return (self.links.refused(now) or now) if self.path_of(now) is None else now

    def id_now(self, record_id: str) -> str:
        """Return what an alert that is named by an id it once had is named today, in whatever language it changed."""
        return next((now for code in CODES if (now := self.current((code, record_id))[1]) != record_id), record_id)

    def path_of(self, key: Key) -> Path | None:
        """Return the file of a record, if it is there."""
        name = self._register.versions(key[1]).get(key[0])
        return self._archive / name if name is not None else None

    def read(self, key: Key) -> tuple[Path, str, Record] | None:
        """Return the file of a record, its text and what it says; nothing where it is not there or cannot be read."""
        path = self.path_of(key)
        if path is None:
            return None
        try:
            text = self._shelf.read(path).decode("utf-8")
            return path, text, frontmatter.parse(text)
        except (FrontMatterError, UnicodeDecodeError):
            return None

    def amend(self, key: Key, change: Callable[[Alert], Alert]) -> bool:
        """Change fields of a record, but for those that a person changed; say whether its file was written."""
        found, entry = self.read(key), self._ledger.get(*key)
        if found is None or entry is None:
            return False
        path, text, record = found
        new_text, entry = _amended(record, text, entry, change(record.alert))
        if new_text == text:
            return False
        self._ledger.put(entry, path=path, text=new_text)
        self._write(path, new_text)
        return True

    def rename(self, key: Key, new: str, change: Callable[[Alert], Alert], *, confidence: float | None = None) -> bool:
        """Give a record another id, unless one in its language has it; say whether it has it now.

        ``confidence`` is how sure it is that the id is that of its translation, where that is why.
        """
        found, entry = self.read(key), self._ledger.get(*key)
        if found is None or entry is None or self.path_of((key[0], new)) is not None:
            return False
        old_path, text, record = found
        named = record._replace(alert=replace(record.alert, id=AlertId(new)))
        new_text, entry = _amended(named, text, replace(entry, id=new), change(named.alert))
        path = old_path.with_name(f"{new}.md")
        self._ledger.put(entry, path=path, text=new_text, left=old_path, was=key[1], link=confidence)
        self._write(path, new_text)
        self._remove(old_path)
        self._duplicates.rename(key[0], key[1], new)
        return True

    def merge(self, kept: Key, dropped: Key) -> bool:
        """Let one record be another: that one gains its origins and addresses; its file is kept aside."""
        staying, going = self.read(kept), self.read(dropped)
        entry, gone = self._ledger.get(*kept), self._ledger.get(*dropped)
        if staying is None or going is None or entry is None or gone is None:
            return False
        path, text, record = staying
        gone_path, gone_text, gone_record = going
        self._duplicates.absorb(record, gone_record, gone.identity, self._formers(dropped))
        gained, entry = self._duplicates.gain(kept[1], kept[0], text, entry)
        self.merged[dropped] = {
            "language": dropped[0],
            "id": dropped[1],
            "kept": kept[1],
            "path": gone_path.relative_to(self._archive).as_posix(),
            "entry": json.loads(gone.line()) | {"year": gone.year},
            "text": gone_text,
        }
        if gained != text:
            self._ledger.put(entry, path=path, text=gained)
            self._write(path, gained)
        # This will be the only copy of the record: it is on disk before the other is gone.
        self._has_merged = True
        for line in written([self.merged[dropped]], ()):
            self._shelf.append(self._archive / FOLDER / MERGED, line)
        self._ledger.drop(gone, left=gone_path)
        self._remove(gone_path)
        return True

    def _formers(self, key: Key) -> tuple[str, ...]:
        """Return the ids by which a record's source may name it: that which it has, and that which it had before it was linked."""
        former = self.links.former(key)
        return (key[1],) if former is None else (key[1], former[1])

    def part(self, dropped: Key) -> bool:
        """Take a merger back: the record stands again as it stood."""
        line = self.merged[dropped]
        path = self._archive / line["path"]
        kept = (dropped[0], line["kept"])
        del self.merged[dropped]
        self._has_merged = True
        if self._shelf.has(path) or self.path_of(dropped) is not None:
            return False
        values = line["entry"]
        entry = Entry(
            id=dropped[1],
            language=dropped[0],
            year=str(values["year"]),
            identity=str(values["identity"]),
            fields=values["fields"],
        )
        self._ledger.put(entry, path=path, text=line["text"])
        self._write(path, line["text"])
        own = frontmatter.parse(line["text"]).alert
        self._duplicates.release(kept, own, entry.identity, self._formers(dropped))
        gone = {own.original_url, *own.other_urls}
        self.amend(
            kept,
            lambda alert: replace(
                alert,
                origin=tuple(one for one in alert.origin if one not in own.origin) or alert.origin,
                other_urls=tuple(url for url in alert.other_urls if url not in gone),
            ),
        )
        return True

    def _write(self, path: Path, text: str) -> None:
        self._shelf.write(path, text)
        self._register.changed(None, path.relative_to(self._archive).as_posix())
        self.written += 1

    def _remove(self, path: Path) -> None:
        self._shelf.remove(path)
        self._register.changed(path.relative_to(self._archive).as_posix(), None)


def _amended(record: Record, text: str, entry: Entry, wanted: Alert) -> tuple[str, Entry]:
    """Return the file with the fields that are wanted, those that a person changed left as they are, and its entry."""
    old, _ = frontmatter.split(text)
    wished, _ = frontmatter.split(frontmatter.serialise(record._replace(alert=wanted)))
    fields = dict(entry.fields)
    names = [
        name
        for name in dict.fromkeys((*wished, *old))
        if name not in {"id", "date"}
        and wished.get(name) != old.get(name)
        and digest(old.get(name)) == fields.get(name, "")
    ]
    alert = _only(record.alert, wanted, names)
    if alert == frontmatter.parse(text).alert:
        return text, entry
    new_text = frontmatter.serialise(record._replace(alert=alert))
    new, _ = frontmatter.split(new_text)
    for name in names:
        fields[name] = digest(new.get(name))
    return new_text, replace(entry, fields={name: value for name, value in fields.items() if value})


def _only(alert: Alert, wanted: Alert, names: Iterable[str]) -> Alert:
    """Return an alert with the named fields of another."""
    own = set(names)
    chosen = {name: getattr(wanted, name) for name in Alert.__slots__ if name in own}
    extra = tuple((name, value) for name, value in alert.extra if name not in own)
    more = tuple((name, value) for name, value in wanted.extra if name in own)
    return replace(alert, **chosen, extra=(*extra, *more))
