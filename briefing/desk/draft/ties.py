"""What holds stories together: pairs, with the probabilities that grouping gave them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from briefing.desk.draft.draft import Draft
from briefing.grouping import pair_scores
from briefing.models import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two stories, and how probably they tell one event and belong to one topic (0 to 1).

    `terms` are the heaviest words they share. Both are 0 where they share nothing that joins.
    """

    left: str
    right: str
    left_title: str
    right_title: str
    event: float
    topic: float
    terms: tuple[str, ...]


def ties_between(story_ids: Iterable[str], draft: Draft) -> tuple[Tie, ...]:
    """The ties of these stories with each other and with those of their topics, strongest first.

    One story alone is compared with the others of its topic.
    """
    named = [name for name in dict.fromkeys(story_ids) if name in draft.stories]
    around = [name for name in draft.touched(named) if name in draft.stories]
    pairs = {
        tuple(sorted((left, right)))
        for left in named
        for right in (named if len(named) > 1 else around)
        if left != right
    }
    return _ties(pairs, draft)


def ties_within(topic_id: str, draft: Draft) -> tuple[Tie, ...]:
    """The ties between all stories of a topic, strongest first."""
    topic = draft.topic(topic_id)
    names = [story.id for story in topic.stories] if topic else []
    pairs = {tuple(sorted((one, two))) for one in names for two in names if one < two}
    return _ties(pairs, draft)


def _ties(pairs: Iterable[tuple[str, ...]], draft: Draft) -> tuple[Tie, ...]:
    window = draft.material.window
    known = window.past.topics
    scores = pair_scores(window.stories, [(one, two) for one, two in pairs], known=known)
    ties = [
        Tie(
            left=score.left,
            right=score.right,
            left_title=_title(draft.stories.get(score.left)),
            right_title=_title(draft.stories.get(score.right)),
            event=score.event,
            topic=score.topic,
            terms=score.terms,
        )
        for score in scores
    ]
    return tuple(sorted(ties, key=lambda tie: (-tie.topic, -tie.event, tie.left, tie.right)))


def _title(story: Story | None) -> str:
    return story.title if story else ""
