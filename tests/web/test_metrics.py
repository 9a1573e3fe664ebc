"""`/metrics` and `/healthz`, on the pages and on the daemon, over real HTTP."""

from __future__ import annotations

import http.client
import json
import re
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from briefing.models import Settlement, SourceReport
from briefing.models.report import Fault
from briefing.store import Store
from tests.make import NOW, make_edition
from tests.web.running import ROOT
from tests.web.test_serve import served

ADDRESS = "ada@example.org"


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def figures(text: str) -> dict[str, float]:
    """Every sample by name and labels, as Prometheus's own parser reads it."""
    return {
        " ".join((sample.name, *sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def fill(home: Path) -> None:
    """Two readers, an edition that one has had and one is in doubt about, a source with faults."""
    store = Store.open(f"sqlite:///{home}/briefing.db", now=NOW)
    for address in (ADDRESS, "ben@example.org", "cy@example.org"):
        store.subscribers.add(address, newsletter="n", at=NOW)
    store.subscribers.add("else@example.org", newsletter="other", at=NOW)
    store.subscribers.set_address_status("cy@example.org", "bounced", cause="550", at=NOW)
    store.editions.save(make_edition(), at=NOW)
    store.deliveries.freeze("n-1", newsletter="n", message_id=lambda who: f"<{who}@x>", at=NOW)
    had, doubtful = store.deliveries.claim("n-1", worker="w", now=NOW, limit=2)
    names = (had.subscriber_id, doubtful.subscriber_id)
    states = (("sent", names[0]), ("in_doubt", names[1]))
    settled = [Settlement(subscriber_id=name, state=s, reply="") for s, name in states]  # type: ignore[arg-type]
    store.deliveries.record("n-1", marked=names, settled=settled, worker="w")
    store.bounces.add(had, "soft", report="r1", reason="450", at=NOW)
    fault = Fault(where="item 3", why="has no text")
    store.sources.record(SourceReport(source="in", stories=(), faults=(fault, fault)), NOW)
    store.close()


def test_the_figures_of_a_newsletter(tmp_path: Path) -> None:
    with served(tmp_path) as (_, port):
        fill(tmp_path)
        status, headers, text = get(port, "/metrics")
        assert (status, get(port, "/healthz")[::2]) == (200, (200, "ok\n"))
    assert headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    found = figures(text)
    expected = {
        "subscriptions active": 3,
        "subscriptions pending": 0,
        "addresses bounced": 1,
        "deliveries sent": 1,
        "deliveries_in_doubt": 1,
        "last_edition_deliveries in_doubt": 1,
        "queue": 0,
        "bounces_total soft": 1,
        "parse_faults": 2,
        "sources": 1,
        "slots sent": 0,
        "last_edition_timestamp_seconds": NOW.timestamp(),
    }
    assert {name: found[f"briefing_{name}"] for name in expected} == expected
    assert "@" not in text
    assert re.search(r"^# TYPE briefing_queue gauge$", text, re.M)


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Forwarded-Proto"])
def test_readers_on_the_other_side_of_a_proxy_see_no_figures(tmp_path: Path, header: str) -> None:
    with served(tmp_path) as (_, port):
        assert get(port, "/metrics", **{header: "203.0.113.9"})[0] == 404
        assert get(port, "/healthz", **{header: "203.0.113.9"})[0] == 200


@pytest.mark.parametrize(("shown", "status"), [("all", 200), ("off", 404)])
def test_the_config_says_who_sees_the_figures(tmp_path: Path, shown: str, status: int) -> None:
    with served(tmp_path, metrics=shown) as (_, port):
        assert get(port, "/metrics", **{"X-Forwarded-For": "203.0.113.9"})[0] == status


def test_a_store_that_is_gone_is_not_well(tmp_path: Path) -> None:
    with served(tmp_path) as (_, port):
        assert get(port, "/healthz")[0] == 200
        with closing(sqlite3.connect(tmp_path / "briefing.db")) as connection:
            connection.execute("DROP TABLE alembic_version")
        assert get(port, "/healthz")[::2] == (503, "the store has no tables\n")


def test_the_daemon_shows_its_own(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said: dict[str, Any] = {
        "newsletter": {"id": "n", "title": "The Daily", "sender": "Daily <d@example.org>"},
        "sources": [{"kind": "folder", "path": "in"}],
        "schedule": {"metrics": f"127.0.0.1:{port}", "at": ["00:00"], "days": []},
    }
    (tmp_path / "config.yaml").write_text(json.dumps(said))
    command = [sys.executable, "-m", "briefing", "schedule", "--config"]
    config = str(tmp_path / "config.yaml")
    process = subprocess.Popen([*command, config], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        assert f"127.0.0.1:{port}/metrics" in process.stderr.readline()
        wait_for(tmp_path / "out" / "heartbeat.json")
        assert get(port, "/healthz")[::2] == (200, "ok\n")
        found = figures(get(port, "/metrics")[2])
        assert 0 <= found["briefing_heartbeat_age_seconds"] < 60
        silence(tmp_path / "out" / "heartbeat.json")
        assert get(port, "/healthz")[::2] == (503, "the daemon is silent\n")
        process.terminate()
        assert process.wait(15) == 0
    finally:
        process.kill()
        process.communicate()


def wait_for(file: Path) -> None:
    until = time.monotonic() + 60
    while not file.exists():
        assert time.monotonic() < until, f"no {file.name}"
        time.sleep(0.1)


def silence(file: Path) -> None:
    """As if the daemon had not beaten for an hour."""
    beat = json.loads(file.read_text())
    beat["at"] = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    file.write_text(json.dumps(beat))
