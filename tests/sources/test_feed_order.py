"""The order of a document counts where it is not the order of time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from briefing import parse_feed
from briefing.models import FeedPosition
from briefing.sources.parse.feed import keyed_stories

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def feed(hours: list[int | None]) -> bytes:
    """A feed whose items are so many hours old."""
    items = "".join(
        f"<item><title>Story {n}</title><link>https://n.example/{n}</link>"
        + (
            f"<pubDate>{NOON - timedelta(hours=age):%a, %d %b %Y %H:%M} GMT</pubDate>"
            if age
            else ""
        )
        + "</item>"
        for n, age in enumerate(hours)
    )
    return f"<rss version='2.0'><channel><title>N</title>{items}</channel></rss>".encode()


def positions(hours: list[int | None]) -> list[FeedPosition | None]:
    return [keyed.story.position for keyed in keyed_stories(feed(hours), "", source="n")]


@pytest.mark.parametrize("hours", [[1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1], [2, 2, 2, 2, 2, 2]])
def test_a_feed_in_order_of_time_places_nothing(hours: list[int | None]) -> None:
    assert positions(hours) == [None] * 6


@pytest.mark.parametrize("hours", [[5, 1, 4, 2, 6, 3], [None] * 6])
def test_a_feed_in_an_order_of_its_own_gives_places(hours: list[int | None]) -> None:
    expected = [FeedPosition(number=number, count=6) for number in range(1, 7)]
    assert positions(hours) == expected
    stories = parse_feed(feed(hours), "https://n.example/feed")
    assert [story.position for story in stories] == expected


def test_of_a_few_stories_nobody_can_tell() -> None:
    assert positions([None] * 4) == [None] * 4
