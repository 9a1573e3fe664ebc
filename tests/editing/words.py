"""Stories, topics and a plain summarizer for the tests of this room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from briefing.editing import Layout, compose
from briefing.editing.context import EditionContext
from briefing.editing.edits_in_force import EditsInForce
from briefing.editing.morning import Morning
from briefing.editing.name_tally import NameTally
from briefing.editing.unjudged import unjudged
from briefing.models import Budget, Edition, Event, Sentence, Story, Summary, Topic
from briefing.text.sentences import sentences

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


def first_sentences(stories: Sequence[Story], budget: Budget) -> Summary:
    """The first sentences within the budget: all that composing asks of a summarizer."""
    chosen: list[Sentence] = []
    room = budget.words
    taken = [
        (sentence.story_id, sentence.start, sentence.end)
        for sentence in (*budget.exclude, *budget.known)
    ]
    for story in stories:
        for sentence in sentences(story):
            clash = any(
                n == sentence.story_id and a < sentence.end and sentence.start < b
                for n, a, b in taken
            )
            words = len(sentence.text.split())
            if words <= room and not clash and sentence.text != story.title:
                chosen.append(sentence)
                room -= words
    return Summary(sentences=tuple(chosen), method="first")


def a_task(*stories: Story, rulings: EditsInForce | None = None, **layout: Any) -> EditionContext:
    """What composing an edition of these stories works with."""
    morning = Morning(stories, unjudged)
    return EditionContext(
        layout=Layout(**layout),
        now=NOW,
        rulings=rulings or EditsInForce((), NOW),
        summarize=first_sentences,
        morning=morning,
        tally=NameTally(morning),
        stories={story.id: story for story in stories},
    )


def a_story(name: str, text: str = "", **over: Any) -> Story:
    """A story of its own outlet; the text tells of its name alone unless given."""
    plain = f"{name.title()} opened on Monday. Nobody in {name.title()} had asked for it."
    values: dict[str, Any] = {
        "id": name,
        "title": f"What happened at {name.title()}",
        "text": text or plain,
        "source": f"{name}-wire",
        "published": NOW - timedelta(hours=3),
    }
    return Story(**(values | over))


def an_event(*stories: Story, name: str = "") -> Event:
    """An event of these stories, with the first one's headline."""
    return Event(id=name or f"e-{stories[0].id}", title=stories[0].title, stories=stories)


def a_topic(*events: Event | Story, name: str = "", keywords: tuple[str, ...] = ()) -> Topic:
    """A topic of these events; a bare story is an event of its own."""
    members = tuple(member if isinstance(member, Event) else an_event(member) for member in events)
    first = members[0]
    return Topic(id=name or f"t-{first.id}", title=first.title, events=members, keywords=keywords)


def an_edition(*topics: Topic, now: datetime = NOW, **over: Any) -> Edition:
    """The edition of these topics, by the first-sentences summarizer."""
    layout = Layout(**over.pop("layout", {}))
    return compose(topics, now=now, layout=layout, summarize=first_sentences, **over)


def block_of(edition: Edition, kind: str) -> Any:
    """The first block of a kind; None where there is none."""
    return next((block for block in edition.blocks if block.kind == kind), None)
