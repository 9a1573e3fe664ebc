"""What a person decides about single stories: wanted in, held, dropped, set free."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from briefing.errors import InputError
from briefing.models import Story
from briefing.pipeline.pipeline import Pipeline
from briefing.pipeline.wiring import client_of
from briefing.store import Decision

BY_HAND = "added by hand"


def add_story(pipeline: Pipeline, url: str, *, by: str) -> Story:
    """Read one page into the store, wanted in the next edition; SourceError where it has no story.

    A page that is known already keeps its id and its source.
    """
    now = pipeline.clock()
    with client_of(pipeline.config) as client:
        answer = client.get(url, accept="text/html, application/xhtml+xml;q=0.9, */*;q=0.5")
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
    """The story whose id begins so, else the only one that holds these words; else InputError."""
    exact = pipeline.store.stories.get(name)
    found = (exact,) if exact else pipeline.store.stories.find(name) if name.strip() else ()
    by_id = [story for story in found if story.id.startswith(name)]
    found = tuple(by_id) or found
    if len(found) == 1:
        return found[0]
    hint = "see `briefing stories`"
    if found:
        some = "; ".join(f"{story.id} “{story.title[:50]}”" for story in found[:5])
        raise InputError(f"means {len(found)} stories: {some}", where=name, hint=hint)
    raise InputError("is no story in the store", where=name, hint=hint)
