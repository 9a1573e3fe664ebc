"""In brief: a line adds to its headline, or the headline stands alone."""

from __future__ import annotations

from typing import Any

from briefing import Story, group
from briefing.condensing import passages
from briefing.editing import Layout, compose
from briefing.models import Brief
from tests.editing.words import NOW, a_story, a_topic, an_edition, block_of

ECHO = "A regional airline ordered 40 electric planes. The order depends on cells nobody makes yet."
NEWS = "Gold passed 4,400 dollars an ounce on Monday after a bank in Orsk sold its bars. It fell."


def brief(title: str, text: str, **layout: Any) -> Brief:
    """How a story is told that got no block of its own."""
    story = Story(
        id="s", title=title, text=text, source="Wire", url="https://n.example/s", published=NOW
    )
    made = Layout(max_topics=0, blocks=("in_brief",), **layout)
    edition = compose(group([story]), now=NOW, layout=made, passages=passages)
    found: Brief = block_of(edition, "in_brief").items[0]
    return found


def test_an_opening_that_says_the_headline_again_gives_way_to_what_follows() -> None:
    told = brief("A regional airline orders 40 electric planes", ECHO).sentence
    assert told is not None
    assert told.text == "The order depends on cells nobody makes yet."


def test_an_opening_that_adds_is_told() -> None:
    told = brief("Gold passes a record", NEWS).sentence
    assert told is not None
    assert told.text.startswith("Gold passed 4,400 dollars")


def test_where_nothing_adds_the_headline_stands_alone() -> None:
    title = "A regional airline orders 40 electric planes"
    assert brief(title, "A regional airline ordered 40 electric planes.").sentence is None


def test_the_first_sentence_of_news_follows_where_it_brings_a_name_or_a_number() -> None:
    title = "Ministers urged to mend the harbour wall"
    for text, printed in (
        ("Engineer Ada Falk of Lunde sees cracks of two metres.", True),
        ("Experts see little hope of a quick way out of the trouble.", False),
        ("They fear cracks of two metres, Ada Falk of Lunde says.", False),
    ):
        told = brief(title, text).sentence
        assert (told.text if told else None) == (text if printed else None)


def test_what_points_back_at_the_first_sentence_does_not_follow_alone() -> None:
    title = "Zu viele Alte, zu wenige Kinder in Lunde"
    first = "Zu viele Alte und zu wenige Kinder hat Lunde."
    second = "Das Drama dieses Ortes sind die Alten, die Kinder und die leeren Häuser."
    assert brief(title, f"{first} {second}").sentence is None


def test_the_kicker_is_a_desk_that_the_headline_does_not_name() -> None:
    def kicker(section: str, title: str = "A quay opens") -> str:
        topic = a_topic(a_story("dam", title=title, section=section))
        found: str = block_of(an_edition(topic), "lead").kicker
        return found

    assert kicker("Politics") == "Politics"
    assert kicker("Halden Bridge") == ""
    assert kicker("politics") == ""
    assert kicker("Trade", "Trade falls at the quay") == ""
