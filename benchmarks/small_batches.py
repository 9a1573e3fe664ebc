"""Measure grouping on small batches drawn from labelled mornings: what a reader of few feeds has.

    python -m benchmarks.small_batches --data FOLDER [--only a1,b3] [--json] [--wrong]

Three kinds of batch are drawn of each morning, of 10, 20 and 40 stories, always the same:
`drawn` as they come, `partners` with some running stories in them (the share that has a
partner is that of a morning), `across` the same, whose strangers come from mornings of other
days, their times shifted to this one: whatever joins these is wrong.

Per size and kind, in per cent: BCubed F1 of events and topics, the groups of two and more that
hold strangers (`mixed`, of all such groups together), the stories that stand in such a group
(`misled`), and of the pairs the editor puts together those that are (`pairs`). `--wrong`
names the pairs that are put together wrongly, the likeliest first, and what they share.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.agreement import bcubed
from benchmarks.grouping_training import as_labelled
from benchmarks.labelled import Labelled
from benchmarks.mornings_data import Morning, load_mornings
from briefing.grouping import group
from briefing.grouping.pair_scores import PairScore, pair_scores
from briefing.models import Story, Topic

SIZES = (10, 20, 40)
# Batches of each size and kind a morning.
DRAWS, SEED = 4, 0
# Of a batch's stories, those with a partner; and so many of one topic at most.
PARTNERED_SHARE, MOST_OF_A_TOPIC = 0.4, 4

Grouped = Callable[[Sequence[Story]], Sequence[Topic]]
Figures = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallBatch:
    """Stories of one morning, or of several as if of one day, with their labels."""

    kind: str
    size: int
    morning: str
    labelled: Labelled


def small_batches(
    mornings: Sequence[Morning], draws: int = DRAWS, seed: int = SEED
) -> Iterator[SmallBatch]:
    """All batches, morning by morning; those of a morning depend on its language's others."""
    for morning in mornings:
        own = as_labelled(morning)
        others = [m for m in mornings if m is not morning and m.language == morning.language]
        strangers = [(as_labelled(other), morning.now - other.now) for other in others]
        for size in SIZES:
            rng = random.Random(f"{morning.name}/{size}/{seed}")
            for _ in range(draws):
                for kind, labelled in _drawn(own, strangers, size, rng):
                    yield SmallBatch(kind=kind, size=size, morning=morning.name, labelled=labelled)


def _drawn(
    own: Labelled,
    others: Sequence[tuple[Labelled, timedelta]],
    size: int,
    rng: random.Random,
) -> Iterator[tuple[str, Labelled]]:
    yield "drawn", own.pick(sorted(rng.sample(range(len(own.stories)), size)))
    together = _running(own, round(PARTNERED_SHARE * size), rng)
    alone = _alone(own, together, size - len(together), rng)
    yield "partners", own.pick(sorted(together + alone))
    if others:
        yield "across", _with_others(own.pick(sorted(together)), others, size, rng)


def _running(own: Labelled, most: int, rng: random.Random) -> list[int]:
    """Places of some topics of two and more, cut to a few stories each."""
    members: defaultdict[str, list[int]] = defaultdict(list)
    for place, topic in enumerate(own.themes):
        members[topic].append(place)
    topics = sorted(topic for topic, places in members.items() if len(places) > 1)
    rng.shuffle(topics)
    chosen: list[int] = []
    for topic in topics:
        wanted = min(len(members[topic]), rng.randint(2, MOST_OF_A_TOPIC), most - len(chosen))
        chosen += rng.sample(members[topic], wanted) if wanted > 1 else []
    return chosen


def _alone(own: Labelled, together: Sequence[int], most: int, rng: random.Random) -> list[int]:
    """Places of stories that have no partner in the batch: one of each other topic."""
    taken = {own.themes[place] for place in together}
    places = [place for place, topic in enumerate(own.themes) if topic not in taken]
    rng.shuffle(places)
    first = {own.themes[place]: place for place in places}
    return sorted(first.values(), key=places.index)[:most]


def _with_others(
    own: Labelled, others: Sequence[tuple[Labelled, timedelta]], size: int, rng: random.Random
) -> Labelled:
    """The stories, filled up with some of other mornings, at most one of each topic."""
    stories, events, themes = list(own.stories), list(own.events), list(own.themes)
    while len(stories) < size:
        other, shift = rng.choice(others)
        place = rng.randrange(len(other.stories))
        topic = f"{other.name}/{other.themes[place]}"
        if topic not in themes:
            stories.append(_shifted(other.stories[place], other.name, shift))
            events.append(f"{other.name}/{other.events[place]}")
            themes.append(topic)
    return Labelled(own.name, tuple(stories), tuple(events), tuple(themes))


def _shifted(story: Story, morning: str, shift: timedelta) -> Story:
    published = story.published + shift if story.published else None
    return replace(story, id=f"{morning}/{story.id}", published=published)


@dataclass(frozen=True, slots=True)
class Tally:
    """One level of one batch: BCubed F1, and what to count over batches."""

    f1: float
    counts: Counter[str]


def tally(gold: Sequence[str], groups: Sequence[str]) -> Tally:
    """A partition held against its labels."""
    members: defaultdict[str, list[str]] = defaultdict(list)
    for label, name in zip(gold, groups, strict=True):
        members[name].append(label)
    several = [labels for labels in members.values() if len(labels) > 1]
    mixed = [labels for labels in several if len(set(labels)) > 1]
    wanted = [pair for pair in combinations(range(len(gold)), 2) if gold[pair[0]] == gold[pair[1]]]
    counts = Counter(
        groups=len(several),
        mixed=len(mixed),
        misled=sum(map(len, mixed)),
        stories=len(gold),
        wanted=len(wanted),
        put=sum(groups[i] == groups[j] for i, j in wanted),
    )
    return Tally(bcubed(gold, groups).f1, counts)


def labels_of(stories: Sequence[Story], topics: Sequence[Topic]) -> tuple[list[str], list[str]]:
    """For each story the event and the topic it was put into."""
    events = {s.id: event.id for topic in topics for event in topic.events for s in event.stories}
    homes = {story.id: topic.id for topic in topics for story in topic.stories}
    return [events[s.id] for s in stories], [homes[s.id] for s in stories]


def measured(batch: SmallBatch, grouper: Grouped = group) -> dict[str, Tally]:
    """The tallies of a batch by level."""
    labelled = batch.labelled
    events, topics = labels_of(labelled.stories, grouper(labelled.stories))
    return {"event": tally(labelled.events, events), "topic": tally(labelled.themes, topics)}


def summed(tallies: Sequence[dict[str, Tally]]) -> Figures:
    """The figures of some batches together."""
    figures: Figures = {}
    for level in ("event", "topic"):
        counts: Counter[str] = sum((one[level].counts for one in tallies), Counter())
        figures |= {
            f"{level}_f1": 100 * fmean(one[level].f1 for one in tallies),
            f"{level}s_mixed": _percent(counts["mixed"], counts["groups"]),
            f"{level}_misled": _percent(counts["misled"], counts["stories"]),
            f"{level}_pairs": _percent(counts["put"], counts["wanted"]),
        }
    return figures


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def rows_of(batches: Sequence[SmallBatch], grouper: Grouped = group) -> dict[str, Figures]:
    """Size and kind, each size and all -> figures."""
    held: defaultdict[str, list[dict[str, Tally]]] = defaultdict(list)
    for batch in batches:
        tallies = measured(batch, grouper)
        for name in (f"{batch.size} {batch.kind}", f"{batch.size}", "all"):
            held[name].append(tallies)
    return {name: summed(tallies) for name, tallies in held.items()}


def table(rows: dict[str, Figures]) -> str:
    """The figures for a reader."""
    names = list(next(iter(rows.values()), {}))
    head = f"{'':14}" + "".join(f"{name:>14}" for name in names)
    lines = (
        f"{title:14}" + "".join(f"{rows[title][name]:14.1f}" for name in names)
        for title in sorted(rows)
    )
    return "\n".join([head, *lines])


def wrong_pairs(batch: SmallBatch) -> list[tuple[PairScore, Story, Story]]:
    """The pairs of one topic that the editor keeps apart, with their scores."""
    labelled = batch.labelled
    _, homes = labels_of(labelled.stories, group(labelled.stories))
    places = [
        (i, j)
        for i, j in combinations(range(len(homes)), 2)
        if homes[i] == homes[j] and labelled.themes[i] != labelled.themes[j]
    ]
    by_id = {story.id: story for story in labelled.stories}
    asked = [(labelled.stories[i].id, labelled.stories[j].id) for i, j in places]
    scores = pair_scores(labelled.stories, asked) if asked else ()
    return [(score, by_id[score.left], by_id[score.right]) for score in scores]


def wrong_lines(batches: Sequence[SmallBatch]) -> Iterator[str]:
    """A line for each wrong pair: size and kind, topic's score, headlines, what is shared."""
    for batch in batches:
        for score, left, right in wrong_pairs(batch):
            terms = ", ".join(score.terms)
            yield (
                f"{batch.size} {batch.kind} {batch.morning} {score.topic:.2f}: "
                f"{left.title} | {right.title} ({terms})"
            )


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw, group, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True, help="folder with labelled mornings")
    parser.add_argument("--only", default="", help="names of mornings, with commas")
    parser.add_argument("--json", action="store_true", help="for machines")
    parser.add_argument("--wrong", action="store_true", help="name the pairs put together wrongly")
    options: Any = parser.parse_args(arguments)
    chosen = {name for name in options.only.split(",") if name}
    mornings = [m for m in load_mornings(options.data) if not chosen or m.name in chosen]
    batches = list(small_batches(mornings))
    if options.wrong:
        print("\n".join(wrong_lines(batches)))
        return
    rows = rows_of(batches)
    print(json.dumps(rows, indent=1) if options.json else table(rows))


if __name__ == "__main__":
    main()
