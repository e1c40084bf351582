"""``invoke import --review``: one key a question, honoured ever after."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from rich.console import Console

from plugins.importers.matching.decisions import Decision, Question, add, parse, withdraw
from plugins.importers.matching.review import Review, answers_from
from plugins.importers.run import run_import
from tests.importers.archives import TODAY, Import, run_sources
from tests.importers.matching.stories import Story
from tests.importers.matching.test_settlement import LATER, NEARLY, TOLD, review, sources

TWIN = Story(**vars(TOLD) | {"event": "threat", "number": 31})
DAY = TOLD.issued.isoformat()


def archive(folder: Path) -> Import:
    """Return an archive with one near-duplicate, which has a French translation that suits both, and one doubtful citation."""
    return run_sources(
        folder,
        sources(
            folder,
            a=[TOLD.row("en"), TWIN.row("en"), LATER.row("en", updates=[DAY])],
            b=[TOLD.row("en", **NEARLY), TOLD.row("fr")],
        ),
    )


def sit(result: Import, keys: str, width: int = 80) -> str:
    """Answer with these keys, a line each; return what was shown."""
    shown = io.StringIO()
    with answers_from(io.StringIO("".join(f"{key}\n" for key in keys))) as answers:
        Review(
            result.archive,
            Console(file=shown, width=width),
            answers,
            TODAY,
            lambda: run_import([], archive=result.archive, today=TODAY) and None,
        ).run()
    return shown.getvalue()


def decided(result: Import) -> str:
    """Return the lines of the file of decisions, without its heading."""
    path = result.archive / "decisions.toml"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#")).strip()


def test_what_is_shown_fits_80_columns(tmp_path: Path) -> None:
    """Both sides beside each other, what differs, why it was not done, and the keys."""
    shown = sit(archive(tmp_path), "q")
    assert [] == [line for line in shown.splitlines() if len(line) > 80]
    for part in ("en/copy-1", "≠ the text of this copy ends", "Resemblance 0.8", "s same  d different", "0 decided"):
        assert part in shown


def test_keys_become_decisions_and_are_carried_out(tmp_path: Path) -> None:
    """The near-duplicate is merged, so only one of the two is asked about after that; nothing is asked again."""
    result = archive(tmp_path)
    sit(result, "ss2")
    own = TOLD.row("en")["id"]
    citing = LATER.row("en")["id"]
    text = decided(result)
    assert f'[duplicates]\n"en/copy-1 + en/{own}" = {{ verdict = "same", on = 2026-11-20 }}' in text
    assert [[], [], []] == [review(result, question) for question in Question]
    records = {record.alert.id: record for record in result.records().values()}
    assert 3 == len(records)
    assert 1 == len(records[citing].alert.follows)
    assert "0 decided, 0 left" in sit(result, "")


@pytest.mark.parametrize(("keys", "said"), [("s", "same"), ("d", "different")])
def test_a_question_whose_answer_follows_is_not_asked(tmp_path: Path, keys: str, said: str) -> None:
    """English and French share an id: what is decided of the Spanish text and one of them is decided of both, then and later."""
    run_sources(tmp_path, sources(tmp_path, a=[TOLD.row("en", translation_of="t"), TOLD.row("fr", translation_of="t")]))
    result = run_sources(tmp_path, sources(tmp_path, b=[TOLD.row("es", violations=["killing"])]))
    assert [("en", "es"), ("es", "fr")] == sorted(
        (one["one"]["language"], one["other"]["language"]) for one in review(result, "translations")
    )
    shown = sit(result, keys)
    assert "1 decided, 0 left" in shown
    assert "2 of 2" not in shown
    assert [] == review(result, "translations")
    assert 1 == decided(result).count(said)
    assert {"same": 1, "different": 2}[said] == len({record.alert.id for record in result.records().values()})
    assert [] == review(run_sources(tmp_path, []), "translations")


def test_a_duplicate_that_follows_is_not_asked(tmp_path: Path) -> None:
    """Three copies are two questions: what is different from one of two that are the same is different from both."""
    copies = [TOLD.row("en", **NEARLY | {"id": f"copy-{number}"}) for number in (1, 2)]
    copies[1]["body"] += " It was told again in the evening."
    result = run_sources(tmp_path, sources(tmp_path, a=[TOLD.row("en")], b=copies[:1], c=copies[1:]))
    assert 3 == len(review(result, "duplicates"))
    assert "2 decided, 0 left" in sit(result, "susd")
    assert 1 == decided(result).count("same")
    assert "0 decided, 0 left" in sit(result, "")


def test_undo_next_and_a_wrong_key(tmp_path: Path) -> None:
    """The last answer is taken back, a question can be left for later, and a key that is none is told."""
    result = archive(tmp_path)
    shown = sit(result, "xunq")
    assert "'x' is none of the keys: s, d, n, u, q" in shown
    assert "There is nothing to undo" in shown
    assert "" == decided(result)
    two = run_sources(tmp_path, sources(tmp_path, c=[TOLD.row("en", **NEARLY | {"id": "copy-2"}, issued="2000-03-01")]))
    before = len(review(two, "duplicates"))
    sit(two, "dudq")
    assert 1 == decided(two).count("different")
    again = run_sources(tmp_path, [])
    assert before - 1 == len(review(again, "duplicates"))


def test_the_end_of_input_ends_the_sitting(tmp_path: Path) -> None:
    """What was answered until then is kept."""
    result = archive(tmp_path)
    assert "1 decided" in sit(result, "d")
    assert 1 == decided(result).count("different")


HAND = '# Ana, 2026\n[updates]\n"a-1 2000-01-07" = "none"   # nobody has it\n\n[duplicates]\n"en/a-1 + en/b-1" = "different"\n'


@pytest.mark.parametrize("question", Question)
def test_a_line_is_added_and_taken_out(question: Question) -> None:
    """What a person wrote stays as it is, comments and order included; an added line is read back."""
    key, verdict = ("c-1 2001-01-01", "d-1") if question is Question.UPDATES else ("en/c-1 + en/d-1", "same")
    if question is Question.TRANSLATIONS:
        key = "en/c-1 + fr/d-1"
    decision = Decision(question, key, verdict, dt.date(2026, 11, 20))
    for text in ("", HAND, HAND.rstrip("\n")):
        added = add(text, decision)
        assert decision.line() in added
        found = parse(added)
        assert verdict in {
            *found.updates.values(),
            *(str(one) for pairs in found.pairs.values() for one in pairs.values()),
        }
        assert all(line in added for line in text.splitlines())
        assert parse(text) == parse(withdraw(added, decision))
