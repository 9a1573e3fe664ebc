"""Parsing in a process that can be killed: same result, bounded cost."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from briefing.errors import SourceError
from briefing.models import Keyed
from briefing.sources.parse.feed import keyed_stories
from briefing.sources.parse.page import keyed_page
from briefing.sources.sandbox.pool import Reader, UnexpectedError
from briefing.sources.sandbox.results import Listing
from tests.sources.server import FEED, PAGE

URL = "https://wire.example/"
# Not well-formed, so that the thorough and slow parser takes it up.
STORY = b"<item><title>T &bad x</title><description>&lt;p&gt;hello&lt;br&gt;x</description></item>"
LARGE = b"<rss version='2.0'><channel><title>W</title>" + STORY * 20_000


def without_origin(*stories: Keyed) -> tuple[Keyed, ...]:
    """The stories without the document they are of, which the reader lays beside them."""
    assert all(keyed.origin for keyed in stories)
    return tuple(replace(keyed, origin=None) for keyed in stories)


def test_a_feed_comes_back_as_it_is_parsed_here() -> None:
    with Reader() as reader:
        found = reader.stories(FEED, URL, source="wire")
    assert without_origin(*found) == keyed_stories(FEED, URL, source="wire")


def test_a_page_comes_back_as_it_is_parsed_here() -> None:
    with Reader() as reader:
        page = reader.page(PAGE, URL, source="wire")
    assert without_origin(page) == (keyed_page(PAGE, URL, source="wire"),)


def test_what_is_no_feed_is_the_same_error() -> None:
    with Reader() as reader, pytest.raises(SourceError) as caught:
        reader.stories(b"hello", URL, source="wire")
    assert (caught.value.where, caught.value.what) == (URL, "is no feed that can be read")


def test_what_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    with Reader(seconds=0.2) as reader:
        with pytest.raises(SourceError, match=r"within 0.2 seconds of processor time"):
            reader.stories(LARGE, URL, source="wire")
        assert reader.stories(FEED, URL, source="wire")


def test_what_takes_too_much_memory_is_given_up_and_the_next_is_read() -> None:
    with Reader(memory=5 * 2**20) as reader:
        with pytest.raises(SourceError, match="and 5 MB"):
            reader.stories(LARGE, URL, source="wire")
        assert reader.stories(FEED, URL, source="wire")


def test_a_closed_reader_may_be_used_again() -> None:
    reader = Reader()
    for _ in range(2):
        assert reader.stories(FEED, URL, source="wire")
        reader.close()
    reader.close()


def test_a_fault_of_ours_is_logged_with_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    with Reader() as reader, pytest.raises(UnexpectedError, match="KeyError"):
        reader.links(cast("Listing", "no such listing"), b"<opml/>", URL)
    (record,) = caplog.records
    assert record.name == "briefing.sources.sandbox.pool"
    assert "read_listing" in record.getMessage()
    assert "KeyError: 'no such listing'" in record.getMessage()
