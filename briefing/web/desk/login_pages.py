"""In and out: the login, and the links behind which one chooses a password."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from briefing.desk.accounts import NOBODY, link_owner, use_first_link, use_link
from briefing.desk.login import LOOK_BACK, LoginAttempt, Refusal, log_in
from briefing.desk.passwords import SHORTEST_PASSWORD_CHARS
from briefing.desk.sessions import begin_session
from briefing.errors import InputError
from briefing.models.desk_account import Account
from briefing.web.desk.desk_pages import Desk
from briefing.web.desk.desk_route import DeskRoute, fields_of
from briefing.web.desk.local_paths import local_path
from briefing.web.responses import client_address

logger = logging.getLogger(__name__)

# Each hash takes 19 MiB; others wait their turn.
MOST_HASHES_AT_ONCE = 4
# Who waits longer is told to come back; chosen, not measured.
TURN_SECONDS = 10.0
WRONG = "Name, password or code is wrong."
LIMITED = "There were too many attempts. Wait a quarter of an hour, then try again."

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class LoginPages:
    """Login, logout, and the page behind a link."""

    desk: Desk
    _turns: threading.BoundedSemaphore = field(
        default_factory=lambda: threading.BoundedSemaphore(MOST_HASHES_AT_ONCE)
    )

    def routes(self) -> tuple[DeskRoute, ...]:
        """All but the logout need nobody to be logged in."""
        return (
            DeskRoute("/login", self.form, role=None),
            DeskRoute("/login", self.login, role=None, method="POST"),
            DeskRoute("/logout", self.logout, role="viewer", method="POST"),
            DeskRoute("/welcome/{token}", self.welcome, role=None),
            DeskRoute("/welcome/{token}", self.choose, role=None, method="POST"),
        )

    async def form(self, request: Request) -> Response:
        """The form to log in with."""
        wanted = local_path(request.query_params.get("next", ""))
        if request.state.person is not None:
            return self.desk.go(wanted)
        return self.desk.show(request, "login", wanted=wanted, wrong="", name="")

    async def login(self, request: Request) -> Response:
        """Log in by password, and code where there is a second factor."""
        fields = await fields_of(request)
        attempt = LoginAttempt(
            name=fields.get("name", ""),
            password=fields.get("password", ""),
            code=fields.get("code", ""),
            client=client_address(request),
        )
        newsletter = self.desk.newsletter
        found = await run_in_threadpool(self._in_turn, lambda: log_in(newsletter, attempt))
        wanted = local_path(fields.get("next", ""))
        if isinstance(found, Refusal):
            return self._refused(request, found, wanted, attempt.name)
        return await self._begin(request, found, wanted)

    def _refused(self, request: Request, refusal: Refusal, wanted: str, name: str) -> Response:
        limited = refusal is Refusal.LIMITED
        logger.info("a login was refused: %s", refusal.value)
        wrong, status = (LIMITED, 429) if limited else (WRONG, 400)
        answer = self.desk.show(
            request, "login", status=status, wanted=wanted, wrong=wrong, name=name[:100]
        )
        if limited:
            answer.headers["Retry-After"] = str(int(LOOK_BACK.total_seconds()))
        return answer

    async def _begin(self, request: Request, account: Account, wanted: str) -> Response:
        newsletter, old = self.desk.newsletter, request.state.session
        if old is not None:
            await run_in_threadpool(newsletter.store.desk_sessions.end, newsletter.id, old.token)
        logger.info("logged in")
        agent = request.headers.get("user-agent", "")
        token = await run_in_threadpool(begin_session, newsletter, account, agent=agent)
        return self.desk.started(self.desk.go(wanted), token)

    async def logout(self, request: Request) -> Response:
        """End this session."""
        sessions, session = self.desk.newsletter.store.desk_sessions, request.state.session
        if session is not None:
            await run_in_threadpool(sessions.end, self.desk.newsletter.id, session.token)
        answer = self.desk.go("/login", say="You are logged out.")
        self.desk.cookies.drop(answer, self.desk.cookies.session)
        return answer

    async def welcome(self, request: Request) -> Response:
        """The page behind a link: choose a password; the first admin also a name."""
        owner = await self._owner(request)
        return self._chooser(request, owner, "")

    async def choose(self, request: Request) -> Response:
        """Set the password by a link, which is good for one use."""
        owner, fields = await self._owner(request), await fields_of(request)
        token, password = request.path_params["token"], fields.get("password", "")
        newsletter = self.desk.newsletter

        def use() -> None:
            if owner == NOBODY:
                use_first_link(newsletter, token, fields.get("name", ""), password)
            else:
                use_link(newsletter, token, owner, password)

        try:
            await run_in_threadpool(self._in_turn, use)
        except InputError as error:
            return self._chooser(request, owner, str(error), fields.get("name", "")[:100])
        return self.desk.go("/login", say="Your password is set. Log in with it.")

    def _chooser(self, request: Request, owner: str, wrong: str, name: str = "") -> Response:
        return self.desk.show(
            request,
            "welcome",
            status=400 if wrong else 200,
            token=request.path_params["token"],
            owner=owner,
            wrong=wrong,
            name=name,
            shortest=SHORTEST_PASSWORD_CHARS,
        )

    async def _owner(self, request: Request) -> str:
        token = request.path_params["token"]
        owner = await run_in_threadpool(link_owner, self.desk.newsletter, token)
        if owner is None:
            raise HTTPException(404)
        return owner

    def _in_turn(self, work: Callable[[], Made]) -> Made:
        """Some at a time: a rush of logins must not take the memory of the machine."""
        if not self._turns.acquire(timeout=TURN_SECONDS):
            raise HTTPException(503)
        try:
            return work()
        finally:
            self._turns.release()
