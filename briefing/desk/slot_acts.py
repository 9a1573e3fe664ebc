"""What a person does about the slots of the schedule: the brake, and a missed one after all."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from briefing.errors import InputError
from briefing.newsletter import Newsletter
from briefing.pipeline.pipeline import Built, Pipeline
from briefing.store.schedule_state import Halt

# The end of a pause without one.
FAR = datetime(9999, 1, 1, tzinfo=UTC)


def pause_slots(newsletter: Newsletter, *, until: str = "", why: str = "") -> datetime:
    """Make no editions by schedule until a day such as 2026-12-24, or until it is resumed.

    Returns when editions are made again.
    """
    zone = ZoneInfo(newsletter.config.newsletter.timezone)
    end = _midnight(until, zone) if until else FAR
    newsletter.store.schedules.pause(newsletter.id, Halt(until=end, why=why))
    return end


def resume_slots(newsletter: Newsletter) -> None:
    """Go on making editions by schedule."""
    newsletter.store.schedules.pause(newsletter.id, None)


def refuse_unless_skipped(newsletter: Newsletter, slot: str) -> None:
    """InputError where a slot was not skipped."""
    skipped = newsletter.store.slots.get(newsletter.id, slot)
    if skipped is None or skipped.state != "skipped":
        hint = "see `briefing slots list`"
        raise InputError("is no slot that was skipped", where=slot, hint=hint)


def redo_slot(pipeline: Pipeline, slot: str) -> Built:
    """Read the sources and build a skipped slot's edition now, unsent."""
    refuse_unless_skipped(pipeline.newsletter, slot)
    pipeline.ingest()
    built = pipeline.build(slot)
    slots, name = pipeline.store.slots, pipeline.newsletter.id
    slots.mark(name, slot, "skipped", reason="made by hand", edition_id=built.edition.id)
    return built


def _midnight(text: str, zone: ZoneInfo) -> datetime:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        hint = "write it as 2026-12-24"
        raise InputError("is no date", where=ascii(text[:40]), hint=hint) from error
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
