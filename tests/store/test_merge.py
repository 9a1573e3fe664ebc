"""Stories of one read that are one story: told by keys, whatever the order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.models import Keyed
from briefing.store.same_story import one_each
from tests.make import make_story

KEYS = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3, unique=True)


def keyed(number: int, keys: list[str]) -> Keyed:
    story = make_story(id=f"s{number}", text="x" * (number % 3))
    return Keyed(story=story, keys=tuple(keys), origin_sha256="0")


def test_the_longest_version_stays_under_the_first_id() -> None:
    (one,) = one_each([keyed(1, ["a"]), keyed(2, ["a", "b"]), keyed(4, ["b"])])
    assert (one.story.id, one.story.text, one.keys) == ("s1", "xx", ("a", "b"))


def test_a_late_story_joins_two_earlier_ones() -> None:
    found = one_each([keyed(1, ["a"]), keyed(2, ["b"]), keyed(3, ["c"]), keyed(4, ["b", "a"])])
    assert [(one.story.id, one.keys) for one in found] == [("s1", ("a", "b")), ("s3", ("c",))]


@given(st.lists(KEYS, max_size=8))
def test_no_key_is_lost_and_none_stands_twice(keys: list[list[str]]) -> None:
    given_ = [keyed(number, names) for number, names in enumerate(keys)]
    found = one_each(given_)
    told = [key for one in found for key in one.keys]
    assert sorted(told) == sorted({key for names in keys for key in names})
    assert one_each(found) == found
    assert [one.story.id for one in found] == sorted(
        (one.story.id for one in found), key=lambda name: int(name[1:])
    )
