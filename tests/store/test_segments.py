"""Segments: what they say, and that the database and we mean the same readers by them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.config.segments import flagged_segment, parse_segment
from briefing.errors import InputError
from briefing.models.segment import (
    All,
    AnyOf,
    Not,
    ReaderTraits,
    Segment,
    Since,
    Speaks,
    Tagged,
    holds,
    written,
)
from briefing.store import Store, Subscription
from briefing.store.subscriber_table import new
from tests.make import NOW

TAGS = ("europe", "markets", "vip")
LANGUAGES = ("", "de", "de-AT", "DE", "den", "en")
DAYS = tuple(NOW - timedelta(days=count) for count in range(3))
LEAVES = st.one_of(
    st.sampled_from(TAGS).map(Tagged),
    st.builds(Speaks, st.sampled_from(("de", "en")), st.booleans()),
    st.sampled_from(DAYS).map(Since),
)
SEGMENTS: st.SearchStrategy[Segment] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, max_size=3).map(lambda each: All(tuple(each))),
        st.lists(inner, max_size=3).map(lambda each: AnyOf(tuple(each))),
    ),
    max_leaves=6,
)


def parsed(text: str) -> Segment:
    return parse_segment(text, zone=ZoneInfo("Europe/Berlin"), language="en-GB")


def some_readers(store: Store) -> Sequence[Subscription]:
    for number in range(24):
        tags = tuple(tag for place, tag in enumerate(TAGS) if number >> place & 1)
        who = new(f"r{number}@example.org", language=LANGUAGES[number % len(LANGUAGES)])
        row = Subscription(subscriber=who, status="active", tags=tags, since=DAYS[number % 3])
        store.subscribers.take_in([row], newsletter="n", cause="x", at=NOW)
    store.subscribers.add("r1@example.org", newsletter="other", at=NOW)
    return tuple(store.subscribers.each("n"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(segment=SEGMENTS)
def test_the_database_means_the_readers_we_mean(store: Store, segment: Segment) -> None:
    readers = tuple(store.subscribers.each("n")) or some_readers(store)
    expected = [reader for reader in readers if holds(segment, traits(reader))]
    assert list(store.subscribers.each("n", segment=segment)) == expected


def traits(reader: Subscription) -> ReaderTraits:
    return ReaderTraits(
        tags=frozenset(reader.tags), language=reader.subscriber.language, since=reader.since
    )


@pytest.mark.parametrize(
    ("text", "segment"),
    [
        ("vip", Tagged("vip")),
        ("tag:vip", Tagged("vip")),
        ("a or b and not c", AnyOf((Tagged("a"), All((Tagged("b"), Not(Tagged("c"))))))),
        ("(a or b) AND NOT c", All((AnyOf((Tagged("a"), Tagged("b"))), Not(Tagged("c"))))),
        ("language:de-AT", Speaks("de-at")),
        ("language:en", Speaks("en", is_own=True)),
        ("since:2026-01-01", Since(datetime(2025, 12, 31, 23, tzinfo=UTC))),
        ("before:2026-01-01", Not(Since(datetime(2025, 12, 31, 23, tzinfo=UTC)))),
    ],
)
def test_segments_as_they_are_written(text: str, segment: Segment) -> None:
    assert parsed(text) == segment
    again = parse_segment(written(segment), zone=UTC, language="en-GB")
    assert again == segment or isinstance(segment, Since | Not)  # a day of another zone


@pytest.mark.parametrize(
    "text",
    [
        *("", "and", "a and", "(a", "a)", "a b", "not", "Not A", "since:soon", "age:7"),
        *("language:%", "(" * 30 + "a" + ")" * 30, "not " * 500 + "a", "a or " * 400 + "a"),
    ],
)
def test_what_is_no_segment_is_said(text: str) -> None:
    with pytest.raises(InputError, match="segment"):
        parsed(text)


def test_flags_mean_any_of_the_tags_and_each_of_the_others() -> None:
    made = flagged_segment(
        tags=("a", "b"), without=("c",), text="d or e", zone=UTC, own_language="en"
    )
    either = AnyOf((Tagged("a"), Tagged("b")))
    assert made == All((either, Not(Tagged("c")), AnyOf((Tagged("d"), Tagged("e")))))
    assert flagged_segment(zone=UTC, own_language="en") == All()
