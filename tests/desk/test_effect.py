"""What a decision would do, before it is kept."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from briefing.desk.draft.block_changes import BlockChange
from briefing.desk.draft.outcomes import Applied
from briefing.desk.draft.spots import spots_of
from briefing.desk.draft.workspace import Workspace
from briefing.models import TopicBlock
from briefing.models.codec import dump
from tests.desk.morning import edit, named

NIGHT = "Night ferry to Skarn sails again"


def test_a_preview_writes_nothing_and_shows_what_is_then_applied(workspace: Workspace) -> None:
    before, ids = workspace.draft, named(workspace)
    effect = workspace.preview(edit("move", ids["Night"], value="1"), by="Ada")
    assert workspace.draft is before
    assert workspace.history() == ()
    done = workspace.decide(effect.edit, by="Ada")
    assert isinstance(done, Applied)
    assert dump(done.draft.edition) == dump(effect.draft.edition)


def test_what_falls_off_the_edge_is_named(workspace: Workspace) -> None:
    """Five topics are told and two in brief: one moves up, one falls, each by one place."""
    effect = workspace.preview(edit("move", named(workspace)["Night"], value="1"))
    assert [(one.title, one.before and one.before.place) for one in effect.enters] == [
        (NIGHT, "in_brief")
    ]
    assert effect.enters[0].after is not None
    assert (effect.enters[0].after.place, effect.enters[0].after.rank) == ("lead", 1)
    falls = {
        one.title: (one.before.place, one.after.place)
        for one in effect.falls
        if one.before and one.after
    }
    assert falls == {
        "Court in Merrow wants mayoral ballots counted again": ("lead", "topics"),
        "Forest fire near Velm is out": ("topics", "in_brief"),
    }
    assert [one.rank for one in effect.before] == [*range(1, 10)]
    assert [one.title for one in effect.after][:2] == [NIGHT, effect.before[0].title]


def test_dropping_a_topic_lets_the_next_ones_up(workspace: Workspace) -> None:
    ids = named(workspace)
    effect = workspace.preview(edit("drop", ids["Gold"], ids["Fifth"]))
    (gone,) = [one for one in effect.falls if one.after and not one.after.rank]
    assert [one.after.place for one in effect.enters if one.after] == ["topics", "in_brief"]
    assert ("gone", f"topic:{gone.topic_id}") in [(one.manner, one.key) for one in effect.blocks]


def test_a_split_shows_what_held_the_stories_together(workspace: Workspace) -> None:
    ids = named(workspace)
    effect = workspace.preview(edit("apart", ids["Court"], ids["Merrow"]))
    (tie,) = effect.ties
    assert {tie.left, tie.right} == {ids["Court"], ids["Merrow"]}
    assert 0.5 < tie.topic <= 1
    assert tie.terms
    assert len(effect.after) == len(effect.before) + 1


def test_a_join_shows_how_little_does(workspace: Workspace) -> None:
    ids = named(workspace)
    effect = workspace.preview(edit("together", ids["Gold"], ids["Night"]))
    assert [tie.topic < 0.5 for tie in effect.ties] == [True]
    assert len(effect.after) == len(effect.before) - 1


def test_a_swap_says_what_it_costs_and_stays_proved(workspace: Workspace) -> None:
    halden = named(workspace)["Halden"]
    evidence = workspace.evidence(workspace.draft.topic_ids[halden])
    (source,) = [one for one in evidence.stories if one.story.id == halden]
    wanted = next(one for one in source.sentences if not one.shown_in)
    effect = workspace.preview(edit("swap", halden, value=wanted.swap))
    key = f"topic:{evidence.topic_id}"
    assert wanted.text in [one.text for one in _change(effect.blocks, key).added]
    assert effect.verified
    assert dict(effect.over_budget).get(key, 0) == wanted.over


def test_words_beyond_the_budget_are_counted(workspace: Workspace) -> None:
    """The layout gives a topic 60 words: with a long sentence it has more."""
    draft = workspace.draft
    (block, *_) = [one for one in draft.edition.blocks if isinstance(one, TopicBlock)]
    evidence = workspace.evidence(block.topic_id)
    costs = [one.over for story in evidence.stories for one in story.sentences]
    assert costs == [0] * len(costs)


def test_taking_back_can_be_looked_at_first(workspace: Workspace) -> None:
    done = workspace.decide(edit("drop", named(workspace)["Forest"]), by="Ada")
    assert isinstance(done, Applied)
    effect = workspace.preview_undo(done.number)
    assert "Forest fire near Velm is out" in [one.title for one in effect.enters]
    assert len(workspace.draft.decisions) == 1


def test_places_are_counted_from_the_lead_down(workspace: Workspace) -> None:
    places = [spot.place for spot in spots_of(workspace.draft).values()]
    assert places == ["lead", *["topics"] * 4, *["in_brief"] * 2, *["must_reads"] * 2]


def _change(changes: Sequence[BlockChange], key: str) -> BlockChange:
    return next(one for one in changes if one.key == key)


@pytest.mark.parametrize("kind", ["pin", "move"])
def test_what_changes_nothing_has_no_effect(workspace: Workspace, kind: str) -> None:
    lead = workspace.draft.ranking[0].fresh.stories[0].id
    effect = workspace.preview(edit(kind, lead, value="1" if kind == "move" else ""))
    assert (effect.falls, effect.enters, effect.blocks) == ((), (), ())
