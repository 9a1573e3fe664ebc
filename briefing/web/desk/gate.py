"""Who asks: found once for each request, before any page is made."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from briefing.desk.accounts import account_key
from briefing.desk.sessions import session_of
from briefing.errors import StoreError
from briefing.models.desk_account import DeskSession
from briefing.models.person import Person
from briefing.web.desk.csrf import csrf_token
from briefing.web.desk.desk_pages import Desk
from briefing.web.desk.error_pages import ErrorPages
from briefing.web.desk.static_files import FOLDER
from briefing.web.desk.trusted_proxies import name_from_proxy

# 32 random bytes in base 64.
VISIT_CHARS = 43


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks; `seed` is what their browser holds, `visit` is set where it held nothing."""

    seed: str
    person: Person | None = None
    session: DeskSession | None = None
    account: str = ""
    visit: str = ""


class Gate:
    """Sets `request.state`: `person` (None: a stranger), `session`, `account`, `csrf`, `visit`."""

    def __init__(self, app: ASGIApp, desk: Desk, errors: ErrorPages) -> None:
        self._app = app
        self._desk = desk
        self._errors = errors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its state; 503 where the store cannot be asked."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        self._note(request, _visitor(request.cookies.get(self._desk.cookies.visit, "")))
        if "\x00" in scope["path"] or b"%00" in scope["query_string"]:
            answer = await self._errors.failed(request, HTTPException(400))
            await answer(scope, receive, send)
            return
        try:
            if not scope["path"].startswith(f"/{FOLDER}/"):
                await self._find(request)
        except StoreError as error:
            answer = await self._errors.failed(request, error)
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _find(self, request: Request) -> None:
        named = name_from_proxy(request.scope)
        if named:
            await self._find_named(request, named)
            return
        token = request.cookies.get(self._desk.cookies.session, "")
        found = await run_in_threadpool(session_of, self._desk.newsletter, token) if token else None
        if found:
            session, account = found
            caller = Caller(seed=token, person=account.person, session=session, account=account.key)
            self._note(request, caller)

    async def _find_named(self, request: Request, name: str) -> None:
        """By the proxy's word; a name without an account is nobody."""
        accounts, key = self._desk.newsletter.store.accounts, account_key(name)
        account = await run_in_threadpool(accounts.get, self._desk.newsletter.id, key)
        if account:
            seed = f"{request.cookies.get(self._desk.cookies.visit) or request.state.visit}:{key}"
            visit = request.state.visit
            caller = Caller(seed=seed, person=account.person, account=key, visit=visit)
            self._note(request, caller)

    def _note(self, request: Request, caller: Caller) -> None:
        request.state.person = caller.person
        request.state.session = caller.session
        request.state.account = caller.account
        request.state.visit = caller.visit
        request.state.csrf = csrf_token(self._desk.cookies.secret, caller.seed)


def _visitor(held: str) -> Caller:
    """Who is not logged in, by the cookie of an earlier page, or with a new one."""
    if len(held) == VISIT_CHARS and held.isascii():
        return Caller(seed=held)
    new = secrets.token_urlsafe(32)
    return Caller(seed=new, visit=new)
