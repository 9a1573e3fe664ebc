"""The pages in Chromium, without scripts: they fit, they can be read, a keyboard suffices."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from playwright.sync_api import Browser, Page

from tests.rendering.browser import SIDEWAYS, axe
from tests.web.site import Site, publish, site, text

pytestmark = pytest.mark.browser
SMALL_TARGETS = """() => {
  const targets = document.querySelectorAll('a:not(.skip), button, select, input:not(#website)');
  const boxes = [...targets].map((one) => [one.getBoundingClientRect(), one.outerHTML]);
  return boxes.filter(([box]) => box.height < 24 || box.width < 22).map(([, html]) => html);
}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """A site on a port of this machine; the address it goes by."""
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    letter = {"tagline": "All of it", "address": "1 Example Street, 10115 Berlin"}
    with site(tmp_path_factory.mktemp("site"), web={"url": url}, newsletter=letter) as made:
        publish(made, subject="A strait, a fleet and what the capitals agreed on at long last")
        config = uvicorn.Config(made.app, lifespan="off", log_level="error")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield made, url
        server.should_exit = True
        thread.join(10)
    listener.close()


@contextmanager
def opened(browser: Browser, width: int = 390, scheme: str = "light") -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
        java_script_enabled=False,
    )
    yield context.new_page()
    context.close()


def paths(made: Site) -> list[str]:
    name = made.add()
    own = [
        f"/{page}/{made.token(page, name)}" for page in ("confirm", "preferences", "unsubscribe")
    ]  # type: ignore[arg-type]
    return ["/", "/subscribe", "/unsubscribe", "/nothing", *own]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1000])
def test_pages_fit_and_can_be_read(
    browser: Browser, served: tuple[Site, str], width: int, scheme: str
) -> None:
    made, url = served
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for path in paths(made):
        page.goto(url + path)
        assert page.evaluate(SIDEWAYS) <= 0, path
        assert page.evaluate(SMALL_TARGETS) == [], path
        if width == 390:
            assert axe(page) == {}, path
    context.close()


def test_a_keyboard_and_no_script_suffice(browser: Browser, served: tuple[Site, str]) -> None:
    made, url = served
    with opened(browser) as page:
        page.goto(f"{url}/subscribe")
        page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == "To the content"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("keys@example.org")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.locator("h1", has_text="Look into your mailbox").wait_for()
        (mail,) = [one for one in made.mails() if one["To"] == "keys@example.org"]
        link = next(word for word in text(mail).split() if "/confirm/" in word)
        page.goto(link)
        page.locator("button").press("Enter")
        page.locator("h1", has_text="You are subscribed").wait_for()
    assert "keys@example.org" in {who.email for who in made.store.subscribers.active("n")}


def test_an_edition_is_shown_in_the_browser(browser: Browser, served: tuple[Site, str]) -> None:
    _, url = served
    with opened(browser) as page:
        page.goto(url)
        page.locator(".list a").click()
        page.wait_for_url("**/editions/n-1")
        assert "The Daily" in page.locator("body").inner_text()
