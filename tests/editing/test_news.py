"""What readers were told is not told again; what is new of it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from briefing.editing.novelty import KnownText
from briefing.models import Edition, StillRunning, Topic
from tests.editing.words import NOW, a_story, a_topic, an_edition, block_of

TOMORROW = NOW + timedelta(days=1)
DAM = "The dam above Orsk broke at noon. Some 40 houses were flooded."


def test_a_story_that_was_told_is_not_told_again() -> None:
    topic = a_topic(a_story("dam", DAM))
    first = an_edition(topic)
    second = an_edition(topic, now=TOMORROW, earlier=(first,))
    assert block_of(second, "lead") is None
    assert second.ledger.dropped[0].reason == f"told in {first.id}"


def test_the_edition_being_rebuilt_does_not_count_against_itself() -> None:
    topic = a_topic(a_story("dam", DAM))
    first = an_edition(topic)
    assert an_edition(topic, earlier=(first,)) == first


def test_a_developing_topic_says_since_when_and_tells_only_what_is_new() -> None:
    first = an_edition(a_topic(a_story("dam", DAM), name="t-dam"))
    text = "Some 40 houses were flooded. Engineers had warned of cracks since June."
    later = a_topic(a_story("lock", text), name="t-dam")
    lead = block_of(an_edition(later, now=TOMORROW, earlier=(first,)), "lead")
    assert (lead.developing.first, lead.developing.update) == (date(2026, 11, 24), 1)
    assert [sentence.text for sentence in lead.sentences] == [
        "Engineers had warned of cracks since June."
    ]


def test_updates_are_counted_by_the_editions_that_told_the_topic() -> None:
    first = an_edition(a_topic(a_story("dam", DAM), name="t-dam"))
    text = "Engineers had warned of cracks since June."
    second = an_edition(
        a_topic(a_story("lock", text), name="t-dam"), now=TOMORROW, earlier=(first,)
    )
    third = an_edition(
        a_topic(a_story("weir", "The minister for water resigned."), name="t-dam"),
        now=TOMORROW + timedelta(days=1),
        earlier=(second, first),
    )
    assert block_of(third, "lead").developing.update == 2


def told_twice() -> tuple[Topic, tuple[Edition, ...]]:
    """A topic that two editions told, and these."""
    first = an_edition(a_topic(a_story("dam", DAM), name="t-dam"))
    stories = a_story("dam", DAM), a_story("lock", "Engineers had warned of cracks since June.")
    topic = a_topic(*stories, name="t-dam")
    return topic, (first, an_edition(topic, now=TOMORROW, earlier=(first,)))


def running_in(edition: Edition) -> list[tuple[str, date]]:
    blocks = [block for block in edition.blocks if isinstance(block, StillRunning)]
    return [(running.topic_id, running.first) for block in blocks for running in block.items]


def test_a_topic_of_two_editions_without_news_still_runs_and_counts() -> None:
    topic, earlier = told_twice()
    pier, day = a_topic(a_story("pier")), TOMORROW + timedelta(days=1)
    third = an_edition(topic, pier, now=day, earlier=earlier)
    assert running_in(third) == [("t-dam", date(2026, 11, 24))]
    assert (third.ledger.considered, third.ledger.used) == (3, 2)


def test_a_story_told_once_does_not_run() -> None:
    topic = a_topic(a_story("dam", DAM), name="t-dam")
    second = an_edition(topic, a_topic(a_story("pier")), now=TOMORROW, earlier=(an_edition(topic),))
    assert running_in(second) == []


def test_what_only_goes_on_is_not_named_every_day() -> None:
    topic, editions = told_twice()
    named = []
    for number in range(2, 12):
        pier = a_topic(a_story(f"pier-{number}", f"Pier number {number} was opened by the mayor."))
        day = TOMORROW + timedelta(days=number - 1)
        editions += (an_edition(topic, pier, now=day, earlier=editions),)
        named += [number] if running_in(editions[-1]) else []
    assert named == [2, 9]


def test_a_story_that_changed_is_told_with_its_news_alone() -> None:
    first = an_edition(a_topic(a_story("dam", DAM)))
    grown = a_story("dam", f"{DAM} Two people are missing.")
    lead = block_of(an_edition(a_topic(grown), now=TOMORROW, earlier=(first,)), "lead")
    assert [sentence.text for sentence in lead.sentences] == ["Two people are missing."]


def test_a_new_story_that_only_repeats_is_left_out() -> None:
    first = an_edition(a_topic(a_story("dam", DAM)))
    echo = a_topic(a_story("lock", "The dam above Orsk broke at noon."))
    second = an_edition(echo, now=TOMORROW, earlier=(first,))
    assert [dropped.reason for dropped in second.ledger.dropped] == [
        "adds nothing to earlier editions"
    ]


def test_a_developing_topic_ranks_behind_a_new_one_like_it() -> None:
    first = an_edition(a_topic(a_story("dam", DAM), name="t-dam"))
    old = a_topic(a_story("lock", "Engineers had warned of cracks since June."), name="t-dam")
    new = a_topic(a_story("pier", "Fishermen at the pier had waited for rain in vain."))
    edition = an_edition(old, new, now=TOMORROW, earlier=(first,))
    assert block_of(edition, "lead").topic_id == new.id


@pytest.mark.parametrize(
    ("earlier", "text", "adds"),
    [
        ("The dam above Orsk broke at noon.", "The dam above Orsk broke at noon.", False),
        ("The dam above Orsk broke at noon.", "At noon the dam above Orsk broke.", False),
        ("Twelve people died in the flood.", "Fifteen people died in the flood.", True),
        ("The flood cost 40 million crowns.", "The flood cost 55 million crowns.", True),
        ("The dam above Orsk broke at noon.", "The mayor of Orsk resigned over the dam.", True),
        ("", "Anything at all is new.", True),
    ],
)
def test_what_adds_something(earlier: str, text: str, adds: bool) -> None:
    assert KnownText.of([earlier] if earlier else []).adds(text) is adds
