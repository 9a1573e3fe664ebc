"""How many words a block has, and by how many it is beyond what the layout gives it."""

from __future__ import annotations

from briefing.desk.draft.draft import Draft
from briefing.editing.citations import block_sentences
from briefing.editing.layout import Layout
from briefing.models import Block, InBrief, Lead, TopicBlock, count_words


def words_in(block: Block) -> int:
    """The words of all sentences of a block."""
    return sum(count_words(sentence.text) for sentence in block_sentences(block))


def counted_words(block: Block) -> int:
    """The words of a block that its budget is for: what one outlet alone tells comes on top."""
    only = block.only if isinstance(block, Lead | TopicBlock) else ()
    return words_in(block) - sum(count_words(sentence.text) for sentence in only)


def budget_of(block: Block, layout: Layout) -> int:
    """How many words the layout gives a block: of the lines in brief, all together."""
    if isinstance(block, InBrief):
        return layout.brief_words * len(block.items)
    return layout.lead_words if isinstance(block, Lead) else layout.topic_words


def over_budget(draft: Draft) -> tuple[tuple[str, int], ...]:
    """The keys of blocks that have more words than the layout gives them, and how many more."""
    layout = draft.material.layout
    over = (
        (key, counted_words(block) - budget_of(block, layout))
        for key, block in draft.blocks.items()
        if isinstance(block, Lead | TopicBlock | InBrief)
    )
    return tuple((key, words) for key, words in over if words > 0)
