"""Topics that tell of the same: names that their headlines share, and words besides.

A running story may come in as two topics. Two blocks would tell it twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from briefing.editing.facts import facts
from briefing.editing.morning import Morning
from briefing.models import Story
from briefing.text.proper_names import tokens

# Two topics as like as that tell of the same, where their headlines share a name: of .05 to .1
# the mornings are within half a point (docs/decisions.md, "Rank").
TWIN_LIKENESS = 0.08
# Of a name that an eighth of the stories hold; who is in everything joins nothing.
LEAST_NAME_WEIGHT = 2.0


def shared_names(stories: Sequence[Story], morning: Morning) -> frozenset[str]:
    """The terms of the names that half of the headlines hold and few others of the morning."""
    holders = Counter(term for story in stories for term in set(_names(story, morning)))
    return frozenset(
        term
        for term, count in holders.items()
        if 2 * count >= len(stories) and morning.weight(term) >= LEAST_NAME_WEIGHT
    )


def _names(story: Story, morning: Morning) -> Iterator[str]:
    for token in tokens(story.title):
        if token.word[:1].isupper() and morning.names.is_name(token.word):
            yield from facts(token.word, story.language)


def are_twins(stories: Sequence[Story], others: Sequence[Story], morning: Morning) -> bool:
    """True where a story is like one of the others."""
    return any(
        morning.likeness(story.id, other.id) >= TWIN_LIKENESS
        for story in stories
        for other in others
    )
