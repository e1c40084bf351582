"""Interface texts put into templates when they are compiled, not when they are rendered.

Each language has an environment of its own, so ``_("Search")`` is a constant in it. Looked up a hundred thousand times, texts cost
more than all else on a page; folded, they cost nothing, and a text without a translation is found whether or not its branch is taken.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.visitor import NodeTransformer

from plugins.site.templating.compiling import LeanCodeGenerator, escaped


class FoldingEnvironment(Environment):
    """An environment that replaces ``_("constant")`` by its translation."""

    code_generator_class = LeanCodeGenerator
    escaped = staticmethod(escaped)

    def __init__(self, *, translate: Callable[[str], str], **options: Any) -> None:
        """Take Jinja's options, and the function that translates."""
        super().__init__(**options)
        self._folding = _Folding(translate)
        self._kept: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 (Jinja's name for it)
    ) -> Template:
        """Return a template, compiled once for the life of the environment: every page asks for its frame and its macros."""
        if isinstance(name, Template) or globals:
            return super().get_template(name, parent, globals)
        kept = self._kept.get(name)
        if kept is None:
            kept = self._kept[name] = super().get_template(name, parent)
        return kept

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template as one mapping: Jinja chains two, and looks through the chain for every page."""
        return {**self.globals, **(d or {})}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template: nodes.Template = self._folding.visit(super()._parse(source, name, filename))
        return template


class _Folding(NodeTransformer):
    def __init__(self, translate: Callable[[str], str]) -> None:
        self._translate = translate

    def visit_Call(self, node: nodes.Call, *args: Any, **kwargs: Any) -> nodes.Node:  # noqa: N802 (named after the node)
        self.generic_visit(node, *args, **kwargs)
        called = node.node
        if isinstance(called, nodes.Name) and called.name == "_" and len(node.args) == 1:
            text = node.args[0]
            if isinstance(text, nodes.Const):
                return nodes.Const(self._translate(str(text.value)), lineno=node.lineno)
        return node
