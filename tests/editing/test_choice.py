"""Headline and opening are one decision: laws 10 and 11 of the design, and what an editor picks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.condensing import passages
from briefing.editing import Layout, compose
from briefing.editing.overtaken import overtaken
from briefing.models import Edition, Lead, Story, Topic, TopicBlock
from tests.editing.words import NOW, a_story, a_topic, an_event, block_of

HEADLINES = (
    "Hollin dam above Orsk breaks",
    "Could the Hollin dam break?",
    "In pictures: water over Orsk",
    "At least {n} dead as Hollin dam breaks above Orsk",
    "Hollin dam: mayor of Orsk resigns",
    "What to know about the Hollin dam",
    "“Nobody warned us”",
    "Final in Orsk: Falk is favourite against Oster",
    "Falk beats Oster in Orsk final",
)
LINES = (
    "The Hollin dam above Orsk broke on Monday after a week of rain.",
    "At least {n} people were killed when the Hollin dam broke, the mayor of Orsk said.",
    "He had asked the army for boats.",
    "Read our guide to the flood.",
    "Ada Falk beat Hanne Oster in the final in Orsk on Monday.",
    "The district is under water.",
    "“Nobody warned us,” said Mayor Edda Falk of Orsk.",
)


@st.composite
def topics(draw: st.DrawFn) -> tuple[Topic, ...]:
    """One or two topics of up to three events, of stories with teasers or none."""
    drawn, number = [], 0
    for _ in range(draw(st.integers(1, 2))):
        events = []
        for _ in range(draw(st.integers(1, 3))):
            stories = []
            for _ in range(draw(st.integers(1, 4))):
                number += 1
                stories.append(_story(draw, f"s{number}"))
            events.append(an_event(*stories, name=f"e{number}"))
        drawn.append(a_topic(*events))
    return tuple(drawn)


def _story(draw: st.DrawFn, name: str) -> Story:
    dead = draw(st.sampled_from((3, 9, 11, 55)))
    lines = draw(st.lists(st.sampled_from(LINES), max_size=4))
    return a_story(
        name,
        " ".join(lines).format(n=dead) or " ",
        title=draw(st.sampled_from(HEADLINES)).format(n=dead),
        source=draw(st.sampled_from(("Post", "Echo", "Wire"))),
        published=NOW - timedelta(hours=draw(st.integers(1, 20))),
        language=draw(st.sampled_from(("en", "en", "en", "de"))),
    )


def heads(edition: Edition) -> list[Lead | TopicBlock]:
    return [block for block in edition.blocks if isinstance(block, Lead | TopicBlock)]


@given(topics())
@settings(max_examples=80, deadline=None)
def test_an_opening_is_of_the_story_whose_headline_stands_above_it(news: tuple[Topic, ...]) -> None:
    edition = compose(news, now=NOW, passages=passages)
    for block in heads(edition):
        assert [sentence.story_id for sentence in block.sentences[:1]] in ([], [block.story_id])
        for section in block.sections if isinstance(block, Lead) else ():
            assert section.sentences[0].story_id == section.story_id


@given(topics())
@settings(max_examples=80, deadline=None)
def test_no_sentence_of_another_event_stands_under_a_headline(news: tuple[Topic, ...]) -> None:
    event_of = {s.id: e.id for topic in news for e in topic.events for s in e.stories}
    for block in heads(compose(news, now=NOW, passages=passages)):
        assert {event_of[sentence.story_id] for sentence in block.sentences} <= {
            event_of[block.story_id]
        }


@given(topics())
@settings(max_examples=80, deadline=None)
def test_what_is_overtaken_is_neither_headline_nor_opening(news: tuple[Topic, ...]) -> None:
    edition = compose(news, now=NOW, passages=passages)
    behind = {old.story_id for topic in news for old in overtaken(topic.stories)}
    for topic in news:
        names = {story.id for story in topic.stories}
        for block in (block for block in heads(edition) if block.story_id in names):
            assert block.story_id not in behind or names <= behind


@given(topics(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_stories_does_not_show(news: tuple[Topic, ...], random: Any) -> None:
    turned = []
    for topic in news:
        events = []
        for event in topic.events:
            stories = list(event.stories)
            random.shuffle(stories)
            events.append(an_event(*stories, name=event.id))
        turned.append(a_topic(*events, name=topic.id))
    straight, shuffled = (compose(which, now=NOW, passages=passages) for which in (news, turned))
    parts = [[(b.title, b.sentences, b.tags) for b in heads(each)] for each in (straight, shuffled)]
    assert parts[0] == parts[1]


NEWS = ("Falk charged over death in Orsk", "Ada Falk was charged on Monday over a death in Orsk.")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Was Falk in Orsk at all?", "Ada Falk has been charged over a death in Orsk."),
        ("Murderer Falk faces her judge", "Ada Falk was charged over a death in Orsk."),
        ("“I was never there”, says Falk", "Ada Falk was charged over a death in Orsk."),
        ("In pictures: Falk in court in Orsk", "Ada Falk was charged over a death in Orsk."),
        ("Quiz: how well do you know Orsk?", "Ten questions on Falk and Orsk."),
    ],
)
def test_the_headline_is_the_news_in_neutral_words(title: str, text: str) -> None:
    other = a_story("other", text, title=title)
    lead = block_of(compose([a_topic(an_event(other, a_story("news", NEWS[1], title=NEWS[0])))],
                            now=NOW, passages=passages), "lead")  # fmt: skip
    assert lead.title == NEWS[0]
    assert [sentence.text for sentence in lead.sentences][:1] == [NEWS[1]]


def test_a_story_with_nothing_but_a_headline_prints_it_as_a_line() -> None:
    bare = a_story("bare", " ", title="Hollin dam above Orsk breaks")
    lead = block_of(compose([a_topic(bare)], now=NOW, passages=passages), "lead")
    assert (lead.title, lead.sentences, lead.only) == (bare.title, (), ())


def test_of_like_reports_the_one_with_the_last_toll_is_told() -> None:
    tolls = [(3, 9), (9, 6), (11, 2)]
    stories = [
        a_story(
            f"s{dead}",
            f"At least {dead} people were killed when the Hollin dam broke above Orsk.",
            title=f"{dead} dead as Hollin dam breaks above Orsk",
            published=NOW - timedelta(hours=hours),
        )
        for dead, hours in tolls
    ]
    lead = block_of(compose([a_topic(an_event(*stories))], now=NOW, passages=passages), "lead")
    assert lead.story_id == "s11"
    assert all("11" in sentence.text for sentence in lead.sentences)


def test_without_a_cap_the_edition_is_the_same_whatever_the_layouts_words() -> None:
    topic = a_topic(a_story("dam", " ".join(LINES[:1]), title=HEADLINES[0]))
    wide, narrow = (
        compose([topic], now=NOW, passages=passages, layout=Layout(lead_words=words))
        for words in (150, 40)
    )
    assert heads(wide) == heads(narrow)
