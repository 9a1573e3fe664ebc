"""Labelled mornings: what the sources held at six, and what an editor made of it.

`DAY.jsonl` has one item a line, in the shape the README of the data describes;
`DAY.gold.json` the twelve blocks an editor would send, headlines and openings.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from briefing.models import Story

# An edition is built an hour after the last story; a morning without times is built on this day.
_AFTER = timedelta(hours=1)
_UNDATED = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One story as labelled. `event` and `topic` are its own id where it stands alone."""

    id: str
    outlet: str
    position: int | None
    title: str
    text: str
    url: str
    published: datetime | None
    categories: tuple[str, ...]
    language: str
    event: str
    topic: str
    kind: str
    stale: bool
    furniture: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """A labelled morning.

    `order`: names of topics, events or items, best first; `headline`: event ->
    item; `opening`: event -> the sentence that should stand first.
    """

    name: str
    items: tuple[Item, ...]
    order: tuple[str, ...]
    headline: Mapping[str, str]
    opening: Mapping[str, str]

    @property
    def language(self) -> str:
        """The language most of its items are in."""
        return Counter(item.language for item in self.items).most_common(1)[0][0]

    @property
    def now(self) -> datetime:
        """The moment its edition is built."""
        times = [item.published for item in self.items if item.published]
        return max(times, default=_UNDATED) + _AFTER


def load_mornings(folder: Path) -> list[Morning]:
    """All mornings of a folder, by name."""
    return [_read(path) for path in sorted(folder.glob("*.jsonl"))]


def _read(path: Path) -> Morning:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    gold = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))
    return Morning(
        name=path.stem,
        items=tuple(_item(row) for row in rows),
        order=tuple(gold["order"]),
        headline=gold["headline"],
        opening={event: sentence for event, (_, sentence) in gold.get("opening", {}).items()},
    )


def _item(row: Mapping[str, Any]) -> Item:
    event = row["event"] or row["id"]
    stamp = row.get("published")
    return Item(
        id=row["id"],
        outlet=row["outlet"],
        position=row.get("position"),
        title=row["title"],
        text=row.get("text") or "",
        url=row.get("url") or f"https://{slug(row['outlet'])}.example/{row['id']}",
        published=datetime.fromisoformat(stamp.replace("Z", "+00:00")) if stamp else None,
        categories=tuple(str(category) for category in row.get("categories") or ()),
        language=row.get("language") or "en",
        event=event,
        topic=row["topic"] or event,
        kind=row["kind"],
        stale=bool(row["stale"]),
        furniture=tuple(row["furniture"]),
    )


def slug(name: str) -> str:
    """A name as part of a path or host."""
    return re.sub(r"\W+", "-", name).strip("-").lower()[:40] or "outlet"


def write_newsletter(morning: Morning, folder: Path) -> Path:
    """A newsletter folder with one RSS file an outlet; the path of its config."""
    by_outlet: defaultdict[str, list[Item]] = defaultdict(list)
    for item in morning.items:
        by_outlet[item.outlet].append(item)
    sources = []
    for outlet, items in sorted(by_outlet.items()):
        place = folder / "in" / slug(outlet)
        place.mkdir(parents=True, exist_ok=True)
        (place / "feed.xml").write_bytes(_rss(outlet, items))
        sources.append({"kind": "folder", "name": outlet, "path": f"in/{slug(outlet)}"})
    config = {
        "newsletter": {"id": "m", "title": "Morning", "language": morning.language},
        "sources": sources,
        "edition": {"window": "all"},
    }
    path = folder / "config.yaml"
    path.write_text(json.dumps(config, ensure_ascii=False), "utf-8")  # JSON is YAML
    return path


def _rss(outlet: str, items: Sequence[Item]) -> bytes:
    root = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(root, "channel")
    _add(channel, "title", outlet)
    _add(channel, "link", f"https://{slug(outlet)}.example/")
    _add(channel, "description", "")
    languages = {item.language for item in items}
    if len(languages) == 1:
        _add(channel, "language", languages.pop())
    for item in sorted(items, key=lambda item: (item.position is None, item.position or 0)):
        _add_item(channel, item)
    return ElementTree.tostring(root, "utf-8", xml_declaration=True)


def _add_item(channel: ElementTree.Element, item: Item) -> None:
    entry = ElementTree.SubElement(channel, "item")
    _add(entry, "title", item.title)
    _add(entry, "link", item.url)
    _add(entry, "guid", item.id).set("isPermaLink", "false")
    if item.published:
        _add(entry, "pubDate", format_datetime(item.published))
    if item.text:
        _add(entry, "description", _as_html(item.text))
    for category in item.categories:
        _add(entry, "category", category)


def _add(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, name)
    child.text = text
    return child


def _as_html(text: str) -> str:
    body = ElementTree.Element("div")
    for paragraph in text.split("\n"):
        if paragraph.strip():
            _add(body, "p", paragraph)
    return ElementTree.tostring(body, "unicode").removeprefix("<div>").removesuffix("</div>")


def items_by_story(stories: Iterable[Story], morning: Morning) -> dict[str, Item]:
    """Story id -> the item it was read from: by its address, else by outlet and headline."""
    # Of two items with one headline or address the first is meant, as the store has it.
    items = morning.items[::-1]
    by_url = {_address(item.url): item for item in items}
    by_title = {(item.outlet, letters(item.title)[:60]): item for item in items}
    matched: dict[str, Item] = {}
    for story in stories:
        title = (story.source, letters(story.title)[:60])
        item = by_title.get(title) or (by_url.get(_address(story.url)) if story.url else None)
        if item is not None:
            matched[story.id] = item
    return matched


def _address(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|[?#].*$|/$", "", url)


def letters(text: str) -> str:
    """Its letters and digits in small letters: what stays however it is punctuated."""
    return re.sub(r"\W+", "", text).lower()
