"""What composing works with: the layout, the moment, the decisions, and the summarizer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.editing.layout import Layout, Summarizer
from briefing.editing.pick import Fresh
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
        self,
        stories: Sequence[Story],
        words: int,
        *,
        of: Fresh,
        shown: Sequence[Sentence] = (),
        known: Sequence[Sentence] = (),
    ) -> tuple[Sentence, ...]:
        """The sentences that say most of some stories of a topic in so many words.

        `shown` stand beside them in the block: they are not chosen again, and
        count as quoted. Nor are chosen what readers know of the topic and `known`.
        """
        if not stories or words < 1:
            return ()
        budget = Budget(
            words=words,
            exclude=tuple(shown),
            known=(*of.old, *known),
            max_quote=self.layout.max_quote,
            quoted=_quoted(shown, stories, of),
        )
        return self.summarize(stories, budget).sentences


def _quoted(
    shown: Sequence[Sentence], stories: Sequence[Story], of: Fresh
) -> tuple[tuple[str, int], ...]:
    """Outlets, and the words quoted of those stories of theirs that are not given."""
    given = {story.id for story in stories}
    outlets = {story.id: story.outlet for story in of.stories if story.id not in given}
    counts: Counter[str] = Counter()
    for one in shown:
        if one.story_id in outlets:
            counts[outlets[one.story_id]] += len(one.text.split())
    return tuple(sorted(counts.items()))
