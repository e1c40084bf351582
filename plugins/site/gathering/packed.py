"""Lists that are kept packed and unpacked when they are asked for: of a hundred thousand, a change asks for a dozen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

_Key = TypeVar("_Key")
_Item = TypeVar("_Item")


class PackedLists(dict[_Key, list[_Item]]):
    """Key → list; what is packed of it is unpacked at the first look, and then stays."""

    def __init__(self, packed: dict[Any, Any], unpack: Callable[[bytes], list[Any]]) -> None:
        """Take lists as bytes, and what makes a list of them."""
        super().__init__(packed)
        self._unpack = unpack

    def mapped(self, function: Callable[[list[_Item]], list[_Item]]) -> PackedLists[_Key, _Item]:
        """Return what a function makes of each list; of a packed one when it is asked for."""
        unpack = self._unpack
        own = {key: found if isinstance(found, bytes) else function(found) for key, found in super().items()}
        return PackedLists(own, lambda packed: function(unpack(packed)))

    def __getitem__(self, key: _Key) -> list[_Item]:
        """Return a list."""
        found = super().__getitem__(key)
        if isinstance(found, bytes):
            found = self._unpack(found)
            self[key] = found
        return found

    def get(self, key: _Key, default: Any = None) -> Any:
        """Return a list, or something else where there is none."""
        # Not by the dict's own, which would return what is packed.
        return self[key] if key in self else default  # noqa: SIM401

    def setdefault(self, key: _Key, default: Any = None) -> list[_Item]:
        """Return a list, put there if there is none."""
        if key not in self:
            self[key] = default
        return self[key]

    def pop(self, key: _Key, *default: Any) -> Any:
        """Take out a list."""
        if default and key not in self:
            return default[0]
        found = self[key]
        del self[key]
        return found

    def values(self) -> Any:
        """Return every list."""
        return [self[key] for key in self]

    def items(self) -> Any:
        """Return every key with its list."""
        return [(key, self[key]) for key in self]
