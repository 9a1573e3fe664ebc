"""Further reports of a topic are named where their headlines add something."""

from __future__ import annotations

import pytest

from briefing.models import Story
from tests.editing.words import a_story, a_topic, an_edition, an_event, block_of

TOLD = (
    "A ferry with 82 people on board ran aground off Skarn Island in thick fog on Monday. "
    "Rescuers brought four bodies ashore before dark."
)

LONGER = " ".join(f"Of hour {n} nothing is known that readers could be told" for n in range(9))


def named_beside(*others: Story) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The stories that the lead of a ferry's wreck names, and its outlets."""
    first = a_story("skarn", TOLD, title="Ferry with 82 on board runs aground off Skarn Island")
    topics = a_topic(an_event(first, *others)), a_topic(a_story("pier"))
    lead = block_of(an_edition(*topics, layout={"lead_words": 30}), "lead")
    assert lead.story_id == "skarn"
    assert set(lead.related).isdisjoint(lead.echoes)
    return lead.related, lead.outlets


def test_a_headline_that_says_it_once_more_is_named_by_its_outlet_alone() -> None:
    again = a_story("again", LONGER, title="Ferry runs aground in fog off Skarn Island")
    related, outlets = named_beside(again)
    assert related == ()
    assert "again-wire" in outlets


def test_what_adds_is_named_and_the_same_again_is_not() -> None:
    captain = a_story(
        "captain", LONGER + " so far.", title="Captain of wrecked ferry had drunk, police say"
    )
    later = a_story("later", LONGER, title="Police: captain of wrecked ferry had drunk")
    related, _ = named_beside(captain, later)
    assert related == ("captain",)


@pytest.mark.parametrize("kind", ["explainer", "video", "feature"])
def test_another_kind_of_report_is_another_thing_to_read(kind: str) -> None:
    again = a_story("again", LONGER, title="Ferry runs aground in fog off Skarn Island", kind=kind)
    assert named_beside(again)[0] == ("again",)
