"""The same topic told with another summarizer, to be seen side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.desk.draft.word_budgets import counted_words
from briefing.editing.citations import block_sentences
from briefing.models import Block, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A block as another method tells it.

    `method` names who chose; `added` and `removed` are its sentences against the draft's block.
    """

    method: str
    block: Block
    words: int
    added: tuple[Sentence, ...]
    removed: tuple[Sentence, ...]

    @property
    def same(self) -> bool:
        """True where it tells the topic in the same sentences."""
        return not self.added and not self.removed


def alternative(method: str, block: Block, now: Block | None) -> Alternative:
    """The block of another method beside the one of the draft."""
    shown: Sequence[Sentence] = block_sentences(now) if now else ()
    own = block_sentences(block)
    return Alternative(
        method=method,
        block=block,
        words=counted_words(block),
        added=tuple(one for one in own if one not in shown),
        removed=tuple(one for one in shown if one not in own),
    )
