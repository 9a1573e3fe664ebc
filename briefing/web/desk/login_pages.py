"""In and out."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from briefing.web.desk.desk_pages import Desk
from briefing.web.desk.desk_route import DeskRoute
from briefing.web.desk.local_paths import local_path


@dataclass(frozen=True, slots=True)
class LoginPages:
    """Login and logout."""

    desk: Desk

    def routes(self) -> tuple[DeskRoute, ...]:
        """Both need nobody to be logged in."""
        return (
            DeskRoute("/login", self.form, role=None),
            DeskRoute("/logout", self.logout, role="viewer", method="POST"),
        )

    async def form(self, request: Request) -> Response:
        """The form to log in with."""
        wanted = local_path(request.query_params.get("next", ""))
        if request.state.person is not None:
            return self.desk.go(wanted)
        return self.desk.show(request, "login", wanted=wanted, wrong="", name="")

    async def logout(self, request: Request) -> Response:
        """End this session."""
        sessions, session = self.desk.newsletter.store.desk_sessions, request.state.session
        if session is not None:
            await run_in_threadpool(sessions.end, self.desk.newsletter.id, session.token)
        answer = self.desk.go("/login", say="You are logged out.")
        self.desk.cookies.drop(answer, self.desk.cookies.session)
        return answer
