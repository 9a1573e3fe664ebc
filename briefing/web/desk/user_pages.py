"""The accounts, for admins."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from briefing.desk.accounts import (
    account_named,
    accounts_of,
    add_account,
    checked_role,
    new_link,
)
from briefing.errors import InputError
from briefing.models.person import ROLES
from briefing.web.desk.desk_pages import Desk
from briefing.web.desk.desk_route import DeskRoute, fields_of


@dataclass(frozen=True, slots=True)
class UserPages:
    """Who may log in, and as what."""

    desk: Desk

    def routes(self) -> tuple[DeskRoute, ...]:
        """All for admins."""
        return (
            DeskRoute("/users", self.users, role="admin"),
            DeskRoute("/users", self.add, role="admin", method="POST"),
            DeskRoute("/users/role", self.role, role="admin", method="POST"),
            DeskRoute("/users/link", self.link, role="admin", method="POST"),
            DeskRoute("/users/remove", self.remove, role="admin", method="POST"),
        )

    async def users(self, request: Request) -> Response:
        """All accounts."""
        return await self._page(request)

    async def _page(
        self, request: Request, *, wrong: str = "", link: str = "", of: str = ""
    ) -> Response:
        accounts = await run_in_threadpool(accounts_of, self.desk.newsletter)
        return self.desk.show(
            request,
            "users",
            status=400 if wrong else 200,
            accounts=accounts,
            roles=ROLES,
            wrong=wrong,
            link=link,
            of=of,
        )

    async def add(self, request: Request) -> Response:
        """Add an account; shows the link to pass on to its owner."""
        fields = await fields_of(request)
        name = fields.get("name", "")
        try:
            role = checked_role(fields.get("role", ""))
            token = await run_in_threadpool(add_account, self.desk.newsletter, name, role)
        except InputError as error:
            return await self._page(request, wrong=str(error))
        return await self._page(request, link=self._link(request, token), of=name)

    async def link(self, request: Request) -> Response:
        """A new link to choose a password, for who has lost theirs."""
        newsletter, name = self.desk.newsletter, (await fields_of(request)).get("name", "")
        account = await run_in_threadpool(account_named, newsletter, name)
        token = await run_in_threadpool(new_link, newsletter, account)
        return await self._page(request, link=self._link(request, token), of=account.name)

    def _link(self, request: Request, token: str) -> str:
        return self.desk.address(request, f"/welcome/{token}")

    async def role(self, request: Request) -> Response:
        """Give an account another role."""
        fields, newsletter = await fields_of(request), self.desk.newsletter
        role = checked_role(fields.get("role", ""))
        account = await run_in_threadpool(account_named, newsletter, fields.get("name", ""))
        accounts = newsletter.store.accounts
        await run_in_threadpool(accounts.set_role, newsletter.id, account.key, role)
        return self.desk.go("/users", say=f"{account.name}: {role}")

    async def remove(self, request: Request) -> Response:
        """Remove an account; its sessions end."""
        newsletter, name = self.desk.newsletter, (await fields_of(request)).get("name", "")
        account = await run_in_threadpool(account_named, newsletter, name)
        await run_in_threadpool(newsletter.store.accounts.remove, newsletter.id, account.key)
        return self.desk.go("/users", say=f"{account.name} is removed.")
