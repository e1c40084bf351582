"""Showing a built site on this machine."""

from __future__ import annotations

import functools
import http.server
from pathlib import Path


class Handler(http.server.SimpleHTTPRequestHandler):
    """Answers as hosts do: over connections that stay open, and every part of an answer at once.

    Python's own sends the head of an answer and waits, before it sends the body, until the browser has acknowledged that, which
    browsers put off by 40 ms (Nagle's algorithm, and delayed acknowledgements): for every file of a search.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True


class PortError(Exception):
    """A port that there is not, or that another program has."""


def serve_until_interrupted(site: Path, port: int) -> None:
    """Show a site at http://127.0.0.1:PORT/, after saying that address.

    Raises:
        PortError: if the port cannot be had.
    """
    handler = functools.partial(Handler, directory=site)
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
