"""Many sources at once: the order stays, and one that fails stops no other."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from briefing.models import Keyed, SourceReport, SourceState
from briefing.sources.feed_source import FeedSource
from briefing.sources.fetch.client import Client
from briefing.sources.page_source import PageSource
from briefing.sources.read_all import read_all
from briefing.sources.remote import fresh_stories, is_fresh
from tests.make import NOW, make_story
from tests.sources.server import serving


class Shelf:
    """A source that needs no network."""

    name = "shelf"

    def read(self, since: datetime | None) -> SourceReport:
        return SourceReport(source=self.name, documents=3)


def test_sources_are_read_at_once_in_their_order() -> None:
    with serving() as server, Client(allow_hosts=("127.0.0.1",), timeout=2.0) as client:
        sources = [
            kind(path, f"{server.url}/{path}", client=client, state=SourceState())
            for kind, path in (
                (FeedSource, "feed"),
                (FeedSource, "garbage"),
                (PageSource, "page"),
            )
        ]
        reports = read_all([sources[0], Shelf(), *sources[1:]], None, client=client)
    assert [report.source for report in reports] == ["feed", "shelf", "garbage", "page"]
    assert [bool(report.error) for report in reports] == [False, False, True, False]
    assert [len(report.stories) for report in reports] == [1, 0, 0, 1]


class Broken:
    """A source with a fault of its own."""

    name = "broken"

    def read(self, since: datetime | None) -> SourceReport:
        raise KeyError("shelf")


def test_a_fault_of_ours_ends_no_run_and_progress_is_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done: list[int] = []
    with Client() as client:
        reports = read_all([Broken(), Shelf()], None, client=client, progress=done.append)
    assert ["KeyError" in report.error for report in reports] == [True, False]
    assert sorted(done) == [1, 2]
    (record,) = caplog.records
    assert (record.name, record.__dict__["source"]) == ("briefing.sources.source", "broken")
    assert record.exc_info
    assert record.exc_info[0] is KeyError


def keyed(number: int, published: datetime | None = None) -> Keyed:
    story = make_story(id=f"s{number}", published=published)
    return Keyed(story=story, keys=("k",), origin_sha256="")


def test_where_a_window_is_asked_for_an_undated_archive_is_none() -> None:
    stories = (keyed(0, NOW), *(keyed(number) for number in range(1, 41)))
    fresh, notes = fresh_stories(stories, NOW)
    assert [one.story.id for one in fresh] == [f"s{number}" for number in range(31)]
    assert notes == ("10 undated stories left out",)
    assert fresh_stories(stories, None) == (stories, ())
    assert fresh_stories(stories[:2], NOW + timedelta(days=1))[1] == ("1 older story left out",)


def test_an_old_page_that_was_updated_since_is_fresh() -> None:
    """Published a week ago, updated today: the later moment counts, and the bound is inclusive."""
    week = NOW - timedelta(days=7)
    updated = make_story(published=week, updated=NOW)
    assert is_fresh(updated, NOW - timedelta(days=1))
    assert is_fresh(updated, NOW)
    assert not is_fresh(updated, NOW + timedelta(seconds=1))
    assert is_fresh(make_story(published=NOW, updated=week), NOW - timedelta(days=1))
