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
    shown: Sequence[Sentence] = (),
) -> tuple[Sentence, ...]:
    """The chosen sentences with the editor's swaps carried out, oldest first.

    A swap's value is `start:end` of the sentence to show, which takes the
    place of the story's nearest shown one, or `start:end=start:end` to name
    the one that goes first. What is shown already is not shown twice. What
    names no passage of a story changes nothing. Where quoting is capped, other
    sentences of the same words' owner give way from the end; one that alone is
    beyond the cap is not swapped in. `shown` stand beside them in the block.
    """
    by_id = {story.id: story for story in stories}
    found = list(chosen)
    for edit in task.rulings.swaps(by_id):
        story = next(by_id[name] for name in edit.story_ids if name in by_id)
        wanted = _wanted(edit, story)
        if wanted and count_words(wanted[0].text) <= task.room(story, shown):
            _swap(found, *wanted)
            _make_room(found, wanted[0], task, shown)
    return tuple(found)


def _make_room(
    found: list[Sentence], kept: Sentence, task: EditionContext, shown: Sequence[Sentence]
) -> None:
    """Takes sentences from the end that count as the same words, until the cap holds."""
    story = task.stories.get(kept.story_id)
    while story and task.room(story, (*shown, *found)) < 0:
        place = max(n for n, one in enumerate(found) if one != kept and task.same_words(one, kept))
        del found[place]


def _wanted(edit: Edit, story: Story) -> tuple[Sentence, int | None] | None:
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


def _swap(found: list[Sentence], sentence: Sentence, gone: int | None) -> None:
    own = [place for place, one in enumerate(found) if one.story_id == sentence.story_id]
    near = sentence.start if gone is None else gone
    place = min(own, key=lambda n: abs(found[n].start - near), default=None)
    if sentence in found:
        if place is not None and found[place].start == gone != sentence.start:
            del found[place]
    elif place is not None:
        found[place] = sentence
    else:
        found.append(sentence)
    _in_order(found, sentence.story_id)


def _in_order(found: list[Sentence], story_id: str) -> None:
    """The sentences of one story stay in the order of its text."""
    places = [place for place, one in enumerate(found) if one.story_id == story_id]
    ordered = sorted((found[place] for place in places), key=lambda one: one.start)
    for place, sentence in zip(places, ordered, strict=True):
        found[place] = sentence
