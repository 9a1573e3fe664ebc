"""`briefing sources` and `stories` against a server on loopback."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing.cli.main import run
from briefing.config import load, source_name
from tests.sources.server import Server, serving

CONFIG = """\
newsletter: {id: the-test, title: The Test}
# the desk's own
sources:
  - kind: folder
    name: desk
    path: desk
fetch: {allow_hosts: ["127.0.0.1"], timeout_seconds: 2}
edition: {window: all}
"""
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def call(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Call:
    """Runs a command in a newsletter's folder; exit code, stdout and stderr."""
    (tmp_path / "config.yaml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "a.txt").write_text("The port is shut. Boats wait.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def called(*words: str, now: str = "2026-11-24T06:00Z") -> tuple[int, str, str]:
        code = run([*words, "--now", now])
        return code, *capfd.readouterr()

    return called


def names() -> list[str]:
    return [source_name(source) for source in load("config.yaml").sources]


def printed(ended: tuple[int, str, str]) -> Any:
    assert ended[0] in {0, 1}, ended
    return json.loads(ended[1])


def test_a_feed_is_found_added_listed_and_removed(call: Call, server: Server) -> None:
    code, _, err = call("sources", "add", f"{server.url}/listing/index")
    assert (code, names()) == (0, ["desk", "All"])
    assert f"{server.url}/feed" in err
    assert "# the desk's own" in Path("config.yaml").read_text(encoding="utf-8")
    call("ingest")
    lines = printed(call("sources", "--json"))
    assert [(line["source"], line["kind"], line["state"]) for line in lines] == [
        ("desk", "folder", "ok"),
        ("All", "feed", "ok"),
    ]
    assert call("sources", "add", f"{server.url}/feed")[0] == 2  # it is there already
    assert call("sources", "remove", "All")[0] == 0
    assert Path("config.yaml").read_text(encoding="utf-8") == CONFIG


def test_of_several_feeds_one_is_chosen(call: Call, server: Server) -> None:
    page = f"{server.url}/listing/feeds"
    code, out, _ = call("sources", "add", page)
    assert (code, names()) == (2, ["desk"])
    assert "/feed?a" in out
    assert call("sources", "add", page, "--choose", "3")[0] == 2
    assert call("sources", "add", page, "--choose", "2")[0] == 0
    assert load("config.yaml").sources[1].place == f"{server.url}/feed?b"
    call("sources", "add", page, "--choose", "1", "--name", "The Wire")
    assert names() == ["desk", "The Wire", "The Wire 2"]


def test_a_page_without_a_feed_may_be_added_by_its_kind(call: Call, server: Server) -> None:
    assert call("sources", "add", f"{server.url}/nowhere")[0] == 1
    url = f"{server.url}/listing/index"
    code, _, _ = call("sources", "add", url, "--kind", "index", "--selector", "ul a", "--name", "i")
    assert (code, names()) == (0, ["desk", "i"])
    assert call("sources", "add", url + "?2", "--kind", "index")[0] == 2  # no selector
    assert names() == ["desk", "i"]


def test_a_source_is_tried_and_nothing_stored(call: Call, server: Server) -> None:
    report = printed(call("sources", "test", f"{server.url}/feed", "--json"))
    assert [story["title"] for story in report["stories"]] == ["Bridge falls"]
    code, out, err = call("sources", "test", "desk")
    assert (code, "The port is shut." in out, "1 stories" in err) == (0, True, True)
    assert call("sources", "test", f"{server.url}/nowhere")[0] == 1
    assert printed(call("stories", "--json")) == []


def test_a_paused_source_is_not_read_until_it_is_resumed(call: Call) -> None:
    call("sources", "pause", "desk", "--why", "on strike")
    assert printed(call("ingest", "--json"))["sources"][0]["skipped"] == "on strike"
    assert printed(call("sources", "list", "--json"))[0]["state"] == "paused: on strike"
    call("sources", "resume", "desk")
    assert printed(call("ingest", "--json"))["added"] == 1
    assert call("sources", "pause", "nothing")[0] == 2


def test_opml_goes_in_and_comes_out_again(call: Call, server: Server) -> None:
    outlines = "".join(
        f"<outline title='{title}' xmlUrl='{server.url}/feed?{n}'/>"
        for n, title in enumerate(("Wire", "Wire", "A &amp; B"))
    )
    Path("in.opml").write_text(f"<opml version='2.0'><body>{outlines}</body></opml>")
    assert call("sources", "import", "in.opml")[0] == 0
    assert names() == ["desk", "Wire", "Wire 2", "A & B"]
    _, out, _ = call("sources", "export")
    Path("out.opml").write_text(out)
    assert call("sources", "import", "out.opml")[2].strip() == "0 feeds added"
    Path("bad.opml").write_text("nonsense")
    assert call("sources", "import", "bad.opml")[0] == 1


def test_an_address_as_old_readers_wrote_it_is_added(call: Call, server: Server) -> None:
    address = server.url.replace("http:", "feed:")
    assert call("sources", "add", f"{address}/feed")[0] == 0
    assert load(Path("config.yaml")).sources[-1].place == f"{server.url}/feed"


def test_a_failure_is_said_once_and_without_an_empty_table(call: Call, server: Server) -> None:
    code, out, talk = call("sources", "test", f"{server.url}/nowhere")
    assert (code, out) == (1, "")
    assert talk.count("/nowhere") == 1


def test_folders_of_a_list_go_in_and_come_out_and_what_is_left_out_is_named(call: Call) -> None:
    Path("in.opml").write_text(
        "<opml version='2.0'><body><outline text='World'><outline text='Asia'>"
        "<outline title='Wire' htmlUrl='https://wire.example/' xmlUrl='feed://wire.example/f'/>"
        "</outline></outline><outline title='Safe' xmlUrl='https://ada:sesame@wire.example/s'/>"
        "</body></opml>"
    )
    code, _, talk = call("sources", "import", "in.opml")
    assert code == 0
    assert "https://wire.example/s is left out" in talk
    assert "sesame" not in talk
    _, out, _ = call("sources", "export")
    folders = '<outline text="World">\n      <outline text="Asia">'
    assert folders in out
    assert 'htmlUrl="https://wire.example/"' in out
    assert 'xmlUrl="http://wire.example/f"' in out


def test_a_page_is_added_by_hand_and_used_whatever_its_date(call: Call, server: Server) -> None:
    record = printed(call("stories", "add", f"{server.url}/page", "--json"))
    assert record["title"] == "Bridge falls"
    call("build", "--quiet")
    edition = json.loads(Path("out/2026-11-24/edition.json").read_text())
    assert record["id"] in {one["story_id"] for one in edition["references"]}
    assert call("stories", "add", f"{server.url}/wall/login")[0] == 1


def test_a_story_is_held_dropped_and_freed(call: Call) -> None:
    call("ingest")
    (story,) = printed(call("stories", "--json"))
    for words, used in (
        (("hold", story["id"], "--until", "2026-11-24T09:00Z"), 0),
        (("drop", "port is shut", "--reason", "old"), 0),
        (("free", story["id"][:6]), 1),
    ):
        assert call("stories", *words)[0] == 0
        call("build", "--quiet", "--no-ingest")
        edition = json.loads(Path("out/2026-11-24/edition.json").read_text())
        assert edition["ledger"]["used"] == used, words
    assert call("stories", "drop", "no such words")[0] == 2
    assert call("stories", "hold", "")[0] == 2


def test_options_before_and_after_the_command_are_heard(call: Call) -> None:
    Path("config.yaml").rename("other.yaml")
    assert call("sources", "--config", "other.yaml", "list")[0] == 0
    assert call("sources", "list", "--config", "other.yaml")[0] == 0
    assert call("sources", "list")[0] == 2
