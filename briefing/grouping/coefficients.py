"""The numbers of the two looks; `benchmarks/fit_grouping.py` makes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal

import numpy as np

from briefing.grouping.sparse import Vector

Look = Literal["first", "second"]
CONSTANT = "constant"


@cache
def coefficients() -> dict[str, dict[str, float]]:
    """Look -> feature -> coefficient."""
    text = resources.files("briefing.grouping").joinpath("coefficients.json").read_text("utf-8")
    loaded: dict[str, dict[str, float]] = json.loads(text)
    return loaded


def probability(look: Look, features: Mapping[str, Vector]) -> Vector:
    """That two stories tell one event, for pairs given by their features; six digits."""
    weights = coefficients()[look]
    total = np.full(len(next(iter(features.values()))), weights[CONSTANT])
    for name, values in features.items():
        total += weights[name] * values
    return np.asarray(np.round(1.0 / (1.0 + np.exp(-total)), 6))
