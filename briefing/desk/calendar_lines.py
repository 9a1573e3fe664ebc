"""The calendar of a newsletter: slots to come, slots that were, and editions made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from briefing.models import Slot
from briefing.store.desk_listings import EditionRow
from briefing.store.schedule_state import Halt

# What a slot may be told of its edition: these states say more than those of the slot.
_SAYS_MORE = ("draft", "approved", "sending")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLine:
    """One moment: `slot` is its local time, "" for an edition made by hand."""

    when: datetime
    slot: str
    state: str
    reason: str = ""
    edition: EditionRow | None = None

    @property
    def acts(self) -> tuple[str, ...]:
        """What may be done about it: approve, withdraw, send, redo."""
        if self.edition is None:
            return ("redo",) if self.state == "skipped" else ()
        if self.edition.state == "draft":
            return ("approve",)
        if self.edition.state == "approved":
            waits = self.slot and self.state != "skipped"
            return ("withdraw",) if waits else ("withdraw", "send")
        # Releasing a weekly has ended its readers' week: what they chose since holds already.
        is_daily = self.edition.rhythm == "daily"
        return ("withdraw",) if self.edition.state == "sending" and is_daily else ()


def calendar_lines(
    *,
    coming: Sequence[Slot],
    past: Sequence[Slot],
    editions: Sequence[EditionRow],
    halt: Halt | None,
    zone: ZoneInfo,
) -> tuple[CalendarLine, ...]:
    """All of it, the latest first; `when` in the newsletter's zone."""
    by_id = {row.id: row for row in editions}
    known = {slot.local for slot in past}
    taken = {slot.edition_id for slot in past}
    lines = [_coming(slot, halt, zone) for slot in coming if slot.local not in known]
    lines += [_past(slot, by_id.get(slot.edition_id), zone) for slot in past]
    lines += [
        CalendarLine(when=row.created.astimezone(zone), slot="", state=row.state, edition=row)
        for row in editions
        if row.id not in taken
    ]
    return tuple(sorted(lines, key=lambda line: (line.when, line.slot), reverse=True))


def _coming(slot: Slot, halt: Halt | None, zone: ZoneInfo) -> CalendarLine:
    held = halt is not None and slot.due < halt.until
    state = "free" if slot.reason else "held" if held else "to come"
    reason = slot.reason or (halt.why if halt and held else "")
    return CalendarLine(when=slot.due.astimezone(zone), slot=slot.local, state=state, reason=reason)


def _past(slot: Slot, edition: EditionRow | None, zone: ZoneInfo) -> CalendarLine:
    more = edition is not None and slot.state in {"planned", "built"}
    state = edition.state if edition and more and edition.state in _SAYS_MORE else slot.state
    return CalendarLine(
        when=slot.due.astimezone(zone),
        slot=slot.local,
        state=state,
        reason=slot.reason,
        edition=edition,
    )
