"""A desk over a morning of invented news, its draft built, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page

from briefing.config import load
from briefing.models.person import Role
from briefing.pipeline.pipeline import Pipeline
from briefing.web.desk.app import desk_app
from briefing.web.desk.desk_jobs import DeskJobs
from tests.web.desk.house import DeskHouse, desk_page, slots_ahead
from tests.web.desk.morning import config_text, write_morning
from tests.web.uvicorn_server import serving

NOW = datetime(2026, 11, 24, 5, 20, tzinfo=UTC)
EDITION = "n-2026-11-24"
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@dataclass
class MorningDesk:
    """The house, and the address of its desk."""

    house: DeskHouse
    url: str

    @property
    def workspace(self) -> str:
        return f"{self.url}/work/{EDITION}"


@contextmanager
def morning_desk(
    home: Path, *, stories: int = 30, smtp_port: int = 2525, web: str = ""
) -> Iterator[MorningDesk]:
    """The desk of a morning with so many stories, read and built."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "config.yaml").write_text(config_text(smtp_port=smtp_port, web=web), encoding="utf-8")
    write_morning(home, stories, NOW)
    now = [NOW]
    config = load(home / "config.yaml")
    with Pipeline.open(config, clock=lambda: now[0]) as pipeline, DeskJobs() as jobs:
        pipeline.ingest()
        pipeline.build()
        app = desk_app(pipeline, file=home / "config.yaml", jobs=jobs, coming=slots_ahead)
        house = DeskHouse(app, pipeline, home, now, jobs)
        with serving(app) as url:
            yield MorningDesk(house, url)


@contextmanager
def at_work(
    browser: Browser, desk: MorningDesk, *, role: Role = "editor", **options: Any
) -> Iterator[Page]:
    """The workspace in a browser, loaded and ready; no fault of the page goes unseen."""
    options = {"viewport": DESKTOP} | options
    with desk_page(browser, desk.house, desk.url, role=role, **options) as page:
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if _is_fault(line) else None)
        page.goto(desk.workspace)
        page.locator("body[data-ready]").wait_for(timeout=15_000)
        yield page
        assert faults == []


def _is_fault(line: ConsoleMessage) -> bool:
    """A refusal is an answer the page shows; the browser notes it all the same."""
    refused = any(f"status of {status}" in line.text for status in (409, 422))
    return line.type == "error" and not refused


def settled(page: Page) -> None:
    """Waits until every decision is answered and shown."""
    page.wait_for_function("() => !document.body.hasAttribute('aria-busy')")
