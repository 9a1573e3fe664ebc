"""Stories that a topic names beside those it quotes: only headlines that add something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing.editing.choice import seconds_of
from briefing.editing.context import EditionContext
from briefing.editing.facts import fact_set
from briefing.editing.kind_groups import group_of
from briefing.editing.telling import Telling
from briefing.models import Sentence, Story

# Kinds that are not named beside a topic.
UNRELATED_KINDS = ("not_news", "preview")
# Of a headline's weight. Of 31 headlines of news of labelled mornings with less that is new to
# their topic an editor would strike 28 as told already; of 23 with up to .45, ten.
LEAST_NEW_SHARE = 0.33


def related_and_echoes(
    telling: Telling,
    title: str,
    sentences: Iterable[Sentence],
    cited: set[str],
    context: EditionContext,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Stories not quoted, newest first, within the layout's number; and those it has no line for.

    Copies of a text, and news whose headline only says once more what stands above it (the second
    part), are named by outlet alone. What is overtaken, and what is no news, is not named.
    """
    language = telling.story.language
    told = set(fact_set(title, language))
    for sentence in sentences:
        told |= fact_set(sentence.text, language)
    named: list[str] = []
    echoes: list[str] = []
    for story in _unquoted(telling, cited):
        terms = context.morning.texts[story.id].title
        if group_of(story) != "news" or _new_share(terms, told, context) >= LEAST_NEW_SHARE:
            named.append(story.id)
            told |= terms
        else:
            echoes.append(story.id)
    most = context.layout.related
    return tuple(named[:most]), tuple(echoes[:most])


def _new_share(terms: frozenset[str], told: set[str], context: EditionContext) -> float:
    return 1 - context.morning.cover(terms, told)


def _unquoted(telling: Telling, cited: set[str]) -> Iterator[Story]:
    """The stories that may be named, newest first; those without a time last."""
    copies = dict(telling.fresh.copied)
    rest = (
        story
        for story in telling.fresh.stories
        if story.id not in cited
        and story.id not in copies
        and group_of(story) not in UNRELATED_KINDS
        and not _is_overtaken(story, telling)
    )
    yield from sorted(rest, key=lambda each: (each.published is None, -seconds_of(each), each.id))


def _is_overtaken(story: Story, telling: Telling) -> bool:
    state = telling.view.states.get(story.id)
    return state is not None and state.overtaken
