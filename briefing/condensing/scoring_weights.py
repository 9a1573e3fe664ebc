"""The numbers the scores are made of; `benchmarks/fit_condensing.py` fits them."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

from briefing.condensing.sentence_vectors import Matrix


@cache
def coefficients() -> dict[str, dict[str, float]]:
    """Part (story, cluster, rank) -> feature -> coefficient."""
    text = (
        resources.files("briefing.condensing").joinpath("scoring_weights.json").read_text("utf-8")
    )
    loaded: dict[str, dict[str, float]] = json.loads(text)
    return loaded


def weigh(part: str, features: dict[str, Matrix]) -> Matrix:
    """The weighted sum of the features of one part; each must have a coefficient."""
    numbers = coefficients()[part]
    total = next(iter(features.values())) * 0.0
    for name, values in features.items():
        total = total + numbers[name] * values
    return total
