"""The style sheet that pages load says what its sources say."""

from __future__ import annotations

import pytest

from plugins.site.templating.styles import bundle


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("/* why */\na { color: red; }\n", "a{color: red;}\n"),
        ("a {\n  color: red;\n\n  margin: 0;\n}\n", "a{color: red;margin: 0;}\n"),
        ("a,\nb { margin: 0 /* top */ 1px; }\n", "a,b{margin: 0 1px;}\n"),
        ("a {\n  font: 1rem\n    serif;\n}", "a{font: 1rem serif;}\n"),
        ('a::before { content: "/* not  one */"; }', 'a::before{content: "/* not  one */";}\n'),
        ("a { --x: 'it\\'s /* so */'; }", "a{--x: 'it\\'s /* so */';}\n"),
        ("a { content: '; }'; }", "a{content: '; }';}\n"),
        ("/* only this */", ""),
        ("main > a\nb { margin: 0; }", "main > a b{margin: 0;}\n"),
    ],
)
def test_only_comments_and_blanks_go(source: str, expected: str) -> None:
    """What the browser reads stays as it was written, strings above all."""
    assert expected == bundle([source])


def test_sheets_keep_their_order() -> None:
    """The order of the files is that of the cascade."""
    assert "@layer a, b;\n@layer a{}\n" == bundle(["@layer a, b;", "@layer a {}"])
