"""An editor's morning in Chromium, from the draft to a reader who leaves; counted and timed."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from briefing.audience.self_service import SelfService
from briefing.rendering import Theme
from briefing.web.background_queue import BackgroundQueue
from briefing.web.kept_pages import PageKeeper
from briefing.web.reader_pages import reader_app
from briefing.web.responses import PageTemplates
from tests.web.desk.editors import ByFinger, ByKeyboard, ByMouse, Editor
from tests.web.desk.mailbox import Mailbox, mailbox
from tests.web.desk.morning import Document, write
from tests.web.desk.workspace import DESKTOP, EDITION, PHONE, MorningDesk, at_work, morning_desk
from tests.web.uvicorn_server import serving_at

pytestmark = pytest.mark.browser
# Links of one's own are mailed to https addresses only; the server behind them is on loopback.
KNOWN_AS = "https://news.example.org"
READER = "reader@example.org"
MOST_PRESSES, MOST_SECONDS = 60, 600
LATE = Document(
    "Valley Post",
    "late.md",
    "---\ntitle: Snow closes the Gotvik pass to lorries\ndate: 2026-11-24T05:15:00+00:00\n"
    "publisher: Valley Post\nurl: https://valley.example.org/late\nsection: World\n---\n\n"
    "Snow closed the Gotvik pass to lorries on Tuesday. Ploughs from three counties are on "
    'their way. "We have not seen such drifts since 1999," said Olav Rygh, who keeps the road.\n',
)


@dataclass
class Town:
    """The desk, the readers' pages and the mail server of one morning."""

    desk: MorningDesk
    site: str
    box: Mailbox

    def link(self, page: str, words: str) -> str:
        """The link to a page that stands in these words, at the server of this test."""
        found = re.search(rf"{KNOWN_AS}/{page}/[^\s>]+", words)
        assert found, words
        return found[0].replace(KNOWN_AS, self.site)


@contextmanager
def town(home: Path) -> Iterator[Town]:
    with (
        serving_at() as (site, start),
        mailbox() as (box, port),
        morning_desk(home, smtp_port=port, web=KNOWN_AS) as desk,
    ):
        pipeline = desk.house.pipeline
        faults: list[str] = []
        readers = SelfService(config=pipeline.config, store=pipeline.store, clock=pipeline.clock)
        with BackgroundQueue(faults.append) as background:
            templates = PageTemplates(config=pipeline.config, theme=Theme())
            start(reader_app(readers, templates, background, PageKeeper()))
            yield Town(desk, site, box)
        assert faults == []


def text(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    content: str = part.get_content()
    return content


def subscribe(browser: Browser, there: Town) -> None:
    """A reader signs up on the site and confirms by the link that was mailed."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{there.site}/subscribe")
    page.locator("input[type=email]").fill(READER)
    page.locator("form button").first.click()
    (mail,) = there.box.to(READER)
    page.goto(there.link("confirm", text(mail)))
    page.locator("form button").first.click()
    page.locator("h1", has_text="You are subscribed").wait_for()
    context.close()


def twelve_decisions(editor: Editor, there: Town) -> None:
    """What the editor makes of the machine's draft."""
    page, titles = editor.page, editor.titles()

    def decision(name: str, key: str, *, place: int = 0, asks: bool = False) -> None:
        before = editor.version()
        if place:
            editor.select(place)
        editor.act(name, key)
        if asks:
            editor.shown_effect()
            editor.keep()
        editor.decided(before)

    decision("lead", "l", place=2)  # 1
    assert editor.titles()[0] == titles[1]
    decision("pin", "p", place=3)  # 2
    before = editor.version()
    editor.select(4)
    editor.swap()  # 3
    editor.decided(before)
    dropped = editor.titles()[3]
    decision("drop", "x", place=4)  # 4
    assert dropped not in editor.titles()
    held = editor.titles()[4]
    decision("hold", "h", place=5)  # 5
    assert held not in editor.titles()
    before, rising = editor.version(), editor.titles()[3]
    editor.select(4)
    editor.move_up()  # 6
    page.wait_for_timeout(450)
    if page.locator("#effect:not([hidden])").count():
        editor.keep()
    editor.decided(before)
    assert editor.titles()[2] == rising
    page.locator("#evidence-body:not([aria-busy]) [data-split]").first.wait_for(state="attached")
    decision("apart", "a", asks=True)  # 7
    before = editor.version()
    editor.join()  # 8
    editor.shown_effect()
    editor.keep()
    editor.decided(before)
    before = editor.version()
    editor.act("retitle", "e")  # 9
    editor.sheet()
    editor.write("Bridge shut")
    editor.finish_sheet()
    editor.decided(before)
    assert "Bridge shut" in editor.titles()
    before = editor.version()
    editor.edition_act("subject", "u")  # 10
    editor.sheet()
    editor.choose_subject()
    editor.finish_sheet()
    editor.decided(before)
    before = editor.version()
    editor.edition_act("welcome", "w")  # 11
    editor.sheet()
    editor.write("Hello.")
    editor.finish_sheet()
    editor.decided(before)
    take_in(editor, there)  # 12


def take_in(editor: Editor, there: Town) -> None:
    """A story arrives while the editor works; it waits until it is taken in."""
    write(there.desk.house.home, LATE)
    there.desk.house.pipeline.ingest()
    there.desk.house.wait(seconds=60)
    page, before = editor.page, editor.version()
    page.locator("#pending [data-take-in]").wait_for(timeout=20_000, state="attached")
    assert "Gotvik" in (page.locator("#pending").text_content() or "")
    assert "Gotvik" not in page.frame_locator("#letter-frame").locator("body").inner_text()
    editor.take_in()
    editor.decided(before)


def approve_and_send(editor: Editor, there: Town) -> None:
    page = editor.page
    editor.edition_act("approve", "Control+Enter")
    editor.sheet()
    assert "goes to 1" in page.locator("#sheet").inner_text()
    editor.finish_sheet()
    page.locator('.state[data-state="approved"]').wait_for()
    editor.edition_act("send", "S")
    editor.sheet()
    editor.finish_sheet()


def leave(browser: Browser, there: Town, mail: EmailMessage) -> None:
    """By the one click of RFC 8058, as a mail program makes it."""
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    context = browser.new_context()
    address = there.link("unsubscribe", mail["List-Unsubscribe"])
    answer = context.request.post(address, form={"List-Unsubscribe": "One-Click"})
    assert answer.ok
    context.close()
    assert [*there.desk.house.store.subscribers.active("n")] == []


def reads_on_the_site(browser: Browser, there: Town, mail: EmailMessage) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{there.site}/editions/{EDITION}")
    assert "Bridge shut" in page.locator("body").inner_text()
    assert "Hello." in text(mail)
    context.close()


EDITORS: dict[str, tuple[type[Editor], dict[str, Any]]] = {
    "keyboard": (ByKeyboard, {"viewport": DESKTOP}),
    "mouse": (ByMouse, {"viewport": DESKTOP}),
    "phone": (ByFinger, {"viewport": PHONE, "has_touch": True, "is_mobile": True}),
}


@pytest.mark.parametrize("name", EDITORS)
def test_ten_minutes_to_a_mail(
    browser: Browser, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kind, options = EDITORS[name]
    with town(tmp_path) as there:
        subscribe(browser, there)
        began = time.monotonic()
        with at_work(browser, there.desk, **options) as page:
            editor = kind(page)
            twelve_decisions(editor, there)
            decided = there.desk.house.store.edits.list(EDITION)
            approve_and_send(editor, there)
            *_, mail = there.box.to(READER, count=3)  # confirm, welcome, the edition
        seconds = time.monotonic() - began
        assert "Bridge shut" in text(mail)
        reads_on_the_site(browser, there, mail)
        leave(browser, there, mail)
    line = f"{name}: 12 decisions, {editor.presses} keys or clicks, {seconds:.0f} seconds"
    with capsys.disabled():
        sys.stdout.write(f"\n{line}\n")
    assert len(decided) == 11  # taking in is no edit: it changes what there is to decide about
    assert editor.presses <= MOST_PRESSES
    assert seconds < MOST_SECONDS
