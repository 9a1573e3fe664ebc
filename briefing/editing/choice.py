"""Headline and opening of an event as one decision.

Each story that may be told offers its headline with each sentence that could
stand first beneath it; the pair that scores best is taken. The opening is
always of the story whose headline stands above it (law 10 of the design).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from briefing.editing.back_references import points_back
from briefing.editing.echoes import adds_little, is_echo, is_repeat
from briefing.editing.headlines import EventView, headline_score, shows
from briefing.editing.openings import (
    Candidate,
    candidates,
    credits_another,
    delivers,
    is_adrift,
    is_aside,
    opening_score,
)
from briefing.editing.stages import stage
from briefing.models import Sentence, Story
from briefing.text.background_sentences import is_background
from briefing.text.kinds import LOUD

OPENING_SHARE = 0.3  # an opening counts beside its headline; .2 to .4 hardly differ (decisions)
DELIVERS_SHARE = 0.25  # an opening with less of its headline is charged: chosen, not measured
CHARGE_POINTS = 0.3  # for an opening with nothing of its headline: chosen, not measured
BACKGROUND_POINTS = 0.35  # for an opening of what stood before its headline: chosen, not measured
NO_OPENING_POINTS = -0.48  # for a headline without a sentence: chosen, not measured
# So much below the best pair, one whose opening adds something is taken before a headline
# stands alone (docs/decisions.md).
NEAR_POINTS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A headline's story and the sentence that opens its block, None where none is fit.

    `echoes` where that sentence says hardly more than the headline, `adds_little` where it
    says some words more, but neither who, where, how many nor what was said.
    """

    story: Story
    opening: Sentence | None
    score: float
    echoes: bool = False
    adds_little: bool = False


def choose(
    view: EventView,
    language: str,
    may_quote: Callable[[Story, Sentence], bool],
    *,
    may_echo: bool = False,
) -> Choice:
    """The best pair of an event's stories; ties go to the newer story, then to the smaller id.

    What another story has overtaken is out, unless all are (law 11 of the design);
    so are quizzes, videos, live pages and the like beside a story that tells the news.
    An opening that only says its headline again is the last resort, before a headline that
    shows the news instead of telling it or, where it `may_echo`, before none at all. One that
    adds little gives way to the next best that adds something; where none is near, its
    headline stands alone, but where it `may_echo`.

    `may_quote` says which sentences are free: not known, not shown, within caps.
    """
    current = [story for story in view.stories if not view.states[story.id].overtaken]
    stories = _telling(current or view.stories)
    pairs = [pair for story in stories for pair in _pairs(story, view, language, may_quote)]
    best = max((pair for pair in pairs if not pair.echoes), key=_merit)
    echo = max((pair for pair in pairs if pair.echoes), key=_merit, default=None)
    if (best.adds_little or best.opening is None) and not may_echo:
        best = _speaking(best, pairs) or _alone(best, pairs)
    is_poor = shows(best.story.title) or (may_echo and best.opening is None)
    return echo if echo is not None and is_poor and not shows(echo.story.title) else best


def _speaking(best: Choice, pairs: Sequence[Choice]) -> Choice | None:
    """The best pair whose opening adds something, if it is hardly worse than the best of all."""
    near = (
        pair
        for pair in pairs
        if pair.opening is not None
        and not (pair.echoes or pair.adds_little or _is_no_report(pair.story, best.story))
        and pair.score >= best.score - NEAR_POINTS
    )
    return max(near, key=_merit, default=None)


def _is_no_report(story: Story, beside: Story) -> bool:
    """True for a headline that shows, or that foresees where another tells."""
    foresees = story.id != beside.id and stage(story) == "foreseen"
    return foresees or shows(story.title)


def _alone(choice: Choice, pairs: Sequence[Choice]) -> Choice:
    """The same headline without a sentence."""
    return next(pair for pair in pairs if pair.story.id == choice.story.id and pair.opening is None)


def _merit(pair: Choice) -> tuple[float, float, tuple[int, ...]]:
    return pair.score, seconds_of(pair.story), _reversed(pair.story.id)


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
        yield Choice(
            story=story,
            opening=candidate.passage.sentence,
            score=round(score, 6),
            echoes=is_echo(candidate, view),
            adds_little=adds_little(candidate, view),
        )


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
        if not (is_repeat(candidate, view) or _points_back(candidate))
        and (is_known or not (is_adrift(candidate, view) or is_aside(candidate, view)))
    ]


def _points_back(candidate: Candidate) -> bool:
    """True for a later sentence about what one before it named."""
    text, language = candidate.passage.text, candidate.story.language
    return candidate.place > 0 and points_back(text, language)


def charge(candidate: Candidate, view: EventView) -> float:
    """What a pair loses whose opening does not deliver its headline.

    And one of background, or that credits an outlet whose own story stands beside it.
    """
    lacking = max(0.0, DELIVERS_SHARE - delivers(candidate, view)) / DELIVERS_SHARE
    # One that says little of its headline opens only where readers know the rest: no charge.
    is_behind = is_background(candidate.passage.text, candidate.story.language) and not is_aside(
        candidate, view
    )
    is_second_hand = credits_another(candidate, view)
    return CHARGE_POINTS * lacking + BACKGROUND_POINTS * (is_behind or is_second_hand)


def seconds_of(story: Story) -> float:
    """When a story was published, in seconds since 1970; 0 where nobody says."""
    return story.published.timestamp() if story.published else 0.0


def _reversed(text: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in text)
