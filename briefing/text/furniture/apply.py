"""Stories with their furniture known: learned per source, marked by offsets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefing.chunks import ChunkMap, in_place
from briefing.models import Span, Story
from briefing.text.furniture.habits import (
    FEWEST_SHARE_STORIES,
    NONE,
    Habits,
    habits_of,
    separators_of,
)
from briefing.text.furniture.kickers import spaced
from briefing.text.furniture.text_spans import text_spans
from briefing.text.furniture.titles import title_spans


def furniture_of(story: Story, habits: Habits = NONE) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The spans of a story's title and of its text that are not its own prose.

    Pure and linear in the text; the spans of each stand in order and do not
    touch. Without `habits` only what the lists know counts.
    """
    return title_spans(story, habits), text_spans(story, habits)


def furnished(
    stories: Sequence[Story], history: Sequence[Story] = (), each: ChunkMap = in_place
) -> tuple[Story, ...]:
    """The stories in their order, each with its furniture marked and its headline without it.

    The habits of each source are learned from all its stories given here;
    `history` are earlier ones of the same sources. The order of either makes no
    difference. Texts stay as they are; stories that are marked already stay so.
    """
    bare = [story for story in stories if story.furniture is None]
    if not bare:
        return tuple(stories)
    habits = habits_by_source((*stories, *history), {story.source for story in bare})
    spans = iter(each(_spans, [(story, habits[story.source]) for story in bare]))
    return tuple(
        story if story.furniture is not None else _without(story, *next(spans)) for story in stories
    )


def _spans(
    stories: tuple[tuple[Story, Habits], ...],
) -> tuple[tuple[tuple[Span, ...], tuple[Span, ...]], ...]:
    return tuple(furniture_of(story, habits) for story, habits in stories)


def habits_by_source(stories: Iterable[Story], sources: Iterable[str]) -> Mapping[str, Habits]:
    """The habits of each of these sources.

    Where most headlines of all sources together name their outlet behind a mark, an
    aggregator put it there: then a source with few stories is taken to have it, too.
    """
    by_source: dict[str, dict[str, Story]] = defaultdict(dict)
    for story in stories:
        by_source[story.source].setdefault(story.id, story)
    everywhere = separators_of(
        [story for of_source in by_source.values() for story in of_source.values()]
    )
    habits = {source: habits_of(tuple(by_source[source].values())) for source in sorted(sources)}
    return {
        source: replace(learned, separators=learned.separators | everywhere)
        if len(by_source[source]) < FEWEST_SHARE_STORIES
        else learned
        for source, learned in habits.items()
    }


def marked(story: Story, habits: Habits) -> Story:
    """The story with its furniture known: spans of the text, cut off the headline."""
    return _without(story, *furniture_of(story, habits))


def _without(story: Story, of_title: tuple[Span, ...], of_text: tuple[Span, ...]) -> Story:
    start = of_title[0][1] if of_title and of_title[0][0] == 0 else 0
    end = of_title[-1][0] if of_title and of_title[-1][1] == len(story.title) else len(story.title)
    return replace(story, title=spaced(story.title[start:end]), furniture=of_text)
