"""Templates compiled to plainer Python than Jinja's own.

A page is some hundred values between constants. Jinja writes each by ``escape(environment.getattr(page, 'title'))``: a lookup that would
find keys as well as attributes, and a ``Markup`` that is thrown away at once. What is written here is ``escaped(page.title)``: mappings are
handed over as :class:`Keyed`, and text goes straight into the page. That takes a quarter off the page of an alert, and 40 % off a list.

Autoescaping is that of Jinja: every value that is not ``Markup`` is escaped, and nothing else.
"""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup

# The C function under markupsafe.escape: the same text, without a Markup around it. It has no public name; a test compares the two.
from markupsafe import _escape_inner as _escape  # type: ignore[attr-defined]

PLAIN_CALLS = frozenset({"_", "ngettext", "part", "rows", "mentions", "gettext_in", "number", "report"})
"""Globals that are plain functions of their arguments, and are called without Jinja's looking at what they might want of the context."""

_SAFE_CALLS = frozenset({"part", "rows", "mentions"})
"""Those of them that return markup."""


class Keyed(dict[str, Any]):
    """A mapping whose keys a template may name as attributes, as Jinja allows of any."""

    def __getattr__(self, name: str) -> Any:
        """Return the value of a key.

        Raises:
            AttributeError: if there is none.
        """
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"there is no {name!r} among {', '.join(self)}") from None


def keyed(value: Any) -> Any:
    """Return plain values with every mapping among them as :class:`Keyed`."""
    if isinstance(value, dict):
        return Keyed({key: keyed(one) for key, one in value.items()})
    if type(value) in (tuple, list):
        return type(value)(map(keyed, value))
    return value


def escaped(value: object) -> str:
    """Return what ``markupsafe.escape`` does, as plain text."""
    text: str
    if type(value) is str:
        text = _escape(value)
    elif type(value) is Markup:
        text = value
    elif type(value) is int:
        text = str(value)
    elif hasattr(value, "__html__"):
        text = value.__html__()
    else:
        text = _escape(str(value))
    return text


class LeanCodeGenerator(CodeGenerator):
    """Jinja's code generator, where every page goes through it written more simply."""

    def write_commons(self) -> None:
        """Make :func:`escaped` a local name of every block."""
        super().write_commons()
        self.writeline("escaped = environment.escaped")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            called = node.node if isinstance(node, nodes.Call) else None
            is_safe = isinstance(called, nodes.Name) and called.name in _SAFE_CALLS
            self.write("(" if is_safe else "escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (named after the node)
        """Write an attribute as an attribute."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Write the call of a plain function as one."""
        called = node.node
        if not (isinstance(called, nodes.Name) and called.name in PLAIN_CALLS) or node.kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(called, frame)
        self.write("(")
        for place, argument in enumerate(node.args):
            if place:
                self.write(", ")
            self.visit(argument, frame)
        self.write(")")
