"""Where else an edition names a story: what a short source list need not repeat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing.rendering import views
from briefing.rendering.views import StoryView, View


def titled(blocks: Iterable[View]) -> set[int]:
    """Numbers of the stories whose headline stands in a block, linked where it has an address."""
    return {story.number for block in blocks for story in _headlines(block)}


def _headlines(block: View) -> Iterator[StoryView]:
    if isinstance(block, views.TopicView):
        yield from block.related
        heads = [(block.title, block.story), *((part.title, part.story) for part in block.sections)]
        yield from (story for title, story in heads if title == story.title)
    elif isinstance(block, views.InBriefView):
        yield from (item.story for item in block.items)
    elif isinstance(block, views.StillRunningView):
        yield from (item.story for item in block.items if item.title == item.story.title)
    elif isinstance(block, views.FinallyView):
        yield block.story
    elif isinstance(block, views.StoriesView) and block.kind != "sources":
        yield from block.stories
