"""What every page and fragment of the workspace shows, gathered once for a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from briefing.desk.draft.draft import Draft
from briefing.desk.draft.history_lines import HistoryLine
from briefing.desk.draft.outline import outline_of
from briefing.desk.draft.workspace import Workspace
from briefing.rendering.checking.html_checks import WARN_HTML_BYTES
from briefing.web.desk.desk_pages import Desk
from briefing.web.desk.outline_rows import outline_rows

# The parts of the page that change with every decision.
FRAGMENTS = ("work_top", "work_outline", "work_history")
# A history of more is looked up in the shell; chosen, not measured.
MOST_HISTORY_LINES = 200
PLACE_WORDS = {
    "lead": "leads",
    "topics": "is told",
    "finally": "ends the letter",
    "in_brief": "is told in brief",
    "must_reads": "is a headline only",
    "still_running": "is named as still running",
    "": "is not told",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A draft with what stands around it: findings, history, when it goes, what waits."""

    workspace: Workspace
    draft: Draft
    findings: Sequence[object]
    history: Sequence[HistoryLine]
    pending_count: int
    slot: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView:
    """A line of the history with its time as the newsletter's zone has it."""

    line: HistoryLine
    at_words: str


def values_of(desk: Desk, request: Request, shown: Shown) -> dict[str, object]:
    """The names that the templates of the workspace know."""
    draft, zone = shown.draft, zone_of(desk)
    outline = outline_of(draft)
    return {
        "draft": draft,
        "edition": draft.edition.id,
        "day": f"{draft.edition.date:%a} {draft.edition.date.day} {draft.edition.date:%b}",
        "state": shown.workspace.state,
        "outline": outline,
        "rows": outline_rows(outline, draft),
        "minutes": outline.minutes,
        "html_bytes": outline.html_bytes,
        "is_large": outline.html_bytes >= WARN_HTML_BYTES,
        "findings": shown.findings,
        "history": [
            HistoryView(line=line, at_words=clock_time(line.at, zone))
            for line in shown.history[:MOST_HISTORY_LINES]
        ],
        "pending_count": shown.pending_count,
        "taken_at_words": clock_time(draft.taken_at, zone),
        "slot": shown.slot,
        "slot_words": day_and_time(shown.slot, zone, desk.clock()) if shown.slot else "",
        "now": desk.clock(),
        "may_decide": request.state.person.may("editor"),
    }


def zone_of(desk: Desk) -> ZoneInfo:
    """The newsletter's own time zone: all times of the workspace are in it."""
    return ZoneInfo(desk.config.newsletter.timezone)


def clock_time(moment: datetime, zone: ZoneInfo) -> str:
    """`06:24`, in the newsletter's zone."""
    return f"{moment.astimezone(zone):%H:%M}"


def day_and_time(moment: datetime, zone: ZoneInfo, now: datetime) -> str:
    """`07:00` today, else with its day."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    return f"{local:%H:%M}" if local.date() == today else f"{local:%a} {local.day} {local:%b %H:%M}"


def said(words: str, *, fault: bool = False) -> Mapping[str, str]:
    """A header that says a line to the script; headers hold ASCII only."""
    return {"X-Desk-Fault" if fault else "X-Desk-Said": quote(words[:500])} if words else {}


def fragments(
    desk: Desk, request: Request, shown: Shown, *, status: int = 200, words: str = ""
) -> Response:
    """The changing parts of the page, for the script to put in their places."""
    values = values_of(desk, request, shown)
    html = "\n".join(desk.fill(request, name, values) for name in FRAGMENTS)
    headers = {
        "X-Desk-Version": str(shown.draft.version),
        "Cache-Control": "no-store",
        **said(words, fault=status >= 400),
    }
    return HTMLResponse(html, status_code=status, headers=headers)
