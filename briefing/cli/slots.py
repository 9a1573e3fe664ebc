"""`briefing slots`: what the schedule has done and will do, and the brake."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from briefing.cli.groups import CommonGroup
from briefing.cli.options import Context, common
from briefing.cli.output import show_json, show_rows

if TYPE_CHECKING:
    from briefing.cli.json_shapes import SlotRecord
    from briefing.models import Slot


@click.group(cls=CommonGroup, bare="list")
def slots() -> None:
    """List the schedule's slots; pause it, make up a missed one."""


@slots.command("list")
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=30,
    show_default=True,
    help="How many of the past.",
)
@click.option(
    "--next",
    "ahead",
    type=click.IntRange(0, 366),
    default=7,
    show_default=True,
    help="How many days ahead.",
)
@common
def list_slots(context: Context, limit: int, ahead: int) -> None:
    """List the last slots and those of the coming days."""
    from briefing.schedule import Calendar
    from briefing.schedule.runner import waits_for

    with context.newsletter() as newsletter:
        calendar, now = Calendar.of(newsletter.config), context.clock()
        past = [
            replace(slot, reason=waits_for(newsletter.store, slot))
            if slot.state == "built"
            else slot
            for slot in newsletter.store.slots.list(calendar.newsletter, limit=limit)
        ]
    known = {slot.local for slot in past}
    coming = calendar.between(now, now + timedelta(days=ahead))
    rows = [(slot, "to come") for slot in reversed(coming) if slot.local not in known]
    rows += [(slot, slot.state) for slot in past]
    if context.as_json:
        show_json([_slot_record(slot, state) for slot, state in rows])
    else:
        lines = [(slot.local, state, slot.edition_id, slot.reason) for slot, state in rows]
        show_rows(("slot", "state", "edition", "reason"), lines)


def _slot_record(slot: Slot, state: str) -> SlotRecord:
    return {
        "slot": slot.local,
        "due": slot.due.isoformat(),
        "state": state,
        "edition": slot.edition_id,
        "reason": slot.reason,
    }


@slots.command()
@click.option("--until", metavar="DATE", default="", help="First day with editions again.")
@click.option("--why", default="", help="Kept with the slots that are skipped.")
@common
def pause(context: Context, until: str, why: str) -> None:
    """Make no editions by schedule until a day, or until resumed.

    `briefing slots resume` goes on.
    """
    from briefing.desk.slot_acts import pause_slots

    with context.newsletter() as newsletter:
        end = pause_slots(newsletter, until=until, why=why)
    context.talk.say(f"paused until {until or 'you resume it'}")
    if context.as_json:
        day = end.isoformat() if until else None
        show_json({"paused": True, "paused_until": day, "reason": why})


@slots.command()
@common
def resume(context: Context) -> None:
    """Go on making editions by schedule."""
    from briefing.desk.slot_acts import resume_slots

    with context.newsletter() as newsletter:
        resume_slots(newsletter)
    context.talk.say("editions are made again")
    if context.as_json:
        show_json({"paused": False, "paused_until": None, "reason": ""})


@slots.command()
@click.argument("slot")
@common
def redo(context: Context, slot: str) -> int:
    """Ask for a skipped slot after all, e.g. 2026-11-24T07:00: its edition is built now.

    It is not sent: look at it, then `briefing approve` and `briefing send`.
    """
    from briefing.desk.slot_acts import redo_slot

    with context.pipeline() as pipeline:
        built = redo_slot(pipeline, slot)
    if context.as_json:
        show_json({"slot": slot, "edition": built.edition.id, "folder": str(built.folder)})
    else:
        click.echo(str(built.folder / "index.html"))
    return 0
