"""Filters: what is let through, and the reason of every drop."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.models import Keyed
from briefing.sources.filters import Filter, select
from tests.make import make_story


def story(number: int, **over: Any) -> Keyed:
    values = {"id": f"s{number}", "text": "A bridge fell."} | over
    return Keyed(story=make_story(**values), keys=(f"k{number}",), origin_sha256="")


def kept(rule: Filter, *stories: Keyed) -> list[str]:
    return [one.story.id for one in select(stories, rule).stories]


@pytest.mark.parametrize(
    ("words", "passes"),
    [
        (("bridge",), True),
        (("BRIDGE",), True),
        (("bridge fell",), True),
        (("bridge  fell",), True),
        (("bri",), False),
        (("fell bridge",), False),
        (("/bri.ge/",), True),
        (("/^bridge/",), True),
        (("none", "fell"), True),
        (("c++",), False),
    ],
)
def test_words_are_whole_words_or_patterns(words: tuple[str, ...], *, passes: bool) -> None:
    assert bool(kept(Filter(include=words), story(1))) is passes
    assert bool(kept(Filter(exclude=words), story(1))) is not passes


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (Filter(exclude=("fell",)), "holds “fell”"),
        (Filter(include=("sport",)), "holds none of the words asked for"),
        (Filter(sections=("World",)), "another section"),
        (Filter(languages=("de",)), "another language"),
        (Filter(authors=("jo",)), "another author"),
    ],
)
def test_every_drop_has_its_reason(rule: Filter, why: str) -> None:
    found = select([story(1)], rule)
    assert found.dropped == (("s1", why),)
    assert found.notes == (f"1 left out: {why}",)


def test_fields_are_compared_in_any_case() -> None:
    rule = Filter(sections=("world",), languages=("DE",), authors=("jo doe",))
    one = story(1, section="World", language="de", author="Jo Doe and An Other")
    assert kept(rule, one) == ["s1"]


def test_of_stories_of_one_moment_a_cap_keeps_those_that_stand_first() -> None:
    """A source lists the newest first, and many of its stories have no date at all."""
    assert kept(Filter(cap=2), *map(story, range(4))) == ["s0", "s1"]
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    dated = (story(number, published=noon) for number in range(4))
    assert kept(Filter(cap=3), *dated) == ["s0", "s1", "s2"]


def test_the_cap_keeps_the_newest_in_their_order() -> None:
    days = (3, None, 5, 4)
    stories = [
        story(n, published=datetime(2026, 11, day, tzinfo=UTC) if day else None)
        for n, day in enumerate(days)
    ]
    assert kept(Filter(cap=2), *stories) == ["s2", "s3"]
    assert kept(Filter(cap=4), *stories) == ["s0", "s1", "s2", "s3"]


def test_a_broken_pattern_is_said() -> None:
    with pytest.raises(InputError, match="is no pattern"):
        select([story(1)], Filter(include=("/(/",)))


@given(st.lists(st.sampled_from(["bridge", "war", "sport"]), max_size=8), st.integers(0, 5))
def test_kept_and_dropped_are_all_there_was(words: list[str], cap: int) -> None:
    stories = [story(number, text=f"About {word}.") for number, word in enumerate(words)]
    found = select(stories, Filter(exclude=("war",), cap=cap))
    ids = sorted([one.story.id for one in found.stories] + [name for name, _ in found.dropped])
    assert ids == sorted(one.story.id for one in stories)
