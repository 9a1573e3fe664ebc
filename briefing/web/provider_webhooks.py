"""Where providers post what came back of our messages: /webhooks/NAME, by POST.

The answer says whether the post proved who sent it, and nothing of the
addresses in it: known, unknown and repeated ones are answered alike.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from briefing.audience.bounce_handling import bounce_handler
from briefing.config import Config
from briefing.delivery.providers.posts import ForgedPostError, Provider, WebhookPost
from briefing.errors import BriefingError, StoreError
from briefing.store import Store
from briefing.web.responses import HEADERS, WEBHOOKS

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderWebhooks:
    """The webhooks of the providers that the config names.

    What cannot be kept for the moment is answered with 503, and providers
    post it again; `say` is told of what stays unread.
    """

    config: Config
    store: Store
    clock: Callable[[], datetime]
    providers: Mapping[str, Provider]
    say: Callable[[str], None]

    def routes(self) -> list[BaseRoute]:
        """None where no provider is named."""
        if not self.providers:
            return []
        return [Route(f"{WEBHOOKS}{{provider}}", self._post, methods=["POST"])]

    async def _post(self, request: Request) -> Response:
        provider = self.providers.get(request.path_params["provider"])
        if provider is None:
            return _answer(404)
        headers = dict(request.headers.items())
        post = WebhookPost(body=await request.body(), headers=headers)
        return _answer(await run_in_threadpool(self._take, provider, post))

    def _take(self, provider: Provider, post: WebhookPost) -> int:
        """What was reported is done when this ends; the status of the answer."""
        name = type(provider).__name__
        try:
            reports = provider.reports(post)
            handler = bounce_handler(self.config, self.store, self.clock())
            known = sum(handler.apply(report) for report in reports)
        except ForgedPostError as error:
            logger.warning("a post to the webhook of %s %s", name, error)
            return 403
        except StoreError:
            raise
        except BriefingError as error:
            self.say(f"a post of {name} was not read: {error}")
            return 503
        logger.info("%s reported %d, %d of them of readers", name, len(reports), known)
        if handler.held:
            self.say(f"{len(handler.held)} addresses are kept: too many hard bounces of a domain")
        return 200


def _answer(status: int) -> Response:
    return PlainTextResponse("", status_code=status, headers=HEADERS)
