"""What a story's marks say of its kind: a multinomial logistic regression over them.

Weights stand in `weights.json`, fitted by `benchmarks/fit_kinds.py` on labelled
mornings from a start set by hand (an editor's: "quiz" in a headline means a quiz).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from briefing.models import KINDS, Kind

Chances = Mapping[Kind, float]

# Pages that hold no news, or are no page to read: they never lead an edition.
LOUD: frozenset[Kind] = frozenset(
    ("promo", "quiz", "listing", "service", "video", "live", "paper", "preview")
)
# Of the loud kinds together; best on mornings left out: docs/decisions.md.
LOUD_PROBABILITY = 0.4


@cache
def _model() -> Mapping[str, Mapping[str, Chances]]:
    text = files("briefing.text.kinds").joinpath("weights.json").read_text("utf-8")
    tables: Mapping[str, Mapping[str, Chances]] = json.loads(text)
    return tables


def shares() -> Chances:
    """How often each kind is met in the labelled mornings; no kind is without a share."""
    return _model()["shares"]["all"]


def probabilities(
    marks: Iterable[str], weights: Mapping[str, Chances] | None = None
) -> dict[Kind, float]:
    """How likely each kind is, by the marks of a story; they add up to one.

    `weights`: mark -> kind -> weight; None takes those of `weights.json`.
    """
    table = _model()["weights"] if weights is None else weights
    scores: dict[Kind, float] = dict.fromkeys(KINDS, 0.0)
    for mark in ("", *marks):
        for kind, weight in table.get(mark, {}).items():
            scores[kind] += weight
    most = max(scores.values())
    return normal({kind: math.exp(score - most) for kind, score in scores.items()})


def normal(parts: Chances) -> dict[Kind, float]:
    """The same chances, adding up to one."""
    whole = math.fsum(parts.values())
    return {kind: part / whole for kind, part in parts.items()}


def likeliest(chances: Chances) -> Kind:
    """The kind to print: one of the loud ones where these together are likely enough."""
    is_loud = (
        round(math.fsum(chances[kind] for kind in KINDS if kind in LOUD), 6) >= LOUD_PROBABILITY
    )
    among = [kind for kind in KINDS if (kind in LOUD) == is_loud]
    return max(among, key=lambda kind: round(chances[kind], 6))
