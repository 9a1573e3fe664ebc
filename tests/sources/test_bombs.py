"""Bombs cost what the limits say, are named, and the next document is read."""

from __future__ import annotations

import pytest

from benchmarks.bombs import BOMBS, cost
from briefing.sources.sandbox.pool import SECONDS

# The others only take longer: `python -m benchmarks.bombs` runs all.
QUICK = (
    "billion laughs",
    "quadratic entities",
    "external entity",
    "200,000 nested elements",
    "a million attributes",
    "700 KB of comments, escaped",
    "deep JSON",
    "200,000 nested divs",
    "20,000 nested parts",
    "a subject of 9 MB",
)


@pytest.mark.parametrize("name", QUICK)
def test_a_bomb_costs_no_more_than_the_limits(name: str) -> None:
    found = cost(name)
    assert found.seconds < SECONDS + 1
    assert found.megabytes < 300
    assert found.outcome


def test_no_entity_brings_a_file_in() -> None:
    kind, make = BOMBS["external entity"]
    assert kind == "feed"
    assert b"passwd" in make()
    assert "stories" in cost("external entity").outcome
