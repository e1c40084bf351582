"""Files of another version of the format are never read as if they were of this one.

What the files look like is kept here beside the version that they go by. Where a change of the code changes them, this
fails until the version is raised, so that a page of an earlier build, which a browser may have kept, says that it and the
index do not fit.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from plugins.alerts.cases import Cases
from plugins.search.analysis import ANALYSER
from plugins.search.build import build
from plugins.search.developments import Developments
from plugins.search.documents import Card, SearchDocument
from plugins.search.manifest import SCHEMA
from tests.search.corpus import SENTENCES, source_of
from tests.search.test_developments import collection

KNOWN = Path(__file__).parent / "fixtures/format.json"
CLIENT = Path(__file__).parents[2] / "theme/static/js/search"
COUNT = 120
"""Documents enough for files of every kind: places of frequent terms, several shards and years."""
SAMPLED = 60
"""Documents from which on there is a list of words here: real archives have many more."""


def document(language: str, number: int) -> SearchDocument:
    """Return a document of which nothing depends on any library's data."""
    name, issued = f"{1995 + number % 9}-a{number}", f"{1995 + number % 9}-{1 + number % 12:02}"
    sentences = SENTENCES[language]
    return SearchDocument(
        id=name,
        issued=issued,
        card=Card(
            url=f"{language}/alerts/{issued[:4]}/{name}.html",
            kind=("alert", "letter")[number % 2],
            countries=("TD", "PE")[: number % 3],
            sources=("RSF",),
            violations=("killing", "threat")[: 1 + number % 2],
        ),
        title=f"{sentences[number % 4]} {number}",
        body=" ".join(sentences[place % 4] for place in range(number, number + 3)),
        place="Perú",
        source="RSF",
        target="Ñusta",
    )


def layout(root: Path) -> str:
    """Return a digest of all files of an index of each language."""
    sources = [source_of(language, [document(language, number) for number in range(COUNT)]) for language in SENTENCES]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("plugins.search.plan._SMALLEST_SAMPLED", SAMPLED)
        patch.setattr("plugins.search.plan._SAMPLE", SAMPLED)
        build(sources, root)
    own = collection()
    Developments(own, Cases(own)).write(("en",), root)
    state = hashlib.sha256()
    for path in sorted(root.rglob("*.js")):
        state.update(f"{path.relative_to(root).as_posix()} ".encode())
        state.update(path.read_bytes())
    return state.hexdigest()


def test_the_layout_goes_by_its_version(tmp_path: Path) -> None:
    """Files that differ have another version, of the format or of the analyser; the version and they are written down together."""
    known = json.loads(KNOWN.read_text(encoding="utf-8"))
    found = {"schema": SCHEMA, "analyser": ANALYSER, "files": layout(tmp_path)}
    versions = (known["schema"], known["analyser"]) == (SCHEMA, ANALYSER)

    assert not (versions and known["files"] != found["files"]), (
        "The files of the index differ from those of this version. Raise SCHEMA in plugins/search/manifest.py and in "
        "theme/static/js/search/store.js, or ANALYSER in both analysers if only the terms are others."
    )
    assert known == found, f"Write this into {KNOWN.name}: {json.dumps(found)}"


def test_every_kind_of_file_is_in_the_layout(tmp_path: Path) -> None:
    """What clients read of an index is what the digest is of."""
    layout(tmp_path)

    assert {"columns", "docs", "lengths", "manifest.js", "positions", "refs", "terms", "vocabulary", "words.js"} == {
        path.relative_to(tmp_path / "search/fr").parts[0] for path in (tmp_path / "search/fr").rglob("*.js")
    }


def test_the_client_goes_by_the_same_versions() -> None:
    """Those that the build writes into the manifest are those that the page wants."""
    schema = re.search(r"const SCHEMA = (\d+);", (CLIENT / "store.js").read_text(encoding="utf-8"))
    analyser = re.search(r"const ANALYSER = '([^']+)';", (CLIENT / "analysis.js").read_text(encoding="utf-8"))
    assert schema
    assert analyser

    assert (SCHEMA, ANALYSER) == (int(schema[1]), analyser[1])
