"""How the workspace answers a change: the parts of the page anew, or why nothing was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from briefing.desk.draft.outcomes import ChangedMeanwhile, Outcome
from briefing.desk.draft.workspace import Workspace
from briefing.errors import DeliveryError, InputError, NothingToSendError
from briefing.web.desk.desk_pages import Desk
from briefing.web.desk.work_changes import moves_said
from briefing.web.desk.work_page import fragments
from briefing.web.desk.work_state import WorkState


@dataclass(frozen=True, slots=True)
class WorkAnswers:
    """Answers for one desk; everything that takes time runs in a thread."""

    desk: Desk
    work: WorkState

    async def workspace(self, request: Request) -> Workspace:
        """The workspace of the path's edition; 404 where there is no such draft."""
        name = request.path_params["edition"]
        if not await run_in_threadpool(self.work.spaces.is_built, name):
            raise HTTPException(404)
        return await run_in_threadpool(self.work.spaces.of, name)

    def now(
        self, request: Request, workspace: Workspace, *, status: int = 200, words: str = ""
    ) -> Response:
        """The changing parts of the page as they are by now, with a line to say."""
        shown = self.work.shown(workspace)
        return fragments(self.desk, request, shown, status=status, words=words)

    async def outcome(
        self, request: Request, workspace: Workspace, act: Callable[[], Outcome]
    ) -> Response:
        """What became of a decision: kept, or refused since somebody was faster (409)."""

        def run() -> Response:
            before, outcome = workspace.draft, act()
            if isinstance(outcome, ChangedMeanwhile):
                words = f"Not kept, since meanwhile {outcome.words}. This is how it stands now."
                return self.now(request, workspace, status=409, words=words)
            return self.now(request, workspace, words=moves_said(before, outcome.draft))

        return await self.or_refused(request, workspace, run)

    async def or_refused(
        self, request: Request, workspace: Workspace, act: Callable[[], Response]
    ) -> Response:
        """The answer of an act; 422 with the reason where it cannot be meant so."""

        def run() -> Response:
            try:
                return act()
            except (InputError, DeliveryError, NothingToSendError) as error:
                return self.now(request, workspace, status=422, words=str(error))

        return await run_in_threadpool(run)
