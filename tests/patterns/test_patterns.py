"""No pattern of the package takes more than linear time, whatever it is applied to."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patterns.collect import Use, uses

ROOT = Path(__file__).resolve().parent.parent.parent
# Processor seconds that all inputs of one share of the patterns may take; a killed one is slow.
SHARES = 8
SECONDS = 60

# The rule that once read an agency's credit line: an article in a thousand made it run for ever.
_NAMES = r"(?:[A-Z][\w.’'-]*|and|in|with|by|from|for|of|the|&|;|,|\s)"
CREDIT_LINE = Use(
    where="the old rule for credits",
    pattern=r"\(?(?:additional |with )?(?:reporting|writing|editing)(?: and (?:writing|editing))?"
    rf" (?:by|from) (?:additional reporting|reporting|writing|editing|{_NAMES})+\.?\)?",
    flags=2,
    way="fullmatch",
)
BYLINE = Use(
    where="the old rule for bylines",
    pattern=r"(?:By|BY) (?:[A-ZÀ-Þ][\w.’'-]*|and|,|\s)+(?:, (?:The |the )?[A-Z][\w ]{2,40})?",
    flags=0,
    way="fullmatch",
)
SIGN_UP = Use(
    where="the old rule for sign-ups",
    pattern=r"(?i)^(?:please )?(?:sign up|subscribe)(?: (?:here|now"
    r"|to (?:this|our|the) [\w ’']{1,60}|for (?:this|our) [\w ’']{1,60}))*[.!?:…]*$",
    flags=0,
    way="match",
)
COMMENT = Use(where="comments, lazily", pattern=r"(?s)<!--.*?-->", flags=0, way="sub")
TRAILING_SPACE = Use(where="a plain quadratic one", pattern=r"\s+$", flags=0, way="search")


def slow_ones(chosen: list[Use], *, seconds: int) -> tuple[list[str], list[float]]:
    """Which of the uses are slow, with their inputs, and the seconds of the others."""
    slow: list[str] = []
    taken: list[float] = []
    while chosen:
        lines = _measured(chosen, seconds)
        done = [line for line in lines if "slow" in line]
        slow += [
            f"{use.where} ({use.way}): {line['slow']}"
            for use, line in zip(chosen, done, strict=False)
            if line["slow"]
        ]
        taken += [float(line["seconds"]) for line in done]
        rest = chosen[len(done) :]
        if rest:
            slow.append(f"{rest[0].where} ({rest[0].way}): killed after {seconds} s")
        chosen = rest[1:]
    return slow, taken


def _measured(chosen: list[Use], seconds: int) -> list[dict[str, str]]:
    """What the child says of the uses, in order, until it is done or killed."""
    child = subprocess.run(
        [sys.executable, "-m", "tests.patterns.measure"],
        input="\n".join(use.to_json() for use in chosen),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1)),
    )
    assert child.returncode <= 0, child.stderr
    return [json.loads(line) for line in child.stdout.splitlines()]


@pytest.mark.parametrize("share", range(SHARES))
def test_no_pattern_is_worse_than_linear(share: int) -> None:
    slow, taken = slow_ones(uses()[share::SHARES], seconds=SECONDS)
    assert not slow, "\n".join(slow)
    assert taken


@pytest.mark.parametrize(
    "use", [CREDIT_LINE, BYLINE, SIGN_UP, COMMENT, TRAILING_SPACE], ids=lambda u: u.where
)
def test_it_would_have_caught_those_that_were_slow(use: Use) -> None:
    slow, _ = slow_ones([use], seconds=2)
    assert slow


def test_patterns_are_collected_from_attributes_and_calls() -> None:
    places = {use.where for use in uses()}
    assert "briefing.sources.parse.page_boilerplate._WORDS" in places
    assert any(place.startswith("briefing.text.sentences") for place in places)
    assert any(":" in place for place in places)
    assert len({use.pattern for use in uses()}) > 200
