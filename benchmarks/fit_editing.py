"""Fits the coefficients of `briefing.editing`: `fit_editing.py --data FOLDER [--write]`.

Labelled mornings say which story's headline an editor printed for an event,
and with which sentence the block opened. Each is a choice among the event's
stories, or among that story's first sentences: conditional logit, pulled to
`editing_start.json`. Each morning counts the same. Prints the coefficients, and
how many of the editor's choices are hit by what was fitted to the other
mornings; `--write` puts them where the package reads them.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.labelled_mornings import LabelledStory, load_stories
from briefing.condensing import passages
from briefing.editing.headlines import EventView, headline_features
from briefing.editing.morning import Morning
from briefing.editing.openings import candidates, opening_features
from briefing.models import Story
from briefing.text.described import described

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "briefing" / "editing" / "coefficients.json"
START = HERE / "editing_start.json"
# In units of a feature's spread within a choice. Of pulls from .02 to 5 the mornings left out hit
# 94 to 99 of 164 headlines and 63 to 66 of 74 openings: a stronger one moves less for the same.
PULL = {"headline": 0.5, "opening": 2.0}
# Set by hand: labels hardly hold them, and a reader pays for each.
HELD = frozenset(
    (
        "not_news live video soft explainer preview overtaken older foreign unsafe derived shows"
    ).split()
)
LETTERS = 60

Matrix = NDArray[np.float64]
Table = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice of an editor: the options' features, a row each, and which was taken."""

    morning: str
    features: Matrix
    taken: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of labelled mornings")
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    options = parser.parse_args(arguments)
    start: Table = json.loads(START.read_text("utf-8"))
    choices: dict[str, list[Choice]] = {"headline": [], "opening": []}
    for name, items in load_stories(options.data).items():
        labels = json.loads((options.data / f"{name}.gold.json").read_text("utf-8"))
        for part, choice in morning_choices(name, items, labels, start):
            choices[part].append(choice)
    fitted = {part: _fitted(part, start[part], choices[part]) for part in start}
    text = json.dumps(fitted, indent=2) + "\n"
    print(text)
    if options.write:
        TARGET.write_text(text, encoding="utf-8")


def morning_choices(
    name: str,
    items: Sequence[LabelledStory],
    labels: Mapping[str, Mapping[str, object]],
    start: Table,
) -> Iterator[tuple[str, Choice]]:
    """Every labelled choice of a morning that leaves more than one option."""
    known = {story.id: story for story in described([item.story for item in items])}
    morning = Morning(known.values(), passages)
    events: dict[str, list[Story]] = defaultdict(list)
    for item in items:
        events[item.event.removeprefix(f"{name}/")].append(known[item.story.id])
    languages = [item.story.language[:2] for item in items]
    language = max(sorted(set(languages)), key=languages.count)
    for event, members in sorted(events.items()):
        view = EventView.of(members, morning)
        yield from _headline(name, event, view, labels, language, start)
        yield from _opening(name, event, view, labels, start)


def _headline(
    name: str,
    event: str,
    view: EventView,
    labels: Mapping[str, Mapping[str, object]],
    language: str,
    start: Table,
) -> Iterator[tuple[str, Choice]]:
    ids = [story.id for story in view.stories]
    gold = f"{name}/{labels['headline'].get(event)}"
    if gold in ids and len(ids) > 1:
        rows = [headline_features(story, view, language) for story in view.stories]
        yield "headline", _choice(name, rows, ids.index(gold), start["headline"])


def _opening(
    name: str,
    event: str,
    view: EventView,
    labels: Mapping[str, Mapping[str, object]],
    start: Table,
) -> Iterator[tuple[str, Choice]]:
    label = labels.get("opening", {}).get(event)
    if not isinstance(label, list):
        return
    story = next((one for one in view.stories if one.id == f"{name}/{label[0]}"), None)
    options = candidates(story, view) if story else []
    hits = [n for n, one in enumerate(options) if _letters(one.passage.text) == _letters(label[1])]
    if hits and len(options) > 1:
        rows = [opening_features(one, view) for one in options]
        yield "opening", _choice(name, rows, hits[0], start["opening"])


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())[:LETTERS]


def _choice(
    name: str, rows: Sequence[Mapping[str, float]], taken: int, start: Mapping[str, float]
) -> Choice:
    features = np.array([[row[feature] for feature in start] for row in rows])
    return Choice(morning=name, features=features, taken=taken)


def _fitted(part: str, start: Mapping[str, float], choices: Sequence[Choice]) -> dict[str, float]:
    """The coefficients of a part; prints what the other mornings' would have hit."""
    begin = np.array(list(start.values()))
    hits = before = 0
    for name in sorted({choice.morning for choice in choices}):
        out = [choice for choice in choices if choice.morning == name]
        rest = [choice for choice in choices if choice.morning != name]
        values = _fit(part, start, rest)
        hits += sum(_hit(choice, values) for choice in out)
        before += sum(_hit(choice, begin) for choice in out)
    print(f"# {part}: {len(choices)} choices; start hits {before}, mornings left out {hits}")
    values = _fit(part, start, choices)
    return {name: round(float(value), 3) for name, value in zip(start, values, strict=True)}


def _hit(choice: Choice, values: Matrix) -> bool:
    return int(np.argmax(choice.features @ values)) == choice.taken


def _fit(part: str, start: Mapping[str, float], choices: Sequence[Choice]) -> Matrix:
    """Least cross entropy; `HELD` coefficients stay where they start."""
    begin = np.array(list(start.values()))
    held = np.array([name in HELD for name in start])
    spread = np.sqrt(np.mean([c.features.var(axis=0) for c in choices], axis=0)) + 1e-6
    count: defaultdict[str, int] = defaultdict(int)
    for choice in choices:
        count[choice.morning] += 1

    def loss(values: Matrix) -> tuple[float, Matrix]:
        moved = np.where(held, 0.0, values - begin)
        total = PULL[part] * float(((moved * spread) ** 2).sum()) / 2
        slope = PULL[part] * moved * spread**2
        for choice in choices:
            weight = 1 / count[choice.morning] / len(count)
            scores = choice.features @ np.where(held, begin, values)
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            total -= weight * float(np.log(shares[choice.taken] + 1e-12))
            slope += weight * (shares @ choice.features - choice.features[choice.taken])
        return total, np.where(held, 0.0, slope)

    found: Matrix = minimize(loss, begin, jac=True, method="L-BFGS-B").x
    return np.where(held, begin, found)


if __name__ == "__main__":
    main()
