"""Links that were sure when they were made, and would not be made now that more records are in the archive.

An id that a record has stays; so that the order in which sources came makes no difference that nobody is told of, a person is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

from plugins.importers.keeping.kept import Kept
from plugins.importers.matching.links import Links
from plugins.importers.matching.traits import Key
from plugins.importers.matching.translations import Likeness


class Shaken:
    """Gathers how alike records are that were linked before, and finds the links that nothing holds any more."""

    def __init__(self, links: Links) -> None:
        """Begin with nothing."""
        self._links = links
        self._found: Kept[list[Likeness]] = Kept()

    def add(self, likeness: Likeness) -> None:
        """Enter a pair that shares an id; the most alike come first."""
        names = (likeness.one[1], "")
        self._found.put(names, [*(self._found.get(names) or []), likeness])

    def pairs(self, languages: Callable[[str], set[str]]) -> Iterator[tuple[Likeness, str]]:
        """Yield, of every alert whose versions hang together no more, the likest pair that would join them, and why it does not."""
        for (record_id, _), found in self._found.items():
            parts = [{key} for key in ((language, record_id) for language in sorted(languages(record_id)))]
            by_origin: dict[Hashable, Key] = {}
            for part in [*parts]:
                [key] = part
                first = by_origin.setdefault(self._origin(key), key)
                parts = _joined(parts, first, key)
            for likeness in found:
                if not likeness.doubt:
                    parts = _joined(parts, likeness.one, likeness.other)
            for likeness in found:
                if likeness.doubt and len(parts) > 1:
                    before = len(parts)
                    parts = _joined(parts, likeness.one, likeness.other)
                    if len(parts) < before:
                        yield likeness, f"linked before; now {likeness.doubt}"

    def _origin(self, key: Key) -> Hashable:
        """Return what versions have in common that did not come together by a link: the id that they had before it."""
        former = self._links.former(key)
        link = self._links.get(former) if former is not None else None
        return key[1] if former is None or link is None or not link.confidence else former[1]


def _joined(parts: list[set[Key]], one: Key, other: Key) -> list[set[Key]]:
    touched = [part for part in parts if one in part or other in part]
    return [*(part for part in parts if part not in touched), set[Key]().union(*touched)] if touched else parts
