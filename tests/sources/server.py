"""An HTTP server on loopback with every bad habit a server can have."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Wire</title>
<item><title>Bridge falls</title><link>https://wire.example/1</link>
<description>A bridge fell. Nobody was hurt.</description>
<pubDate>Tue, 24 Nov 2026 05:00:00 GMT</pubDate></item></channel></rss>"""
ERROR_PAGE = b"<html><head><title>404 Not Found</title></head><body><p>Not here.</p></body></html>"

PAGE = b"""<html><head><title>Bridge falls</title></head><body><article><h1>Bridge falls</h1>
<p>A bridge fell on Monday in the north of the country, and nobody was hurt, police said.</p>
<p>It was the only way over the river, and 40,000 people use it each day to go to work.</p>
</article></body></html>"""

WALLS = {
    "consent": b"""<html><head><title>Before you continue</title></head><body>
<p>We use cookies and data to deliver our services.</p><button>Accept all</button></body></html>""",
    "login": b"""<html><head><title>Sign in</title></head><body>
<form><input type=text><input type=password></form>
<p>Sign in to your account to go on to the page.</p></body></html>""",
    "paywall": b"""<html><head><title>Bridge falls</title></head>
<body><article><h1>Bridge falls</h1>
<p>A bridge fell on Monday in the north of the country, and nobody was hurt.</p></article>
<div class=paywall><p>Subscribe to continue reading this story today.</p></div></body></html>""",
}
ROBOTS = b"User-agent: *\nDisallow: /private/\n"

Manner = Callable[["Handler"], None]


@dataclass
class Server:
    """Where it listens, and what it was asked."""

    url: str
    port: int
    seen: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    robots: bytes = ROBOTS
    robots_status: int = 200
    busy: int = 0
    busiest: int = 0
    cut: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Handler(BaseHTTPRequestHandler):
    """One request: its path names the manner in which it is answered."""

    protocol_version = "HTTP/1.1"
    server_state: Server

    def do_GET(self) -> None:
        state = self.server_state
        state.seen.append(self.path)
        state.headers.append({name.lower(): value for name, value in self.headers.items()})
        manner = self.path.split("?")[0].strip("/").split("/")[0]
        try:
            MANNERS.get(manner, not_found)(self)
        except OSError:
            self.close_connection = True

    def answer(self, body: bytes, *, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Tests are quiet."""


def feed(handler: Handler) -> None:
    if handler.headers.get("If-None-Match") == '"v1"':
        handler.answer(b"", status=304, ETag='"v1"')
    else:
        handler.answer(FEED, ETag='"v1"', Last_Modified="Tue, 24 Nov 2026 05:00:00 GMT")


def not_found(handler: Handler) -> None:
    handler.answer(ERROR_PAGE, status=404)


def drip(handler: Handler) -> None:
    """One byte a tenth of a second, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    while not handler.server_state.stopping.wait(0.1):
        handler.wfile.write(b"x")


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    while not handler.server_state.stopping.is_set():
        handler.wfile.write(b"x" * 65536)


def bomb(handler: Handler) -> None:
    handler.answer(gzip.compress(b"\0" * 30_000_000), Content_Encoding="gzip")


def packed(handler: Handler) -> None:
    handler.answer(gzip.compress(FEED), Content_Encoding="gzip")


def half_packed(handler: Handler) -> None:
    handler.answer(gzip.compress(FEED * 50)[:100], Content_Encoding="gzip")


def loop(handler: Handler) -> None:
    """Thirty redirects, then a feed."""
    step = int(handler.path.rpartition("/")[2] or 0)
    if step >= 30:
        feed(handler)
    else:
        handler.answer(b"", status=302, Location=f"/loop/{step + 1}")


def hops(handler: Handler) -> None:
    """As many redirects as the address says, then a feed."""
    left = int(handler.path.rpartition("/")[2])
    if left:
        handler.answer(b"", status=301, Location=f"/hops/{left - 1}")
    else:
        feed(handler)


def to(handler: Handler) -> None:
    """A redirect to what stands after the question mark."""
    handler.answer(b"", status=302, Location=handler.path.partition("?")[2])


def big_header(handler: Handler) -> None:
    handler.answer(FEED, X_Big="x" * 1_000_000)


def many_headers(handler: Handler) -> None:
    handler.answer(FEED, **{f"X_{number}": "x" for number in range(5000)})


def wrong_length(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(FEED) + 500))
    handler.end_headers()
    handler.wfile.write(FEED)
    handler.close_connection = True


def wrong_charset(handler: Handler) -> None:
    body = FEED.replace(b"Bridge", "Brücke".encode())
    handler.answer(body, Content_Type="application/rss+xml; charset=utf-16")


def error_page(handler: Handler) -> None:
    handler.answer(ERROR_PAGE, Content_Type="text/html")


def robots(handler: Handler) -> None:
    state = handler.server_state
    handler.answer(state.robots, status=state.robots_status)


def wall(handler: Handler) -> None:
    """The page that stands before a story."""
    handler.answer(WALLS[handler.path.rpartition("/")[2]], Content_Type="text/html")


def teasers(handler: Handler) -> None:
    """A feed of teasers; the paths they lead to stand after the question mark."""
    paths = handler.path.partition("?")[2].split(",")
    stories = "".join(
        f"<item><title>Story {number}</title><link>{path}</link>"
        "<description>A bridge fell.</description></item>"
        for number, path in enumerate(paths)
    )
    handler.answer(
        f"<rss version='2.0'><channel><title>W</title>{stories}</channel></rss>".encode()
    )


def long_header(handler: Handler) -> None:
    """A security policy as long as some sites write it."""
    handler.answer(FEED, Content_Security_Policy="default-src 'self' " + "x.example " * 2000)


def file(handler: Handler) -> None:
    """A feed that lies there as a .gz file, whole, cut or a bomb."""
    packed = gzip.compress(b"\0" * 30_000_000 if "bomb" in handler.path else FEED)
    body = packed[:60] if "cut" in handler.path else packed
    handler.answer(body, Content_Type="application/x-gzip")


def door(handler: Handler) -> None:
    """Sets a cookie and sends back to itself until the cookie comes along."""
    if "seen=1" in (handler.headers.get("Cookie") or ""):
        feed(handler)
    else:
        handler.answer(b"", status=302, Location=handler.path, Set_Cookie="seen=1; Path=/")


def members(handler: Handler) -> None:
    """A feed for those who know the word."""
    if handler.headers.get("Authorization") == "Bearer sesame":
        feed(handler)
    else:
        handler.answer(b"", status=401)


LISTINGS = {
    "index": """<html><head><link rel=alternate type=application/rss+xml href=/feed title=All>
</head><body><nav><a href=/nav>Home</a></nav><ul class=news><li><h2><a href=/page?1>One</a></h2>
<li><a href=/private/2>Two</a><li><a href=/nowhere>Three</a><li><a href=mailto:a@b.example>Four</a>
</ul></body></html>""",
    "sitemap": """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>BASE/page?old</loc><news:news><news:publication_date>2026-11-01</news:publication_date>
</news:news></url><url><loc>BASE/page?new</loc><news:news><news:publication><news:name>The Wire
</news:name></news:publication><news:publication_date>2026-11-24T05:00:00Z</news:publication_date>
<news:title>Bridge falls</news:title></news:news></url></urlset>""",
    "sitemaps": """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>BASE/listing/sitemap</loc><lastmod>2026-11-24</lastmod></sitemap></sitemapindex>""",
    "opml": """<opml version="2.0"><body><outline text="North"><outline text="Wire"
xmlUrl="BASE/feed"/><outline title="Bad" xmlurl="BASE/garbage"/></outline></body></opml>""",
    "twins": """<opml version="2.0"><body><outline text="One" xmlUrl="BASE/guids?1"/>
<outline text="Two" xmlUrl="BASE/guids?2"/></body></opml>""",
    "feeds": """<html><head><link rel=alternate type=application/rss+xml href=/feed?a title=A>
<link rel=alternate type=application/rss+xml href=/feed?b></head><body>Two</body></html>""",
    "bare": "<html><body><p>A page that names no feed at all, anywhere.</p></body></html>",
}


def guids(handler: Handler) -> None:
    """A feed of one story without a link, whose guid is a small number."""
    number = handler.path.partition("?")[2]
    handler.answer(
        f"<rss version='2.0'><channel><title>{number}</title><item><title>Bridge {number}</title>"
        f"<guid isPermaLink='false'>1</guid><description>It fell {number} times.</description>"
        "</item></channel></rss>".encode()
    )


def listing(handler: Handler) -> None:
    text = LISTINGS[handler.path.rpartition("/")[2]]
    handler.answer(text.replace("BASE", handler.server_state.url).encode())


def page(handler: Handler) -> None:
    handler.answer(PAGE[: handler.server_state.cut or None], Content_Type="text/html")


def whole(handler: Handler) -> None:
    """A feed of three stories, or as many bytes less as the server is told to cut off."""
    text = "The ferry runs again on Monday. Tickets cost five euro for all. " * 3
    items = "".join(
        f"<item><title>Story {n}</title><link>https://wire.example/{n}</link>"
        f"<description>{text}</description></item>"
        for n in range(3)
    )
    body = f"<rss version='2.0'><channel><title>W</title>{items}</channel></rss>".encode()
    handler.answer(body[: len(body) - handler.server_state.cut], ETag='"w1"')


def status(handler: Handler) -> None:
    """The status that the address names."""
    handler.answer(b"", status=int(handler.path.rpartition("/")[2]))


def odd(handler: Handler) -> None:
    """A body that is no feed, each in its own way."""
    kind = handler.path.rpartition("/")[2]
    bodies = {
        "empty": b"",
        "deep": b"<a>" * 5000,
        "png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        "json": b'{"stories": []}',
        "coded": FEED,
    }
    coding = {"Content_Encoding": "zstd"} if kind == "coded" else {}
    handler.answer(bodies[kind], **coding)


def busy(handler: Handler) -> None:
    handler.answer(b"", status=503, Retry_After="120")


def cached(handler: Handler) -> None:
    """A feed that holds for ten minutes."""
    handler.answer(FEED, Cache_Control="public, max-age=600")


def gone(handler: Handler) -> None:
    handler.answer(b"", status=410)


def garbage(handler: Handler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")
    handler.close_connection = True


def silent(handler: Handler) -> None:
    handler.server_state.stopping.wait(30)
    handler.close_connection = True


def slow(handler: Handler) -> None:
    """Counts how many are asked at once."""
    state = handler.server_state
    with state.lock:
        state.busy += 1
        state.busiest = max(state.busiest, state.busy)
    time.sleep(0.05)
    with state.lock:
        state.busy -= 1
    feed(handler)


MANNERS: dict[str, Manner] = {
    "feed": feed,
    "drip": drip,
    "endless": endless,
    "bomb": bomb,
    "packed": packed,
    "half-packed": half_packed,
    "loop": loop,
    "hops": hops,
    "whole": whole,
    "long-header": long_header,
    "file": file,
    "door": door,
    "members": members,
    "guids": guids,
    "to": to,
    "big-header": big_header,
    "many-headers": many_headers,
    "wrong-length": wrong_length,
    "wrong-charset": wrong_charset,
    "error-page": error_page,
    "page": page,
    "private": page,
    "robots.txt": robots,
    "wall": wall,
    "listing": listing,
    "teasers": teasers,
    "status": status,
    "odd": odd,
    "busy": busy,
    "cached": cached,
    "gone": gone,
    "garbage": garbage,
    "silent": silent,
    "slow": slow,
}


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *args: object) -> None:
        """A client that hangs up is what these tests are about: nothing is printed."""


@contextmanager
def serving(
    *, robots: bytes = ROBOTS, robots_status: int = 200, address: str = "127.0.0.1"
) -> Iterator[Server]:
    """The server, until the block is left; `address` is one of loopback's."""
    state = Server(url="", port=0, robots=robots, robots_status=robots_status)
    handler = type("BoundHandler", (Handler,), {"server_state": state})
    with _Listener((address, 0), handler) as listener:
        state.port = listener.server_address[1]
        state.url = f"http://{address}:{state.port}"
        thread = threading.Thread(target=listener.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield state
        state.stopping.set()
        listener.shutdown()
        thread.join()
