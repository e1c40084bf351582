"""What charts and the map are drawn from: numbers and names, no colours."""

from __future__ import annotations

import math
from dataclasses import dataclass

HIGH = 400
"""Units of the highest bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """A bar made of the counts of several classes."""

    label: str
    count: int
    parts: tuple[int, ...]
    """One count a class, in the chart's order."""
    url: str = ""
    short: str = ""
    """Its label under the bar, where that is another: ``J`` for January."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StackedChart:
    """Bars over time."""

    classes: tuple[str, ...]
    stacks: tuple[Stack, ...]
    highest: Stack
    has_others: bool = True
    """Whether any alert is in none of the classes: the last count of every stack."""
    left_out: int = 0
    """Alerts that belong to no bar."""

    @property
    def has_legend(self) -> bool:
        """Say whether there is anything to tell apart."""
        return self.has_others or any(self.classes)

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the bars of every class as the data of an SVG path, in the order of the counts of a stack.

        A bar stands in a column 10 wide and 400 high, and the highest fills it. Edges are rounded, not heights: the classes of a bar
        touch, and their sum is as high as it should be.
        """
        scale = HIGH / (self.highest.count or 1)
        bars: list[list[str]] = [[] for _ in self.highest.parts]
        for place, stack in enumerate(self.stacks):
            below = 0
            for number, part in enumerate(stack.parts):
                foot, top = HIGH - round(below * scale), HIGH - round((below + part) * scale)
                below += part
                if part:
                    bars[number].append(f"M{place}1 {top}h8v{foot - top}h-8z")
        return tuple(map("".join, bars))

    @property
    def ticks(self) -> tuple[int, ...]:
        """Return round counts up to the highest, three or so, for the lines by which bars are read."""
        least = max(1, self.highest.count) / 4
        power = 10 ** (len(str(math.ceil(least))) - 1)
        step = next(size * power for size in (1, 2, 5, 10) if size * power >= least)
        return tuple(range(step, self.highest.count + 1, step))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A country on the map."""

    label: str
    count: int
    path: str
    """Data of an SVG path; a line of no length where the country is a dot."""
    url: str
    """Its listing, as the front page leads to it; empty where there is none under its own name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shade:
    """The countries with about as many alerts."""

    number: int
    """From 0, for none, to the darkest."""
    first: int
    last: int
    """Least and greatest number of alerts."""
    shapes: tuple[Shape, ...]
    """Those with alerts that are drawn."""
    dots: tuple[Shape, ...] = ()
    """Those with alerts that are too small for it."""
    land: str = ""
    """The shapes of those without alerts, as one path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """The map, from the lightest shade to the darkest."""

    width: int
    height: int
    shades: tuple[Shade, ...]
    highest: tuple[Shape, ...]
    """The three countries with the most alerts."""
