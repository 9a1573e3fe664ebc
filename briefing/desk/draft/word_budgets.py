"""How many words a block has, and by how many it is beyond what the layout gives it."""

from __future__ import annotations

from briefing.desk.draft.draft import Draft
from briefing.editing.citations import block_sentences
from briefing.editing.layout import Layout
from briefing.models import Block, InBrief, Lead, Sentence, TopicBlock, count_words


def words_in(block: Block) -> int:
    """The words of all sentences of a block."""
    return _words(block_sentences(block))


def over_budget(draft: Draft) -> tuple[tuple[str, int], ...]:
    """The keys of blocks that have more words than the layout gives them, and how many more."""
    layout = draft.material.layout
    over = ((key, _over(block, layout)) for key, block in draft.blocks.items())
    return tuple((key, words) for key, words in over if words > 0)


def _over(block: Block, layout: Layout) -> int:
    if isinstance(block, Lead):
        return words_in(block) - _words(block.only) - layout.lead_words
    if isinstance(block, TopicBlock):
        return words_in(block) - _words(block.only) - layout.topic_words
    if isinstance(block, InBrief):
        sentences = [brief.sentence for brief in block.items if brief.sentence]
        return sum(max(0, _words((one,)) - layout.brief_words) for one in sentences)
    return 0


def _words(sentences: tuple[Sentence, ...]) -> int:
    return sum(count_words(sentence.text) for sentence in sentences)
