"""What is said where a page cannot be shown: plain words, and nothing of the machine."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from briefing.errors import BriefingError, InputError, StoreError, StoreUnavailableError
from briefing.web.desk.csrf import SAFE
from briefing.web.desk.desk_pages import Desk

logger = logging.getLogger(__name__)

# By then another writer is done; chosen, not measured.
RETRY_SECONDS = 10
WORDS = {
    400: ("This cannot be done", "What was sent is not what this page expects."),
    401: ("Log in first", "You are not logged in, or your session has ended."),
    403: ("This is not for you", "Your role may not do this. Ask an admin of the desk."),
    404: ("There is no such page", "It may have been removed, or the address is mistyped."),
    405: ("This cannot be done here", "The page does not take what was sent to it."),
    409: ("This cannot be done any more", "Somebody was faster. Load the page again."),
    413: ("That is too much", "What was sent is larger than the desk takes."),
    429: ("Too many attempts", "Wait some minutes, then try again."),
    500: ("Something went wrong", "It is written to the log. Try again, or tell an admin."),
    503: ("The desk is busy", "Nothing was changed. Try again in a moment."),
}
EXPIRED = "The page had expired, so nothing was changed. Load it again and repeat what you did."


@dataclass(frozen=True, slots=True)
class ErrorPages:
    """Answers every error of the desk."""

    desk: Desk

    async def failed(self, request: Request, error: Exception) -> Response:
        """The page for an error; who is not logged in is led to the login."""
        status, more = _status(error), ""
        if status == 401 and (request.method in SAFE or request.headers.get("hx-request")):
            return self._to_login(request)
        if status == 403 and getattr(error, "detail", "") == "csrf":
            more = EXPIRED
        elif isinstance(error, InputError) or status == 409:
            more = str(error)
        return self._page(request, status, more, error)

    def _page(self, request: Request, status: int, more: str, error: Exception) -> Response:
        title, words = WORDS.get(status, WORDS[400 if status < 500 else 500])
        answer = self.desk.show(request, "message", status=status, title=title, words=more or words)
        # 405 says what is allowed, 429 when to come back (RFC 9110, 15.5.6; RFC 6585, 4).
        answer.headers.update(getattr(error, "headers", None) or {})
        if status == 503:
            answer.headers.setdefault("Retry-After", str(RETRY_SECONDS))
        return answer

    def _to_login(self, request: Request) -> Response:
        if request.headers.get("hx-request"):
            # htmx leads the whole page there, not the fragment that was asked for.
            answer = Response(status_code=401)
            answer.headers["HX-Redirect"] = f"{self.desk.base}/login"
            return answer
        path, query = (
            quote(request.scope["path"]),
            request.scope["query_string"].decode("ascii", "replace"),
        )
        wanted = f"{path}?{query}" if query else path
        return self.desk.go("/login" if wanted == "/" else f"/login?{urlencode({'next': wanted})}")


def _status(error: Exception) -> int:
    if isinstance(error, HTTPException):
        return error.status_code
    if isinstance(error, StoreUnavailableError):
        logger.warning("a page of the desk was not served: %s", error)
        return 503
    if isinstance(error, StoreError):
        return 409  # somebody was faster, or it is too late
    if isinstance(error, InputError):
        return 400
    if isinstance(error, BriefingError):
        logger.error("a page of the desk failed", exc_info=error)
    return 500
