"""A server on loopback that writes down what is posted to it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Heard:
    """Path, content type and body of each post; `url` is where to post."""

    url: str
    posts: list[tuple[str, str, bytes]] = field(default_factory=list)


@contextmanager
def hearing() -> Iterator[Heard]:
    """Takes every post; `/away` redirects to `/taken`, what has `broken` in it fails."""

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.posts.append((self.path, self.headers["Content-Type"], body))
            away = self.path == "/away"
            self.send_response(307 if away else 500 if "broken" in self.path else 204)
            if away:
                self.send_header("Location", "/taken")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    heard = Heard(url=f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield heard
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
