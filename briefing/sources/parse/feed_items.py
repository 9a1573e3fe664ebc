"""A feed taken apart into feeds of one item each, for when it cannot be read as a whole."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.text.clean import one_line

# A feed of 10 MB holds some 30,000 items; what is beyond is not looked at.
MAX_ITEMS = 30_000
# An edition holds some twenty stories; the longest of 5,210 public feeds held 730.
MAX_STORIES = 2000
# Chosen, not measured: as much of a title as names an item to an editor.
LONGEST_TITLE_CHARS = 120
_MARKS = re.compile(r"<!\[CDATA\[|<!--|<(/?)(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s/>])", re.I)
_TITLE = re.compile(r"<title[^<>]{0,200}>\s{0,99}+(?:<!\[CDATA\[)?([^<\]]{1,400})", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a feed: its number from 1, its title where one is plain to see, its markup."""

    number: int
    title: str
    markup: str

    @property
    def name(self) -> str:
        """How an item is named to an editor."""
        return f"item {self.number} “{self.title}”" if self.title else f"item {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around the items of a feed."""

    head: str
    tail: str
    separator: str = ""

    def document(self, items: Sequence[Item]) -> bytes:
        """A feed of these items."""
        inner = self.separator.join(item.markup for item in items)
        return f"{self.head}{inner}{self.tail}".encode("utf-8", "replace")


def take_apart(markup: bytes) -> tuple[Frame, tuple[Item, ...]]:
    """The frame and the items of a feed; no items where it has none that can be told apart."""
    text = markup.decode("utf-8", "replace")
    return _json_items(text) if text.lstrip().startswith("{") else _xml_items(text)


def newest(dates: Sequence[datetime | None], most: int) -> list[int]:
    """The places of at most so many stories, in order: the newest, then the first of the undated.

    A feed may be in any order: oldest first is as common as newest first among archives.
    """
    ages = [-date.timestamp() if date else 0.0 for date in dates]
    return sorted(sorted(range(len(dates)), key=ages.__getitem__)[:most])


def without(items: Sequence[Item], numbers: Collection[int]) -> tuple[Item, ...]:
    """The items but for those with these numbers."""
    return tuple(item for item in items if item.number not in numbers)


def _json_items(text: str) -> tuple[Frame, tuple[Item, ...]]:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        return Frame(head="", tail=""), ()
    values = feed.pop("items", None) if isinstance(feed, dict) else None
    values = values if isinstance(values, list) else []
    head = json.dumps(feed)[:-1]
    frame = Frame(head=f'{head}{", " if feed else ""}"items": [', tail="]}", separator=", ")
    pairs = enumerate(values[:MAX_ITEMS], 1)
    return frame, tuple(_json_item(number, value) for number, value in pairs)


def _json_item(number: int, value: object) -> Item:
    title = value.get("title") if isinstance(value, dict) else ""
    return Item(
        number=number,
        title=_short(title if isinstance(title, str) else ""),
        markup=json.dumps(value),
    )


def _xml_items(text: str) -> tuple[Frame, tuple[Item, ...]]:
    spans = list(zip(range(MAX_ITEMS), _spans(text), strict=False))
    if not spans:
        return Frame(head=text, tail=""), ()
    frame = Frame(head=text[: spans[0][1][0]], tail=text[spans[-1][1][1] :])
    return frame, tuple(_xml_item(at + 1, text[start:end]) for at, (start, end) in spans)


def _xml_item(number: int, markup: str) -> Item:
    title = _TITLE.search(markup, 0, 20_000)
    return Item(number=number, title=_short(title[1] if title else ""), markup=markup)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each item; an item that is not closed ends where the next begins."""
    start = -1
    for begin, end, closing in _tags(text):
        if start >= 0:
            yield start, end if closing else begin
        start = -1 if closing else begin
    if start >= 0:
        yield start, len(text)


def _tags(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start, end and kind of each item's tags, those in sections and comments left aside.

    A section that is not closed reaches to the end, so that time stays linear.
    """
    at = 0
    while match := _MARKS.search(text, at):
        opening = match[0]
        if opening.startswith("<!"):
            close = text.find("]]>" if opening.startswith("<![") else "-->", match.end())
            at = close if close >= 0 else len(text)
            continue
        end = text.find(">", match.end())
        at = end + 1 if end >= 0 else len(text)
        yield match.start(), at, bool(match[1])


def _short(title: str) -> str:
    return one_line(title)[:LONGEST_TITLE_CHARS]
