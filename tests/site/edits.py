"""What may be done to an archive, and to what is around it, between two builds: each edit is chosen and made at random."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from plugins.alerts import frontmatter
from plugins.alerts.dates import PartialDate
from plugins.alerts.redaction import FILE
from tests.site import miniature

NAMES = ("A. Editor", "Lantern", "B. Writer", "Jane Roe")


@dataclass
class World:
    """Everything that a site is built from, and what was built."""

    repository: Path
    """A copy of the code and the theme, to be changed."""
    archive: Path
    output: Path
    cache: Path
    rng: random.Random
    settings: dict[str, Any] = field(default_factory=dict)
    kill: bool = False
    """Whether the next build is to be killed before it may end."""

    def records(self) -> list[Path]:
        """Return the files of the archive in a fixed order."""
        return sorted(self.archive.rglob("*.md"))

    def edit(self, change: Callable[[frontmatter.Record], frontmatter.Record]) -> None:
        """Change a record where it stands, and move it where it then belongs."""
        file = self.rng.choice(self.records())
        try:
            changed = change(frontmatter.parse(file.read_text(encoding="utf-8")))
        except (frontmatter.FrontMatterError, UnicodeDecodeError):
            # It was broken by an edit before.
            return
        file.unlink()
        miniature.write(self.archive, changed)

    def ids(self) -> list[str]:
        """Return the ids of all records."""
        return sorted({file.stem for file in self.records()})


def retitle(world: World) -> None:
    """Give an alert another headline."""
    word = world.rng.choice(["Détenu", "Libéré", "Threatened", "censura", "Jane Roe"])
    world.edit(lambda one: one._replace(alert=replace(one.alert, title=f"{one.alert.title} {word}")))


def redate(world: World) -> None:
    """Move an alert in time, all its translations with it or not."""
    date = PartialDate(world.rng.randint(1996, 2009), world.rng.choice([None, 3, 11]))
    world.edit(lambda one: one._replace(alert=replace(one.alert, issued=date)))


def redate_to_the_day(world: World) -> None:
    """Date an alert to a day, so that it stands in a weekly digest."""
    day = PartialDate(2005, 4, world.rng.randint(1, 30))
    world.edit(lambda one: one._replace(alert=replace(one.alert, issued=day)))


def rewrite(world: World) -> None:
    """Change a text."""
    word = world.rng.choice(["Added 7.", "Met **Jane\nRoe** again."])
    world.edit(lambda one: one._replace(body=f"{one.body}\n{word}\n"))


def add(world: World) -> None:
    """Add an alert, often enough of one country and year that listings are cut into pages."""
    for _ in range(world.rng.choice([1, 1, 1, 60])):
        number = world.rng.randrange(10**9)
        lang = world.rng.choice(["en", "fr", "es"])
        one = miniature.record(
            f"added-{number}",
            lang,
            f"Alert {number}",
            "2006",
            countries=("FJ",),
            sources=("CPJ",),
            violations=world.rng.choice([("threat",), ("killed",), ()]),
            targets=("Lantern", f"Nominee {number}"),
        )
        miniature.write(world.archive, one)


def add_the_newest(world: World) -> None:
    """Add an alert that is newer than all others."""
    number = world.rng.randrange(10**9)
    day = f"2010-0{world.rng.randint(1, 9)}-11"
    one = miniature.record(f"{day}-{number}", "en", "The newest", day, countries=("FJ", "RW"), violations=("release",))
    miniature.write(world.archive, one)


def translate(world: World) -> None:
    """Add the Spanish version of an alert that may have none."""
    whole = [file for file in world.records() if file.read_bytes().startswith(b"---\nid")]
    one = frontmatter.parse(world.rng.choice(whole).read_text(encoding="utf-8"))
    for old in world.archive.glob(f"es/*/{one.alert.id}.md"):
        old.unlink()
    translated = replace(one.alert, lang="es", title=f"Traducción: {one.alert.title}")
    miniature.write(world.archive, one._replace(alert=translated))


def delete(world: World) -> None:
    """Take a record away."""
    files = world.records()
    if len(files) > 3:
        world.rng.choice(files).unlink()


def follow(world: World) -> None:
    """Let an alert follow another."""
    other = world.rng.choice(world.ids())
    world.edit(lambda one: one._replace(alert=replace(one.alert, follows=(other,))))  # type: ignore[arg-type]


def relate(world: World) -> None:
    """Let an alert name related cases, one of which is not there; or say under which ids it stood before, one of which another has."""
    key = world.rng.choice(["related_ids", "former_ids"])
    values = tuple(world.rng.sample([world.rng.choice(world.ids()), "1999-xx-gone", "1998-xx-gone"], 2))
    world.edit(lambda one: one._replace(alert=replace(one.alert, extra=((key, values),))))


def rename(world: World) -> None:
    """Let an alert name other people, violations and campaigns: related alerts, counts and listings follow."""
    rng = world.rng
    world.edit(
        lambda one: one._replace(
            alert=replace(
                one.alert,
                targets=tuple(rng.sample(NAMES, rng.randint(0, 3))),
                violations=tuple(rng.sample(["release", "detention", "killed"], rng.randint(0, 2))),
                campaigns=tuple(rng.sample(["fiji-monitoring", "no-impunity", "free-jane-roe"], rng.randint(0, 1))),
                countries=tuple(rng.sample(["FJ", "RW", "ZRCD", "CD"], rng.randint(0, 2))),
            )
        ),
    )


def redact(world: World) -> None:
    """Redact a name or withdraw a record; or take a line away again."""
    rng = world.rng
    file = world.archive / FILE
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    if lines and rng.random() < 0.5:
        lines.pop(rng.randrange(len(lines)))
    else:
        name, one_id = rng.choice(NAMES), rng.choice(world.ids())
        lines.append(rng.choice([f'name."{name}" = {{}}', f"record.{one_id} = {{ since = 2026-11-25 }}"]))
    file.write_text("".join(f"{line}\n" for line in dict.fromkeys(lines)), encoding="utf-8")


def change_setting(world: World) -> None:
    """Change a setting: a name, the licence, whether the site has an address."""
    rng = world.rng
    name, values = rng.choice(
        [("SITENAME", ["One", "Another"]), ("ALERT_LICENCE", ["", "Free"]), ("SITEURL", ["", "https://example.org/x"])]
    )
    world.settings[name] = rng.choice(values)


def change_template(world: World) -> None:
    """Change what every page is made with."""
    template = world.repository / "theme/templates/base.html"
    text = template.read_text(encoding="utf-8")
    template.write_text(f"{text}<!-- {world.rng.randint(1, 9)} -->\n", encoding="utf-8")


def change_label(world: World) -> None:
    """Change a label of a vocabulary."""
    name, code = world.rng.choice(
        [
            ("violations", "release"),
            ("violations", "detention"),
            ("kinds", "update"),
            ("countries", "ZRCD"),
            ("organisations", "CPJ"),
            ("regions", "africa"),
        ]
    )
    file = world.repository / f"plugins/alerts/terms/{name}.toml"
    text = file.read_text(encoding="utf-8")
    changed = re.sub(rf'(?s)(\n\["?{code}"?\].*?\n(?:en|name) = "[^"]*)"', r'\1x"', text, count=1)
    assert changed != text, (name, code)
    file.write_text(changed, encoding="utf-8")


def kill(world: World) -> None:
    """Change something, and let the build of it be killed."""
    world.rng.choice([retitle, add, delete, redate])(world)
    world.kill = True


def touch(world: World) -> None:
    """Give a record another time, and nothing else."""
    os.utime(world.rng.choice(world.records()))


def damage_output(world: World) -> None:
    """Change, empty or delete a file of the site."""
    file = world.rng.choice(sorted(path for path in world.output.rglob("*") if path.is_file()))
    how = world.rng.randrange(3)
    if how == 0:
        file.unlink()
    else:
        # As an editor does: a new file in place of the old.
        data = file.read_bytes()
        file.unlink()
        file.write_bytes(data + b"x" if how == 1 else b"")


def damage_cache(world: World) -> None:
    """Empty, cut, garble or delete a file of what is kept between builds."""
    file = world.rng.choice(sorted(path for path in world.cache.rglob("*") if path.is_file()))
    data = file.read_bytes()
    damaged = world.rng.choice([b"", data[: len(data) // 2], b"\x00" + data[1:], None])
    if damaged is None:
        file.unlink()
    else:
        file.write_bytes(damaged)


def break_record(world: World) -> None:
    """Break a header, or give two records one id; or mend all that are broken."""
    broken = [file for file in world.records() if not file.read_bytes().startswith(b"---\nid")]
    for file in broken:
        file.unlink()
    if not broken:
        file = world.rng.choice(world.records())
        file.write_bytes(world.rng.choice([b"no header\n", b"\xff"]) + file.read_bytes())


RECORDS = (
    retitle,
    redate,
    redate_to_the_day,
    rewrite,
    add,
    add_the_newest,
    translate,
    delete,
    follow,
    relate,
    rename,
)
"""Edits of records; what any of them concerns is tested in one process as well (tests/site/test_going_on.py)."""
AROUND = (
    redact,
    redact,
    change_setting,
    change_template,
    change_label,
    kill,
    touch,
    damage_output,
    damage_cache,
    break_record,
)
"""Edits of what is around them, and accidents."""
