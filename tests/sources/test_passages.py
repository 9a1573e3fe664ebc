"""Passages that a site puts into its stories: cut whole, and only these."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.sources.parse.page_boilerplate import is_passage_of_site, story_text
from tests.counting import growth

CUT = [
    "Read more",
    "Read More »",
    "Read more at wire.example",
    "Read also: Ten bridges to see this summer",
    "See also: The river in numbers",
    "Continue reading",
    "Continue reading →",
    "Click here to sign up",
    "The post Bridge falls appeared first on The Wire.",
    "This article first appeared in The Wire.",
    "Share",
    "Share | Tweet | Email",
    "Facebook Twitter WhatsApp Email",
    "Share this article",
    "Share on Facebook",
    "12 Comments",
    "Leave a comment",
    "We use cookies to improve this site.",
    "Our website uses cookies.",
    "Accept all cookies",
    "Sign up for our daily newsletter.",
    "Subscribe to The Wire newsletter",
    "Get the best of The Wire in your inbox every day.",
    "Advertisement",
    "Story continues below advertisement",
    "Related stories:",
    "More on this",
    "[…]",
    "[link] [comments]",
]
KEPT = [
    "Read more books, the minister told pupils on Monday.",
    "Readers more than doubled.",
    "They will share the prize.",
    "Share prices fell by three per cent.",
    "The post office closed at noon.",
    "The post was filled on Friday by a former judge.",
    "Cookies are baked here.",
    "Twitter said on Monday that it would appeal.",
    "Facebook and Twitter were fined.",
    "Sign up, he said.",
    "More than 400 people fled.",
    "Advertisement spending fell.",
    "Comments by the minister drew anger.",
    "Related companies will be sold.",
    "Continue, he told them.",
]


@pytest.mark.parametrize("line", CUT)
def test_a_line_of_the_site_is_told(line: str) -> None:
    assert is_passage_of_site(line)


@pytest.mark.parametrize("line", KEPT)
def test_a_line_of_the_story_is_told(line: str) -> None:
    assert not is_passage_of_site(line)
    assert story_text(line) == line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A fell. Read more", "A fell."),
        ("A fell. Continue reading »", "A fell."),
        ("A fell. [Read more]", "A fell."),
        ("A fell […]", "A fell"),
        ("A fell [...]", "A fell"),
        ("He wants to read more", "He wants to read more"),
        ("There is no more", "There is no more"),
        ("A fell. More", "A fell."),
    ],
)
def test_the_tail_of_a_teaser_goes(text: str, expected: str) -> None:
    assert story_text(text) == expected


def test_the_headline_is_not_repeated() -> None:
    assert (
        story_text("Bridge falls\n\nA bridge fell.", titles=("Bridge  Falls",)) == "A bridge fell."
    )
    assert story_text("Bridge falls\n\nA.", titles=("Another",)) == "Bridge falls\n\nA."


@given(st.lists(st.sampled_from([*CUT, *KEPT, "", "A. B."]), max_size=12).map("\n\n".join))
def test_letters_are_only_taken_away_and_only_once(text: str) -> None:
    once = story_text(text)
    rest = iter("".join(text.split()))
    assert all(letter in rest for letter in "".join(once.split()))
    assert story_text(once) == once


@pytest.mark.parametrize("unit", ["share ", "Share|", "read more ", "the post ", "[link] ", " "])
def test_work_grows_with_the_length_only(unit: str) -> None:
    assert growth(lambda count: story_text(unit * count), 4_000) <= 15
    assert growth(lambda count: story_text("\n\n".join([unit * 40] * count)), 300) <= 15
