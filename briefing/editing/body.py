"""What follows an opening: further sentences of the same event, each of which must add something.

A sentence of another event never stands under the headline; one of another
story stands only where it can be read without its own. With teasers of one or
two sentences mostly nothing follows, and that is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefing.editing.choice import Choice
from briefing.editing.exclusives import is_loose
from briefing.editing.facts import NUMBER, names
from briefing.editing.headlines import EventView
from briefing.editing.kind_groups import group_of
from briefing.editing.morning import cosine
from briefing.editing.overtaken import highest_toll
from briefing.editing.tolls import is_vague, tolls
from briefing.models import Passage, Sentence, Story, count_words
from briefing.text.background_sentences import is_background
from briefing.text.proper_names import tokens
from briefing.text.voice import quoted_share

# Widths of the labelled prototype, read line by line on mornings: docs/decisions.md, "What
# follows an opening must add". What is not said there was chosen with them, not measured.
WORDS = range(8, 46)  # of a sentence that follows
NEW_SHARE = 0.55  # of a sentence's weight is new, with a new name or number (docs/decisions.md)
NEW_ALONE_SHARE = 0.7  # new without them, of the headline's own story (docs/decisions.md)
MOST_LIKENESS = 0.42  # to what stands, of the headline's own story (docs/decisions.md)
MOST_OTHERS_LIKENESS = 0.3  # to what stands, of another story (docs/decisions.md)
LEAST_LIKENESS = 0.12  # the cosine to what the stories share; less is aside: chosen, not measured
SECOND_LEAD_SHARE = 0.3  # of the headline, in another story's sentence, tells it once more: chosen
LEAST_VALUE_POINTS = 0.55  # a sentence of less value does not follow: chosen, not measured
MOST_PLACES = 25  # of a story's sentences are looked at: chosen, not measured
UNTOLD_KINDS = ("not_news", "preview", "video", "soft", "live")
SILENT_KINDS = ("not_news", "preview")  # ... of which the others may say how many died

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


class Continuation:
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
        self._highest = highest_toll(view.stories)

    def further(self, room: Room, may_quote: MayQuote) -> tuple[Sentence, ...]:
        """The sentences that follow the opening, in reading order.

        None follows one without a mark at its end: they would run into each other, and no
        mark may be added.
        """
        if self._choice.opening is not None and self._choice.opening.text[-1:].isalnum():
            return ()
        words = room.words
        while len(self._chosen) < room.sentences:
            fits = [
                option
                for option in self._options()
                if count_words(option.passage.text) <= words
                and may_quote(option.story, option.passage.sentence, self._standing)
            ]
            best = max(fits, key=lambda option: (self._value(option), _order(option)), default=None)
            if best is None or self._value(best) < LEAST_VALUE_POINTS:
                break
            self._chosen.append(best)
            self._standing.append(best.passage.sentence)
            words -= count_words(best.passage.text)
        return self._ordered()

    def _ordered(self) -> tuple[Sentence, ...]:
        """The headline's story first, then the others as they were chosen, each in its order."""
        stories = dict.fromkeys(
            (self._choice.story.id, *(option.story.id for option in self._chosen))
        )
        rank = {name: number for number, name in enumerate(stories)}
        ordered = sorted(
            self._chosen, key=lambda option: (rank[option.story.id], option.passage.place)
        )
        return tuple(option.passage.sentence for option in ordered)

    def _options(self) -> Iterator[_Option]:
        """What may follow what stands by now."""
        for option in self._readable:
            if self._is_fit(option) and self._adds(option):
                yield option

    @cached_property
    def _readable(self) -> tuple[_Option, ...]:
        """What may follow as far as what stands makes no difference."""
        return tuple(option for option in self._told() if self._is_readable(option))

    def _told(self) -> Iterator[_Option]:
        for story in self._view.stories:
            is_own = story.id == self._choice.story.id
            state = self._view.states[story.id]
            if not is_own and state.overtaken:
                continue
            is_told = is_own or group_of(story) not in UNTOLD_KINDS
            text = self._view.morning.texts[story.id]
            for passage in text.passages[:MOST_PLACES]:
                option = _Option(story, passage, text.terms_of(passage.text))
                if is_told or self._tells_the_toll(option):
                    yield option

    def _tells_the_toll(self, option: _Option) -> bool:
        """True for the highest exact number of dead: who shows the news may be first to tell it."""
        if group_of(option.story) in SILENT_KINDS:
            return False
        killed = dict(tolls(option.passage.text, option.story.language)).get("killed", 0.0)
        return killed > 0 and not is_vague(killed) and killed == self._highest

    def _is_own(self, option: _Option) -> bool:
        """True for a sentence of the headline's own story."""
        return option.story.id == self._choice.story.id

    def _is_readable(self, option: _Option) -> bool:
        """True for a sentence of fit length after the opening, or one that needs nothing."""
        passage, opening = option.passage, self._choice.opening
        if count_words(passage.text) not in WORDS:
            return False
        if self._is_own(option):
            fits = opening is not None and passage.sentence.start >= opening.start and passage.fit
        else:
            fits = passage.stands and not passage.leans and not passage.text[-1:].isalnum()
        return fits and not is_background(passage.text, option.story.language)

    def _is_fit(self, option: _Option) -> bool:
        if any(_overlap(option.passage.sentence, other) for other in self._standing):
            return False
        return self._fits_own(option) if self._is_own(option) else self._fits_other(option)

    def _fits_own(self, option: _Option) -> bool:
        """With what it needs; it may lean on the sentence right before it."""
        places = self._places(option.story)
        met = all(set(group) & places for group in option.passage.needs)
        stands = option.passage.stands or self._follows(option) or bool(option.passage.needs)
        return met and stands

    def _fits_other(self, option: _Option) -> bool:
        above = [self._title, *(sentence.text for sentence in self._standing)]
        return not is_loose(option.passage.text, above, option.story.language)

    def _places(self, story: Story) -> set[int]:
        standing = [sentence for sentence in self._standing if sentence.story_id == story.id]
        passages = self._view.morning.texts[story.id].passages
        return {passage.place for passage in passages if passage.sentence in standing}

    def _follows(self, option: _Option) -> bool:
        return option.passage.place - 1 in self._places(option.story)

    def _adds(self, option: _Option) -> bool:
        """True where it says enough that nothing above it said, and contradicts nothing."""
        if self._tells_the_toll(option) and not self._is_counted(option.story.language):
            return True  # how many died is the news, in whatever words
        morning = self._view.morning
        above = self._terms_above(option)
        new = option.terms - above
        share = morning.mass(new) / (morning.mass(option.terms) or 1.0)
        facts = _facts(new, option)
        is_own = option.story.id == self._choice.story.id
        if share < NEW_SHARE or (not facts and (share < NEW_ALONE_SHARE or not is_own)):
            return False
        vector = morning.unit_of(option.terms)
        likeness = [cosine(vector, morning.unit_of(self._terms(s, option))) for s in self._standing]
        most = MOST_LIKENESS if is_own else MOST_OTHERS_LIKENESS
        if max(likeness, default=0.0) > most or self._nearness(option) < LEAST_LIKENESS:
            return False
        return not self._is_second_lead(option) and not self._has_other_toll(option)

    def _terms(self, sentence: Sentence, option: _Option) -> frozenset[str]:
        return self._view.morning.texts[option.story.id].terms_of(sentence.text)

    def _terms_above(self, option: _Option) -> frozenset[str]:
        texts = [self._title, *(sentence.text for sentence in self._standing)]
        text = self._view.morning.texts[option.story.id]
        return frozenset().union(*(text.terms_of(above) for above in texts))

    def _nearness(self, option: _Option) -> float:
        """How near a sentence is to what the event's stories share, or to its own story."""
        morning = self._view.morning
        centre = self._view.shared or frozenset(morning.texts[self._choice.story.id].counts)
        return cosine(morning.unit_of(option.terms), morning.unit_of(centre))

    def _is_second_lead(self, option: _Option) -> bool:
        if option.story.id == self._choice.story.id:
            return False
        morning = self._view.morning
        title = morning.texts[self._choice.story.id].title
        return morning.cover(title, option.terms) >= SECOND_LEAD_SHARE

    def _is_counted(self, language: str) -> bool:
        """True where what stands above says how many died."""
        above = (self._title, *(sentence.text for sentence in self._standing))
        return any("killed" in dict(tolls(text, language)) for text in above)

    def _has_other_toll(self, option: _Option) -> bool:
        """True where it counts dead, hurt or missing otherwise than what stands above it."""
        above = [self._title, *(sentence.text for sentence in self._standing)]
        language = option.story.language
        counted: dict[str, set[float]] = {}
        for text in above:
            for kind, value in tolls(text, language):
                counted.setdefault(kind, set()).add(value)
        return any(
            kind in counted and value not in counted[kind]
            for kind, value in tolls(option.passage.text, language)
        )

    def _value(self, option: _Option) -> float:
        morning, passage = self._view.morning, option.passage
        vector = morning.unit_of(option.terms)
        rest = [s for s in self._view.stories if s.id != option.story.id]
        others = sum(cosine(vector, morning.vector(s.id)) for s in rest) / max(1, len(rest))
        new = morning.mass(option.terms - self._terms_above(option)) / (
            morning.mass(option.terms) or 1.0
        )
        is_own = option.story.id == self._choice.story.id
        value = (
            1.2 * self._nearness(option) + 0.8 * others + 0.4 * new + 0.35 * (passage.place == 0)
        )
        value += 0.3 * min(6, _name_count(option)) / 6 + 0.25 * is_own + 0.3 * self._follows(option)
        value += 0.2 * (group_of(option.story) == "news") - 0.5 * quoted_share(passage.text)
        value -= 0.25 * (passage.place > 2) + 0.3 * self._age(option.story)
        return round(value, 6)

    def _age(self, story: Story) -> float:
        """Days by which a story is older than the newest of its event, at most one."""
        dates = [other.published for other in self._view.stories if other.published]
        if story.published is None or not dates:
            return 0.0
        return min(1.0, (max(dates) - story.published).total_seconds() / 86_400)


def _order(option: _Option) -> tuple[int, tuple[int, ...]]:
    return -option.passage.place, tuple(-ord(letter) for letter in option.story.id)


def _overlap(sentence: Sentence, other: Sentence) -> bool:
    return (
        sentence.story_id == other.story_id
        and sentence.start < other.end
        and other.start < sentence.end
    )


def _facts(new: frozenset[str], option: _Option) -> int:
    """How many new numbers and names a sentence brings."""
    numbers = sum(term.startswith(NUMBER) for term in new)
    return numbers + sum(1 for _ in _new_names(new, option))


def _new_names(new: frozenset[str], option: _Option) -> Iterator[str]:
    yield from sorted(names(option.passage.text, option.story.language) & new)


def _name_count(option: _Option) -> int:
    if option.story.language[:2] == "de":
        return 0
    return sum(t.word[:1].isupper() and not t.opens for t in tokens(option.passage.text))
