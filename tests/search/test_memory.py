"""What is remembered of files between builds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.search.memory import Memory


@pytest.mark.parametrize(
    "damage",
    [Path.unlink, lambda file: file.write_bytes(b"otherwise"), lambda file: file.write_bytes(b"")],
    ids=["gone", "changed", "empty"],
)
def test_files_are_known_as_they_were_left(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    """If one of them is not, or if they were set aside, nothing is known of them."""
    file = tmp_path / "a.js"
    file.write_bytes(b"a")
    memory = Memory(tmp_path / "cache", tmp_path)
    memory.remember("some", {"a.js": "digest"}, ("made of", 1))

    assert ({"a.js": "digest"}, ("made of", 1)) == memory.remembered("some")
    damage(file)
    assert memory.remembered("some") is None
    memory.remember("none", {}, None)
    memory.set_aside("none")
    assert memory.remembered("none") is None
