"""What composing works with: the layout, the moment, the decisions, the summarizer, what is shown.

`max_quote` holds for the whole edition: every block is made with the
assignment that knows of the blocks before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from briefing.editing.citations import block_media, block_sentences
from briefing.editing.edits import EditsInForce
from briefing.editing.layout import Layout, Summarizer
from briefing.editing.morning import Morning
from briefing.editing.name_tally import NameTally
from briefing.editing.selection import Fresh
from briefing.models import Block, Budget, Media, Sentence, Story, count_words

_UNCAPPED = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionContext:
    """One edition to make. Nothing in it changes while it is made.

    `stories` are all that it may name, by id. `told` are the sentences of the
    blocks made so far, `pictures` what they show with a caption.
    """

    layout: Layout
    now: datetime
    rulings: EditsInForce
    morning: Morning
    tally: NameTally
    stories: dict[str, Story] = field(default_factory=dict)
    summarize: Summarizer | None = None
    told: tuple[Sentence, ...] = ()
    pictures: tuple[Media, ...] = ()

    def after(self, *blocks: Block) -> EditionContext:
        """The assignment for what comes after these blocks."""
        told = tuple(one for block in blocks for one in block_sentences(block))
        shown = tuple(one for block in blocks for one in block_media(block) if one.caption)
        return replace(self, told=(*self.told, *told), pictures=(*self.pictures, *shown))

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
        count as quoted. Nor are chosen what other blocks show of these
        stories, what readers know of the topic and `known`.
        """
        if not stories or words < 1:
            return ()
        given = {story.id for story in stories}
        beside = (*shown, *(one for one in self.told if one.story_id in given))
        if self.summarize is None:
            return ()
        budget = Budget(
            words=words,
            exclude=beside,
            known=(*of.old, *known),
            max_quote=self.layout.max_quote,
            quoted=self._quoted_but(beside, shown, given),
        )
        return self.summarize(stories, budget).sentences

    def may_quote(
        self, story: Story, sentence: Sentence, of: Fresh, shown: Sequence[Sentence] = ()
    ) -> bool:
        """True where readers do not know a sentence yet, nothing shows it, and the cap allows it.

        A derived headline is the sentence itself: it is not said twice.
        """
        taken = (*of.old, *self.told, *shown)
        free = not any(_overlaps(sentence, other) for other in taken)
        return free and count_words(sentence.text) <= self.room(story, shown)

    def standing(self, story: Story) -> tuple[Sentence, ...]:
        """The sentences of a story that can be read with nothing beside them."""
        passages = self.morning.texts[story.id].passages
        return tuple(passage.sentence for passage in passages if passage.stands)

    def room(self, story: Story, shown: Sequence[Sentence] = ()) -> int:
        """How many words of a story may still be quoted, where `shown` stand beside them."""
        cap = self.layout.max_quote
        if cap is None:
            return _UNCAPPED
        return story.quotable(cap) - self._spent(shown)[story.quoted_as(cap)]

    def same_words(self, one: Sentence, other: Sentence) -> bool:
        """True where two sentences count as words of the same outlet, or story, under the cap."""
        return self._name(one.story_id) == self._name(other.story_id)

    def captioned(self, media: Media, story: Story, shown: Sequence[Sentence] = ()) -> Media:
        """A picture or video of a story; without its caption where that may not be quoted."""
        fits = count_words(media.caption) <= self.room(story, shown)
        return media if fits else replace(media, caption="")

    def _quoted_but(
        self, beside: Sequence[Sentence], shown: Sequence[Sentence], given: set[str]
    ) -> tuple[tuple[str, int], ...]:
        """What is quoted already, without the sentences of the given stories in `beside`."""
        if self.layout.max_quote is None:
            return ()
        spent = self._spent(shown)
        spent.subtract(self._counted(one for one in beside if one.story_id in given))
        return tuple(sorted(spent.items()))

    def _spent(self, shown: Sequence[Sentence]) -> Counter[str]:
        """The words quoted so far, by whose words they count as."""
        spent = self._counted((*self.told, *shown))
        for media in self.pictures:
            spent[self._name(self._owner(media))] += count_words(media.caption)
        return spent

    def _owner(self, media: Media) -> str:
        return next((name for name, story in self.stories.items() if media in story.media), "")

    def _counted(self, sentences: Iterable[Sentence]) -> Counter[str]:
        counts: Counter[str] = Counter()
        for one in sentences:
            counts[self._name(one.story_id)] += count_words(one.text)
        return counts

    def _name(self, story_id: str) -> str:
        story, cap = self.stories.get(story_id), self.layout.max_quote
        return story.quoted_as(cap) if story and cap is not None else story_id


def _overlaps(one: Sentence, other: Sentence) -> bool:
    return one.story_id == other.story_id and one.start < other.end and other.start < one.end
