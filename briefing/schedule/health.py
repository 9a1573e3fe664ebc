"""What `doctor` says about the schedule: what comes next, and whether a daemon lives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from briefing.health.finding import HealthFinding, good, note, warning
from briefing.pipeline.pipeline import Pipeline
from briefing.schedule.calendar import Calendar
from briefing.schedule.heartbeat import read_heartbeat

# A daemon beats every minute; chosen, not measured.
SILENT_PERIOD = timedelta(minutes=5)


def heartbeat(pipeline: Pipeline) -> Iterator[HealthFinding]:
    """The next slot, the daemon's last sign of life, a pause, who is reminded."""
    config, now = pipeline.config, pipeline.clock()
    rules = config.schedule
    slot = Calendar.of(config).next(now)
    zone = config.newsletter.timezone
    yield (
        good("schedule", f"next edition: {slot.local} {zone}")
        if slot
        else warning("schedule", "it names no slot any more", "see `schedule:` in config.yaml")
    )
    halt = pipeline.store.schedules.halt(config.newsletter.id)
    if halt and now < halt.until:
        yield note("schedule", "it is paused", "briefing slots resume")
    beat = read_heartbeat(config.data_path(rules.heartbeat))
    if beat and now - beat.at > SILENT_PERIOD:
        what = f"the daemon was last seen at {beat.at:%Y-%m-%d %H:%M} UTC"
        yield warning("schedule", what, "start `briefing schedule`, or use `briefing run`")
    elif beat:
        yield good("schedule", f"a daemon lives (process {beat.pid})")
    if rules.review != "none" and not rules.editor:
        yield note("schedule", "nobody is reminded of drafts", "set `schedule: editor:`")
