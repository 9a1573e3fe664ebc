"""All stories of a morning in terms: what a word weighs today, and how alike two texts are.

A term is what `facts` makes of a word: a stem, or a number by its value. It
weighs the logarithm of how few stories hold it (Sparck Jones, 1972).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefing.editing.facts import NUMBER, fact_set, facts
from briefing.models import Passage, Sentence, Story, StoryPassages
from briefing.text.background import RARE_SHARE, share
from briefing.text.proper_names import Namebook, PackedTokens, in_title_case

Passages = Callable[[Story], StoryPassages]
Vector = Mapping[str, float]
# Headline twice, three sentences once: what prototypes compared stories by (docs/decisions.md).
TITLE_TIMES = 2  # how often a headline counts: of the prototypes (docs/decisions.md)
BAG_PASSAGES = 3  # first sentences that count once: of the prototypes (docs/decisions.md)
# So many everyday stories stand beside the morning's own: without them three stories of one event
# make its words worthless; with 500 openings lose 2 points (docs/decisions.md).
EVERYDAY_STORIES = 100
STORY_WORDS = 60  # of an everyday story: chosen, not measured
LONGEST_STORY_PASSAGES = 1_000  # of a text are judged where it is told: chosen, not measured
NAMES_FROM_WORDS = 120  # of a text, in which names are looked for: chosen, not measured


@dataclass(frozen=True)
class StoryText:
    """A story as its editor reads it: headline and passages, each as a set of terms."""

    story: Story
    _passages: StoryPassages

    @cached_property
    def passages(self) -> Sequence[Passage]:
        """The passages of the text, judged: only told stories are asked for them."""
        return self._passages.judged(LONGEST_STORY_PASSAGES)

    def early(self, most: int) -> Sequence[Passage]:
        """The first passages, judged, for those who look no further."""
        return self._passages.judged(most)

    @cached_property
    def beginnings(self) -> Sequence[str]:
        """The words of the first passages: of most stories no more is ever read."""
        return self._passages.beginnings(BAG_PASSAGES)

    @cached_property
    def title(self) -> frozenset[str]:
        """The terms of the headline."""
        return fact_set(self.story.title, self.story.language)

    @cached_property
    def terms(self) -> tuple[frozenset[str], ...]:
        """The terms of each passage."""
        return tuple(self.terms_of(passage.text) for passage in self.passages)

    def terms_of(self, text: str) -> frozenset[str]:
        """The terms of a text in this story's language."""
        return fact_set(text, self.story.language)

    def holds(self, word: str) -> bool:
        """True where the headline or the text has these letters anywhere."""
        return word in self.story.text or word in self.story.title

    @cached_property
    def counts(self) -> Counter[str]:
        """How often headline and opening hold each term."""
        counts: Counter[str] = Counter()
        for term in facts(self.story.title, self.story.language):
            counts[term] += TITLE_TIMES
        for beginning in self.beginnings:
            counts.update(facts(beginning, self.story.language))
        return counts


class Morning:
    """The stories of one morning. Pure: their order makes no difference."""

    def __init__(self, stories: Iterable[Story], passages: Passages) -> None:
        ordered = sorted({story.id: story for story in stories}.values(), key=lambda s: s.id)
        self.texts = {story.id: StoryText(story, passages(story)) for story in ordered}
        self._holders: Counter[str] = Counter()
        for text in self.texts.values():
            self._holders.update(text.counts.keys())
        self._vectors: dict[str, Vector] = {}
        self._weights: dict[str, float] = {}
        self._masses: dict[frozenset[str], float] = {}
        self._units: dict[frozenset[str], Vector] = {}
        languages = Counter(story.language[:2] for story in ordered)
        self._language = min(languages, key=lambda name: (-languages[name], name), default="en")

    @cached_property
    def names(self) -> Namebook:
        """Which words are names, told by how this morning writes them."""
        book = Namebook()
        for text in self.texts.values():
            story = text.story
            opening = story.text[: NAMES_FROM_WORDS * 12]
            book.add(PackedTokens.read(opening, NAMES_FROM_WORDS))
            title = PackedTokens.read(story.title)
            if not in_title_case(title.words, story.language):
                book.add(title)
        return book

    def weight(self, term: str) -> float:
        """What a term says today, at least 0: the fewer stories hold it, the more."""
        if term not in self._weights:
            everyday = EVERYDAY_STORIES * (1 - math.exp(-STORY_WORDS * self._share(term)))
            rarity = (EVERYDAY_STORIES + len(self.texts) + 1) / (
                everyday + self._holders[term] + 0.5
            )
            self._weights[term] = max(0.0, math.log(rarity))
        return self._weights[term]

    def _share(self, term: str) -> float:
        return RARE_SHARE if term.startswith(NUMBER) else share(term, self._language)

    def mass(self, terms: Iterable[str]) -> float:
        """The weight of some terms together; the same ones are weighed again and again."""
        every = frozenset(terms)
        if every not in self._masses:
            self._masses[every] = sum(self.weight(term) for term in sorted(every))
        return self._masses[every]

    def cover(self, terms: frozenset[str], by: Iterable[str]) -> float:
        """The share of the weight of some terms that others hold, 0 to 1; 0 of nothing."""
        whole = self.mass(terms)
        return self.mass(terms & frozenset(by)) / whole if whole > 0 else 0.0

    def vector(self, story_id: str) -> Vector:
        """A story as a unit vector over its terms."""
        if story_id not in self._vectors:
            self._vectors[story_id] = self.unit(self.texts[story_id].counts)
        return self._vectors[story_id]

    def unit(self, counts: Mapping[str, float]) -> Vector:
        """Counted terms as a unit vector, each by its weight; empty where nothing weighs."""
        raw = {
            term: (1 + math.log(counts[term])) * weight
            for term in sorted(counts)
            if (weight := self.weight(term)) > 0
        }
        norm = math.sqrt(sum(value * value for value in raw.values()))
        return {term: value / norm for term, value in raw.items()} if norm else {}

    def likeness(self, story_id: str, other_id: str) -> float:
        """The cosine of two stories."""
        return cosine(self.vector(story_id), self.vector(other_id))

    def unit_of(self, terms: Iterable[str]) -> Vector:
        """A set of terms as a unit vector; a told sentence is compared with many."""
        every = frozenset(terms)
        if every not in self._units:
            self._units[every] = self.unit(dict.fromkeys(every, 1))
        return self._units[every]

    def passage_of(self, sentence: Sentence) -> Passage | None:
        """The passage a sentence is; None where it is none."""
        text = self.texts.get(sentence.story_id)
        every = text.passages if text else ()
        return next((passage for passage in every if passage.sentence == sentence), None)


def cosine(vector: Vector, other: Vector) -> float:
    """The cosine of two unit vectors, to six digits."""
    small, large = (vector, other) if len(vector) <= len(other) else (other, vector)
    return round(sum([value * large[term] for term, value in small.items() if term in large]), 6)
