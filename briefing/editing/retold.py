"""Topics that tell on what a block above tells: briefs and must-reads are for the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.editing.morning import Morning
from briefing.editing.selection import Fresh

# Of 240 topics below the blocks 20 are as near by both, and 10 of these are of a topic that is
# told; by one alone three of ten (docs/decisions.md, "Must-reads and briefs").
RETOLD_LIKENESS = 0.1
RETOLD_PROBABILITY = 0.02  # that grouping gave the nearest story it left out


def retold_last(topics: Sequence[Fresh], above: Iterable[Fresh], morning: Morning) -> list[Fresh]:
    """The topics in their order, but those that tell on one `above` behind the rest."""
    told = tuple(above)
    retold = [topic for topic in topics if any(_tells_on(topic, one, morning) for one in told)]
    return [topic for topic in topics if topic not in retold] + retold


def _tells_on(topic: Fresh, above: Fresh, morning: Morning) -> bool:
    return _nearly_one(topic, above) and any(
        morning.likeness(story.id, other.id) >= RETOLD_LIKENESS
        for story in topic.stories
        for other in above.stories
    )


def _nearly_one(topic: Fresh, above: Fresh) -> bool:
    """True where grouping had the one as the nearest that it left out of the other."""
    first, second = ({story.id for story in each.stories} for each in (topic, above))
    return any(
        {reason.left, reason.right} & first and {reason.left, reason.right} & second
        for each in (topic, above)
        for reason in each.topic.reasons
        if reason.kind == "nearest" and reason.score >= RETOLD_PROBABILITY
    )
