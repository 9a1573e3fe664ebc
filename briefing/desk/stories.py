"""What a person decides about single stories: wanted in, held, dropped, set free."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from briefing.errors import InputError
from briefing.models import Story
from briefing.pipeline.pipeline import Pipeline
from briefing.sources.fetch.pages import ACCEPT
from briefing.store import Decision
from briefing.wiring.parts import client_of

BY_HAND = "added by hand"


def add_story(pipeline: Pipeline, url: str, *, by: str) -> Story:
    """Read one page into the store, wanted in the next edition; SourceError where it has no story.

    A page that is known already keeps its id and its source.
    """
    now = pipeline.clock()
    with client_of(pipeline.config) as client:
        answer = client.get(url, accept=ACCEPT)
        keyed = client.reader.page(answer.body, answer.url, source=BY_HAND)
    stored = pipeline.store.stories.add((keyed,), seen_at=now).stories[0]
    decide(pipeline, stored.id, "add", by=by)
    return pipeline.store.stories.get(stored.id) or stored


def decide(
    pipeline: Pipeline,
    name: str,
    kind: Literal["hold", "drop", "free", "add"],
    *,
    by: str,
    until: datetime | None = None,
    reason: str = "",
) -> Story:
    """Write down what was decided about a story; it holds from the next build or send on."""
    story = story_named(pipeline, name)
    decision = Decision(
        story_id=story.id, kind=kind, until=until, reason=reason, by=by, at=pipeline.clock()
    )
    pipeline.store.stories.decide(decision)
    return story


def story_named(pipeline: Pipeline, name: str) -> Story:
    """The story of that id, or the only one whose id begins so or that holds these words.

    Words count in headlines first, a whole headline most. InputError where
    it is none, or more than one.
    """
    exact = pipeline.store.stories.get(name)
    found = (exact,) if exact else pipeline.store.stories.find(name) if name.strip() else ()
    nearest = nearest_of(found, name)
    hint = "see `briefing stories`"
    if len(nearest) == 1:
        return nearest[0]
    if nearest:
        some = "; ".join(f"{story.id} “{story.title[:50]}”" for story in nearest[:5])
        raise InputError(f"means {len(nearest)} stories: {some}", where=name, hint=hint)
    raise InputError("is no story in the store", where=name, hint=hint)


def nearest_of(stories: Sequence[Story], name: str) -> tuple[Story, ...]:
    """Of stories that may be meant, those that are meant most directly."""
    words = name.casefold()
    for is_meant in (
        lambda story: story.id == name,
        lambda story: story.id.startswith(name),
        lambda story: story.title.casefold() == words,
        lambda story: words in story.title.casefold(),
    ):
        if found := tuple(story for story in stories if is_meant(story)):
            return found
    return tuple(stories)
