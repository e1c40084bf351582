"""The text of an alert as HTML and as words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.alerts.markup import beginning, html_to_text, to_html, to_text

ALLOWED = re.compile(
    r"</?(?:p|br|hr|blockquote|pre|code|em|strong|del|a|h[2-6]|ul|ol|li|table|thead|tbody|tr|th|td)"
    r'(?: (?:href|title|start|rel)="[^"<>]*")*(?: /)?>'
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One *word*.", "<p>One <em>word</em>.</p>"),
        ("# Heading", "<h2>Heading</h2>"),
        ("###### Deep", "<h2>Deep</h2>"),
        ("## One\n\n#### Two\n\n### Three\n\n## Four", "<h2>One</h2>\n<h3>Two</h3>\n<h3>Three</h3>\n<h2>Four</h2>"),
        (
            "# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f",
            "<h2>a</h2>\n<h3>b</h3>\n<h4>c</h4>\n<h5>d</h5>\n<h6>e</h6>\n<h6>f</h6>",
        ),
        ("#\n\nText", "<p>Text</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("a <b>c</b> & d", "<p>a &lt;b&gt;c&lt;/b&gt; &amp; d</p>"),
        ("[x](https://example.org/)", '<p><a href="https://example.org/" rel="noopener noreferrer external">x</a></p>'),
        ("[x](javascript:alert(1))", '<p><a rel="noopener noreferrer external">x</a></p>'),
        ("[x](../page.html)", '<p><a rel="noopener noreferrer external">x</a></p>'),
        ("[x](#note)", '<p><a rel="noopener noreferrer external">x</a></p>'),
        ("![x](picture.png)", '<p><a rel="noopener noreferrer external">x</a></p>'),
        ("[x](data:text/html,x)", '<p><a rel="noopener noreferrer external">x</a></p>'),
        (
            "![A picture](https://example.org/a.jpg)",
            '<p><a href="https://example.org/a.jpg" rel="noopener noreferrer external">A picture</a></p>',
        ),
        (
            "<https://example.org/?a=1&b=2>",
            (
                '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer external">'
                "https://example.org/?a=1&amp;b=2</a></p>"
            ),
        ),
        ("a\\\nb", "<p>a<br />\nb</p>"),
    ],
)
def test_commonmark_becomes_plain_elements(body: str, expected: str) -> None:
    """Emphasis, headings and safe links are kept; raw HTML is text; pictures are links."""
    assert expected == to_html(body).strip()


@given(st.text(max_size=200))
def test_no_body_makes_any_other_element(body: str) -> None:
    """Whatever is written in a body, no element or attribute outside the short list comes out."""
    for tag in re.findall(r"<[^>]*>", to_html(body)):
        assert ALLOWED.fullmatch(tag), tag


@given(st.text("<>&\"'/=ascriptonlev()[]!:`*_ \n#-|", max_size=200))
def test_no_hostile_body_makes_any_other_element(body: str) -> None:
    """The same for text made of what markup is made of."""
    page = to_html(body)

    for tag in re.findall(r"<[^>]*>", page):
        assert ALLOWED.fullmatch(tag), tag
    assert "<" not in re.sub(r"<[^>]*>", "", page)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One *word*.\n\nTwo & three", "One word.\nTwo & three"),
        ("- a\n- b", "a\nb"),
        ("x <b> y", "x <b> y"),
        ("hard-wrapped\nlines", "hard-wrapped\nlines"),
    ],
)
def test_words_come_without_markup(body: str, expected: str) -> None:
    """The plain text has one line a block and no entities."""
    assert expected == to_text(body)


def test_words_of_nothing() -> None:
    """No page, no words."""
    assert html_to_text("") == ""


@given(
    st.lists(
        st.sampled_from(
            ["word", "**a & b**", "[x > y](http://a.example/?b=1&c)", "\n\n", "# ", "<http://a.example>", "\n- ", "é"]
        )
    )
)
def test_the_beginning_is_that_of_the_words(parts: list[str]) -> None:
    """However far a text is read for its first words, they are those of the whole of it."""
    page = to_html(" ".join(parts))
    words = " ".join(html_to_text(page).split())

    found = beginning(page, 20)

    assert words[:20] == found[:20]
    assert (len(words) <= 20) == (len(found) <= 20)
