"""The desk in Chromium: axe finds nothing, pages fit a phone, nothing breaks the policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.make import make_edition
from tests.rendering.browser import SIDEWAYS, axe
from tests.web.desk.house import DeskHouse, desk_page, served_desk

pytestmark = pytest.mark.browser
# What an admin sees, and what a stranger sees.
PATHS = ("/", "/nothing")
OPEN_PATHS = ("/login",)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DeskHouse, str]]:
    with served_desk(tmp_path_factory.mktemp("desk")) as (house, url):
        house.store.editions.save(make_edition(subject="A bridge falls"), at=house.now[0])
        yield house, url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_fit_and_can_be_read(
    browser: Browser, desk: tuple[DeskHouse, str], width: int, scheme: str
) -> None:
    house, url = desk
    options = {
        "viewport": {"width": width, "height": 800},
        "color_scheme": scheme,
        "bypass_csp": True,  # axe is run in the page
    }
    for role, paths in (("admin", PATHS), (None, OPEN_PATHS)):
        with desk_page(browser, house, url, role=role, **options) as page:  # type: ignore[arg-type]
            for path in paths:
                page.goto(url + path)
                assert page.evaluate(SIDEWAYS) <= 0, path
                assert axe(page) == {}, path


def test_no_page_breaks_its_own_policy(browser: Browser, desk: tuple[DeskHouse, str]) -> None:
    house, url = desk
    with desk_page(browser, house, url) as page:
        broken: list[str] = []
        page.on("console", lambda line: broken.append(line.text))
        page.on("pageerror", lambda error: broken.append(str(error)))
        for path in PATHS:
            page.goto(url + path)
            assert page.evaluate("typeof htmx") == "object"
        assert [line for line in broken if "404" not in line] == []
