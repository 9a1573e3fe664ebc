"""Passages where nobody judges them: every sentence may open and stands."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.models import Passage, Story, StoryPassages
from briefing.text.sentences import sentences


@dataclass(frozen=True, slots=True)
class _Unjudged:
    story: Story

    def beginnings(self, most: int) -> tuple[str, ...]:
        return tuple(sentence.text for sentence in sentences(self.story)[:most])

    def judged(self, most: int) -> tuple[Passage, ...]:
        return tuple(
            Passage(sentence=sentence, place=place)
            for place, sentence in enumerate(sentences(self.story)[:most])
        )


def unjudged(story: Story) -> StoryPassages:
    """All sentences of a story as passages without any need."""
    return _Unjudged(story)
