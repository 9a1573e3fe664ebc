"""Which other topics may be one with a topic: what an editor is offered to join."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.desk.draft.draft import Draft
from briefing.desk.draft.spots import spots_of
from briefing.grouping import pair_scores
from briefing.grouping.pair_scores import PairScore


@dataclass(frozen=True, slots=True, kw_only=True)
class NearTopic:
    """A topic, the probability that its likest story belongs with the other topic, and why.

    `story_id` is that story; `terms` the heaviest words the two share.
    """

    topic_id: str
    title: str
    story_id: str
    score: float
    terms: tuple[str, ...]


def near_topics(topic_id: str, draft: Draft, *, most: int) -> tuple[NearTopic, ...]:
    """The topics whose stories are likest to this one's, the likest first; at most so many.

    Those that share nothing which joins come last, by rank, with a score of 0. Pure.
    """
    topic = draft.topic(topic_id)
    own = {story.id for story in topic.stories} if topic else set()
    others = [name for name in draft.stories if name not in own]
    pairs = [(name, other) for name in sorted(own) for other in others]
    window = draft.material.window
    scores = pair_scores(window.stories, pairs, known=window.past.topics)
    best: dict[str, NearTopic] = {}
    ranks = {name: place for place, name in enumerate(spots_of(draft))}

    def by_score(one: PairScore) -> tuple[float, int, str, str]:
        return -one.topic, ranks[draft.topic_ids[one.right]], one.left, one.right

    for score in sorted(scores, key=by_score):
        found = draft.topic(draft.topic_ids[score.right])
        if found:
            near = NearTopic(
                topic_id=found.id,
                title=found.title,
                story_id=score.right,
                score=score.topic,
                terms=score.terms,
            )
            best.setdefault(found.id, near)
    return tuple(best.values())[:most]
