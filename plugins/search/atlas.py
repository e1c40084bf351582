"""The shapes of countries for the map of a result, which loads them when it is opened: ``search/world.js``.

``{width, height, countries, after}``: a country has a path or, where it is too small to be drawn, the place of a dot;
``after`` leads from a country that is gone to its one successor. Shapes are those of the front page's map
(``theme/map/README.md``).
"""

from __future__ import annotations

import json
from pathlib import Path

from plugins.alerts import countries
from plugins.search.cards import Json
from plugins.search.output import script, write

_PATH = "search/world.js"


def write_atlas(theme: Path, root: Path) -> dict[str, str]:
    """Write the file, and return its path → SHA-256.

    Raises:
        OSError: if the shapes cannot be read, or the file cannot be written.
    """
    world = json.loads((theme / "map" / "world.json").read_text(encoding="utf-8"))
    after: dict[str, Json] = {
        code: successors[0]
        for code in countries.all_labels()
        if len(successors := countries.successors(code)) == 1 and code not in world["countries"]
    }
    return {_PATH: write(root, _PATH, script("world", {**world, "after": after}))}
