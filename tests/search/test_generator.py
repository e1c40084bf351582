"""The seam to Pelican: settings in, files and their hashes out."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from pelican.settings import read_settings

from plugins.alerts import countries
from plugins.alerts.collection import Collection, Entry
from plugins.alerts.dates import PartialDate
from plugins.alerts.markup import to_html
from plugins.alerts.model import Alert, AlertId
from plugins.alerts.vocabularies import VIOLATIONS
from plugins.search.documents import Card, SearchDocument
from plugins.search.entries import document
from plugins.search.generator import MissingCollectionError, SearchGenerator
from plugins.search.settings import SearchSettings, SearchSettingsError
from plugins.search.suggestions import Tally, write_tally

THEME = Path(__file__).resolve().parents[2] / "theme"

ALERT = Alert(
    id=AlertId("2005-04-26-cd-k7q2"),
    lang="fr",
    title="Un journaliste arrêté",
    issued=PartialDate.parse("2005-04"),
    countries=("CD",),
    sources=("RSF",),
    violations=("detained",),
    targets=("Jean N'Djiké", "Le Phare"),
)
ENTRY = Entry(alert=ALERT, path="fr/2005/2005-04-26-cd-k7q2.md", digest="0" * 64)


def generator(output: Path, context: dict[str, Any], **settings: object) -> SearchGenerator:
    """Return a generator as Pelican makes it."""
    return SearchGenerator(
        context=context,
        settings=read_settings(
            override={
                "OUTPUT_PATH": str(output),
                "PATH": str(output.parent),
                "THEME": str(THEME),
                "ALERT_WORKERS": 1,
                "ALERT_CACHE": str(output.parent / "cache"),
                **settings,
            }
        ),
        path=str(output),
        theme="",
        output_path=str(output),
    )


def test_an_organisation_is_filtered_by_as_it_is_listed() -> None:
    """An alert under an earlier abbreviation is among those of its organisation, and is found by either."""
    alert = dataclasses.replace(ALERT, sources=("CCPJ", "RSF", "CJFE"))

    found = document(dataclasses.replace(ENTRY, alert=alert), "")

    assert ("CJFE", "RSF") == found.card.sources
    assert "CCPJ" in found.source.split("\n")


def test_an_entry_as_a_document() -> None:
    """Places and organisations are searched by their names in the record's language; Markdown by its words."""
    assert SearchDocument(
        id="2005-04-26-cd-k7q2",
        issued="2005-04",
        title="Un journaliste arrêté",
        body="Arrêté à Kinshasa.",
        place="République démocratique du Congo",
        source="RSF\nReporters sans frontières",
        target="Jean N'Djiké\nLe Phare",
        card=Card(
            url="fr/alerts/2005/2005-04-26-cd-k7q2.html",
            kind="alert",
            countries=("CD",),
            sources=("RSF",),
            violations=("detained",),
        ),
    ) == document(ENTRY, to_html("**Arrêté** à [Kinshasa](https://example.org/)."))


def test_files_are_told(tmp_path: Path) -> None:
    """Every file of the index is in the context with its hash, and so is what pages load."""
    context: dict[str, Any] = {"collection": Collection([ENTRY], read_body=lambda _: "Arrêté."), "written": {"a": "b"}}
    made = generator(tmp_path / "output", context, WHOLE_INDEX=str(tmp_path / "whole"))

    made.generate_context()
    made.generate_output(None)

    files = {
        path.relative_to(tmp_path / "output").as_posix() for path in (tmp_path / "output").rglob("*") if path.is_file()
    }
    assert {"a", *files} == set(context["written"])
    assert {"search/en/manifest.js", "search/fr/manifest.js", "search/es/manifest.js"} <= files
    assert ("theme/js/arrival.js", "theme/js/search.js") == context["search_scripts"]
    assert "theme/vendor/lunr.min.js" == context["vendor_files"]["lunr/lunr.min.js"]
    whole = json.loads((tmp_path / "whole/lunr-fr.json").read_text(encoding="utf-8"))
    assert "arret" in {term for term, _ in whole["invertedIndex"]}


def test_a_language_without_changes_is_not_read_again(tmp_path: Path) -> None:
    """A second run reads no text and names the same files; a changed record or a lost file is noticed."""
    read: list[str] = []

    def run(entry: Entry) -> dict[str, str]:
        def body(path: str) -> str:
            read.append(path)
            return "Arrêté."

        context: dict[str, Any] = {"collection": Collection([entry], read_body=body)}
        made = generator(tmp_path / "output", context)
        made.generate_context()
        made.generate_output(None)
        return dict(context["written"])

    first = run(ENTRY)
    again = run(ENTRY)
    after_two = len(read)
    changed = run(dataclasses.replace(ENTRY, digest="1" * 64))
    after_three = len(read)
    (tmp_path / "output/search/fr/manifest.js").unlink()
    mended = run(dataclasses.replace(ENTRY, digest="1" * 64))

    assert first == again == changed == mended
    assert (1, 2, 3) == (after_two, after_three, len(read))
    assert (tmp_path / "output/search/fr/manifest.js").is_file()


def test_a_build_that_was_killed_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a killed build left behind is gone after the next, even if the archive is again what it was before."""
    output = tmp_path / "output"

    def run(entry: Entry) -> None:
        made = generator(output, {"collection": Collection([entry], read_body=lambda _: "Arrêté.")})
        made.generate_context()
        made.generate_output(None)

    def killed(*_: object, **__: object) -> None:
        (output / "search/fr/docs/2005/999.js").write_text("secret", encoding="utf-8")
        raise KeyboardInterrupt

    run(ENTRY)
    monkeypatch.setattr("plugins.search.renewing.build_states", killed)
    with pytest.raises(KeyboardInterrupt):
        run(dataclasses.replace(ENTRY, digest="1" * 64))
    monkeypatch.undo()
    run(ENTRY)

    assert not (output / "search/fr/docs/2005/999.js").exists()


def test_an_archive_that_nobody_has_read(tmp_path: Path) -> None:
    """Without the site's plugin the run stops, and says which is missing."""
    made = generator(tmp_path, {})
    made.generate_context()

    with pytest.raises(MissingCollectionError, match=r'PLUGINS: there is no archive to index\. Add "plugins\.site"'):
        made.generate_output(None)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"ALERT_WORKERS": -1}, "ALERT_WORKERS is -1"),
        ({"ALERT_WORKERS": "two"}, "ALERT_WORKERS is 'two'"),
        ({"WHOLE_INDEX": 7}, "WHOLE_INDEX is 7"),
    ],
)
def test_settings_that_cannot_be_used(settings: dict[str, object], message: str) -> None:
    """A wrong setting is named."""
    with pytest.raises(SearchSettingsError, match=message):
        SearchSettings.from_pelican({"OUTPUT_PATH": "output", **settings})


def test_suggestions_are_made_anew_only_where_they_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another text leaves the suggestions as they are, another headline does not; a broken-off build is made good."""
    made: list[str] = []
    whole = write_tally

    def counted(tally: Tally, root: Path) -> dict[str, str]:
        made.append(tally.language)
        return whole(tally, root)

    def run(entry: Entry) -> dict[str, str]:
        context: dict[str, Any] = {"collection": Collection([entry], read_body=lambda _: "Arrêté.")}
        one = generator(tmp_path / "output", context)
        one.generate_context()
        one.generate_output(None)
        return {path: digest for path, digest in context["written"].items() if "/suggest/" in path}

    monkeypatch.setattr("plugins.search.renewing.write_tally", counted)
    first = run(ENTRY)
    made.clear()
    again = run(dataclasses.replace(ENTRY, digest="1" * 64))
    after_text = list(made)
    headline = dataclasses.replace(ENTRY, digest="2" * 64, alert=dataclasses.replace(ALERT, title="Libéré"))
    changed = run(headline)

    assert first == again != changed
    assert [] == after_text
    assert ["fr"] == made


def test_a_changed_label_is_counted_where_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the alerts of a country that is called otherwise are read again; index and suggestions are those of a build from nothing."""
    read: list[str] = []
    # Of another year: alerts whose cards stand in one file are read together.
    elsewhere = dataclasses.replace(
        ALERT, id=AlertId("2006-rw"), issued=PartialDate(2006), countries=("RW",), violations=("killed",)
    )
    entries = [ENTRY, Entry(alert=elsewhere, path="fr/2006/2006-rw.md", digest="1" * 64)]

    def run(output: Path) -> dict[str, str]:
        def body(path: str) -> str:
            read.append(path)
            return "Arrêté."

        context: dict[str, Any] = {"collection": Collection(entries, read_body=body)}
        made = generator(output, context)
        made.generate_context()
        made.generate_output(None)
        return dict(context["written"])

    before = run(tmp_path / "one")
    read.clear()
    monkeypatch.setitem(countries._LABELS, "CD", {"en": "Congo", "fr": "Congo-Kinshasa", "es": "Congo"})
    now = run(tmp_path / "one")
    concerned = [*read]
    monkeypatch.setitem(VIOLATIONS.terms, "killed", dataclasses.replace(VIOLATIONS.terms["killed"], labels={}))
    read.clear()
    again = run(tmp_path / "one")

    assert before != now == again
    assert [] == read
    assert {"fr/2005/2005-04-26-cd-k7q2.md"} == set(concerned)
    assert run(tmp_path / "clean") == now
    assert any(before[path] != now[path] for path in now if "/suggest/fr/" in path)
