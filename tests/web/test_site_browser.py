"""The site in Chromium: it reads well in light and dark, runs without scripts, asks nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.rendering.browser import SIDEWAYS, axe
from tests.web.site import Site, site
from tests.web.uvicorn_server import serving_at
from tests.web.whole_site import CORRECTED, NEWEST, fill

pytestmark = pytest.mark.browser
SCREENS = Path(__file__).resolve().parents[2] / "docs" / "screens"
MOST_SCREEN_BYTES = 200_000
PAGES = {
    "front": "/",
    "edition": f"/editions/{NEWEST}",
    "corrected": f"/editions/{CORRECTED}",
    "made": f"/editions/{NEWEST}/made",
    "editions": "/editions",
    "topics": "/topics",
    "topic": "/topics/t-0",
    "tag": "/tags/harbour",
    "sources": "/sources",
    "search": "/search?q=harbour+council",
    "nothing-found": "/search?q=zebra",
    "missing": "/nothing",
}
LETTER = {
    "title": "The Balance",
    "tagline": "Power in the world, and who holds it",
    "address": "1 Example Street, 10115 Berlin",
}
FRAMES = {
    "de": {"title": "Die Waage", "tagline": "Wer die Macht hat"},
    "fr": {"title": "La Balance", "tagline": "Le pouvoir et ceux qui le tiennent"},
    "ar": {"title": "ميزان القوى", "tagline": "القوة في العالم ومن يملكها"},
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    home = tmp_path_factory.mktemp("site")
    with serving_at() as (url, start), site(home, web={"url": url}, newsletter=LETTER) as made:
        fill(made)
        start(made.app)
        yield made, url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_and_asks_nobody_else(
    browser: Browser, served: tuple[Site, str], name: str, scheme: str
) -> None:
    _, url = served
    context = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page, asked, said = context.new_page(), list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(url + PAGES[name])
    assert axe(page) == {}
    assert [each for each in asked if not each.startswith(url)] == []
    assert said == []
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(SIDEWAYS) <= 0, width
    context.close()


@pytest.mark.parametrize("language", FRAMES)
def test_a_site_in_another_language_can_be_read(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    letter = LETTER | FRAMES[language] | {"language": language}
    paths = ("/", "/editions/n-02", "/topics", "/topics/t-0", "/sources", "/search?q=x")
    with serving_at() as (url, start), site(tmp_path, web={"url": url}, newsletter=letter) as made:
        fill(made, days=3, language=language)
        start(made.app)
        page = browser.new_page(viewport={"width": 390, "height": 800})
        for path in paths:
            page.goto(url + path)
            assert axe(page) == {}, path
            assert page.evaluate(SIDEWAYS) <= 0, path
            assert page.evaluate("document.documentElement.lang") == language
        page.close()


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_mark_opens_its_note(
    browser: Browser, served: tuple[Site, str], scripts: bool, width: int
) -> None:
    _, url = served
    size = {"width": width, "height": 800}
    context = browser.new_context(viewport=size, java_script_enabled=scripts)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{url}/editions/{NEWEST}")
    assert not page.locator("#n2").is_visible()
    page.locator("#m2").click()
    note = page.locator("#n2")
    assert note.is_visible()
    assert page.locator(".told [role=note]:visible").count() == 1
    assert "of its text" in note.inner_text()
    if width == 1280:
        beside, text = note.bounding_box(), page.locator("article").bounding_box()
        assert beside and text
        assert beside["x"] >= text["x"] + text["width"]
    page.locator("#m3").click()
    assert [page.locator(f"#n{number}").is_visible() for number in (2, 3)] == [False, True]
    page.locator("#n3 [href='#m3']").click()
    assert not page.locator("#n3").is_visible()
    context.close()


def test_the_keyboard_opens_and_closes_a_note(browser: Browser, served: tuple[Site, str]) -> None:
    _, url = served
    page = browser.new_page()
    page.goto(f"{url}/editions/{NEWEST}")
    page.locator("#m1").focus()
    page.keyboard.press("Enter")
    assert page.locator("#m1").get_attribute("aria-expanded") == "true"
    assert page.locator("#n1").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#n1").is_visible()
    assert page.evaluate("document.activeElement.id") == "m1"
    page.close()


def test_all_pages_are_reached_without_a_script(browser: Browser, served: tuple[Site, str]) -> None:
    _, url = served
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url)
    page.get_by_role("link", name="Search").click()
    page.get_by_label("Words to look for").fill("harbour council")
    page.get_by_role("button", name="Search").click()
    page.locator("#found .list a").first.click()
    page.wait_for_url("**/editions/n-*")
    page.get_by_role("link", name="All of this topic").first.click()
    page.wait_for_url("**/topics/t-*")
    page.get_by_role("link", name="Sources").click()
    assert page.locator("svg.spark").count() == 5
    context.close()


def test_paper_shows_the_text_and_no_navigation(browser: Browser, served: tuple[Site, str]) -> None:
    _, url = served
    page = browser.new_page()
    page.goto(f"{url}/editions/{NEWEST}#n1")
    page.emulate_media(media="print", color_scheme="dark")
    for hidden in (".pages", "body > footer", ".contents", ".beside", "#n1"):
        assert not page.locator(hidden).is_visible(), hidden
    assert page.locator("h1").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    page.close()


@pytest.mark.parametrize("name", [*PAGES, "note", "ar"])
def test_screenshots_of_the_site(
    browser: Browser, served: tuple[Site, str], remake: bool, name: str, tmp_path: Path
) -> None:
    file = SCREENS / f"site-{name}.png"
    if remake:
        _take(browser, served[1], name, file, tmp_path)
    assert file.is_file()
    assert file.stat().st_size < MOST_SCREEN_BYTES


def _take(browser: Browser, url: str, name: str, file: Path, folder: Path) -> None:
    if name == "ar":
        letter = LETTER | FRAMES["ar"] | {"language": "ar"}
        with (
            serving_at() as (own, start),
            site(folder, web={"url": own}, newsletter=letter) as made,
        ):
            fill(made, days=3, language="ar")
            start(made.app)
            _shoot(browser, f"{own}/editions/n-02", file)
        return
    path = f"/editions/{NEWEST}#n2" if name == "note" else PAGES[name]
    _shoot(browser, url + path, file, width=1280 if name in {"note", "sources"} else 760)


def _shoot(browser: Browser, address: str, file: Path, width: int = 760) -> None:
    page: Page = browser.new_page(viewport={"width": width, "height": 1000})
    page.goto(address)
    page.wait_for_timeout(100)
    page.screenshot(path=file)
    page.close()
