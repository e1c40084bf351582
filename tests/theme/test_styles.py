"""Rules that the style sheets keep."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.theme.fakes import THEME

SHEETS = sorted((THEME / "static/css").rglob("*.css"))
BUDGET = 20_000

PHYSICAL = re.compile(
    r"(?<![-\w])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:top|right|bottom|left)"
    r"|(?:min-|max-)?(?:width|height)|top|right|bottom|left)\s*:"
    r"|(?:float|clear|text-align)\s*:\s*(?:left|right)"
    r"|(?:margin|padding|inset)\s*:\s*(?:[^;\s]+\s){3}[^;\s]+;"
)
AT_RULE = re.compile(r"@media[^{]*\{")


def without_comments(text: str) -> str:
    """Return a style sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_only_logical_properties(sheet: Path) -> None:
    """Nothing says left, right, width or height, so that right-to-left works by ``dir`` alone; media queries have no other words."""
    rules = AT_RULE.sub("{", without_comments(sheet.read_text(encoding="utf-8")))

    assert [] == [found.group() for found in PHYSICAL.finditer(rules)]


def test_weight(style: str) -> None:
    """The one style sheet stays below 20 kB."""
    assert len(style.encode()) < BUDGET


def test_nothing_is_fetched(style: str) -> None:
    """No font, picture or further sheet is loaded."""
    assert [] == re.findall(r"url\(|@import|@font-face", without_comments(style))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_rule_is_in_a_layer(sheet: Path) -> None:
    """Each sheet fills the one layer that it is named after."""
    text = without_comments(sheet.read_text(encoding="utf-8")).strip()
    layer = sheet.stem.partition("-")[2]
    order = re.match(r"@layer [^{;]*;\s*", text)
    body = text[order.end() :] if order else text

    assert body.startswith(f"@layer {layer} {{")
    assert body.endswith("}")
    assert 1 == body.count("@layer")


@pytest.mark.parametrize(
    "sheet", [sheet for sheet in SHEETS if sheet.stem not in {"20-tokens", "70-print"}], ids=lambda sheet: sheet.name
)
def test_colours_are_tokens(sheet: Path) -> None:
    """A colour stands among the tokens and nowhere else, or a scheme would miss it."""
    assert [] == re.findall(r"#[0-9a-f]{3,8}\b|rgb|hsl", without_comments(sheet.read_text(encoding="utf-8")))


def _luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` or ``#rgb`` (WCAG 2.2, definitions)."""
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _schemes() -> dict[str, dict[str, str]]:
    text = without_comments((THEME / "static/css/20-tokens.css").read_text(encoding="utf-8"))
    light, dark, more, more_dark = (
        dict(re.findall(r"--(\w+): (#\w+)", block)) for block in re.findall(r":root \{(.*?)\}", text, re.DOTALL)
    )
    return {"light": light, "dark": light | dark, "more": light | more, "more dark": light | dark | more_dark}


@pytest.mark.parametrize("scheme", ["light", "dark", "more", "more dark"])
@pytest.mark.parametrize(
    ("colour", "ground", "least"),
    [
        ("ink", "paper", 7),
        ("ink", "sheet", 7),
        ("soft", "paper", 4.5),
        ("soft", "sheet", 4.5),
        ("link", "paper", 4.5),
        ("link", "sheet", 4.5),
        ("visited", "paper", 4.5),
        ("ink", "mark", 4.5),
        ("link", "mark", 4.5),
        ("bar", "paper", 3),
        ("edge", "paper", 3),
    ],
)
def test_contrast(scheme: str, colour: str, ground: str, least: float) -> None:
    """Text has the contrast of level AA (ink that of AAA), and what outlines a control or draws a chart that of 1.4.11."""
    colours = _schemes()[scheme]

    assert _contrast(colours[colour], colours[ground]) >= least
