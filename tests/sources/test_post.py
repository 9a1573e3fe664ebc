"""What the client hands over by POST: under the same guard, and never sent on by a redirect."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from briefing.errors import SourceError
from briefing.sources.http import Client

taken: list[tuple[str, str, bytes]] = []


class Hook(BaseHTTPRequestHandler):
    """Takes what is posted; `/away` redirects to `/taken`, `/broken` fails."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        taken.append((self.path, self.headers["Content-Type"], body))
        self.send_response({"/away": 307, "/broken": 500}.get(self.path, 204))
        if self.path == "/away":
            self.send_header("Location", "/taken")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        return


@pytest.fixture
def url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    taken.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(allow_hosts=("127.0.0.1",), timeout=5.0) as opened:
        yield opened


def test_json_is_handed_over(client: Client, url: str) -> None:
    assert client.post(f"{url}/hook", b'{"state": "sent"}').status == 204
    assert taken == [("/hook", "application/json", b'{"state": "sent"}')]


def test_a_redirect_is_no_answer_and_is_not_followed(client: Client, url: str) -> None:
    with pytest.raises(SourceError, match="307"):
        client.post(f"{url}/away", b"{}")
    assert [path for path, _, _ in taken] == ["/away"]


def test_a_failure_is_said(client: Client, url: str) -> None:
    with pytest.raises(SourceError, match="500"):
        client.post(f"{url}/broken", b"{}")


@pytest.mark.parametrize("target", ["http://127.0.0.1/x", "http://169.254.169.254/x", "file:///x"])
def test_a_private_address_gets_nothing(target: str) -> None:
    with Client(timeout=5.0) as strict, pytest.raises(SourceError):
        strict.post(target, b"{}")
