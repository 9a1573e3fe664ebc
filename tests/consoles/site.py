"""A news site on loopback: a front page that names its feed, and the feed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_FRONT = b"""<html><head><title>The News</title><link rel="alternate"
type="application/rss+xml" title="The News" href="/feed.xml"></head><body>News.</body></html>"""
_FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>The News</title>
<item><title>Weir at Osken mended before the flood</title><link>https://news.example.org/weir</link>
<description>Masons closed the weir at Osken on Monday, two days before the flood is due. The
council had voted 40,000 crowns for it in spring.</description></item>
<item><title>Night buses come back to Osken</title><link>https://news.example.org/bus</link>
<description>Night buses run again from Friday. The line was shut for four years, and nurses of the
late shift walked home.</description></item></channel></rss>"""
_ANSWERS = {"/": ("text/html", _FRONT), "/feed.xml": ("application/rss+xml", _FEED)}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kind, body = _ANSWERS.get(self.path, ("text/plain", b""))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing is logged."""


@contextmanager
def news_site() -> Iterator[str]:
    """The site's address, while it runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
