"""Kinds at work: which are told, what the ledger says of the others, where they are shown."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from briefing import load
from briefing.cli.main import run
from briefing.errors import ConfigError
from briefing.models import Edition
from tests.make import NOW
from tests.pipeline.letters import CONFIG, a_letter

QUIZ = """\
---
title: News quiz of the week
date: 2026-11-23T12:00:00+00:00
url: https://post.example.org/quiz/47
---
How well do you know the week? Ten questions on dams, piers and trams in Orsk and Lund.
"""


def a_config(home: Path, kinds: str = "") -> Path:
    config = a_letter(home)
    (home / "desk" / "quiz.md").write_text(QUIZ, encoding="utf-8")
    config.write_text(f"{CONFIG}{kinds}", encoding="utf-8")
    return config


def built(config: Path) -> Edition:
    with load(config, now=NOW) as pipeline:
        pipeline.ingest()
        return pipeline.build().edition


def test_a_kind_that_is_left_out_is_in_the_ledger_with_its_reason(tmp_path: Path) -> None:
    edition = built(a_config(tmp_path, "  kinds: [news, feature]\n"))
    (dropped,) = [one for one in edition.ledger.dropped if "quiz" in one.title]
    assert dropped.reason == "dropped by the config: its kind is quiz"
    assert "News quiz of the week" not in [one.title for one in edition.references]


def test_without_the_setting_nothing_is_left_out_for_its_kind(tmp_path: Path) -> None:
    edition = built(a_config(tmp_path))
    assert not [one for one in edition.ledger.dropped if "kind" in one.reason]


def test_an_unknown_kind_is_a_fault_of_the_config(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="kinds"):
        load(a_config(tmp_path, "  kinds: [newz]\n"), now=NOW)


def test_stories_and_explain_show_the_kind(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    config = a_config(tmp_path)
    built(config)
    at = ["--config", str(config), "--now", NOW.isoformat(), "--json", "--quiet"]
    assert run(["stories", *at]) == 0
    listed = json.loads(capfd.readouterr().out)
    assert {one["title"]: one["kind"] for one in listed}["News quiz of the week"] == "quiz"
    assert run(["explain", "News quiz of the week", *at]) == 0
    answer = json.loads(capfd.readouterr().out)
    assert [one["kind"] for one in answer["stories"]] == ["quiz"]


def test_habits_are_learned_from_four_weeks_of_the_store(tmp_path: Path) -> None:
    """Three headlines of last week teach the tail that today's one bears."""
    config = a_letter(tmp_path)
    config.write_text(CONFIG.replace("window: all", "window: since-last"), encoding="utf-8")
    for old in (tmp_path / "desk").iterdir():
        old.unlink()
    subjects = (
        "Dam breaks above Orsk",
        "Pier opens in Lund",
        "Tram halts at Ume",
        "Mill of Lund is sold",
    )
    for days, subject in zip((9, 8, 7, 0), subjects, strict=True):
        day = NOW - timedelta(days=days, hours=2)
        head = f"---\ntitle: {subject} | Local pages\ndate: {day.isoformat()}\n---\n"
        text = f"{subject} on a quiet day of {days + 1} showers."
        (tmp_path / "desk" / f"{days}.md").write_text(head + text, encoding="utf-8")
    edition = built(config)
    assert [one.title for one in edition.references] == ["Mill of Lund is sold"]
