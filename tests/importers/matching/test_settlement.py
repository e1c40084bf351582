"""The end of an import: records that belong together share an id or follow each other, whatever came first."""

from __future__ import annotations

import contextlib
import itertools
import json
import random
from pathlib import Path
from typing import Any

import pytest

from plugins.importers.keeping.shelf import Shelf, renew
from plugins.importers.matching.changes import Changes
from plugins.importers.matching.decisions import DecisionsError
from plugins.importers.run import run_import
from tests.importers.archives import Import, jsonl_of, run_sources
from tests.importers.golden import TODAY
from tests.importers.matching.stories import LANGUAGES, Story, near_misses, story

TOLD = story(random.Random(11), event="arrest", source="JED")
LATER = Story(**vars(TOLD) | {"event": "release", "issued": TOLD.issued.replace(month=11, day=28), "number": 19})


def sources(folder: Path, **rows: list[dict[str, Any]]) -> list[Path]:
    """Write sources, a file a keyword."""
    paths = []
    for name, lines in rows.items():
        path = folder / f"{name}.jsonl"
        path.write_text(jsonl_of(*lines), encoding="utf-8")
        paths.append(path)
    return paths


def ids(result: Import) -> dict[str, str]:
    """Return the id of the record of each language."""
    return {record.alert.lang: record.alert.id for record in result.records().values()}


def review(result: Import, question: str) -> list[dict[str, Any]]:
    """Return what is proposed."""
    path = result.archive / ".review" / f"{question}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


def decide(result: Import, text: str) -> None:
    """Write what a person decided."""
    (result.archive / "decisions.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_translations_of_one_import_share_an_id(tmp_path: Path, order: tuple[int, ...]) -> None:
    """Whichever source comes first, the records, the report and what is proposed are the same; a second import changes nothing."""
    paths = sources(tmp_path, **{language: [TOLD.row(language)] for language in LANGUAGES})
    first = run_sources(tmp_path, [paths[number] for number in order])
    [shared] = set(ids(first).values())
    assert min(TOLD.row(language)["id"] for language in LANGUAGES) == shared
    assert {shared} == {outcome["id"] for outcome in first.outcomes}
    assert set(first.records()) == {outcome["path"] for outcome in first.outcomes}
    told = [found["code"] for outcome in first.outcomes for found in outcome["findings"]]
    assert 2 == told.count("translation-inferred")
    extra = [dict(record.alert.extra) for record in first.records().values() if "id" in record.alert.inferred]
    assert [True, True] == [0.7 <= float(str(one["link_confidence"])) <= 1 for one in extra]
    again = run_sources(tmp_path, paths)
    assert (0, first.files()) == (again.written, again.files())
    assert {"duplicates": 0, "translations": 0, "updates": 0, "folder": ".review"} == again.report["review"]


def test_a_new_record_takes_the_id_of_its_translation(tmp_path: Path) -> None:
    """What was in the archive keeps its id for ever; what comes later joins it."""
    english, french = sources(tmp_path, en=[TOLD.row("en")], fr=[TOLD.row("fr")])
    before = ids(run_sources(tmp_path, [french]))
    after = ids(run_sources(tmp_path, [english]))
    assert {"en": before["fr"], "fr": before["fr"]} == after


def both_there(tmp_path: Path) -> tuple[Import, list[Path]]:
    """Return an archive in which two translations came before anything could tell so: one text was cut, and has been mended."""
    english, french = sources(
        tmp_path, en=[TOLD.row("en")], fr=[TOLD.row("fr", body="(JED/IFEX) – Rien.", title="Rien")]
    )
    run_sources(tmp_path, [english, french])
    sources(tmp_path, fr=[TOLD.row("fr")])
    return run_sources(tmp_path, [english, french]), [english, french]


def test_two_records_that_were_there_are_only_proposed(tmp_path: Path) -> None:
    """An id that has been in the archive changes by a person's decision and not otherwise; withdrawn, it is as before."""
    result, paths = both_there(tmp_path)
    own = ids(result)
    [proposal] = review(result, "translations")
    assert "both were in the archive before" == proposal["why"]
    assert own["en"] != own["fr"]
    before = result.files()
    decide(result, f'[translations]\n"en/{own["en"]} + fr/{own["fr"]}" = "same"\n')
    linked = run_sources(tmp_path, paths)
    [shared] = set(ids(linked).values())
    assert [] == review(linked, "translations")
    assert [own["fr"] if shared == own["en"] else own["en"]] == [
        dict(record.alert.extra)["former_ids"] for record in linked.records().values() if record.alert.extra
    ]
    again = run_sources(tmp_path, paths)
    assert (0, linked.files()) == (again.written, again.files())
    (linked.archive / "decisions.toml").unlink()
    assert before == run_sources(tmp_path, []).files()


def test_an_inferred_link_can_be_refused(tmp_path: Path) -> None:
    """Refused, both records have their own ids, now and after every other import."""
    paths = sources(tmp_path, en=[TOLD.row("en")], fr=[TOLD.row("fr")])
    result = run_sources(tmp_path, paths)
    shared = ids(result)["en"]
    decide(result, f'[translations]\n"en/{shared} + fr/{shared}" = "different"\n')
    for given in ([], paths):
        parted = run_sources(tmp_path, given)
        assert {language: TOLD.row(language)["id"] for language in ("en", "fr")} == ids(parted)
        assert [] == review(parted, "translations")
    assert ("kind",) == next(iter(parted.records().values())).alert.inferred


NEARLY = {"body": TOLD.row("en")["body"] + "\n\nThe text of this copy ends with another line.", "id": "copy-1"}


def test_near_duplicates_are_listed_and_merged_by_decision_only(tmp_path: Path) -> None:
    """Two records until a person says that they are one; then one with both origins, for every later import, until it is taken back."""
    paths = sources(
        tmp_path,
        a=[TOLD.row("en", url="https://example.org/a")],
        b=[TOLD.row("en", **NEARLY, url="https://example.org/b")],
    )
    result = run_sources(tmp_path, paths)
    [proposal] = review(result, "duplicates")
    assert ("the texts differ", ["the text of this copy ends with another line → (nothing)"]) == (
        proposal["why"],
        proposal["differs"],
    )
    before = result.files()
    own, copy = proposal["one"]["id"], proposal["other"]["id"]
    decide(result, f'[duplicates]\n"en/{own} + en/{copy}" = "same"\n')
    for given in ([], paths, []):
        merged = run_sources(tmp_path, given)
        [record] = merged.records().values()
        assert ["a.jsonl", "b.jsonl"] == [origin.source.split("#")[0] for origin in record.alert.origin]
        assert {"https://example.org/a", "https://example.org/b"} == {
            record.alert.original_url,
            *record.alert.other_urls,
        }
        assert [] == review(merged, "duplicates")
    (merged.archive / "decisions.toml").unlink()
    parted = run_sources(tmp_path, [])
    assert {name for name in before if name.endswith(".md")} == set(parted.records())
    assert before == run_sources(tmp_path, paths).files()


@pytest.mark.parametrize("done", range(8))
@pytest.mark.parametrize("way", ["merged", "parted"])
def test_an_import_that_is_killed_while_it_merges_loses_no_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, done: int
) -> None:
    """After any number of files written and taken away, the next import finishes what was decided, and it can be taken back."""
    paths = sources(tmp_path, a=[TOLD.row("en")], b=[TOLD.row("en", **NEARLY)])
    result = run_sources(tmp_path, paths)
    apart = result.files()
    [proposal] = review(result, "duplicates")
    same = f'[duplicates]\n"en/{proposal["one"]["id"]} + en/{proposal["other"]["id"]}" = "same"\n'
    decide(result, same)
    if way == "parted":
        run_sources(tmp_path, [])
        decide(result, "")
    count = itertools.count()

    def killing(step: Any) -> Any:
        def stepping(*arguments: Any) -> Any:
            if next(count) == done:
                raise KeyboardInterrupt
            return step(*arguments)

        return stepping

    for name in ("write", "append", "remove"):
        monkeypatch.setattr(Shelf, name, killing(getattr(Shelf, name)))
    monkeypatch.setattr("plugins.importers.matching.settlement.renew", killing(renew))
    with contextlib.suppress(KeyboardInterrupt):
        run_import([], archive=result.archive, today=TODAY, workers=1)
    monkeypatch.undo()
    decide(result, same)
    merged = run_sources(tmp_path, [])
    [_] = merged.records()
    [_] = merged.files()[".ledger/merged.jsonl"].splitlines()
    decide(result, "")
    run_sources(tmp_path, [])
    (result.archive / "decisions.toml").unlink()
    assert apart == run_sources(tmp_path, paths).files()


@pytest.mark.parametrize("fields", [{"translation_of": "t2"}, {"translation_of": "t2", "number": 1}, {}])
def test_after_a_merger_the_same_sources_change_no_file(tmp_path: Path, fields: dict[str, Any]) -> None:
    """What was merged may have been declared a translation, or taken for one: its source says so again, and nothing is new."""
    copy = TOLD.row("en", **NEARLY | fields)
    fr = TOLD.row("fr", **{key: value for key, value in fields.items() if key != "number"})
    paths = sources(tmp_path, a=[TOLD.row("en")], b=[copy] + ([fr] if "number" in fields or not fields else []))
    result = run_sources(tmp_path, paths)
    before = result.records().keys()
    [asked] = review(result, "duplicates")
    names = " + ".join(sorted("/".join((one["language"], one["id"])) for one in (asked["one"], asked["other"])))
    decide(result, f'[duplicates]\n"{names}" = "same"\n')
    merged = run_sources(tmp_path, paths)
    assert 1 == sum(record.alert.lang == "en" for record in merged.records().values())
    assert merged.files() == run_sources(tmp_path, paths).files()
    # Withdrawn, it is as it was.
    decide(result, "")
    assert before == run_sources(tmp_path, paths).records().keys()
    parted = run_sources(tmp_path, paths).files()
    assert parted == run_sources(tmp_path, paths).files()


@pytest.mark.parametrize("damage", ["path", "text", "kept"])
def test_a_merger_that_cannot_be_taken_back_is_kept(tmp_path: Path, damage: str) -> None:
    """Its line has the only copy of a record: it stays as it is where it cannot be used, and nothing is written elsewhere."""
    paths = sources(tmp_path, a=[TOLD.row("en")], b=[TOLD.row("en", **NEARLY)])
    [proposal] = review(run_sources(tmp_path, paths), "duplicates")
    result = run_sources(tmp_path, [])
    decide(result, f'[duplicates]\n"en/{proposal["one"]["id"]} + en/{proposal["other"]["id"]}" = "same"\n')
    merged = run_sources(tmp_path, []).archive / ".ledger/merged.jsonl"
    line = json.loads(merged.read_text(encoding="utf-8"))
    match damage:
        case "path":
            line["path"] = "../../x.md"
        case "text":
            line["text"] = "no record"
        case "kept":
            line["kept"] = None
    written = json.dumps(line, sort_keys=True, ensure_ascii=False) + "\n"
    merged.write_text(written, encoding="utf-8")
    decide(result, "")
    for _ in range(2):
        run_sources(tmp_path, [])
        assert written == merged.read_text(encoding="utf-8")
    assert not (tmp_path / "x.md").exists()


def test_refused_near_duplicates_are_not_proposed_again(tmp_path: Path) -> None:
    """What a person settled is not asked again, until the line is deleted."""
    paths = sources(tmp_path, a=[TOLD.row("en")], b=[TOLD.row("en", **NEARLY)])
    [proposal] = review(run_sources(tmp_path, paths), "duplicates")
    result = run_sources(tmp_path, [])
    decide(result, f'[duplicates]\n"en/{proposal["other"]["id"]} + en/{proposal["one"]["id"]}" = "different"\n')
    assert [] == review(run_sources(tmp_path, paths), "duplicates")
    decide(result, "")
    assert [proposal] == review(run_sources(tmp_path, []), "duplicates")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_update_follows_the_alert_that_it_cites(tmp_path: Path, order: tuple[int, int]) -> None:
    """In every language it follows the same id, in one import or in two, in any order; by hand it stays as a person wrote it."""
    rows = [
        [TOLD.row("en")],
        [LATER.row("fr", updates=[TOLD.issued.isoformat()]), LATER.row("es", updates=[TOLD.issued.isoformat()])],
    ]
    paths = sources(tmp_path, first=rows[0], later=rows[1])
    together = run_sources(tmp_path, [paths[number] for number in order])
    followed = {record.alert.lang: record.alert.follows for record in together.records().values()}
    assert {"en": (), "fr": (TOLD.row("en")["id"],), "es": (TOLD.row("en")["id"],)} == followed
    (tmp_path / "apart").mkdir()
    for number in order:
        apart = run_sources(tmp_path / "apart", [paths[number]])
    assert followed == {record.alert.lang: record.alert.follows for record in apart.records().values()}
    [name] = [name for name in together.records() if name.startswith("fr/")]
    path = together.archive / name
    path.write_text(path.read_text().replace(f"follows: {TOLD.row('en')['id']}", "follows: another-1"))
    assert ("another-1",) == run_sources(tmp_path, paths).records()[name].alert.follows


def test_a_related_case_is_found_as_an_update_is(tmp_path: Path) -> None:
    """What an alert cites as related becomes ``related_ids``, ties no case, stays where a person wrote it, and goes with its alert."""
    day, missing = TOLD.issued.isoformat(), "1990-02-03"
    paths = sources(tmp_path, a=[TOLD.row("en")], b=[LATER.row("en", related=[day, missing])])
    result = run_sources(tmp_path, paths)
    [name] = [name for name, record in result.records().items() if record.alert.further("related")]
    alert = result.records()[name].alert
    told = TOLD.row("en")["id"]
    assert ((told,), (), f"{day}, {missing}") == (alert.related_ids, alert.follows, *alert.further("related"))
    assert "related_ids" in alert.inferred
    before = result.files()
    assert before == run_sources(tmp_path, paths).files()
    path = result.archive / name
    path.write_text(path.read_text().replace(f"related_ids: {told}", "related_ids: another-1"))
    assert ("another-1",) == run_sources(tmp_path, paths).records()[name].alert.related_ids


def test_a_citation_that_may_mean_two_is_asked(tmp_path: Path) -> None:
    """Two alerts of that day name the same person: a person says which is meant, or that none is."""
    twin = Story(**vars(TOLD) | {"event": "threat", "number": 31})
    day = TOLD.issued.isoformat()
    paths = sources(tmp_path, a=[TOLD.row("en"), twin.row("en")], b=[LATER.row("en", updates=[day])])
    result = run_sources(tmp_path, paths)
    [asked] = review(result, "updates")
    assert (day, {TOLD.row("en")["id"], twin.row("en")["id"]}) == (
        asked["cited"],
        {one["id"] for one in asked["candidates"]},
    )
    citing, meant = asked["one"]["id"], twin.row("en")["id"]
    for verdict, expected in ((meant, (meant,)), ("none", ())):
        decide(result, f'[updates]\n"{citing} {day}" = "{verdict}"\n')
        settled = run_sources(tmp_path, paths)
        [follows] = [record.alert.follows for record in settled.records().values() if record.alert.id == citing]
        assert (expected, []) == (follows, review(settled, "updates"))


def test_a_short_update_follows_the_alert_that_it_cites(tmp_path: Path) -> None:
    """In two lines the marker and the credit are a quarter of the text: whom it is about comes after them."""
    held = "(MRA/IFEX) - Editor Ladi Ogunwale of the weekly “The Reed” was held by security agents in Lagos on 1 July 1997. Nobody has seen him since, said his deputy."
    freed = "**Updates IFEX alert of 3 July 1997**\n\n(MRA/IFEX) - Ladi Ogunwale, editor of the weekly “The Reed”, was freed in Lagos on 7 July 1997."
    rows = [
        {"id": name, "language": "en", "title": title, "issued": f"1997-07-{day}", "body": body, "country": "NG"}
        for name, title, day, body in (("a-1", "Editor held", "03", held), ("a-2", "Editor freed", "08", freed))
    ]
    rows[1]["updates"] = ["1997-07-03"]
    result = run_sources(tmp_path, sources(tmp_path, a=rows))
    assert ("a-1",) == result.records()["en/1997/a-2.md"].alert.follows


def test_a_stranger_of_that_day_is_not_followed(tmp_path: Path) -> None:
    """The one alert of that day and country is about somebody else: it is proposed, not taken."""
    other = story(
        random.Random(23),
        who="Lucia Okello",
        official="Kofi Benali",
        lawyer="Rafael Valdes",
        issued=TOLD.issued,
        paper="El Faro",
        source="CPJ",
    )
    paths = sources(tmp_path, a=[other.row("en"), LATER.row("en", updates=[TOLD.issued.isoformat()])])
    result = run_sources(tmp_path, paths)
    assert ["no name in common"] == [one["why"] for one in review(result, "updates")]
    assert {()} == {record.alert.follows for record in result.records().values()}


def pairs_of(result: Import) -> tuple[set[frozenset[str]], set[frozenset[str]]]:
    """Return which rows share an id, and which of them a person is asked about, whatever their ids are by now."""
    rows: dict[str, list[str]] = {}
    named: dict[tuple[str, str], str] = {}
    for record in result.records().values():
        row = record.alert.origin[0].source
        rows.setdefault(record.alert.id, []).append(row)
        named[record.alert.lang, record.alert.id] = row
    shared = {frozenset(pair) for several in rows.values() for pair in itertools.combinations(several, 2)}
    asked = {
        frozenset(named[one[side]["language"], one[side]["id"]] for side in ("one", "other"))
        for one in review(result, "translations")
    }
    return shared, asked


def test_a_link_that_a_later_source_shakes_is_asked(tmp_path: Path) -> None:
    """Its id stays; whoever answers that they are two, or one, is not asked again, and an import without news asks nothing new."""
    paths = sources(tmp_path, a=[TOLD.row("en")], b=[TOLD.row("fr")])
    linked = run_sources(tmp_path, paths)
    assert 1 == len({record.alert.id for record in linked.records().values()})
    before = linked.files()
    assert before == run_sources(tmp_path, paths).files()
    more = sources(tmp_path, c=[TOLD.row("en", **NEARLY)])
    shaken = run_sources(tmp_path, more)
    [asked] = [one for one in review(shaken, "translations") if one["one"]["id"] == one["other"]["id"]]
    assert "linked before; now another one is nearly as near" == asked["why"]
    names = f"en/{asked['one']['id']} + fr/{asked['other']['id']}"
    for verdict, count in (("same", 2), ("different", 3)):
        decide(shaken, f'[translations]\n"{names}" = "{verdict}"\n')
        settled = run_sources(tmp_path, more)
        assert count == len({record.alert.id for record in settled.records().values()})
        assert [] == [one for one in review(settled, "translations") if one["why"].startswith("linked before")]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_order_of_imports_makes_a_difference_in_silence(tmp_path: Path, seed: int) -> None:
    """Rows that share an id after one import and not after several, or the other way round, are asked about."""
    rng = random.Random(seed)
    stories = near_misses(rng)[:4]
    rows = [one.row(language) for one in stories for language in LANGUAGES]
    rng.shuffle(rows)
    # Copies that end otherwise come last, when what they are rivals of has been linked.
    copies = [one.row("en") for one in stories[:2]]
    rows += [copy | {"id": f"copy-{copy['id']}", "body": f"{copy['body']}\n\nNo more was heard."} for copy in copies]
    for name in ("together", "apart"):
        (tmp_path / name).mkdir()
    paths = sources(tmp_path, **{f"s{number}": [row] for number, row in enumerate(rows)})
    together = run_sources(tmp_path / "together", paths)
    for start in range(0, len(paths), 4):
        apart = run_sources(tmp_path / "apart", paths[start : start + 4])
    (one, _), (other, asked) = pairs_of(together), pairs_of(apart)
    assert one - other <= asked
    # Of three that share an id, one pair is asked about.
    assert [] == [pair for pair in other - one if not any(len(pair | two) < 4 and two in other for two in asked)]


def test_any_order_of_many(tmp_path: Path) -> None:
    """Near misses in three languages, in sources of one row, shuffled: the same files and the same questions."""
    rng = random.Random(2)
    rows = [one.row(language) for one in near_misses(rng) for language in LANGUAGES]
    files = []
    for turn in ("one", "two"):
        (tmp_path / turn).mkdir()
        paths = sources(tmp_path, **{row["id"]: [row] for row in rows})
        rng.shuffle(paths)
        files.append(run_sources(tmp_path / turn, paths).files())
    assert files[0] == files[1]


def test_a_rehearsal_tells_the_same_and_writes_nothing(tmp_path: Path) -> None:
    """What would be linked and proposed is in its report."""
    paths = sources(
        tmp_path, a=[TOLD.row("en"), LATER.row("fr", updates=[TOLD.issued.isoformat()])], b=[TOLD.row("fr")]
    )
    rehearsed = run_sources(tmp_path, paths, is_rehearsal=True)
    assert {} == rehearsed.files()
    assert rehearsed.report == run_sources(tmp_path, paths).report


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[translations", "is not TOML"),
        ("[twins]\n", "'twins'"),
        ('[duplicates]\n"en/a-1 + fr/b-1" = "same"', "two records of one language"),
        ('[translations]\n"en/a-1 + fr/b-1" = "alike"', "'alike'"),
        ('[updates]\n"a-1" = "none"', "no decision"),
        ("# año\n".encode("latin-1"), "is not UTF-8"),
    ],
)
def test_decisions_that_cannot_be_used_stop_the_import(tmp_path: Path, text: str | bytes, told: str) -> None:
    """Before anything is written, with the line and what to do."""
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "decisions.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DecisionsError, match=told):
        run_sources(tmp_path, sources(tmp_path, a=[TOLD.row("en")]))
    assert ["decisions.toml"] == [path.name for path in archive.iterdir()]


def test_traits_known_from_reading_are_those_of_the_files(tmp_path: Path) -> None:
    """What settling takes from the items themselves is what it reads from their records later, line by line."""
    source = tmp_path / "mixed.jsonl"
    rows = [TOLD.row(language) for language in LANGUAGES]
    rows += [LATER.row("en") | {"sources": ["RSF", "CPJ, New York"], "background": ["28 November 1999"]}]
    source.write_text(jsonl_of(*rows), encoding="utf-8")
    archive = tmp_path / "archive"
    for name in ("written", "read"):
        run_import([source], archive=archive, today=TODAY, cache=tmp_path / name)
    lines = [
        {path.name: path.read_text() for path in (tmp_path / name).glob("*.jsonl")} for name in ("written", "read")
    ]
    assert lines[0]
    assert lines[0] == lines[1]


@pytest.mark.parametrize("done", range(3))
def test_an_import_that_is_killed_while_it_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, done: int) -> None:
    """After any number of its links the same import again makes the same bytes, and remembers every link."""
    stories = [TOLD, *(story(random.Random(seed), event="threat", source="RSF") for seed in (21, 22))]
    paths = sources(tmp_path, **{language: [told.row(language) for told in stories] for language in LANGUAGES})
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    run_import(paths, archive=whole, today=TODAY, workers=1)
    rename, count = Changes.rename, itertools.count()

    def stopped(self: Changes, key: tuple[str, str], new: str, change: Any, **more: Any) -> bool:
        if next(count) == done:
            raise KeyboardInterrupt
        return rename(self, key, new, change, **more)

    monkeypatch.setattr(Changes, "rename", stopped)
    with pytest.raises(KeyboardInterrupt):
        run_import(paths, archive=killed, today=TODAY, workers=1)
    monkeypatch.undo()
    run_import(paths, archive=killed, today=TODAY, workers=1)
    assert files_of(whole) == files_of(killed)
    assert len(stories) * 2 == len((whole / ".ledger/links.jsonl").read_text(encoding="utf-8").splitlines())


def files_of(archive: Path) -> dict[str, bytes]:
    """Return the bytes of every file of an archive."""
    return {path.relative_to(archive).as_posix(): path.read_bytes() for path in archive.rglob("*") if path.is_file()}
