"""The pages readers need: subscribe, confirm, preferences, unsubscribe, view in browser.

Reading a page changes nothing, however often and by whom: link scanners open
every link of a mail. Only a button changes something, and none needs a
script or a cookie. An answer never says whether an address is known.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Literal

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from briefing.audience.self_service import Preferences, SelfService, public_tags
from briefing.audience.tokens import Purpose
from briefing.audience.typed_addresses import checked_address, finished, is_unfinished
from briefing.errors import InputError, StoreError
from briefing.models import Rhythm
from briefing.rendering.web_pages import languages
from briefing.web.background_queue import BackgroundQueue
from briefing.web.kept_pages import PageKeeper
from briefing.web.responses import BodyLimit, PageTemplates, Prefix, client_address
from briefing.web.site.site_pages import SitePages
from briefing.web.site.site_routes import SiteRoutes
from briefing.wiring.parts import templates_of

logger = logging.getLogger(__name__)

HONEYPOT = "website"
RHYTHMS: dict[str, Rhythm] = {"daily": "daily", "weekly": "weekly"}


class ReaderPages:
    """The handlers of the pages, over the readers of one newsletter."""

    def __init__(
        self, readers: SelfService, templates: PageTemplates, background: BackgroundQueue
    ) -> None:
        self._readers = readers
        self._templates = templates
        self._background = background
        self._languages = languages(templates_of(readers.config))

    async def subscribe(self, request: Request) -> Response:
        """The form; posted, a mail goes out, if one may."""
        if not self._readers.config.web.signup:
            raise HTTPException(404)
        return await self._request_mail(request, "subscribe", self._readers.ask_to_subscribe)

    async def link(self, request: Request) -> Response:
        """A form for those who have no link at hand; posted, one is sent, if it may."""
        return await self._request_mail(request, "link", self._readers.ask_for_link)

    async def confirm(self, request: Request) -> Response:
        """One button; pressed, the subscription is active."""
        token = request.path_params["token"]
        if request.method != "POST":
            return await self._button(token, "confirm")
        was_waiting = await run_in_threadpool(self._readers.is_waiting, token)
        if not await run_in_threadpool(self._readers.confirm, token):
            return self._gone()
        if was_waiting:
            # Where too much waits already the reader gets no welcome, but is subscribed.
            self._background.add(lambda: self._readers.welcome(token))
        return await self._done_page("confirmed", "confirm", token)

    async def unsubscribe(self, request: Request) -> Response:
        """One button; pressed, or posted by a mail program (RFC 8058), the reader has left."""
        token = request.path_params["token"]
        if request.method != "POST":
            return await self._button(token, "unsubscribe")
        cause = "one click" if b"One-Click" in await request.body() else "page"
        done = await run_in_threadpool(self._readers.leave, token, cause=cause)
        return await self._done_page("unsubscribed", "unsubscribe", token) if done else self._gone()

    async def preferences(self, request: Request) -> Response:
        """Name, language, audiences, and the way out."""
        token = request.path_params["token"]
        if request.method != "POST":
            return await self._form(token)
        form = await request.form(max_fields=60)
        if form.get("do") == "leave":
            leave = self._readers.leave
            done = await run_in_threadpool(leave, token, cause="preferences", purpose="preferences")
            return (
                await self._done_page("unsubscribed", "preferences", token)
                if done
                else self._gone()
            )
        done = await run_in_threadpool(self._readers.choose, token, self._choice(form))
        return await self._done_page("saved", "preferences", token) if done else self._gone()

    async def _request_mail(
        self,
        request: Request,
        kind: Literal["subscribe", "link"],
        ask: Callable[..., bool],
    ) -> Response:
        """The same answer for every address; what comes of it is done afterwards."""
        if request.method != "POST":
            return self._templates.show("ask", kind=kind, wrong=False, indexed=kind == "subscribe")
        form = await request.form(max_fields=20)
        try:
            email = checked_address(_text(form, "email"))
        except InputError:
            return self._templates.show("ask", status=400, kind=kind, wrong=True)
        if is_unfinished(email) and _text(form, "typed") != email:
            guess = finished(email)
            return self._templates.show("sure", status=400, kind=kind, typed=email, guess=guess)
        client = client_address(request)
        if not _text(form, HONEYPOT) and not self._background.add(
            lambda: ask(email, client=client)
        ):
            return self._templates.message("busy", status=503)
        return self._templates.message("asked")

    async def _button(self, token: str, purpose: Purpose) -> Response:
        language = await run_in_threadpool(self._readers.language, purpose, token)
        if language is None:
            return self._gone()
        # Who holds the link may know whose it is; nobody else is told.
        reader = await run_in_threadpool(self._readers.reader, purpose, token)
        email = reader.subscriber.email if reader else ""
        return self._templates.show("press", language=language, kind=purpose, email=email)

    async def _done_page(self, kind: str, purpose: Purpose, token: str) -> Response:
        """What was done, in the language of the reader it was done for."""
        language = await run_in_threadpool(self._readers.language, purpose, token)
        return self._templates.message(kind, language=language or "")

    async def _form(self, token: str) -> Response:
        subscription = await run_in_threadpool(self._readers.reader, "preferences", token)
        if subscription is None:
            return self._gone()
        return self._templates.show(
            "preferences",
            language=subscription.subscriber.language,
            reader=subscription.subscriber,
            chosen=subscription.tags,
            tags=public_tags(self._readers.config),
            weekly=self._readers.config.schedule.weekly is not None,
            rhythm=subscription.next_rhythm or subscription.rhythm,
            languages=self._offered(subscription.subscriber.language),
        )

    def _offered(self, current: str) -> tuple[tuple[str, str], ...]:
        """The languages to choose from, the reader's own among them."""
        known = current in dict(self._languages) or not current
        return self._languages if known else (*self._languages, (current, current))

    def _choice(self, form: FormData) -> Preferences:
        language = _text(form, "language")
        known = not language or language in dict(self._languages)
        tags = tuple(tag for tag in form.getlist("tag") if isinstance(tag, str))
        return Preferences(
            name=_text(form, "name"),
            language=language if known else None,
            tags=tags,
            rhythm=RHYTHMS.get(_text(form, "rhythm")),
        )

    def _gone(self) -> Response:
        return self._templates.message("gone", status=404)


def reader_app(
    readers: SelfService,
    templates: PageTemplates,
    background: BackgroundQueue,
    keeper: PageKeeper,
    *,
    more: Sequence[BaseRoute] = (),
) -> Starlette:
    """The app behind `briefing serve`; `more` are routes that are not for readers."""
    pages = ReaderPages(readers, templates, background)
    site = SiteRoutes(SitePages.of(readers.store, templates), keeper)

    async def failed(request: Request, error: Exception) -> Response:
        del request
        if isinstance(error, StoreError):
            logger.warning("a page was not served: %s", error)
            return templates.message("busy", status=503)
        status = error.status_code if isinstance(error, HTTPException) else 500
        answer = templates.message("missing" if status == 404 else "wrong", status=status)
        # 405 says what is allowed (RFC 9110, 15.5.6).
        answer.headers.update(getattr(error, "headers", None) or {})
        return answer

    app = Starlette(
        routes=[*_routes(pages), *site.routes(), *more],
        middleware=[Middleware(Prefix, base=templates.base), Middleware(BodyLimit)],
        exception_handlers={HTTPException: failed, StoreError: failed, 500: failed},
    )
    # A redirect to the path without its slash would go to whatever host the client named.
    app.router.redirect_slashes = False
    return app


def _routes(pages: ReaderPages) -> list[BaseRoute]:
    both = ["GET", "POST"]
    return [
        Route("/subscribe", pages.subscribe, methods=both),
        Route("/confirm/{token}", pages.confirm, methods=both),
        Route("/preferences", pages.link, methods=both),
        Route("/preferences/{token}", pages.preferences, methods=both),
        Route("/unsubscribe", pages.link, methods=both),
        Route("/unsubscribe/{token}", pages.unsubscribe, methods=both),
    ]


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""
