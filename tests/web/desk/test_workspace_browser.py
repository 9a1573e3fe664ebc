"""The workspace in Chromium: axe, sizes, keys, two editors, the frame, half-written words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.rendering.browser import SIDEWAYS, axe
from tests.web.desk.workspace import (
    DESKTOP,
    EDITION,
    PHONE,
    MorningDesk,
    at_work,
    morning_desk,
    settled,
)

pytestmark = pytest.mark.browser
TITLES = '#outline-body [data-part="told"] .title'
SHEETS = ("e", "u", "w", "r", "n", "o", "i", "m", "c", "T", "Control+Enter")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MorningDesk]:
    with morning_desk(tmp_path_factory.mktemp("morning")) as made:
        yield made


def version(page: Page) -> int:
    return int(page.locator("#outline-body").get_attribute("data-version") or 0)


def after(page: Page, before: int) -> None:
    page.wait_for_function(
        "(before) => Number(document.querySelector('#outline-body').dataset.version) > before",
        arg=before,
        timeout=15_000,
    )
    settled(page)


def letter(page: Page) -> str:
    return page.frame_locator("#letter-frame").locator("body").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_panes_and_sheets_are_clean(
    browser: Browser, desk: MorningDesk, viewport: dict[str, int], scheme: str
) -> None:
    with at_work(browser, desk, viewport=viewport, color_scheme=scheme) as page:
        page.locator("#evidence-body .story").first.wait_for(state="attached")
        for pane in ("outline", "letter", "evidence"):
            if viewport is PHONE:
                page.locator(f"#tab-{pane}").click()
            assert axe(page) == {}, pane
            assert page.evaluate(SIDEWAYS) <= 0, pane
        for key in SHEETS:
            page.keyboard.press(key)
            page.locator("#sheet[open] form").wait_for()
            assert axe(page) == {}, key
            assert page.evaluate(SIDEWAYS) <= 0, key
            page.keyboard.press("Escape")
            page.locator("#sheet:not([open])").wait_for(state="attached")
        page.keyboard.press("?")
        assert axe(page) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sheets_after_the_approval_are_clean(
    browser: Browser, tmp_path: Path, scheme: str
) -> None:
    """To send, and to stop the presses: they are there only once an edition is approved."""
    with morning_desk(tmp_path, stories=4) as made:
        made.house.store.subscribers.add("ada@example.org", newsletter="n", at=made.house.now[0])
        made.house.store.editions.approve(EDITION, by="Grace", at=made.house.now[0])
        with at_work(browser, made, color_scheme=scheme) as page:
            for name in ("send", "withdraw"):
                page.locator(f'[data-do="{name}"]').click()
                page.locator("#sheet[open] [data-main]").wait_for()
                assert axe(page) == {}, name
                assert page.evaluate(SIDEWAYS) <= 0, name
                page.keyboard.press("Escape")
                page.locator("#sheet:not([open])").wait_for(state="attached")


def test_every_key_of_the_help_does_something(browser: Browser, desk: MorningDesk) -> None:
    with at_work(browser, desk) as page:
        bound = page.evaluate("import('/static/work-keys.js').then((keys) => keys.names())")
        listed = page.locator("#keys [data-act]").evaluate_all(
            "(all) => all.map((e) => e.dataset.act)"
        )
        assert set(listed) <= set(bound)
        offered = page.locator("[data-do]").evaluate_all("(all) => all.map((e) => e.dataset.do)")
        assert set(offered) <= set(bound)


def test_single_keys_can_be_switched_off(browser: Browser, desk: MorningDesk) -> None:
    with at_work(browser, desk) as page:
        before = version(page)
        page.keyboard.press("?")
        page.locator("#single-keys").uncheck()
        page.keyboard.press("Escape")
        page.keyboard.press("p")
        page.wait_for_timeout(600)
        assert version(page) == before


def test_nothing_in_the_letter_can_run_and_its_links_lead_nowhere(
    browser: Browser, desk: MorningDesk
) -> None:
    with at_work(browser, desk) as page:
        frame = page.locator("#letter-frame")
        assert frame.get_attribute("sandbox") == "allow-same-origin"
        answer = page.request.get(f"{desk.workspace}/letter")
        policy = answer.headers["content-security-policy"]
        assert "sandbox allow-same-origin;" in policy
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        inside = page.frame_locator("#letter-frame")
        inside.locator("a[href]").first.click()
        page.wait_for_timeout(200)
        assert "/letter" in page.frames[1].url
        assert page.url == desk.workspace


def test_a_click_on_a_sentence_opens_it_in_its_source(browser: Browser, desk: MorningDesk) -> None:
    with at_work(browser, desk) as page:
        sentence = page.frame_locator("#letter-frame").locator("[data-sentence]").nth(4)
        name = sentence.get_attribute("data-sentence")
        sentence.click()
        page.locator(f'#evidence-body .sentence.goes[data-sentence="{name}"]').wait_for()


def test_what_falls_off_the_edge_is_shown_before_it_is_kept(
    browser: Browser, desk: MorningDesk
) -> None:
    with at_work(browser, desk) as page:
        before, last = version(page), page.locator(TITLES).last.inner_text()
        page.locator('#outline-body [data-part="brief"] .pick').first.click()
        page.keyboard.press("K")
        effect = page.locator("#effect:not([hidden])")
        effect.wait_for()
        assert last[:20] in effect.inner_text()
        assert version(page) == before
        page.keyboard.press("Escape")
        effect.wait_for(state="hidden")
        page.wait_for_timeout(400)
        assert version(page) == before


# Presses a key, and gives the milliseconds until the first headline of the outline is another.
ANSWERS_AFTER = """(key) => new Promise((resolve) => {
  const first = () => document.querySelector('#outline-body [data-part=told] .title').textContent;
  const was = first(), began = performance.now();
  new MutationObserver((_, observer) => {
    if (first() === was) return;
    observer.disconnect();
    resolve(performance.now() - began);
  }).observe(document.querySelector('#outline'), {childList: true, subtree: true});
  document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
})"""


def test_the_outline_answers_at_once(browser: Browser, desk: MorningDesk) -> None:
    with at_work(browser, desk) as page:
        page.keyboard.press("j")
        before = version(page)
        assert page.evaluate(ANSWERS_AFTER, "l") < 300
        after(page, before)
        page.keyboard.press("Z")
        after(page, before + 1)


def test_a_second_editor_is_shown_what_changed(browser: Browser, desk: MorningDesk) -> None:
    with at_work(browser, desk) as page:
        page.route("**/changes?*", lambda route: route.fulfill(status=204))
        before = version(page)
        block = page.locator('#outline-body [data-part="told"] .row').nth(2)
        story = (block.get_attribute("data-stories") or "").split()[0]
        bob = desk.house.client("Bob", "editor")
        path = desk.workspace.removeprefix(desk.url)
        answer = bob.post(
            f"{path}/decide",
            kind="retitle",
            stories=story,
            value="Bob was here",
            version=str(before),
        )
        assert answer.status == 200, answer.body[:300]
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("e")
        page.locator("#sheet[open] form").wait_for()
        page.keyboard.type("Mine")
        page.keyboard.press("Control+Enter")
        page.locator("#announce", has_text="Not kept").wait_for(timeout=8000)
        assert "Bob" in page.locator("#announce").inner_text()
        assert "Bob was here" in page.locator(TITLES).all_inner_texts()


def test_others_are_announced(browser: Browser, desk: MorningDesk) -> None:
    with at_work(browser, desk) as page:
        bob = desk.house.client("Bob", "editor")
        path = desk.workspace.removeprefix(desk.url)
        assert bob.post(f"{path}/decide", kind="subject", value="From Bob").status == 200
        page.locator("#announce", has_text="Bob").wait_for(timeout=12_000)
        page.locator("#subject-words", has_text="From Bob").wait_for()


def test_half_written_words_are_kept_in_the_browser(browser: Browser, desk: MorningDesk) -> None:
    with at_work(browser, desk) as page:
        page.keyboard.press("n")
        page.locator("#sheet[open] textarea").fill("A thought begun")
        page.reload()
        page.locator("body[data-ready]").wait_for()
        page.keyboard.press("n")
        page.locator("#sheet[open] form").wait_for()
        assert page.locator("#sheet textarea").input_value() == "A thought begun"
        assert page.locator("#sheet .draft-note").is_visible()


@pytest.mark.parametrize("view", ["phone", "dark", "pictures-off", "text", "desktop"])
def test_views_of_the_letter(browser: Browser, desk: MorningDesk, view: str) -> None:
    with at_work(browser, desk) as page:
        page.locator(f'[data-view-of="{view}"]').click()
        page.locator(f'[data-view-of="{view}"][aria-pressed="true"]').wait_for()
        page.wait_for_timeout(700)
        title = page.locator(TITLES).first.inner_text()[:20]
        shown = page.locator("#letter-text").inner_text() if view == "text" else letter(page)
        assert title in shown


def test_viewers_look_and_cannot_decide(browser: Browser, desk: MorningDesk) -> None:
    with at_work(browser, desk, role="viewer") as page:
        before = version(page)
        assert page.locator('[data-do="approve"], [data-do="undo"]').count() == 0
        page.keyboard.press("j")
        page.keyboard.press("x")
        page.wait_for_timeout(700)
        assert version(page) == before
        assert page.locator(TITLES).count() > 3


def test_a_page_asks_nothing_of_strangers(browser: Browser, desk: MorningDesk) -> None:
    asked: list[Any] = []
    with at_work(browser, desk) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.reload()
        page.locator("body[data-ready]").wait_for()
    assert asked
    assert [url for url in asked if not url.startswith(desk.url)] == []
