"""Which records have the id of a translation, and which had it until a person took them apart: in a scratch database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from plugins.importers.keeping.scratch import Scratch
from plugins.importers.matching.reversible import REFUSED, Link
from plugins.importers.matching.traits import Key


class Links:
    """Links by language and the id that the record had at first."""

    def __init__(self, links: Iterable[Link]) -> None:
        """Begin with what is remembered."""
        self._scratch = Scratch(
            "CREATE TABLE links (language, former, is_refused, id, confidence, PRIMARY KEY (language, former, is_refused)) WITHOUT ROWID",
            "CREATE INDEX refusals ON links (language, id) WHERE is_refused",
            "CREATE TABLE formers (language, id, former, PRIMARY KEY (language, id)) WITHOUT ROWID",
        )
        self._is_empty = True
        for link in links:
            self._put(link)
            if link.confidence != REFUSED:
                self._scratch.put("REPLACE INTO formers VALUES (?, ?, ?)", (link.language, link.id, link.former))

    def _put(self, link: Link) -> None:
        is_refused = link.confidence == REFUSED
        values = (link.language, link.former, is_refused, link.id, link.confidence)
        self._scratch.put("REPLACE INTO links VALUES (?, ?, ?, ?, ?)", values)
        self._is_empty &= is_refused

    def __bool__(self) -> bool:
        """Say whether any record may be linked."""
        return not self._is_empty

    def get(self, key: Key) -> Link | None:
        """Return the link of a record, by the key that it had at first."""
        if self._is_empty:
            return None
        query = "SELECT id, confidence FROM links WHERE language = ? AND former = ? AND NOT is_refused"
        found = self._scratch.first(query, key)
        return Link(*key, *found) if found else None

    def decided(self) -> list[Key]:
        """Return, sorted, the keys of the links that a person's decision made."""
        query = "SELECT language, former FROM links WHERE NOT is_refused AND confidence = 0 ORDER BY language, former"
        return [(language, former) for language, former in self._scratch.rows(query)]

    def former(self, key: Key) -> Key | None:
        """Return the key that a record, which is named so today, had at first; nothing where no link named it."""
        found = self._scratch.first("SELECT former FROM formers WHERE language = ? AND id = ?", key)
        return (key[0], found[0]) if found else None

    def refused(self, key: Key) -> Key | None:
        """Return the key that a record has which had another by a link that a person took apart."""
        query = "SELECT former FROM links WHERE is_refused AND language = ? AND id = ? ORDER BY former"
        found = self._scratch.first(query, key)
        return (key[0], found[0]) if found else None

    def add(self, key: Key, new: str, confidence: float) -> None:
        """Remember that a record has the id of its translation, and which it had at first."""
        was = self.former(key) or key
        self._forget(key)
        self._put(Link(key[0], was[1], new, confidence))
        self._scratch.put("REPLACE INTO formers VALUES (?, ?, ?)", (key[0], new, was[1]))

    def forget(self, link: Link) -> None:
        """Remember that a record has its own id again, as if nothing had been."""
        query = "DELETE FROM links WHERE language = ? AND former = ? AND NOT is_refused"
        self._scratch.put(query, (link.language, link.former))
        self._forget((link.language, link.id))

    def drop(self, link: Link) -> None:
        """Remember that a record has its own id again; and if the link was inferred, that it is not to be made anew."""
        self.forget(link)
        if link.confidence:
            self._put(Link(link.language, link.former, link.id, REFUSED))

    def _forget(self, key: Key) -> None:
        self._scratch.put("DELETE FROM formers WHERE language = ? AND id = ?", key)

    def __iter__(self) -> Iterator[Link]:
        """Yield a link for every record that has or had one, sorted by language and first id."""
        last = None
        query = "SELECT language, former, id, confidence FROM links ORDER BY language, former, is_refused"
        for row in self._scratch.rows(query):
            link = Link(*row)
            if (link.language, link.former) != last:
                yield link
            last = (link.language, link.former)

    def state(self) -> str:
        """Return a fingerprint of all of them."""
        made = hashlib.blake2b(digest_size=16)
        for link in self:
            made.update(f"{link}\n".encode())
        return made.hexdigest()
