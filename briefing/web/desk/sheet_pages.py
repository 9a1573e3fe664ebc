"""The sheets of the workspace: forms for words, pictures, tests and approval."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from briefing.condensing import METHODS
from briefing.desk.draft.draft import Draft
from briefing.desk.draft.evidence import PhotoFound
from briefing.desk.draft.outline import outline_of
from briefing.desk.draft.workspace import Workspace
from briefing.models import Block
from briefing.web.desk.desk_pages import Desk
from briefing.web.desk.desk_route import DeskRoute
from briefing.web.desk.edit_fields import number_of
from briefing.web.desk.evidence_pages import topic_of
from briefing.web.desk.inbox_mock_ups import INBOXES
from briefing.web.desk.outline_rows import NAMES
from briefing.web.desk.work_answers import WorkAnswers
from briefing.web.desk.work_page import clock_time, day_and_time, zone_of
from briefing.web.desk.work_pages import EDITION

# Each sheet, and its heading. The template is `web/desk/sheet_NAME.html`.
SHEETS = {
    "retitle": "A headline of your own",
    "subject": "Subject and preheader",
    "welcome": "Your line of welcome",
    "intro": "First words",
    "note": "A note",
    "signoff": "The sign-off",
    "image": "Image and focus point",
    "embargo": "Hold until a time",
    "condense": "Another summarizer",
    "test": "Send a test",
    "approve": "Approve",
    "send": "Send now",
    "withdraw": "Withdraw",
}
# The block whose words a sheet changes, and the kind of the decision.
WORDS = {"welcome": "welcome", "intro": "intro", "note": "note", "signoff": "sign_off"}


@dataclass(frozen=True, slots=True)
class SheetPages:
    """Forms; what they send goes to the pages of decisions and of release."""

    desk: Desk
    answers: WorkAnswers

    def routes(self) -> tuple[DeskRoute, ...]:
        """All sheets are editors'."""
        return (DeskRoute(f"{EDITION}/sheet/{{sheet}}", self.sheet, role="editor"),)

    async def sheet(self, request: Request) -> Response:
        """The form of one act on the selected block or the edition."""
        name = request.path_params["sheet"]
        if name not in SHEETS:
            raise HTTPException(404)
        workspace = await self.answers.workspace(request)
        asked = dict(request.query_params)

        def look() -> Response:
            values = self._values(workspace, name, asked)
            return self.desk.show(request, f"sheet_{name}", **values)  # type: ignore[arg-type]

        return await self.answers.or_refused(request, workspace, look)

    def _values(
        self, workspace: Workspace, name: str, asked: Mapping[str, str]
    ) -> dict[str, object]:
        draft, key = workspace.draft, asked.get("block", "")
        values: dict[str, object] = {
            "name": name,
            "heading": SHEETS[name],
            "edition": draft.edition.id,
            "key": key,
            "block": draft.blocks.get(key),
            "stories": _stories(draft, key),
        }
        more = {
            "subject": self._subject,
            "image": self._image,
            "condense": self._condense,
            "embargo": self._embargo,
            "approve": self._checklist,
            "send": self._checklist,
            "withdraw": self._checklist,
        }
        if name in WORDS:
            return values | {"kind": WORDS[name], "text": _words(draft, WORDS[name])}
        return values | (more[name](workspace, asked) if name in more else {})

    def _subject(self, workspace: Workspace, asked: Mapping[str, str]) -> dict[str, object]:
        del asked
        outline = outline_of(workspace.draft)
        sender = self.desk.config.newsletter.sender
        return {
            "outline": outline,
            "inboxes": INBOXES,
            "sender": sender.partition("<")[0].strip() or sender,
        }

    def _image(self, workspace: Workspace, asked: Mapping[str, str]) -> dict[str, object]:
        topic = topic_of(workspace.draft, asked.get("block", ""))
        photos = workspace.evidence(topic).photos if topic else ()
        shown = [one for one in photos if one.picture]
        return {"photos": shown, "chosen": _chosen(shown, asked.get("block", ""))}

    def _condense(self, workspace: Workspace, asked: Mapping[str, str]) -> dict[str, object]:
        del workspace, asked
        own = self.desk.config.edition.method
        return {"methods": [method for method in METHODS if method != own], "own": own}

    def _embargo(self, workspace: Workspace, asked: Mapping[str, str]) -> dict[str, object]:
        del workspace, asked
        now = self.desk.clock().astimezone(zone_of(self.desk))
        return {"now": f"{now:%Y-%m-%dT%H:%M}", "zone": self.desk.config.newsletter.timezone}

    def _checklist(self, workspace: Workspace, asked: Mapping[str, str]) -> dict[str, object]:
        seen = number_of(asked.get("seen", ""))
        findings = self.answers.work.findings.of(workspace)
        listed = workspace.checklist(seen_version=seen, findings=findings)
        now, zone = self.desk.clock(), zone_of(self.desk)
        return {
            "list": listed,
            "names": NAMES,
            "findings": findings,
            "due_words": day_and_time(listed.due, zone, now) if listed.due else "",
            "now_words": clock_time(now, zone),
            "transport": self.desk.config.delivery.transport,
        }


def _stories(draft: Draft, key: str) -> tuple[str, ...]:
    topic = draft.topic(topic_of(draft, key))
    return tuple(story.id for story in topic.stories) if topic else ()


def _words(draft: Draft, kind: str) -> str:
    """The words of the block that a sheet rewrites; a note is always a new one."""
    if kind == "note":
        return ""
    blocks = [block for block in draft.edition.blocks if block.kind == kind]
    return _text(blocks[0]) if blocks else ""


def _text(block: Block) -> str:
    return str(getattr(block, "text", ""))


def _chosen(photos: list[PhotoFound], key: str) -> str:
    """The address of the photo the block shows; "none" where it shows none."""
    return next((one.media.url or "" for one in photos if one.shown_in == key), "none")
