"""Labelled stories for measuring grouping: sets, views and the batches drawn from them.

A set is a file `NAME.jsonl`, one object a line: `id`, `title`, `text`,
`published`, `event`, `theme`, `language`. Ids and line order are replaced and
shuffled, so that they cannot help.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np
from scipy import sparse

from briefing.grouping.batch import compared
from briefing.models import Story
from briefing.text.sentences import split

View = Literal["full", "short", "title"]

# At most so many stories of an event are kept: a newsletter's batch has no event of 300.
CAPS = {"uci": 25, "googlenews": 12}
BATCHES, BATCH_SIZE, SEED = 60, 30, 0


@dataclass(frozen=True, slots=True)
class Labelled:
    """Stories with their gold labels; `themes` is empty where the set has none."""

    name: str
    stories: tuple[Story, ...]
    events: tuple[str, ...]
    themes: tuple[str, ...] = ()

    def pick(self, places: Sequence[int]) -> Labelled:
        """The stories at these places, in this order."""
        themes = tuple(self.themes[n] for n in places) if self.themes else ()
        return replace(
            self,
            stories=tuple(self.stories[n] for n in places),
            events=tuple(self.events[n] for n in places),
            themes=themes,
        )


def load(folder: Path) -> list[Labelled]:
    """All sets of a folder, by name, whole, shuffled."""
    return [_read(path) for path in sorted(folder.glob("*.jsonl"))]


def _read(path: Path) -> Labelled:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    name = path.stem
    stories = tuple(
        Story(
            id=f"{name}-{place:05d}",
            title=row["title"],
            text=row["text"],
            source=name,
            language=row.get("language") or "en",
        )
        for place, row in enumerate(rows)
    )
    events = tuple(f"{name}/{row['event']}" for row in rows)
    has_themes = all(row.get("theme") is not None for row in rows)
    themes = tuple(f"{name}/{row['theme']}" for row in rows) if has_themes else ()
    return Labelled(name, stories, events, themes)


def capped(labelled: Labelled) -> Labelled:
    """At most as many stories of an event as the set's cap allows, the first ones."""
    cap = CAPS.get(labelled.name)
    if cap is None:
        return labelled
    seen: Counter[str] = Counter()
    kept = []
    for place, event in enumerate(labelled.events):
        seen[event] += 1
        if seen[event] <= cap:
            kept.append(place)
    return labelled.pick(kept)


def has_text(labelled: Labelled) -> bool:
    """True for a set of more than headlines."""
    return any(story.text for story in labelled.stories)


def in_view(labelled: Labelled, view: View) -> Labelled:
    """The stories cut to what a view shows: all, title + first sentence, or title."""
    stories = tuple(replace(story, text=_shown(story, view)) for story in labelled.stories)
    return replace(labelled, stories=stories)


def _shown(story: Story, view: View) -> str:
    if view == "full" or not story.text:
        return story.text
    if view == "title":
        return ""
    spans = split(story.text[:5_000], story.language)
    return story.text[spans[0][0] : spans[0][1]] if spans else ""


def views(sets: Iterable[Labelled]) -> list[tuple[Labelled, View]]:
    """The views that make the mean: full and short of sets with text, titles of the others."""
    found: list[tuple[Labelled, View]] = []
    for whole in sets:
        labelled = capped(whole)
        kinds: tuple[View, ...] = ("full", "short") if has_text(whole) else ("title",)
        found.extend((in_view(labelled, view), view) for view in kinds)
    return found


def batches(sets: Sequence[Labelled]) -> list[Labelled]:
    """60 batches of 30 short stories, each of whole events of one or more sets.

    For each batch events are drawn without replacement from all sets
    together (uncapped sets by their caps), at most 6 stories of each, until
    30 stories are there.
    """
    short = [in_view(capped(s), "short" if has_text(s) else "title") for s in sets]
    everything = joined(short)
    by_event: dict[str, list[int]] = {}
    for place, event in enumerate(everything.events):
        by_event.setdefault(event, []).append(place)
    rng = random.Random(SEED)
    return [everything.pick(_draw(by_event, rng)) for _ in range(BATCHES)]


def _draw(by_event: dict[str, list[int]], rng: random.Random) -> list[int]:
    order = sorted(by_event)
    rng.shuffle(order)
    chosen: list[int] = []
    for event in order:
        members = list(by_event[event])
        rng.shuffle(members)
        chosen += members[: rng.randint(1, 6)]
        if len(chosen) >= BATCH_SIZE:
            break
    return chosen[:BATCH_SIZE]


def hard_batches(sets: Sequence[Labelled], count: int = BATCHES) -> list[Labelled]:
    """Batches of four events of 3 to 5 short stories, with three strangers to each.

    A stranger is a story of another event, the nearest there is by its words:
    it shares a place or a person and tells something else. The open sets have
    few such stories, a newsletter has many.
    """
    everything = joined([in_view(capped(s), "short" if has_text(s) else "title") for s in sets])
    batch = compared(everything.stories)
    place = {story.id: n for n, story in enumerate(everything.stories)}
    order = [place[story.id] for story in batch.stories]
    by_event: dict[str, list[int]] = {}
    for row, n in enumerate(order):
        by_event.setdefault(everything.events[n], []).append(row)
    of = [everything.events[n] for n in order]
    rng = random.Random(SEED)
    drawn = (_with_strangers(by_event, of, batch.space.all, rng) for _ in range(count))
    return [everything.pick([order[row] for row in rows]) for rows in drawn]


def _with_strangers(
    by_event: dict[str, list[int]], of: Sequence[str], vectors: sparse.csr_array, rng: random.Random
) -> list[int]:
    chosen: list[int] = []
    used: set[str] = set()
    events = sorted(event for event, rows in by_event.items() if len(rows) >= 3)
    for event in rng.sample(events, 4):
        rows = rng.sample(by_event[event], min(len(by_event[event]), rng.randint(3, 5)))
        used.add(event)
        likeness = (vectors[rows] @ vectors.T).toarray().mean(axis=0)
        strangers: list[int] = []
        for row in np.argsort(-likeness, kind="stable").tolist():
            if len(strangers) < 3 and of[row] not in used:
                used.add(of[row])
                strangers.append(row)
        chosen += rows + strangers
    return chosen


def joined(sets: Sequence[Labelled]) -> Labelled:
    """Several sets as one; in those without themes each event is one of its own."""
    return Labelled(
        "all",
        tuple(story for labelled in sets for story in labelled.stories),
        tuple(event for labelled in sets for event in labelled.events),
        tuple(theme for labelled in sets for theme in labelled.themes or labelled.events),
    )
