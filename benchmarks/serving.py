"""A host for what is measured: a process of its own, so that it does not wait for the one that drives the browser."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ANNOUNCED = re.compile(r"port (\d+)")


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine with Python's own server, over connections that stay open, as hosts do; yields its address.

    Raises:
        RuntimeError: if the server does not say where it listens.
    """
    command = (sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--protocol", "HTTP/1.1")
    with subprocess.Popen(
        [*command, "--directory", str(folder)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            port = _ANNOUNCED.search(line)
            if port is None:
                raise RuntimeError(f"Python's server for {folder} says {line!r} and no port")
            yield f"http://127.0.0.1:{port[1]}"
        finally:
            process.kill()
