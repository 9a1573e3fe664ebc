"""Passages where nobody judges them: every sentence may open and stands."""

from __future__ import annotations

from briefing.models import Passage, Story
from briefing.text.sentences import sentences


def unjudged(story: Story) -> tuple[Passage, ...]:
    """All sentences of a story as passages without any need."""
    return tuple(
        Passage(sentence=sentence, place=place) for place, sentence in enumerate(sentences(story))
    )
