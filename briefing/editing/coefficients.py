"""The numbers headlines and openings are weighed by; `benchmarks/fit_editing.py` fits them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def coefficients() -> Mapping[str, Mapping[str, float]]:
    """Part (headline, opening) -> feature -> coefficient."""
    text = resources.files("briefing.editing").joinpath("coefficients.json").read_text("utf-8")
    loaded: dict[str, dict[str, float]] = json.loads(text)
    return loaded


def weigh(part: str, features: Mapping[str, float]) -> float:
    """The weighted sum of the features of one part, to six digits; each must have a coefficient."""
    numbers = coefficients()[part]
    return round(sum(numbers[name] * features[name] for name in sorted(features)), 6)
