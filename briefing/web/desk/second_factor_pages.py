"""The second factor: set up with an app, taken away again, and codes to keep on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from briefing.desk.accounts import account_named
from briefing.desk.login import is_own_password
from briefing.desk.second_factor import (
    address_of,
    new_recovery_codes,
    plain_code,
    proposed_secret,
    qr_svg,
    used_step,
)
from briefing.desk.sessions import hashed
from briefing.errors import InputError
from briefing.web.desk.desk_pages import Desk
from briefing.web.desk.desk_route import DeskRoute, fields_of

# Codes on paper stay good until they are used or replaced.
FOR_GOOD = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SecondFactorPages:
    """Everybody decides about their own."""

    desk: Desk

    def routes(self) -> tuple[DeskRoute, ...]:
        """Only for who has a password here."""
        path = "/account/second-factor"
        return (
            DeskRoute(path, self.propose, role="viewer"),
            DeskRoute(path, self.begin, role="viewer", method="POST"),
            DeskRoute(f"{path}/end", self.end, role="viewer", method="POST"),
        )

    async def propose(self, request: Request) -> Response:
        """A secret for an app, as a QR code and in letters."""
        return self._page(request)

    def _page(self, request: Request, wrong: str = "") -> Response:
        secret = self._proposed(request)
        title = self.desk.config.newsletter.title
        address = address_of(secret, name=request.state.person.name, issuer=title)
        return self.desk.show(
            request,
            "second_factor",
            status=400 if wrong else 200,
            secret=secret,
            qr=qr_svg(address),
            wrong=wrong,
        )

    def _proposed(self, request: Request) -> str:
        session = request.state.session
        if (
            session is None
        ):  # the proxy logs in: there is no password beside which to ask for a code
            raise HTTPException(404)
        return proposed_secret(self.desk.cookies.secret, session.token)

    async def begin(self, request: Request) -> Response:
        """Ask for a code from now on; shows the codes for paper, once."""
        fields, secret = await fields_of(request), self._proposed(request)
        try:
            codes = await run_in_threadpool(self._begin, request.state.account, secret, fields)
        except InputError as error:
            return self._page(request, str(error))
        return self.desk.show(request, "recovery_codes", codes=codes)

    def _begin(self, key: str, secret: str, fields: dict[str, str]) -> tuple[str, ...]:
        newsletter = self.desk.newsletter
        store, now = newsletter.store, newsletter.clock()
        self._check(key, fields)
        step = used_step(secret, fields.get("code", ""), now)
        if step is None:
            raise InputError("The code is not the one of now. Is the clock of the telephone right?")
        codes = new_recovery_codes()
        store.accounts.set_totp(newsletter.id, key, secret, at=now)
        store.accounts.use_step(newsletter.id, key, step)
        store.one_time.replace(
            [hashed(plain_code(code)) for code in codes],
            newsletter=newsletter.id,
            account=key,
            kind="recovery",
            expires=FOR_GOOD,
        )
        return codes

    async def end(self, request: Request) -> Response:
        """Ask for no code any more."""
        fields, newsletter = await fields_of(request), self.desk.newsletter

        def end() -> None:
            self._check(request.state.account, fields)
            now = newsletter.clock()
            newsletter.store.accounts.set_totp(newsletter.id, request.state.account, "", at=now)

        await run_in_threadpool(end)
        return self.desk.go("/account", say="No code is asked for any more.")

    def _check(self, key: str, fields: dict[str, str]) -> None:
        newsletter = self.desk.newsletter
        account = account_named(newsletter, key)
        if not is_own_password(newsletter, account, fields.get("password", "")):
            raise InputError("The password is another one, or it was tried too often.")
