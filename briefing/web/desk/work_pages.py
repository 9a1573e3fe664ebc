"""The workspace in the browser: outline, the letter as it goes out, what waits."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from briefing.desk.edits import edition_in_the_making
from briefing.web.desk.desk_pages import Desk
from briefing.web.desk.desk_route import DeskRoute
from briefing.web.desk.edit_fields import number_of
from briefing.web.desk.letter_frame import VIEWS, LetterFrame
from briefing.web.desk.outline_rows import NAMES
from briefing.web.desk.secure_headers import HEADERS
from briefing.web.desk.work_answers import WorkAnswers
from briefing.web.desk.work_changes import news_since
from briefing.web.desk.work_keys import BLOCK_ACTS, KEYS
from briefing.web.desk.work_page import said, values_of
from briefing.web.desk.work_state import WorkState

EDITION = "/work/{edition}"


@dataclass(frozen=True, slots=True)
class WorkPages:
    """The page of an edition's workspace and its fragments: whoever is logged in may look."""

    desk: Desk
    work: WorkState
    answers: WorkAnswers
    letter: LetterFrame

    def routes(self) -> tuple[DeskRoute, ...]:
        """What is looked at; building a draft is an editor's act."""
        return (
            DeskRoute("/work", self.making, role="viewer"),
            DeskRoute("/work", self.build, role="editor", method="POST"),
            DeskRoute(EDITION, self.page, role="viewer"),
            DeskRoute(f"{EDITION}/panes", self.panes, role="viewer"),
            DeskRoute(f"{EDITION}/changes", self.changes, role="viewer"),
            DeskRoute(f"{EDITION}/pending", self.pending, role="viewer"),
            DeskRoute(f"{EDITION}/letter", self.framed, role="viewer"),
            DeskRoute(f"{EDITION}/letter-text", self.text, role="viewer"),
        )

    async def making(self, request: Request) -> Response:
        """The workspace of the edition in the making."""
        name = await run_in_threadpool(edition_in_the_making, self.desk.newsletter)
        if await run_in_threadpool(self.work.spaces.is_built, name):
            return self.desk.go(f"/work/{name}")
        may_build = request.state.person.may("editor")
        return self.desk.show(request, "work_unbuilt", edition=name, may_build=may_build)

    async def build(self, request: Request) -> Response:
        """Build the draft of the edition in the making, and go to its workspace."""
        del request
        name = await run_in_threadpool(edition_in_the_making, self.desk.newsletter)
        await run_in_threadpool(self.work.spaces.of, name)
        return self.desk.go(f"/work/{name}")

    async def page(self, request: Request) -> Response:
        """The three panes of an edition."""
        workspace = await self.answers.workspace(request)
        shown = await run_in_threadpool(self.work.shown, workspace)
        values = values_of(self.desk, request, shown)
        values |= {"keys": KEYS, "block_acts": BLOCK_ACTS, "views": VIEWS}
        return HTMLResponse(self.desk.fill(request, "workspace", values), headers=HEADERS)

    async def panes(self, request: Request) -> Response:
        """The changing parts of the page, as they are by now."""
        workspace = await self.answers.workspace(request)
        return await run_in_threadpool(self.answers.now, request, workspace)

    async def changes(self, request: Request) -> Response:
        """Whether others decided, or stories arrived, since a version that was seen."""
        workspace = await self.answers.workspace(request)
        seen = number_of(request.query_params.get("version", "")) or 0
        waiting = number_of(request.query_params.get("pending", "")) or 0
        shown = await run_in_threadpool(self.work.shown, workspace)
        words = await run_in_threadpool(news_since, shown, seen, waiting)
        headers = {"X-Desk-Changed": "1", **said(words)} if words else {}
        return Response(status_code=204, headers=headers)

    async def pending(self, request: Request) -> Response:
        """What waits since the draft was taken, and what taking it in would change."""
        workspace = await self.answers.workspace(request)
        pending = await run_in_threadpool(workspace.pending)
        may_decide = request.state.person.may("editor")
        values = {"pending": pending, "names": NAMES, "may_decide": may_decide}
        return HTMLResponse(self.desk.fill(request, "work_pending_list", values), headers=HEADERS)

    async def framed(self, request: Request) -> Response:
        """The letter for its frame: light, dark, or without pictures."""
        workspace = await self.answers.workspace(request)
        view = request.query_params.get("view", "light")
        return await run_in_threadpool(self.letter.page, workspace, view)

    async def text(self, request: Request) -> Response:
        """The text part of the letter."""
        workspace = await self.answers.workspace(request)
        draft = await run_in_threadpool(workspace.refresh)
        return PlainTextResponse(draft.rendering.text)
