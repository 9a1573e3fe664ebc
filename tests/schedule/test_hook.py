"""The webhook is told what the config asks for, and a secret address is never shown."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from briefing.config import Config
from briefing.errors import BriefingError
from briefing.models import Slot
from briefing.schedule.heartbeat import read_beat
from briefing.schedule.hook import Hook
from briefing.schedule.runner import Outcome
from tests.make import NOW

SLOT = Slot(newsletter="n", local="2026-11-24T07:00", due=NOW)
SENT = Outcome(slot=SLOT, state="sent", reason="2 sent", edition_id="n-1")
MISSED = Outcome(slot=SLOT, state="skipped", reason="missed", error="missed")
taken: list[dict[str, Any]] = []


class Ear(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(500 if "broken" in self.path else 204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        return


@pytest.fixture
def url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    taken.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def hook(*, allow: bool = True, **webhook: Any) -> Hook:
    said = {
        "newsletter": {"id": "n", "title": "The Daily"},
        "sources": [{"kind": "folder", "path": "in"}],
        "fetch": {"allow_hosts": ["127.0.0.1"] if allow else []},
        "schedule": {"webhook": webhook},
    }
    return Hook(Config.model_validate(said))


def test_it_is_told_of_both(url: str) -> None:
    telling = hook(url=f"{url}/hook")
    telling.tell(SENT)
    telling.tell(MISSED)
    assert [(said["kind"], said["slot"], said["state"]) for said in taken] == [
        ("success", SLOT.local, "sent"),
        ("failure", SLOT.local, "skipped"),
    ]


def test_it_may_be_told_of_failures_alone(url: str) -> None:
    telling = hook(url=f"{url}/hook", on=("failure",))
    telling.tell(SENT)
    telling.tell(MISSED)
    assert [said["kind"] for said in taken] == ["failure"]


def test_a_secret_address_comes_from_the_environment_and_is_not_shown(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFING_HOOK", f"{url}/broken/s3cret")
    with pytest.raises(BriefingError) as caught:
        hook(url_env="BRIEFING_HOOK").tell(SENT)
    assert "s3cret" not in str(caught.value)
    assert "500" in str(caught.value)


def test_a_private_address_is_not_told(url: str) -> None:
    with pytest.raises(BriefingError, match="allow_hosts"):
        hook(url=url, allow=False).tell(SENT)
    assert taken == []


@pytest.mark.parametrize("content", ["", "{", "[]", '{"at": 1}', "null", "x" * 200_000])
def test_a_heartbeat_that_is_none_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "beat").write_text(content)
    assert read_beat(tmp_path / "beat") is None
    assert read_beat(tmp_path / "missing") is None
