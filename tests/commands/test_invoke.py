"""The commands as a maintainer types them."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.commands.clearing import forgotten, in_the_way
from tests.site import miniature

ROOT = Path(__file__).resolve().parents[2]


def invoke(*words: str, answers: str = "") -> subprocess.CompletedProcess[str]:
    """Run `invoke` with these words, in the project; answers are its standard input."""
    return subprocess.run(
        [str(Path(sys.executable).parent / "invoke"), *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        input=answers,
    )


def line(**fields: str) -> str:
    """Return a row of JSON Lines."""
    return json.dumps({"id": "one", "language": "en", "title": "T", "issued": "2005", "body": "Text."} | fields)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("import",), 2, "source"),
        (("import", "x.txt", "--bogus"), 2, "--bogus"),
        (("import", "--review", "--dry-run"), 2, "--dry-run"),
        (("import", "--review", "--archive", "/nowhere"), 1, "/nowhere"),
        (("import", "x.txt", "--format", "runes"), 2, "runes"),
        (("import", "x.txt", "--language", "xx"), 2, "xx"),
        (("import", "x.txt", "--workers", "-1"), 2, "--workers"),
        (("import", "tasks.py", "--format", "text", "--archive", "/dev/null/archive"), 1, "run the same import again"),
        (("bild",), 2, "bild"),
        (("build", "--workers", "-1"), 2, "--workers"),
        (("build", "--archive", "/nowhere/at/all"), 1, "/nowhere/at/all"),
        (("serve", "--output", "/nowhere/at/all"), 1, "invoke build"),
        (("check", "--output", "/nowhere/at/all"), 1, "invoke build"),
        (("bundle", "--output", "/nowhere/at/all"), 1, "invoke build"),
        (("publish",), 2, "SITEURL"),
    ],
)
def test_what_is_asked_wrongly_is_told(words: tuple[str, ...], status: int, said: str) -> None:
    """Wrong usage ends with 2, what is not there with 1, and either says what and what to do."""
    done = invoke(*words)

    assert status == done.returncode, done.stdout + done.stderr
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_several_sources_become_records_and_a_report(tmp_path: Path) -> None:
    """Every item of every source is accounted for; one that is missing does not stop the others."""
    (tmp_path / "a.jsonl").write_text(line(id="item-a") + "\n" + line(id="item-b", language="de"), encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(line(id="item-c", title="C"), encoding="utf-8")
    done = invoke(
        "import",
        str(tmp_path / "a.jsonl"),
        str(tmp_path / "missing.jsonl"),
        str(tmp_path / "b.jsonl"),
        "--archive",
        str(tmp_path / "archive"),
        "--report",
        str(tmp_path / "report.json"),
    )
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))

    assert 1 == done.returncode
    assert (4, 2, 0, 2) == tuple(report[key] for key in ("items", "accepted", "duplicates", "rejected"))
    assert ["accepted", "rejected", "rejected", "accepted"] == [one["outcome"] for one in report["outcomes"]]
    assert (tmp_path / "archive/en/2005/item-a.md").is_file()
    assert (tmp_path / "archive/en/2005/item-c.md").is_file()
    assert "missing.jsonl" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_rehearsal_writes_nothing_but_its_report(tmp_path: Path) -> None:
    """`--dry-run` says what would be; a report that is named as a page has its JSON beside it."""
    (tmp_path / "a.jsonl").write_text(line(), encoding="utf-8")
    words = (
        "--archive",
        str(tmp_path / "archive"),
        "--report",
        str(tmp_path / "r.html"),
        "--workers",
        "1",
        "--dry-run",
    )
    done = invoke("import", str(tmp_path / "a.jsonl"), *words)

    assert (0, True) == (done.returncode, "nothing was written" in done.stdout), done.stderr
    assert {"a.jsonl", "r.html", "r.json"} == {path.name for path in tmp_path.iterdir()}


def test_a_review_needs_no_source_and_no_terminal(tmp_path: Path) -> None:
    """`--review` takes its answers from standard input, writes them down and carries them out."""
    body = " ".join(f"word{number}" for number in range(60))
    (tmp_path / "a.jsonl").write_text(line(id="item-a", body=body), encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(line(id="item-b", body=f"{body} more"), encoding="utf-8")
    archive = ("--archive", str(tmp_path / "archive"))
    done = invoke("import", str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl"), *archive)
    assert "duplicates 1: run `invoke import --review`" in done.stdout, done.stderr
    done = invoke("import", "--review", *archive, answers="s\n")

    assert (0, True) == (done.returncode, "1 decided, 0 left" in done.stdout), done.stderr
    assert 1 == len(list((tmp_path / "archive").glob("*/*/*.md")))


def test_build_check_and_the_plain_command_agree(tmp_path: Path) -> None:
    """`invoke build` writes what plain `pelican` writes, and `invoke check` finds it in order."""
    miniature.make(tmp_path / "archive")
    built = invoke("build", "--archive", str(tmp_path / "archive"), "--output", str(tmp_path / "ours"))
    subprocess.run(
        [
            str(Path(sys.executable).parent / "pelican"),
            str(tmp_path / "archive"),
            *("-o", str(tmp_path / "plain"), "-s", "pelicanconf.py"),
        ],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    checked = invoke("check", "--output", str(tmp_path / "ours"))

    assert 0 == built.returncode, built.stderr
    assert "4 alerts" in built.stdout
    assert (tmp_path / "plain/MANIFEST.sha256").read_bytes() == (tmp_path / "ours/MANIFEST.sha256").read_bytes()
    assert 0 == checked.returncode, checked.stderr


def test_a_site_that_is_built_anew_is_forgotten(tmp_path: Path) -> None:
    """`--clean` begins with no site and no cache; nothing of the old one is left, or of one that a killed build had put aside."""
    site, cache, aside = tmp_path / "output", tmp_path / "cache", tmp_path / ".output-before"
    for folder in (site, cache, aside):
        (folder / "sub").mkdir(parents=True)
        (folder / "sub" / "stray.html").write_text("Not ours.", encoding="utf-8")
    with forgotten(site, cache):
        assert [aside] == [*tmp_path.iterdir()]
        site.mkdir()

    assert [site] == [*tmp_path.iterdir()]
    assert [] == [*site.iterdir()]


def test_what_is_no_site_is_not_forgotten(tmp_path: Path) -> None:
    """A folder that has the archive in it, or is it, is refused, by whatever name it is given."""
    archive = tmp_path / "work" / "archive"
    archive.mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "work")
    for site in (archive, tmp_path, tmp_path / "link", archive / ".."):
        assert archive == in_the_way(site, [Path("/elsewhere"), archive])
    assert in_the_way(tmp_path / "work" / "output", [archive]) is None
    done = invoke("build", "--clean", "--archive", str(archive), "--output", str(tmp_path / "work"))
    assert (2, True, True) == (done.returncode, "--clean" in done.stderr, archive.is_dir())


def test_a_port_that_cannot_be_had_is_told(tmp_path: Path) -> None:
    """One that there is not, and one that another program has."""
    (tmp_path / "index.html").write_text("x", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        for port in (99999, taken.getsockname()[1]):
            done = invoke("serve", "--output", str(tmp_path), "--port", str(port))
            assert (1, True, False) == (done.returncode, f"--port {port}" in done.stderr, "Traceback" in done.stderr)


def test_a_list_of_redactions_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """Nothing is checked then, and it is said why."""
    (tmp_path / "redactions.toml").write_text("[", encoding="utf-8")
    done = invoke("check", "--output", str(tmp_path), "--archive", str(tmp_path))
    assert (1, True, False) == (done.returncode, "redactions.toml" in done.stderr, "Traceback" in done.stderr)


def test_a_link_to_a_site_stays(tmp_path: Path) -> None:
    """A site that is a link to a folder elsewhere is built there, and the link is not renamed."""
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "output"
    link.symlink_to(tmp_path / "elsewhere")
    with forgotten(link, tmp_path / "cache"):
        assert link.is_dir()

    assert tmp_path / "elsewhere" == link.resolve()
