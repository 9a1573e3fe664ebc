"""The desk in Chromium: axe finds nothing, pages fit a phone, nothing breaks the policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from briefing.desk.accounts import add_account, new_link
from briefing.desk.editions import approve
from tests.rendering.browser import SIDEWAYS, axe
from tests.web.desk.house import DeskHouse, desk_page
from tests.web.desk.stocked import APPROVED, PAST, stocked_desk
from tests.web.desk.test_login import PASSWORD

pytestmark = pytest.mark.browser
Desk = tuple[DeskHouse, str]
# Small targets: WCAG 2.2, 2.5.8.
SMALL_TARGETS = """() => {
  const targets = document.querySelectorAll('a.button, nav a, button, select, input');
  const boxes = [...targets].map((one) => [one.getBoundingClientRect(), one.outerHTML]);
  return boxes.filter(([box]) => box.width && (box.height < 24 || box.width < 20))
    .map(([, html]) => html);
}"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with stocked_desk(tmp_path_factory.mktemp("desk")) as (house, url):
        house.pipeline.ingest()
        house.jobs.add("a job", lambda: "is done")
        house.jobs.finish()
        yield house, url


def pages_of(house: DeskHouse) -> tuple[str, ...]:
    """Every page that is had by GET."""
    ada = house.store.subscribers.get("ada@example.org")
    assert ada
    more = (f"/subscribers/{ada.id}", f"/deliveries/{PAST}", "/account/second-factor")
    return ("/", "/sources", "/subscribers", "/deliveries", "/account", "/users", "/nothing", *more)


def look(page: Page, where: str, *, whole: bool) -> None:
    assert page.evaluate(SIDEWAYS) <= 0, where
    assert page.evaluate(SMALL_TARGETS) == [], where
    if whole:
        assert axe(page) == {}, where


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_fit_and_can_be_read(browser: Browser, desk: Desk, width: int, scheme: str) -> None:
    house, url = desk
    options: dict[str, Any] = {
        "viewport": {"width": width, "height": 800},
        "color_scheme": scheme,
        "bypass_csp": True,  # axe is run in the page
    }
    whole = width == 390 or scheme == "light"
    with desk_page(browser, house, url, **options) as page:
        for path in pages_of(house):
            page.goto(url + path)
            look(page, path, whole=whole)
    link = new_link(house.newsletter, house.account("Linus", "viewer"))
    with desk_page(browser, house, url, role=None, **options) as page:
        for path in ("/login", f"/welcome/{link}"):
            page.goto(url + path)
            look(page, path, whole=whole)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_that_follow_an_act_can_be_read(browser: Browser, desk: Desk, scheme: str) -> None:
    house, url = desk
    options: dict[str, Any] = {"color_scheme": scheme, "bypass_csp": True}
    options["viewport"] = {"width": 390, "height": 800}
    with desk_page(browser, house, url, **options) as page:
        page.goto(f"{url}/sources")
        page.get_by_role("button", name="Test: The desk").click()
        page.locator("h1", has_text="The desk: 1 stories").wait_for()
        look(page, "a test", whole=True)
        page.goto(f"{url}/sources")
        page.get_by_label("Add a source").fill("http://127.0.0.1:9/nothing")
        page.get_by_role("button", name="Find feeds").click()
        page.locator(".wrong").wait_for()
        look(page, "a fault", whole=True)
        page.goto(f"{url}/users")
        page.get_by_label("Name").fill(f"New {scheme}")
        page.get_by_role("button", name="Add").click()
        page.locator(".flash code").wait_for()
        look(page, "a link", whole=True)
        page.goto(url)
        page.get_by_role("button", name=f"Withdraw: {APPROVED}").click()
        page.locator(".flash", has_text="is a draft again").wait_for()
        look(page, "a flash", whole=True)
        approve(house.newsletter, APPROVED, by="Ada")  # as it was, for the other scheme
        page.reload()
        assert page.locator(".flash").count() == 0


def test_no_page_breaks_its_own_policy(browser: Browser, desk: Desk) -> None:
    house, url = desk
    with desk_page(browser, house, url) as page:
        broken: list[str] = []
        asked: list[str] = []
        page.on("console", lambda line: broken.append(line.text))
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        for path in pages_of(house):
            page.goto(url + path)
            assert page.evaluate("typeof htmx") == "object"
        assert [line for line in broken if "404" not in line] == []
        assert [one for one in asked if not one.startswith(url)] == []


def test_acts_stay_on_one_line(browser: Browser, desk: Desk) -> None:
    house, url = desk
    with desk_page(browser, house, url, viewport={"width": 1080, "height": 800}) as page:
        page.goto(url)
        tall = "(all) => all.map((e) => e.getClientRects()[0].height).filter((one) => one > 40)"
        assert page.locator(".acts .button, .acts button").evaluate_all(tall) == []
        assert page.get_by_role("link", name="Look and approve").is_visible()


def test_the_policy_stops_a_script_that_got_in(browser: Browser, desk: Desk) -> None:
    """The control: what is found harmless above would be noticed."""
    house, url = desk
    with desk_page(browser, house, url) as page:
        broken: list[str] = []
        page.on("console", lambda line: broken.append(line.text))
        page.goto(url)
        page.evaluate("""() => {
            const line = document.createElement('script');
            line.textContent = 'window.got_in = true';
            document.body.append(line);
        }""")
        assert page.evaluate("window.got_in") is None
        assert any("Content Security Policy" in line for line in broken)


def test_a_search_answers_while_one_types(browser: Browser, desk: Desk) -> None:
    house, url = desk
    with desk_page(browser, house, url) as page:
        page.goto(f"{url}/subscribers")
        assert page.locator("#listed tbody tr").count() == 5
        page.get_by_label("In address or name").press_sequentially("bob")
        page.locator("#listed tbody tr", has_text="ada@").wait_for(state="detached")
        assert page.locator("#listed tbody tr").count() == 1


def test_one_logs_in_by_keyboard_and_without_script(browser: Browser, desk: Desk) -> None:
    house, url = desk
    token = add_account(house.newsletter, "Keys", "editor")
    with desk_page(browser, house, url, role=None, java_script_enabled=False) as page:
        page.goto(f"{url}/welcome/{token}")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.locator("h1", has_text="Log in").wait_for()
        page.goto(f"{url}/deliveries")  # leads to the login, and back
        page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == "To the content"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("keys")
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.locator("h1", has_text="Deliveries").wait_for()
        page.get_by_role("button", name="Log out").click()
        page.locator(".flash", has_text="logged out").wait_for()


def test_what_cannot_be_undone_is_asked_about(browser: Browser, desk: Desk) -> None:
    house, url = desk
    house.account("Gone", "viewer")
    with desk_page(browser, house, url) as page:
        page.goto(f"{url}/users")
        page.once("dialog", lambda dialog: dialog.dismiss())
        page.get_by_role("button", name="Remove Gone").click()
        assert house.store.accounts.get("n", "gone") is not None
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Remove Gone").click()
        page.locator(".flash", has_text="Gone is removed").wait_for()
