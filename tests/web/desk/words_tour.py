"""The words an editor writes, one at a time: each of the texts in one of their places, in turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from playwright.sync_api import Page

from briefing.models import Edit, EditKind
from briefing.store.edit_log import Change
from tests.web.desk.desk_tour import LETTER, WORK, DeskTour, keys_of
from tests.web.desk.planted_desk import EDITION, packed

# How long each may be, as `desk.edits` has it.
PLACES: tuple[tuple[EditKind, int], ...] = (
    ("subject", 150),
    ("preheader", 200),
    ("welcome", 300),
    ("retitle", 200),
)
SHEETS = ("subject", "welcome", "retitle", "approve")
# What a page with the letter in its frame has of its own.
FRAME = {"strange: IFRAME": 1}
LIVE_SHEETS = ("subject", "welcome", "intro", "note", "signoff", "test", "approve")
LIVE_ROWS = 3


def rounds(texts: Sequence[str]) -> Iterator[dict[EditKind, str]]:
    """Words for all places at once, until every text had its turn."""
    rest = list(texts)
    while rest:
        words: dict[EditKind, str] = {}
        for kind, most in PLACES:
            row, rest = _fitting(rest, most)
            words |= {kind: row} if row else {}
        yield words


def _fitting(texts: list[str], most: int) -> tuple[str, list[str]]:
    """As many of the first texts as fit, and those that are left."""
    if not texts:
        return "", []
    row = packed(texts, most)[0]
    count, length = 1, len(" ".join(texts[0].split()))
    while count < len(texts) and length + len(" ".join(texts[count].split())) < most:
        length += len(" ".join(texts[count].split())) + 1
        count += 1
    return row, texts[count:]


def words(tour: DeskTour) -> None:
    """Each round is decided, looked at in panes, letter and sheets, and taken back."""
    edits, now = tour.desk.house.store.edits, tour.desk.house.now[0]
    key = next(key for key in keys_of(tour) if key.startswith("topic:"))
    story = _story_of(tour, key)
    answers: list[str] = []
    for said in rounds(tour.desk.texts):
        made = [_edit(kind, text, story) for kind, text in said.items()]
        numbers = [edits.add(edit, at=now) for edit in made]
        answers.append(tour.client.get(f"{WORK}/panes").body)
        answers += [
            tour.client.get(f"{WORK}/sheet/{name}?block={quote(key)}").body for name in SHEETS
        ]
        tour.visit("words in the letter", f"{WORK}/letter", LETTER)
        for number in numbers:
            edits.undo(number, Change(by="Ada", at=now))
    tour.show("words", answers)
    tour.show("address refused", (_refused(tour, row) for row in packed(tour.desk.texts, 1900)))


def _refused(tour: DeskTour, address: str) -> str:
    return tour.client.post("/sources/add", kind="none", url=address).body


def _story_of(tour: DeskTour, key: str) -> str:
    page = tour.client.get(f"{WORK}/panes").body
    row = page.partition(f'data-block="{key}"')[2]
    return row.partition('data-stories="')[2].partition('"')[0].split()[0]


def _edit(kind: EditKind, text: str, story: str) -> Edit:
    stories = (story,) if kind == "retitle" else ()
    return Edit(kind=kind, story_ids=stories, value=text, by="Ada", edition_id=EDITION)


def live(tour: DeskTour) -> None:
    """The page with its script running: rows are selected, sheets opened, all of it provoked."""
    page = tour.probe.page
    page.goto(f"{tour.probe.home}{WORK}")
    page.locator("body[data-ready]").wait_for(timeout=60_000)
    for row in page.locator("#outline-body .pick").all()[:LIVE_ROWS]:
        row.click()
        page.locator("#evidence-body:not([aria-busy]) .story").first.wait_for(timeout=60_000)
        tour.tour.note("live", "evidence", tour.probe.glance(), FRAME)
    for name in LIVE_SHEETS:
        _open_sheet(page, name)
        tour.tour.note("live", name, tour.probe.glance(), FRAME)
        tour.tour.stood["live"] |= tour.probe.standing(tour.desk.texts)
        page.keyboard.press("Escape")
    tour.tour.note("live", "all of it", tour.probe.look(), FRAME)


def _open_sheet(page: Page, name: str) -> None:
    page.locator(f'[data-do="{name}"]').first.click()
    page.locator("#sheet[open] form").wait_for(timeout=60_000)
