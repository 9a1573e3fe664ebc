"""What follows an opening: further sentences of the same event, each of which must add something.

A sentence of another event never stands under the headline; one of another
story stands only where it can be read without its own. With teasers of one or
two sentences mostly nothing follows, and that is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from briefing.editing.choice import Choice
from briefing.editing.exclusives import is_loose
from briefing.editing.headlines import EventView
from briefing.editing.kind_groups import group_of
from briefing.editing.morning import cosine
from briefing.editing.terms import NUMBER, names
from briefing.editing.tolls import tolls
from briefing.models import Passage, Sentence, Story, count_words
from briefing.text.proper_names import tokens
from briefing.text.voice import quoted_share

# Widths of the labelled prototype, read line by line on mornings (docs/decisions.md).
WORDS = range(8, 46)
NEW_SHARE, NEW_SHARE_ALONE = 0.55, 0.7
MOST_COSINE, MOST_COSINE_OTHERS, LEAST_COSINE = 0.42, 0.3, 0.12
SECOND_LEAD_COVER, SECOND_LEAD_NEW = 0.3, 3
LEAST_VALUE = 0.55
MOST_PLACES = 25
UNTOLD_KINDS = ("not_news", "preview", "video", "soft", "live")
LOWER_TOLL = 0.85

MayQuote = Callable[[Story, Sentence, Sequence[Sentence]], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much may follow: so many words, in so many sentences."""

    words: int
    sentences: int


@dataclass(frozen=True, slots=True)
class _Option:
    story: Story
    passage: Passage
    terms: frozenset[str]


class Body:
    """Chooses one sentence after the other; what was chosen counts for the next."""

    def __init__(
        self, choice: Choice, view: EventView, beside: Sequence[Sentence], title: str
    ) -> None:
        self._choice = choice
        self._view = view
        self._title = title
        self._standing = list(beside)
        if choice.opening is not None:
            self._standing.append(choice.opening)
        self._chosen: list[_Option] = []

    def further(self, room: Room, may_quote: MayQuote) -> tuple[Sentence, ...]:
        """The sentences that follow the opening, in reading order."""
        words = room.words
        while len(self._chosen) < room.sentences:
            fits = [
                one
                for one in self._options()
                if count_words(one.passage.text) <= words
                and may_quote(one.story, one.passage.sentence, self._standing)
            ]
            best = max(fits, key=lambda one: (self._value(one), _order(one)), default=None)
            if best is None or self._value(best) < LEAST_VALUE:
                break
            self._chosen.append(best)
            self._standing.append(best.passage.sentence)
            words -= count_words(best.passage.text)
        return self._ordered()

    def _ordered(self) -> tuple[Sentence, ...]:
        """The headline's story first, then the others as they were chosen, each in its order."""
        stories = dict.fromkeys((self._choice.story.id, *(one.story.id for one in self._chosen)))
        rank = {name: number for number, name in enumerate(stories)}
        ordered = sorted(self._chosen, key=lambda one: (rank[one.story.id], one.passage.place))
        return tuple(one.passage.sentence for one in ordered)

    def _options(self) -> Iterator[_Option]:
        for story in self._view.stories:
            own = story.id == self._choice.story.id
            state = self._view.states[story.id]
            if not own and (group_of(story) in UNTOLD_KINDS or state.overtaken):
                continue
            text = self._view.morning.texts[story.id]
            pairs = list(zip(text.passages, text.terms, strict=True))[:MOST_PLACES]
            for passage, terms in pairs:
                option = _Option(story, passage, terms)
                if self._is_fit(option, own=own) and self._adds(option):
                    yield option

    def _is_fit(self, one: _Option, *, own: bool) -> bool:
        if count_words(one.passage.text) not in WORDS or one.passage.sentence in self._standing:
            return False
        if any(_overlap(one.passage.sentence, other) for other in self._standing):
            return False
        return self._fits_own(one) if own else self._fits_other(one)

    def _fits_own(self, one: _Option) -> bool:
        """After the opening, with what it needs; it may lean on the sentence right before it."""
        opening = self._choice.opening
        if opening is None or one.passage.sentence.start < opening.start:
            return False
        places = self._places(one.story)
        met = all(set(group) & places for group in one.passage.needs)
        return (
            met
            and one.passage.fit
            and (one.passage.stands or self._follows(one) or bool(one.passage.needs))
        )

    def _fits_other(self, one: _Option) -> bool:
        if not one.passage.stands or one.passage.leans or one.passage.text[-1:].isalnum():
            return False
        above = [self._title, *(sentence.text for sentence in self._standing)]
        return not is_loose(one.passage.text, above, one.story.language)

    def _places(self, story: Story) -> set[int]:
        standing = [one for one in self._standing if one.story_id == story.id]
        passages = self._view.morning.texts[story.id].passages
        return {one.place for one in passages if one.sentence in standing}

    def _follows(self, one: _Option) -> bool:
        return one.passage.place - 1 in self._places(one.story)

    def _adds(self, one: _Option) -> bool:
        """True where it says enough that nothing above it said, and contradicts nothing."""
        morning = self._view.morning
        above = self._terms_above(one)
        new = one.terms - above
        share = morning.mass(new) / (morning.mass(one.terms) or 1.0)
        facts = _facts(new, one)
        is_own = one.story.id == self._choice.story.id
        if share < NEW_SHARE or (not facts and (share < NEW_SHARE_ALONE or not is_own)):
            return False
        own = morning.unit_of(one.terms)
        likeness = [cosine(own, morning.unit_of(self._terms(s, one))) for s in self._standing]
        most = MOST_COSINE if is_own else MOST_COSINE_OTHERS
        if max(likeness, default=0.0) > most or self._nearness(one) < LEAST_COSINE:
            return False
        return not self._is_second_lead(one, facts) and not self._has_low_toll(one)

    def _terms(self, sentence: Sentence, one: _Option) -> frozenset[str]:
        return self._view.morning.texts[one.story.id].terms_of(sentence.text)

    def _terms_above(self, one: _Option) -> frozenset[str]:
        texts = [self._title, *(sentence.text for sentence in self._standing)]
        text = self._view.morning.texts[one.story.id]
        return frozenset().union(*(text.terms_of(above) for above in texts))

    def _nearness(self, one: _Option) -> float:
        """How near a sentence is to what the event's stories share, or to its own story."""
        morning = self._view.morning
        centre = self._view.shared or frozenset(morning.texts[self._choice.story.id].counts)
        return cosine(morning.unit_of(one.terms), morning.unit_of(centre))

    def _is_second_lead(self, one: _Option, facts: int) -> bool:
        if one.passage.place > 0 or one.story.id == self._choice.story.id:
            return False
        morning = self._view.morning
        title = morning.texts[self._choice.story.id].title
        return morning.cover(title, one.terms) >= SECOND_LEAD_COVER and facts < SECOND_LEAD_NEW

    def _has_low_toll(self, one: _Option) -> bool:
        own = dict(tolls(one.passage.text, one.story.language))
        above = [self._title, *(sentence.text for sentence in self._standing)]
        highest: dict[str, float] = {}
        for text in above:
            for kind, value in tolls(text, one.story.language):
                highest[kind] = max(value, highest.get(kind, 0.0))
        return any(value < LOWER_TOLL * highest.get(kind, 0.0) for kind, value in own.items())

    def _value(self, one: _Option) -> float:
        morning, passage = self._view.morning, one.passage
        own = morning.unit_of(one.terms)
        rest = [s for s in self._view.stories if s.id != one.story.id]
        others = sum(cosine(own, morning.vector(s.id)) for s in rest) / max(1, len(rest))
        new = morning.mass(one.terms - self._terms_above(one)) / (morning.mass(one.terms) or 1.0)
        is_own = one.story.id == self._choice.story.id
        value = 1.2 * self._nearness(one) + 0.8 * others + 0.4 * new + 0.35 * (passage.place == 0)
        value += 0.3 * min(6, _name_count(one)) / 6 + 0.25 * is_own + 0.3 * self._follows(one)
        value += 0.2 * (group_of(one.story) == "news") - 0.5 * quoted_share(passage.text)
        value -= 0.25 * (passage.place > 2) + 0.3 * self._age(one.story)
        return round(value, 6)

    def _age(self, story: Story) -> float:
        """Days by which a story is older than the newest of its event, at most one."""
        dates = [one.published for one in self._view.stories if one.published]
        if story.published is None or not dates:
            return 0.0
        return min(1.0, (max(dates) - story.published).total_seconds() / 86_400)


def _order(one: _Option) -> tuple[int, tuple[int, ...]]:
    return -one.passage.place, tuple(-ord(letter) for letter in one.story.id)


def _overlap(one: Sentence, other: Sentence) -> bool:
    return one.story_id == other.story_id and one.start < other.end and other.start < one.end


def _facts(new: frozenset[str], one: _Option) -> int:
    """How many new numbers and names a sentence brings."""
    numbers = sum(term.startswith(NUMBER) for term in new)
    return numbers + sum(1 for _ in _new_names(new, one))


def _new_names(new: frozenset[str], one: _Option) -> Iterator[str]:
    yield from sorted(names(one.passage.text, one.story.language) & new)


def _name_count(one: _Option) -> int:
    if one.story.language[:2] == "de":
        return 0
    return sum(t.word[:1].isupper() and not t.opens for t in tokens(one.passage.text))
