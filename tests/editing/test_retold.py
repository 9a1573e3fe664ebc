"""Briefs and must-reads are for what no block tells."""

from __future__ import annotations

from dataclasses import replace

from briefing.models import Edition, Reason, Topic
from tests.editing.words import a_story, a_topic, an_edition, an_event

FLOOD = "The flood in Orsk drove hundreds from their houses on Monday."


def topics(score: float) -> list[Topic]:
    """A flood that two tell, and four single topics; one of them tells on the flood."""
    flood = a_topic(an_event(a_story("flood", FLOOD), a_story("river", FLOOD)))
    help_comes = a_topic(
        a_story("help", "Hundreds from the flood in Orsk sleep in schools, their houses gone.")
    )
    near = Reason(kind="nearest", left="flood", right="help", score=score)
    others = [a_topic(a_story(name)) for name in ("pier", "quay", "weir")]
    return [replace(flood, reasons=(near,)), help_comes, *others]


def below(score: float) -> tuple[list[str], list[str]]:
    """The stories in brief and among the must-reads where one topic has a block."""
    layout = {"max_topics": 1, "in_brief": 3, "must_reads": 5}
    edition: Edition = an_edition(*topics(score), layout=layout)
    assert next(block for block in edition.blocks if block.kind == "lead").story_id != "help"
    briefs = [item.story_id for b in edition.blocks if b.kind == "in_brief" for item in b.items]
    return briefs, [name for b in edition.blocks if b.kind == "must_reads" for name in b.story_ids]


def test_what_tells_on_a_block_gives_way_to_what_was_not_told() -> None:
    briefs, must_reads = below(0.1)
    assert "help" not in briefs
    assert must_reads == ["help"]


def test_what_grouping_found_far_from_it_does_not() -> None:
    briefs, _ = below(0.0)
    assert "help" in briefs
