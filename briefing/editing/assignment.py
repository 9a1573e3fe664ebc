"""What composing works with: the layout, the moment, the decisions, and the summarizer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.editing.layout import Layout, Summarizer
from briefing.editing.rulings import Rulings
from briefing.models import Budget, Sentence, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One edition to make. Nothing in it changes while it is made."""

    layout: Layout
    now: datetime
    rulings: Rulings
    summarize: Summarizer

    def sentences(
        self, stories: Sequence[Story], words: int, *, exclude: Sequence[Sentence] = ()
    ) -> tuple[Sentence, ...]:
        """The sentences that say most of the stories in so many words."""
        if not stories or words < 1:
            return ()
        cap = self.layout.max_quote
        budget = Budget(words=words, exclude=tuple(exclude), max_quote=cap)
        return self.summarize(stories, budget).sentences
