"""A topic as it is told: its main event, the headline with its opening, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from briefing.editing.body import Continuation, Room
from briefing.editing.choice import Choice, choose
from briefing.editing.context import EditionContext
from briefing.editing.events import behind, likeness_of, main_event
from briefing.editing.headlines import EventView, shows
from briefing.editing.kind_groups import group_of
from briefing.editing.selection import Fresh
from briefing.editing.swap import swapped
from briefing.models import Event, Sentence, Story, count_words
from briefing.text.background_sentences import is_under_way

# Other events of a topic nearer than that tell of the same matter, and may stand for it where the
# main one has not a sentence: chosen, not measured.
SAME_MATTER_LIKENESS = 0.1
# Polls that were open half a day ago are closed: chosen, not measured.
UNDER_WAY_LASTS = timedelta(hours=12)


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
    is_lead = not context.printed  # a lead is not silent while it has anything to say
    telling = tell_event(event, fresh, context, may_echo=is_lead)
    return telling if telling.opening else _told_by_another(telling, context) or telling


def _told_by_another(telling: Telling, context: EditionContext) -> Telling | None:
    """The other event of the topic that tells the same matter best, if one is near enough.

    A headline without a sentence gives way to one with news of the same matter.
    """
    main = telling.event
    near = [
        event
        for event in telling.fresh.events
        if event.id != main.id and likeness_of(event, main, context.morning) >= SAME_MATTER_LIKENESS
    ]
    told = [tell_event(event, telling.fresh, context) for event in near]
    fit = [other for other in told if other.opening and _may_stand_for(other, context)]
    return max(fit, key=lambda other: (other.choice.score, other.event.id), default=None)


def _may_stand_for(telling: Telling, context: EditionContext) -> bool:
    """True for news in the letter's language that nothing has overtaken."""
    story, state = telling.story, telling.view.states[telling.story.id]
    in_language = story.language[:2] == context.layout.language[:2]
    current = not state.overtaken and not state.older and state.toll >= 0
    return in_language and current and group_of(story) == "news" and not shows(story.title)


def tell_event(
    event: Event,
    fresh: Fresh,
    context: EditionContext,
    beside: Sequence[Sentence] = (),
    *,
    may_echo: bool = False,
) -> Telling:
    """An event with its headline and opening; copies of another's text speak only if alone.

    `beside` stand in the same block already; `may_echo` as `choose` has it.
    """
    view = EventView.of(_speaking(event, fresh), context.morning, fresh.stories)
    choice = choose(
        view,
        context.layout.language,
        lambda story, sentence: (
            context.may_quote(story, sentence, fresh, beside)
            and not _is_over(story, sentence, context)
        ),
        may_echo=may_echo,
    )
    return Telling(fresh=fresh, event=event, view=view, choice=choice)


def _is_over(story: Story, sentence: Sentence, context: EditionContext) -> bool:
    """True for what was under way so long ago that it has an outcome by now."""
    if story.published is None or context.now - story.published < UNDER_WAY_LASTS:
        return False
    return is_under_way(sentence.text, story.language)


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
        free = context.may_quote(story, sentence, telling.fresh, standing)
        return free and not _is_over(story, sentence, context)

    return body.further(room, may_quote)


def words_of(sentences: Sequence[Sentence]) -> int:
    """Words of some sentences, as every budget counts them."""
    return sum(count_words(sentence.text) for sentence in sentences)
