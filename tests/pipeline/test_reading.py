"""A run over sources: what is due, what is kept, what a source's manners lead to next time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import load
from briefing.desk.stories import free_story
from briefing.models import IngestReport, Keyed, SourceReport
from briefing.pipeline.pipeline import Pipeline
from briefing.pipeline.window import usable
from briefing.store import SourceRecord
from tests.make import NOW, make_story
from tests.sources.imap_server import Mailbox, holding
from tests.sources.server import Server, serving
from tests.sources.test_mail import mail

CONFIG = """\
newsletter: {{id: the-test, title: The Test}}
sources:
{sources}
fetch: {{allow_hosts: ["127.0.0.1"], timeout_seconds: 2}}
edition: {{window: all}}
"""


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def a_pipeline(folder: Path, *sources: str, at: datetime = NOW, **extra: str) -> Pipeline:
    listed = "\n".join(f"  - {{{source}}}" for source in sources)
    more = "".join(f"{key}: {value}\n" for key, value in extra.items())
    (folder / "config.yaml").write_text(CONFIG.format(sources=listed) + more, encoding="utf-8")
    return Pipeline.open(load(folder / "config.yaml"), clock=lambda: at)


def run(folder: Path, *sources: str, at: datetime = NOW, force: bool = False) -> IngestReport:
    with a_pipeline(folder, *sources, at=at) as pipeline:
        return pipeline.ingest(force=force)


def record(folder: Path, name: str = "wire") -> SourceRecord:
    with a_pipeline(folder, "kind: folder, path: x") as pipeline:
        record_read = pipeline.store.sources.get(name)
    assert record_read is not None
    return record_read


def only(report: IngestReport) -> SourceReport:
    (report_of_source,) = report.sources
    return report_of_source


def test_reading_twice_adds_nothing_and_asks_under_conditions(
    tmp_path: Path, server: Server
) -> None:
    source = f"kind: feed, name: wire, url: '{server.url}/feed'"
    first, second = run(tmp_path, source), run(tmp_path, source)
    assert (first.added, second.added, second.changed) == (1, 0, 0)
    assert server.headers[-1]["if-none-match"] == '"v1"'
    assert not second.failed


def test_one_story_in_two_feeds_is_one_story(tmp_path: Path, server: Server) -> None:
    sources = [f"kind: feed, name: {n}, url: '{server.url}/feed?{n}'" for n in ("a", "b")]
    first, second = run(tmp_path, *sources), run(tmp_path, *sources)
    assert (first.added, second.changed) == (1, 0)
    with a_pipeline(tmp_path, sources[1]) as pipeline:
        assert [story.source for story in pipeline.window().stories] == ["b"]


def test_a_move_for_good_is_followed_from_then_on(tmp_path: Path, server: Server) -> None:
    source = f"kind: feed, name: wire, url: '{server.url}/hops/1'"
    assert only(run(tmp_path, source)).notes[0].endswith("/hops/0")
    server.seen.clear()
    run(tmp_path, source)
    assert server.seen == ["/hops/0"]


def test_what_is_gone_is_asked_no_more(tmp_path: Path, server: Server) -> None:
    source = f"kind: feed, name: wire, url: '{server.url}/gone'"
    assert "410" in only(run(tmp_path, source)).error
    assert only(run(tmp_path, source, force=True)).skipped == "gone for good"
    assert server.seen == ["/gone"]


def test_a_pause_that_a_host_asks_for_holds_for_all_its_sources(
    tmp_path: Path, server: Server
) -> None:
    sources = [
        f"kind: feed, name: {name}, url: '{server.url}/{path}'"
        for name, path in (("calm", "feed"), ("wire", "busy"))
    ]
    run(tmp_path, *sources)
    server.seen.clear()
    later = NOW + timedelta(seconds=60)
    report = run(tmp_path, *sources, at=later)
    assert server.seen == []
    assert [bool(one.skipped) for one in report.sources] == [True, True]
    assert not report.failed
    run(tmp_path, *sources, at=later, force=True)
    assert sorted(server.seen)[0] == "/busy"


def test_a_fresh_answer_is_kept_until_it_is_old(tmp_path: Path, server: Server) -> None:
    source = f"kind: feed, name: wire, url: '{server.url}/cached'"
    run(tmp_path, source)
    for seconds, asked in ((599, 1), (601, 2)):
        run(tmp_path, source, at=NOW + timedelta(seconds=seconds))
        assert len(server.seen) == asked


def test_five_failures_in_a_row_are_stale_and_one_success_forgets_them(
    tmp_path: Path, server: Server
) -> None:
    bad = f"kind: feed, name: wire, url: '{server.url}/nowhere'"
    for number in range(5):
        report = run(tmp_path, bad, at=NOW + timedelta(days=number))
    assert (only(report).failures, only(report).stale) == (5, True)
    assert record(tmp_path).retry_at == NOW + timedelta(days=4, hours=2)
    good = bad.replace("nowhere", "feed")
    assert not only(run(tmp_path, good, at=NOW + timedelta(days=9))).stale
    assert record(tmp_path).failures == 0


def test_a_failed_source_keeps_its_stories(tmp_path: Path, server: Server) -> None:
    run(tmp_path, f"kind: feed, name: wire, url: '{server.url}/feed'")
    bad = f"kind: feed, name: wire, url: '{server.url}/garbage'"
    assert only(run(tmp_path, bad)).error
    with a_pipeline(tmp_path, bad) as pipeline:
        assert [story.title for story in pipeline.window().stories] == ["Bridge falls"]


def test_filters_caps_and_publisher(tmp_path: Path, server: Server) -> None:
    source = f"kind: feed, name: wire, url: '{server.url}/teasers?/1,/2,/3', publisher: Us"
    report = only(run(tmp_path, f"{source}, cap: 2, filter: {{exclude: [Story 1]}}"))
    titles = [(one.story.title, one.story.publisher) for one in report.stories]
    assert titles == [("Story 0", "Us"), ("Story 2", "Us")]
    assert "1 left out: holds “Story 1”" in report.notes
    with a_pipeline(tmp_path, f"{source}, cap: 1") as pipeline:
        assert len(pipeline.window().stories) == 1
    with a_pipeline(tmp_path, source, filter="{exclude: [Story 2]}") as pipeline:
        assert [story.title for story in pipeline.window().stories] == ["Story 0"]


def test_a_page_that_was_followed_is_not_asked_for_again(tmp_path: Path, server: Server) -> None:
    source = f"kind: feed, name: wire, url: '{server.url}/teasers?/page', full_text: auto"
    first = run(tmp_path, source)
    server.seen.clear()
    second = run(tmp_path, source)
    assert server.seen == ["/teasers?/page"]
    assert (first.added, second.changed) == (1, 0)
    assert only(second).stories[0].story.text.endswith("go to work.")


def test_what_a_limit_left_is_read_the_next_time(tmp_path: Path, server: Server) -> None:
    feed = f"{server.url}/teasers?/page?1,/page?2,/page?3"
    source = f"kind: feed, name: wire, url: '{feed}', full_text: auto, max_pages: 2"
    asked = []
    for _ in range(3):
        server.seen.clear()
        run(tmp_path, source)
        asked.append(sorted(path for path in server.seen if path.startswith("/page")))
    assert asked == [["/page?1", "/page?2"], ["/page?3"], []]


def test_a_wall_is_asked_once_and_a_failure_again(tmp_path: Path, server: Server) -> None:
    feed = f"{server.url}/teasers?/wall/paywall,/garbage"
    source = f"kind: feed, name: wire, url: '{feed}', full_text: auto"
    for asked in (["/garbage", "/wall/paywall"], ["/garbage"]):
        server.seen.clear()
        report = only(run(tmp_path, source))
        assert (
            sorted(set(server.seen) - {"/robots.txt", "/teasers?/wall/paywall,/garbage"}) == asked
        )
        assert [one.story.text for one in report.stories] == ["A bridge fell."] * 2


def test_the_pages_of_an_index_are_read_once(tmp_path: Path, server: Server) -> None:
    source = f"kind: index, name: wire, url: '{server.url}/listing/index', selector: ul.news a"
    first = run(tmp_path, source)
    server.seen.clear()
    second = run(tmp_path, source)
    assert (first.added, second.added, second.changed) == (1, 0, 0)
    assert "/page?1" not in server.seen


def test_the_feeds_of_a_list_are_remembered_one_by_one(tmp_path: Path, server: Server) -> None:
    source = f"kind: opml, name: list, url: '{server.url}/listing/opml'"
    assert run(tmp_path, source).added == 1
    run(tmp_path, source, at=NOW + timedelta(hours=1))
    assert record(tmp_path, f"list › {server.url}/feed").state.etag == '"v1"'
    assert record(tmp_path, f"list › {server.url}/garbage").failures == 2
    report = only(run(tmp_path, source, at=NOW + timedelta(hours=1, minutes=5)))
    assert [bool(part.skipped) for part in report.parts] == [False, True]


def test_a_list_and_a_mail_in_a_folder(tmp_path: Path, server: Server) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    feed = f"<opml version='2.0'><body><outline xmlUrl='{server.url}/feed'/></body></opml>"
    (desk / "list.opml").write_text(feed, encoding="utf-8")
    (desk / "a.eml").write_bytes(b"From: a@b.example\nSubject: Port\n\nThe port is shut. Yes.")
    (desk / "bomb.html").write_bytes(b"<div>" * 200_000)
    report = only(run(tmp_path, "kind: folder, name: desk, path: desk"))
    assert [one.story.title for one in report.stories] == ["Port", "Bridge falls"]
    assert [(fault.where, "deeper" in fault.why) for fault in report.faults] == [
        ("bomb.html", True)
    ]


def test_what_is_under_embargo_is_held_until_its_time_or_a_person_frees_it(
    tmp_path: Path,
) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    until = NOW + timedelta(hours=2)
    text = f"EMBARGOED UNTIL {until:%Y-%m-%dT%H:%MZ}\n\nThe port is shut. Boats wait outside."
    (desk / "a.txt").write_text(text, encoding="utf-8")
    source = "kind: folder, name: desk, path: desk"
    run(tmp_path, source)
    for at, held in ((NOW, 1), (until, 0)):
        with a_pipeline(tmp_path, source, at=at) as pipeline:
            assert [edit.until for edit in pipeline.window().edits] == [until] * held
    with a_pipeline(tmp_path, source) as pipeline:
        (story,) = pipeline.window().stories
        assert free_story(pipeline.newsletter, story.id, by="Ada").embargo
        assert [edit.kind for edit in pipeline.window().edits] == ["free"]


def test_a_source_under_embargo_shifts_its_window(tmp_path: Path, server: Server) -> None:
    source = f"kind: feed, name: wire, url: '{server.url}/feed', embargo_hours: 2"
    run(tmp_path, source)  # its story was published at 5, now is 6
    for hours, count in ((0, 0), (1, 1)):
        with a_pipeline(tmp_path, source, at=NOW + timedelta(hours=hours)) as pipeline:
            assert len(pipeline.window().stories) == count


def test_an_embargo_shifts_the_beginning_of_the_window_too(tmp_path: Path) -> None:
    """What was held back when the last edition was made is told in this one, and nothing else."""
    source = "kind: feed, name: wire, url: 'https://wire.example/feed', embargo_hours: 2"
    stories = [
        make_story(id=f"s{hours}", source="wire", published=NOW + timedelta(hours=hours))
        for hours in (-3, -2, -1, 22, 23)
    ]
    with a_pipeline(tmp_path, source) as pipeline:
        keyed = [Keyed(story=one, keys=(one.id,), origin_sha256="0") for one in stories]
        pipeline.store.stories.add(keyed, seen_at=NOW)
        tomorrow = NOW + timedelta(days=1)
        inside = usable(pipeline.store, pipeline.config, since=NOW, now=tomorrow)
    assert sorted(story.id for story in inside) == ["s-1", "s-2", "s22"]


def test_a_first_run_takes_the_window_and_no_archive(tmp_path: Path, server: Server) -> None:
    source = f"kind: feed, name: wire, url: '{server.url}/feed'"
    report = only(run(tmp_path, source, at=NOW + timedelta(days=4)))
    assert report.stories == ()
    assert report.notes == ("1 older story left out",)


def test_building_again_without_reading_says_the_same(tmp_path: Path, server: Server) -> None:
    source = f"kind: feed, name: wire, url: '{server.url}/feed'"
    editions = []
    for reads in (True, True, False):
        with a_pipeline(tmp_path, source) as pipeline:
            if reads:
                pipeline.ingest()
            editions.append(pipeline.compose()[0])
    assert editions[0] == editions[1] == editions[2]
    assert [(line.name, line.stories) for line in editions[0].ledger.sources] == [("wire", 1)]


def test_every_kind_of_source_is_read(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFING_IMAP_PASSWORD", "secret")
    (tmp_path / "list.opml").write_text(
        f"<opml version='2.0'><body><outline xmlUrl='{server.url}/feed'/></body></opml>"
    )
    (tmp_path / "post").mkdir()
    (tmp_path / "post" / "a.eml").write_bytes(mail(html=""))
    with holding(Mailbox(mails={1: mail(html="", Message_ID="<2@wire.example>")})) as box:
        report = run(
            tmp_path,
            f"kind: page, name: page, url: '{server.url}/page'",
            f"kind: sitemap, name: sitemap, url: '{server.url}/listing/sitemap'",
            "kind: opml, name: list, path: list.opml",
            "kind: mail, name: post, path: post",
            f"kind: mail, name: imap, host: 127.0.0.1, port: {box.port}, security: none,"
            " username: ada",
        )
    assert [(one.source, len(one.stories), one.error) for one in report.sources] == [
        ("page", 1, ""),
        ("sitemap", 1, ""),
        ("list", 1, ""),
        ("post", 1, ""),
        ("imap", 1, ""),
    ]
    assert record(tmp_path, "imap").state.etag == "7:1"
