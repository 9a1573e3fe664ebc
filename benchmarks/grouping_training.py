"""What the model of grouping learns from: mornings with strangers, sets full of partners.

A view is a labelled batch with a weight and a family: the morning or set it
comes from. Whoever is measured on a family must not have learned from it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from benchmarks.labelled import (
    BATCHES,
    Labelled,
    batches,
    capped,
    hard_batches,
    has_text,
    in_view,
    views,
)
from benchmarks.mornings_data import Morning
from benchmarks.pseudo_languages import in_two_languages
from briefing.models import Story

# Weights of a morning, of one of its six variants, of a thinned batch of an old set, of a
# small batch: docs/decisions.md, Grouping.
MORNING, VARIANT, THINNED, SMALL = 1.0, 0.2, 0.1, 0.02
# Weights of a batch with the nearest strangers in it, by expert: docs/decisions.md, Grouping.
HARD_FOR_STRANGERS, HARD_FOR_PARTNERS = 0.2, 0.03
# A thinned batch has so many stories, and of all so many there are; the share that is alone.
THINNED_STORIES, THINNED_BATCHES, ALONE = 120, 20, (0.4, 0.7)
SAMPLED = 0.65
SEED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A labelled batch to learn from; `themes` of the batch are its topics.

    `partners`: nearly every story of it has one.
    """

    family: str
    labelled: Labelled
    weight: float
    partners: bool = False


def as_labelled(morning: Morning) -> Labelled:
    """The stories of a morning as grouping meets them, with events and topics."""
    return Labelled(
        morning.name,
        tuple(
            Story(
                id=item.id,
                title=item.title,
                text=item.text,
                source=item.outlet,
                url=item.url,
                published=item.published,
                language=item.language,
            )
            for item in morning.items
        ),
        tuple(item.event for item in morning.items),
        tuple(item.topic for item in morning.items),
    )


def strangers_views(mornings: Sequence[Morning], sets: Sequence[Labelled]) -> list[View]:
    """Mornings, variants of them, and batches of old sets with many strangers in them."""
    found: list[View] = []
    for morning in mornings:
        labelled = as_labelled(morning)
        found.append(View(family=morning.name, labelled=labelled, weight=MORNING))
        found += [
            View(family=morning.name, labelled=variant, weight=VARIANT)
            for variant in _variants(labelled)
        ]
    return [*found, *_thinned(sets), *_hard(sets, HARD_FOR_STRANGERS, partners=False)]


def partners_views(sets: Sequence[Labelled]) -> list[View]:
    """The views of the old sets, and half of the small and of the hard batches."""
    small = batches(sets)[BATCHES // 2 :]
    return [
        *(View(family=v.name, labelled=v, weight=1.0, partners=True) for v, _ in views(sets)),
        *(View(family="batches", labelled=b, weight=SMALL, partners=True) for b in small),
        *_hard(sets, HARD_FOR_PARTNERS, partners=True),
    ]


def _hard(sets: Sequence[Labelled], weight: float, *, partners: bool) -> Iterator[View]:
    """The hard batches that no benchmark shows: strangers in them share a place or a person."""
    for labelled in hard_batches(sets)[: BATCHES // 2]:
        yield View(family="hard", labelled=labelled, weight=weight, partners=partners)


def _variants(labelled: Labelled) -> Iterator[Labelled]:
    """Two samples, headlines only, first sentences only, large events cut, two languages."""
    rng = random.Random(f"{SEED}{labelled.name}")
    everything = range(len(labelled.stories))
    for _ in range(2):
        yield labelled.pick(sorted(rng.sample(everything, int(SAMPLED * len(everything)))))
    yield in_view(labelled, "title")
    yield in_view(labelled, "short")
    if len({story.language for story in labelled.stories}) == 1:
        yield replace(labelled, stories=in_two_languages(labelled.stories, rng))
    members: defaultdict[str, list[int]] = defaultdict(list)
    for place, event in enumerate(labelled.events):
        members[event].append(place)
    kept = [rng.sample(places, min(len(places), rng.randint(2, 6))) for places in members.values()]
    yield labelled.pick(sorted(place for places in kept for place in places))


def _thinned(sets: Sequence[Labelled]) -> Iterator[View]:
    rng = random.Random(SEED)
    shapes = ("short", "full", "title")
    for number in range(THINNED_BATCHES):
        whole = sets[number % len(sets)]
        view = shapes[number // len(sets) % 3] if has_text(whole) else "title"
        labelled = in_view(_thin(capped(whole), rng), view)  # type: ignore[arg-type]
        yield View(family=whole.name, labelled=labelled, weight=THINNED)


def _thin(labelled: Labelled, rng: random.Random) -> Labelled:
    """Some events with several stories, and many of which one story is left."""
    members: defaultdict[str, list[int]] = defaultdict(list)
    for place, event in enumerate(labelled.events):
        members[event].append(place)
    events = sorted(members)
    rng.shuffle(events)
    alone = rng.uniform(*ALONE)
    chosen: list[int] = []
    for event in events:
        size = 1 if rng.random() < _alone_events(alone) else rng.randint(2, 6)
        chosen += rng.sample(members[event], min(size, len(members[event])))
        if len(chosen) >= THINNED_STORIES:
            break
    return labelled.pick(sorted(chosen))


def _alone_events(share: float) -> float:
    """The share of events of one story, where groups have four in the mean."""
    return 4 * share / (1 + 3 * share)
