"""Measure kinds and overtaken stories on labelled mornings.

    python -m benchmarks.kinds --data FOLDER [--json] [--pin]

Weights are fitted on the other mornings for each (leave one out), and its
stories have those of the other mornings for a history. `loud` are the kinds
that never lead an edition. `states` are taken within the labelled events; they
are rules, nothing is fitted. Figures are per cent.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import floors_file
from benchmarks.fit_kinds import fitted
from benchmarks.labelled_mornings import LabelledStory, load_stories
from briefing.editing.overtaken import overtaken
from briefing.models import KINDS, Kind, Story
from briefing.text.described import described
from briefing.text.kinds import LOUD
from briefing.text.kinds.classify import KindMixtures
from briefing.text.kinds.evidence import evidence
from briefing.text.kinds.model import likeliest, probabilities

Mornings = Mapping[str, Sequence[LabelledStory]]
PINNED = ("loud precision", "loud recall", "states precision", "states recall")


def measured(mornings: Mornings) -> dict[str, float]:
    """Precision and recall by kind, of the loud kinds, and of overtaken stories."""
    return _by_kind(left_out(mornings)) | states(mornings)


def left_out(mornings: Mornings) -> list[tuple[Kind, Kind]]:
    """Label and answer of every story, by weights that never saw its morning."""
    every = [one for labelled in mornings.values() for one in labelled]
    marks = {one.story.id: evidence(one.story) for one in every}
    stories = {one.story.id: one.story for one in every}
    pairs: list[tuple[Kind, Kind]] = []
    for name, labelled in mornings.items():
        others = [one for one in every if one.morning != name]
        table = fitted([marks[one.story.id] for one in others], [one.kind for one in others])
        chances = {story_id: probabilities(own, table) for story_id, own in marks.items()}
        habits = KindMixtures(stories, chances)
        pairs += [(one.kind, likeliest(habits.of(one.story))) for one in labelled]
    return pairs


def _by_kind(pairs: Sequence[tuple[Kind, Kind]]) -> dict[str, float]:
    loud = [(label in LOUD, answer in LOUD) for label, answer in pairs]
    figures = _precision_recall("loud", loud)
    for kind in KINDS:
        own = [(label == kind, answer == kind) for label, answer in pairs]
        figures |= _precision_recall(kind, own)
    return figures


def _precision_recall(name: str, pairs: Sequence[tuple[bool, bool]]) -> dict[str, float]:
    both = sum(label and answer for label, answer in pairs)
    labelled, answered = sum(label for label, _ in pairs), sum(answer for _, answer in pairs)
    return {
        f"{name} precision": 100 * both / max(1, answered),
        f"{name} recall": 100 * both / max(1, labelled),
    }


def states(mornings: Mornings) -> dict[str, float]:
    """Overtaken stories of the labelled events against the labels."""
    pairs: list[tuple[bool, bool]] = []
    for labelled in mornings.values():
        known = described([one.story for one in labelled])
        events: dict[str, list[Story]] = defaultdict(list)
        for one, story in zip(labelled, known, strict=True):
            events[one.event].append(story)
        behind = {one.story_id for event in events.values() for one in overtaken(event)}
        pairs += [(one.stale, one.story.id in behind) for one in labelled]
    return _precision_recall("states", pairs)


def main() -> None:
    """Measure, print, and compare with the floors."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--pin", action="store_true")
    options = parser.parse_args()
    figures = measured(load_stories(options.data))
    print(json.dumps(figures) if options.json else _table(figures))
    if options.pin:
        pinned = {name: figures[name] for name in PINNED}
        floors_file.pin("kinds", pinned, sinking=frozenset())
    print("\n".join(floors_file.fallen("kinds", figures, sinking=frozenset())))


def _table(figures: Mapping[str, float]) -> str:
    names = dict.fromkeys(name.rsplit(" ", 1)[0] for name in figures)
    rows = [(name, figures[f"{name} precision"], figures[f"{name} recall"]) for name in names]
    return "\n".join(
        f"{name:10} P {precision:5.1f}  R {recall:5.1f}" for name, precision, recall in rows
    )


if __name__ == "__main__":
    main()
