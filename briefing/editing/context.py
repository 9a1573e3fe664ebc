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
from briefing.editing.edits_in_force import EditsInForce
from briefing.editing.layout import Layout, Summarizer
from briefing.editing.morning import Morning
from briefing.editing.name_tally import NameTally
from briefing.editing.selection import Fresh
from briefing.models import Block, Budget, Media, Sentence, Story, count_words

_UNCAPPED = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionContext:
    """One edition to make. Nothing in it changes while it is made.

    `stories` are all that it may name, by id. `printed` are the sentences of the
    blocks made so far, `pictures` what they show with a caption.
    """

    layout: Layout
    now: datetime
    rulings: EditsInForce
    morning: Morning
    tally: NameTally
    stories: dict[str, Story] = field(default_factory=dict)
    summarize: Summarizer | None = None
    printed: tuple[Sentence, ...] = ()
    pictures: tuple[Media, ...] = ()

    def after(self, *blocks: Block) -> EditionContext:
        """The assignment for what comes after these blocks."""
        printed = tuple(sentence for block in blocks for sentence in block_sentences(block))
        pictures = tuple(media for block in blocks for media in block_media(block) if media.caption)
        return replace(
            self, printed=(*self.printed, *printed), pictures=(*self.pictures, *pictures)
        )

    def sentences(
        self,
        stories: Sequence[Story],
        words: int,
        *,
        of: Fresh,
        beside: Sequence[Sentence] = (),
        known: Sequence[Sentence] = (),
    ) -> tuple[Sentence, ...]:
        """The sentences that say most of some stories of a topic in so many words.

        `beside` stand in the block with them: they are not chosen again, and
        count as quoted. Nor are chosen what other blocks show of these
        stories, what readers know of the topic and `known`.
        """
        if not stories or words < 1:
            return ()
        story_ids = {story.id for story in stories}
        excluded = (
            *beside,
            *(sentence for sentence in self.printed if sentence.story_id in story_ids),
        )
        if self.summarize is None:
            return ()
        budget = Budget(
            words=words,
            exclude=excluded,
            known=(*of.old, *known),
            max_quote=self.layout.max_quote,
            quoted=self._quoted_but(excluded, beside, story_ids),
        )
        return self.summarize(stories, budget).sentences

    def may_quote(
        self, story: Story, sentence: Sentence, of: Fresh, beside: Sequence[Sentence] = ()
    ) -> bool:
        """True where readers do not know a sentence yet, nothing shows it, and the cap allows it.

        A derived headline is the sentence itself: it is not said twice.
        """
        taken = (*of.old, *self.printed, *beside)
        free = not any(_overlaps(sentence, other) for other in taken)
        return free and count_words(sentence.text) <= self.room(story, beside)

    def standing(self, story: Story) -> tuple[Sentence, ...]:
        """The sentences of a story that can be read with nothing beside them."""
        passages = self.morning.texts[story.id].passages
        return tuple(passage.sentence for passage in passages if passage.stands)

    def room(self, story: Story, beside: Sequence[Sentence] = ()) -> int:
        """How many words of a story may still be quoted, where `beside` stand with them."""
        cap = self.layout.max_quote
        if cap is None:
            return _UNCAPPED
        return story.quotable(cap) - self._spent(beside)[story.quoted_as(cap)]

    def same_words(self, sentence: Sentence, other: Sentence) -> bool:
        """True where two sentences count as words of the same outlet, or story, under the cap."""
        return self._name(sentence.story_id) == self._name(other.story_id)

    def captioned(self, media: Media, story: Story, beside: Sequence[Sentence] = ()) -> Media:
        """A picture or video of a story; without its caption where that may not be quoted."""
        fits = count_words(media.caption) <= self.room(story, beside)
        return media if fits else replace(media, caption="")

    def _quoted_but(
        self, excluded: Sequence[Sentence], beside: Sequence[Sentence], story_ids: set[str]
    ) -> tuple[tuple[str, int], ...]:
        """What is quoted already, without those of `excluded` that are of these stories."""
        if self.layout.max_quote is None:
            return ()
        spent = self._spent(beside)
        spent.subtract(
            self._counted(sentence for sentence in excluded if sentence.story_id in story_ids)
        )
        return tuple(sorted(spent.items()))

    def _spent(self, beside: Sequence[Sentence]) -> Counter[str]:
        """The words quoted so far, by whose words they count as."""
        spent = self._counted((*self.printed, *beside))
        for media in self.pictures:
            spent[self._name(self._owner(media))] += count_words(media.caption)
        return spent

    def _owner(self, media: Media) -> str:
        given = replace(media, focus=None)
        return next((name for name, story in self.stories.items() if given in story.media), "")

    def _counted(self, sentences: Iterable[Sentence]) -> Counter[str]:
        counts: Counter[str] = Counter()
        for sentence in sentences:
            counts[self._name(sentence.story_id)] += count_words(sentence.text)
        return counts

    def _name(self, story_id: str) -> str:
        story, cap = self.stories.get(story_id), self.layout.max_quote
        return story.quoted_as(cap) if story and cap is not None else story_id


def _overlaps(sentence: Sentence, other: Sentence) -> bool:
    return (
        sentence.story_id == other.story_id
        and sentence.start < other.end
        and other.start < sentence.end
    )
