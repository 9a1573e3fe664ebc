"""A newsletter with its desk, and people who are logged in there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, Page
from starlette.applications import Starlette

from briefing.config import Config, load
from briefing.desk.sessions import begin_session
from briefing.models import Slot
from briefing.models.desk_account import Account
from briefing.models.person import Role
from briefing.newsletter import Newsletter
from briefing.pipeline.pipeline import Pipeline
from briefing.schedule import Calendar
from briefing.store import Store
from briefing.web.desk.app import desk_app
from briefing.web.desk.csrf import csrf_token
from briefing.web.desk.desk_jobs import DeskJobs
from tests.make import NOW
from tests.web.asgi import Answer, exchange, run
from tests.web.uvicorn_server import serving

URL = "https://desk.example.org"


@dataclass
class DeskClient:
    """A browser without a screen: it keeps cookies, and sends the token of its last page."""

    app: Starlette
    host: str = "desk.example.org"
    client: str = "203.0.113.9"
    cookies: dict[str, str] = field(default_factory=dict)
    csrf: str = ""

    def get(self, path: str, **headers: str) -> Answer:
        return self.send("GET", path, headers=headers)

    def post(self, path: str, /, **form: str) -> Answer:
        """Posts a form with the token."""
        return self.send("POST", path, {"csrf": self.csrf, **form})

    def send(
        self,
        method: str,
        path: str,
        form: dict[str, str] | bytes | None = None,
        *,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        held = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        more = {"host": self.host, **({"cookie": held} if held else {}), **(headers or {})}
        answer = run(exchange(self.app, method, path, form, headers=more, client=self.client))
        for line in answer.set_cookies:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
                if morsel["max-age"] == "0":
                    del self.cookies[name]
        token = re.search(r'<meta name="csrf-token" content="([0-9a-f]+)"', answer.body)
        self.csrf = token[1] if token else self.csrf
        return answer


@dataclass
class DeskHouse:
    """The app, its newsletter, its clock."""

    app: Starlette
    pipeline: Pipeline
    home: Path
    now: list[datetime]
    jobs: DeskJobs

    @property
    def newsletter(self) -> Newsletter:
        return self.pipeline.newsletter

    @property
    def store(self) -> Store:
        return self.pipeline.store

    def wait(self, **by: float) -> None:
        self.now[0] += timedelta(**by)

    def account(self, name: str = "Ada", role: Role = "admin") -> Account:
        """An account without a password; made where it is not there."""
        known = self.store.accounts.get("n", name.lower())
        if known:
            return known
        at = self.now[0]
        made = Account(key=name.lower(), name=name, role=role, created=at, changed=at)
        self.store.accounts.add(made, newsletter="n")
        return made

    def token(self, name: str = "Ada", role: Role = "admin") -> str:
        """The token of a new session."""
        return begin_session(self.newsletter, self.account(name, role), agent="a test")

    def visitor(self, **over: str) -> DeskClient:
        """A browser that is not logged in."""
        host = "desk.example.org" if self.pipeline.config.desk.url else "127.0.0.1"
        return DeskClient(self.app, **({"host": host} | over))

    def client(self, name: str = "Ada", role: Role = "admin") -> DeskClient:
        """A browser that is logged in."""
        token, secure = self.token(name, role), self.pipeline.config.desk.url
        cookie = "__Host-desk_session" if secure else "desk_session"
        csrf = csrf_token(self.store.secret("desk"), token)
        made = self.visitor()
        made.cookies, made.csrf = {cookie: token}, csrf
        return made


def slots_ahead(config: Config, after: datetime, until: datetime) -> tuple[Slot, ...]:
    return Calendar.of(config).between(after, until)


@contextmanager
def desk_house(home: Path, **over: Any) -> Iterator[DeskHouse]:
    """The desk of a newsletter `n`, at https://desk.example.org unless `desk` says otherwise."""
    said: dict[str, Any] = {
        "newsletter": {"id": "n", "title": "The Daily", "sender": "Daily <d@example.org>"},
        "sources": [{"kind": "folder", "path": "in"}],
        "web": {"url": "https://news.example.org"},
        "desk": {"url": URL},
    }
    (home / "in").mkdir(exist_ok=True)
    (home / "config.yaml").write_text(yaml.safe_dump(said | over), encoding="utf-8")
    now = [NOW]
    config = load(home / "config.yaml")
    with Pipeline.open(config, clock=lambda: now[0]) as pipeline, DeskJobs() as jobs:
        app = desk_app(pipeline, file=home / "config.yaml", jobs=jobs, coming=slots_ahead)
        yield DeskHouse(app, pipeline, home, now, jobs)


@contextmanager
def served_desk(home: Path, **over: Any) -> Iterator[tuple[DeskHouse, str]]:
    """The desk on a port of this machine, and the address it goes by."""
    with desk_house(home, **({"desk": {}} | over)) as house, serving(house.app) as url:
        yield house, url


@contextmanager
def desk_page(
    browser: Browser, house: DeskHouse, url: str, *, role: Role | None = "admin", **options: Any
) -> Iterator[Page]:
    """A page in Chromium, logged in as somebody of that role; `options` as Playwright has them."""
    context = browser.new_context(**options)
    if role:
        token = house.token(f"{role} person", role)
        context.add_cookies([{"name": "desk_session", "value": token, "url": url}])
    yield context.new_page()
    context.close()
