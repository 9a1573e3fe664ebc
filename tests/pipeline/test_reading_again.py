"""Reading once more: changed settings, a forced run, a wrong clock; secrets of a source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.desk.source_reading import try_source
from tests.make import NOW
from tests.pipeline.test_reading import a_pipeline, only, record, run
from tests.sources.server import Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def feed(server: Server, more: str = "", path: str = "feed") -> str:
    return f"kind: feed, name: wire, url: '{server.url}/{path}'{more}"


def validators(server: Server) -> list[str]:
    """The If-None-Match of every request, in order."""
    return [headers.get("if-none-match", "") for headers in server.headers]


def test_a_changed_filter_brings_what_the_old_one_left_out(tmp_path: Path, server: Server) -> None:
    assert run(tmp_path, feed(server, ", filter: {include: [ferry]}")).added == 0
    assert run(tmp_path, feed(server)).added == 1
    run(tmp_path, feed(server))
    run(tmp_path, feed(server, ", weight: 2, publisher: Us"))
    assert validators(server) == ["", "", '"v1"', '"v1"']


def test_a_changed_filter_does_not_wait_for_the_last_answer_to_run_out(
    tmp_path: Path, server: Server
) -> None:
    run(tmp_path, feed(server, ", cap: 1", path="cached"))
    run(tmp_path, feed(server, ", cap: 1", path="cached"))
    run(tmp_path, feed(server, ", cap: 2", path="cached"))
    assert len(server.seen) == 2


def test_a_forced_run_asks_without_conditions(tmp_path: Path, server: Server) -> None:
    run(tmp_path, feed(server))
    run(tmp_path, feed(server), force=True)
    assert validators(server) == ["", ""]


@pytest.mark.parametrize("path", ["cached", "busy", "nowhere"])
def test_a_clock_that_ran_ahead_parks_nothing(tmp_path: Path, server: Server, path: str) -> None:
    for days in (1500, 1501):
        run(tmp_path, feed(server, path=path), at=NOW + timedelta(days=days))
    assert record(tmp_path).last_read > NOW
    server.seen.clear()
    assert not only(run(tmp_path, feed(server, path=path))).skipped
    assert server.seen == [f"/{path}"]


def test_a_story_that_a_wrong_clock_saw_first_is_told_today(tmp_path: Path, server: Server) -> None:
    source = feed(server, path="teasers?/1")
    run(tmp_path, source, at=NOW + timedelta(days=1500))
    with a_pipeline(tmp_path, source) as pipeline:
        assert pipeline.window().stories == ()
    run(tmp_path, source)
    with a_pipeline(tmp_path, source) as pipeline:
        assert [story.title for story in pipeline.window().stories] == ["Story 0"]


def test_headers_of_a_source_come_from_the_environment(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = ", headers: {Authorization: 'Bearer ${WIRE_TOKEN}'}, cookies: {s: '1'}, user_agent: Us/1"
    monkeypatch.delenv("WIRE_TOKEN", raising=False)
    report = only(run(tmp_path, feed(server, more, path="members")))
    assert "WIRE_TOKEN is not set" in report.error
    assert server.seen == []
    monkeypatch.setenv("WIRE_TOKEN", "sesame")
    assert run(tmp_path, feed(server, more, path="members"), force=True).added == 1
    asked = server.headers[-1]
    assert (asked["cookie"], asked["user-agent"]) == ("s=1", "Us/1")


def test_a_bad_value_is_named_but_not_shown(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIRE_TOKEN", "sesame\nX: y")
    report = only(run(tmp_path, feed(server, ", headers: {Authorization: '${WIRE_TOKEN}'}")))
    assert "Authorization" in report.error
    assert "sesame" not in report.error


def test_a_password_in_an_address_is_in_no_name(tmp_path: Path, server: Server) -> None:
    url = server.url.replace("http://", "http://ada:sesame@")
    report = only(run(tmp_path, f"kind: feed, url: '{url}/feed'"))
    assert report.source == f"{server.url}/feed"
    assert server.headers[-1]["authorization"].startswith("Basic ")
    assert not report.error


def test_a_section_is_that_of_the_stories_that_name_none(tmp_path: Path, server: Server) -> None:
    run(tmp_path, feed(server, ", section: North"))
    with a_pipeline(tmp_path, feed(server)) as pipeline:
        assert [story.section for story in pipeline.window().stories] == ["North"]


def test_a_story_of_tomorrow_is_said_to_wait(tmp_path: Path, server: Server) -> None:
    day = timedelta(days=1)
    run(tmp_path, feed(server), at=NOW - day)
    with a_pipeline(tmp_path, feed(server), at=NOW - day) as pipeline:
        assert pipeline.window().stories == ()
        edition, _ = pipeline.compose()
        (note,) = edition.ledger.notes
    assert note.startswith("1 story waits")
    assert "2026-11-24 05:00 UTC" in note
    with a_pipeline(tmp_path, feed(server, ", embargo_hours: 24"), at=NOW) as pipeline:
        assert "2026-11-25 05:00 UTC" in pipeline.window().notes[0]
    with a_pipeline(tmp_path, feed(server), at=NOW) as pipeline:
        assert pipeline.window().notes == ()


def test_an_answer_that_ends_too_early_replaces_nothing(tmp_path: Path, server: Server) -> None:
    run(tmp_path, feed(server, path="whole"))
    server.cut = 150
    report = run(tmp_path, feed(server, path="whole"), force=True)
    assert "ends too early" in only(report).notes[0]
    assert report.changed == 0
    with a_pipeline(tmp_path, feed(server)) as pipeline:
        assert [len(story.text) > 100 for story in pipeline.window().stories] == [True] * 3
    assert record(tmp_path).state.etag == ""


def test_a_page_that_ends_too_early_replaces_nothing(tmp_path: Path, server: Server) -> None:
    page = f"kind: page, name: wire, url: '{server.url}/page'"
    assert run(tmp_path, page).added == 1
    server.cut = 210
    report = run(tmp_path, page, force=True)
    assert (report.changed, only(report).stories) == (0, ())
    assert "ends too early" in only(report).notes[0]


DOUBLE = "/page,/page?utm_source=x,/private/1,/nowhere,/page?1,/page?2"


@pytest.mark.parametrize(
    "source",
    [
        "kind: feed, url: 'URL/whole', cap: 2",
        "kind: feed, url: 'URL/feed', filter: {exclude: [bridge]}",
        f"kind: feed, url: 'URL/teasers?{DOUBLE}', full_text: auto, section: North, publisher: Us",
        "kind: opml, url: 'URL/listing/twins'",
        "kind: index, url: 'URL/listing/index', selector: a",
        "kind: page, url: 'URL/page'",
    ],
)
def test_a_trial_shows_what_is_stored_no_more_and_no_less(
    tmp_path: Path, server: Server, source: str
) -> None:
    line = f"{source.replace('URL', server.url)}, name: wire"
    with a_pipeline(tmp_path, line) as pipeline:
        trial = try_source(pipeline.newsletter, pipeline.config.sources[0])
        assert pipeline.store.stories.find("") == ()
        report = only(pipeline.ingest())
        assert (trial.notes, trial.faults) == (report.notes, report.faults)
        stored = pipeline.store.stories.find("")
    shown = sorted((keyed.story for keyed in trial.stories), key=lambda story: story.title)
    assert [(s.title, s.text, s.url, s.section, s.publisher) for s in shown] == sorted(
        (s.title, s.text, s.url, s.section, s.publisher) for s in stored
    )
