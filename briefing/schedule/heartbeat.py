"""A small file that says the daemon lives, what it did last, and what comes next."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefing.config import Config
from briefing.errors import BriefingError
from briefing.models import Slot
from briefing.schedule.runner import Outcome

# A heartbeat has some 500; chosen, not measured.
MAX_FILE_BYTES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """One heartbeat. `at` is when the daemon last made a pass."""

    newsletter: str
    at: datetime
    pid: int
    next_local: str = ""
    next_due: datetime | None = None


def write_heartbeat(
    path: Path, heartbeat: Heartbeat, *, next_slot: Slot | None, outcomes: Sequence[Outcome]
) -> None:
    """Write the file whole, in place of the last one; BriefingError where that fails."""
    document = {
        "newsletter": heartbeat.newsletter,
        "at": heartbeat.at.isoformat(),
        "pid": heartbeat.pid,
        "next": {"slot": next_slot.local, "due": next_slot.due.isoformat()} if next_slot else None,
        "last": [record(outcome) for outcome in outcomes],
    }
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(document, ensure_ascii=False, indent=2), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        what = f"the heartbeat cannot be written: {error.strerror}"
        raise BriefingError(what, where=str(path), hint="see `schedule: heartbeat:`") from error


def read_heartbeat(path: Path) -> Heartbeat | None:
    """The last heartbeat; None where there is none that can be read."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            return None
        document = json.loads(path.read_text(encoding="utf-8"))
        return Heartbeat(
            newsletter=str(document["newsletter"]),
            at=datetime.fromisoformat(document["at"]),
            pid=int(document["pid"]),
            next_local=document["next"]["slot"] if document["next"] else "",
            next_due=datetime.fromisoformat(document["next"]["due"]) if document["next"] else None,
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def last_beat_of(config: Config) -> Callable[[], datetime | None]:
    """What says when a newsletter's daemon was last alive; None: no heartbeat can be read."""
    path = config.data_path(config.schedule.heartbeat)

    def last_beat() -> datetime | None:
        beat = read_heartbeat(path)
        return beat.at if beat else None

    return last_beat


def record(outcome: Outcome) -> dict[str, str]:
    """An outcome as machines read it, in the heartbeat and by a webhook."""
    return {
        "slot": outcome.slot.local,
        "state": outcome.state,
        "reason": outcome.reason,
        "edition": outcome.edition_id,
        "error": outcome.error,
    }
