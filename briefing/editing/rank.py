"""The order of topics, as a sum of factors that can be read one by one."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.editing.edits import EditsInForce
from briefing.editing.layout import Layout, edition_id
from briefing.editing.published import Published
from briefing.editing.selection import Fresh, pick
from briefing.models import Edit, Edition, Topic
from briefing.text.sentences import sentences

HALF_LIFE_HOURS = 24.0
FULL_WORDS = 150  # a topic with as many words has substance; a lone teaser has not
PIN = 100.0
UNDATED = 0.5  # freshness where no story says when
RAN_BEFORE = -0.25  # what readers know of gives way to what is as strong and new
TOLD = -0.5  # ... and by so much more where every sentence was told
LEAST_WEIGHT = 0.01
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


def rank(
    fresh: Iterable[Fresh], *, layout: Layout, rulings: EditsInForce, now: datetime
) -> tuple[Ranked, ...]:
    """Topics by score, highest first, ties by id; then those the editor gave a place."""
    scored = [
        Ranked(fresh=one, factors=factors(one, layout=layout, rulings=rulings, now=now))
        for one in fresh
    ]
    scored.sort(key=lambda ranked: (-ranked.score, ranked.fresh.topic.id))
    return _placed(scored, rulings)


def factors(
    fresh: Fresh, *, layout: Layout, rulings: EditsInForce, now: datetime
) -> tuple[Factor, ...]:
    """What speaks for a topic. Copies of one text count as one source."""
    found = [
        _sources(fresh),
        _substance(fresh),
        _freshness(fresh, now),
        _weight(fresh, layout),
        _novelty(fresh),
    ]
    if rulings.pinned(story.id for story in fresh.stories):
        found.append(Factor(name="pin", value=PIN, why="pinned by the editor"))
    return tuple(found)


def _sources(fresh: Fresh) -> Factor:
    outlets = len({story.outlet for story in fresh.originals})
    count = len(fresh.copied)
    copied = f", {count} {'copy' if count == 1 else 'copies'} not counted" if count else ""
    why = f"{outlets} independent {'source' if outlets == 1 else 'sources'}{copied}"
    return Factor(name="sources", value=round(math.log2(1 + outlets), 6), why=why)


def _substance(fresh: Fresh) -> Factor:
    words = sum(len(story.text.split()) for story in fresh.originals)
    value = min(1.0, words / FULL_WORDS) + 0.25 * math.log2(len(fresh.originals))
    stories = "story" if len(fresh.originals) == 1 else "stories"
    why = f"{len(fresh.originals)} {stories}, {words:,} words"
    return Factor(name="substance", value=round(value, 6), why=why)


def _freshness(fresh: Fresh, now: datetime) -> Factor:
    dates = [story.published for story in fresh.stories if story.published]
    if not dates:
        return Factor(name="freshness", value=UNDATED, why="no story says when")
    hours = max(0.0, (now - max(dates)).total_seconds() / 3600)
    value = 2 ** (-hours / HALF_LIFE_HOURS)
    return Factor(name="freshness", value=round(value, 6), why=f"newest {hours:.0f} hours old")


def _weight(fresh: Fresh, layout: Layout) -> Factor:
    """The mean over outlets, each by its weightiest source: one light source drags none down."""
    heaviest: dict[str, float] = {}
    for story in fresh.originals:
        weight = layout.weight(story.source)
        heaviest[story.outlet] = max(weight, heaviest.get(story.outlet, LEAST_WEIGHT))
    mean = sum(heaviest[name] for name in sorted(heaviest)) / len(heaviest)
    value = round(math.log2(mean), 6)
    return Factor(name="weight", value=value, why=f"mean weight of its sources {mean:.3g}")


def _novelty(fresh: Fresh) -> Factor:
    """What ran before gives way, the more the less of it is new."""
    if fresh.developing is None:
        return Factor(name="novelty", value=0.0, why="new to readers")
    every = sum(len(sentences(story)) for story in fresh.stories)
    told = len(fresh.old) / every if every else 0.0
    count = fresh.developing.update
    why = (
        f"covered in {count} earlier {'edition' if count == 1 else 'editions'}, "
        f"{1 - told:.0%} of its sentences new"
    )
    return Factor(name="novelty", value=round(RAN_BEFORE + TOLD * told, 6), why=why)


def _placed(scored: Sequence[Ranked], rulings: EditsInForce) -> tuple[Ranked, ...]:
    """The ranking with every topic the editor numbered at its number, from 1."""
    order: list[Ranked] = []
    wanted: list[tuple[int, Ranked]] = []
    for ranked in scored:
        place = rulings.place(story.id for story in ranked.fresh.stories)
        number = 1 if place == "lead" else int(place) if _NUMBER.fullmatch(place) else 0
        if number:
            wanted.append((number, ranked))
        else:
            order.append(ranked)
    for number, ranked in sorted(wanted, key=lambda pair: pair[0]):
        order.insert(number - 1, ranked)
    return tuple(order)


def explain_rank(
    topics: Sequence[Topic],
    *,
    now: datetime,
    layout: Layout,
    earlier: Sequence[Edition] = (),
    edits: Sequence[Edit] = (),
) -> tuple[Ranked, ...]:
    """The topics of an edition in their order, each with the factors of its score."""
    name = edition_id(layout, now)
    rulings = EditsInForce.of(edits, edition_id=name, now=now)
    picked = pick(topics, Published.of(earlier, but=name), rulings)
    return rank(picked.fresh, layout=layout, rulings=rulings, now=now)
