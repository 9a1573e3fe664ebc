"""The numbers of the model; `benchmarks/fit_grouping.py` makes them.

Two experts: `strangers` learned from mornings, on which most stories stand
alone, `partners` from sets in which nearly every story has one. Each has a
model for each look and level. A model is a logistic regression on hinges: a
feature counts with one slope, with another from `low` on and a third from
`high` on, and not beyond the bounds that training has seen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

import numpy as np

from briefing.grouping.sparse import Vector

GroupLevel = Literal["event", "topic"]
LEVELS: tuple[GroupLevel, ...] = ("event", "topic")
LOOKS = ("first", "second", "third")


@dataclass(frozen=True, slots=True)
class Hinge:
    """One feature: its bounds, where its slope changes, and the three slopes."""

    least: float
    most: float
    low: float
    high: float
    slopes: tuple[float, float, float]

    def of(self, values: Vector) -> Vector:
        """What the feature adds to the log-odds."""
        x = np.clip(values, self.least, self.most)
        plain, low, high = self.slopes
        return np.asarray(
            plain * x + low * np.maximum(0, x - self.low) + high * np.maximum(0, x - self.high)
        )


@dataclass(frozen=True, slots=True)
class Model:
    """What two stories have to do with each other, as log-odds of a pair's features."""

    constant: float
    hinges: Mapping[str, Hinge]

    def log_odds(self, features: Mapping[str, Vector]) -> Vector:
        """For each pair."""
        total = np.full(len(next(iter(features.values()))), self.constant)
        for name, hinge in self.hinges.items():
            total += hinge.of(features[name])
        return total


# Look -> level -> model.
Expert = Mapping[str, Mapping[GroupLevel, Model]]


@dataclass(frozen=True, slots=True)
class Experts:
    """Both experts, and from which mean similarity on each makes groups."""

    strangers: Expert
    partners: Expert
    cuts: Mapping[str, Mapping[GroupLevel, float]]


@cache
def shipped() -> Experts:
    """The experts that come with the package."""
    text = resources.files("briefing.grouping").joinpath("experts.json").read_text("utf-8")
    return from_plain(json.loads(text))


def from_plain(data: Mapping[str, Any]) -> Experts:
    """Experts from what `experts.json` holds."""
    return Experts(_expert(data["strangers"]), _expert(data["partners"]), data["cuts"])


def _expert(data: Mapping[str, Any]) -> Expert:
    return {
        look: {level: model_of(model) for level, model in levels.items()}
        for look, levels in data.items()
    }


def model_of(data: Mapping[str, Any]) -> Model:
    """A model from what `experts.json` holds of it."""
    return Model(
        data["constant"], {name: _hinge(numbers) for name, numbers in data["hinges"].items()}
    )


def _hinge(numbers: Sequence[float]) -> Hinge:
    least, most, low, high, *slopes = numbers
    return Hinge(least, most, low, high, (slopes[0], slopes[1], slopes[2]))
