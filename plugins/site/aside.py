"""Work done in a process of its own while this one goes on: on two processors, two things take the time of the longer."""

from __future__ import annotations

import gc
import os
import pickle
import sys
import traceback
from collections.abc import Callable
from typing import Any, Generic, NoReturn, TypeVar

from plugins.forking import KilledError, end_with

_Result = TypeVar("_Result")


class AsideError(Exception):
    """Work done aside ended without a result; the message has its traceback."""


class Aside(Generic[_Result]):
    """Work that was begun in a forked process, which sees everything as it was when it was forked."""

    def __init__(self, function: Callable[[], _Result]) -> None:
        """Begin; where processes cannot be forked, the work is done when its result is asked for."""
        self._function = function
        self._process = 0
        if hasattr(os, "fork"):
            reading, writing = os.pipe()
            sys.stdout.flush()
            sys.stderr.flush()
            parent = os.getpid()
            self._process = os.fork()
            if not self._process:
                os.close(reading)
                _work(function, writing, parent)
            os.close(writing)
            self._pipe = reading

    def result(self) -> _Result:
        """Wait for the result; asked for once.

        Raises:
            AsideError: if the work failed.
            KilledError: if the process was.
        """
        if not self._process:
            return self._function()
        with open(self._pipe, "rb") as pipe:  # noqa: PTH123 (a descriptor)
            data = pipe.read()
        os.waitpid(self._process, 0)
        if not data:
            raise KilledError
        result, failure = pickle.loads(data)  # noqa: S301 (from our own process)
        if failure:
            if isinstance(result, BaseException):
                raise result from AsideError(failure)
            raise AsideError(failure)
        return result  # type: ignore[no-any-return]


def _work(function: Callable[[], Any], writing: int, parent: int) -> NoReturn:
    """Do the work in the forked process and end it, whatever happens: nothing of its parent's is to be run there."""
    status = 1
    end_with(parent)
    try:
        gc.freeze()
        try:
            told = pickle.dumps((function(), ""))
        except BaseException as error:  # noqa: BLE001 (told to the parent)
            try:
                told = pickle.dumps((error, traceback.format_exc()))
                pickle.loads(told)  # noqa: S301 (an exception may not come back as it went)
            except Exception:  # noqa: BLE001
                told = pickle.dumps((None, traceback.format_exc()))
        with open(writing, "wb") as pipe:
            pipe.write(told)
        sys.stdout.flush()
        sys.stderr.flush()
        status = 0
    finally:
        os._exit(status)
