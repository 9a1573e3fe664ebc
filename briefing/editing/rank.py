"""The order of topics, as a sum of factors that can be read one by one.

Independent outlets count most: those of the topic, and of its main event, to
which other events add the more the more they are like it. A topic that tells of the
same as one above it gives way. How long a feed's text is says nothing about the
news, and counts nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from briefing.editing.beats import MOST_STATES, beat_of, is_public_affairs, states_in
from briefing.editing.context import EditionContext
from briefing.editing.edits_in_force import EditsInForce
from briefing.editing.events import main_event
from briefing.editing.gravity import gravity
from briefing.editing.kind_groups import KindGroup, group_of, may_lead
from briefing.editing.selection import Fresh
from briefing.editing.tolls import tolls
from briefing.editing.twins import are_twins, shared_names
from briefing.models import Event, FeedPosition, Story
from briefing.text.sentences import sentences

# Weights: rounded from a pairwise fit; with twelve mornings nobody can learn thirty (decisions).
OUTLETS, REACH, STORIES = 0.5, 0.3, 0.5
FULL_LIKENESS = 0.08  # as like the main event, another counts whole (decisions, "Rank")
RELEASE = "release"
MOST_OUTLET_STORIES = 2  # of the main event, that one outlet counts with: chosen, not measured
HALF_LIFE_HOURS = 24.0  # a day, as an edition has; 12 gains .7 of NDCG (decisions, "Rank")
FRESH_POINTS = 0.5  # of a story of this minute; of the pairwise fit, rounded
UNDATED_POINTS = 0.25  # where no story says when, as if a day old: chosen, not measured
KINDS: dict[KindGroup, float] = {
    "not_news": -2.0,
    "preview": -1.0,
    "soft": -0.5,
    "video": -0.3,
    "live": -0.2,
    "explainer": -0.5,
}
OBITUARY_POINTS = -0.5  # of one outlet it leads no edition; several outlets outweigh it (decisions)
BEATS = {"sport": -1.0, "culture": -0.8, "tech": -0.2, "": 0.0}
AFFAIRS_POINTS = 0.2  # of world and politics desks; .1 to .3 do as well (decisions, "Rank")
STATES_POINTS = 0.6  # for three states in a headline; of the pairwise fit, rounded
DEATHS, TOLL = 0.2, 0.3  # for a death, and more for ten thousand; between by the logarithm
POSITION_POINTS = 0.6  # between the first and the last; .5 to .9 do as well (decisions, "Rank")
FOREIGN_POINTS = -0.4  # all in another language; of the pairwise fit, rounded
TWIN_POINTS = -0.8  # what a block above tells of; .5 to 1 do as well (decisions, "Rank")
PIN_POINTS = 100.0  # more than all other factors together: chosen, not measured
RAN_BEFORE_POINTS = -0.25  # what is as strong and new goes first: chosen, not measured
TOLD_POINTS = -0.5  # and so much more where all was told: chosen, not measured
LEAST_WEIGHT = 0.01  # a source weighed nought has a logarithm too: chosen, not measured
_NUMBER = re.compile(r"[0-9]{1,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One part of a topic's score, and what it was counted from."""

    name: str
    value: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A topic with its factors; the score is their sum."""

    fresh: Fresh
    factors: tuple[Factor, ...]

    @property
    def score(self) -> float:
        """The sum of all factors, to six digits."""
        return round(sum(factor.value for factor in self.factors), 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """A topic with its main event and how much each other event counts beside it."""

    fresh: Fresh
    main: Event
    stories: tuple[Story, ...]
    others: tuple[tuple[Event, float], ...]


def rank(fresh: Iterable[Fresh], context: EditionContext) -> tuple[Ranked, ...]:
    """Topics by score, highest first, ties by id; then those the editor gave a place.

    What is only a quiz, a listing, a live page or the like never comes first by itself.
    """
    subjects = [_subject(topic, context) for topic in fresh]
    scored = [
        Ranked(fresh=subject.fresh, factors=_factors(subject, context)) for subject in subjects
    ]
    scored.sort(key=_by_score)
    apart = _apart(_led_by_news(scored), subjects, context)
    return _placed(apart, context.rulings)


def _by_score(ranked: Ranked) -> tuple[float, str]:
    return -ranked.score, ranked.fresh.topic.id


def _led_by_news(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The same order, but that the first topic which may lead comes first."""
    first = next((topic for topic in ranked if may_lead(topic.fresh.stories)), None)
    rest = [topic for topic in ranked if topic is not first]
    return rest if first is None else [first, *rest]


def _apart(
    ranked: Sequence[Ranked], subjects: Iterable[_Subject], context: EditionContext
) -> list[Ranked]:
    """The order in which what tells of the same as a block above gives way."""
    stories = {subject.fresh.topic.id: subject.stories for subject in subjects}
    names = {topic: shared_names(of, context.morning) for topic, of in stories.items()}

    def is_told(topic: str, above: str) -> bool:
        return bool(names[topic] & names[above]) and are_twins(
            stories[topic], stories[above], context.morning
        )

    order: list[Ranked] = []
    waiting = list(ranked)
    while waiting and len(order) < context.layout.max_topics + context.layout.in_brief:
        above = waiting.pop(0)
        order.append(above)
        charged = [
            _twin(topic, above) if is_told(topic.fresh.topic.id, above.fresh.topic.id) else topic
            for topic in waiting
        ]
        waiting = sorted(charged, key=_by_score) if charged != waiting else waiting
    return order + waiting


def _twin(ranked: Ranked, above: Ranked) -> Ranked:
    """A topic with the charge for what is told above it; it is charged once."""
    if any(factor.name == "twin" for factor in ranked.factors):
        return ranked
    title = " ".join(above.fresh.topic.title.split())
    charge = Factor(name="twin", value=TWIN_POINTS, why=f"tells of the same as {title!r} above")
    return replace(ranked, factors=(*ranked.factors, charge))


def _factors(subject: _Subject, context: EditionContext) -> tuple[Factor, ...]:
    """What speaks for a topic. Copies of one text count as one source."""
    fresh = subject.fresh
    every = [
        _outlets(fresh),
        _reach(subject),
        _freshness(subject, context),
        _kind(subject),
        _beat(subject),
        _gravity(subject),
        _position(subject),
        _language(subject, context),
        _weight(fresh, context),
        _novelty(fresh),
    ]
    if context.rulings.pinned(story.id for story in fresh.stories):
        every.append(Factor(name="pin", value=PIN_POINTS, why="pinned by the editor"))
    return tuple(every)


def _subject(fresh: Fresh, context: EditionContext) -> _Subject:
    originals = frozenset(story.id for story in fresh.originals)
    main = main_event(fresh.events, originals, context.layout.language)
    others = [event for event in fresh.events if event.id != main.id]
    return _Subject(
        fresh=fresh,
        main=main,
        stories=_originals(main, originals) or main.stories,
        others=tuple((event, _share(event, main, context)) for event in others),
    )


def _originals(event: Event, originals: frozenset[str]) -> tuple[Story, ...]:
    return tuple(story for story in event.stories if story.id in originals)


def _share(event: Event, main: Event, context: EditionContext) -> float:
    """How much an event counts beside the main one: all of it from a likeness of .08."""
    near = max(
        context.morning.likeness(story.id, other.id)
        for story in event.stories
        for other in main.stories
    )
    return round(min(1.0, near / FULL_LIKENESS), 6)


def _voices(stories: Iterable[Story]) -> list[str]:
    """Whose words the stories are: their outlets', but releases are all of one voice."""
    return [RELEASE if story.kind == "release" else story.outlet for story in stories]


def _outlets(fresh: Fresh) -> Factor:
    count = len(set(_voices(fresh.originals)))
    copies = len(fresh.copied)
    copied = f", {copies} {'copy' if copies == 1 else 'copies'} not counted" if copies else ""
    why = f"{count} independent {'source' if count == 1 else 'sources'}{copied}"
    return Factor(name="sources", value=_round(OUTLETS * math.log2(1 + count)), why=why)


def _reach(subject: _Subject) -> Factor:
    """How broadly the main event is told, with other events by how like it they are."""
    outlets = Counter(_voices(subject.stories))
    beside = sum(share * len(set(_voices(event.stories))) for event, share in subject.others)
    stories = sum(min(MOST_OUTLET_STORIES, count) for count in outlets.values())
    more = sum(share * len(event.stories) for event, share in subject.others)
    value = REACH * math.log2(1 + len(outlets) + beside / 2) + STORIES * math.log2(stories + more)
    count = len(subject.stories)
    why = f"main event told in {count} {'story' if count == 1 else 'stories'} of {len(outlets)}"
    if subject.others:
        why += f"; {len(subject.others)} others count as {more:.1f} stories"
    return Factor(name="reach", value=_round(value), why=why)


def _freshness(subject: _Subject, context: EditionContext) -> Factor:
    dates = [story.published for story in subject.fresh.stories if story.published]
    if not dates:
        return Factor(name="freshness", value=UNDATED_POINTS, why="no story says when")
    hours = max(0.0, (context.now - max(dates)).total_seconds() / 3600)
    value = FRESH_POINTS * 2 ** (-hours / HALF_LIFE_HOURS)
    return Factor(name="freshness", value=_round(value), why=f"newest {hours:.0f} hours old")


def _kind(subject: _Subject) -> Factor:
    """The mean over the main event's stories: one quiz among five reports hardly counts."""
    groups = [group_of(story) for story in subject.stories]
    value = fmean(_kind_points(story) for story in subject.stories)
    counts = Counter(groups)
    why = ", ".join(f"{counts[name]} {name.replace('_', ' ')}" for name in sorted(counts))
    return Factor(name="kind", value=_round(value), why=why)


def _kind_points(story: Story) -> float:
    return OBITUARY_POINTS if story.kind == "obituary" else KINDS.get(group_of(story), 0.0)


def _beat(subject: _Subject) -> Factor:
    beats = [beat_of(story) for story in subject.stories]
    counts: Counter[str] = Counter(beat for beat in beats if beat)
    affairs = sum(is_public_affairs(story) for story in subject.stories)
    if affairs:
        counts["of world or politics"] = affairs
    why = ", ".join(f"{counts[name]} {name}" for name in sorted(counts)) or "no beat of its own"
    value = fmean(BEATS[beat] for beat in beats) + AFFAIRS_POINTS * affairs / len(beats)
    return Factor(name="beat", value=_round(value), why=why)


def _gravity(subject: _Subject) -> Factor:
    """What the headlines' words weigh, which states they name, and how many were killed."""
    read = [gravity(story.title) for story in subject.stories]
    names = sorted({name for _, hits in read for name in hits})
    states = fmean(states_in(story.title) for story in subject.stories)
    dead = max(_killed(story) for story in subject.stories)
    value = fmean(value for value, _ in read) + STATES_POINTS * states / MOST_STATES
    value += (DEATHS + TOLL * math.log10(dead) / 4) if dead else 0.0
    why = ", ".join(names) or "nothing grave in the headlines"
    why += f"; {states:.1f} states named" if states else ""
    why += f"; {dead:.0f} killed" if dead else ""
    return Factor(name="gravity", value=_round(value), why=why)


def _killed(story: Story) -> float:
    return dict(tolls(story.title, story.language)).get("killed", 0.0)


def _position(subject: _Subject) -> Factor:
    """How high the sources themselves place it, from first to last; half where none says."""
    places = [(story.position, story.source) for story in subject.stories if story.position]
    if not places:
        return Factor(name="position", value=0.0, why="no source has an order of its own")
    best, source = max(places, key=lambda pair: (_height(pair[0]), pair[1]))
    value = POSITION_POINTS * (_height(best) - 0.5)
    why = f"number {best.number} of {best.count} in {' '.join(source.split())}"
    return Factor(name="position", value=_round(value), why=why)


def _height(position: FeedPosition) -> float:
    """1 for the first of a document, nearly 0 for its last."""
    return 1 - (position.number - 1) / position.count


def _language(subject: _Subject, context: EditionContext) -> Factor:
    language = context.layout.language[:2]
    share = fmean(story.language[:2] != language for story in subject.stories)
    why = f"{1 - share:.0%} of the main event in the newsletter's language"
    return Factor(name="language", value=_round(FOREIGN_POINTS * share), why=why)


def _weight(fresh: Fresh, context: EditionContext) -> Factor:
    """The mean over outlets, each by its weightiest source: one light source drags none down."""
    heaviest: dict[str, float] = {}
    for story in fresh.originals:
        weight = context.layout.weight(story.source)
        heaviest[story.outlet] = max(weight, heaviest.get(story.outlet, LEAST_WEIGHT))
    mean = fmean(heaviest[name] for name in sorted(heaviest))
    why = f"mean weight of its sources {mean:.3g}"
    return Factor(name="weight", value=_round(math.log2(mean)), why=why)


def _novelty(fresh: Fresh) -> Factor:
    """What ran before gives way, the more the less of it is new."""
    if fresh.developing is None:
        return Factor(name="novelty", value=0.0, why="new to readers")
    every = sum(len(sentences(story)) for story in fresh.stories)
    old = len(fresh.old) / every if every else 0.0
    count = fresh.developing.update
    why = (
        f"covered in {count} earlier {'edition' if count == 1 else 'editions'}, "
        f"{1 - old:.0%} of its sentences new"
    )
    return Factor(name="novelty", value=_round(RAN_BEFORE_POINTS + TOLD_POINTS * old), why=why)


def _round(value: float) -> float:
    return round(value, 6)


def _placed(scored: Sequence[Ranked], rulings: EditsInForce) -> tuple[Ranked, ...]:
    """The ranking with every topic the editor numbered at its number, from 1."""
    order: list[Ranked] = []
    moved: list[tuple[int, Ranked]] = []
    for ranked in scored:
        place = rulings.place(story.id for story in ranked.fresh.stories)
        number = 1 if place == "lead" else int(place) if _NUMBER.fullmatch(place) else 0
        if number:
            moved.append((number, ranked))
        else:
            order.append(ranked)
    for number, ranked in sorted(moved, key=lambda pair: pair[0]):
        order.insert(number - 1, ranked)
    return tuple(order)
