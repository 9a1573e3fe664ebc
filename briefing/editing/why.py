"""Why a topic matters: what the sources themselves mark so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefing.editing.assignment import Assignment
from briefing.editing.pick import Fresh
from briefing.models import Sentence, Story, count_words

MOST = 2


def why_it_matters(fresh: Fresh, head: Story, task: Assignment) -> tuple[Sentence, ...]:
    """At most two sentences, without what readers know and what the headline says."""
    stories = {story.id: story for story in fresh.originals}
    free = (
        one
        for one in _marked(stories.values())
        if one.text.strip() and one.text != head.title and not _overlaps(one, fresh.old)
    )
    found: list[Sentence] = []
    for one in free:
        fits = count_words(one.text) <= task.room(stories[one.story_id], found)
        if len(found) < MOST and fits:
            found.append(one)
    return tuple(found)


def _marked(stories: Iterable[Story]) -> Iterator[Sentence]:
    for story in stories:
        for mark in story.marks:
            text = story.text[mark.start : mark.end]
            yield Sentence(text=text, story_id=story.id, start=mark.start, end=mark.end)


def _overlaps(sentence: Sentence, others: Sequence[Sentence]) -> bool:
    return any(
        one.story_id == sentence.story_id and one.start < sentence.end and sentence.start < one.end
        for one in others
    )
