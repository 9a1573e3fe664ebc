"""What the pages of the desk share: the newsletter as it is now, the frame, where one goes next."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from briefing.config import Config, load
from briefing.models import Slot
from briefing.models.person import Role
from briefing.newsletter import Newsletter
from briefing.pipeline.pipeline import Pipeline
from briefing.rendering.web_pages import page
from briefing.web.desk.desk_cookies import DeskCookies
from briefing.web.desk.desk_jobs import DeskJobs
from briefing.web.desk.local_paths import local_path
from briefing.web.desk.secure_headers import FRAMED, HEADERS
from briefing.web.desk.static_files import StaticFiles
from briefing.wiring.parts import templates_of

SlotsAhead = Callable[[Config, datetime, datetime], tuple[Slot, ...]]
# The parts of the desk, as the head of every page names them, and who sees them.
NAV: tuple[tuple[str, str, Role], ...] = (
    ("/work", "Workspace", "viewer"),
    ("/", "Editions", "viewer"),
    ("/search", "Search", "viewer"),
    ("/sources", "Sources", "viewer"),
    ("/subscribers", "Subscribers", "editor"),
    ("/deliveries", "Deliveries", "editor"),
)


def no_slots(config: Config, after: datetime, until: datetime) -> tuple[Slot, ...]:
    """Where nobody says what slots come."""
    del config, after, until
    return ()


@dataclass(slots=True)
class CurrentPipeline:
    """The newsletter as its config file has it now; who changes the file has it read anew."""

    pipeline: Pipeline
    file: Path | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def reload(self) -> None:
        """Read the config file again; ConfigError leaves everything as it was.

        What `desk:` and `store:` say holds until the desk is started again.
        """
        if self.file is None:
            return
        config = load(self.file)
        with self._lock:
            old = self.pipeline.newsletter
            newsletter = Newsletter(config=config, store=old.store, clock=old.clock)
            self.pipeline = Pipeline(newsletter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a part of the desk works with. Everything that takes time runs in a thread.

    `coming` gives the slots of the schedule between two moments; `jobs` does what takes
    longer than an answer may.
    """

    current: CurrentPipeline
    cookies: DeskCookies
    static: StaticFiles
    jobs: DeskJobs
    coming: SlotsAhead = no_slots
    nav: tuple[tuple[str, str, Role], ...] = NAV

    @property
    def pipeline(self) -> Pipeline:
        """The newsletter at work; ask for it anew in every act."""
        return self.current.pipeline

    @property
    def newsletter(self) -> Newsletter:
        """The newsletter without what makes editions."""
        return self.current.pipeline.newsletter

    @property
    def config(self) -> Config:
        """The config as it is now."""
        return self.current.pipeline.config

    @property
    def clock(self) -> Callable[[], datetime]:
        """What time it is."""
        return self.current.pipeline.clock

    @property
    def base(self) -> str:
        """The path under which editors find the desk; "" for the root of a host."""
        return urlsplit(self.config.desk.url or "").path.rstrip("/")

    def show(
        self, request: Request, template: str, /, *, status: int = 200, **values: object
    ) -> Response:
        """The page or fragment `web/desk/TEMPLATE.html` with person, token, nav and flash."""
        flash = self.cookies.opened(request.cookies.get(self.cookies.flash, ""))
        html = self.fill(request, template, {"flash": flash, **values})
        answer = HTMLResponse(html, status_code=status, headers=HEADERS)
        if flash:
            self.cookies.drop(answer, self.cookies.flash)
        visit = getattr(request.state, "visit", "")
        if visit:
            self.cookies.put(answer, self.cookies.visit, visit)
        return answer

    def fill(self, request: Request, template: str, values: Mapping[str, object]) -> str:
        """The HTML of a page or fragment; where all failed it is not known who asks."""
        person = getattr(request.state, "person", None)
        common = {
            "base": self.base,
            "csrf": getattr(request.state, "csrf", ""),
            "here": request.scope["path"],
            "nav": [entry[:2] for entry in self.nav if person and person.may(entry[2])],
            "newsletter": self.config.newsletter,
            "person": person,
            "static": self.static.urls(self.base),
            "flash": "",
        }
        templates = templates_of(self.config)
        return page(f"desk/{template}", {**common, **values}, language="en", templates=templates)

    def go(self, path: str, *, say: str = "") -> Response:
        """Lead to a page of the desk by GET (303), where `say` is shown; never to another host."""
        answer = RedirectResponse(
            f"{self.base}{local_path(path)}", status_code=303, headers=HEADERS
        )
        if say:
            self.cookies.put(answer, self.cookies.flash, self.cookies.sealed(say), seconds=60)
        return answer

    def started(self, answer: Response, token: str) -> Response:
        """The answer that logs a browser in."""
        seconds = self.config.desk.session_hours * 3600
        self.cookies.put(answer, self.cookies.session, token, seconds=seconds)
        self.cookies.drop(answer, self.cookies.visit)
        return answer

    def address(self, request: Request, path: str) -> str:
        """A page as one passes it on: with the address editors know."""
        known = self.config.desk.url or str(request.base_url).rstrip("/")
        return f"{known}{path}"

    def later(self, what: str, job: Callable[[], str], path: str) -> Response:
        """Have it done after the answer; 503 where the desk has too much to do already."""
        if not self.jobs.add(what, job):
            raise HTTPException(503)
        return self.go(path, say=f"{what}: begun. Load the page again to see how it goes.")

    def framed(self, html: str) -> Response:
        """A letter for a sandboxed frame of the desk: it runs nothing and reaches no cookie."""
        return HTMLResponse(html, headers=FRAMED)
