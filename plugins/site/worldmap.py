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
from plugins.site.charts import MapView, Shade, Shape

SHADES = 5


def world_map(theme: Path, terms: Mapping[str, list[Entry]], language: str) -> MapView | None:
    """Return the map of the alerts of every country, or nothing where there are fewer than three countries with any.

    ``terms`` gives a country's alerts. Those of a country that is gone count where its one successor is; where it has several, nobody
    can say where they belong today, and they are left out.
    """
    world: dict[str, Any] = json.loads((theme / "map" / "world.json").read_text(encoding="utf-8"))
    drawn: dict[str, dict[str, Any]] = world["countries"]
    alerts: dict[str, set[str]] = {}
    for code, entries in terms.items():
        after = countries.successors(code)
        place = after[0] if len(after) == 1 else code
        if place in drawn:
            alerts.setdefault(place, set()).update(entry.alert.id for entry in entries)
    counts = {code: len(alerts.get(code, ())) for code in drawn}
    steps = _steps([count for count in counts.values() if count])
    if not steps:
        return None
    shades: list[list[Shape]] = [[] for _ in range(len(steps) + 1)]
    for code, where in drawn.items():
        count = counts[code]
        if not count and "path" not in where:
            continue
        shape = Shape(
            label=countries.label(code, language),
            count=count,
            path=where.get("path", ""),
            url=addresses.listing(language, "country", code) if code in terms else "",
            x=where.get("x", 0),
            y=where.get("y", 0),
        )
        shades[sum(count >= step for step in steps)].append(shape)
    return MapView(
        width=world["width"],
        height=world["height"],
        shades=tuple(
            Shade(
                # The darkest is always the same, however few there are.
                number=place + SHADES - len(steps) if place else 0,
                first=min(shape.count for shape in shapes),
                last=max(shape.count for shape in shapes),
                shapes=tuple(shapes),
            )
            for place, shapes in enumerate(shades)
            if shapes
        ),
        highest=tuple(sorted((one for own in shades for one in own), key=lambda one: (-one.count, one.label))[:3]),
    )


def _steps(counts: list[int]) -> list[int]:
    """Return the least count of every shade, so that each has about as many countries; fewer shades where many counts are equal."""
    if len(counts) < 3:
        return []
    ordered = sorted(counts)
    return sorted({ordered[len(ordered) * part // SHADES] for part in range(SHADES)})
