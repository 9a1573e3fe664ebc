"""A newsletter of three documents, and its command line, for tests of what an editor does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing.cli.main import run
from tests.pipeline.letters import DAM, PIER, a_letter

WEIR = """\
---
title: Weir of Orsk holds as dam above Orsk breaks
date: 2026-11-23T12:00:00+00:00
publisher: Lund Echo
---
The weir of Orsk held when the dam above Orsk broke on Monday. Ada Holm, the mayor, thanked
the keeper of the weir. The keeper is 71 years old. Water stood two metres deep in the mill.
"""
TODAY, TOMORROW = "2026-11-24T06:00Z", "2026-11-25T06:00Z"
ID = "the-test-2026-11-24"

Call = Callable[..., Any]


def a_desk(folder: Path, capfd: pytest.CaptureFixture[str]) -> Call:
    """Runs a command on the newsletter of a folder; gives its JSON, or its code where it fails."""
    config = a_letter(folder, dam=DAM, pier=PIER, weir=WEIR)

    def call(*arguments: str, now: str = TODAY, code: int = 0) -> Any:
        done = run([*arguments, "--config", str(config), "--now", now, "--json", "--quiet"])
        out, err = capfd.readouterr()
        assert done == code, err
        return answer_of(out, err)

    return call


def answer_of(out: str, err: str) -> Any:
    """What a command printed as JSON; where that is an error, what it said to the person."""
    answer = json.loads(out) if out.strip() else err
    failed = isinstance(answer, dict) and set(answer) == {"error"}
    return err if failed else answer


def edition_in(folder: Path, day: str = "2026-11-24") -> dict[str, Any]:
    """The edition.json of a day."""
    text = (folder / "out" / day / "edition.json").read_text(encoding="utf-8")
    edition: dict[str, Any] = json.loads(text)
    return edition


def blocks(edition: dict[str, Any], *kinds: str) -> list[dict[str, Any]]:
    """The blocks of these kinds, in order."""
    return [block for block in edition["blocks"] if block["kind"] in kinds]
