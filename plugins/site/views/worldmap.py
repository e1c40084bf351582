"""The map of the front page: countries shaded by the number of their alerts.

Shapes and dots come from ``theme/map/world.json``, which ``theme/map/README.md`` explains.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plugins.alerts import countries
from plugins.alerts.collection import Entry
from plugins.site import addresses
from plugins.site.views.charts import MapView, Shade, Shape

SHADES = 5

_DOT = "h0"
"""The path of a dot is a line of no length with round ends."""


def world_map(theme: Path, terms: Mapping[str, list[Entry]], language: str) -> MapView | None:
    """Return the map of the alerts of every country, or nothing where there are fewer than three countries with any.

    ``terms`` gives a country's alerts. Those of a country that is gone count where its one successor is; where it has several, nobody
    can say where they belong today, and they are left out.
    """
    world: dict[str, Any] = json.loads((theme / "map" / "world.json").read_text(encoding="utf-8"))
    drawn: dict[str, dict[str, Any]] = world["countries"]
    counts = dict.fromkeys(drawn, 0)
    counts |= {code: count for code, count in counted(terms).items() if code in drawn}
    steps = _steps([count for count in counts.values() if count])
    if not steps:
        return None
    shades: list[list[Shape]] = [[] for _ in steps]
    for code, where in drawn.items():
        if count := counts[code]:
            shape = Shape(
                label=countries.label(code, language),
                count=count,
                path=where.get("path") or f"M{where['x']} {where['y']}{_DOT}",
                url=_way(addresses.listing(language, "country", code)) if code in terms else "",
            )
            shades[sum(count >= step for step in steps) - 1].append(shape)
    land = "".join(where.get("path", "") for code, where in drawn.items() if not counts[code])
    return MapView(
        width=world["width"],
        height=world["height"],
        shades=(
            *([Shade(number=0, first=0, last=0, shapes=(), land=land)] if land else []),
            *(
                Shade(
                    # The darkest is always the same, however few there are.
                    number=place + SHADES - len(steps),
                    first=min(shape.count for shape in shapes),
                    last=max(shape.count for shape in shapes),
                    shapes=tuple(shape for shape in shapes if not _is_dot(shape)),
                    dots=tuple(filter(_is_dot, shapes)),
                )
                for place, shapes in enumerate(shades, 1)
                if shapes
            ),
        ),
        highest=tuple(sorted((one for own in shades for one in own), key=lambda one: (-one.count, one.label))[:3]),
    )


def counted(terms: Mapping[str, list[Entry]]) -> dict[str, int]:
    """Return the alerts of every country as the map has them: those of its only predecessors with its own, each once."""
    places: dict[str, list[list[Entry]]] = {}
    for code, entries in terms.items():
        after = countries.successors(code)
        places.setdefault(after[0] if len(after) == 1 else code, []).append(entries)
    return {
        place: len(lists[0]) if len(lists) == 1 else len({entry.id for entries in lists for entry in entries})
        for place, lists in places.items()
    }


def _is_dot(shape: Shape) -> bool:
    return shape.path.endswith(_DOT)


def _way(address: str) -> str:
    """Return an address as a language's front page leads to it: the folder that both are in goes without saying."""
    return address.partition("/")[2]


def _steps(counts: list[int]) -> list[int]:
    """Return the least count of every shade, so that each has about as many countries; fewer shades where many counts are equal."""
    if len(counts) < 3:
        return []
    ordered = sorted(counts)
    return sorted({ordered[len(ordered) * part // SHADES] for part in range(SHADES)})
