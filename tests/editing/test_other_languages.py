"""The letter's language first; what no story tells in it comes last, and says so."""

from __future__ import annotations

from briefing.models import Edit, Edition, Story
from tests.editing.words import a_story, a_topic, an_edition, an_event


def heads(edition: Edition) -> list[str]:
    return [block.story_id for block in edition.blocks if block.kind in {"lead", "topic"}]


def german(name: str) -> Story:
    return a_story(name, f"{name.title()} wurde am Montag eröffnet.", language="de")


def test_what_is_told_in_other_languages_only_stands_last() -> None:
    outlets = [german(f"damm{n}") for n in range(4)]
    topics = [a_topic(an_event(*outlets)), a_topic(a_story("pier")), a_topic(a_story("quay"))]
    assert heads(an_edition(*topics))[-1].startswith("damm")
    assert heads(an_edition(*topics, layout={"language": "de"}))[0].startswith("damm")


def test_where_all_is_in_another_language_the_order_stays() -> None:
    topics = [a_topic(an_event(german("damm"), german("wehr"))), a_topic(german("kai"))]
    assert len(heads(an_edition(*topics))) == 2


def test_the_editors_pin_stands_where_it_is_put() -> None:
    topics = [a_topic(a_story("pier")), a_topic(german("kai"))]
    pin = Edit(kind="pin", story_ids=("kai",))
    assert heads(an_edition(*topics, edits=(pin,))) == ["kai", "pier"]


def test_a_story_of_no_known_language_is_not_sent_away() -> None:
    topics = [a_topic(a_story("pier", language="")), a_topic(german("kai"))]
    assert heads(an_edition(*topics)) == ["pier", "kai"]


def test_a_topic_names_the_other_languages_it_is_reported_in() -> None:
    swedish = a_story("damm", "Dammen brast i måndags.", language="sv-SE")
    event = an_event(a_story("dam"), german("wehr"), swedish, a_story("odd", language="und"))
    (block,) = (b for b in an_edition(a_topic(event)).blocks if b.kind == "lead")
    assert block.story_id == "dam"
    assert block.also_in == ("de", "sv")
