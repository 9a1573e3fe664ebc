"""What one outlet alone reports: "Only B reports warning shots", in B's own sentence."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.editing.assignment import Assignment
from briefing.editing.novelty import Memory
from briefing.editing.pick import Fresh
from briefing.models import Event, Sentence, Story
from briefing.text.sentences import sentences

FEWEST_OUTLETS = 3  # of two, each reports half of everything alone
MOST = 2
WORDS = 35
FEWEST_WORDS = 6


def only_one_outlet(
    fresh: Fresh, shown: Sequence[Sentence], task: Assignment
) -> tuple[Sentence, ...]:
    """At most two sentences, one an event, that tell what no other outlet of it tells.

    "Only B reports" must be true, so a sentence counts only where no other
    outlet has one like it. Sentences readers know, and those shown already, do not count. Outlets
    whose text is another's copy are not asked.
    """
    originals = {story.id for story in fresh.originals}
    found: list[Sentence] = []
    for event in fresh.events:
        stories = [story for story in event.stories if story.id in originals]
        if len({story.outlet for story in stories}) >= FEWEST_OUTLETS:
            found += _of_event(event, stories, (*shown, *fresh.old), task)[:1]
    return tuple(found[:MOST])


def _of_event(
    event: Event, stories: Sequence[Story], taken: Sequence[Sentence], task: Assignment
) -> list[Sentence]:
    found: list[Sentence] = []
    for story in stories:
        others = [one for one in event.stories if one.outlet != story.outlet]
        elsewhere = Memory.of(_texts((*others, *_quoted_of(taken, stories))))
        known = tuple(one for one in sentences(story) if not elsewhere.is_alone(one.text))
        chosen = task.sentences((story,), WORDS, exclude=(*known, *taken))
        found += [one for one in chosen[:1] if len(one.text.split()) in range(FEWEST_WORDS, WORDS)]
    return found


def _quoted_of(taken: Sequence[Sentence], stories: Sequence[Story]) -> list[Sentence]:
    ids = {story.id for story in stories}
    return [sentence for sentence in taken if sentence.story_id in ids]


def _texts(parts: Sequence[Story | Sentence]) -> list[str]:
    """The sentences of stories, headlines too, and sentences as they are."""
    found: list[str] = []
    for part in parts:
        if isinstance(part, Sentence):
            found.append(part.text)
        else:
            found += [part.title, *(one.text for one in sentences(part))]
    return found
