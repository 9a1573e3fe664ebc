"""Nobody's name stands over other people's sentences."""

from __future__ import annotations

from dataclasses import replace

from briefing.editing.byline import byline_of, full_story_of
from briefing.models import Sentence
from tests.editing.words import a_story

STORIES = {name: a_story(name) for name in ("dam", "lock", "pier")}


def quotes(*names: str) -> list[Sentence]:
    return [Sentence(story_id=name, text="x", start=n, end=n + 1) for n, name in enumerate(names)]


def test_the_headlines_writer_comes_first_and_only_where_quoted() -> None:
    assert byline_of("dam", quotes("lock", "dam", "lock")) == ("dam", "lock")
    assert byline_of("dam", quotes("pier", "lock", "pier")) == ("pier", "lock")
    assert byline_of("dam", ()) == ()


def test_the_full_story_is_one_that_is_quoted_and_can_be_opened() -> None:
    linked = {
        name: replace(story, url=f"https://{name}.example/") for name, story in STORIES.items()
    }
    assert full_story_of("dam", quotes("lock", "dam", "lock"), linked) == "dam"
    assert full_story_of("dam", quotes("pier", "lock", "lock"), linked) == "lock"
    bare = linked | {"lock": replace(STORIES["lock"], url=None)}
    assert full_story_of("dam", quotes("pier", "lock", "lock"), bare) == "pier"
    unlinked = {name: replace(story, url=None) for name, story in STORIES.items()}
    assert full_story_of("dam", quotes("dam", "lock"), unlinked) == ""
