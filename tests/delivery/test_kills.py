"""A small share of the crash proof (`python -m tests.delivery.kills` runs it whole)."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.delivery.kills import POINTS, Figures, at_point, at_random
from tests.delivery.victim import make_store


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    make_store(folder, 40)
    return folder


def holds(figures: Figures) -> None:
    """No message twice, none lost in silence, in doubt at most one a kill and connection."""
    assert not figures.broken, figures
    assert figures.accepted + figures.in_doubt - figures.in_doubt_but_accepted == (
        80 * figures.runs
    )


@pytest.mark.slow
@pytest.mark.parametrize(("connections", "whole"), [(1, False), (3, False), (2, True)])
def test_kills_at_random_moments(template: Path, connections: int, whole: bool) -> None:
    rng, shape = random.Random(connections), {"connections": connections, "size": 4000}
    figures = at_random(template, 6, longest=0.15, whole=whole, rng=rng, **shape)
    assert figures.kills == 6
    holds(figures)


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS)
def test_a_kill_at_each_point(template: Path, point: str) -> None:
    figures = at_point(template, point, 1, connections=1, size=4000, rng=random.Random(1))
    assert figures.kills == 1
    holds(figures)
