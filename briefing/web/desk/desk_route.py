"""A route of the desk: the least role that may call it, and how much it takes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Protocol

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from briefing.models.person import Role
from briefing.web.desk.csrf import FIELD, HEADER, SAFE, is_csrf_token

Handler = Callable[[Request], Awaitable[Response]]
# The longest form is a note of an edition; chosen, not measured.
MAX_FORM_BYTES = 256 * 1024
# An edition has some 100 blocks of a few fields; chosen, not measured.
MOST_FIELDS = 1000
# A page takes one file; chosen, not measured.
MOST_FILES = 4


class DeskRoute(Route):
    """One path and method. `role` is the least that may call it; None: nobody need be logged in.

    `max_bytes` is the most that may be sent to it. Every method but GET needs
    the CSRF token: in the header X-CSRF-Token, or in the field `csrf` of the form.
    """

    def __init__(
        self,
        path: str,
        handler: Handler,
        *,
        role: Role | None,
        method: str = "GET",
        max_bytes: int = MAX_FORM_BYTES,
    ) -> None:
        super().__init__(
            path, _guarded(handler, role, max_bytes), methods=[method], max_body_size=max_bytes
        )
        self.role = role
        self.max_bytes = max_bytes
        self.purpose = (handler.__doc__ or "").partition("\n")[0].rstrip(".")


class Pages(Protocol):
    """A part of the desk."""

    def routes(self) -> tuple[DeskRoute, ...]:
        """Its pages and acts, each with the least role that may call it."""


def _guarded(handler: Handler, role: Role | None, max_bytes: int) -> Handler:
    """401 for who is not logged in, 403 for who may not; then the handler."""

    @wraps(handler)
    async def guarded(request: Request) -> Response:
        if role is not None:
            person = request.state.person
            if person is None:
                raise HTTPException(401)
            if not person.may(role):
                raise HTTPException(403)
        try:
            if request.method not in SAFE:
                await _check_token(request, max_bytes)
            return await handler(request)
        finally:
            await request.close()  # files that came along

    return guarded


async def _check_token(request: Request, max_bytes: int) -> None:
    given = request.headers.get(HEADER, "")
    form = await request.form(max_fields=MOST_FIELDS, max_files=MOST_FILES, max_part_size=max_bytes)
    # PostgreSQL keeps no such sign, and nobody types one.
    if any(isinstance(text, str) and "\x00" in text for _, text in form.multi_items()):
        raise HTTPException(400)
    field = form.get(FIELD)
    given = given or (field if isinstance(field, str) else "")
    if not is_csrf_token(request.state.csrf, given):
        raise HTTPException(403, "csrf")


async def fields_of(request: Request) -> dict[str, str]:
    """The text fields of the form that was sent, the first of each name."""
    form = await request.form()
    pairs = reversed(form.multi_items())
    return {name: text for name, text in pairs if isinstance(text, str)}
