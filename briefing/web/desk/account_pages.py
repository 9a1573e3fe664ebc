"""One's own account: password and sessions."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from briefing.desk.accounts import account_named, set_password
from briefing.desk.login import is_own_password
from briefing.desk.passwords import SHORTEST_PASSWORD_CHARS, checked_password, hash_password
from briefing.desk.sessions import begin_session
from briefing.errors import InputError
from briefing.models.desk_account import Account
from briefing.web.desk.desk_pages import Desk
from briefing.web.desk.desk_route import DeskRoute, fields_of


@dataclass(frozen=True, slots=True)
class AccountPages:
    """What everybody does for themselves."""

    desk: Desk

    def routes(self) -> tuple[DeskRoute, ...]:
        """Everybody has an account."""
        return (
            DeskRoute("/account", self.account, role="viewer"),
            DeskRoute("/account/password", self.password, role="viewer", method="POST"),
            DeskRoute("/account/sessions/end", self.end, role="viewer", method="POST"),
        )

    async def account(self, request: Request) -> Response:
        """One's own account: password, second factor, sessions."""
        return await self._page(request)

    async def _page(self, request: Request, wrong: str = "") -> Response:
        newsletter, key = self.desk.newsletter, request.state.account
        account = await run_in_threadpool(account_named, newsletter, key)
        sessions = await run_in_threadpool(newsletter.store.desk_sessions.list, newsletter.id, key)
        left = await run_in_threadpool(
            newsletter.store.one_time.left, newsletter.id, key, kind="recovery"
        )
        return self.desk.show(
            request,
            "account",
            status=400 if wrong else 200,
            account=account,
            sessions=sessions,
            this=request.state.session,
            recovery_codes=left,
            shortest=SHORTEST_PASSWORD_CHARS,
            wrong=wrong,
        )

    async def password(self, request: Request) -> Response:
        """Change one's password; all other sessions end."""
        fields = await fields_of(request)
        old, new = fields.get("password", ""), fields.get("new", "")
        try:
            account = await run_in_threadpool(self._change, request.state.account, old, new)
        except InputError as error:
            return await self._page(request, str(error))
        agent = request.headers.get("user-agent", "")
        token = await run_in_threadpool(begin_session, self.desk.newsletter, account, agent=agent)
        say = "Your password is changed. All other sessions have ended."
        return self.desk.started(self.desk.go("/account", say=say), token)

    def _change(self, key: str, old: str, new: str) -> Account:
        newsletter = self.desk.newsletter
        account = account_named(newsletter, key)
        plain = checked_password(new, of=account.key)
        if not is_own_password(newsletter, account, old):
            raise InputError("The present password is another one, or it was tried too often.")
        set_password(newsletter, key, hash_password(plain))
        return account

    async def end(self, request: Request) -> Response:
        """End one of one's sessions, or all others."""
        newsletter, key = self.desk.newsletter, request.state.account
        this = request.state.session.token if request.state.session else ""
        chosen = (await fields_of(request)).get("session", "")
        sessions = newsletter.store.desk_sessions
        if chosen == "others":
            count = await run_in_threadpool(sessions.end_all, newsletter.id, key, but=this)
            return self.desk.go("/account", say=f"Ended: {count}.")
        own = await run_in_threadpool(sessions.list, newsletter.id, key)
        if chosen not in {session.token for session in own}:
            raise InputError("is no session of yours")
        await run_in_threadpool(sessions.end, newsletter.id, chosen)
        return self.desk.go("/account", say="The session has ended.")
