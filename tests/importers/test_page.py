"""The report as a page, rehearsals, and what the terminal shows."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from plugins.alerts.findings import Finding
from plugins.importers.accounting.page import EXAMPLES, SAMPLES, Page, plain
from plugins.importers.accounting.report import Outcome, Report, Result
from plugins.importers.accounting.terminal import Watch, show_summary, watching
from plugins.importers.run import run_import
from tests.importers.archives import TODAY, jsonl_of, run, run_sources
from tests.importers.test_run import ROW

EVIL = (
    "</td><script>alert(1)</script><img src=x onerror=alert(1)>\"'`{{ 7*7 }}{% raw %}\u202egnp.exe\x00\x1b[31m\n\ud800"
)


def accepted(number: int) -> Outcome:
    """Return an accepted item."""
    return Outcome(
        source="a.mbox", item=f"mail {number}", result=Result.ACCEPTED, path=f"en/2005/{number}.md", title="T"
    )


def page_of(*outcomes: Outcome, is_rehearsal: bool = False) -> str:
    """Return the page of outcomes."""
    page, report = Page(), Report()
    for outcome in outcomes:
        report.items += 1
        report.add(outcome)
        page.add(outcome)
    return page.html(report, is_rehearsal=is_rehearsal)


def test_nothing_from_a_source_is_markup() -> None:
    """Names, reasons, messages and headlines stand on the page as text, whatever they are."""
    findings = (Finding("encoding-damaged", EVIL, EVIL), Finding("markup-removed", EVIL, EVIL))
    shown = {"source": EVIL, "item": EVIL, "path": EVIL, "title": EVIL, "issued": EVIL, "language": EVIL, "id": EVIL}
    html = page_of(
        Outcome(result=Result.ACCEPTED, findings=findings, **shown),
        Outcome(result=Result.DUPLICATE, reason=EVIL, **shown),
        Outcome(result=Result.REJECTED, reason=f"body-missing: {EVIL}", **shown),
    )
    tree = BeautifulSoup(html, "lxml")
    assert ([], []) == (tree.find_all(["script", "img", "iframe", "link", "object"]), tree.find_all(onerror=True))
    assert "{{ 7*7 }}" in tree.get_text()
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", html)
    html.encode("utf-8")


def test_what_is_to_be_looked_at_are_records() -> None:
    """A finding of a rejected item does not count among those of records."""
    odd = (
        Finding("header-truncated", "", "a field of the header was cut"),
        Finding("title-inferred", "title", "made of the address"),
    )
    rejected = Outcome(source="a.eml", result=Result.REJECTED, reason="date-missing: no date", findings=odd)
    tree = BeautifulSoup(page_of(rejected, rejected, replace(accepted(1), findings=odd)), "lxml")
    summaries = [" ".join(tag.get_text().split()) for tag in tree.find_all("summary")]
    assert {
        "Nothing says when it was published, not even roughly. date-missing, 2 items",
        "A mail's header has more or longer fields than are read. header-truncated, 1 item",
        "The headline was made of the address or the first sentence; accents and capitals may be lost. title-inferred, 1 item",
    } <= set(summaries)


def test_the_page_loads_nothing() -> None:
    """It is one file, and its policy forbids the rest."""
    html = page_of(accepted(1))
    assert not re.search(r"""(?:src|href|action)\s*=|url\(|@import""", html)
    assert "default-src 'none'; style-src 'unsafe-inline'" in html


def test_the_page_says_what_happened() -> None:
    """Counts, reasons with examples, what is to be looked at apart from what is only noted, samples."""
    outcomes = [accepted(number) for number in range(2000)]
    outcomes += [
        Outcome(
            source="b.csv",
            item=f"row {number}",
            result=Result.REJECTED,
            reason="title-missing: there is no headline; give one",
        )
        for number in range(20)
    ]
    outcomes.append(
        Outcome(
            source="c.html",
            result=Result.ACCEPTED,
            path="fr/2001/x-1.md",
            findings=(Finding("encoding-damaged", "body", "lost"), Finding("charset-guessed", "body", "guessed")),
        )
    )
    tree = BeautifulSoup(page_of(*outcomes), "lxml")
    assert ["2,021", "2,001", "0", "20", "0"] == [one.get_text() for one in tree.select(".counts strong")]
    [rejected] = tree.select("#rejected-title-missing")
    assert EXAMPLES == len(rejected.select("tbody tr"))
    assert "The first 8 of 20" in rejected.get_text()
    assert (1, 1) == (len(tree.select("#warning-encoding-damaged")), len(tree.select("#note-charset-guessed")))
    samples = [row.get_text() for row in tree.select("h2#samples + div tbody tr")]
    assert SAMPLES == len(samples)
    assert samples == [
        row.get_text() for row in BeautifulSoup(page_of(*outcomes[::-1]), "lxml").select("h2#samples + div tbody tr")
    ]
    assert [["a.mbox", "2,000", "0", "0"], ["b.csv", "0", "0", "20"], ["c.html", "1", "0", "0"]] == [
        [cell.get_text() for cell in row.find_all("td")] for row in tree.select(".figures tbody tr")
    ]


def test_the_page_says_what_a_person_must_decide() -> None:
    """How much is left to review, and the command for it."""
    page, report = Page(), Report(review={"duplicates": 3, "translations": 0})
    assert "duplicates 3: run <code>invoke import --review</code>" in page.html(report, is_rehearsal=False)


def test_an_account_that_does_not_add_up_is_told() -> None:
    """An item without an outcome is a fault of the import: it says so, and ends with 1."""
    report = Report(items=2)
    report.add(accepted(1))

    assert (False, 1) == (report.balances, report.exit_status)
    assert "the counts do not add up" in dict(report.summary())["WRONG"]
    report.add(accepted(2))
    assert (True, 0) == (report.balances, report.exit_status)


def test_many_sources_are_a_bounded_page() -> None:
    """What stands on the page does not grow with the number of files."""
    html = page_of(*(Outcome(source=f"{n}.txt", result=Result.ACCEPTED, path="x") for n in range(1000)))
    assert "all others" in html
    assert len(html) < 60_000


@pytest.mark.parametrize(
    ("text", "shown"), [("a\nb\u2028c", "a bc"), ("x" * 500, "x" * 400 + "…"), ("\udce9", "\\udce9")]
)
def test_plain(text: str, shown: str) -> None:
    """A text is one line of a bounded length that can be written."""
    assert shown == plain(text)


LONG = "The same words stand in two sources, more than twenty of them, so that the two are taken for one and the same alert."


def test_a_rehearsal_is_a_real_import_that_writes_nothing(tmp_path: Path) -> None:
    """Report, page but for its heading, and counts are those of the real one, also where items meet each other; the archive stays."""
    rows: list[dict[str, Any]] = [
        ROW,
        ROW,
        ROW | {"title": "Other"},
        ROW | {"id": "case-1", "body": LONG},
        {key: value for key, value in ROW.items() if key != "id"} | {"url": "https://example.org/a"},
    ]
    for text in (jsonl_of(*rows), jsonl_of(*rows, ROW | {"id": "case-2"}, rows[-1] | {"issued": "2004-12-31"})):
        (tmp_path / "rows.jsonl").write_text(text, encoding="utf-8")
        (tmp_path / "again.jsonl").write_text(jsonl_of(ROW | {"id": "other-1", "body": LONG}), encoding="utf-8")
        sources = [tmp_path / "rows.jsonl", tmp_path / "again.jsonl"]
        before = {path: path.stat().st_mtime_ns for path in (tmp_path / "archive").rglob("*")}
        rehearsed = run_sources(tmp_path, sources, is_rehearsal=True, page=tmp_path / "r.html")
        assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "archive").rglob("*")}
        page = (tmp_path / "r.html").read_text(encoding="utf-8")
        real = run_sources(tmp_path, sources, page=tmp_path / "r.html")
        assert (real.report, real.exit_status, real.written) == (
            rehearsed.report,
            rehearsed.exit_status,
            rehearsed.written,
        )
        assert "What an import would do" in page
        assert "What an import did" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_a_rehearsal_makes_no_archive(tmp_path: Path) -> None:
    """Not even its folder."""
    run(tmp_path, jsonl_of(ROW), is_rehearsal=True)
    assert {"rows.jsonl", "report.json"} == {path.name for path in tmp_path.iterdir()}


def test_progress_in_plain_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no terminal, a line now and then says how far things are, how fast they go, and how long they take."""
    monkeypatch.setattr("plugins.importers.accounting.terminal._PLAIN_EVERY", -1.0)
    (tmp_path / "rows.jsonl").write_text(jsonl_of(*(ROW | {"id": f"row-{n}"} for n in range(3))), encoding="utf-8")
    stream = io.StringIO()
    with watching([tmp_path], stream) as watch:
        run_import(
            [tmp_path / "rows.jsonl"],
            archive=tmp_path / "archive",
            today=TODAY,
            on_bytes=watch.bytes_done,
            on_outcome=watch.outcome,
        )
    read, settled = stream.getvalue().splitlines()[2::3]
    assert re.fullmatch(r"100% 3 items read, [\d,.]+/s, about 0 s left", read)
    assert re.fullmatch(r"100% 3 items settled, 0 rejected, [\d,.]+/s, about 0 s left", settled)


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        """Say that it is."""
        return True


def test_progress_and_summary_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is a bar, then tables; names in brackets are no markup, and no control reaches the terminal."""
    monkeypatch.setattr("plugins.importers.accounting.terminal._SHOWN_EVERY", -1.0)
    stream, report = Terminal(), Report(items=2)
    watch = Watch(100, stream)
    outcomes = [
        accepted(1),
        Outcome(source="[red]\x1b]0;evil\x07[/red]", result=Result.REJECTED, reason=f"body-missing: {EVIL}"),
    ]
    for outcome in outcomes:
        watch.bytes_done(50)
        watch.outcome(outcome)
        report.add(outcome)
    watch.close()
    show_summary(report, stream)
    said = stream.getvalue()
    assert "50%" in said
    assert "[red] ]0;evil [/red]: body-missing" in said
    assert ("\x1b]0;evil" in said, "\x07" in said) == (False, False)
