"""A build that goes on from the last one equals a build from nothing, byte for byte, whatever was edited in between."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pelican import Pelican
from pelican.settings import read_settings

from plugins.alerts import frontmatter
from plugins.alerts.dates import PartialDate
from plugins.site.checking import check_site
from tests.site import miniature
from tests.site.build import ROOT, fixity

EDITS = 40


def build(archive: Path, output: Path, cache: Path, theme: Path) -> None:
    """Build in this process, as `pelican` does in its own."""
    override = {
        "PATH": str(archive),
        "OUTPUT_PATH": str(output),
        "ALERT_CACHE": str(cache),
        "THEME": str(theme),
        "ALERT_WORKERS": 1,
    }
    Pelican(read_settings(str(ROOT / "pelicanconf.py"), override=override)).run()


def records(archive: Path) -> list[Path]:
    """Return the files of an archive in a fixed order."""
    return sorted(archive.rglob("*.md"))


def edit(file: Path, change: Callable[[frontmatter.Record], frontmatter.Record]) -> None:
    """Change a record where it stands, and move it where it then belongs."""
    changed = change(frontmatter.parse(file.read_text(encoding="utf-8")))
    file.unlink()
    miniature.write(file.parents[2], changed)


def retitle(archive: Path, theme: Path, rng: random.Random) -> None:
    """Give an alert another headline."""
    del theme
    word = rng.choice(["Détenu", "Libéré", "Threatened", "censura"])
    edit(
        rng.choice(records(archive)),
        lambda one: one._replace(alert=replace(one.alert, title=f"{one.alert.title} {word}")),
    )


def redate(archive: Path, theme: Path, rng: random.Random) -> None:
    """Move an alert in time, all its translations with it or not."""
    del theme
    date = PartialDate(rng.randint(1996, 2009), rng.choice([None, 3, 11]))
    edit(rng.choice(records(archive)), lambda one: one._replace(alert=replace(one.alert, issued=date)))


def rewrite(archive: Path, theme: Path, rng: random.Random) -> None:
    """Change a text."""
    del theme
    edit(rng.choice(records(archive)), lambda one: one._replace(body=f"{one.body}\nAdded {rng.randint(1, 99)}.\n"))


def add(archive: Path, theme: Path, rng: random.Random) -> None:
    """Add an alert, often enough of one country and year that listings are cut into pages."""
    del theme
    for _ in range(rng.choice([1, 1, 60])):
        number = rng.randrange(10**9)
        lang = rng.choice(["en", "fr", "es"])
        violations = rng.choice([("threat",), ("killed",), ()])
        one = miniature.record(
            f"added-{number}",
            lang,
            f"Alert {number}",
            "2006",
            countries=("FJ",),
            sources=("CPJ",),
            violations=violations,
        )
        miniature.write(archive, one)


def translate(archive: Path, theme: Path, rng: random.Random) -> None:
    """Add the Spanish version of an alert that may have none."""
    del theme
    one = frontmatter.parse(rng.choice(records(archive)).read_text(encoding="utf-8"))
    for old in archive.glob(f"es/*/{one.alert.id}.md"):
        old.unlink()
    miniature.write(archive, one._replace(alert=replace(one.alert, lang="es", title=f"Traducción: {one.alert.title}")))


def delete(archive: Path, theme: Path, rng: random.Random) -> None:
    """Take a record away."""
    del theme
    files = records(archive)
    if len(files) > 3:
        rng.choice(files).unlink()


def follow(archive: Path, theme: Path, rng: random.Random) -> None:
    """Let an alert follow another."""
    del theme
    other = frontmatter.parse(rng.choice(records(archive)).read_text(encoding="utf-8")).alert.id
    edit(rng.choice(records(archive)), lambda one: one._replace(alert=replace(one.alert, follows=(other,))))


def rename(archive: Path, theme: Path, rng: random.Random) -> None:
    """Let an alert name other people, violations and campaigns: related alerts, counts and listings follow."""
    del theme
    edit(
        rng.choice(records(archive)),
        lambda one: one._replace(
            alert=replace(
                one.alert,
                targets=tuple(rng.sample(["A. Editor", "Lantern", "B. Writer"], rng.randint(0, 3))),
                violations=tuple(rng.sample(["release", "detention", "killed"], rng.randint(0, 2))),
                campaigns=tuple(rng.sample(["fiji-monitoring", "no-impunity"], rng.randint(0, 1))),
            )
        ),
    )


def redate_to_the_day(archive: Path, theme: Path, rng: random.Random) -> None:
    """Date an alert to a day, so that it stands in a weekly digest."""
    del theme
    day = PartialDate(2005, 4, rng.randint(1, 30))
    edit(rng.choice(records(archive)), lambda one: one._replace(alert=replace(one.alert, issued=day)))


def change_template(archive: Path, theme: Path, rng: random.Random) -> None:
    """Change what every page is made with."""
    del archive
    template = theme / "templates/base.html"
    template.write_text(template.read_text(encoding="utf-8") + f"<!-- {rng.randint(1, 9)} -->\n", encoding="utf-8")


KINDS_OF_EDIT = (
    retitle,
    redate,
    redate_to_the_day,
    rewrite,
    add,
    add,
    translate,
    delete,
    follow,
    follow,
    rename,
    change_template,
)


@pytest.mark.parametrize("seed", [1, 2])
def test_going_on_equals_beginning_anew(tmp_path: Path, seed: int) -> None:
    """After every edit of a long row, the incremental site has the bytes of a clean one."""
    rng = random.Random(seed)
    archive, theme = tmp_path / "archive", tmp_path / "theme"
    miniature.make(archive)
    shutil.copytree(ROOT / "theme", theme)
    build(archive, tmp_path / "output", tmp_path / "cache", theme)
    for number in range(EDITS // 2):
        change = rng.choice(KINDS_OF_EDIT)
        change(archive, theme, rng)
        build(archive, tmp_path / "output", tmp_path / "cache", theme)
        clean = tmp_path / f"clean{number}"
        build(archive, clean / "output", clean / "cache", theme)

        assert fixity(clean / "output") == fixity(tmp_path / "output"), f"after edit {number}: {change.__name__}"
        assert [] == check_site(clean / "output"), f"after edit {number}: {change.__name__}"
        shutil.rmtree(clean)


def test_a_build_that_was_killed_is_taken_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a broken-off build left behind is completed or taken away by the next."""
    archive, output, cache, theme = (tmp_path / name for name in ("archive", "output", "cache", "theme"))
    miniature.make(archive)
    shutil.copytree(ROOT / "theme", theme)
    rendered = 0
    from plugins.site import render  # noqa: PLC0415

    whole = render.Renderer.render

    def breaks(self: render.Renderer, page: object) -> bytes:
        nonlocal rendered
        rendered += 1
        if rendered > 20:
            raise KeyboardInterrupt
        return whole(self, page)  # type: ignore[arg-type]

    monkeypatch.setattr(render.Renderer, "render", breaks)
    with pytest.raises(KeyboardInterrupt):
        build(archive, output, cache, theme)
    monkeypatch.undo()
    records(archive)[0].unlink()
    build(archive, output, cache, theme)
    build(archive, tmp_path / "clean", tmp_path / "clean-cache", theme)

    assert fixity(tmp_path / "clean") == fixity(output)
