"""The desk as a process, over real HTTP, and what is said where all fails."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response

from briefing.errors import StoreUnavailableError
from briefing.web.desk.desk_route import DeskRoute
from tests.web.desk.house import DeskHouse, served_desk
from tests.web.running import running


def fetch(url: str, path: str) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection(url.removeprefix("http://").strip("/"), timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    read = answer.read().decode()
    headers = {name.lower(): text for name, text in answer.getheaders()}
    connection.close()
    return answer.status, headers, read


def written_config(home: Path) -> None:
    (home / "in").mkdir()
    said = {
        "newsletter": {"id": "n", "title": "The Daily", "sender": "Daily <d@example.org>"},
        "sources": [{"kind": "folder", "path": "in"}],
    }
    (home / "config.yaml").write_text(json.dumps(said))


def test_the_desk_is_served_until_it_is_told_to_end(tmp_path: Path) -> None:
    written_config(tmp_path)
    with running("serve", tmp_path, "--desk") as (process, url):
        assert process.stderr is not None
        first = process.stderr.readline()
        assert f"once: {url}welcome/" in first
        assert fetch(url, first.split(url.rstrip("/"))[1].strip())[0] == 200
        status, headers, page = fetch(url, "/login")
        assert (status, headers["x-frame-options"]) == (200, "DENY")
        assert "The Daily" in page
        assert "server" not in headers
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def test_what_is_missing_is_named_with_the_way_to_get_it(tmp_path: Path) -> None:
    """As where the extra is not installed."""
    written_config(tmp_path)
    code = "import sys; sys.modules['argon2'] = None; from briefing.cli.main import run; "
    code += f"sys.exit(run(['serve', '--desk', '--port', '0', '-c', '{tmp_path}/config.yaml']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "pip install 'morning-briefing[desk]'" in done.stderr


async def broken(request: Request) -> Response:
    """Fails by a fault of ours."""
    raise KeyError("/srv/secret-path")


async def shut(request: Request) -> Response:
    """Fails for want of the store."""
    what = "the store failed: database is locked"
    raise StoreUnavailableError(what, where="/srv/secret-path/briefing.db")


def failing(house: DeskHouse) -> None:
    routes = [DeskRoute("/broken", broken, role=None), DeskRoute("/shut", shut, role=None)]
    house.app.router.routes.extend(routes)


def test_a_fault_of_ours_shows_nothing_of_the_machine(tmp_path: Path) -> None:
    with served_desk(tmp_path) as (house, url):
        failing(house)
        status, headers, page = fetch(url, "/broken")
        assert status == 500
        assert "secret-path" not in page
        assert "KeyError" not in page
        assert "default-src 'none'" in headers["content-security-policy"]


def test_a_busy_store_is_503_with_a_time_to_come_back(tmp_path: Path) -> None:
    with served_desk(tmp_path) as (house, url):
        failing(house)
        status, headers, page = fetch(url, "/shut")
        assert (status, headers["retry-after"]) == (503, "10")
        assert "secret-path" not in page


def test_a_store_that_cannot_be_asked_who_this_is_is_503(house: DeskHouse, tmp_path: Path) -> None:
    client = house.client()
    house.store.close()
    (tmp_path / "briefing.db").unlink()
    (tmp_path / "briefing.db").mkdir()
    answer = client.get("/")
    assert answer.status == 503
    assert str(tmp_path) not in answer.body


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_the_desk_does_not_listen_to_all_without_a_name(tmp_path: Path, host: str) -> None:
    from briefing.errors import InputError
    from briefing.web.desk.desk_pages import no_slots
    from briefing.web.desk.serve_desk import serve_desk
    from tests.web.desk.house import desk_house

    with (
        desk_house(tmp_path, desk={}) as house,
        pytest.raises(InputError, match="under no name"),
    ):
        serve_desk(
            house.pipeline,
            file=tmp_path / "config.yaml",
            host=host,
            port=0,
            ready=lambda *_: None,
            coming=no_slots,
        )
