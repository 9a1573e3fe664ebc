"""`/metrics` and `/healthz`: for machines that watch, not for readers."""

from __future__ import annotations

import ipaddress
import logging
from datetime import timedelta
from typing import Literal

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from briefing.errors import StoreError
from briefing.health.metrics import CONTENT_TYPE, LastBeat, MetricsText
from briefing.newsletter import Newsletter
from briefing.web.responses import client_address

logger = logging.getLogger(__name__)

Shown = Literal["local", "all", "off"]
# What a proxy adds to a request that it passes on.
_PROXY_HEADERS = ("x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "forwarded", "via")


class MetricsPages:
    """The handlers, over one newsletter.

    `shown`: to whom the figures are shown; `local` is who asks from this very
    machine and through no proxy. The daemon is well while its last beat is no
    older than `silence`, where one is given.
    """

    def __init__(
        self,
        newsletter: Newsletter,
        last_beat: LastBeat,
        *,
        shown: Shown = "local",
        silence: timedelta | None = None,
    ) -> None:
        self._newsletter, self._last_beat = newsletter, last_beat
        self._shown, self._silence = shown, silence
        self._text = MetricsText(newsletter, last_beat)

    def routes(self) -> list[BaseRoute]:
        """Both pages."""
        return [Route("/metrics", self.metrics), Route("/healthz", self.healthz)]

    async def metrics(self, request: Request) -> Response:
        """The figures; 404 for whom they are not shown to."""
        if self._shown == "off" or (self._shown == "local" and not _is_local(request)):
            raise HTTPException(404)
        text = await run_in_threadpool(self._text.read)
        return Response(text, media_type=CONTENT_TYPE, headers=_FRESH)

    async def healthz(self, request: Request) -> Response:
        """200 while all is well, 503 and what is wrong where it is not."""
        del request
        fault = await run_in_threadpool(self._fault)
        return PlainTextResponse(
            f"{fault or 'ok'}\n", status_code=503 if fault else 200, headers=_FRESH
        )

    def _fault(self) -> str:
        try:
            if not self._newsletter.store.schema():
                return "the store has no tables"
        except StoreError as error:
            logger.warning("not well: %s", error)
            return "the store does not answer"
        beat, now = self._last_beat(), self._newsletter.clock()
        silent = self._silence and (beat is None or now - beat > self._silence)
        return "the daemon is silent" if silent else ""


_FRESH = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def metrics_app(pages: MetricsPages) -> Starlette:
    """An app of these two pages alone, for the daemon."""

    async def failed(request: Request, error: Exception) -> Response:
        del request, error
        return PlainTextResponse("the store does not answer\n", status_code=503, headers=_FRESH)

    return Starlette(routes=pages.routes(), exception_handlers={StoreError: failed})


def _is_local(request: Request) -> bool:
    if any(name in request.headers for name in _PROXY_HEADERS):
        return False
    try:
        return ipaddress.ip_address(client_address(request)).is_loopback
    except ValueError:
        return False
