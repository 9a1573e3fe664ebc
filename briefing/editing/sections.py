"""The newsletter's own sections: which of them a story belongs to, by what its source says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.editing.beats import labels_of
from briefing.models import Story

Sections = Sequence[tuple[str, Sequence[str]]]


def section_of(story: Story, sections: Sections) -> str:
    """The first section one of whose words names the story's source, category or address.

    Words are compared whole, without regard to capitals: `business` is the part
    of an address `/business/` and the category `Business`, not `businesslike`.
    """
    labels = {*labels_of(story), story.source.casefold(), story.outlet.casefold()}
    return next((name for name, words in sections if not labels.isdisjoint(_folded(words))), "")


def _folded(words: Sequence[str]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


def as_sections(mapping: Mapping[str, Sequence[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A mapping of the config as values, in its order."""
    return tuple((name, tuple(words)) for name, words in mapping.items())
