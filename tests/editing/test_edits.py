"""The editor's decisions: each changes what it names, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from briefing.editing.edits_in_force import EditsInForce
from briefing.editing.swap import swapped
from briefing.models import Edit
from briefing.text.sentences import sentences
from tests.editing.words import NOW, a_story, a_task, a_topic, an_edition, an_event, block_of

BIG = a_topic(an_event(a_story("dam"), a_story("lock"), a_story("weir")))
SMALL = a_topic(a_story("pier"))


def edit(kind: Any, *story_ids: str, **over: Any) -> Edit:
    return Edit(kind=kind, story_ids=story_ids, **over)


def test_a_pinned_story_leads() -> None:
    edition = an_edition(BIG, SMALL, edits=(edit("pin", "pier"),))
    assert block_of(edition, "lead").topic_id == SMALL.id


def test_a_dropped_story_is_named_with_the_reason() -> None:
    edition = an_edition(BIG, SMALL, edits=(edit("drop", "pier", value="not ours"),))
    assert block_of(edition, "topic") is None
    assert edition.ledger.dropped[0].reason == "dropped by the editor: not ours"


def test_a_hold_ends_at_its_moment() -> None:
    before = edit("hold", "pier", until=NOW + timedelta(hours=1))
    after = edit("hold", "pier", until=NOW)
    assert block_of(an_edition(SMALL, edits=(before,)), "lead") is None
    assert block_of(an_edition(SMALL, edits=(after,)), "lead") is not None
    assert block_of(an_edition(SMALL, edits=(edit("hold", "pier"),)), "lead") is None


def test_a_decision_for_another_edition_does_not_count() -> None:
    other = edit("drop", "pier", edition_id="briefing-2020-01-01")
    assert block_of(an_edition(SMALL, edits=(other,)), "lead") is not None


def test_the_editors_headline_is_marked_as_such() -> None:
    lead = block_of(
        an_edition(SMALL, edits=(edit("retitle", "pier", value="At the pier"),)), "lead"
    )
    assert (lead.title, lead.retitled) == ("At the pier", True)
    assert block_of(an_edition(SMALL), "lead").retitled is False


def test_what_the_editor_writes_for_a_line_is_one_line() -> None:
    hostile = "At the pier\r\nBcc: all@example.org\u202e"
    edits = (edit("retitle", "pier", value=hostile), edit("subject", value=hostile))
    edition = an_edition(SMALL, edits=edits)
    assert edition.subject == block_of(edition, "lead").title == "At the pier Bcc: all@example.org"


def test_the_last_subject_counts_and_an_empty_one_does_not() -> None:
    edits = (edit("subject", value="First"), edit("subject", value="Second"))
    assert an_edition(SMALL, edits=edits).subject == "Second"
    assert an_edition(SMALL, edits=(edit("subject", value=" "),)).subject == "What happened at Pier"


@pytest.mark.parametrize("place", ["in_brief", "must_reads", "finally"])
def test_a_story_moves_to_a_block(place: str) -> None:
    edition = an_edition(BIG, SMALL, edits=(edit("move", "pier", value=place),))
    assert block_of(edition, place) is not None
    assert block_of(edition, "topic") is None


def test_a_topic_moves_to_a_number() -> None:
    third = a_topic(a_story("quay"))
    edition = an_edition(BIG, SMALL, third, edits=(edit("move", "quay", value="2"),))
    topics = [block.topic_id for block in edition.blocks if block.kind in {"lead", "topic"}]
    assert topics == [BIG.id, third.id, SMALL.id]


def test_notes_are_the_editors_own_words() -> None:
    edition = an_edition(SMALL, edits=(edit("note", value="*Back on Monday.*", by="Ada"),))
    note = block_of(edition, "note")
    assert (note.text, note.author) == ("*Back on Monday.*", "Ada")


STORY = a_story("dam", "One is here. Two is here. Three is here.")
ONE, TWO, THREE = sentences(STORY)


@pytest.mark.parametrize(
    ("value", "chosen", "after"),
    [
        (f"{THREE.start}:{THREE.end}", (ONE, TWO), (ONE, THREE)),
        (f"{ONE.start}:{ONE.end}={THREE.start}:{THREE.end}", (ONE, TWO), (TWO, THREE)),
        (f"{TWO.start}:{TWO.end}", (), (TWO,)),
        (f"{TWO.start}:{TWO.end}", (ONE, TWO), (ONE, TWO)),
        (f"{ONE.start}:{ONE.end}={TWO.start}:{TWO.end}", (ONE, TWO), (TWO,)),
        (f"{TWO.start}:{TWO.end}={TWO.start}:{TWO.end}", (ONE,), (TWO,)),
        (f"{THREE.start}:{THREE.end}={TWO.start}:{TWO.end}", (ONE, TWO), (ONE, TWO)),
        (f"{TWO.start}:{TWO.end}={TWO.start}:{TWO.end}", (ONE, TWO), (ONE, TWO)),
        ("7000:8000", (ONE,), (ONE,)),
        ("3:3", (ONE,), (ONE,)),
        ("nonsense", (ONE,), (ONE,)),
    ],
)
def test_a_sentence_is_swapped(value: str, chosen: Any, after: Any) -> None:
    rulings = EditsInForce.of((edit("swap", "dam", value=value),), edition_id="x", now=NOW)
    assert swapped(chosen, (STORY,), a_task(STORY, rulings=rulings)) == after


@pytest.mark.parametrize(
    ("cap", "chosen", "after"),
    [
        (9, ["One", "Two"], ["One", "Two", "Three"]),
        (7, ["One", "Two"], ["One", "Three"]),
        (3, ["One"], ["Three"]),
        (2, [], []),
    ],
)
def test_a_swap_keeps_to_the_cap_on_quoting(cap: int, chosen: list[str], after: list[str]) -> None:
    """Another sentence of the outlet gives way, unless the new one alone is too long."""
    other = a_story("lock", STORY.text, source=STORY.source)
    before = [sentence for sentence in sentences(other) if sentence.text.split()[0] in chosen]
    span = f"{THREE.start}:{THREE.end}"
    rulings = EditsInForce.of((edit("swap", "dam", value=span),), edition_id="x", now=NOW)
    task = a_task(STORY, other, rulings=rulings, max_quote=cap)
    swapped_in = swapped(before, (STORY, other), task)
    assert [sentence.text.split()[0] for sentence in swapped_in] == after
