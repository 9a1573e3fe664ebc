"""The weekly edition on the desk: its topics are the week's, all else is decided as ever."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from briefing import load
from briefing.desk.draft.outcomes import Applied
from briefing.desk.draft.workspace import Workspace
from briefing.models.codec import dump
from briefing.models.subscriber import WEEKLY_MARK
from tests.desk.morning import CONFIG, a_morning, edit, named, opened
from tests.make import NOW

WEEKLY = 'schedule:\n  at: ["07:00"]\n  weekly: {day: sun, at: "09:00", title: "The week"}\n'
SUNDAY = NOW + timedelta(days=5)
SLOT = f"2026-11-29T09:00{WEEKLY_MARK}"


def test_a_weekly_is_decided_on_and_gives_the_shells_bytes(tmp_path: Path) -> None:
    config = a_morning(tmp_path, config=CONFIG + WEEKLY)
    with opened(config) as daily:
        name = daily.build().edition.id
        daily.store.subscribers.add("ada@example.org", newsletter="morning", at=NOW)
        daily.store.editions.approve(name, by="Ada", at=NOW)
        assert dict(daily.deliver(name).counts) == {"sent": 1}
    workspace = Workspace.open(load(config, now=SUNDAY), f"morning-{SLOT}")
    assert workspace.draft.edition.title == "The week"
    gold = named(workspace)["Gold"]
    for decision in (edit("move", gold, value="lead"), edit("retitle", gold, value="Gold sank")):
        assert isinstance(workspace.decide(decision, by="Ada"), Applied)
    draft = workspace.draft
    assert "Gold sank" in [getattr(block, "title", "") for block in draft.edition.blocks]
    workspace.close()
    with load(config, now=SUNDAY) as shell:
        assert dump(shell.build(SLOT).edition) == dump(draft.edition)
        again = Workspace.open(shell, f"morning-{SLOT}")
        assert dump(again.draft.edition) == dump(draft.edition)
