"""A topic as it is told: its main event, the headline with its opening, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.editing.body import Continuation, Room
from briefing.editing.choice import Choice, choose
from briefing.editing.context import EditionContext
from briefing.editing.events import behind, main_event
from briefing.editing.headlines import EventView
from briefing.editing.selection import Fresh
from briefing.editing.swap import swapped
from briefing.models import Event, Sentence, Story, count_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One event of a topic with the pair that was chosen for it."""

    fresh: Fresh
    event: Event
    view: EventView
    choice: Choice

    @property
    def story(self) -> Story:
        """The story whose headline stands above."""
        return self.choice.story

    @property
    def opening(self) -> tuple[Sentence, ...]:
        """The first sentence, if one is fit."""
        return (self.choice.opening,) if self.choice.opening else ()


def tell(fresh: Fresh, context: EditionContext) -> Telling:
    """The main event of a topic with its headline and opening."""
    originals = frozenset(story.id for story in fresh.originals)
    event = main_event(fresh.events, originals, context.layout.language)
    return tell_event(event, fresh, context)


def tell_event(
    event: Event, fresh: Fresh, context: EditionContext, beside: Sequence[Sentence] = ()
) -> Telling:
    """An event with its headline and opening; copies of another's text speak only if alone.

    `beside` stand in the same block already.
    """
    view = EventView.of(_speaking(event, fresh), context.morning, fresh.stories)
    choice = choose(
        view,
        context.layout.language,
        lambda story, sentence: context.may_quote(story, sentence, fresh, beside),
    )
    return Telling(fresh=fresh, event=event, view=view, choice=choice)


def _speaking(event: Event, fresh: Fresh) -> Sequence[Story]:
    """The event's stories without copies; with them where all others are overtaken."""
    copies, old = dict(fresh.copied), behind(fresh.stories)
    originals = [story for story in event.stories if story.id not in copies]
    current = any(story.id not in old for story in originals)
    return originals if current else event.stories


def body_of(
    telling: Telling, room: Room, context: EditionContext, beside: Sequence[Sentence], title: str
) -> tuple[Sentence, ...]:
    """Opening and further sentences of an event, with the editor's swaps; none without opening."""
    if not telling.opening:
        return swapped((), telling.view.stories, context, beside=beside)
    left = replace(room, words=room.words - words_of(telling.opening))
    standing = (*beside, *telling.opening)
    if context.summarize is not None:
        rest = context.sentences(
            telling.view.stories, left.words, of=telling.fresh, beside=standing
        )
    else:
        rest = _further(telling, left, context, beside, title)
    return swapped((*telling.opening, *rest), telling.view.stories, context, beside=beside)


def _further(
    telling: Telling, room: Room, context: EditionContext, beside: Sequence[Sentence], title: str
) -> tuple[Sentence, ...]:
    body = Continuation(telling.choice, telling.view, beside, title)

    def may_quote(story: Story, sentence: Sentence, standing: Sequence[Sentence]) -> bool:
        return context.may_quote(story, sentence, telling.fresh, standing)

    return body.further(room, may_quote)


def words_of(sentences: Sequence[Sentence]) -> int:
    """Words of some sentences, as every budget counts them."""
    return sum(count_words(sentence.text) for sentence in sentences)
