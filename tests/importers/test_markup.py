"""HTML bodies: what is safe stays, as CommonMark that renders to the same text."""

from __future__ import annotations

import time

import lxml.html
import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.alerts.markup import to_html, to_text
from plugins.importers.bodies import markup
from plugins.importers.bodies.htmlblocks import BLOCKS
from plugins.importers.bodies.markup import from_html

# What turns into something else where it is not escaped, and what was never closed.
TEXTS = (
    "word|two words|*star*|_under_|# hash|1. one|- dash|+ plus|> quote|[x](y)|`tick`|~~no~~|&amp;amp;|&lt;b&gt;|&nbsp;|\\back|***|---|===|    four|é|"
    "http://x.org/a_b_c|<!-- c -->|!|![i](j)|a*b*c|snake_case_word|$5|1)|&copy;|&#8217;|{.x}|^|[^1]|[1]:|<![CDATA[x]]>|<?xml ?>|~|&|#|."
).split("|")
TAGS = (
    "p div b i em strong ul ol li table tr td th blockquote h2 h3 center font dl dt dd span u sup s del pre code o:p tt nobr caption q cite form label "
    "section button select option"
).split()
SINGLE = (
    "<br> <hr> <img src='http://x.org/i.png' alt='pic'> <img src=x> <a href='http://x.org/?a=1&amp;copy=2'> <a name=x> </a> <script>var x='<p>no</p>'</script> "
    "<style>no</style> <p class=MsoNormal style='x:y'> <ol start=3>"
).split("> ")
MARKUP = st.lists(
    st.one_of(
        st.sampled_from([*TEXTS, "|", "||", " ", "\n", "\n\n"]),
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
        st.sampled_from([one if one.endswith(">") else f"{one}>" for one in SINGLE]),
    ),
    max_size=16,
).map("".join)


def _seen(html: str) -> list[str]:
    """Return the words that a person sees, read from the sanitised tree by another way than the importer's."""
    safe = nh3.clean(
        html,
        tags=set(markup._TAGS),
        attributes={tag: set(names) for tag, names in markup._ATTRIBUTES.items()},
        link_rel=None,
        clean_content_tags=set(markup._UNSEEN),
    )
    tree = lxml.html.fromstring(f"<div>{markup._CONTROLS.sub('', safe)}</div>")
    for element in list(tree.iter()):
        blank = " " if element.tag in BLOCKS or element.tag == "br" else ""
        marks = ("“", "”") if element.tag == "q" else ("", "")
        picture = element.get("alt", "") if element.tag == "img" else ""
        element.text = f"{blank}{marks[0]}{picture}{element.text or ''}"
        if len(element):
            element[-1].tail = f"{element[-1].tail or ''}{marks[1]}{blank}"
        else:
            element.text = f"{element.text}{marks[1]}{blank}"
    return str(tree.text_content()).split()


@settings(deadline=None, max_examples=500)
@given(html=MARKUP)
def test_html_renders_to_the_text_that_was_seen(html: str) -> None:
    """Whatever is nested in what, closed or not, the body renders to the same words in the same order."""
    assert _seen(html) == to_text(from_html(html)[0]).split()


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo\n"),
        ("<p>a *b* _c_ # d</p>", "a \\*b\\* \\_c\\_ # d\n"),
        ("<p># not a heading</p>", "\\# not a heading\n"),
        ("<p>1. not a list</p>", "1\\. not a list\n"),
        ("<p>---</p>", "\\---\n"),
        ("<h1>Head</h1><p>x</p>", "# Head\n\nx\n"),
        ("<ul><li>a<li>b</ul>", "- a\n- b\n"),
        ("<p>a<br>b</p>", "a\\\nb\n"),
        ("<p><a href='https://x.org/a_b'>link</a></p>", "[link](https://x.org/a_b)\n"),
        ("<p><a href='javascript:alert(1)'>link</a></p>", "link\n"),
        ("<p><img src='https://x.org/a.jpg' alt='A press'></p>", "[A press](https://x.org/a.jpg)\n"),
        ("<p>x</p><script>alert(1)</script><style>p{}</style>", "x\n"),
        ("<b>bold</b> <i>it</i>", "**bold** *it*\n"),
        ("<font color=red>old <center>tags</center></font>", "old\n\ntags\n"),
        ("&lt;b&gt; &amp;amp; x", "\\<b> \\&amp; x\n"),
    ],
)
def test_from_html(html: str, expected: str) -> None:
    """Each piece of markup comes out as CommonMark, or as the text that it was."""
    assert expected == from_html(html)[0]


def test_unclosed_tags_of_the_nineties() -> None:
    """Unclosed cells, items and paragraphs give each its own text once."""
    body = from_html("<TABLE><TR><TD>a<TD>b<TR><TD>c<TD>d</TABLE><UL><LI>one<LI>two<P>three</UL><P>four<P>five")[0]
    assert ["a", "b", "c", "d", "one", "two", "three", "four", "five"] == to_text(body).split()


def test_what_was_taken_out_is_told() -> None:
    """Scripts and their like leave a finding; plain markup leaves none."""
    assert ["markup-removed"] == [finding.code for finding in from_html("<p onclick=x>a</p><script>1</script>")[1]]
    assert () == from_html("<p>a <b>b</b></p>")[1]


@pytest.mark.parametrize(
    "html", ["<div>" * 100_000 + "deep", "<b>" * 5000 + "deep" + "</b>" * 5000, "<p " + "a=1 " * 50_000 + ">deep"]
)
def test_hostile_markup_is_quick(html: str) -> None:
    """Deep nesting and heaps of attributes cost little, and the text is kept."""
    started = time.process_time()
    body = from_html(html)[0]
    assert "deep" in body
    assert time.process_time() - started < 3


def test_no_markup_gets_through() -> None:
    """What a record's body renders to has neither scripts nor handlers."""
    body = from_html(
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert(1)) <a href='data:text/html,x'>y</a></p>"
    )[0]
    page = to_html(body)
    assert "<script" not in page
    assert "href" not in page
