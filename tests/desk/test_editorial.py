"""What an editor should look at: each finding where it is true, and none where it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest

from briefing.desk.draft.ties import Tie
from briefing.desk.draft.workspace import Workspace
from briefing.desk.editorial import (
    MOST_FINDINGS,
    EditorialFinding,
    EditorialMaterial,
    SourceActivity,
)
from briefing.desk.editorial_reading import check_draft, check_stored, editorial_findings
from briefing.editing.morning import Morning
from briefing.editing.unjudged import unjudged
from briefing.models import Edition, Lead, Media, Section, Sentence, Story, TopicBlock
from briefing.models.codec import dump, load
from tests.make import NOW, make_edition, make_reference, make_story, make_topic

BRIDGE = make_story(
    "A truck broke a girder of the Halden bridge on Monday. Nobody was hurt, the police of Halden "
    "said. Repairs will last until May.",
    id="bridge",
    title="Halden bridge closes",
    url="https://example.org/bridge",
    publisher="Post",
)
FERRY = make_story(
    "The ferry of Brevik carries 900 cars a day since the bridge closed. Its owner adds a boat.",
    id="ferry",
    title="Brevik ferry doubles its trips",
    url="https://example.org/ferry",
    publisher="Echo",
)
VOTE = make_story(
    "Norlund elects a council on Sunday. Polls see the Reds ahead. Turnout may be low.",
    id="vote",
    title="Norlund votes on Sunday",
    url="https://example.org/vote",
    publisher="Wire",
)


def said(story: Story, words: str) -> Sentence:
    start = story.text.index(words)
    end = story.text.index(".", start) + 1
    return Sentence(text=story.text[start:end], story_id=story.id, start=start, end=end)


OPENING = said(BRIDGE, "A truck")


def block(story: Story, *sentences: Sentence, **over: Any) -> TopicBlock:
    values = {"outlets": (story.outlet,), "byline": tuple({s.story_id: 1 for s in sentences})}
    return TopicBlock(
        topic_id=f"t-{story.id}",
        title=story.title,
        story_id=story.id,
        sentences=sentences,
        **(values | over),
    )


def lead(story: Story, *sentences: Sentence, **over: Any) -> Lead:
    made = block(story, *sentences)
    return Lead(
        topic_id=made.topic_id,
        title=made.title,
        story_id=story.id,
        sentences=sentences,
        **({"outlets": made.outlets, "byline": made.byline} | over),
    )


def material(
    *blocks: Lead | TopicBlock,
    stories: Sequence[Story] = (BRIDGE, FERRY, VOTE),
    **over: Any,
) -> EditorialMaterial:
    edition = make_edition(
        blocks=blocks,
        references=tuple(
            make_reference(
                story_id=s.id, title=s.title, outlet=s.outlet, source=s.source, url=s.url
            )
            for s in stories
        ),
    )
    values: dict[str, Any] = {
        "edition": edition,
        "stories": {story.id: story for story in stories},
        "topics": [make_topic(story) for story in stories],
        "morning": Morning(stories, unjudged),
    }
    return EditorialMaterial(**(values | over))


def kinds(found: EditorialMaterial) -> list[str]:
    return [finding.kind for finding in editorial_findings(found)]


def only(found: EditorialMaterial) -> EditorialFinding:
    (finding,) = editorial_findings(found)
    return finding


def tie(one: Story, two: Story, topic: float, event: float = 0.0) -> Tie:
    left, right = sorted((one, two), key=lambda story: story.id)
    return Tie(
        left=left.id,
        right=right.id,
        left_title=left.title,
        right_title=right.title,
        event=event,
        topic=topic,
        terms=("halden",),
    )


def test_a_sound_edition_has_nothing_to_look_at() -> None:
    assert kinds(material(lead(BRIDGE, OPENING), block(FERRY, said(FERRY, "The ferry")))) == []


def test_a_headline_whose_story_is_silent() -> None:
    found = only(material(block(VOTE, OPENING)))
    assert (found.kind, found.block, found.story_id) == ("silent headline", "topic:t-vote", "vote")
    assert found.act.edit and found.act.edit.value == BRIDGE.title
    assert kinds(material(block(VOTE, OPENING, retitled=True))) == []


def test_a_section_whose_story_is_silent() -> None:
    section = Section(title=VOTE.title, story_id="vote", sentences=(said(FERRY, "The ferry"),))
    found = only(material(lead(BRIDGE, OPENING, sections=(section,), byline=("bridge",))))
    assert (found.kind, found.story_id) == ("silent headline", "vote")


def test_an_opening_that_is_its_headline_again_offers_another() -> None:
    echo = make_story(
        "The Halden bridge closes on Monday. A truck broke one of its girders at dawn, and 9,000 "
        "drivers need the ferry of Brevik. Repairs will cost Norlund 40 million crowns.",
        id="bridge",
        title="Halden bridge closes on Monday",
        url="https://example.org/bridge",
    )
    found = only(material(block(echo, said(echo, "The Halden")), stories=(echo, FERRY)))
    assert (found.kind, found.sentence) == ("echo", said(echo, "The Halden"))
    assert found.act.edit
    new = found.act.edit.value.partition("=")[2]
    start, end = map(int, new.split(":"))
    assert echo.text[start:end].startswith("A truck broke")
    assert found.act.command == f"briefing edit swap bridge {new} --for 0:35"


def test_a_lead_of_one_outlet_beside_a_topic_of_three() -> None:
    broad = block(FERRY, said(FERRY, "The ferry"), outlets=("Echo", "Post", "Wire"))
    found = only(material(lead(BRIDGE, OPENING), broad))
    assert (found.kind, found.block) == ("one-outlet lead", "topic:t-bridge")
    assert found.act.command == "briefing edit move ferry lead"
    both = lead(BRIDGE, OPENING, outlets=("Post", "Echo"))
    assert kinds(material(both, broad)) == []
    assert kinds(material(lead(BRIDGE, OPENING), replace(broad, outlets=("Echo", "Post")))) == []


@pytest.mark.parametrize(
    "call", ["Sign up for our newsletter here.", "Photo: Ada Holm/Post.", "By Ada Holm."]
)
def test_a_sentence_like_furniture(call: str) -> None:
    story = replace(BRIDGE, text=f"{BRIDGE.text} {call}")
    last = said(story, call)
    found = only(material(block(story, OPENING, last), stories=(story,)))
    assert (found.kind, found.sentence) == ("furniture", last)
    assert found.act.edit and found.act.edit.value.startswith(f"{last.start}:{last.end}=")


def test_what_was_foreseen_beside_what_came_of_it() -> None:
    older = make_story(
        "Norlund is expected to elect Ada Holm as mayor on Sunday. Polls see her ahead.",
        id="before",
        title="Norlund to elect Ada Holm mayor on Sunday",
        kind="preview",
        published=NOW - timedelta(hours=20),
        url="https://example.org/1",
    )
    newer = make_story(
        "Ada Holm won the election for mayor of Norlund on Sunday. She had 54 per cent.",
        id="after",
        title="Ada Holm wins election for mayor of Norlund",
        kind="news",
        published=NOW - timedelta(hours=2),
        url="https://example.org/2",
    )
    sentences = said(newer, "Ada Holm won"), said(older, "Polls see")
    together: dict[str, Any] = {
        "topics": [make_topic(newer, older, id="t-after")],
        "stories": (newer, older),
    }
    found, *_ = editorial_findings(material(block(newer, *sentences), **together))
    assert (found.kind, found.story_id) == ("overtaken", "before")
    assert found.act.command == "briefing edit drop before"
    apart = material(
        block(newer, sentences[0]),
        block(older, sentences[1]),
        stories=(newer, older),
        ties=(tie(newer, older, 0.3, event=0.3),),
    )
    assert "overtaken" in kinds(apart)
    assert "overtaken" not in kinds(replace(apart, ties=(tie(newer, older, 0.3, event=0.1),)))


def test_two_blocks_that_may_be_one() -> None:
    twin = replace(FERRY, id="twin", title="Halden bridge closes for ferry owner of Brevik")
    like = replace(twin, text=BRIDGE.text.replace("Monday", "Tuesday"))
    blocks = lead(BRIDGE, OPENING), block(like, said(like, "Repairs"))
    stories = (BRIDGE, like, VOTE, *strangers())
    found = only(material(*blocks, stories=stories, ties=(tie(BRIDGE, like, 0.2),), topic_cut=0.46))
    assert (found.kind, found.block) == ("one topic", "topic:t-twin")
    assert found.act.command == "briefing edit together bridge twin"
    far = material(*blocks, stories=stories, ties=(tie(BRIDGE, like, 0.05),), topic_cut=0.46)
    assert kinds(far) == []


def strangers() -> list[Story]:
    """A morning about other things, so that names of the story in question are rare."""
    matters = ("Wheat", "Chess", "Copper", "Opera", "Glacier", "Tunnel", "Vaccine", "Comet")
    return [
        make_story(f"{name} rose in the north.", id=f"x{n}", title=f"{name} rises in north")
        for n, name in enumerate(matters)
    ]


def test_a_block_that_may_be_two() -> None:
    both = block(BRIDGE, OPENING, said(FERRY, "The ferry"))
    topics = [make_topic(BRIDGE, FERRY, id="t-bridge")]
    close: dict[str, Any] = {"topics": topics, "topic_cut": 0.46}
    found = only(material(both, ties=(tie(BRIDGE, FERRY, 0.47),), **close))
    assert (found.kind, found.block) == ("two topics", "topic:t-bridge")
    assert found.act.command == "briefing edit apart bridge ferry"
    assert kinds(material(both, ties=(tie(BRIDGE, FERRY, 0.6),), **close)) == []


def test_a_writer_who_is_named_but_not_quoted() -> None:
    found = only(material(block(BRIDGE, OPENING, byline=("bridge", "vote"))))
    assert (found.kind, found.story_id) == ("byline", "vote")


def test_a_caption_without_its_picture() -> None:
    photo = Media(kind="photo", caption="The bridge on Monday.")
    found = only(material(block(BRIDGE, OPENING, photo=photo)))
    assert (found.kind, found.act.command) == ("caption", "briefing edit image bridge none")
    shown = replace(photo, url="https://example.org/b.jpg")
    assert kinds(material(block(BRIDGE, OPENING, photo=shown))) == []


def test_a_sentence_that_its_source_has_changed_comes_first() -> None:
    changed = replace(BRIDGE, text="A car broke a girder of the Halden bridge on Monday.")
    broad = block(FERRY, said(FERRY, "The ferry"), outlets=("a", "b", "c"))
    found = editorial_findings(material(lead(BRIDGE, OPENING), broad, stories=(changed, FERRY)))
    assert [one.kind for one in found] == ["changed quote", "one-outlet lead"]
    assert found[0].sentence == OPENING


def test_a_mark_that_leads_nowhere() -> None:
    bare = replace(BRIDGE, url=None)
    assert only(material(block(bare, OPENING), stories=(bare, FERRY, VOTE))).kind == "unlinked"
    folder = [replace(story, url=None) for story in (BRIDGE, FERRY, VOTE)]
    assert kinds(material(block(bare, OPENING), stories=folder)) == []


@pytest.mark.parametrize(
    ("outlet", "count"),
    [("Google News", 1), ("https://example.org/feed", 1), ("www.example.org", 1), ("Post", 0)],
)
def test_an_outlet_that_is_none(outlet: str, count: int) -> None:
    story = replace(BRIDGE, publisher=outlet)
    assert kinds(material(block(story, OPENING), stories=(story,))) == ["outlet"] * count


def activity(**over: Any) -> SourceActivity:
    values: dict[str, Any] = {
        "name": "Wire",
        "last_success": NOW - timedelta(minutes=5),
        "newest": NOW - timedelta(hours=30),
        "active_days": 5,
    }
    return SourceActivity(**(values | over))


@pytest.mark.parametrize(
    ("source", "count"),
    [
        (activity(), 1),
        (activity(newest=NOW - timedelta(hours=20)), 0),
        (activity(active_days=2), 0),
        (activity(active_days=0, newest=None), 0),
        (activity(active_days=0, error="timed out", last_success=NOW - timedelta(days=2)), 1),
        (activity(active_days=0, error="timed out"), 0),
    ],
)
def test_a_source_that_is_silent_for_a_day(source: SourceActivity, count: int) -> None:
    found = material(block(BRIDGE, OPENING), sources=(source,))
    assert kinds(found) == ["silent source"] * count


def test_at_most_eight_and_two_of_a_kind() -> None:
    sources = tuple(activity(name=f"Wire {n}") for n in range(9))
    names = [replace(BRIDGE, id=f"s{n}", url=None, publisher="MSN") for n in range(9)]
    blocks = [
        block(one, replace(OPENING, story_id=one.id), byline=("nobody", "vote")) for one in names
    ]
    found = editorial_findings(material(*blocks, stories=(*names, VOTE, FERRY), sources=sources))
    counts = [one.kind for one in found]
    assert len(found) <= MOST_FINDINGS
    assert max(counts.count(kind) for kind in counts) == 2


def test_the_order_of_stories_makes_no_difference() -> None:
    stories = (BRIDGE, FERRY, VOTE)
    ties = tuple(tie(one, two, 0.47) for one, two in combinations(stories, 2))
    blocks = lead(VOTE, OPENING), block(FERRY, said(FERRY, "The ferry"), said(VOTE, "Polls"))
    first = material(*blocks, stories=stories, ties=ties)
    second = material(*blocks, stories=stories, ties=ties[::-1])
    assert editorial_findings(first) == editorial_findings(second) != ()


def test_a_draft_and_what_was_built_of_it_are_checked_alike(workspace: Workspace) -> None:
    draft, newsletter = workspace.draft, workspace.newsletter
    newsletter.store.editions.save(draft.edition, at=NOW)
    newsletter.store.topics.save(draft.topics, edition_id=draft.edition.id, at=NOW)
    stored = check_stored(newsletter)
    assert stored.edition == as_stored(draft.edition)
    assert [one.kind for one in stored.findings] == [one.kind for one in check_draft(draft)]


def as_stored(edition: Edition) -> Edition:
    return load(dump(edition))
