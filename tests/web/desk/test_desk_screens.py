"""The pictures of the desk in docs/screens: `--remake` takes them anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.web.desk.morning import write
from tests.web.desk.test_ten_minutes import LATE
from tests.web.desk.workspace import DESKTOP, PHONE, MorningDesk, at_work, morning_desk

pytestmark = pytest.mark.browser
SCREENS = Path(__file__).resolve().parents[3] / "docs" / "screens"
# Each is read over the network by whoever opens the page of docs; chosen, not measured.
MOST_SCREEN_BYTES = 400_000


@dataclass(frozen=True)
class Shot:
    """A picture: how the page gets there, and what the browser is like."""

    go: Callable[[Page], None]
    options: dict[str, Any]
    whole: bool = False


def quiet(page: Page) -> None:
    """Nothing is said, and the evidence has come."""
    page.locator("#evidence-body .story").first.wait_for(state="attached")
    page.wait_for_timeout(900)


def sheet(key: str) -> Callable[[Page], None]:
    def open_sheet(page: Page) -> None:
        quiet(page)
        page.keyboard.press(key)
        page.locator("#sheet[open] form").wait_for()
        page.wait_for_timeout(300)

    return open_sheet


def swap(page: Page) -> None:
    quiet(page)
    page.keyboard.press("j")
    page.wait_for_timeout(1200)
    page.keyboard.press("s")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(300)


def split(page: Page) -> None:
    quiet(page)
    page.keyboard.press("a")
    page.locator("#effect:not([hidden]) [data-keep]").wait_for()


def falling(page: Page) -> None:
    quiet(page)
    page.locator('#outline-body [data-part="brief"] .pick').first.click()
    page.keyboard.press("K")
    page.locator("#effect:not([hidden]) [data-keep]").wait_for()
    page.wait_for_timeout(500)


def help_(page: Page) -> None:
    quiet(page)
    page.keyboard.press("?")
    page.wait_for_timeout(200)


def view(name: str) -> Callable[[Page], None]:
    def show(page: Page) -> None:
        quiet(page)
        page.locator(f'[data-view-of="{name}"]').click()
        page.wait_for_timeout(6000)  # until nothing is said any more

    return show


def pending(page: Page) -> None:
    quiet(page)
    page.locator("#pending [data-take-in]").wait_for(timeout=20_000)
    page.locator("#pending [data-take-in]").scroll_into_view_if_needed()
    page.wait_for_timeout(300)


def pane(name: str) -> Callable[[Page], None]:
    def show(page: Page) -> None:
        quiet(page)
        page.locator(f"#tab-{name}").click()
        page.wait_for_timeout(500)

    return show


WIDE: dict[str, Any] = {"viewport": DESKTOP}
DARK: dict[str, Any] = {"viewport": DESKTOP, "color_scheme": "dark"}
SMALL: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
SHOTS = {
    "workspace": Shot(quiet, WIDE),
    "workspace-dark": Shot(view("dark"), DARK),
    "swap": Shot(swap, WIDE),
    "split": Shot(split, WIDE),
    "edge": Shot(falling, WIDE),
    "subject": Shot(sheet("u"), WIDE),
    "approve": Shot(sheet("Control+Enter"), WIDE),
    "condense": Shot(sheet("c"), WIDE),
    "welcome": Shot(sheet("w"), WIDE),
    "keys": Shot(help_, WIDE),
    "text": Shot(view("text"), WIDE),
    "phone-outline": Shot(pane("outline"), SMALL),
    "phone-letter": Shot(pane("letter"), SMALL),
    "phone-evidence": Shot(pane("evidence"), SMALL),
    "pending": Shot(pending, WIDE),
}
PAGES = {
    "editions": "/",
    "search": "/search?q=bridge",
    "sources": "/sources",
    "subscribers": "/subscribers",
    "account": "/account",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MorningDesk]:
    with morning_desk(tmp_path_factory.mktemp("morning")) as made:
        for number in range(12):
            address = f"reader{number}@example.org"
            made.house.store.subscribers.add(address, newsletter="n", at=made.house.now[0])
        yield made


@pytest.mark.parametrize("name", SHOTS)
def test_screenshots_of_the_workspace(
    browser: Browser, desk: MorningDesk, remake: bool, name: str
) -> None:
    file, shot = SCREENS / f"desk-{name}.png", SHOTS[name]
    if remake:
        if name == "pending":
            write(desk.house.home, LATE)
            desk.house.pipeline.ingest()
            desk.house.wait(seconds=60)
        with at_work(browser, desk, **shot.options) as page:
            shot.go(page)
            page.screenshot(path=file)
    assert file.is_file()
    assert file.stat().st_size < MOST_SCREEN_BYTES


@pytest.mark.parametrize("name", PAGES)
def test_screenshots_of_the_plain_pages(
    browser: Browser, desk: MorningDesk, remake: bool, name: str
) -> None:
    file = SCREENS / f"desk-{name}.png"
    if remake:
        with at_work(browser, desk, role="admin", viewport={"width": 1080, "height": 800}) as page:
            page.goto(desk.url + PAGES[name])
            page.wait_for_timeout(200)
            page.screenshot(path=file)
    assert file.is_file()
    assert file.stat().st_size < MOST_SCREEN_BYTES
