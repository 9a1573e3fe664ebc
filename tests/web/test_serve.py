"""`briefing serve` as a process: real HTTP, and an end that loses no errand."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest

from briefing.audience.tokens import make_token, secret_of
from briefing.errors import InputError
from briefing.store import Store
from briefing.web.server import listen
from tests.web.running import running


@contextmanager
def served(home: Path, **web: object) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A running server and its port."""
    (home / "in").mkdir()
    said = {
        "newsletter": {"id": "n", "title": "The Daily", "sender": "Daily <d@example.org>"},
        "sources": [{"kind": "folder", "path": "in"}],
        "web": {"url": "https://news.example.org"} | web,
    }
    (home / "config.yaml").write_text(json.dumps(said))
    with running("serve", home) as (process, url):
        yield process, int(url.split(":")[2].strip("/"))


def ask(
    port: int, path: str, form: dict[str, str] | None = None, method: str = ""
) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if form is not None else {}
    body = urlencode(form) if form is not None else None
    connection.request(method or ("POST" if form is not None else "GET"), path, body, headers)
    answer = connection.getresponse()
    read = answer.read().decode()
    assert answer.getheader("server") is None
    connection.close()
    return answer.status, read


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_a_reader_comes_and_goes_over_http(tmp_path: Path, end: signal.Signals) -> None:
    with served(tmp_path) as (running, port):
        assert "The Daily" in ask(port, "/")[1]
        assert ask(port, "/", method="HEAD") == (200, "")
        assert ask(port, "/subscribe", {"email": "ada@example.org"})[0] == 200
        store = Store.open(f"sqlite:///{tmp_path}/briefing.db", now=datetime.now(UTC))
        who = store.subscribers.add("grace@example.org", newsletter="n", at=datetime.now(UTC))
        token = make_token(secret_of(store), "unsubscribe", "n", who.id)
        status, _ = ask(port, f"/unsubscribe/{token}", {"List-Unsubscribe": "One-Click"})
        assert (status, store.subscribers.active("n")) == (200, ())
        running.send_signal(end)
        assert running.wait(10) == 0
        store.close()
    assert len(list((tmp_path / "out" / "mail").glob("*.eml"))) == 1


def test_a_path_of_the_proxy_is_known(tmp_path: Path) -> None:
    with served(tmp_path, url="https://example.org/letters") as (_, port):
        for path in ("/subscribe", "/letters/subscribe"):
            status, page = ask(port, path)
            assert status == 200
            assert 'href="/letters/reader.css"' in page
        assert ask(port, "/letters/reader.css")[0] == 200
        assert ask(port, "/lettersx/reader.css")[0] == 404


def test_a_port_that_is_taken_and_a_host_that_is_none() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(InputError, match="in use"):
        listen("127.0.0.1", taken.getsockname()[1])
    with pytest.raises(InputError, match="no address of this machine"):
        listen("not a host", 0)
    listen("::1", 0).close()


STOPPED_AT_ONCE = """
import os, signal
from briefing.web.server import serve_app
from starlette.applications import Starlette

serve_app(
    Starlette(), host="127.0.0.1", port=0,
    ready=lambda url: os.kill(os.getpid(), signal.SIGTERM),
)
print("ended")
"""


def test_who_is_told_to_end_before_it_serves_ends() -> None:
    command = [sys.executable, "-c", STOPPED_AT_ONCE]
    done = subprocess.run(
        command, cwd=Path(__file__).resolve().parents[2], capture_output=True, text=True, timeout=60
    )
    assert (done.stdout.strip(), done.returncode) == ("ended", 0), done.stderr
