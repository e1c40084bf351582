"""How a site is shown on this machine."""

from __future__ import annotations

import functools
import http.client
import http.server
import socket
import threading
from pathlib import Path

from plugins.commands.serving import Handler


def test_files_come_at_once_over_one_connection(tmp_path: Path) -> None:
    """A second file comes over the connection of the first, and no part of an answer waits until the one before is acknowledged."""
    (tmp_path / "one.js").write_text("one")
    (tmp_path / "two.js").write_text("two")
    delays: list[int] = []

    class Watched(Handler):
        def setup(self) -> None:
            super().setup()
            delays.append(self.connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Keep the test's output to what matters."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Watched, directory=tmp_path)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host, port = server.server_address[:2]
        connection = http.client.HTTPConnection(str(host), int(port))
        texts = []
        for name in ("one.js", "two.js"):
            connection.request("GET", f"/{name}")
            texts.append(connection.getresponse().read())
        connection.close()
        server.shutdown()

    assert [b"one", b"two"] == texts
    assert 1 == len(delays)
    assert all(delays)
