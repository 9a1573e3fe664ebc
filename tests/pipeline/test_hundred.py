"""A hundred feeds, twenty failing in twenty ways: each is named, the others are read."""

from __future__ import annotations

import sys

import pytest

from benchmarks.hundred import BAD, GOOD, a_newsletter
from briefing.cli.main import run


@pytest.mark.skipif(sys.platform != "linux", reason="needs all of 127.0.0.0/8 as loopback")
def test_every_failure_is_named_and_stops_no_other(capfd: pytest.CaptureFixture[str]) -> None:
    with a_newsletter() as config:
        assert run(["ingest", "--config", str(config), "--now", "2026-11-24T06:00Z"]) == 1
    faults = capfd.readouterr().err
    lines = [line for line in faults.splitlines() if line.startswith("feed-")]
    assert f"{GOOD} new stories, 0 changed" in faults
    assert [line.split(":")[0] for line in lines] == [f"feed-{place * 5:02}" for place in range(20)]
    reasons = [line.split(": ", 1)[1].partition(": ")[2] for line in lines]
    assert len(BAD) == len(lines)
    assert all(reasons)
    assert len(set(reasons)) >= 15  # a drip and a silence, a bomb and an endless body read alike
