"""The editor's swaps: one sentence out, another of the same story in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.editing.context import EditionContext
from briefing.models import Edit, Sentence, Story, count_words

_SPAN = re.compile(r"(?:(\d{1,9}):(\d{1,9})=)?(\d{1,9}):(\d{1,9})")


def swapped(
    chosen: Sequence[Sentence],
    stories: Sequence[Story],
    task: EditionContext,
    *,
    beside: Sequence[Sentence] = (),
) -> tuple[Sentence, ...]:
    """The chosen sentences with the editor's swaps carried out, oldest first.

    A swap's value is `start:end` of the sentence to show, which takes the
    place of the story's nearest shown one, or `start:end=start:end` to name
    the one that goes first. What is shown already is not shown twice. What
    names no passage of a story changes nothing. Where quoting is capped, other
    sentences of the same words' owner give way from the end; one that alone is
    beyond the cap is not swapped in. `beside` stand with them in the block.
    """
    by_id = {story.id: story for story in stories}
    standing = list(chosen)
    for edit in task.rulings.swaps(by_id):
        story = next(by_id[name] for name in edit.story_ids if name in by_id)
        replacement = _replacement(edit, story)
        if replacement and count_words(replacement[0].text) <= task.room(story, beside):
            _swap(standing, *replacement)
            _make_room(standing, replacement[0], task, beside)
    return tuple(standing)


def _make_room(
    standing: list[Sentence], new: Sentence, task: EditionContext, beside: Sequence[Sentence]
) -> None:
    """Takes sentences from the end that count as the same words, until the cap holds."""
    story = task.stories.get(new.story_id)
    while story and task.room(story, (*beside, *standing)) < 0:
        place = max(
            n
            for n, sentence in enumerate(standing)
            if sentence != new and task.same_words(sentence, new)
        )
        del standing[place]


def _replacement(edit: Edit, story: Story) -> tuple[Sentence, int | None] | None:
    """The sentence to show, and where the one begins that is to go, where the editor says so."""
    match = _SPAN.fullmatch(edit.value.strip())
    if not match:
        return None
    start, end = int(match[3]), int(match[4])
    text = story.text[start:end]
    if not text.strip() or end > len(story.text):
        return None
    sentence = Sentence(text=text, story_id=story.id, start=start, end=end)
    return sentence, int(match[1]) if match[1] else None


def _swap(standing: list[Sentence], sentence: Sentence, gone: int | None) -> None:
    places = [place for place, other in enumerate(standing) if other.story_id == sentence.story_id]
    near = sentence.start if gone is None else gone
    place = min(places, key=lambda n: abs(standing[n].start - near), default=None)
    if sentence in standing:
        if place is not None and standing[place].start == gone != sentence.start:
            del standing[place]
    elif place is not None:
        standing[place] = sentence
    else:
        standing.append(sentence)
    _in_order(standing, sentence.story_id)


def _in_order(standing: list[Sentence], story_id: str) -> None:
    """The sentences of one story stay in the order of its text."""
    places = [place for place, sentence in enumerate(standing) if sentence.story_id == story_id]
    ordered = sorted((standing[place] for place in places), key=lambda sentence: sentence.start)
    for place, sentence in zip(places, ordered, strict=True):
        standing[place] = sentence
