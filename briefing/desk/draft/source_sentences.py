"""The text of a story as sentences to choose from: which are shown, what each would cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.desk.draft.draft import Draft
from briefing.desk.draft.word_budgets import budget_of, counted_words
from briefing.editing.citations import block_sentences
from briefing.models import Passage, Sentence, Story, count_words
from briefing.text.sentences import sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSentence:
    """One sentence of a source: `text` is `story.text[start:end]`, word for word.

    `shown_in` is the key of the block that shows it, `number` its place among that block's
    sentences from 1; "" and 0 where none does. `over` are the words by which the topic's block
    would be beyond its budget with it: in the place of the shown sentence that a swap would
    replace. `known`: it adds nothing to what readers were told before. `stands`: it can be
    read with nothing beside it. `swap` is the value of the decision that shows it.
    """

    text: str
    start: int
    end: int
    words: int
    shown_in: str
    number: int
    over: int
    known: bool
    stands: bool
    swap: str


def source_sentences(
    story: Story, draft: Draft, *, old: Sequence[Sentence], judged: Sequence[Passage]
) -> tuple[SourceSentence, ...]:
    """All sentences of a story in the order of its text.

    `old` are those that readers know, `judged` the story's passages.
    """
    standing = {(one.sentence.start, one.sentence.end) for one in judged if one.stands}
    known = {(one.start, one.end) for one in old if one.story_id == story.id}
    shown = _shown(story.id, draft)
    return tuple(
        SourceSentence(
            text=one.text,
            start=one.start,
            end=one.end,
            words=count_words(one.text),
            shown_in=_place(one, shown)[0],
            number=_place(one, shown)[1],
            over=_over(one, draft),
            known=(one.start, one.end) in known,
            stands=(one.start, one.end) in standing,
            swap=f"{one.start}:{one.end}",
        )
        for one in sentences(story)
    )


Shown = Mapping[Sentence, tuple[str, int]]


def _shown(story_id: str, draft: Draft) -> Shown:
    """Every sentence of a story that is shown, with its block and its number there."""
    return {
        sentence: (key, number)
        for key, block in draft.blocks.items()
        for number, sentence in enumerate(block_sentences(block), 1)
        if sentence.story_id == story_id
    }


def _place(sentence: Sentence, shown: Shown) -> tuple[str, int]:
    """Where a sentence is shown, as it is or cut otherwise: quotations may be cut at their end."""
    for other, place in shown.items():
        if sentence.start < other.end and other.start < sentence.end:
            return place
    return "", 0


def _over(sentence: Sentence, draft: Draft) -> int:
    """By how many words the block of its topic would be beyond its budget with it."""
    block = draft.blocks.get(f"topic:{draft.topic_ids.get(sentence.story_id, '')}")
    if block is None:
        return 0
    beside = [one for one in block_sentences(block) if one.story_id == sentence.story_id]
    replaced = min(beside, key=lambda one: abs(one.start - sentence.start), default=None)
    gone = 0 if replaced is None else count_words(replaced.text)
    words = counted_words(block) + count_words(sentence.text) - gone
    return max(0, words - budget_of(block, draft.material.layout))
