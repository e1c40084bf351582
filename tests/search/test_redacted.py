"""Names that were redacted are looked for in an index as its readers' browsers read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.search.codes import front_code
from plugins.search.output import script, write
from plugins.search.redacted import words_left
from plugins.search.wording import Wording

WORDS = ("editor", "the", "held")


@pytest.mark.parametrize("words", [WORDS, ()])
def test_names_are_found_in_coded_texts(tmp_path: Path, words: tuple[str, ...]) -> None:
    """A large language's texts are written by codes of words, in which no name of several words can be read."""
    wording = Wording(words)
    row = [
        0,
        "a",
        wording.encode("Editor held"),
        "2005",
        "en/*",
        "alert",
        [],
        [],
        [],
        "",
        wording.encode("the Ana Paz"),
    ]
    files = {"docs/2005/0": [row], "vocabulary/0": [front_code(["paz"])], "words": " ".join(words)}
    for name, content in files.items():
        if content:
            write(tmp_path, f"search/en/{name}.js", script(f"en/{name}", content))

    found = [*words_left(tmp_path, ["Ana Paz", "Paz", "Ana Pazos"])]
    told = {line.partition(",")[0] for line in found}
    assert told == (
        {"search/en/docs/2005/0.js: has 'Ana Paz'", "search/en/docs/2005/0.js: has 'Paz'"} if words else set()
    )
