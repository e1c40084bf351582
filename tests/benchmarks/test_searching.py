"""What visits of search pages tell, and how figures grow."""

from __future__ import annotations

from pathlib import Path

from benchmarks import search_tables
from benchmarks.documents import Documents, sample
from benchmarks.engines import OURS
from benchmarks.growth import estimate, exponent, growth_table
from benchmarks.searching import KINDS, Load, Searched, Visit
from plugins.alerts.languages import CODES


def test_a_power_goes_through_the_two_largest_sizes() -> None:
    """What is twice as much for twice as many grows as n; one size alone tells nothing."""
    assert 1 == exponent({1_000: 5, 2_000: 3, 4_000: 6})
    assert 150 == estimate({1_000: 5, 2_000: 3, 4_000: 6}, far=100_000)
    assert (None, None) == (exponent({1_000: 5}), estimate({1_000: 5}))
    assert None is exponent({1_000: 0, 4_000: 1})


def _searched(documents: str, count: int, milliseconds: float) -> Searched:
    load = Load(requests=1, kilobytes=count / 100, milliseconds=milliseconds)
    visit = Visit(found=1, page=load, first=load, after=load, second=load)
    return Searched(
        documents=documents, count=count, who=OURS, language="en", kind=KINDS[0], visits=(visit,) * 3, longest=1
    )


def test_growth_is_a_column_a_size() -> None:
    """With the power and what it makes of a hundred thousand."""
    documents = [
        Documents(archive=Path(), label=f"{count} made up", count=count, account="") for count in (1_000, 4_000)
    ]
    searched = [_searched("1000 made up", 1_000, 40), _searched("4000 made up", 4_000, 80)]
    rows = {row[0]: row[1:] for row in growth_table(documents, [], [], searched, []).rows}

    assert ("10.0", "40.0", "1.00", "1,000") == rows["three rare words, first query: kB"]
    assert ("40.0", "80.0", "0.50", "400") == rows["three rare words, first query: ms, median"]


def test_the_95th_percentile_is_not_exceeded_by_95_in_100() -> None:
    """Of twenty values it is the nineteenth, of three the last."""
    assert (10.5, 19) == search_tables.spread([*range(20, 0, -1)])
    assert (2, 3) == search_tables.spread([3, 1, 2])


def test_a_sample_keeps_translations_together(tmp_path: Path) -> None:
    """The same documents every time, and a smaller one is part of a larger one."""
    source = tmp_path / "some.jsonl"
    source.write_text(
        "".join(f'{{"id": "{code}-{n}", "translation_of": "{n}"}}\n' for n in range(40) for code in CODES)
    )
    small, large = [*sample(source, 10)], [*sample(source, 50)]

    assert (12, 51) == (len(small), len(large))
    assert small == large[:12] == [*sample(source, 10)]
    assert 4 == len({line.partition("translation_of")[2] for line in small})
