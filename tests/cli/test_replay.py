"""`briefing replay`: past days from what was known then, and nothing is written."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from briefing.cli.main import run
from tests.cli.desk import TODAY, TOMORROW, Call, a_desk, blocks, edition_in
from tests.pipeline.letters import CONFIG

NEWS = """\
---
title: Mayor of Orsk resigns over dam
date: 2026-11-24T20:00:00+00:00
publisher: Orsk Post
---
Ada Holm, the mayor of Orsk, resigned on Tuesday over the letters that she had left unread
while the dam above Orsk cracked. Her deputy will lead the town until spring.
"""
SPAN = ("--from", "2026-11-24", "--to", "2026-11-25")


@pytest.fixture
def call(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Call:
    """A newsletter that read three documents on the first day and one on the second."""
    desk = a_desk(tmp_path, capfd)
    desk("ingest", now=TODAY)
    (tmp_path / "desk" / "news.md").write_text(NEWS, encoding="utf-8")
    desk("ingest", now=TOMORROW)
    return desk


def days(call: Call, *arguments: str) -> list[dict[str, Any]]:
    replayed: list[dict[str, Any]] = call("replay", *SPAN, *arguments, now="2026-11-30T06:00Z")
    return replayed


def stored(folder: Path) -> str:
    """All that is in the store."""
    with sqlite3.connect(folder / "briefing.db") as database:
        return "\n".join(database.iterdump())


def test_a_day_knows_only_what_was_seen_by_its_slot(call: Call) -> None:
    first, second = days(call)
    assert first["editions"][0]["stories"] == 3
    assert second["editions"][0]["stories"] == 4
    assert "Mayor of Orsk resigns over dam" not in str(first)
    assert second["editions"][0]["headlines"] == ["Mayor of Orsk resigns over dam"]


def test_a_day_counts_as_sent_for_the_days_after_it(call: Call) -> None:
    first, second = days(call)
    assert first["editions"][0]["stories_used"] == 3
    assert second["editions"][0]["stories_used"] == 1


def test_nothing_is_written(call: Call, tmp_path: Path) -> None:
    before = stored(tmp_path)
    days(call)
    assert stored(tmp_path) == before
    assert not (tmp_path / "out").exists()


def test_two_configurations_are_compared(call: Call, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(f"{CONFIG}  max_topics: 1\n  in_brief: 0\n  must_reads: 0\n", encoding="utf-8")
    first, _ = days(call, "--against", str(other))
    assert [len(one["headlines"]) for one in first["editions"]] == [2, 1]
    changes = first["difference"]
    assert (changes["none"], changes["lead"]) == (False, False)
    assert len(changes["only_first"]) == 1
    assert changes["only_second"] == changes["parted"] == changes["joined"] == []
    assert changes["sentences"][0] > changes["sentences"][1] == 0


def test_the_same_configuration_makes_no_difference(call: Call, tmp_path: Path) -> None:
    for day in days(call, "--against", str(tmp_path / "config.yaml")):
        assert day["difference"]["none"]


def test_a_schedule_says_when_its_days_are_built(call: Call, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(
        f'{CONFIG}schedule:\n  at: ["06:30"]\n  days: [mon, tue]\n', encoding="utf-8"
    )
    (day,) = days(call)
    assert day["editions"][0]["edition"] == "the-test-2026-11-24T06:30"
    assert day["moment"] == "2026-11-24T05:30:00+00:00"


@pytest.mark.parametrize(
    ("first", "last", "fault"),
    [
        ("2026-11-25", "2026-11-24", "no span"),
        ("2020-01-01", "2026-11-24", "no span"),
        ("yesterday", "2026-11-24", ""),
    ],
)
def test_a_span_that_is_none_is_said(call: Call, first: str, last: str, fault: str) -> None:
    assert fault in call("replay", "--from", first, "--to", last, code=2)


def test_people_get_lines(call: Call, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "config.yaml"
    other = tmp_path / "other.yaml"
    other.write_text(f"{CONFIG}  lead_words: 20\n", encoding="utf-8")
    assert run(["replay", *SPAN, "--config", str(config), "--against", str(other)]) == 0
    out = capfd.readouterr().out
    assert "config.yaml: 3 stories" in out
    assert "other.yaml: 3 stories" in out
    assert "1 story used" in out
    assert "1 stories" not in out
    assert "sentences:" in out


def released(call: Call, tmp_path: Path, *, now: str) -> dict[str, Any]:
    """The edition of a day, built, approved and sent at that moment."""
    call("build", now=now)
    call("approve", now=now)
    call("send", now=now)
    return edition_in(tmp_path, now[:10])


def headlines_of(edition: dict[str, Any]) -> list[str]:
    return [block["title"] for block in blocks(edition, "lead", "topic")]


@pytest.mark.parametrize("schedule", ["", "schedule:\n  days: [sun]\n"])
def test_days_built_by_hand_are_built_again_as_they_were(
    call: Call, tmp_path: Path, schedule: str
) -> None:
    """What was sent that day is no past of that day, and a day without a slot is not left out."""
    (tmp_path / "config.yaml").write_text(f"{CONFIG}{schedule}", encoding="utf-8")
    call("subscribers", "add", "ada@example.org")
    sent = [released(call, tmp_path, now=now) for now in (TODAY, TOMORROW)]
    again = [day["editions"][0] for day in days(call)]
    assert [one["edition"] for one in again] == [one["id"] for one in sent]
    assert [one["headlines"] for one in again] == [headlines_of(one) for one in sent]
    assert [one["stories_used"] for one in again] == [one["ledger"]["used"] for one in sent]
