"""Why a topic matters: what the sources themselves mark so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from briefing.editing.pick import Fresh
from briefing.models import Sentence, Story

MOST = 2


def why_it_matters(
    fresh: Fresh, head: Story, *, max_quote: float | None = None
) -> tuple[Sentence, ...]:
    """At most two sentences, without what readers know and what the headline says.

    No outlet is quoted beyond `max_quote` (see `Budget`).
    """
    stories = {story.id: story for story in fresh.originals}
    free = (
        one
        for one in _marked(stories.values())
        if one.text.strip() and one.text != head.title and not _overlaps(one, fresh.old)
    )
    used: Counter[str] = Counter()
    found: list[Sentence] = []
    for one in free:
        story, words = stories[one.story_id], len(one.text.split())
        if len(found) < MOST and used[story.outlet] + words <= _most(story, max_quote):
            used[story.outlet] += words
            found.append(one)
    return tuple(found)


def _marked(stories: Iterable[Story]) -> Iterator[Sentence]:
    for story in stories:
        for mark in story.marks:
            text = story.text[mark.start : mark.end]
            yield Sentence(text=text, story_id=story.id, start=mark.start, end=mark.end)


def _most(story: Story, max_quote: float | None) -> float:
    """How many words of a story may be quoted."""
    if max_quote is None:
        return float("inf")
    return max_quote if max_quote >= 1 else max_quote * len(story.text.split())


def _overlaps(sentence: Sentence, others: Sequence[Sentence]) -> bool:
    return any(
        one.story_id == sentence.story_id and one.start < sentence.end and sentence.start < one.end
        for one in others
    )
