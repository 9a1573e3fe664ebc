"""The editions: what was built, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from briefing.desk.editions import editions_of
from briefing.web.desk.desk_pages import Desk
from briefing.web.desk.desk_route import DeskRoute


@dataclass(frozen=True, slots=True)
class EditionPages:
    """The first page of the desk."""

    desk: Desk

    def routes(self) -> tuple[DeskRoute, ...]:
        """Everybody who is logged in sees the editions."""
        return (DeskRoute("/", self.editions, role="viewer"),)

    async def editions(self, request: Request) -> Response:
        """The editions, newest first."""
        lines = await run_in_threadpool(editions_of, self.desk.newsletter)
        return self.desk.show(request, "editions", editions=lines)
