"""From an archive that was read to a site that is written: plan, render, take away, remember."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from plugins.site import addresses
from plugins.site.code import code_version
from plugins.site.extras import Extras
from plugins.site.gathering.gathered import Gathered
from plugins.site.gathering.kept import keep
from plugins.site.planning.pages import AnyPage
from plugins.site.planning.plan import SitePlan
from plugins.site.reading.holdings import ArchiveReading
from plugins.site.settings import SiteSettings
from plugins.site.stages import Stage, Stages
from plugins.site.templating.templates import templates_path
from plugins.site.writing.amending import lay_out
from plugins.site.writing.files import Files, pack
from plugins.site.writing.indexing import indexed
from plugins.site.writing.output import OutputState
from plugins.site.writing.render import Renderer
from plugins.site.writing.standing import Standing
from plugins.site.writing.workers import render_pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Building:
    """All that a site is written from."""

    settings: SiteSettings
    work: Path
    """Folder of what is kept for the next build of this site."""
    reading: ArchiveReading
    gathered: Gathered
    goes_on: bool
    """True where it was gone on from what was kept, which serves the next build as well."""
    standing: Standing
    """The last build that ended."""
    before: Files
    """The files that it left."""
    altered: frozenset[str]
    """Those that are not as it left them."""
    assets: Mapping[str, bytes]
    scripts: tuple[str, ...]
    extras: Extras
    """What other plugins add."""
    written: Mapping[str, str]
    """Path → SHA-256 of what other plugins wrote."""
    await_others: Callable[[], Mapping[str, str]]
    """Waits for what they do aside, and returns the same of that."""
    laying_out: Callable[[], AbstractContextManager[None]]
    """Around what makes many things that stay."""
    stages: Stages


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What became of it."""

    state: OutputState
    token: str
    base: bytes
    layout: bytes
    pages: int
    changed: int
    removed: int


def write_site(building: Building) -> Built:
    """Write what is not as it has to be, and take away what is no more."""
    settings, reading = building.settings, building.reading
    state = OutputState(settings.output, building.work, building.before, building.altered)
    stages = building.stages
    with building.laying_out():
        plan = SitePlan(building.gathered, reading.withdrawn)
        extras = building.extras
        with stages.stage("planning", "pages") as stage:
            plan.add(extras, _base(settings, building.scripts, extras))
            layout = lay_out(plan, state, reading, building.standing)
            stage.count = layout.looked_at
    late = [addresses.page(page.language, page.name) for page in extras.pages]
    state.intend([*building.assets, *late, *(page.path for page in layout.stale)])
    for path, data in building.assets.items():
        state.write(path, data)
    changed = 0
    renderer = Renderer(plan, settings, building.scripts)

    def render(stale: Sequence[AnyPage], stage: Stage) -> None:
        nonlocal changed
        done = partial(stages.advance, stage)
        for path, written, was_written in render_pages(
            renderer, stale, settings.output, workers=settings.workers, progress=done
        ):
            state.files[path] = pack(written)
            changed += was_written

    with stages.stage("rendering", "pages", total=len(layout.stale)) as stage:
        render(layout.stale, stage)
    with stages.stage("waiting for exports"):
        found = plan.late_pages()
    with stages.stage("rendering the rest", "pages") as stage:
        render([page for page in found if not state.unchanged(page.path, page.fingerprint)], stage)
    gone = layout.gone
    with stages.stage("sitemap"):
        for complete in extras.when_planned:
            listed = (path for path in state.files if gone is None or path not in gone)
            for path, sha256 in complete(indexed(listed, plan.collection)).items():
                state.adopt(path, sha256)
    with stages.stage("waiting for the search"):
        others = building.await_others()
    with stages.stage("manifest", "files") as stage:
        removed, token = state.finish({**building.written, **others}, gone)
        serves_again = building.goes_on and reading.is_near_whole
        reading.save(building.work, anew=not serves_again)
        if not serves_again:
            keep(building.gathered, building.work, reading.fingerprint)
        stage.count = len(state.files)
    return Built(
        state=state,
        token=token,
        base=plan.base,
        layout=plan.layout,
        pages=state.count_pages(),
        changed=changed,
        removed=removed,
    )


def _base(settings: SiteSettings, scripts: tuple[str, ...], extras: Extras) -> bytes:
    """Return the fingerprint of all that goes into every page: code, templates, catalogues, settings."""
    state = hashlib.blake2b(digest_size=16)
    state.update(code_version("plugins/alerts", "plugins/site").encode())
    for folder in templates_path(settings.theme):
        for file in sorted(Path(folder).rglob("*")):
            if file.is_file():
                state.update(file.relative_to(settings.theme).as_posix().encode() + b"\0" + file.read_bytes())
    foot = [(page.language, page.name, page.title) for page in extras.pages]
    state.update(
        repr(
            (settings.siteurl, dict(settings.names), settings.contact, settings.licence, settings.report, scripts, foot)
        ).encode()
    )
    return state.digest()
