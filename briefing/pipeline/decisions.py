"""The editor's decisions as composing takes them: edits, and what was held or dropped by story."""

from __future__ import annotations

from datetime import datetime

from briefing.models import Edit
from briefing.store import Decision, Store


def edits_for(store: Store, edition_id: str, now: datetime) -> tuple[Edit, ...]:
    """Every decision that holds for an edition at this moment, oldest first within its kind."""
    last = {decision.story_id: decision for decision in store.stories.decisions(now)}
    held = tuple(_edit(decision) for decision in last.values() if decision.kind in {"hold", "drop"})
    return store.edits.for_edition(edition_id) + held


def _edit(decision: Decision) -> Edit:
    return Edit(
        kind="hold" if decision.kind == "hold" else "drop",
        story_ids=(decision.story_id,),
        value=decision.reason,
        until=decision.until,
        by=decision.by,
    )
