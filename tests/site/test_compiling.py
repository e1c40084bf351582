"""Templates are compiled to plainer Python than Jinja's own, and say the same."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from plugins.site.templating.compiling import escaped, keyed
from plugins.site.templating.folding import FoldingEnvironment


class _Named(NamedTuple):
    label: str
    url: str = "a/b.html"


TEMPLATES = {
    "frame.html": "<title>{% block title %}{{ page.label }}{% endblock %}</title>{% block body %}{% endblock %}",
    "macros.html": "{% macro line(one, mark='-') %}{{ mark }}{{ one.label }}:{{ page.url }};{% endmacro %}",
    "page.html": (
        "{% extends 'frame.html' %}{% from 'macros.html' import line with context %}{% block body %}"
        "{% for one in many if one.label %}{{ loop.index }}{{ line(one) }}{{ line(one, mark=one.label) }}{% endfor %}"
        "{{ part('p', page.url) }}{{ page.label|upper }}{{ data.items()|list|length }}{{ data.key.inner }}{{ count }}"
        "{{ page.label ~ safe }}{% set made = page %}{{ made.url if made.label else made.label }}{% endblock %}"
    ),
}

texts = st.text(alphabet=st.sampled_from("<>&\"'aé\n\u2028{}"), max_size=8)


def _part(name: str, url: str) -> Markup:
    return Markup("<b>") + name + url + Markup("</b>")


PLAIN = Environment(loader=DictLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
LEAN = FoldingEnvironment(translate=str, loader=DictLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
for environment in (PLAIN, LEAN):
    environment.globals.update(part=_part)


def _rendered(environment: Environment, context: dict[str, Any]) -> str:
    return environment.get_template("page.html").render(context)


@settings(deadline=None)  # The first example compiles the templates.
@given(label=texts, others=st.lists(texts, max_size=3), inner=texts, safe=texts)
def test_a_page_is_what_jinja_makes_of_it(label: str, others: list[str], inner: str, safe: str) -> None:
    """Whatever the values, the text is that of Jinja's own compiler."""
    data = {"key": {"inner": inner}, "n": 1}
    context = {
        "page": _Named(label, "x&y"),
        "many": [_Named(other) for other in others],
        "count": 3,
        "safe": Markup(safe),  # noqa: S704 (what a template is to leave as it is)
    }

    lean = _rendered(LEAN, {**context, "data": keyed(data)})

    assert _rendered(PLAIN, {**context, "data": data}) == lean


@given(st.one_of(texts, st.integers(), st.none(), texts.map(Markup), st.floats()))
def test_values_are_escaped_as_markupsafe_does(value: object) -> None:
    """Text and numbers are escaped, markup stays as it is."""
    assert str(escape(value)) == escaped(value)


def test_a_key_that_is_not_there_is_said_by_name() -> None:
    """The message names the key, and those that there are."""
    with pytest.raises(AttributeError, match="there is no 'lable' among label, url"):
        keyed({"label": "a", "url": "b"}).lable  # noqa: B018


def test_mappings_are_found_wherever_they_are() -> None:
    """Mappings within lists and tuples can be asked by attribute too; named tuples stay what they are."""
    values = keyed({"rows": ({"url": "a"}, _Named("n")), "list": [{"url": "b"}]})

    assert ("a", _Named("n"), "b") == (values.rows[0].url, values.rows[1], values.list[0].url)
