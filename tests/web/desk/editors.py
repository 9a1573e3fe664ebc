"""Three scripted editors who decide the same: by keyboard alone, by mouse, by finger on a phone.

Each counts what they press or click, letters included.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from playwright.sync_api import Page

from tests.web.desk.workspace import settled

TOLD = '#outline-body [data-part="told"] .row'
CHOSEN = '#evidence-body:not([aria-busy]) .sentence[aria-pressed="true"]'


class Editor(ABC):
    """What an editor does to one block, counted. Blocks are named by their place, from 1."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0

    def press(self, *keys: str) -> None:
        """Keys one after the other; a chord such as Control+Enter is one."""
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1

    def write(self, words: str) -> None:
        """Letters into the focused field."""
        self.page.keyboard.type(words)
        self.presses += len(words)

    def click(self, selector: str) -> None:
        """One click, or one tap."""
        self.page.locator(selector).first.click()
        self.presses += 1

    def version(self) -> int:
        return int(self.page.locator("#outline-body").get_attribute("data-version") or 0)

    def decided(self, before: int) -> None:
        """Waits until a decision is kept, and shown."""
        self.page.wait_for_function(
            "(before) => Number(document.querySelector('#outline-body').dataset.version) > before",
            arg=before,
            timeout=15_000,
        )
        settled(self.page)

    def titles(self) -> list[str]:
        return self.page.locator(f"{TOLD} .title").all_text_contents()

    def sheet(self) -> None:
        self.page.locator("#sheet[open] form").wait_for()

    def shown_effect(self) -> None:
        self.page.locator("#effect:not([hidden]) [data-keep]").wait_for()

    @abstractmethod
    def select(self, place: int) -> None:
        """The block at a place of those told."""

    @abstractmethod
    def act(self, name: str, key: str) -> None:
        """An act on the selected block."""

    @abstractmethod
    def edition_act(self, name: str, key: str) -> None:
        """An act on the edition."""

    @abstractmethod
    def keep(self) -> None:
        """Keeps what a decision would do."""

    @abstractmethod
    def finish_sheet(self) -> None:
        """Sends the open sheet."""

    @abstractmethod
    def swap(self) -> None:
        """Another sentence of the opened source in the place of the first."""

    @abstractmethod
    def join(self) -> None:
        """Together with the topic that is nearest."""

    @abstractmethod
    def choose_subject(self) -> None:
        """The second of the proposed subjects."""

    @abstractmethod
    def take_in(self) -> None:
        """What has arrived since."""

    @abstractmethod
    def move_up(self) -> None:
        """One place up, by hand."""


class ByKeyboard(Editor):
    """Never touches the mouse."""

    def select(self, place: int) -> None:
        now = self.page.locator(f"{TOLD}.selected .place")
        at = int(now.text_content() or "1") if now.count() else 1
        self.press(*["j" if place > at else "k"] * abs(place - at))

    def act(self, name: str, key: str) -> None:
        del name
        self.press(key)

    edition_act = act

    def keep(self) -> None:
        self.press("Enter")

    def finish_sheet(self) -> None:
        self.press("Control+Enter")

    def swap(self) -> None:
        self.page.locator(CHOSEN).first.wait_for()
        self.press("s", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "Enter")

    def join(self) -> None:
        self.page.locator("#evidence-body:not([aria-busy]) [data-join]").first.wait_for()
        self.press("g", "Enter")

    def choose_subject(self) -> None:
        self.press("ArrowDown")

    def take_in(self) -> None:
        self.press("t", "Enter")

    def move_up(self) -> None:
        self.press("K")


class ByMouse(Editor):
    """Clicks and drags; types only words."""

    def select(self, place: int) -> None:
        self.click(f"{TOLD}:nth-child({place}) .pick")

    def act(self, name: str, key: str) -> None:
        del key
        self.click(f'.acts [data-do="{name}"]')

    def edition_act(self, name: str, key: str) -> None:
        del key
        self.click(f'[data-do="{name}"]')

    def keep(self) -> None:
        self.click("#effect [data-keep]")

    def finish_sheet(self) -> None:
        self.click("#sheet [data-main]")

    def swap(self) -> None:
        self.page.locator(CHOSEN).first.wait_for()
        self.click(CHOSEN)
        self.click('#evidence-body .story[open] .sentence[aria-pressed="false"]')

    def join(self) -> None:
        self.page.locator("#evidence-body:not([aria-busy]) [data-join]").first.wait_for()
        self.click("#evidence-body [data-join]")

    def choose_subject(self) -> None:
        self.click("#sheet label.choice:nth-of-type(2)")

    def take_in(self) -> None:
        self.click("#pending [data-take-in]")

    def move_up(self) -> None:
        rows = self.page.locator(TOLD)
        place = int(self.page.locator(f"{TOLD}.selected .place").text_content() or "1")
        rows.nth(place - 1).drag_to(rows.nth(place - 2), target_position={"x": 40, "y": 3})
        self.presses += 1


class ByFinger(ByMouse):
    """A phone: one pane at a time, no keys but for words."""

    def click(self, selector: str) -> None:
        self.page.locator(selector).first.tap()
        self.presses += 1

    def pane(self, name: str) -> None:
        if self.page.locator("body").get_attribute("data-pane") != name:
            self.click(f"#tab-{name}")

    def select(self, place: int) -> None:
        self.pane("outline")
        super().select(place)

    def swap(self) -> None:
        self.pane("evidence")
        super().swap()

    def join(self) -> None:
        self.pane("evidence")
        super().join()

    def edition_act(self, name: str, key: str) -> None:
        if self.page.locator(f'#outline-body [data-do="{name}"]').count():
            self.pane("outline")
        super().edition_act(name, key)

    def take_in(self) -> None:
        self.pane("outline")
        super().take_in()

    def move_up(self) -> None:
        self.act("up", "K")
