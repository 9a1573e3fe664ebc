"""Headline and opening of an event as one decision.

Each story that may be told offers its headline with each sentence that could
stand first beneath it; the pair that scores best is taken. The opening is
always of the story whose headline stands above it (law 10 of the design).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from briefing.editing.headlines import EventView, headline_score
from briefing.editing.openings import (
    Candidate,
    candidates,
    delivers,
    is_adrift,
    is_echo,
    opening_score,
)
from briefing.models import Sentence, Story
from briefing.text.kinds import LOUD

OPENING_SHARE = 0.3  # an opening counts beside its headline; .2 to .4 hardly differ (decisions)
DELIVERS_SHARE = 0.25  # an opening with less of its headline is charged: chosen, not measured
CHARGE_POINTS = 0.3  # for an opening with nothing of its headline: chosen, not measured
NO_OPENING_POINTS = -0.48  # for a headline without a sentence: chosen, not measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A headline's story and the sentence that opens its block, None where none is fit."""

    story: Story
    opening: Sentence | None
    score: float


def choose(view: EventView, language: str, may_quote: Callable[[Story, Sentence], bool]) -> Choice:
    """The best pair of an event's stories; ties go to the newer story, then to the smaller id.

    What another story has overtaken is out, unless all are (law 11 of the design);
    so are quizzes, videos, live pages and the like beside a story that tells the news.

    `may_quote` says which sentences are free: not known, not shown, within caps.
    """
    current = [story for story in view.stories if not view.states[story.id].overtaken]
    stories = _telling(current or view.stories)
    pairs = [pair for story in stories for pair in _pairs(story, view, language, may_quote)]
    return max(pairs, key=lambda pair: (pair.score, _seconds(pair.story), _reversed(pair.story.id)))


def _telling(stories: Sequence[Story]) -> Sequence[Story]:
    """The stories of kinds that may lead; all of them where there is none."""
    return [story for story in stories if story.kind not in LOUD] or stories


def _pairs(
    story: Story, view: EventView, language: str, may_quote: Callable[[Story, Sentence], bool]
) -> Iterator[Choice]:
    headline = headline_score(story, view, language)
    yield Choice(story=story, opening=None, score=round(headline + NO_OPENING_POINTS, 6))
    for candidate in openings(story, view, may_quote):
        score = headline + OPENING_SHARE * opening_score(candidate, view) - charge(candidate, view)
        yield Choice(story=story, opening=candidate.passage.sentence, score=round(score, 6))


def openings(
    story: Story, view: EventView, may_quote: Callable[[Story, Sentence], bool]
) -> Sequence[Candidate]:
    """The sentences of a story that may stand first beneath its headline.

    Where readers know some of them, what is left is news by itself, however
    little it has of the headline.
    """
    every = candidates(story, view)
    free = [candidate for candidate in every if may_quote(story, candidate.passage.sentence)]
    is_known = len(free) < len(every)
    return [
        candidate
        for candidate in free
        if not is_echo(candidate, view) and (is_known or not is_adrift(candidate, view))
    ]


def charge(candidate: Candidate, view: EventView) -> float:
    """What a pair loses whose opening does not deliver its headline."""
    return CHARGE_POINTS * max(0.0, DELIVERS_SHARE - delivers(candidate, view)) / DELIVERS_SHARE


def _seconds(story: Story) -> float:
    return story.published.timestamp() if story.published else 0.0


def _reversed(text: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in text)
