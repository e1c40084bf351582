"""A command that takes several words, and the status of wrong usage: what Invoke's parser has no seam for (its issue 378)."""

from __future__ import annotations

from typing import Any

from invoke import Argument, Exit, Task
from invoke.parser.parser import ParseMachine

WRONG_USAGE = 2


class Sources(Argument):
    """A positional argument that takes every word that is left: ``invoke import a b c``.

    Invoke gives a word to a positional argument as long as its value is None; this one has none until its task's words are over.
    """

    is_complete = False

    @property
    def value(self) -> Any:
        """The words, once they are all there."""
        return [*(self._value or ())] if self.is_complete else None

    @value.setter
    def value(self, word: str) -> None:
        self.raw_value = word
        self._value = [*(self._value or ()), word]


_complete_context = ParseMachine.complete_context
_see_positional_arg = ParseMachine.see_positional_arg


def _complete_sources(machine: ParseMachine) -> None:
    for argument in machine.context.positional_args if machine.context else ():
        if isinstance(argument, Sources):
            # What is in the archive can be reviewed without a source.
            argument.is_complete = bool(argument._value) or bool(machine.context.args["review"].value)  # noqa: SLF001 (its own class)
    _complete_context(machine)


def _see_source(machine: ParseMachine, word: str) -> None:
    if word in {"--help", "-h"} and machine.context:
        machine.initial.flags[word].value = machine.context.name
        for argument in machine.context.positional_args:
            argument.value = ""
    elif word.startswith("-"):
        machine.error(f"No idea what {word!r} is!")
    else:
        _see_positional_arg(machine, word)


def _wrong_usage(_: ParseMachine, message: str) -> None:
    raise Exit(message, code=WRONG_USAGE)


class SourcesTask(Task):  # type: ignore[type-arg]
    """A task whose ``source`` takes several words."""

    def get_arguments(self, ignore_unknown_help: bool | None = None) -> list[Argument]:
        """Return the task's arguments, ``source`` replaced by one that takes them all."""
        return [
            Sources(name="source", kind=list, positional=True, help=argument.help)
            if argument.name == "source"
            else argument
            for argument in super().get_arguments(ignore_unknown_help)
        ]


def teach_parser() -> None:
    """Have Invoke's parser take `Sources`, and end wrong usage with status 2."""
    ParseMachine.complete_context = _complete_sources  # type: ignore[method-assign,assignment]
    ParseMachine.see_positional_arg = _see_source  # type: ignore[method-assign,assignment]
    ParseMachine.error = _wrong_usage  # type: ignore[method-assign,assignment]
