"""The desk as an app: its parts put together, behind what protects them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from briefing.config import Config
from briefing.errors import BriefingError
from briefing.pipeline.pipeline import Pipeline
from briefing.web.desk.account_pages import AccountPages
from briefing.web.desk.delivery_pages import DeliveryPages
from briefing.web.desk.desk_cookies import DeskCookies
from briefing.web.desk.desk_jobs import DeskJobs
from briefing.web.desk.desk_pages import CurrentPipeline, Desk, SlotsAhead, no_slots
from briefing.web.desk.desk_route import DeskRoute, Pages
from briefing.web.desk.edition_pages import EditionPages
from briefing.web.desk.error_pages import ErrorPages
from briefing.web.desk.gate import Gate
from briefing.web.desk.login_pages import LoginPages
from briefing.web.desk.search_pages import SearchPages
from briefing.web.desk.second_factor_pages import SecondFactorPages
from briefing.web.desk.secure_headers import SecureHeaders
from briefing.web.desk.source_pages import SourcePages
from briefing.web.desk.static_files import StaticFiles
from briefing.web.desk.subscriber_pages import SubscriberPages
from briefing.web.desk.trusted_proxies import TrustedProxies
from briefing.web.desk.user_pages import UserPages
from briefing.web.desk.work_parts import WorkParts
from briefing.web.responses import Prefix

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def desk_app(
    pipeline: Pipeline,
    *,
    file: Path | None = None,
    host: str = "",
    jobs: DeskJobs | None = None,
    coming: SlotsAhead = no_slots,
) -> Starlette:
    """The app behind `briefing serve --desk`.

    `file` is the config file that pages may change; without it none is changed.
    `host` is a further name the desk answers to, beside that of `desk: url:`. `jobs`
    does what takes long; without it such things are refused. `coming` gives the
    slots of the schedule.
    """
    desk = desk_of(pipeline, file=file, jobs=jobs, coming=coming)
    errors = ErrorPages(desk)
    app = Starlette(
        routes=routes_of(desk),
        middleware=[
            Middleware(SecureHeaders),
            Middleware(TrustedProxies, config=desk.config.desk),
            Middleware(TrustedHostMiddleware, hosts_of(desk.config, host), www_redirect=False),
            Middleware(Prefix, base=desk.base),
            Middleware(Gate, desk=desk, errors=errors),
        ],
        exception_handlers={
            HTTPException: errors.failed,
            BriefingError: errors.failed,
            500: errors.failed,
        },
    )
    # A redirect to the path without its slash would go to whatever host the client named.
    app.router.redirect_slashes = False
    return app


def desk_of(
    pipeline: Pipeline,
    *,
    file: Path | None = None,
    jobs: DeskJobs | None = None,
    coming: SlotsAhead = no_slots,
) -> Desk:
    """What the parts of the desk share."""
    url = pipeline.config.desk.url or ""
    cookies = DeskCookies(
        path=urlsplit(url).path.rstrip("/") or "/",
        secure=url.startswith("https://"),
        secret=pipeline.store.secret("desk"),
    )
    return Desk(
        current=CurrentPipeline(pipeline, file),
        cookies=cookies,
        static=StaticFiles.load(),
        jobs=jobs or DeskJobs(),
        coming=coming,
    )


# Every part of the desk: what makes its pages from what they share.
PARTS: tuple[Callable[[Desk], Pages], ...] = (
    LoginPages,
    EditionPages,
    WorkParts,
    SourcePages,
    SubscriberPages,
    DeliveryPages,
    AccountPages,
    SecondFactorPages,
    UserPages,
    SearchPages,
)


def routes_of(desk: Desk, parts: Sequence[Callable[[Desk], Pages]] = PARTS) -> list[DeskRoute]:
    """All routes of the desk."""
    return [
        *desk.static.routes(),
        *(route for part in parts for route in part(desk).routes()),
    ]


def hosts_of(config: Config, host: str = "") -> tuple[str, ...]:
    """The names the desk answers to: others are refused (DNS rebinding)."""
    known = urlsplit(config.desk.url or "").hostname or ""
    names = (known, f"[{host}]" if ":" in host else host)
    return (*(name for name in names if name), *LOOPBACK)
