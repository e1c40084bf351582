from __future__ import annotations

import pytest

from plugins.site.aside import Aside, AsideError
from plugins.site.stages import Stage, Stages


def test_stages_are_told_as_a_table() -> None:
    """Each stage has its seconds, its count and its rate; the last line is all of them."""
    stages = Stages()
    stages.done = [
        Stage("reading", "records", count=1500, wall=0.5, cpu=0.75),
        Stage("sitemap", wall=0.25, cpu=0.25),
    ]

    assert [
        "stage    wall s  cpu s  count          per second",
        "reading    0.50   0.75  1,500 records       3,000",
        "sitemap    0.25   0.25",
        "all        0.75   1.00",
    ] == stages.table().splitlines()


def test_a_stage_counts_what_is_done_in_it() -> None:
    """Wall and processor time are those of what is done within; counts add up."""
    stages = Stages()
    with stages.stage("rendering", "pages", total=5) as stage:
        stages.advance(stage, 3)
        stages.advance(stage, 2)
        sum(range(200_000))

    assert [("rendering", "pages", 5)] == [(one.name, one.unit, one.count) for one in stages.done]
    assert 0 < stages.done[0].wall
    assert 0 < stages.done[0].cpu


def test_work_done_aside_has_a_result() -> None:
    """What a forked process returns comes back, and what it changes stays there."""
    seen: list[int] = []
    aside = Aside(lambda: [*seen, seen.append(1), {"a": b"b" * 100_000}])

    assert [None, {"a": b"b" * 100_000}] == aside.result()
    assert [] == seen


def test_work_that_fails_aside_fails_here() -> None:
    """An exception of the other process is raised where its result is asked for, with what happened there."""

    def fails() -> None:
        raise ValueError("the reason")

    def cannot_be_told() -> None:
        class UnknownError(Exception):
            pass

        raise UnknownError("the other reason")

    with pytest.raises(ValueError, match="the reason"):
        Aside(fails).result()
    with pytest.raises(AsideError, match="the other reason"):
        Aside(cannot_be_told).result()
