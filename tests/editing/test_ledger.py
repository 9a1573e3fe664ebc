"""The ledger accounts for every story: used, or left out with a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.editing import with_sources
from briefing.editing.citations import block_stories
from briefing.editing.layout import BLOCKS
from briefing.models import Edit, Edition, SourceReport, Topic
from tests.editing.words import NOW, a_story, a_topic, an_edition, an_event

NAMES = ("dam", "pier", "lock", "weir", "quay", "mole", "cove", "reef")
TEXTS = st.sampled_from(
    [
        "",
        "The dam above Orsk broke at noon. Some 40 houses were flooded.",
        "The dam above Orsk broke at noon. Two people are missing since then.",
        " ".join(f"The agency sent sentence {n} to all of its customers." for n in range(9)),
    ]
)


@st.composite
def topics(draw: st.DrawFn) -> tuple[Topic, ...]:
    """Topics of events of stories: some are copies, some tell nothing."""
    stories = [a_story(name, draw(TEXTS)) for name in NAMES[: draw(st.integers(0, len(NAMES)))]]
    events = []
    while stories:
        size = draw(st.integers(1, min(3, len(stories))))
        events.append(an_event(*stories[:size]))
        stories = stories[size:]
    return tuple(a_topic(event, name=f"t-{event.id}") for event in events)


def decisions() -> st.SearchStrategy[tuple[Edit, ...]]:
    """Any of the editor's decisions about these stories."""
    decision = st.builds(
        Edit,
        kind=st.sampled_from(["pin", "drop", "hold", "move"]),
        story_ids=st.tuples(st.sampled_from(NAMES)),
        value=st.sampled_from(["", "1", "in_brief", "must_reads", "finally", "nonsense"]),
        until=st.sampled_from([None, NOW + timedelta(hours=1), NOW - timedelta(hours=1)]),
    )
    return st.lists(decision, max_size=4).map(tuple)


LAYOUTS = st.fixed_dictionaries(
    {
        "max_topics": st.integers(0, 4),
        "in_brief": st.integers(0, 2),
        "must_reads": st.integers(0, 2),
        "related": st.integers(0, 2),
        "blocks": st.sampled_from([BLOCKS, ("lead",), ("topics", "still_running"), ()]),
    }
)


def check(edition: Edition, given_topics: tuple[Topic, ...]) -> None:
    ledger = edition.ledger
    every = {story.id for topic in given_topics for story in topic.stories}
    left = [dropped.story_id for dropped in ledger.dropped]
    used = {name for block in edition.blocks for name in block_stories(block)}
    assert ledger.considered == len(every) == ledger.used + len(left)
    assert len(left) == len(set(left))
    assert used | set(left) == every
    assert not used & set(left)
    assert all(dropped.reason.strip() and dropped.title for dropped in ledger.dropped)


@settings(max_examples=60, deadline=None)
@given(topics(), decisions(), LAYOUTS)
def test_every_story_is_used_or_left_out_with_a_reason(
    given_topics: tuple[Topic, ...], edits: tuple[Edit, ...], layout: dict[str, Any]
) -> None:
    first = an_edition(*given_topics, edits=edits, layout=layout)
    check(first, given_topics)
    tomorrow = NOW + timedelta(days=1)
    second = an_edition(*given_topics, now=tomorrow, earlier=(first,), edits=edits, layout=layout)
    check(second, given_topics)


def test_sources_are_named_with_what_they_gave_and_how_they_failed() -> None:
    reports = (
        SourceReport(source="wire", error="HTTP 500"),
        SourceReport(source="folder"),
    )
    edition = with_sources(an_edition(a_topic(a_story("dam"))), reports, stale={"wire"})
    lines = [
        (source.name, source.stories, source.error, source.stale)
        for source in edition.ledger.sources
    ]
    assert lines == [("wire", 0, "HTTP 500", True), ("folder", 0, "", False)]


def test_languages_without_word_lists_are_named() -> None:
    chinese = a_story("桥", "大桥周一关闭。没有人受伤。", language="zh")
    german = a_story("dam", "Der Damm brach am Montag. Niemand wurde verletzt.", language="de")
    edition = an_edition(a_topic(chinese), a_topic(german))
    assert edition.ledger.notes == ("Stories in zh are told by their first sentences.",)
    assert an_edition(a_topic(german)).ledger.notes == ()
