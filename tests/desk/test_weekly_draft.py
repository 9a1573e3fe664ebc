"""The weekly edition on the desk: its topics are the week's, all else is decided as ever."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import get_args

from briefing import load
from briefing.desk.calendar_lines import CalendarLine
from briefing.desk.draft.outcomes import Applied
from briefing.desk.draft.workspace import Workspace
from briefing.models import EditionState, Rhythm
from briefing.models.codec import dump
from briefing.models.subscriber import WEEKLY_MARK
from briefing.store.desk_listings import EditionRow
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


def row(state: EditionState, rhythm: Rhythm) -> EditionRow:
    return EditionRow(
        id="n-x",
        state=state,
        created=NOW,
        approved_by="Ada",
        approved_at=NOW,
        released_at=NOW if state == "sending" else None,
        rhythm=rhythm,
        subject="x",
    )


def test_a_weekly_on_its_way_is_not_offered_to_be_withdrawn() -> None:
    """Its readers' week ended with its release; before it, and for a daily, it is offered."""
    acts = {
        (state, rhythm): CalendarLine(
            when=NOW, slot=SLOT, state=state, edition=row(state, rhythm)
        ).acts
        for state in get_args(EditionState)[1:3]
        for rhythm in get_args(Rhythm)
    }
    assert acts["sending", "weekly"] == ()
    assert acts["sending", "daily"] == ("withdraw",)
    assert acts["approved", "weekly"] == acts["approved", "daily"] == ("withdraw",)
