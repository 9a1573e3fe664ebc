"""Which language each story of a source is in: what it states, its text, its source's majority.

A document's parser only writes down what is stated ("" where nothing is);
the text is asked here, outside the process that parses, so that the model is
loaded once, and when all stories of a source are known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.chunks import ChunkMap, in_place
from briefing.models import Keyed, Story
from briefing.sources.parse.raw_story import derived_title
from briefing.text.languages import language_of, tells_its_language, usual_language
from briefing.text.sentences import split


def with_languages(stories: Sequence[Keyed], each: ChunkMap = in_place) -> tuple[Keyed, ...]:
    """The stories with the language each is in, `und` where nothing tells.

    A language that is set already counts as stated: it stays unless the text
    is plainly in another. `each` asks the texts one by one, wherever that is done.
    """
    languages = each(_by_themselves, [keyed.story for keyed in stories])
    usual = usual_language([language for language in languages if language])
    return tuple(
        replace(keyed, story=_in(keyed.story, language or _with(keyed.story, usual)))
        for keyed, language in zip(stories, languages, strict=True)
    )


def with_language(story: Story) -> Story:
    """A story that comes alone."""
    return _in(story, _by_itself(story) or _with(story, ""))


def _by_themselves(stories: tuple[Story, ...]) -> tuple[str, ...]:
    return tuple(_by_itself(story) for story in stories)


def _by_itself(story: Story) -> str:
    """The language of a story that states one or is long enough to tell; else ""."""
    text = _words(story)
    if story.language or tells_its_language(text):
        return language_of(text, story.language)
    return ""


def _with(story: Story, usual: str) -> str:
    return language_of(_words(story), usual=usual)


def _words(story: Story) -> str:
    return f"{story.title} {story.text}"


def _in(story: Story, language: str) -> Story:
    """The story in its language; a title taken from its text ends where that language ends it."""
    title = story.title
    if story.title_derived and _first(story.text, story.language) != _first(story.text, language):
        title = derived_title(story.text, language)
    return replace(story, language=language, title=title)


def _first(text: str, language: str) -> tuple[int, int] | None:
    return next(iter(split(text[:2_000], language)), None)
