"""The weekly edition, made and sent by the schedule from what the week's editions told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from briefing.config import load
from briefing.errors import ConfigError
from briefing.models import TopicBlock
from briefing.models.edition import Lead
from briefing.pipeline.pipeline import Pipeline
from briefing.schedule.session import PipelineSession
from briefing.schedule.signals import Signals
from tests.pipeline.letters import CONFIG, DAM, PIER, a_letter

WEEKLY = """\
schedule:
  at: ["07:00"]
  review: none
  weekly: {day: sun, at: "09:00", title: "The Test: the week"}
"""
SINCE_LAST = CONFIG.replace("window: all", "window: since-last")
DEEPER = """\
---
title: Dam above Orsk had cracks nobody mended
date: 2026-11-25T10:00:00+00:00
publisher: Orsk Post
url: https://post.example.org/cracks
---
The dam above Orsk had cracks that nobody mended, the inquiry into the break of the dam said on
Wednesday. Engineers of Orsk had warned Ada Holm, the mayor, about the dam since June.
"""
MONDAY, TUESDAY = datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC)
THURSDAY, SUNDAY = datetime(2026, 11, 26, tzinfo=UTC), datetime(2026, 11, 29, tzinfo=UTC)


class _Clock:
    now = MONDAY

    def __call__(self) -> datetime:
        return self.now


def passed(pipeline_of: Any, clock: _Clock, moment: datetime, signals: Signals) -> list[str]:
    """What a pass of the schedule at a moment did with its slots."""
    clock.now = moment
    outcomes: list[str] = []
    session = PipelineSession(
        pipeline_of(),
        signals,
        tell=lambda outcome: outcomes.append(f"{outcome.slot.local} {outcome.state}"),
        say=outcomes.append,
    )
    session.once()
    session.close()
    return outcomes


def headlines(pipeline: Pipeline, name: str) -> set[str]:
    edition = pipeline.store.editions.get(name)
    assert edition is not None
    blocks = (block for block in edition.blocks if isinstance(block, Lead | TopicBlock))
    return {block.title for block in blocks}


def test_the_weekly_is_made_of_the_week_and_sent_to_those_who_chose_it(tmp_path: Path) -> None:
    file = a_letter(tmp_path, config=f"{SINCE_LAST}{WEEKLY}", dam=DAM)
    clock = _Clock()

    def opened() -> Pipeline:
        return Pipeline.open(load(file), clock=clock)

    with opened() as pipeline, Signals() as signals:
        readers = {}
        for name in ("daily", "weekly"):
            readers[name] = pipeline.store.subscribers.add(
                f"{name}@example.org", newsletter="the-test", at=MONDAY
            ).id
        choose = pipeline.store.rhythms.choose
        choose(readers["weekly"], "weekly", newsletter="the-test", at=MONDAY)
        dailies = passed(opened, clock, TUESDAY.replace(hour=6, minute=5), signals)
        assert dailies == ["2026-11-24T07:00 sent"]
        a_letter(tmp_path, config=f"{SINCE_LAST}{WEEKLY}", pier=PIER, cracks=DEEPER)
        assert "2026-11-26T07:00 sent" in passed(
            opened, clock, THURSDAY.replace(hour=6, minute=5), signals
        )
        weekly = passed(opened, clock, SUNDAY.replace(hour=8, minute=5), signals)
        assert weekly[-1] == "2026-11-29T09:00w sent"
        name = "the-test-2026-11-29T09:00w"
        edition = pipeline.store.editions.get(name)
        assert edition is not None
        assert edition.title == "The Test: the week"
        told = headlines(pipeline, "the-test-2026-11-24T07:00") | headlines(
            pipeline, "the-test-2026-11-26T07:00"
        )
        stories = {reference.story_id for reference in edition.references}
        assert len(stories) == 3, told
        assert headlines(pipeline, name) <= told
        sent = [(each.email, each.edition_id) for each in pipeline.store.deliveries.list()]
        assert sorted(sent) == [
            ("daily@example.org", "the-test-2026-11-24T07:00"),
            ("daily@example.org", "the-test-2026-11-26T07:00"),
            ("weekly@example.org", name),
        ]
        # The weekly is no edition that the next day's window would begin after.
        assert pipeline.store.editions.sent("the-test", limit=1)[0].id == (
            "the-test-2026-11-26T07:00"
        )


def test_a_week_without_weekly_readers_makes_no_weekly(tmp_path: Path) -> None:
    file = a_letter(tmp_path, config=f"{SINCE_LAST}{WEEKLY}", dam=DAM)
    clock = _Clock()

    def opened() -> Pipeline:
        return Pipeline.open(load(file), clock=clock)

    with opened() as pipeline, Signals() as signals:
        pipeline.store.subscribers.add("daily@example.org", newsletter="the-test", at=MONDAY)
        found = passed(opened, clock, SUNDAY.replace(hour=8, minute=5), signals)
        assert found[-1] == "2026-11-29T09:00w skipped"
        assert pipeline.store.deliveries.list() == ()


@pytest.mark.parametrize(
    ("schedule", "fault"),
    [
        ('{at: ["09:00"], days: [sun], weekly: {at: "09:00"}}', "time of another edition"),
        ('{at: ["07:00"], segments: {"17:00": markets}}', "which is no time of"),
        ('{at: ["07:00"], segments: {"07:00": "markets and"}}', "a segment is expected"),
        ('{metrics: "9464"}', "127.0.0.1:9464"),
    ],
)
def test_what_a_schedule_cannot_say(tmp_path: Path, schedule: str, fault: str) -> None:
    file = a_letter(tmp_path, config=f"{CONFIG}schedule: {schedule}\n")
    with pytest.raises(ConfigError, match=fault):
        load(file)
