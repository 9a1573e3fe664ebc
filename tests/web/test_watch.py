"""A preview that shows itself anew: what counts as a change, what is done, what the page hears."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn

from briefing.config import Config, load
from briefing.desk.preview import refresh, watched
from briefing.errors import BriefingError
from briefing.pipeline.pipeline import Pipeline
from briefing.web.preview_server import preview_app
from briefing.web.watch import Watcher, differing, state_of

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)


def until(true: Callable[[], object], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def test_what_counts_as_a_change(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    one, two = tmp_path / "in" / "a.txt", tmp_path / "config.yaml"
    one.write_text("a")
    two.write_text("x")
    paths = (tmp_path / "in", two, tmp_path / "missing")
    before = state_of(paths)
    assert differing(before, state_of(paths)) == ()
    (tmp_path / "in" / ".hidden").write_text("x")
    (tmp_path / "other.txt").write_text("x")
    assert differing(before, state_of(paths)) == ()
    one.write_text("ab")
    two.unlink()
    (tmp_path / "in" / "b.txt").write_text("b")
    changed = differing(before, state_of(paths))
    assert changed == (str(two), str(one), str(tmp_path / "in" / "b.txt"))


def test_a_change_is_seen_and_a_fault_is_kept_for_the_page(tmp_path: Path) -> None:
    file, seen = tmp_path / "a.txt", []

    def react(changed: tuple[str, ...]) -> None:
        seen.append(changed)
        if len(seen) == 1:
            raise BriefingError("fails", where="lead.mjml:3")
        if len(seen) == 2:
            raise ZeroDivisionError("by us")

    with Watcher([file], react, every=0.01) as watcher:
        for number, fault in enumerate(
            ("lead.mjml:3: fails", "unforeseen: ZeroDivisionError: by us", "")
        ):
            file.write_text("x" * (number + 1))
            until(lambda number=number: watcher.version == number + 1)
            assert watcher.fault == fault
    assert seen == [(str(file),)] * 3


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A newsletter of one document, built."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Bridge falls\n\nA bridge fell on Monday in the valley.")
    said = {
        "newsletter": {"id": "n", "title": "The Daily", "timezone": "UTC"},
        "sources": [
            {"kind": "folder", "path": "in"},
            {"kind": "feed", "name": "far", "url": "https://wire.example.org/feed"},
        ],
        "edition": {"window": "all"},
    }
    (tmp_path / "config.yaml").write_text(json.dumps(said))
    refresh(opening(tmp_path), (str(tmp_path / "in" / "a.txt"),))
    return tmp_path


def opening(home: Path) -> Callable[[Callable[[Config], Config]], Pipeline]:
    def opened(change: Callable[[Config], Config]) -> Pipeline:
        return Pipeline.open(change(load(home / "config.yaml")), clock=lambda: NOW)

    return opened


def html(home: Path) -> str:
    return (home / "out" / "2026-11-24" / "edition.html").read_text()


def test_a_new_document_is_in_the_next_edition(letter: Path) -> None:
    assert "Bridge falls" in html(letter)
    (letter / "in" / "b.txt").write_text("Ferry sinks\n\nA ferry sank on Tuesday near the coast.")
    refresh(opening(letter), (str(letter / "in" / "b.txt"),))
    assert "Ferry sinks" in html(letter)


def test_a_template_is_rendered_anew_and_nothing_is_read(letter: Path) -> None:
    (letter / "templates" / "mjml").mkdir(parents=True)
    own = letter / "templates" / "mjml" / "footer.mjml"
    own.write_text("<mj-section><mj-column><mj-text>Our own end</mj-text></mj-column></mj-section>")
    (letter / "in" / "b.txt").write_text("Ferry sinks\n\nA ferry sank on Tuesday near the coast.")
    config = json.loads((letter / "config.yaml").read_text())
    config["newsletter"]["address"] = "1 Example Street"
    (letter / "config.yaml").write_text(json.dumps(config))
    refresh(opening(letter), (str(letter / "config.yaml"),))
    assert "Our own end" in html(letter)
    own.write_text(own.read_text().replace("end", "close"))
    (letter / "in" / "c.txt").write_text("Mill burns\n\nA mill burned on Friday in the north.")
    refresh(opening(letter), (str(own),))
    assert "Our own close" in html(letter)
    assert "Mill burns" not in html(letter)


def test_config_templates_and_folders_are_watched(letter: Path) -> None:
    with opening(letter)(lambda config: config) as pipeline:
        paths = watched(pipeline, letter / "config.yaml")
    assert [path.name for path in paths] == ["config.yaml", "templates", "in"]


class Changing:
    version = 0
    fault = ""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[int, Changing]]:
    (tmp_path / "index.html").write_text("<p>the page</p>")
    changes = Changing()
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        preview_app(tmp_path, changes),
        lifespan="off",
        log_level="error",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield listener.getsockname()[1], changes
    server.should_exit = True
    thread.join(10)
    listener.close()


def test_the_page_hears_of_changes(served: tuple[int, Changing]) -> None:
    port, changes = served
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/changes")
    stream = connection.getresponse()
    assert stream.getheader("content-type") == "text/event-stream; charset=utf-8"
    assert stream.readline() == b"retry: 1000\n"
    stream.readline()
    changes.fault = "a line\nof two </script>"
    changes.version += 1
    assert json.loads(stream.readline().removeprefix(b"data: ")) == changes.fault
    connection.close()


def test_the_page_around_the_edition_runs_its_own_script_alone(
    served: tuple[int, Changing],
) -> None:
    port, _ = served
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/")
    answer = connection.getresponse()
    body, policy = answer.read().decode(), answer.getheader("content-security-policy") or ""
    connection.close()
    nonce = policy.split("script-src 'nonce-")[1].split("'")[0]
    assert f'<script nonce="{nonce}">' in body
    assert "unsafe-inline" not in policy
    assert 'src="index.html"' in body
