"""Which story an editor means: by its id, by how that begins, by words of its headline."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.errors import InputError
from briefing.models import Story
from briefing.newsletter import Newsletter

# Of the stories a name may mean, so many are named; chosen, not measured.
MOST_NAMED_STORIES = 5


def story_named(newsletter: Newsletter, name: str) -> Story:
    """The story of that id, or the only one whose id begins so or that holds these words.

    Words count in headlines first, a whole headline most. InputError where
    it is none, or more than one.
    """
    exact = newsletter.store.stories.get(name)
    candidates = (exact,) if exact else newsletter.store.stories.find(name) if name.strip() else ()
    nearest = nearest_of(candidates, name)
    hint = "see `briefing stories`"
    if len(nearest) == 1:
        return nearest[0]
    if nearest:
        some = "; ".join(
            f"{story.id} “{story.title[:50]}”" for story in nearest[:MOST_NAMED_STORIES]
        )
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
        if meant := tuple(story for story in stories if is_meant(story)):
            return meant
    return tuple(stories)
