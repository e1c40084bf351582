"""A host for what is measured: a process of its own, so that it does not wait for the one that drives the browser."""

from __future__ import annotations

import functools
import http.server
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plugins.commands.serving import Handler

ROOT = Path(__file__).resolve().parents[1]
_ANNOUNCED = re.compile(r"port (\d+)")


class _Silent(Handler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: what is asked for is told by the browser."""


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine as `invoke serve` does; yields its address.

    Raises:
        RuntimeError: if the server does not say where it listens.
    """
    command = (sys.executable, "-u", "-m", "benchmarks.serving", str(folder.resolve()))
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            port = _ANNOUNCED.search(line)
            if port is None:
                raise RuntimeError(f"the server for {folder} says {line!r} and no port")
            yield f"http://127.0.0.1:{port[1]}"
        finally:
            process.kill()


def main() -> None:
    """Serve the folder that is named, until killed."""
    handler = functools.partial(_Silent, directory=sys.argv[1])
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        print(f"port {server.server_address[1]}")
        server.serve_forever()


if __name__ == "__main__":
    main()
