"""The preview serves the edition's own files, to this machine only."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from briefing.errors import InputError
from briefing.web.preview_server import preview_app, serve


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """A running preview of a folder with one page and one file beside it."""
    (tmp_path / "index.html").write_text("<p>the page</p>")
    (tmp_path / "secret.txt").write_text("no")
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(preview_app(tmp_path), lifespan="off", log_level="error")
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join(10)
    listener.close()


def ask(port: int, path: str, method: str = "GET", host: str = "127.0.0.1") -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request(method, path, headers={"Host": host})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


def test_it_shows_the_page(port: int) -> None:
    assert ask(port, "/") == (200, "<p>the page</p>")


@pytest.mark.parametrize(
    "path", ["/secret.txt", "/edition.md", "/../secret.txt", "/%2e%2e/secret.txt", "/a/b", "/%00"]
)
def test_no_other_path_is_served(port: int, path: str) -> None:
    assert ask(port, path)[0] == 404


def test_another_host_name_is_refused(port: int) -> None:
    assert ask(port, "/", host="attacker.example")[0] == 400


def test_nothing_can_be_posted(port: int) -> None:
    assert ask(port, "/", method="POST")[0] == 405


def test_a_taken_port_is_said_in_words(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(InputError, match="in use"):
        serve(tmp_path, port=taken.getsockname()[1], ready=print)
