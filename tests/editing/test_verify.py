"""Verification finds one changed character, wherever it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from briefing.editing import verify
from briefing.editing.published import text_sha256
from briefing.models import Edition, Sentence, Story
from tests.editing.words import a_story, a_topic, an_edition, an_event

STORIES = (a_story("dam"), a_story("lock"))
EDITION = an_edition(a_topic(an_event(*STORIES)))


def faults(edition: Edition, stories: tuple[Story, ...] = STORIES) -> tuple[str, ...]:
    texts = {(story.id, text_sha256(story.text)): story.text for story in stories}
    titles = {story.id: (story.title,) for story in stories}
    wrong = verify(
        edition,
        text=lambda name, sha: texts.get((name, sha)),
        titles=lambda name: titles.get(name, ()),
    )
    return tuple(fault.why for fault in wrong)


def changed(**values: Any) -> Edition:
    """The edition with its lead's first sentence changed."""
    blocks = list(EDITION.blocks)
    place = next(n for n, block in enumerate(blocks) if block.kind == "lead")
    lead: Any = blocks[place]
    first: Sentence = replace(lead.sentences[0], **values)
    blocks[place] = replace(lead, sentences=(first, *lead.sentences[1:]))
    return replace(EDITION, blocks=tuple(blocks))


def test_an_edition_as_composed_holds() -> None:
    assert faults(EDITION) == ()


@pytest.mark.parametrize(
    "values",
    [{"text": "Dam opened on Monday!"}, {"start": 1}, {"end": 4}, {"start": -5}, {"story_id": "x"}],
)
def test_a_changed_sentence_is_found(values: dict[str, Any]) -> None:
    assert faults(changed(**values))


def test_a_place_counted_from_the_end_of_the_text_is_no_place() -> None:
    """`text[-n:]` would give the right words, but an offset is counted from the beginning."""
    lead: Any = next(block for block in EDITION.blocks if block.kind == "lead")
    first = lead.sentences[0]
    text = next(story.text for story in STORIES if story.id == first.story_id)
    assert text[first.start - len(text) : first.end] == first.text
    assert faults(changed(start=first.start - len(text)))


def test_a_changed_text_is_found() -> None:
    texts = {(s.id, text_sha256(s.text)): f"{s.text} " for s in STORIES}
    wrong = verify(
        EDITION,
        text=lambda name, sha: texts.get((name, sha)),
        titles=lambda name: (STORIES[0].title, STORIES[1].title),
    )
    assert wrong


def test_a_missing_story_and_a_foreign_headline_are_found() -> None:
    assert faults(EDITION, STORIES[:1])
    blocks = tuple(
        replace(block, title="Another headline") if block.kind == "lead" else block
        for block in EDITION.blocks
    )
    assert faults(replace(EDITION, blocks=blocks)) == (
        "the headline 'Another headline' is not the story's 'What happened at Dam'",
    )


def test_a_byline_and_a_full_story_are_of_what_is_quoted() -> None:
    lead: Any = next(block for block in EDITION.blocks if block.kind == "lead")
    assert set(lead.byline) == {sentence.story_id for sentence in lead.sentences}
    unquoted = ({"dam", "lock", "pier"} - set(lead.byline)).pop()
    for values in ({"byline": (*lead.byline, unquoted)}, {"full_story": unquoted}):
        blocks = tuple(replace(b, **values) if b == lead else b for b in EDITION.blocks)
        (why,) = faults(replace(EDITION, blocks=blocks))
        assert why.endswith(f"{unquoted}, which is not quoted")


def test_a_block_without_its_reference_is_found() -> None:
    assert faults(replace(EDITION, references=()))
