"""Showing a built site on this machine."""

from __future__ import annotations

import functools
import http.server
from pathlib import Path


class PortError(Exception):
    """A port that there is not, or that another program has."""


def serve_until_interrupted(site: Path, port: int) -> None:
    """Show a site at http://127.0.0.1:PORT/, after saying that address.

    Raises:
        PortError: if the port cannot be had.
    """
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=site)
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except (OSError, OverflowError) as error:
        raise PortError(f"--port {port}: {error}. Name another, from 1024 to 65535.") from error
    with server:
        print(f"http://127.0.0.1:{port}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
