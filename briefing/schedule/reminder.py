"""The mail to the editor: an edition waits, until when, and what happens then."""

from __future__ import annotations

from briefing.models import Slot
from briefing.pipeline import Pipeline, latest
from briefing.pipeline.notices import send_notice
from briefing.schedule.calendar import Calendar


def remind_editor(pipeline: Pipeline, slot: Slot) -> None:
    """Write to the editor, where the config names one; DeliveryError where that fails."""
    config = pipeline.config
    if not config.schedule.editor:
        return
    calendar = Calendar.of(config)
    values = {
        "edition": slot.edition_id,
        "subject": latest(pipeline, slot.edition_id).subject,
        "deadline": slot.local.replace("T", " "),
        "zone": config.newsletter.timezone,
        "review": config.schedule.review,
        "last": (slot.due + calendar.grace).astimezone(calendar.zone).strftime("%Y-%m-%d %H:%M"),
    }
    send_notice(config, "reminder", config.schedule.editor, values=values, now=pipeline.clock())
